/** Whatever the conversation says, LINE takes it: every limit, counted by the stand-in's own reading of LINE's documents. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { cutGraphemes, cutUnits, splitUnits } from '../../adapters/line/limits.ts';
import { render, renderPlain } from '../../adapters/line/render.ts';
import { desksFor, loadKnowledge } from '../../knowledge/index.ts';
import { plainText, type Choice, type Message } from '../../src/channel.ts';
import { contactCard } from '../../src/conversation/contact.ts';
import { computing } from '../../src/conversation/compute.ts';
import { questionMessage } from '../../src/conversation/questions.ts';
import { quoting } from '../../src/conversation/quote.ts';
import { newConversation } from '../../src/conversation/state.ts';
import { tables } from '../../src/conversation/walk.ts';
import { loadUnderstanding } from '../../src/understanding/index.ts';
import { refusals } from '../stand-ins/line-limits.ts';

const conversation = '01934c5e-7a4f-7000-8000-0123456789ab';
const knowledge = loadKnowledge();
const on = quoting(knowledge, '2026-11-21');
beforeAll(loadUnderstanding);

const taken = (messages: readonly Message[]): ReturnType<typeof render> => {
  const rendered = render(messages, conversation);
  if (rendered.length > 0) expect(refusals(rendered)).toEqual([]);
  expect(refusals(rendered.length > 0 ? renderPlain(messages) : [{ type: 'text', text: '空' }])).toEqual([]);
  expect(rendered.slice(0, -1).every((message) => message.quickReply === undefined)).toBe(true);
  return rendered;
};

describe('the real wording', () => {
  const questions = [...tables.values()].flatMap(({ states }) => [...states.values()]).filter(({ kind }) => kind === 'question');

  test('every question, with every button whole and nothing left out', () => {
    expect(questions.length).toBeGreaterThan(10);
    for (const state of questions) {
      const message = questionMessage(state, new Map(), ['go_back', 'enough', 'human']);
      const [question] = taken([message]);
      expect(question?.quickReply?.items?.map(({ action }) => action && 'label' in action && action.label)).toEqual(
        message.choices.map(({ label }) => label),
      );
    }
  });

  test('every desk of every prefecture', () => {
    const kinds = new Set(['kasseika_kyogikai', 'yorozu', 'shinyo_hosho', 'keiei_kakushin']);
    const prefectures = new Set(desksFor(knowledge, 'kasseika_kyogikai').flatMap(({ prefecture }) => prefecture ?? []));
    expect(prefectures.size).toBe(47);
    for (const kind of kinds)
      for (const prefecture of prefectures) expect(taken([contactCard(kind, prefecture, on)])[0]).toMatchObject({ type: 'flex' });
  });

  test.each([
    '返済がきつい',
    '売上が減っている',
    '新しい商品を始めたい',
    '廃業したい',
    '借金を減らしてほしい',
    '死にたい',
    'ヤミ金に追われている',
    '差押えが来る',
    '補助率は？',
    '人と話したい',
  ])('a conversation from 「%s」 to its end', (first) => {
    const compute = computing(knowledge, '2026-11-21');
    let state = newConversation();
    let said: Parameters<typeof compute>[1]['said'] = { text: first };
    for (let turn = 0; turn < 12; turn++) {
      const turned = compute(state, { channel: 'line', person: 'p', event: String(turn), at: 0, said });
      state = turned.state;
      taken(turned.messages);
      const next = turned.choices.find(({ id }) => !id.startsWith('action:'));
      said = next && turned.question ? { choice: next.id } : { text: '兵庫県の神戸です' };
    }
  });
});

describe('extremes', () => {
  const family = '👨‍👩‍👧‍👦';
  const words = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '',
      ' ',
      '\0',
      '\uD83D',
      '𠮷'.repeat(30),
      family.repeat(25),
      `e${'\u0301'.repeat(300)}`.repeat(3),
      'あ'.repeat(5001),
      `${'。'.repeat(4999)}𠮷`,
      '一'.repeat(30_000),
      '\n\n'.repeat(3000),
      'い。\n'.repeat(4000),
    ),
  );
  const choice: fc.Arbitrary<Choice> = fc.record({
    id: fc.oneof(
      fc.constantFrom('needs_terms_change:yes', 'action:human', 'action:go_back', `prefecture:${'県'.repeat(290)}`),
      fc.string({ minLength: 1, maxLength: 20 }).map((id) => `trouble:${id}`),
    ),
    label: words,
  });
  const choices = fc.array(choice, { maxLength: 30 });
  const section = fc.record({ title: words, text: words, points: fc.array(words, { maxLength: 8 }) });
  const phone = fc.record({
    label: words,
    number: words,
    dial: fc.constantFrom('0783035852', '#9110', '110', '', 'javascript:alert(1)'),
    caution: words,
  });
  const link = fc.record({
    label: words,
    url: fc.oneof(
      words,
      fc.webUrl(),
      fc.constantFrom('https://例え.jp/日本語?q=あ', 'javascript:alert(1)', `https://example.jp/${'a'.repeat(2000)}`),
    ),
  });
  const message: fc.Arbitrary<Message> = fc.oneof(
    fc.record({ kind: fc.constant('text' as const), text: words }),
    fc.record({
      kind: fc.constant('notice' as const),
      tone: fc.constantFrom('info' as const, 'safety' as const, 'error' as const),
      text: words,
    }),
    fc.record({
      kind: fc.constant('question' as const),
      question: fc.constant('q'),
      text: words,
      why: words,
      choices,
      several: fc.constant(true as const),
    }),
    fc.record({ kind: fc.constant('choices' as const), text: words, choices }),
    fc.record({
      kind: fc.constant('understood' as const),
      text: words,
      items: fc.array(fc.record({ question: words, label: words, change: fc.constant('action:change_prefecture') }), { maxLength: 20 }),
    }),
    fc.record({
      kind: fc.constant('result' as const),
      route: fc.constant('405'),
      title: words,
      image: words,
      summary: words,
      sections: fc.array(section, { maxLength: 30 }),
      sources: fc.array(words, { maxLength: 9 }),
      asOf: words,
    }),
    fc.record({
      kind: fc.constant('contact' as const),
      title: words,
      text: words,
      phones: fc.array(phone, { maxLength: 12 }),
      address: words,
      links: fc.array(link, { maxLength: 6 }),
      source: words,
    }),
    link.map((one) => ({ kind: 'link' as const, ...one })),
  );

  test('any messages, in any number', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 12 }), (messages) => void taken(messages)),
      { numRuns: 300 },
    );
  });

  test('cuts stay within their measure and never break a character', () => {
    const graphemes = (text: string): number => [...new Intl.Segmenter('ja', { granularity: 'grapheme' }).segment(text)].length;
    fc.assert(
      fc.property(
        words.map((text) => text.toWellFormed()),
        fc.integer({ min: 2, max: 60 }),
        (text, most) => {
          expect(graphemes(cutGraphemes(text, most))).toBeLessThanOrEqual(most);
          expect(cutUnits(text, most).length).toBeLessThanOrEqual(most);
          expect(cutUnits(text, most).isWellFormed()).toBe(true);
          const parts = splitUnits(text.slice(0, 2000).toWellFormed(), most);
          expect(parts.every((part) => part.length <= most && part.isWellFormed())).toBe(true);
          expect(parts.join('').replaceAll(/\s/g, '')).toBe(text.slice(0, 2000).toWellFormed().replaceAll(/\s/g, ''));
        },
      ),
      { numRuns: 200 },
    );
    expect(cutGraphemes(family.repeat(21), 20)).toBe(`${family.repeat(19)}…`);
    expect(cutGraphemes('補助の対象になる費用（専門家に払うもの）', 16)).toBe('補助の対象になる費用…');
  });

  test('a result too long for a bubble goes on as text, nothing is lost', () => {
    const sections = Array.from({ length: 12 }, (_, at) => ({
      title: `見出し${String(at)}`,
      points: Array.from({ length: 10 }, (__, line) => `${String(at)}-${String(line)} ${'説明'.repeat(40)}`),
    }));
    const rendered = taken([
      { kind: 'result', route: '405', title: '題', summary: '要約', sections, sources: ['資料'], asOf: '2026年11月21日' },
    ]);
    expect(rendered[0]?.type).toBe('flex');
    for (const { title, points } of sections) for (const words of [title, ...points]) expect(JSON.stringify(rendered)).toContain(words);
  });

  test('eight messages become five: small bubbles turn into text first, the question stays last', () => {
    const contact = (title: string): Message => ({
      kind: 'contact',
      title,
      phones: [{ label: '電話', number: '00-0000-0001', dial: '0000000001' }],
      links: [],
    });
    const messages: Message[] = [
      { kind: 'notice', tone: 'safety', text: '今日のうちに電話を' },
      contact('一'),
      {
        kind: 'understood',
        text: '兵庫県、と受け取りました。',
        items: [{ question: 'prefecture', label: '兵庫県', change: 'action:change_prefecture' }],
      },
      { kind: 'result', route: '405', title: '結論', summary: '要約', sections: [], sources: [], asOf: '今日' },
      contact('二'),
      { kind: 'text', text: '説明' },
      { kind: 'choices', text: '次は？', choices: [{ id: 'action:human', label: '人と話す' }] },
    ];
    const rendered = taken(messages);
    expect(rendered).toHaveLength(5);
    for (const words of ['今日のうちに電話を', '一', '兵庫県、と受け取りました。', '結論', '二', '説明', '次は？'])
      expect(JSON.stringify(rendered)).toContain(words);
    expect(rendered.at(-1)?.quickReply?.items).toHaveLength(1);
    expect(messages.map(plainText).every((text) => text !== '')).toBe(true);
  });
});
