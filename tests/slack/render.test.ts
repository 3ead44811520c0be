/** Every message within Slack's limits, escaped, and said again in `text`. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText, type Choice, type Message } from '../../src/channel.ts';
import { escapeText, shorten, splitText } from '../../adapters/slack/limits.ts';
import { readButtonValue, render, type SlackMessage } from '../../adapters/slack/render.ts';
import { refusal, textsOf, type Block } from '../stand-ins/slack-blocks.ts';
import { contact, result } from './core.ts';

const conversation = '0190a000-0000-7000-8000-000000000001';
const family = '👨‍👩‍👧‍👦';
const choices = (count: number, label = (index: number): string => `選択${String(index)}`): Choice[] =>
  Array.from({ length: count }, (_, index) => ({ id: `prefecture:p${String(index)}`, label: label(index) }));
const buttonsIn = (messages: SlackMessage[]): Extract<Block, { type: 'actions' }>['elements'] =>
  messages.flatMap(({ blocks }) => blocks as Block[]).flatMap((block) => (block.type === 'actions' ? block.elements : []));
const squeezed = (text: string): string => text.replaceAll(/\s/g, '');

/** Fails with Slack's reason. Returns the messages for more questions. */
function taken(messages: SlackMessage[]): SlackMessage[] {
  for (const message of messages) {
    expect(refusal(message)).toBeNull();
    expect(message.text.trim()).not.toBe('');
    expect(message.text.length).toBeLessThanOrEqual(40_000);
  }
  return messages;
}

describe('everyday messages', () => {
  test('a result is a header, sections and its source; the desk has numbers as text and links as links', () => {
    const [message] = taken(render([result, contact], conversation));
    const blocks = (message?.blocks ?? []) as Block[];
    expect(blocks.map(({ type }) => type)).toEqual([
      'header',
      'section',
      'section',
      'context',
      'header',
      'section',
      'section',
      'section',
      'context',
    ]);
    expect(message?.text).toContain('代表：00-0000-0000（2026年1月確認。平日9時〜17時。変わっていることがあります）');
    expect(message?.text).toContain('出典：手引き（2026年1月5日時点の情報です）');
    expect(textsOf(blocks).parsed).toEqual(['<https://example.jp/desk?a=1&amp;b=2|窓口のページ>']);
    expect(JSON.stringify(blocks)).not.toContain('tel:');
  });

  test('text says everything', () => {
    const all: Message[] = [
      { kind: 'text', text: 'はじめに' },
      result,
      contact,
      { kind: 'choices', text: '次に', choices: choices(3) },
      { kind: 'link', label: 'シート', url: 'https://example.jp/s' },
      { kind: 'link', label: '控え', url: 'https://example.jp/c' },
    ];
    const said = render(all, conversation)
      .map(({ text }) => text)
      .join('\n');
    for (const line of all.map(plainText).join('\n').split('\n')) expect(said).toContain(escapeText(line));
  });

  test('safety stands first, wherever it was said', () => {
    const [message] = render(
      [
        { kind: 'text', text: 'あと' },
        { kind: 'notice', tone: 'safety', text: 'まずお電話を' },
      ],
      conversation,
    );
    expect(message?.text).toBe('まずお電話を\nあと');
    expect(JSON.stringify(message?.blocks[0])).toContain('まずお電話を');
  });

  test('buttons carry choice and conversation, with an action_id of their own each', () => {
    const buttons = buttonsIn(
      render(
        [
          { kind: 'question', question: 'q', text: '？', choices: choices(2) },
          { kind: 'choices', text: '！', choices: choices(2) },
        ],
        conversation,
      ),
    );
    expect(new Set(buttons.map(({ action_id }) => action_id)).size).toBe(4);
    expect(readButtonValue(buttons[1]?.value ?? '')).toEqual({ choice: 'prefecture:p1', conversation });
  });

  test('a link of its own is a button that opens the page, and carries nothing of ours', () => {
    const messages = taken(
      render(
        [
          { kind: 'link', label: '相談シートを開く', url: 'https://example.jp/sheet/k' },
          { kind: 'link', label: '控えを開く', url: 'https://example.jp/sheet/c' },
        ],
        conversation,
      ),
    );
    const [sheet, copy] = buttonsIn(messages);
    expect(sheet).toMatchObject({ action_id: 'open:0', text: { text: '相談シートを開く' }, url: 'https://example.jp/sheet/k' });
    expect(copy).toMatchObject({ action_id: 'open:1', url: 'https://example.jp/sheet/c' });
    expect(sheet).not.toHaveProperty('value');
    expect(messages.map(({ text }) => text).join()).toContain('相談シートを開く：https://example.jp/sheet/k');
  });

  test('without a conversation there are no buttons but a numbered list', () => {
    const [message] = taken(render([{ kind: 'choices', text: 'どれ', choices: choices(2) }], null));
    expect(buttonsIn(message ? [message] : [])).toEqual([]);
    expect(message?.text).toBe('どれ\n1. 選択0\n2. 選択1');
  });

  test('nothing said makes no message', () => {
    expect(render([], conversation)).toEqual([]);
    expect(
      render(
        [
          { kind: 'text', text: ' \n' },
          { kind: 'notice', tone: 'safety', text: '' },
        ],
        conversation,
      ),
    ).toEqual([]);
  });
});

describe('extremes', () => {
  test.each([
    ['20,000 characters in one line', 'あ'.repeat(20_000)],
    ['20,000 characters in lines', 'あいうえお。\n'.repeat(2900)],
    ['signs that grow when escaped', '&<>'.repeat(5000)],
    ['families of emoji', family.repeat(2000)],
    ['one letter under 9,000 marks', `a${'\u0301'.repeat(9000)}`],
    ['quotes and line ends', '"\\\n'.repeat(4000)],
  ])('%s arrive whole', (_name, text) => {
    const messages = taken(render([{ kind: 'text', text }], conversation));
    expect(squeezed(messages.map((message) => message.text).join(''))).toBe(squeezed(escapeText(text)));
  });

  test('emoji are never cut apart', () => {
    for (const part of splitText(family.repeat(500), 3000)) expect(part.length % family.length).toBe(0);
    expect(shorten(family.repeat(20), 75)).toMatch(/^(?:👨‍👩‍👧‍👦)+…$/u);
  });

  test('47 prefectures, and 100 choices with the longest labels and ids', () => {
    expect(
      buttonsIn(taken(render([{ kind: 'question', question: 'prefecture', text: 'どちら', choices: choices(47) }], conversation))).length,
    ).toBe(47);
    const long = choices(100, (index) => `${String(index)}${family.repeat(30)}<&>`).map((choice) => ({
      ...choice,
      id: choice.id.padEnd(200, 'x'),
    }));
    const messages = taken(render([{ kind: 'question', question: 'q', text: 'どちら', choices: long }], conversation));
    const said = messages.map(({ text }) => text).join('\n');
    expect(buttonsIn(messages).length).toBe(100);
    for (const { label } of long) expect(said).toContain(escapeText(label));
  });

  test('30 choices, a long title, many sections: several messages, in order', () => {
    const long: Message = {
      ...(result as Extract<Message, { kind: 'result' }>),
      title: '制'.repeat(400),
      sections: Array.from({ length: 80 }, (_, index) => ({ title: `第${String(index)}節`, points: ['点'.repeat(500)] })),
    };
    const messages = taken(render([long, { kind: 'choices', text: '次に', choices: choices(30) }], conversation));
    expect(messages.length).toBeGreaterThan(2);
    const said = messages.map(({ text }) => text).join('\n');
    expect([...said.matchAll(/第(\d+)節/g)].map(([, index]) => Number(index))).toEqual(Array.from({ length: 80 }, (_, index) => index));
  });

  test('a question stays with its buttons when a message is full', () => {
    const filling: Message = { kind: 'text', text: 'い'.repeat(11_800) };
    const messages = taken(render([filling, { kind: 'question', question: 'q', text: 'どちら', choices: choices(12) }], conversation));
    expect(messages.length).toBe(2);
    expect(messages[1]?.text).toMatch(/^どちら\n1\. /);
  });
});

describe('what others wrote never becomes markup', () => {
  const attacks = [
    '<!channel>',
    '<@U12345>',
    '<!here|x>',
    '<https://evil.example|窓口>',
    '&lt;!channel&gt;',
    '<#C1>',
    '<!subteam^S1>',
    '*太字* _斜体_ ~線~ `code`',
    '> 引用',
    ':smile:',
    'a\u202Eb',
    'a\0b',
    '\ud800',
  ];

  test.each(attacks)('%s', (attack) => {
    const messages = taken(
      render(
        [
          { kind: 'text', text: attack },
          { kind: 'choices', text: attack, choices: [{ id: 'a:b', label: attack }] },
          { ...(contact as Extract<Message, { kind: 'contact' }>), title: attack, address: attack },
        ],
        conversation,
      ),
    );
    const { parsed, shown } = textsOf(messages.flatMap(({ blocks }) => blocks as Block[]));
    expect(parsed).toEqual(['<https://example.jp/desk?a=1&amp;b=2|窓口のページ>']);
    for (const text of [...shown, ...messages.map((message) => message.text)]) expect(text).not.toMatch(/[<>\0\u202E]|&(?!amp;|lt;|gt;)/);
    expect(JSON.stringify(messages)).not.toMatch(/"emoji":true/);
  });

  test('a link that is no web address, or tries to end early, stays text or stays one link', () => {
    for (const url of ['javascript:alert(1)', 'slack://x', 'not a url', 'tel:000']) {
      const { parsed } = textsOf(render([{ kind: 'link', label: 'x', url }], null).flatMap(({ blocks }) => blocks as Block[]));
      expect(parsed).toEqual([]);
    }
    const nasty = { label: 'a|b> <!channel>', url: 'https://example.jp/|x><!channel>' };
    const [button] = buttonsIn(taken(render([{ kind: 'link', ...nasty }], null)));
    expect(button?.url).toMatch(/^https:\/\/example\.jp\/[^<>|]*$/);
    const card: Message = { kind: 'contact', title: '窓口', phones: [], links: [nasty] };
    const sly = render([card], null).flatMap(({ blocks }) => blocks as Block[]);
    expect(textsOf(sly).parsed[0]).toMatch(/^<https:\/\/example\.jp\/[^<>|]*\|a\|b&gt; &lt;!channel&gt;>$/);
  });
});

test('for all messages: Slack takes them, and text is never empty', () => {
  const text = fc.string({ unit: 'binary', maxLength: 4000 });
  const choice = fc.record({ id: fc.string({ minLength: 1, maxLength: 200 }), label: text });
  const message: fc.Arbitrary<Message> = fc.oneof(
    fc.record({ kind: fc.constant('text' as const), text }),
    fc.record({ kind: fc.constant('notice' as const), tone: fc.constantFrom('info' as const, 'safety' as const), text }),
    fc.record({ kind: fc.constant('choices' as const), text, choices: fc.array(choice, { maxLength: 60 }) }),
    fc.record({
      kind: fc.constant('result' as const),
      route: fc.constant('405'),
      title: text,
      summary: text,
      sections: fc.array(fc.record({ title: text, points: fc.array(text, { maxLength: 3 }) }), { maxLength: 4 }),
      sources: fc.array(text, { maxLength: 3 }),
      asOf: text,
    }),
    fc.record({ kind: fc.constant('link' as const), label: text, url: fc.oneof(fc.webUrl(), text) }),
  );
  fc.assert(
    fc.property(
      fc.array(message, { maxLength: 4 }),
      fc.boolean(),
      (messages, open) => void taken(render(messages, open ? conversation : null)),
    ),
    { numRuns: 40 },
  );
});
