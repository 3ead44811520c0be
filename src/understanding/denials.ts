/** What a sentence denies, affirms by two denials, or says of others: so that only the owner's own case is read. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const frames = z.array(z.string()).min(1);
const schema = z.strictObject({
  denies: frames,
  denied_words: frames,
  unless: z.string(),
  affirms: frames,
  clause: z.string(),
  others: z.strictObject({ who: z.string(), subject: z.string(), own_loss: z.string(), own: z.string() }),
  past: z.strictObject({ then: z.string(), now: z.string() }),
});
const path = join(import.meta.dirname, '../../knowledge/language/denials.yaml');
const words = schema.parse(parse(readFileSync(path, 'utf8')));
const any = (list: readonly string[]): RegExp => new RegExp(list.join('|'), 'u');

const denies = any(words.denies);
const deniedWords = any(words.denied_words);
const unless = new RegExp(words.unless, 'u');
const affirms = any(words.affirms);
const clause = new RegExp(words.clause, 'gu');
const ofOthers = new RegExp(
  `^(?:でも|それに|あと|ただ|まあ|実は|この前|先日|最近|今度|去年)?(?:${words.others.who})${words.others.subject}`,
  'u',
);
const ownLoss = new RegExp(words.others.own_loss, 'u');
const own = new RegExp(words.others.own, 'u');
const then = new RegExp(words.past.then, 'u');
const now = new RegExp(words.past.now, 'u');

/** A sentence as it concerns the owner. */
export interface Restated {
  /** What is left when denied clauses and those about others are taken out. */
  said: string;
  /** What is denied, without the denial. */
  denied: string[];
}

/** A sentence denies at most a few things. */
const mostDenials = 4;

/** Takes apart what a cleaned sentence denies and what it says of others; a plain sentence stays as it is. */
export function restate(sentence: string): Restated {
  let said = withoutOthers(affirmed(sentence));
  const denied: string[] = [];
  for (let round = 0; round < mostDenials; round++) {
    const found = denial(said);
    if (!found) break;
    denied.push(found.denied);
    said = said.slice(0, found.from) + said.slice(found.to);
  }
  return { said, denied };
}

interface Denial {
  denied: string;
  /** From the beginning of the denied clause to the end of the denial. */
  from: number;
  to: number;
}

function denial(sentence: string): Denial | undefined {
  const word = deniedWords.exec(sentence);
  const frame = denies.exec(sentence);
  const found = word && (!frame || word.index <= frame.index) ? word : frame;
  if (!found) return undefined;
  const to = found.index + found[0].length;
  if (unless.test(sentence.slice(to))) return undefined;
  const from = clauseStart(sentence, found.index);
  // the word itself is denied: it is read without its ない
  const { verb, adjective } = found.groups ?? {};
  const denied = sentence.slice(from, found.index) + (verb ? `${verb}ている` : adjective ? `${adjective}い` : '');
  return { denied, from, to: endOf(sentence, to) };
}

/** The end of a verb's ending after a denial: 「ないんですが、」. */
const ending = /^(?:い|ん|く|て|です|ます|の|が|けど|し|よ|ね|わ|ねん|だ|で|、|せ|かと)*/u;
const endOf = (sentence: string, at: number): number => at + (ending.exec(sentence.slice(at))?.[0].length ?? 0);

/** Where the clause around a position begins; a clause of nothing joins the one before it. */
function clauseStart(sentence: string, at: number): number {
  const starts = [0, ...[...sentence.slice(0, at).matchAll(clause)].map((found) => found.index + found[0].length)];
  return starts.findLast((start) => at - start >= 2) ?? 0;
}

/** Two denials said as what they affirm. */
function affirmed(sentence: string): string {
  const found = affirms.exec(sentence);
  if (!found) return sentence;
  return positive(sentence.slice(0, found.index)) + sentence.slice(found.index + found[0].length);
}

const rows: Readonly<Record<string, string>> = { ら: 'る', か: 'く', さ: 'す', た: 'つ', な: 'ぬ', ば: 'ぶ', ま: 'む', わ: 'う' };
/** Verbs whose stem ends like that of another class: 来る, 食べられる, できる. */
const vowelStem = /(?:られ|れ|[えけげせてねべめりきにびちみぎじい見出]|来)$/u;

/** A stem that stood before ない, as the dictionary has it: 気になら → 気になる, 続けたく → 続けたい, し → する, 興味が → 興味がある. */
function positive(before: string): string {
  if (/[はがも]$/u.test(before)) return `${before.slice(0, -1)}がある`;
  if (before.endsWith('く')) return `${before.slice(0, -1)}い`;
  if (before.endsWith('し') || before.endsWith('せ')) return `${before.slice(0, -1)}する`;
  if (vowelStem.test(before)) return `${before}る`;
  const row = rows[before.at(-1) ?? ''];
  return row === undefined ? before : before.slice(0, -1) + row;
}

/** A sentence without its clauses about others and about what was; nothing is taken from one that is about both. */
function withoutOthers(sentence: string): string {
  const clauses = sentence.split(/(?<=[、。])|(?<=けど|ので|ばってん)/u);
  const kept = clauses.filter((one, at) => {
    if (then.test(one) && now.test(clauses[at + 1] ?? '')) return false;
    const found = ofOthers.exec(one);
    return !found || own.test(one) || ownLoss.test(one.slice(found[0].length));
  });
  return kept.length === clauses.length ? sentence : kept.join('');
}
