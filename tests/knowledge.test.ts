/** The knowledge as a whole: every row has its source, nothing overlaps, every text can be said on any day, no dead number is shown. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { phrases, wording } from '../flows/index.ts';
import { routes } from '../flows/flow.ts';
import { rowOn, type Dated } from '../knowledge/dated.ts';
import { desksFor, loadKnowledge, type Desk } from '../knowledge/index.ts';
import { plainText, type Message } from '../src/channel.ts';
import { contactCard, lineCards } from '../src/conversation/contact.ts';
import { quote, quoting, sourceLines } from '../src/conversation/quote.ts';
import { projectFiles, projectRoot } from './project.ts';

const knowledge = loadKnowledge();
const today = '2026-11-21';
/** Before the first edition in force now, between renamings, today, and after every period known. */
const days = ['2020-06-01', '2021-06-01', '2024-06-01', today, '2028-03-01'];

type Row = Dated & { source: string; value: unknown };
interface Rows {
  what: string;
  rows: readonly Row[];
}

function groups<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const found = new Map<string, T[]>();
  for (const item of items) found.set(key(item), [...(found.get(key(item)) ?? []), item]);
  return [...found.values()];
}

/** Lists of which one row holds on a day: facts, and the names, hosts, addresses and each line of a desk. */
const lists: Rows[] = [
  ...[...knowledge.facts.values()].map((fact) => ({ what: `fact ${fact.id}`, rows: fact.values })),
  ...knowledge.desks.flatMap((desk) => [
    { what: `names of ${desk.id}`, rows: desk.names },
    { what: `hosts of ${desk.id}`, rows: desk.hosts },
    ...groups(desk.phones, (phone) => phone.line ?? '').map((rows) => ({ what: `line "${rows[0]?.line ?? ''}" of ${desk.id}`, rows })),
  ]),
];

describe('sources', () => {
  test('every row, answer, programme and term names sources that exist', () => {
    const missing = [
      ...lists.flatMap(({ what, rows }) => rows.map((row) => [what, row.source])),
      ...knowledge.desks.flatMap((desk) => desk.addresses.map((row) => [`address of ${desk.id}`, row.source])),
      ...knowledge.faq.flatMap((entry) => entry.source.map((source) => [`faq ${entry.id}`, source])),
      ...[...knowledge.programmes.values()].flatMap((one) => one.source.map((source) => [`programme ${one.id}`, source])),
      ...knowledge.glossary.flatMap((entry) => entry.source.map((source) => [`term ${entry.term}`, source])),
    ].filter(([, source]) => !knowledge.sources.has(String(source)));
    expect(missing).toEqual([]);
  });

  test('every fact was seen somewhere or has a first day', () => {
    const nowhere = lists.filter(({ rows }) =>
      rows.some((row) => row.seen.length === 0 && row.from === 'unknown' && (row.to ?? 'unknown') === 'unknown'),
    );
    expect(nowhere.map(({ what }) => what)).toEqual([]);
  });

  test('no sighting is of a day to come, and no row ends before it begins', () => {
    const wrong = lists
      .flatMap(({ what, rows }) => rows.map((row) => ({ what, row })))
      .filter(({ row }) => {
        const backwards = row.from !== 'unknown' && row.to !== undefined && row.to !== 'unknown' && row.to < row.from;
        return backwards || row.seen.some((at) => at > today);
      });
    expect(wrong).toEqual([]);
  });

  test('every entry was checked and says when to check again', () => {
    for (const { checked } of [...knowledge.facts.values(), ...knowledge.desks]) expect(checked.recheck > checked.on).toBe(true);
  });
});

/** Days a row with a known beginning holds; an open end is the end of days. A row over at an unknown day has no such span. */
function span(row: Dated): [string, string] | undefined {
  return row.from === 'unknown' || row.to === 'unknown' ? undefined : [row.from, row.to ?? '9999-12-31'];
}

const nextDay = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

describe('periods', () => {
  test('no two rows of a list hold on the same day', () => {
    const overlaps = lists.flatMap(({ what, rows }) => {
      const spans = rows.map(span).filter((one) => one !== undefined);
      return spans.flatMap(([from, to], index) =>
        spans
          .slice(index + 1)
          .filter(([otherFrom, otherTo]) => from <= otherTo && otherFrom <= to)
          .map(() => what),
      );
    });
    expect(overlaps).toEqual([]);
  });

  test('a gap between two known periods is declared with its reason', () => {
    const undeclared = [...knowledge.facts.values()].flatMap((fact) => {
      const spans = fact.values
        .map(span)
        .filter((one) => one !== undefined)
        .toSorted(([a], [b]) => (a < b ? -1 : 1));
      return spans.flatMap(([, to], index) => {
        const next = spans[index + 1];
        if (!next || nextDay(to) >= next[0]) return [];
        const declared = fact.gaps.some((gap) => gap.from === nextDay(to) && nextDay(gap.to) === next[0]);
        return declared ? [] : [`${fact.id}: ${to} to ${next[0]}`];
      });
    });
    expect(undeclared).toEqual([]);
  });

  test('a declared gap is one: nothing is in force on its first day', () => {
    const filled = [...knowledge.facts.values()].flatMap((fact) =>
      fact.gaps
        .filter((gap) => gap.from !== 'unknown' && rowOn(fact.values, gap.from)?.standing === 'in_force')
        .map((gap) => `${fact.id}: ${gap.from}`),
    );
    expect(filled).toEqual([]);
  });
});

/** All texts of a value, with where they stand. */
function texts(value: unknown, at: string): [string, string][] {
  if (typeof value === 'string') return [[at, value]];
  if (Array.isArray(value)) return value.flatMap((one: unknown, index) => texts(one, `${at}[${String(index)}]`));
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, one]) => texts(one, `${at}.${key}`)) : [];
}

const said: [string, string][] = [
  ...knowledge.faq.flatMap((entry) => [
    ...texts(entry.answer, `faq ${entry.id}`),
    ...texts(
      entry.on.map((one) => one.answer),
      `faq ${entry.id}.on`,
    ),
  ]),
  ...[...knowledge.programmes.values()].flatMap(({ source: _source, ...programme }) => texts(programme, `programme ${programme.id}`)),
  ...knowledge.glossary.flatMap((entry) => texts(entry.means, `term ${entry.term}`)),
];
const worded: [string, string][] = [
  ...[...wording].flatMap(([id, words]) => texts(words, `wording ${id}`)),
  ...[...phrases].flatMap(([id, phrase]) => texts(phrase, `phrase ${id}`)),
];

describe.each(days)('on %s', (day) => {
  test('every quotation in every text can be filled', () => {
    for (const [where, text] of said) {
      const filled = quote(text, quoting(knowledge, day));
      expect(filled, where).not.toMatch(/[{}]|undefined|NaN|\[object/);
    }
    for (const [where, text] of worded) expect(quote(text, quoting(knowledge, day)), where).not.toMatch(/\{\w+:|undefined/);
  });

  test('what is quoted can name its sources', () => {
    for (const [where, text] of said) {
      const on = quoting(knowledge, day);
      quote(text, on);
      for (const line of sourceLines(on)) expect(line, where).toMatch(/「.+」（\d{4}年/);
    }
  });

  test('a retired number is in no card, text or answer', () => {
    const retired = new Set(
      knowledge.desks.flatMap((desk) => desk.phones.filter((phone) => phone.state === 'retired').map((phone) => phone.value)),
    );
    expect(retired.size).toBeGreaterThan(0);
    const shown = [...allCards(day).map(([, card]) => plainText(card)), ...said.map(([, text]) => quote(text, quoting(knowledge, day)))];
    for (const number of retired)
      expect(shown.filter((text) => text.includes(number) || text.includes(number.replaceAll('-', '')))).toEqual([]);
  });

  test('every card has something to call or to open', () => {
    const mute = allCards(day).filter(([, card]) => card.phones.length === 0 && card.links.length === 0);
    expect(mute.map(([what]) => what)).toEqual([]);
  });
});

type Contact = Extract<Message, { kind: 'contact' }>;
const kinds = [...new Set(knowledge.desks.map((desk) => desk.kind))];
/** Kinds of which one desk serves one prefecture. */
const ofPrefectures = kinds.filter((kind) => desksFor(knowledge, kind).some((desk) => desk.prefecture !== undefined));

function allCards(day: string): [string, Contact][] {
  const on = quoting(knowledge, day);
  return [
    ...ofPrefectures.flatMap((kind) => prefectures.map((name): [string, Contact] => [`${kind} ${name}`, contactCard(kind, name, on)])),
    ...['kasseika_kyogikai', 'keiei_kakushin'].map((kind): [string, Contact] => [kind, contactCard(kind, undefined, on)]),
    ...['crisis', 'loan_shark', 'urgent', 'legal'].map((kind): [string, Contact] => [kind, lineCards(kind, kind, on)]),
  ];
}

const prefectures =
  '北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県'.split(
    ' ',
  );

describe('desks', () => {
  test.each(['kasseika_kyogikai', 'keiei_kakushin'])('%s: one in each of the 47 prefectures, and a national one', (kind) => {
    const found = desksFor(knowledge, kind).map((desk) => desk.prefecture);
    expect(found.filter((one) => one === undefined)).toHaveLength(1);
    expect(found.filter((one) => one !== undefined).toSorted()).toEqual(prefectures.toSorted());
    expect(prefectures).toHaveLength(47);
  });

  test('ids are unique, prefectures are the official names', () => {
    expect(new Set(knowledge.desks.map((desk) => desk.id)).size).toBe(knowledge.desks.length);
    expect(
      knowledge.desks.filter((desk) => desk.prefecture !== undefined && !prefectures.includes(desk.prefecture)).map((desk) => desk.id),
    ).toEqual([]);
  });

  test('the desk of every programme exists', () => {
    for (const programme of knowledge.programmes.values()) if (programme.desk !== undefined) expect(kinds).toContain(programme.desk);
  });

  const kyogikai = desksFor(knowledge, 'kasseika_kyogikai').filter((desk) => desk.prefecture !== undefined);
  const current = (desk: Desk): Desk['phones'] =>
    groups(desk.phones, (phone) => phone.line ?? '').flatMap((rows) => {
      const row = rowOn(rows, today)?.row;
      return row ? [row] : [];
    });
  const confirmed = kyogikai.filter((desk) => current(desk).some((phone) => phone.state === 'confirmed'));

  test('ten 活性化協議会 are confirmed after the merger of 2022', () => {
    expect(confirmed.map((desk) => desk.prefecture)).toEqual(
      '福島県 福井県 山梨県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 愛媛県'.split(' '),
    );
  });

  test.each(confirmed.map((desk): [string, Desk] => [desk.prefecture ?? '', desk]))(
    '%s: its confirmed numbers, alone, with their date',
    (name, desk) => {
      const card = contactCard('kasseika_kyogikai', name, quoting(knowledge, today));
      expect(card.phones.map((phone) => phone.number)).toEqual(
        current(desk)
          .filter((phone) => phone.state === 'confirmed')
          .map((phone) => phone.value),
      );
      for (const phone of card.phones) {
        expect(phone.caution).toBeUndefined();
        expect(phone.asOf).toMatch(/\d{4}年/);
      }
    },
  );

  const unconfirmed = kyogikai.filter((desk) => !confirmed.includes(desk));
  test.each(unconfirmed.map((desk): [string, Desk] => [desk.prefecture ?? '', desk]))(
    '%s: official list and national number first, then the last known with its year',
    (name, desk) => {
      const on = quoting(knowledge, today);
      const card = contactCard('kasseika_kyogikai', name, on);
      const national = contactCard('kasseika_kyogikai', undefined, on);
      expect(card.links.map((link) => link.url)).toContain(national.links[0]?.url);
      expect(card.phones[0]?.number).toBe(national.phones[0]?.number);
      const own = card.phones.filter((phone) => !national.phones.some((one) => one.number === phone.number));
      const known = current(desk).filter((phone) => phone.state === 'unconfirmed');
      expect(own.map((phone) => phone.number)).toEqual(known.map((phone) => phone.value));
      expect(card.phones.slice(card.phones.length - own.length)).toEqual(own);
      for (const phone of own) {
        expect(phone.caution).toContain('変わっている可能性');
        expect(phone.asOf).toMatch(/\d{4}年/);
      }
    },
  );

  test('沖縄 shows no number of its own, but where to ask', () => {
    const card = contactCard('kasseika_kyogikai', '沖縄県', quoting(knowledge, today));
    expect(plainText(card)).not.toContain('867-6760');
    expect(card.phones.length + card.links.length).toBeGreaterThan(1);
  });

  test('what must be there at night is there: a line that takes calls around the clock', () => {
    const card = lineCards('crisis', '', quoting(knowledge, today));
    expect(card.phones.filter((phone) => (phone.hours ?? '').includes('24時間')).length).toBeGreaterThan(0);
  });
});

describe('programmes', () => {
  test('every route has its programme', () => {
    expect([...knowledge.programmes.keys()].toSorted()).toEqual([...routes].toSorted());
  });

  test('neighbours and conditions named in them exist', () => {
    const ids = new Set(knowledge.programmes.keys());
    for (const programme of knowledge.programmes.values()) {
      for (const route of Object.keys(programme.why_not)) expect(ids, `${programme.id}.why_not`).toContain(route);
      for (const next of programme.next) {
        expect(ids, `${programme.id}.next`).toContain(next.programme);
        for (const pair of next.when) {
          const [question = '', answer = ''] = pair.split(':');
          const heard = wording.get(question)?.heard ?? {};
          expect(answer in heard || 'given' in heard, `${programme.id}.next: ${pair}`).toBe(true);
        }
      }
    }
  });

  test('each of the four says why not to each of the other three', () => {
    const four = ['vup', '405', '405_gl', 'keiei_kakushin', 'rechallenge'];
    for (const one of four)
      for (const other of four) if (one !== other) expect(Object.keys(knowledge.programmes.get(one)?.why_not ?? {}), one).toContain(other);
  });
});

describe('figures stand only in knowledge/', () => {
  const figure = /[0-9０-９,，]+ ?万円|(?<![0-9])0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}|[0-9０-９]+(\.[0-9]+)? ?％/g;
  /** Examples of how an answer or a setting is written; they state nothing. */
  const examples = ['1000万円', '00-0000-0000'];
  const files = projectFiles(['src', 'flows', 'adapters']).filter((file) => /\.(ts|yaml|html)$/.test(file));

  test.each(files)('%s', (file) => {
    const lines = readFileSync(join(projectRoot, file), 'utf8').split('\n');
    const found = lines.flatMap((line, index) =>
      /^\s*(\*|\/\*|\/\/|#)/.test(line) ? [] : [...line.matchAll(figure)].map((one) => `${String(index + 1)}: ${one[0]}`),
    );
    expect(found.filter((one) => !examples.some((example) => one.endsWith(`: ${example}`)))).toEqual([]);
  });

  test('nor in the texts of programmes, answers and terms', () => {
    const literal = said.flatMap(([where, text]) =>
      [...text.replaceAll(/\{[^}]*\}/g, '').matchAll(figure)].map((one) => `${where}: ${one[0]}`),
    );
    expect(literal).toEqual([]);
  });

  test('the pattern finds what it is for', () => {
    for (const text of ['25万円', '３００万円', '2,000 万円', '078-303-5856', '0570-064-350', '34.3％'])
      expect(text.match(figure), text).not.toBeNull();
  });
});
