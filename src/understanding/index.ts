/** understand(text, asked) → labels and facts: one readable place where model and rules meet. */
import { join } from 'node:path';
import { clean, closelyRead, sentences } from './clean.ts';
import { dangerPassages } from './danger.ts';
import { extractFacts } from './facts/index.ts';
import { withEvidence } from './evidence.ts';
import { featuresOf, readingOf } from './features.ts';
import { readModel, probabilities, probabilityOf, type Model } from './model.ts';
import { spokenLabels } from './labels.ts';
import { withoutIdioms } from './idioms.ts';
import { plainRequests } from './requests.ts';
import { applyStatements } from './statements.ts';
import { onlyFills, spokenReply, stemReply } from './spoken.ts';
import { loadDictionary, tokenize, type Token } from './tokens.ts';
import type { Facts, Understanding } from './types.ts';

export { loadDictionary, dictionaryReady } from './tokens.ts';
export type { Facts, Understand, Understanding } from './types.ts';

/** Sentences read at most; an owner's story rarely has more than thirty. */
const mostSentences = 80;
/** Up to this length a text is also read as a whole. */
const wholeText = 160;

/** Who speaks for an owner says first what they are themselves: that is not the firm's trade. */
const speaker =
  /^(?:顧問)?(?:の)?(?:税理士|公認会計士|会計士|中小企業診断士|診断士|弁護士|司法書士|行政書士|銀行員|コンサルタント)(?:です|をしています|の[^。、]{1,8}です)(?=.)[。、]?/;

/** From this share of its threshold on, a danger that is not sure is asked about. */
const doubtful = 0.4;
/** Anger at offices sounds like despair: it takes more before it is asked about. */
const doubtfulInAnger = 0.8;

let loaded: Model | undefined;
let crisis: ((features: Int32Array) => number) | undefined;
const model = (): Model => (loaded ??= readModel(join(import.meta.dirname, '../../knowledge/language/model.bin')));

/** Loads dictionary and model; understanding needs both. */
export async function loadUnderstanding(): Promise<void> {
  await loadDictionary();
  model();
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
  const facts = ofTheFirm === '' ? {} : extractFacts(ofTheFirm, asked, today);
  const tokens = pieces.map((piece) => tokenize(withoutIdioms(piece)));
  const scores = score(tokens, asked);
  const fired = decide(scores, asked);
  const labels = withEvidence(new Set(fired), cleaned, readingOf(tokens.flat()), asked);
  applyStatements(labels, pieces);
  const withoutEvidence = [...fired].filter((label) => !labels.has(label));
  const unsaid = asked !== null && ![...labels].some((label) => spokenOf(asked).includes(label));
  const reply = spokenReply(cleaned, asked) ?? (unsaid ? stemReply(cleaned, asked) : undefined);
  if (reply) replaceSpoken(labels, reply);
  const requests = plainRequests(cleaned);
  for (const label of requests) labels.add(label);
  if (!reply && asked !== null && !shortAnswer(cleaned, asked, labels, facts, scores))
    for (const label of spokenLabels) labels.delete(label);
  return {
    labels: [...labels].filter((label) => keep(label, labels, facts)),
    facts,
    likely: likeliest(scores),
    doubt: !labels.has('crisis') && (scores.get('crisis') ?? 0) >= (labels.has('complaint') ? doubtfulInAnger : doubtful),
    ...{ cleaned, pieces, scores, withoutEvidence, reply, requests },
  };
}

/** Labels, facts and doubts of a text. */
export function understand(text: string, asked: string | null, today: string): Understanding {
  const { labels, facts, likely, doubt } = readText(text, asked, today);
  return { labels, facts, likely, doubt };
}

/** A clause by itself says little: it counts from this ratio on. */
const sureClause = 2.5;
/** Shorter clauses say too little by themselves. */
const shortestClause = 4;

/** The clauses of a sentence between commas, when it has several. */
function clausesOf(sentence: readonly Token[]): Token[][] {
  const clauses: Token[][] = [[]];
  for (const token of sentence) {
    if (token.surface_form === '、') clauses.push([]);
    else clauses.at(-1)?.push(token);
  }
  return clauses.length < 2 ? [] : clauses.filter((clause) => clause.length >= shortestClause);
}

/** Per label the highest ratio of probability to threshold over the text and its sentences; 1 and more means it holds. */
function score(pieces: readonly Token[][], asked: string | null): Map<string, number> {
  const { labels, thresholds } = model();
  const whole = pieces.flat();
  const length = whole.reduce((sum, token) => sum + token.surface_form.length, 0);
  const readings = [...(pieces.length > 1 ? pieces : []), ...(length <= wholeText && whole.length > 0 ? [whole] : [])];
  const ratios = new Float64Array(labels.length);
  for (const reading of readings.length > 0 ? readings : pieces) {
    const found = probabilities(model(), featuresOf(reading, asked));
    for (let at = 0; at < ratios.length; at++) ratios[at] = Math.max(ratios[at] ?? 0, (found[at] ?? 0) / (thresholds[at] ?? 1));
  }
  const best = new Map<string, number>();
  if (pieces.length > 0) labels.forEach((label, at) => best.set(label, ratios[at] ?? 0));
  // danger may stand in one clause of a sentence about business: a clause alone is a doubt, no alarm
  const sure = sureClause * (thresholds[labels.indexOf('crisis')] ?? 1);
  if (pieces.flatMap(clausesOf).some((clause) => (crisis ??= probabilityOf(model(), 'crisis'))(featuresOf(clause, null)) >= sure))
    best.set('crisis', Math.max(best.get('crisis') ?? 0, doubtful));
  return best;
}

/** Labels at or above their threshold; of yes / no / unknown to one question the strongest. */
function decide(scores: ReadonlyMap<string, number>, asked: string | null): Set<string> {
  const strongest = new Map<string, [string, number]>();
  for (const [label, ratio] of scores) {
    if (ratio < 1) continue;
    const spoken = (spokenLabels as readonly string[]).includes(label);
    if (spoken && asked === null) continue;
    const family = spoken ? 'spoken' : /:(?:yes|no|unknown)$/.test(label) ? label.slice(0, label.lastIndexOf(':')) : label;
    if (ratio > (strongest.get(family)?.[1] ?? 0)) strongest.set(family, [label, ratio]);
  }
  for (const [one, other] of cannotBoth) dropWeaker(strongest, one, other);
  return new Set([...strongest.values()].map(([label]) => label));
}

/** Labels of different questions that cannot hold together: who cannot repay needs other terms. */
const cannotBoth = [
  ['needs_terms_change:no', 'can_repay:no'],
  ['needs_terms_change:yes', 'can_repay:yes'],
  ['considering_closure:no', 'wants_to_continue:no'],
] as const;

function dropWeaker(strongest: Map<string, [string, number]>, one: string, other: string): void {
  const entries = [...strongest].filter(([, [label]]) => label === one || label === other).sort((a, b) => a[1][1] - b[1][1]);
  if (entries.length === 2 && entries[0]) strongest.delete(entries[0][0]);
}

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
  return !said && !others;
}

/** Questions of one matter: what answers one may stand beside the answer to another. */
const matters = [
  ['needs_terms_change', 'can_repay', 'debt_reduction'],
  ['considering_closure', 'wants_to_continue'],
  ['wants_new_initiative'],
];

function sameMatter(label: string, asked: string): boolean {
  const question = label.split(':')[0] ?? '';
  return matters.some((matter) => matter.includes(question) && matter.includes(asked));
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

/** Labels that say little beside others are dropped. */
function keep(label: string, labels: ReadonlySet<string>, facts: Facts): boolean {
  const others = [...labels].filter((other) => other !== label && other !== 'fact_only');
  switch (label) {
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
function likeliest(scores: ReadonlyMap<string, number>): string[] {
  const best: (readonly [string, number])[] = [];
  for (const [label, ratio] of scores) {
    if (ratio >= 1 || (best.length === 3 && ratio <= (best[2]?.[1] ?? 0))) continue;
    const place = best.findIndex(([, other]) => ratio > other);
    best.splice(place === -1 ? best.length : place, 0, [label, ratio]);
    if (best.length > 3) best.pop();
  }
  return best.map(([label]) => label);
}
