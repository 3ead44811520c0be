/** What a text says of the owner's own case: denied labels are turned or dropped, those of others' affairs dropped. */
import { restate } from './denials.ts';
import { sentences } from './clean.ts';
import { names } from './matters.ts';

/** Denying an answer gives its opposite. What is itself a no was read with its denial and stays. */
const opposite: Readonly<Record<string, readonly string[]>> = {
  'needs_terms_change:yes': ['needs_terms_change:no'],
  'can_repay:yes': ['can_repay:no', 'needs_terms_change:yes'],
  'considering_closure:yes': ['considering_closure:no'],
  'wants_new_initiative:yes': ['wants_new_initiative:no'],
  'wants_to_continue:yes': ['wants_to_continue:no'],
};

/** Labels that tell the owner's case; danger, dialog and short replies are read in the whole text, and so is a missing heir. */
const ofTheCase =
  /^(?:needs_terms_change|considering_closure|wants_|can_repay|sales_down|low_profit|cashflow_unstable|debt_|already_|bank_relation|human_handoff|faq:|loan_shark)/;

/** What is denied is named but briefly: its labels count from this ratio on. */
export const namedInDenial = 0.5;

interface OwnCase {
  said: string[];
  denied: string[];
}

/** The sentences without what they deny and what they say of others, or undefined where nothing was taken out. */
export function ownCase(pieces: readonly string[]): OwnCase | undefined {
  const restated = pieces.map(restate);
  if (restated.every(({ said, denied }, at) => denied.length === 0 && said === pieces[at])) return undefined;
  return { said: restated.flatMap(({ said }) => sentences(said)), denied: restated.flatMap(({ denied }) => denied) };
}

const family = (label: string): string => label.replace(/:(?:yes|no|unknown)$/, '');

/** Labels of a text put right by its own case. `whole`, `said`, `denied`: the labels of those readings. */
/** A denial of going on is no denial of closing, and the other way round: the words tell which was named. */
const namedBy: Readonly<Record<string, readonly string[]>> = {
  'considering_closure:yes': ['close'],
  'wants_to_continue:yes': ['go_on'],
  'wants_new_initiative:yes': ['new_thing', 'rise'],
};

/** The labels what was denied is named by. */
export function namedIn(labels: ReadonlySet<string>, text: string): Set<string> {
  return new Set([...labels].filter((label) => names(text, namedBy[label] ?? []) || namedBy[label] === undefined));
}

export function withOwnCase(whole: ReadonlySet<string>, said: ReadonlySet<string>, denied: readonly ReadonlySet<string>[]): Set<string> {
  const named = new Set(denied.flatMap((labels) => [...labels]));
  const turned = [...named].flatMap((label) => opposite[label] ?? []);
  const kept = [...whole].filter((label) => !ofTheCase.test(label) || said.has(label) || !isTakenOut(label, named, denied.length > 0));
  const found = new Set([...kept, ...[...said].filter((label) => ofTheCase.test(label))]);
  const saidFamilies = new Set([...said].map(family));
  for (const label of turned) {
    if (saidFamilies.has(family(label))) continue;
    for (const other of [...found]) if (family(other) === family(label)) found.delete(other);
    found.add(label);
  }
  return found;
}

/** A label is out when what was denied names it, or when only talk of others bore it. A no is what a denial means. */
function isTakenOut(label: string, named: ReadonlySet<string>, somethingDenied: boolean): boolean {
  return somethingDenied ? named.has(label) && !label.endsWith(':no') : true;
}
