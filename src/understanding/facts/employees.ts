/** 常時使用する従業員: without owner, officers, family and temporary staff. */
import { loneNumber } from './amounts.ts';
import { headcount, type Headcount } from './headcount.ts';
import { nobody, noneAnswered, otherAlone } from './nobody.ts';
import { figuresIn } from './numbers.ts';
import { withPeople } from './spoken_numbers.ts';

/** 「12人中8人がパート」 */
const partOfThem = /(\d+)(?:人|名)(?:中|のうち)、?(\d+)(?:人|名)(?:が|は)(?:パート|アルバイト|バイト|派遣|非正規)/;

/** Regular staff: a stated total (less a temporary part of it), or the sum of the trades named. */
function regular(counts: Headcount[], asked: boolean): number | undefined {
  const totals = counts.filter((one) => one.kind === 'total');
  const inner = totals.find((one) => one.part);
  const total = inner ?? totals.find((one) => !one.including) ?? totals[0];
  if (!total) {
    const crafts = counts.filter((one) => one.kind === 'craft');
    return crafts.length === 0 || crafts.some((one) => one.vague) ? undefined : crafts.reduce((sum, one) => sum + one.value, 0);
  }
  if (total.vague) return undefined;
  const inside = counts.find((one) => one !== total && one.within && one.kind === 'temporary' && one.value <= total.value);
  if (inside) return total.value - inside.value;
  const apart = counts.filter((one) => one !== total && total.includes.includes(one.kind) && one.value <= total.value);
  if (total.including && apart.length > 0) return total.value - apart.reduce((sum, one) => sum + one.value, 0);
  if (total.including && !total.ownerIncluded) return asked ? total.value : undefined;
  const temporary = counts.find(
    (one) => (one.part || one.within) && (one.kind === 'temporary' || one.kind === 'owner') && one.value <= total.value,
  );
  return total.value - (temporary?.value ?? 0) - (total.ownerIncluded ? 1 : 0);
}

function answered(text: string, counts: Headcount[]): number | undefined {
  if (noneAnswered.test(text.trim())) return 0;
  const [only] = counts;
  const rest = counts.slice(1);
  if (only?.kind === 'none' && !only.vague && rest.length > 0 && rest.every((one) => one.kind === 'temporary'))
    return only.value - rest.reduce((sum, one) => sum + (one.part || one.within ? one.value : 0), 0);
  const now = /^(?:今|いま|現在)は?/.test(text.trim()) && only && rest.every((one) => one.kind === 'none') ? only : undefined;
  if (now && !now.vague) return now.value;
  const plus = /^(?:正?社員)?(\d+)\s?(?:\+|と|、|・)\s?(?:パート|バイト|アルバイト)\s?\d+/.exec(text.trim())?.[1];
  if (plus !== undefined) return Number(plus);
  if (counts.length === 1 && only && !only.vague && (only.kind === 'none' || (only.kind === 'temporary' && only.including)))
    return only.value - (only.ownerIncluded ? 1 : 0);
  return loneNumber(text);
}

const mostPeople = 1_000_000;

/** 「正社員が男4女3」 */
const bySex = /(?:従業員|社員|スタッフ|職員)(?:は|が|、|:)?男(?:性|子)?(?:が|は)?(\d+)(?:人|名)?[、と・\s]?女(?:性|子)?(?:が|は)?(\d+)/;

/** 「従業員(正)6 (パ)4」, 「正4 パ3」 */
const withStaff = (text: string): string =>
  text
    .replaceAll(/(従業員|社員|スタッフ|人員|職員)[\s:、]*\(?正規?\)?\s?(?=\d)/g, '正社員')
    .replaceAll(/\(?(?<![ァ-ヴー])パ\)?\s?(?=\d)/g, 'パート');

/** Number of regular employees; undefined when the text leaves it open (パート含めて30人, 十数人, 家族3人). */
export function employeesFact(said: string, asked: string | null): number | undefined {
  const text = withPeople(withStaff(said));
  const isAsked = asked === 'employees';
  const figures = figuresIn(text);
  const counts = figures.flatMap((_, index) => headcount(text, figures, index));
  const [, all, some] = partOfThem.exec(text) ?? [];
  const [, men, women] = bySex.exec(text) ?? [];
  const parts = men !== undefined ? Number(men) + Number(women) : undefined;
  const told = parts ?? (all !== undefined ? Number(all) - Number(some) : regular(counts, isAsked));
  const value = told ?? (nobody.test(text) && !otherAlone.test(text) ? 0 : isAsked ? answered(text, counts) : undefined);
  return value !== undefined && Number.isInteger(value) && value >= 0 && value <= mostPeople ? value : undefined;
}
