/** understand(text, asked) → labels and facts: one readable place where model and rules meet. */
import { clean, closelyRead, sentences } from './clean.ts';
import { dangerPassages } from './danger.ts';
import { deniesDanger, despairs } from './despair.ts';
import { extractFacts } from './facts/index.ts';
import { withEvidence } from './evidence.ts';
import { readingOf } from './features.ts';
import { spokenLabels } from './labels.ts';
import { withoutIdioms } from './idioms.ts';
import { plainlyAsked } from './requests.ts';
import { applyStatements } from './statements.ts';
import { firstReply, onlyFills, spokenReply, stemReply } from './spoken.ts';
import { namedIn, namedInDenial, ownCase, withOwnCase } from './own_case.ts';
import { names, namesOtherMatter, sameMatter } from './matters.ts';
import { decide, doubtful, loadedModel, score, type Scores } from './scores.ts';
import { loadDictionary, tokenize } from './tokens.ts';
import type { Facts, Understanding } from './types.ts';

export { loadDictionary, dictionaryReady } from './tokens.ts';
export type { Facts, Understand, Understanding } from './types.ts';

/** Sentences read at most; an owner's story rarely has more than thirty. */
const mostSentences = 80;

/** Who speaks for an owner says first what they are themselves: that is not the firm's trade. */
const speaker =
  /^(?:顧問)?(?:の)?(?:税理士|公認会計士|会計士|中小企業診断士|診断士|弁護士|司法書士|行政書士|銀行員|コンサルタント)(?:です|をしています|の[^。、]{1,8}です)(?=.)[。、]?/;

/** Anger at offices sounds like despair: it takes more before it is asked about. */
const doubtfulInAnger = 0.8;

/** Who wants a sheet printed is no printer. */
const printing = /印刷(?![業屋所会工])/g;

/** Loads dictionary and model; understanding needs both. */
export async function loadUnderstanding(): Promise<void> {
  await loadDictionary();
  loadedModel();
  // lists are read on first use: nobody's first words shall wait for them
  readText('神戸で居酒屋をしています。', null, '2000-01-01');
}

/** Everything the reading of a text came to: what `understand` returns and how it got there. */
export interface Reading extends Understanding {
  cleaned: string;
  pieces: string[];
  /** Per label the highest ratio of probability to threshold; 1 and more fired. */
  scores: ReadonlyMap<string, number>;
  /** Labels the model gave that no word of the text bears out. */
  withoutEvidence: string[];
  /** The short reply, and requests in plain words, that rules found. */
  reply: string | undefined;
  requests: string[];
}

/** Reads a text, whatever it is. `today` is the day ages are counted to. */
export function readText(text: string, asked: string | null, today: string): Reading {
  const whole = clean(text);
  const cleaned = closelyRead(whole);
  const pieces = [...sentences(cleaned), ...dangerPassages(whole, cleaned)].slice(0, mostSentences);
  const ofTheFirm = cleaned.replace(speaker, '');
  const { requests, topics } = plainlyAsked(cleaned);
  const told = requests.includes('sheet') ? ofTheFirm.replaceAll(printing, '') : ofTheFirm;
  const facts = told === '' ? {} : extractFacts(told, asked, today);
  const literal = pieces.map(withoutIdioms);
  const tokens = literal.map(tokenize);
  // a long text says for itself what it is about
  const question = cleaned.length <= longestAnswer ? asked : null;
  const scores = score(tokens, question);
  const { fired, said } = firedIn(literal, scores, question);
  const labels = withEvidence(new Set(fired), cleaned, () => readingOf(tokens.flat()), asked);
  applyStatements(labels, literal, said);
  const withoutEvidence = [...fired].filter((label) => !labels.has(label));
  const unsaid = asked !== null && ![...labels].some((label) => spokenOf(asked).includes(label));
  const reply = spokenReply(cleaned, asked) ?? firstReply(cleaned, asked) ?? (unsaid ? stemReply(cleaned, asked) : undefined);
  if (reply) replaceSpoken(labels, reply);
  for (const label of requests) labels.add(label);
  if (
    onlyAsks(topics, cleaned) ||
    (asked !== null && !reply && (requests.length > 0 || !shortAnswer(cleaned, asked, labels, facts, scores)))
  )
    for (const label of spokenLabels) labels.delete(label);
  const denied = labels.has('crisis') && deniesDanger(cleaned) && !dangerIn(literal.filter((piece) => !deniesDanger(piece)));
  if (denied) labels.delete('crisis');
  if (denied && asked === 'gentle_safety') replaceSpoken(labels, 'no');
  if (asked === null) addImplied(labels);
  if (labels.size === 0 && Object.keys(facts).length > 0) labels.add('fact_only');
  return {
    labels: [...labels].filter((label) => keep(label, labels, facts, scores)),
    facts,
    likely: likeliest(scores),
    doubt:
      !labels.has('crisis') &&
      !onlyAsks(topics, cleaned) &&
      !(denied && asked === 'gentle_safety') &&
      (denied || despairs(cleaned) || (scores.get('crisis') ?? 0) >= (labels.has('complaint') ? doubtfulInAnger : doubtful)),
    topics,
    ...{ cleaned, pieces, scores, withoutEvidence, reply, requests },
  };
}

/** The labels that hold, put right by what is denied and what is said of others; `said` is what is left to be read closely. */
function firedIn(pieces: readonly string[], scores: Scores, asked: string | null): { fired: Set<string>; said: readonly string[] } {
  const whole = decide(scores, asked);
  // what a short reply denies is the question's own matter
  const reply = asked !== null && sameMatter(asked, asked) && pieces.join('').length <= longestAnswer;
  const own = reply ? undefined : ownCase(pieces);
  if (!own) return { fired: whole, said: pieces };
  const read = (texts: readonly string[], least?: number): Set<string> => decide(score(texts.map(tokenize), asked), asked, least);
  const denied = own.denied.map((text) => namedIn(read([text], namedInDenial), text));
  return { fired: withOwnCase(whole, read(own.said), denied), said: own.said };
}

/** Whether sentences besides a denied one speak of danger, by the model or by name. */
const dangerIn = (pieces: readonly string[]): boolean =>
  names(pieces.join(''), ['death']) || (score(pieces.map(tokenize), null).get('crisis') ?? 0) >= 1;

/** Labels, facts and doubts of a text. */
export function understand(text: string, asked: string | null, today: string): Understanding {
  const { labels, facts, likely, doubt, topics } = readText(text, asked, today);
  return { labels, facts, likely, doubt, topics };
}

/**
 * 「数値チェックをしたい」, 「必要なものリスト」: a short text that asks for something plain is neither despair (したい, 死にたい) nor an
 * answer to the open question (必要).
 */
const longestPlain = 24;
const onlyAsks = (topics: readonly string[], text: string): boolean =>
  topics.some((topic) => topic !== 'leave') && text.length <= longestPlain;

/** A はい or いいえ the model hears counts only in a short text that says nothing else. */
const longestAnswer = 30;
const factQuestions = ['prefecture', 'industry', 'employees', 'capital'];

/** A model's はい or いいえ is believed from this ratio to its threshold on. */
const sureAnswer = 1.5;

/** 「高松です」: a name and nothing else answers no question of yes or no. */
const onlyNames =
  /^(?!.*(?:必要|不要|無用|可能|不可|順調|希望|検討|予定|未定|完済|限界|困難|該当|廃業|継続|存続|厳|難|苦|無|有|多分|微妙|絶対|全然|当然|問題|平気))[\p{Script=Han}\p{Script=Katakana}ー]{2,8}(?:市|県|町)?(?:です|でございます|だ|や|っす)[。!！]*$/u;

function shortAnswer(text: string, asked: string, labels: ReadonlySet<string>, facts: Facts, scores: ReadonlyMap<string, number>): boolean {
  if (text.length > longestAnswer || new Set(text).size < 2 || onlyFills(text) || onlyNames.test(text)) return false;
  if (!spokenLabels.some((label) => labels.has(label) && (scores.get(label) ?? 0) >= sureAnswer)) return false;
  const said = Object.keys(facts).length > 0 && !factQuestions.includes(asked);
  const others = [...labels].some((label) => !spokenOf(asked).includes(label) && !besideAnswers.test(label) && !sameMatter(label, asked));
  return !said && !others && !namesOtherMatter(text, asked);
}

/** Labels that may stand beside an answer without making it doubtful. */
const besideAnswers =
  /^(?:sales_down|low_profit|cashflow_unstable|wants_(?:diagnosis|expert|loan)|bank_relation|vague_worry|complaint|thanks|fact_only|succession)/;

/** Labels that answer a question. */
const spokenOf = (asked: string): string[] => [...spokenLabels, `${asked}:yes`, `${asked}:no`, `${asked}:unknown`];

function replaceSpoken(labels: Set<string>, reply: string): void {
  for (const label of spokenLabels) labels.delete(label);
  labels.add(reply);
}

/** By definition: who can keep the present repayment needs no other terms, who cannot does. */
const implied = [
  ['can_repay:no', 'needs_terms_change:yes'],
  ['can_repay:yes', 'needs_terms_change:no'],
] as const;

function addImplied(labels: Set<string>): void {
  if ([...labels].some((label) => label.startsWith('needs_terms_change:') || label === 'debt_reduction')) return;
  for (const [label, follows] of implied) if (labels.has(label)) labels.add(follows);
}

/** Labels that say little beside others are dropped. */
function keep(label: string, labels: ReadonlySet<string>, facts: Facts, scores: Scores): boolean {
  const others = [...labels].filter((other) => other !== label && other !== 'fact_only');
  const ratio = (of: string): number => scores.get(of) ?? 0;
  switch (label) {
    case 'out_of_scope':
      // who asks of a programme is in scope, as far as the two are equally sure
      return !others.some((other) => other.startsWith('faq:') && ratio(other) >= 0.9 * ratio(label));
    case 'fact_only':
      return others.length === 0 && Object.keys(facts).length > 0;
    case 'chitchat':
    case 'vague_worry':
      return others.length === 0 || label === 'vague_worry';
    default:
      return true;
  }
}

/** The three best below their thresholds, best first; of equals the first. */
function likeliest(scores: Scores): string[] {
  const best: (readonly [string, number])[] = [];
  for (const [label, ratio] of scores) {
    if (ratio >= 1 || (best.length === 3 && ratio <= (best[2]?.[1] ?? 0))) continue;
    const place = best.findIndex(([, other]) => ratio > other);
    best.splice(place === -1 ? best.length : place, 0, [label, ratio]);
    if (best.length > 3) best.pop();
  }
  return best.map(([label]) => label);
}
