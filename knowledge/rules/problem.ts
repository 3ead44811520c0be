/**
 * Why a rule cannot answer: as data, so that the wording can say it. A rule never answers a missing or impossible
 * figure with zero.
 */
export interface RuleProblem {
  /** What is wrong: `missing`, `not_a_number`, `not_whole`, `not_positive`, `negative`, `too_large`, `zero_before`, … */
  problem: string;
  /** Which figure: `fee`, `employees.before`, … */
  figure: string;
  /** What was read, in the figure's own unit; null when nothing was. */
  read: number | null;
  /** A figure that would do, in the same unit; null when no figure can mend it. */
  example: number | null;
}

export type RuleResult<Value> = { ok: true; value: Value } | { ok: false; problems: RuleProblem[] };

/** Above this no figure of a small firm lies; sums of a few of them stay exact. Yen, or people. */
export const mostFigure = 1e12;

/** What keeps a figure from being used, or null. `least`: 0 lets zero pass, 1 does not, -mostFigure lets losses pass. */
export function problemOf(figure: string, read: number | undefined, least: number, example: number): RuleProblem | null {
  const wrong = (problem: string): RuleProblem => ({ problem, figure, read: read ?? null, example });
  if (read === undefined) return wrong('missing');
  if (!Number.isFinite(read)) return { problem: 'not_a_number', figure, read: null, example };
  if (Math.abs(read) > mostFigure) return wrong('too_large');
  if (read < least) return wrong(least > 0 ? 'not_positive' : 'negative');
  return null;
}

/** The same for sums of money: whole yen besides. */
export function problemOfYen(figure: string, read: number | undefined, least: number, example: number): RuleProblem | null {
  const problem = problemOf(figure, read, least, example);
  if (problem || read === undefined || Number.isInteger(read)) return problem;
  return { problem: 'not_whole', figure, read, example };
}
