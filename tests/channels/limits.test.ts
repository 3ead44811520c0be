/**
 * Everything the bot can say, rendered for LINE and Slack and measured here, from what the platforms demand and not from what the
 * renderers believe. The stand-ins refuse by the same figures; this shows how near the wording comes to each.
 */
import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { render as renderLine, renderPlain } from '../../adapters/line/render.ts';
import { render as renderSlack } from '../../adapters/slack/render.ts';
import { phrases, wording } from '../../flows/index.ts';
import { loadKnowledge } from '../../knowledge/index.ts';
import type { Answers } from '../../knowledge/rules/index.ts';
import type { Choice, Message } from '../../src/channel.ts';
import { contactCard, lineCards } from '../../src/conversation/contact.ts';
import { lookUpDesk, lookUpProgramme } from '../../src/conversation/look_up.ts';
import { quoting } from '../../src/conversation/quote.ts';
import { resultMessage } from '../../src/conversation/result.ts';
import { crisisMessages, legalMessages, loanSharkMessages, urgentMessages } from '../../src/conversation/safety.ts';
import { answerMessage } from '../../src/conversation/side.ts';
import { conversationsAfter } from '../paths.ts';
import { refusals } from '../stand-ins/line-limits.ts';
import { refusal } from '../stand-ins/slack-blocks.ts';

const days = ['2020-06-01', '2026-11-21', '2028-06-01'] as const;
const [, today] = days;
const conversation = '01934c5e-7a4f-7000-8000-0123456789ab';
const knowledge = loadKnowledge();
const prefectures = [
  ...new Set(knowledge.desks.flatMap(({ kind, prefecture }) => (kind === 'kasseika_kyogikai' && prefecture ? [prefecture] : []))),
];
const waysOut: Choice[] = [...phrases].flatMap(([id, label]) => (id.startsWith('button_') ? [{ id: `action:${id.slice(7)}`, label }] : []));

const text = (words: string): Message => ({ kind: 'text', text: words });

function questions(): Message[] {
  return [...wording].map(([question, words]): Message => ({
    kind: 'question',
    question,
    text: words.ask,
    ...(words.why ? { why: words.why } : {}),
    choices: [...Object.entries(words.answers).map(([answer, label]) => ({ id: `${question}:${answer}`, label })), ...waysOut.slice(0, 4)],
  }));
}

function understood(): Message[] {
  return [...wording].map(([question, words]): Message => {
    const items = Object.values(words.heard).map((label) => ({ question, label, change: `action:change_${question}` }));
    return { kind: 'understood', text: items.map(({ label }) => label).join('、'), items };
  });
}

/** Questions that are only asked after a hint: each hint once. */
const hints: readonly Answers[] = [
  new Map(),
  new Map([['considering_closure', 'yes']]),
  new Map([
    ['needs_terms_change', 'yes'],
    ['debt_reduction', 'yes'],
  ]),
];

/** One of every result that differs: route, reasons, assumptions, notes. */
function everyResult(): Extract<Message, { kind: 'result' }>[] {
  const seen = new Map<string, Extract<Message, { kind: 'result' }>>();
  for (const { at, answers } of hints.flatMap((hint) => conversationsAfter(hint, knowledge, today))) {
    if (at.route === null) continue;
    const result = resultMessage(at, answers, quoting(knowledge, today));
    seen.set(JSON.stringify(result), result);
  }
  return [...seen.values()];
}
const results = everyResult();

const contacts = (): Message[] =>
  [...new Set(knowledge.desks.map(({ kind }) => kind))].flatMap((kind) =>
    days.flatMap((day) => [undefined, ...prefectures].map((prefecture) => contactCard(kind, prefecture, quoting(knowledge, day)))),
  );

const safety = (): Message[][] =>
  [crisisMessages, loanSharkMessages, urgentMessages, legalMessages].map((said) => said(quoting(knowledge, today)));

/** Whole replies, as a turn says them: alone and together. */
const replies: Record<string, () => Message[][]> = {
  'every phrase, as a text and as a warning': () =>
    [...phrases.values()].flatMap((words) => [
      [text(words)],
      [{ kind: 'notice', tone: 'safety', text: words }],
      [{ kind: 'choices', text: words, choices: waysOut.slice(0, 13) }],
    ]),
  'every question': () => questions().map((one) => [one]),
  'a link to a page, with a question and beside everything long': () => {
    const [question] = longest(questions());
    const words = text(phrases.get('sheet') ?? '');
    const link: Message = {
      kind: 'link',
      label: phrases.get('sheet_link') ?? '',
      url: `https://chat.example.jp/${'a'.repeat(200)}/sheet/${'k'.repeat(32)}`,
    };
    const [said] = longest(understood());
    const [card] = longest(contacts());
    const [result] = longest(results);
    return [
      [words, link],
      [words, link, question],
      [words, link, link, said, result, card, words, question],
    ].map((one) => one.flatMap((message) => message ?? []));
  },
  'a question of every prefecture a place may be in': () => [
    [
      {
        kind: 'question',
        question: 'prefecture',
        text: 'どちらですか',
        choices: [...prefectures.map((label) => ({ id: `prefecture:${label}`, label })), ...waysOut],
      },
    ],
  ],
  'everything that can be understood': () => understood().map((one) => [one]),
  'every faq answer on three days': () => knowledge.faq.flatMap((entry) => days.map((day) => [answerMessage(entry, knowledge, day)])),
  'every result': () => results.map((one) => [one]),
  'every contact card': () => contacts().map((one) => [one]),
  'every warning': safety,
  'all lines of a kind': () =>
    [...new Set(knowledge.desks.map(({ kind }) => kind))].map((kind) => [lineCards(kind, '窓口', quoting(knowledge, today))]),
  'what advisers look up': () => [
    ...prefectures.map((place) => lookUpDesk(place, knowledge, today)),
    ...[...knowledge.programmes.keys(), '計画', 'ない'].map((name) => lookUpProgramme(name, knowledge, today)),
  ],
  'the longest turns: understood, result, answer, desk, question': () => {
    const [question] = longest(questions());
    const [said] = longest(understood());
    const [answer] = longest(knowledge.faq.map((entry) => answerMessage(entry, knowledge, today)));
    const [card] = longest(contacts());
    return longest(results)
      .slice(0, 100)
      .map((result) => [said, answer, result, card, question].flatMap((one) => one ?? []));
  },
};

const longest = (messages: readonly Message[]): Message[] =>
  messages.toSorted((a, b) => JSON.stringify(b).length - JSON.stringify(a).length);

type Json = Record<string, unknown>;
/** Every object inside, itself included. */
function objects(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(objects);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Json, ...Object.values(value).flatMap(objects)];
}
const graphemes = (words: string): number => [...new Intl.Segmenter('ja', { granularity: 'grapheme' }).segment(words)].length;
const size = (value: unknown): number => (typeof value === 'string' || Array.isArray(value) ? value.length : 0);
const most = (figures: readonly number[]): number => figures.reduce((a, b) => Math.max(a, b), 0);

/** The largest of everything LINE limits, and what it may be. */
function lineMeasures(messages: readonly object[]): Record<string, [found: number, allowed: number]> {
  const all = objects(messages);
  const of = (names: readonly string[], measure: (value: unknown) => number): number =>
    most(all.flatMap((one) => names.flatMap((name) => (name in one ? [measure(one[name])] : []))));
  const actions = all.filter(({ type }) => type === 'postback' || type === 'uri');
  return {
    'messages a request': [messages.length, 5],
    'text, UTF-16 units': [of(['text'], size), 5000],
    'quick replies': [most(all.filter(({ items }) => Array.isArray(items)).map(({ items }) => size(items))), 13],
    'action label, graphemes': [most(actions.map(({ label }) => graphemes(String(label)))), 20],
    'postback data': [of(['data'], size), 300],
    displayText: [of(['displayText'], size), 300],
    'altText, below the older limit': [of(['altText'], size), 400],
    'a bubble, bytes': [most(all.filter(({ type }) => type === 'bubble').map((one) => Buffer.byteLength(JSON.stringify(one)))), 30 * 1024],
    'bubbles of a carousel': [most(all.filter(({ type }) => type === 'carousel').map(({ contents }) => size(contents))), 12],
    'empty texts': [all.filter((one) => one.text === '' || one.altText === '').length, 0],
  };
}

function slackMeasures(messages: readonly { text: string; blocks: readonly object[] }[]): Record<string, [found: number, allowed: number]> {
  const all = objects(messages);
  const kind = (type: string): Json[] => all.filter((one) => one.type === type);
  const textOf = (one: Json): string => String((one.text as { text?: string } | undefined)?.text);
  return {
    blocks: [most(messages.map(({ blocks }) => blocks.length)), 50],
    'section text': [most(kind('section').map((one) => textOf(one).length)), 3000],
    'section fields': [most(kind('section').map(({ fields }) => size(fields))), 10],
    'header text': [most(kind('header').map((one) => textOf(one).length)), 150],
    'context elements': [most(kind('context').map(({ elements }) => size(elements))), 10],
    'buttons of a row': [most(kind('actions').map(({ elements }) => size(elements))), 25],
    'button text': [most(kind('button').map((one) => textOf(one).length)), 75],
    'button value': [most(kind('button').map(({ value }) => size(value))), 2000],
    'all blocks as JSON': [most(messages.map(({ blocks }) => JSON.stringify(blocks).length)), 13_200],
    'messages without words for a screen reader': [messages.filter((one) => one.text.trim() === '').length, 0],
    'markup other than our links': [
      most(kind('mrkdwn').map(({ text: words }) => (String(words).match(/<(?!https?:\/\/[^\s<>|]+\|[^<>]*>)/g) ?? []).length)),
      0,
    ],
  };
}

const broken = (measures: Record<string, [number, number]>): string[] =>
  Object.entries(measures).flatMap(([what, [found, allowed]]) =>
    found > allowed ? [`${what}: ${String(found)}, at most ${String(allowed)}`] : [],
  );

describe.each(Object.entries(replies))('%s', (_name, all) => {
  const said = all();

  test('LINE takes it', { timeout: 60_000 }, () => {
    expect(said.length).toBeGreaterThan(0);
    for (const messages of said) {
      for (const rendered of [renderLine(messages, conversation), renderPlain(messages)])
        expect([broken(lineMeasures(rendered)), refusals(rendered), messages]).toEqual([[], [], messages]);
    }
  });

  test('Slack takes it', { timeout: 60_000 }, () => {
    for (const messages of said) {
      const rendered = renderSlack(messages, conversation);
      expect(rendered.length).toBeGreaterThan(0);
      expect([broken(slackMeasures(rendered)), rendered.flatMap((one) => refusal(one) ?? []), messages]).toEqual([[], [], messages]);
    }
  });
});

test('the measures see what they measure', () => {
  const long = 'あ'.repeat(5001);
  const action = { type: 'postback', label: 'い'.repeat(21), data: 'x'.repeat(301), displayText: 'x'.repeat(301) };
  const line = [
    { type: 'text', text: long, quickReply: { items: Array.from({ length: 14 }, () => ({ action })) } },
    { type: 'text', text: '' },
  ];
  expect(broken(lineMeasures([...line, ...line, ...line]))).toHaveLength(7);
  const button = { type: 'button', text: { text: 'x'.repeat(76) }, value: 'x'.repeat(2001) };
  const section = { type: 'section', text: { type: 'mrkdwn', text: `<!channel>${'x'.repeat(3000)}` } };
  const blocks = [
    section,
    { type: 'actions', elements: Array.from({ length: 26 }, () => button) },
    ...Array.from({ length: 50 }, () => ({ type: 'divider' })),
  ];
  expect(broken(slackMeasures([{ text: ' ', blocks }]))).toHaveLength(8);
});

test('what is measured is everything', () => {
  expect(prefectures).toHaveLength(47);
  expect(new Set(results.map(({ route }) => route))).toEqual(new Set(knowledge.programmes.keys()));
  expect(knowledge.faq.length).toBeGreaterThan(50);
});
