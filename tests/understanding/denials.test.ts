/** What is denied, affirmed by two denials, or said of others. */
import { beforeAll, describe, expect, it } from 'vitest';
import { restate } from '../../src/understanding/denials.ts';
import { loadUnderstanding, understand } from '../../src/understanding/index.ts';

describe('restating a sentence', () => {
  it.each([
    ['借換までは考えていないけど、運転資金がほしい', '運転資金がほしい', ['借換']],
    ['店を畳むつもりはないです', '', ['店を畳む']],
    ['売上は落ちていません', '', ['売上は落ちている']],
    ['診断じゃなくて、融資の話です', '融資の話です', ['診断']],
  ])('%s: the denied clause is taken out', (text, said, denied) => {
    expect(restate(text)).toEqual({ said, denied });
  });

  it.each([
    ['家のことが心配でないわけではない', '家のことが心配'],
    ['専門家に頼りたくないわけじゃない', '専門家に頼りたい'],
    ['やめることを考えないこともない', 'やめることを考える'],
  ])('%s: two denials affirm', (text, said) => {
    expect(restate(text).said).toContain(said);
  });

  it.each(['返済を待ってもらわないと困る', '厳しいんじゃないですか', '返せないなら相談したい'])('%s: no denial', (text) => {
    expect(restate(text)).toEqual({ said: text, denied: [] });
  });

  it('leaves out what others suffer, unless the loss is the own one', () => {
    expect(restate('隣の食堂は店を畳むらしい、うちは続ける').said).toBe('うちは続ける');
    expect(restate('取引先が減って苦しい').said).toBe('取引先が減って苦しい');
  });
});

describe('what was', () => {
  it('is left out where it is set against what is now', () => {
    expect(restate('昨年までは順調でしたが、今は支払いが重い').said).toBe('今は支払いが重い');
    expect(restate('前は銀行員でした').said).toBe('前は銀行員でした');
  });
});

describe('understanding denials', () => {
  beforeAll(() => loadUnderstanding());
  const labels = (text: string): readonly string[] => understand(text, null, '2026-11-21').labels;

  it('turns a denied answer and drops a denied wish', () => {
    expect(labels('返済がきついわけではありません。売上が落ちています')).toEqual(
      expect.arrayContaining(['needs_terms_change:no', 'sales_down']),
    );
    expect(labels('債務免除までは要りませんが、返済を待ってほしい')).toContain('needs_terms_change:yes');
    expect(labels('債務免除までは要りませんが、返済を待ってほしい')).not.toContain('debt_reduction');
  });

  it('hears danger in every clause, denied or told of somebody', () => {
    expect(labels('知り合いの社長が、もう死にたいと言っています')).toContain('crisis');
  });
});
