/** Questions that are answered by calculation: whether a firm of a size is within the table, and what growth a plan of so many years needs. */
import { say } from '../../flows/index.ts';
import { factOn, type Day, type FaqEntry, type Knowledge } from '../../knowledge/index.ts';
import { smeDefinition } from '../../knowledge/rules/sme_definition.ts';
import type { Answers } from '../../knowledge/rules/index.ts';
import type { Facts } from '../understanding/types.ts';
import { conceptsIn, folded } from './concepts.ts';
import { heard } from './questions.ts';
import { formatValue, quote, quoting, sourceLines, type Quoting } from './quote.ts';

export interface Computed {
  /** The entry a next question goes on from. */
  entry?: FaqEntry;
  text: string;
  on: Quoting;
}

/** 「小売で資本金6,000万円、従業員60人は中小企業？」: the row of the table, what was said, and what follows, with the edition. */
export function sizeAnswer(text: string, facts: Facts, answers: Answers, knowledge: Knowledge, day: Day): Computed | undefined {
  const said = conceptsIn(folded(text), knowledge);
  const figures = [facts.capital_yen, facts.employees].filter((figure) => figure !== undefined);
  const industry = facts.industry ?? answers.get('industry');
  if (figures.length === 0 || typeof industry !== 'string' || !(said.words.has('sme') || said.words.has('target'))) return undefined;
  if (!knowledge.facts.has(`kakushin_sme_capital_${industry}`)) return undefined;
  const firm: Answers = new Map<string, string | number>([
    ['industry', industry],
    ...(facts.capital_yen === undefined ? [] : [['capital', facts.capital_yen] as const]),
    ...(facts.employees === undefined ? [] : [['employees', facts.employees] as const]),
  ]);
  const on = quoting(knowledge, day);
  const limit = (criterion: string): string => quote(`{fact:kakushin_sme_${criterion}_${industry}}`, on);
  const row = say('sme_row', { industry: heard('industry', industry), capital: limit('capital'), employees: limit('employees') });
  const list = [...firm].filter(([question]) => question !== 'industry').map(([question, value]) => heard(question, value));
  return { text: `${row}${say(`sme_${smeDefinition(firm, knowledge, day)}`, { list: list.join('、') })}`, on };
}

const kanji = '三四五六七八';
const years =
  /([3-8三四五六七八])\s*(?:か|ヶ|カ|ヵ|箇)?年(?:間)?(?:の?(?:事業)?計画|なら|だと|だったら|の場合|では|で(?=[^し])|は|って|[?？]|$)/;

/** 「5年計画なら？」: the targets of a plan of so many years, of both editions. `before`: the faq entry answered last. */
export function growthAnswer(text: string, before: FaqEntry | undefined, knowledge: Knowledge, day: Day): Computed | undefined {
  const match = years.exec(text.normalize('NFKC'));
  if (!match?.[1]) return undefined;
  const said = conceptsIn(folded(text), knowledge);
  const ofGrowth = ['growth', 'value_added', 'wages', 'ordinary_profit'].some((word) => said.words.has(word));
  const goesOn = said.names.size === 0 && (before?.answer.includes('fact:kakushin_growth_') ?? false);
  if (!ofGrowth && !goesOn) return undefined;
  const count = kanji.includes(match[1]) ? kanji.indexOf(match[1]) + 3 : Number(match[1]);
  const on = quoting(knowledge, day);
  if (!knowledge.facts.has(`kakushin_growth_wages_${String(count)}`))
    return { text: quote(say('growth_other_years', { years: String(count) }), on), on };
  const wages = factOn(knowledge, `kakushin_growth_wages_${String(count)}`, day);
  const phrase = wages === undefined || wages.standing === 'not_yet' ? 'growth_before_reform' : 'growth_years';
  const of = (id: string): string => `{fact:kakushin_growth_${id}_${String(count)}}`;
  const asof = `{asof:kakushin_growth_wages_${String(count)}}`;
  const places = { years: String(count), value_added: of('value_added'), wages: of('wages'), asof, profit: profitBefore(count, on) };
  return { text: quote(say(phrase, places), on), on };
}

/** The ordinary profit of the edition before the reform: nothing of it is in force today, so no quotation would give it as current. */
function profitBefore(count: number, on: Quoting): string {
  const row = on.knowledge.facts.get(`kakushin_growth_ordinary_profit_${String(count)}`)?.values[0];
  if (!row) return say('not_known_for_day');
  on.sources.add(row.source);
  return formatValue(row.value, 'percent');
}

/** A computed answer with its sources, as the others have them. */
export const computedText = ({ text, on }: Computed): string =>
  `${text.trim()}\n${say('sources', { sources: sourceLines(on).slice(0, 3).join('、') })}`;
