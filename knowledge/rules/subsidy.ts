/**
 * 費用と補助の試算: how much of the experts' fee is paid by the 中小企業活性化協議会 (document 002: 補助率 and ※上限額).
 * All sums in whole yen.
 */
import type { Knowledge } from '../index.ts';
import type { Day } from '../dated.ts';
import { fractionOn, numberOn, type Fraction } from './figures.ts';
import { problemOfYen, type RuleProblem, type RuleResult } from './problem.ts';

export const subsidisedProgrammes = ['vup', '405', '405_gl'] as const;
export type SubsidisedProgramme = (typeof subsidisedProgrammes)[number];

/** What a fee is paid for: 調査（DD）, 計画策定, 伴走支援, 経営者保証解除の金融機関交渉. */
export const parts = ['due_diligence', 'plan', 'follow_up', 'guarantee_release'] as const;
export type Part = (typeof parts)[number];

/** Facts of the caps. Several facts of one part add up; a part without facts has no cap of its own that a source states. */
const capFacts: Readonly<Record<SubsidisedProgramme, { rate: string; total: string; parts: Partial<Record<Part, readonly string[]>> }>> = {
  vup: {
    rate: 'vup_subsidy_rate',
    total: 'vup_cap',
    parts: { plan: ['vup_cap_plan'], follow_up: ['vup_cap_interim', 'vup_cap_year_end'], guarantee_release: ['vup_guarantee_release_cap'] },
  },
  '405': {
    rate: '405_subsidy_rate',
    total: '405_cap',
    // DD and plan share one cap: a DD of its own is counted as plan
    parts: { plan: ['405_cap_plan'], follow_up: ['405_cap_followup'], guarantee_release: ['405_guarantee_release_cap'] },
  },
  // document 002: 経営者保証解除 is paid besides in the 通常枠 only
  '405_gl': {
    rate: 'gl_subsidy_rate',
    total: 'gl_cap',
    parts: { due_diligence: ['gl_cap_dd'], plan: ['gl_cap_plan'], follow_up: ['gl_cap_followup'] },
  },
};

/** The caps in force on a day, yen. A part that no source knows on that day is left out. */
export interface Caps {
  rate: Fraction;
  /** For everything but 経営者保証解除, which is paid besides. */
  total: number;
  parts: Partial<Record<Part, number>>;
}

export interface Share {
  feeYen: number;
  subsidyYen: number;
  /** feeYen − subsidyYen. */
  ownYen: number;
  /** The cap that held the subsidy down, yen; null when the rate alone decides. */
  cappedAt: number | null;
}

export interface Estimate extends Share {
  programme: SubsidisedProgramme;
  caps: Caps;
  /** Per part, when the parts were given. Without them only the cap in total is kept to: the caps of the parts may lower it. */
  parts: Partial<Record<Part, Share>>;
  /** Without parts: what is paid if all of it is for the plan. Null when the parts were given or no source knows that cap. */
  allForPlan: Share | null;
  /** No source states how fractions of a yen are treated; they are left out here. */
  rounding: 'down_to_yen';
}

export interface SubsidyRequest {
  programme: SubsidisedProgramme;
  /** The whole fee including tax as quoted, yen. With parts: their sum. */
  feeYen: number | undefined;
  /** Yen per part, as in the quotation. */
  parts?: Partial<Record<Part, number>>;
  day: Day;
}

/** The caps in force on a day, or undefined when no source knows them for that day. */
export function capsOn(programme: SubsidisedProgramme, knowledge: Knowledge, day: Day): Caps | undefined {
  const facts = capFacts[programme];
  const rate = fractionOn(knowledge, facts.rate, day);
  const total = numberOn(knowledge, facts.total, day);
  if (!rate || total === undefined) return undefined;
  const known = Object.entries(facts.parts).flatMap(([part, ids]) => {
    const values = ids.map((id) => numberOn(knowledge, id, day));
    return values.includes(undefined) ? [] : [[part, values.reduce<number>((sum, value) => sum + (value ?? 0), 0)] as const];
  });
  return { rate, total, parts: Object.fromEntries(known) };
}

/**
 * The subsidy and the owner's share: rate × fee, down to a yen, at most the caps of the day.
 * Problems: `fee` missing, not whole, not positive, too large; a part that is none of the programme; parts that do not add
 * up to the fee; a day for which no source knows the caps (`caps`, `not_known_for_day`).
 */
export function subsidyEstimate(request: SubsidyRequest, knowledge: Knowledge): RuleResult<Estimate> {
  const { programme, feeYen, day } = request;
  const caps = capsOn(programme, knowledge, day);
  if (!caps) return { ok: false, problems: [{ problem: 'not_known_for_day', figure: 'caps', read: null, example: null }] };
  const problems = problemsOf(request, caps);
  if (problems.length > 0 || feeYen === undefined) return { ok: false, problems };
  const given = request.parts && Object.values(request.parts).some((yen) => yen > 0) ? request.parts : undefined;
  if (given) return { ok: true, value: byParts(programme, feeYen, given, caps) };
  const planCap = caps.parts.plan;
  return {
    ok: true,
    value: {
      programme,
      caps,
      ...share(feeYen, caps.rate, caps.total),
      parts: {},
      allForPlan: planCap === undefined ? null : share(feeYen, caps.rate, Math.min(planCap, caps.total)),
      rounding: 'down_to_yen',
    },
  };
}

/** A fee that reaches the cap, as an example of what to enter: yen. */
const fullFee = ({ rate, total }: Caps): number => Math.ceil((total * rate.denominator) / rate.numerator);

function problemsOf({ programme, feeYen, parts: given }: SubsidyRequest, caps: Caps): RuleProblem[] {
  const example = fullFee(caps);
  const fee = problemOfYen('fee', feeYen, 1, example);
  if (fee) return [fee];
  const found = parts.flatMap((part) => {
    const yen = given?.[part];
    if (yen === undefined || yen === 0) return [];
    const problem = problemOfYen(part, yen, 0, Math.min(example, caps.parts[part] ?? example));
    if (problem) return [problem];
    const unknown = part === 'guarantee_release' && caps.parts[part] === undefined;
    return unknown
      ? [{ problem: programme === '405_gl' ? 'not_in_programme' : 'not_known_for_day', figure: part, read: yen, example: null }]
      : [];
  });
  const sum = Object.values(given ?? {}).reduce((total, yen) => total + yen, 0);
  if (found.length > 0 || sum === 0 || sum === feeYen) return found;
  return [{ problem: 'parts_do_not_add_up', figure: 'fee', read: sum, example: feeYen ?? null }];
}

function share(feeYen: number, rate: Fraction, cap: number): Share {
  const byRate = Math.floor((feeYen * rate.numerator) / rate.denominator);
  const subsidyYen = Math.min(byRate, cap);
  return { feeYen, subsidyYen, ownYen: feeYen - subsidyYen, cappedAt: byRate > cap ? cap : null };
}

/** Each part to its own cap; plan, DD and 伴走支援 together to the cap in total, the later part giving way. */
function byParts(programme: SubsidisedProgramme, feeYen: number, given: Partial<Record<Part, number>>, caps: Caps): Estimate {
  const shares: Partial<Record<Part, Share>> = {};
  let left = caps.total;
  for (const part of parts) {
    const yen = merged(given, caps, part);
    if (yen === 0) continue;
    const own = caps.parts[part] ?? Infinity;
    const besides = part === 'guarantee_release';
    const one = share(yen, caps.rate, besides ? own : Math.min(own, left));
    if (!besides) left -= one.subsidyYen;
    shares[part] = one;
  }
  const subsidyYen = Object.values(shares).reduce((sum, one) => sum + one.subsidyYen, 0);
  return {
    programme,
    caps,
    feeYen,
    subsidyYen,
    ownYen: feeYen - subsidyYen,
    cappedAt: left === 0 ? caps.total : null,
    parts: shares,
    allForPlan: null,
    rounding: 'down_to_yen',
  };
}

/** Where DD has no cap of its own it belongs to the plan's. */
function merged(given: Partial<Record<Part, number>>, caps: Caps, part: Part): number {
  const together = caps.parts.due_diligence === undefined;
  if (part === 'due_diligence') return together ? 0 : (given.due_diligence ?? 0);
  return (given[part] ?? 0) + (part === 'plan' && together ? (given.due_diligence ?? 0) : 0);
}
