/** 費用と補助の試算: the rule's result in words, for the routes whose experts are subsidised. */
import { phrase } from '../../flows/aftercare.ts';
import { say } from '../../flows/index.ts';
import {
  capsOn,
  parts,
  subsidisedProgrammes,
  subsidyEstimate,
  type Caps,
  type Estimate,
  type Part,
  type SubsidisedProgramme,
} from '../../knowledge/rules/subsidy.ts';
import type { Message } from '../channel.ts';
import { formatYen } from '../format.ts';
import type { World } from './finish.ts';
import { problemMessage } from './problems.ts';
import { japaneseDate, quote, quoting, sourceLines, type Quoting } from './quote.ts';
import { programmeOf } from './result.ts';

/** The knowledge and the day: all that is needed to say what a rule found. */
export type Known = Pick<World, 'knowledge' | 'day'>;

export const isSubsidised = (route: string): route is SubsidisedProgramme => (subsidisedProgrammes as readonly string[]).includes(route);

/** Lines as one message, with the sources they rest on. */
export function linesMessage(lines: readonly string[], on: Quoting, sources: readonly string[] = []): Message {
  const text = lines.map((line) => quote(line, on));
  const cited = sourceLines(on, sources).slice(0, 3);
  return { kind: 'text', text: [...text, ...(cited.length > 0 ? [say('sources', { sources: cited.join('、') })] : [])].join('\n') };
}

export const point = (text: string): string => `・${text}`;

/**
 * What a fee costs the owner and what is paid, or what the programme pays at all when no fee is given yet.
 * `feeYen` and `given` in whole yen; other routes tell what the knowledge says about their cost.
 */
export function estimateMessages(
  route: string,
  feeYen: number | undefined,
  world: Known,
  given?: Partial<Record<Part, number>>,
): Message[] {
  const on = quoting(world.knowledge, world.day);
  const programme = programmeOf(route, on);
  const cost = programme.cost ? [linesMessage([programme.cost], on, programme.source)] : [];
  if (!isSubsidised(route)) return cost;
  if (feeYen === undefined) return [...cost, { kind: 'text', text: phrase('estimate_intro') }];
  const result = subsidyEstimate({ programme: route, feeYen, day: world.day, ...(given ? { parts: given } : {}) }, world.knowledge);
  return [result.ok ? linesMessage(estimateLines(result.value, world), on, programme.source) : problemMessage(result.problems)];
}

const rateText = ({ rate }: Caps): string => `${String(rate.numerator)}/${String(rate.denominator)}`;

function estimateLines(found: Estimate, world: Known): string[] {
  const sums = { subsidy: formatYen(found.subsidyYen), own: formatYen(found.ownYen), rate: rateText(found.caps) };
  // where a part stops at its own cap, the sum is no longer the rate of the fee
  const partCapped = Object.values(found.parts).some((share) => share.cappedAt !== null);
  const byParts = (partCapped && found.cappedAt === null) || (found.cappedAt !== null && found.subsidyYen > found.cappedAt);
  const capped = byParts ? 'estimate_subsidy_parts' : found.cappedAt === null ? 'estimate_subsidy' : 'estimate_subsidy_capped';
  return [
    phrase('estimate_title', { fee: formatYen(found.feeYen), date: japaneseDate(world.day) }),
    point(phrase(capped, { ...sums, ...(found.cappedAt === null ? {} : { cap: formatYen(found.cappedAt) }) })),
    point(phrase('estimate_own', sums)),
    ...partLines(found),
    ...allForPlan(found),
    ...released(found),
    phrase('estimate_rounding'),
  ];
}

function partLines({ parts: shares }: Estimate): string[] {
  return parts.flatMap((part) => {
    const share = shares[part];
    if (!share) return [];
    const places = {
      part: phrase(`part_${part}`),
      fee: formatYen(share.feeYen),
      subsidy: formatYen(share.subsidyYen),
      own: formatYen(share.ownYen),
    };
    return [point(phrase(share.cappedAt === null ? 'estimate_part' : 'estimate_part_capped', places))];
  });
}

function allForPlan({ allForPlan: share, subsidyYen }: Estimate): string[] {
  const cap = share?.cappedAt ?? null;
  if (!share || cap === null || share.subsidyYen === subsidyYen) return [];
  return [phrase('estimate_all_for_plan', { cap: formatYen(cap), subsidy: formatYen(share.subsidyYen), own: formatYen(share.ownYen) })];
}

function released({ caps, parts: shares }: Estimate): string[] {
  const cap = caps.parts.guarantee_release;
  return cap === undefined || shares.guarantee_release ? [] : [phrase('estimate_release', { cap: formatYen(cap) })];
}

/** 「計画策定 15万円、伴走支援 10万円」: the caps of the parts a source knows on the day; empty when none does. */
export function capsList(route: SubsidisedProgramme, world: Known): string {
  const caps = capsOn(route, world.knowledge, world.day);
  const known = parts.flatMap((part) => {
    const cap = caps?.parts[part];
    return cap === undefined || part === 'guarantee_release'
      ? []
      : [phrase('estimate_cap', { part: phrase(`part_${part}`), cap: formatYen(cap) })];
  });
  return known.join('、');
}
