import type { Knowledge } from '../index.ts';
import { factOn } from '../index.ts';
import { fractionOn } from './figures.ts';
import { problemOf, type RuleProblem, type RuleResult } from './problem.ts';

/** The day of the table: document 003 (2020-03) is the only edition the sources give. */
const editionDay = '2020-03-31';

/** 一般社団法人 is no 中小企業者, but stands like the unions with a condition (document 003 p.31, note 2). */
const association = '一般社団法人';

/** `as_company`: 企業組合 and 協業組合 are taken as one firm; `not_listed`: none of the table's names. */
export type UnionStanding = 'within' | 'beyond' | 'as_company' | 'not_listed';

export interface UnionRequest {
  /** The kind of union by its official name, as in the table. */
  kind: string;
  /** Direct or indirect members that are 中小企業者, and all of them: people or firms, whole numbers. */
  smeMembers?: number | undefined;
  members?: number | undefined;
}

function names(knowledge: Knowledge, id: string): readonly string[] {
  const value = factOn(knowledge, id, editionDay)?.row.value;
  return Array.isArray(value) ? value : [];
}

/**
 * Whether a union may apply by the table of document 003 p.31 (2. 組合及び連合会): some always, some when 2/3 of their
 * members are 中小企業者. Problems: members missing, not positive, or fewer than those among them that are 中小企業者.
 */
export function unionDefinition({ kind, smeMembers, members }: UnionRequest, knowledge: Knowledge): RuleResult<UnionStanding> {
  if (names(knowledge, 'kakushin_unions_as_company').includes(kind)) return { ok: true, value: 'as_company' };
  if (names(knowledge, 'kakushin_unions_free').includes(kind)) return { ok: true, value: 'within' };
  const share = shareNeeded(kind, knowledge);
  if (!share) return { ok: true, value: 'not_listed' };
  const problems = [problemOf('members', members, 1, 30), problemOf('sme_members', smeMembers, 0, 20)].filter((one) => one !== null);
  if (problems.length > 0 || members === undefined || smeMembers === undefined) return { ok: false, problems };
  if (smeMembers > members) return { ok: false, problems: [tooMany(smeMembers, members)] };
  return { ok: true, value: smeMembers * share.denominator >= members * share.numerator ? 'within' : 'beyond' };
}

const tooMany = (read: number, example: number): RuleProblem => ({ problem: 'more_than_all', figure: 'sme_members', read, example });

function shareNeeded(kind: string, knowledge: Knowledge): ReturnType<typeof fractionOn> {
  if (kind === association) return fractionOn(knowledge, 'kakushin_association_condition', editionDay);
  return names(knowledge, 'kakushin_unions_conditional').includes(kind)
    ? fractionOn(knowledge, 'kakushin_unions_condition', editionDay)
    : undefined;
}
