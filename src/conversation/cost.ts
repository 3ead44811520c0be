/** 費用と補助: which programmes a fee is estimated for, the fee as it was said, and its parts as answers. */
import { phrase } from '../../flows/aftercare.ts';
import type { Answers } from '../../knowledge/rules/index.ts';
import { parts, subsidyEstimate, type Part } from '../../knowledge/rules/subsidy.ts';
import type { Message } from '../channel.ts';
import type { NewAnswers } from './answers.ts';
import { conceptsIn, folded } from './concepts.ts';
import { estimateMessages, isSubsidised, type Known } from './estimate.ts';
import { parseFee, type Fee } from './fee.ts';
import { problemMessage } from './problems.ts';
import { quoting } from './quote.ts';
import { programmeOf } from './result.ts';

/** Names of knowledge/language/synonyms.yaml → route. */
const routeNamed: Readonly<Record<string, string>> = {
  vup: 'vup',
  '405': '405',
  gl: '405_gl',
  kakushin: 'keiei_kakushin',
  rechallenge: 'rechallenge',
};

/** Routes of the programmes a text names. */
export function routesNamed(text: string, { knowledge }: Known): string[] {
  return [...conceptsIn(folded(text), knowledge).names].flatMap((name) => routeNamed[name] ?? []);
}

/** What a fee is estimated for: what is named, else the result, else both programmes that pay for experts. */
function routesFor(text: string, route: string | null, known: Known): string[] {
  const named = routesNamed(text, known).filter(isSubsidised);
  if (named.length > 0) return named;
  return route === null || route === 'contact_only' || route === 'handoff' ? ['vup', '405'] : [route];
}

/** The parts of the fee that were named, yen. */
export function partsOf(answers: Answers): Partial<Record<Part, number>> {
  const named = parts.map((part) => [part, answers.get(`estimate_${part}`)] as const);
  return Object.fromEntries(named.filter(([, yen]) => typeof yen === 'number'));
}

/** A fee as answers: the whole, and its parts where they were named. */
export function feeAnswers({ feeYen, parts: named = {} }: Extract<Fee, { feeYen: number }>): NewAnswers {
  return new Map([['estimate_fee', feeYen], ...Object.entries(named).map(([part, yen]): [string, number] => [`estimate_${part}`, yen])]);
}

/** The estimate of the fee answered before, or what is paid at all. */
export function costMessages(text: string, answers: Answers, route: string | null, known: Known): Message[] {
  const fee = answers.get('estimate_fee');
  const given = partsOf(answers);
  const routes = routesFor(text, route, known);
  return routes.flatMap((one) => {
    const told = estimateMessages(one, typeof fee === 'number' ? fee : undefined, known, given);
    return routes.length === 1 ? told : told.map((message) => headed(one, message, known));
  });
}

function headed(route: string, message: Message, known: Known): Message {
  const heading = phrase('estimate_for', { name: programmeOf(route, quoting(known.knowledge, known.day)).name });
  return message.kind === 'text' ? { kind: 'text', text: `${heading}\n${message.text}` } : message;
}

/** What keeps a fee from being estimated on any of the routes meant; null when nothing does. */
export function feeProblem(text: string, fee: Fee, route: string | null, known: Known): Message | null {
  if (!('feeYen' in fee)) return { kind: 'text', text: phrase(`fee_${fee.problem}`) };
  for (const programme of routesFor(text, route, known).filter(isSubsidised)) {
    const result = subsidyEstimate({ programme, day: known.day, ...fee }, known.knowledge);
    if (!result.ok) return problemMessage(result.problems);
  }
  return null;
}

/** The words that make an amount a fee of experts: what is asked of it, and what it is. */
const asksOfFee = /いくら|戻(?:る|り|って)|補助|自己負担|手出し|自腹|持ち出し/;
const isFee =
  /費用|見積|報酬|料金|かか(?:る|り|った|って)|言われ|策定|伴走|モニタリング|DD|デューデリ|請求|払(?:う|い|っ)|\+|専門家|税理士|診断士/;
/** 「費用が60万円」 and nothing else. */
const namesFee = /^(?:専門家の|税理士の)?(?:費用|見積り?|見積もり)/;
const shortFee = 20;
/** A sum with these is a cap somebody states, no fee. */
const isCap = /上限|限度|(?:円|万)まで/;

/** 「120万だと？」 after a fee was named. */
const anotherFee = /(?:なら|だと|だったら|の場合|では)/;

/**
 * The fee a text names with a question for the subsidy: 「80万円かかると言われた、いくら戻る？」「策定80万、伴走20万なら」. `before`: the
 * answers until now.
 */
export function feeAsked(text: string, labels: readonly string[], before: Answers): Fee | null {
  const plain = text.normalize('NFKC');
  if (before.has('estimate_fee') && plain.length <= shortFee && anotherFee.test(plain) && !isCap.test(plain)) {
    const fee = parseFee(plain);
    if ('feeYen' in fee) return fee;
  }
  const asks = asksOfFee.test(plain) || labels.some((label) => label === 'faq:subsidy_amount' || label === 'faq:cost');
  const fee = parseFee(plain);
  if (isCap.test(plain) || !isFee.test(plain) || ('problem' in fee && fee.problem === 'none')) return null;
  const severalParts = 'feeYen' in fee && Object.keys(fee.parts ?? {}).length > 1;
  return asks || severalParts || (plain.length <= shortFee && namesFee.test(plain)) ? fee : null;
}
