/** What a text answers to a question of a side flow: figures, はい and いいえ, wishes by their words; or what is wrong with the figure. */
import { wordsFor } from '../../flows/index.ts';
import { growthFigureProblem, growthQuestions } from '../../knowledge/rules/growth_answers.ts';
import type { RuleProblem } from '../../knowledge/rules/problem.ts';
import type { AnswerValue } from '../../knowledge/rules/index.ts';
import type { Message } from '../channel.ts';
import { loneNumber } from '../understanding/facts/amounts.ts';
import { figuresIn } from '../understanding/facts/numbers.ts';
import { namedAnswers, type NewAnswers } from './answers.ts';
import { feeAnswers, feeProblem } from './cost.ts';
import type { Known } from './estimate.ts';
import { parseFee } from './fee.ts';
import { problemMessage } from './problems.ts';
import { bareNumber, hasDigits, peopleIn, saysNone, yenIn, type Figure } from './typed.ts';
import { sideTables, type TableState } from './walk.ts';

/** Answers that can be taken, and what is said of those that cannot. Both empty: the text is no answer. */
export interface SideReply {
  found: NewAnswers;
  problems: Message[];
}

const answer = (question: string, value: AnswerValue): SideReply => ({ found: new Map([[question, value]]), problems: [] });
const wrong = (...problems: RuleProblem[]): SideReply => ({ found: new Map(), problems: [problemMessage(problems)] });
const none = (): SideReply => ({ found: new Map(), problems: [] });

/** Reads a text as an answer to `open`. `route` is the consultation's, for the caps of a fee. */
export function sideReply(text: string, labels: readonly string[], open: TableState, route: string | null, known: Known): SideReply {
  const unsure = labels.includes('unsure') && !hasDigits(text);
  if (unsure) return answer(open.name, 'unknown');
  switch (open.input) {
    case 'yen':
      return open.name === 'estimate_fee' ? feeReply(text, route, known) : figures(text, open);
    case 'people':
      return figures(text, open);
    default: {
      const reply = chosenReply(text, labels, open);
      return reply.found.size > 0 || reply.problems.length > 0 || !namesFigure(text, open) ? reply : figures(text, open);
    }
  }
}

/** 「営業利益は2億円です」 before it is asked for. */
const namesFigure = (text: string, open: TableState): boolean =>
  open.flow === 'growth_check' && yenIn(text).some(({ left }) => nameIn(left, 'yen') !== undefined);

function feeReply(text: string, route: string | null, known: Known): SideReply {
  const fee = parseFee(text);
  if ('problem' in fee && fee.problem === 'none')
    return hasDigits(text) ? refused(feeProblem(text, { feeYen: NaN }, route, known)) : none();
  const problem = feeProblem(text, fee, route, known);
  return problem || !('feeYen' in fee) ? refused(problem) : { found: feeAnswers(fee), problems: [] };
}

const refused = (problem: Message | null): SideReply => ({ found: new Map(), problems: problem ? [problem] : [] });

/** はい, いいえ, a number that is an answer's id (「3年」 to the years of a plan), or an answer by its words. */
function chosenReply(text: string, labels: readonly string[], open: TableState): SideReply {
  const number = numberedAnswer(text, open);
  if (number !== undefined) return open.edges.has(number) ? answer(open.name, number) : outOfRange(Number(number), open);
  const named = namedAnswers(text, open);
  if (named.size > 0) return { found: named, problems: [] };
  const spoken = ofAnother(labels, open) ? undefined : ['yes', 'no'].find((label) => labels.includes(label));
  // 「特にない」 to 「信用はありますか」 may mean either
  const nothingSpecial =
    open.name.startsWith('check_') && /^(?:特に|とくに|別に)(?:は)?(?:ない|ありません|なし|無)/.test(text.normalize('NFKC'));
  if (spoken !== undefined && !nothingSpecial && open.edges.has(spoken)) return answer(open.name, spoken);
  return (spoken === 'no' || saysNone(text)) && open.edges.has('none') ? answer(open.name, 'none') : none();
}

/** 「資金繰りが厳しい」 sounds like a no, but says nothing of the staff. */
const ofAnother = (labels: readonly string[], open: TableState): boolean =>
  !open.name.startsWith('check_money_') &&
  labels.some((label) => /^(?:sales_down|low_profit|cashflow_unstable|needs_terms_change:|can_repay:|out_of_scope)/.test(label));

/** Whether the answers of a question are numbers: then 「3」 is no place in the list. */
export const numbered = (open: TableState): boolean => open.input === 'choice' && [...open.edges.keys()].some((id) => /^\d+$/.test(id));

function numberedAnswer(text: string, open: TableState): string | undefined {
  if (!numbered(open)) return undefined;
  if (saysNone(text)) return '0';
  const plain = text.normalize('NFKC');
  const lone = loneNumber(plain);
  const years = figuresIn(plain).filter(({ end, vague }) => !vague && /^\s*(?:か|ヶ|カ|ヵ)?年/.test(plain.slice(end, end + 3)));
  const value = lone ?? (years.length === 1 ? years[0]?.value : undefined);
  return value === undefined ? undefined : String(value);
}

function outOfRange(read: number, open: TableState): SideReply {
  const example = [...open.edges.keys()].filter((id) => /^\d+$/.test(id)).at(-1);
  return wrong({ problem: 'out_of_range', figure: figureOf(open.name), read, example: example === undefined ? null : Number(example) });
}

/** Figures by their names, a figure without one to the open question. */
function figures(text: string, open: TableState): SideReply {
  const read: Typed[] = [
    ...yenIn(text).map((figure): Typed => ({ ...figure, input: 'yen' })),
    ...peopleIn(text).map((figure): Typed => ({ ...figure, input: 'people' })),
  ];
  if (read.length === 0) return bareFigure(text, open);
  const { name } = open;
  if (read.some(({ vague }) => vague) && read.every(({ left, input }) => nameIn(left, input) === undefined))
    return wrong({ problem: 'vague', figure: figureOf(name), read: null, example: exampleOf(name) });
  const reply = none();
  let previous: string | undefined;
  for (const figure of read) {
    const question = questionOf(figure, open, previous, read.length === 1);
    if (question === undefined && read.length === 1) return none();
    if (question === undefined || reply.found.has(question))
      return wrong({ problem: 'several', figure: figureOf(name), read: null, example: null });
    previous = question;
    put(reply, question, figure);
  }
  return reply;
}

function put(reply: SideReply, question: string, { value, vague }: Figure): void {
  const problem: RuleProblem | null = vague
    ? { problem: 'vague', figure: figureOf(question), read: null, example: exampleOf(question) }
    : growthFigureProblem(question, value);
  if (problem) reply.problems.push(problemMessage([problem]));
  else reply.found.set(question, value);
}

/** A figure without its unit: people are counted, zero is zero, a sum of a million and more can only be yen. */
function bareFigure(text: string, open: TableState): SideReply {
  const value = saysNone(text) ? 0 : bareNumber(text);
  if (value === undefined)
    return hasDigits(text)
      ? wrong({ problem: 'not_a_number', figure: figureOf(open.name), read: null, example: exampleOf(open.name) })
      : none();
  if (open.input === 'yen' && value !== 0 && Math.abs(value) < surelyYen)
    return wrong({ problem: 'no_unit', figure: figureOf(open.name), read: value, example: exampleOf(open.name) });
  const reply = none();
  put(reply, open.name, { value, vague: false, left: '' });
  return reply;
}

const surelyYen = 1_000_000;

/** 「growth_wages_now」 → the figure as the rules call it: `wages.before`. */
const figureOf = (question: string): string =>
  question
    .replace(/^growth_/, '')
    .replace(/_now$/, '.before')
    .replace(/_then$/, '.after');

/** An example the rule gives for a figure it refuses. */
const exampleOf = (question: string): number | null => growthFigureProblem(question, -Infinity)?.example ?? null;

const thenWords = /計画|終わ|目標|見込|予定|将来|[年期]後|最終/g;
const nowWords = /直近|いま|今|現在|前期|昨期/g;
/** 「500万円から600万円に」: the second of two is the later end. */
const change = /^円?(?:から|→|⇒|が|を)/;

/** The question a figure answers, by its name and its end; undefined when it cannot be told. */
function questionOf(figure: Typed, open: TableState, previous: string | undefined, only: boolean): string | undefined {
  const { left, input } = figure;
  const end = endIn(left) ?? endOf(previous ?? open.name);
  const named = nameIn(left, input) ?? (input === 'people' && open.input !== 'people' ? peopleAsked : undefined);
  if (named !== undefined) return `${named}_${end}`;
  if (previous?.endsWith('_now') && change.test(left)) return previous.replace(/_now$/, '_then');
  if (previous !== undefined || input !== open.input) return undefined;
  return only ? open.name : `${baseOf(open.name)}_${end}`;
}

/** The only figure of people the check asks for. */
const peopleAsked = growthQuestions.employees;
type Typed = Figure & { input: 'yen' | 'people' };

const baseOf = (question: string): string => question.replace(/_(?:now|then)$/, '');
const endOf = (question: string): string => (question.endsWith('_then') ? 'then' : 'now');

function endIn(left: string): 'now' | 'then' | undefined {
  const last = (words: RegExp): number => [...left.matchAll(words)].at(-1)?.index ?? -1;
  const [then, now] = [last(thenWords), last(nowWords)];
  return then === now ? undefined : then > now ? 'then' : 'now';
}

/** The figure named nearest before a sum: its question without the end. */
function nameIn(left: string, input: string): string | undefined {
  const table = sideTables.get('growth_check');
  const asked = [...(table?.states.values() ?? [])].filter((state) => state.kind === 'question' && state.input === input);
  const at = asked.map((state) => [baseOf(state.name), lastOf(left, wordsFor(state.name).also.given ?? [])] as const);
  return at.filter(([, index]) => index >= 0).toSorted((a, b) => b[1] - a[1])[0]?.[0];
}

const lastOf = (text: string, words: readonly string[]): number => Math.max(-1, ...words.map((word) => text.lastIndexOf(word)));
