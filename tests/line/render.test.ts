import { describe, expect, test } from 'vitest';
import { render } from '../../adapters/line/render.ts';
import type { Choice, Message } from '../../src/channel.ts';

const conversation = '01934c5e-7a4f-7000-8000-0123456789ab';
const waysOut: Choice[] = [
  { id: 'action:go_back', label: '戻る' },
  { id: 'action:human', label: '人と話す' },
];
const question = (choices: Choice[], more: Partial<Extract<Message, { kind: 'question' }>> = {}): Message => ({
  kind: 'question',
  question: 'trouble',
  text: '近いものはありますか。',
  choices,
  ...more,
});
const buttonsOf = (messages: ReturnType<typeof render>): { label: string; data: string; displayText: string }[] =>
  (messages.at(-1)?.quickReply?.items ?? []).map(({ action }) => action as { label: string; data: string; displayText: string });

describe('a question', () => {
  const answers = [
    { id: 'trouble:sales_down', label: '売上や客数が減っている' },
    { id: 'trouble:low_profit', label: '利益が残らない' },
    { id: 'trouble:none', label: 'どれもない' },
  ];

  test('its numbers stay in the text, its buttons carry choice and conversation and show only words', () => {
    const rendered = render([question([...answers, ...waysOut], { why: '支援を選ぶためです。' })], conversation);
    expect(rendered[0]).toMatchObject({
      text: '近いものはありますか。\n（支援を選ぶためです。）\n\n1. 売上や客数が減っている\n2. 利益が残らない\n3. どれもない',
    });
    expect(buttonsOf(rendered).map(({ data }) => data)).toEqual([...answers, ...waysOut].map(({ id }) => `${id}|${conversation}`));
    expect(buttonsOf(rendered).map(({ displayText }) => displayText)).toEqual([...answers, ...waysOut].map(({ label }) => label));
    expect(buttonsOf(render([question(answers)], null))[0]?.data).toBe('trouble:sales_down');
  });

  test('several answers: says how', () => {
    expect(render([question(answers, { several: true })], conversation)[0]).toMatchObject({
      text: expect.stringContaining('「、」で区切って送ってください（例：1、3）') as string,
    });
    expect(render([question(answers)], conversation)[0]).not.toMatchObject({ text: expect.stringContaining('区切って') as string });
  });

  test('more answers than buttons: the ways out keep theirs, all numbers are there', () => {
    const many = Array.from({ length: 20 }, (_, at) => ({ id: `trouble:t${String(at)}`, label: `答え${String(at)}` }));
    const rendered = render([question([...many, ...waysOut])], conversation);
    expect(buttonsOf(rendered)).toHaveLength(13);
    expect(
      buttonsOf(rendered)
        .slice(-2)
        .map(({ label }) => label),
    ).toEqual(['戻る', '人と話す']);
    expect(rendered[0]).toMatchObject({ text: expect.stringMatching(/20\. 答え19\n21\. 戻る\n22\. 人と話す/) as string });
  });

  test('a label that is cut is whole in the text and in what is shown as said', () => {
    const label = 'いまのままで返せる見込みがあるが、この先のことはまだわからない';
    const rendered = render([{ kind: 'choices', text: '次は？', choices: [{ id: 'a:b', label }] }], conversation);
    expect(buttonsOf(rendered)[0]).toMatchObject({ label: 'いまのままで返せる見込みがあるが、この…', displayText: label });
    expect(rendered[0]).toMatchObject({ text: `次は？\n\n1. ${label}` });
  });

  test('it comes last, whatever stands after it', () => {
    const rendered = render([question(answers), { kind: 'text', text: '補足' }], conversation);
    expect(rendered.map((message) => 'text' in message && message.text.slice(0, 2))).toEqual(['補足', '近い']);
  });
});

test('texts are merged, a warning stands alone', () => {
  const rendered = render(
    [
      { kind: 'text', text: '一' },
      { kind: 'text', text: '二' },
      { kind: 'notice', tone: 'safety', text: '電話を' },
      { kind: 'link', label: '一覧', url: 'https://example.jp/あ' },
    ],
    conversation,
  );
  expect(rendered).toEqual([
    { type: 'text', text: '一\n\n二' },
    { type: 'text', text: '電話を' },
    expect.objectContaining({ type: 'flex', altText: '一覧：https://example.jp/%E3%81%82' }),
  ]);
});

test('a link is a button that opens the phone’s own browser: LINE’s cannot print', () => {
  const [card] = render([{ kind: 'link', label: '相談シートを開く', url: 'https://example.jp/sheet/k?a=1' }], conversation);
  expect(card).toMatchObject({
    altText: '相談シートを開く：https://example.jp/sheet/k?a=1',
    contents: {
      body: {
        contents: [{ action: { type: 'uri', label: '相談シートを開く', uri: 'https://example.jp/sheet/k?a=1&openExternalBrowser=1' } }],
      },
    },
  });
  expect(render([{ kind: 'link', label: '危ない', url: 'javascript:alert(1)' }], conversation)).toEqual([{ type: 'text', text: '危ない' }]);
});

test('nothing to say is nothing to send', () => {
  expect(render([], conversation)).toEqual([]);
  expect(render([{ kind: 'text', text: ' \n' }], conversation)).toEqual([]);
});

test('a desk: numbers are dialled by a button with their caution above, those iPhones refuse are shown', () => {
  const [card] = render(
    [
      {
        kind: 'contact',
        title: '見本県の窓口',
        phones: [
          { label: '電話', number: '00-0000-0001', dial: '0000000001', asOf: '2026年10月の資料' },
          { label: '最後の番号', number: '00-0000-0002', dial: '0000000002', caution: '変わっている可能性があります' },
          { label: '相談専用', number: '#0000', dial: '#0000' },
        ],
        links: [
          { label: '一覧', url: 'https://example.jp/' },
          { label: '危ない', url: 'javascript:alert(1)' },
        ],
      },
    ],
    conversation,
  );
  const json = JSON.stringify(card);
  expect(card).toMatchObject({ type: 'flex', altText: expect.stringContaining('00-0000-0001') as string });
  expect(json.match(/tel:[^"]+/g)).toEqual(['tel:0000000001', 'tel:0000000002']);
  expect(json.indexOf('変わっている可能性があります')).toBeLessThan(json.indexOf('tel:0000000002'));
  expect(json).toContain('"text":"#0000"');
  expect(json).not.toContain('"uri":"javascript');
});

test('what was understood can be corrected by a button', () => {
  const [bubble] = render(
    [
      {
        kind: 'understood',
        text: '兵庫県、と受け取りました。',
        items: [{ question: 'prefecture', label: '兵庫県', change: 'action:change_prefecture' }],
      },
    ],
    conversation,
  );
  const json = JSON.stringify(bubble);
  expect(json).toContain(`"label":"直す","data":"action:change_prefecture|${conversation}","displayText":"「兵庫県」を直す"`);
  expect(bubble).toMatchObject({ altText: '兵庫県、と受け取りました。' });
});
