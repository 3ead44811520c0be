/** Which amount is what: capital, debt, monthly repayment. */
import { amountsIn, loneNumber } from './amounts.ts';
import { tell, type Told } from './money_roles.ts';
import { owesNothing, withMan, withManOfDebts, withManOfLenders } from './money_shorthand.ts';
import { interest, monthly, type Role } from './money_words.ts';

export interface MoneyFacts {
  capital_yen?: number;
  debt_yen?: number;
  monthly_repayment_yen?: number;
}

/** Sum of the parts; the total when one is told; undefined when a part is vague. Amounts of later sentences repeat unless another lender is named. */
function sumOf(parts: Told[]): number | undefined {
  if (parts.length === 0 || parts.some((one) => one.vague)) return undefined;
  const total = parts.findLast((one) => one.total && parts.length > 1);
  if (total) return total.value;
  const [first] = parts;
  const counted = parts.filter(
    (one, index) =>
      index === 0 ||
      ((one.sentence === first?.sentence || one.lender) &&
        (one.lender || !parts.slice(0, index).some((earlier) => earlier.value === one.value))),
  );
  return counted.reduce((sum, one) => sum + one.value, 0);
}

function debtOf(told: Told[]): number | undefined {
  const balance = told.filter((one) => one.role === 'balance');
  const owed = told.filter((one) => one.role === 'debt');
  if (balance.length > 0) return sumOf([...balance, ...owed.filter((one) => one.lender && !/当初|最初|もとは|元々|前に/.test(one.left))]);
  const borrowed = told.filter((one) => one.role === 'borrowed');
  return sumOf(owed.length > 0 && !owed.some((one) => one.lender) ? owed : [...owed, ...borrowed]);
}

function capitalOf(told: Told[]): number | undefined {
  const stated = told.filter((one) => one.role === 'capital');
  const raised = told.find(
    (one) => /^円?[にへ](?:増資|減資|増や(?:し(?!た[いく]))|引き上げ|増額|な(?:り|っ))/.test(one.right) && stated.length > 0,
  );
  const [original] = stated;
  const now =
    original && (/(?:当初|最初|設立時|はじめ)(?:は|の)?$/.test(original.left) || /^円?から(?:始め|はじめ|スタート)/.test(original.right))
      ? told.find((one) => one !== original && one.sentence === original.sentence && /(?:今|いま|現在)(?:は|では)?$/.test(one.left))
      : undefined;
  const chosen = raised ?? now ?? original;
  return chosen && !chosen.vague ? chosen.value : undefined;
}

/** Asked what is paid a month, interest counts: 「元金25万、利息5万」, 「いまは利息だけ4万」. */
const withInterest = (told: Told[], text: string): Told[] =>
  told.map((one) => {
    const lent = one.role === 'debt' && (one.lender || /元金[^、。]{0,4}$/.test(one.left)) && !/借|残/.test(text);
    const part = one.role === 'other' && new RegExp(`(?:${interest})[^、。]{0,4}$`).test(one.left);
    return lent || part ? { ...one, role: 'repayment', lender: true } : one;
  });

const yearly = /年間|毎年|年額|(?<!\d)年に|1年で|一年で|(?<![\d一-鿿])年(?=[\s約]?$)/;
const perYear = /^円?(?:くらい|ほど)?(?:[\/／]年|年間)/;

/** Months an amount is paid for: 「年間240万」, 「半年ごとに180万」. */
function monthsOf({ left, right }: Told): number {
  if (/(?:半年|6[ヶかカ]月)(?:ごと|毎|に一度|に1回)|年に?2回/.test(left)) return 6;
  if (/(?:3|三)[ヶかカ]月(?:ごと|毎|に一度|に1回)|四半期/.test(left)) return 3;
  return !monthly.test(left.slice(-8)) && (yearly.test(left) || perYear.test(right)) ? 12 : 1;
}

/** 「前は60万」 */
const before = /(?:前|以前|昔|当初|去年まで|これまで)(?:は|まで)[^、。]{0,4}$/;

function repaymentOf(told: Told[], text: string, asked: boolean): number | undefined {
  const parts = told.filter(
    (one) => one.role === 'repayment' && !before.test(one.left) && (asked || monthsOf(one) > 1 || monthly.test(text)),
  );
  return sumOf(parts.map((one) => ({ ...one, value: Math.round(one.value / monthsOf(one)) })));
}

const roleAsked = new Map<string | null, Role>([
  ['capital', 'capital'],
  ['debt', 'debt'],
  ['monthly_repayment', 'repayment'],
]);

/** A reply without a unit: 「300」 to the question of capital means 300万, 「50000」 to the repayment 50,000円. */
function withoutUnit(text: string, asked: string | null): number | undefined {
  const number = loneNumber(
    asked === 'monthly_repayment'
      ? text.replace(/^(?:毎月|月々|月に?)/, '')
      : text.replace(/^(?:残り(?:は|が)?|(?:銀行|借入|公庫)?[\d一二三四五](?:つ|本|行|社|口)で)/, ''),
  );
  if (number === undefined || number <= 0) return undefined;
  if (asked === 'monthly_repayment') return number < 1000 ? number * 1e4 : number;
  if (number >= 1e5) return number;
  return number >= 10 && number < 1e4 ? number * 1e4 : undefined;
}

const mostYen = 1e12;
const sane = (value: number | undefined, least = 1): value is number =>
  value !== undefined && Number.isSafeInteger(value) && value >= least && value < mostYen;

/** Capital, debt and monthly repayment in yen, as far as the text tells without guessing. */
export function moneyFacts(text: string, asked: string | null): MoneyFacts {
  const wanted = roleAsked.get(asked);
  const amounts = amountsIn(
    /単位|千円/.test(text)
      ? text
      : withMan(asked === 'monthly_repayment' ? withManOfLenders(text) : asked === 'debt' ? withManOfDebts(text) : text),
  );
  const lone = wanted && amounts.length === 0 ? withoutUnit(text, asked) : undefined;
  const told = tell(lone === undefined ? amounts : [{ value: lone, vague: false, left: '', right: '', sentence: 0 }]).map((one) =>
    one.role === 'unknown' && wanted ? { ...one, role: wanted } : one,
  );
  const paid = asked === 'monthly_repayment' ? withInterest(told, text) : told;
  const [capital, debt] = [capitalOf(told), debtOf(told) ?? (owesNothing(text, asked) ? 0 : undefined)];
  const repayment = repaymentOf(paid, text, asked === 'monthly_repayment');
  return {
    ...(sane(capital) && { capital_yen: capital }),
    ...(sane(debt, 0) && { debt_yen: debt }),
    ...(sane(repayment) && { monthly_repayment_yen: repayment }),
  };
}
