/** What people say, as training data: enough of it for every label, and nothing that contradicts itself. */
import { describe, expect, test } from 'vitest';
import { distinctByLabel } from '../../scripts/distinct.ts';
import { readUtterances, type Utterance } from '../../scripts/utterances.ts';
import { clean } from '../../src/understanding/clean.ts';
import { allLabels, dialogLabels, requestLabels, safetyLabels, signalLabels, spokenLabels } from '../../src/understanding/labels.ts';

const utterances = readUtterances();

/** Signals on which the route depends, and how many ways of saying them there must be at least. */
const decidesRoute = /^(?:needs_terms_change|considering_closure|wants_new_initiative|can_repay|wants_to_continue):|^debt_reduction$/;

function wanted(label: string): number {
  if ((signalLabels as readonly string[]).includes(label)) return decidesRoute.test(label) ? 100 : 60;
  return 40;
}

describe('enough is said', () => {
  const distinct = distinctByLabel(utterances);
  test.each([...signalLabels, ...requestLabels, ...dialogLabels, ...safetyLabels, ...spokenLabels])('for %s', (label) => {
    expect(distinct.get(label) ?? 0).toBeGreaterThanOrEqual(wanted(label));
  });

  test('what is nearly the same counts once', () => {
    const say = (text: string, labels: string[], asked: string | null = null): Utterance => ({ text, asked, labels, hand: '', file: '' });
    const counted = distinctByLabel([
      say('コロナ融資の返済が始まってきついです', ['needs_terms_change:yes']),
      say('コロナ融資の返済が始まってきついです。', ['needs_terms_change:yes', 'cashflow_unstable']),
      say('コロナ融資の返済が始まって、きついですね', ['needs_terms_change:yes']),
      say('売上が半分になりました', ['sales_down']),
      say('毎月の返済で手元に何も残らない', ['needs_terms_change:yes']),
      say('はい', ['yes'], 'can_repay'),
      say('はい!', ['yes'], 'can_repay'),
      say('はい', ['yes'], 'wants_to_continue'),
    ]);
    expect(Object.fromEntries(counted)).toEqual({ 'needs_terms_change:yes': 2, cashflow_unstable: 1, sales_down: 1, yes: 2 });
  });
});

const where = ({ file, text, asked, labels }: Utterance): string => `${file}: ${text} (asked: ${asked ?? '-'}) ${labels.join(' ')}`;

/** Pairs of labels that one text cannot have. Answers of one question exclude each other as well. */
const exclude: readonly (readonly [string, string])[] = [
  ['needs_terms_change:no', 'can_repay:no'],
  ['needs_terms_change:no', 'debt_reduction'],
  ['considering_closure:no', 'wants_to_continue:no'],
  ['crisis', 'chitchat'],
  ['crisis', 'fact_only'],
  ['loan_shark', 'chitchat'],
  ['loan_shark', 'fact_only'],
  ['vague_worry', 'needs_terms_change:yes'],
  ['vague_worry', 'sales_down'],
  ['vague_worry', 'low_profit'],
  ['vague_worry', 'cashflow_unstable'],
  ['vague_worry', 'debt_reduction'],
  ['yes', 'no'],
  ['yes', 'unsure'],
  ['no', 'unsure'],
];

/** Labels that say that nothing is wanted: beside them only a tone. */
const alone = ['fact_only', 'chitchat'];
const tones = ['greeting', 'thanks', 'complaint', 'stop'];

const family = (label: string): string | undefined => /^(.+):(?:yes|no|unknown)$/.exec(label)?.[1];

function contradiction({ labels, asked }: Utterance): string | undefined {
  const pair = exclude.find(([one, other]) => labels.includes(one) && labels.includes(other));
  if (pair) return `${pair[0]} excludes ${pair[1]}`;
  const families = labels.flatMap((label) => family(label) ?? []);
  const twice = families.find((one, at) => families.indexOf(one) !== at);
  if (twice !== undefined) return `two answers to ${twice}`;
  const lonely = alone.find((label) => labels.includes(label) && labels.some((other) => other !== label && !tones.includes(other)));
  if (lonely !== undefined) return `${lonely} says that nothing is wanted`;
  if (labels.some((label, at) => labels.indexOf(label) !== at)) return 'a label twice';
  const spoken = labels.find((label) => (spokenLabels as readonly string[]).includes(label));
  return spoken !== undefined && asked === null ? `${spoken} answers no question` : undefined;
}

/** A short answer to a question is that question's answer as well: `yes` to can_repay and `can_repay:yes` are the same. */
function sameLabels({ labels, asked }: Utterance): string {
  const spoken: Readonly<Record<string, string>> = { yes: 'yes', no: 'no', unsure: 'unknown', debt_reduction: 'yes' };
  const named = labels.map((label) =>
    asked !== null && spoken[label] !== undefined && (label !== 'debt_reduction' || asked === label) ? `${asked}:${spoken[label]}` : label,
  );
  return [...new Set(named)].sort().join(' ');
}

describe('labels', () => {
  test('do not contradict each other', () => {
    const found = utterances.flatMap((one) => {
      const why = contradiction(one);
      return why === undefined ? [] : [`${why} – ${where(one)}`];
    });
    expect(found).toEqual([]);
  });

  test('are the same wherever the same is said to the same question', () => {
    const said = Map.groupBy(
      utterances,
      ({ text, asked }) =>
        `${clean(text)
          .toLowerCase()
          .replaceAll(/[\s。、!！.…]/gu, '')} ${asked ?? ''}`,
    );
    const found = [...said.values()].filter((all) => new Set(all.map(sameLabels)).size > 1).map((all) => all.map(where).join('\n'));
    expect(found).toEqual([]);
  });

  test('the lists know every label of the vocabulary', () => {
    const known = [...signalLabels, ...requestLabels, ...dialogLabels, ...safetyLabels, ...spokenLabels];
    expect(known.toSorted()).toEqual([...allLabels].sort());
  });
});
