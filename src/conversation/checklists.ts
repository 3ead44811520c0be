/** What to do and to bring for a route: steps, documents, the plan's contents, the follow-up. */
import { phrase } from '../../flows/aftercare.ts';
import { factOn, type Day } from '../../knowledge/index.ts';
import { monitoringDates } from '../../knowledge/rules/monitoring.ts';
import { whereToApply, type ApplyRequest } from '../../knowledge/rules/where_to_apply.ts';
import type { Message } from '../channel.ts';
import { figuresIn } from '../understanding/facts/numbers.ts';
import { linesMessage, point, type Known } from './estimate.ts';
import { japaneseDate, quoting } from './quote.ts';
import { programmeOf } from './result.ts';

/** Who does what, in order. */
export function stepsMessages(route: string, world: Known): Message[] {
  const on = quoting(world.knowledge, world.day);
  const { name, steps, source } = programmeOf(route, on);
  const lines = steps.map((step, index) => `${String(index + 1)}. ${step.who}：${step.what}`);
  return lines.length === 0 ? [] : [linesMessage([phrase('steps_title', { name }), ...lines], on, source)];
}

/** The values of a list fact, a point each. */
function listed(id: string, world: Known): string[] {
  const value = factOn(world.knowledge, id, world.day)?.row.value;
  return Array.isArray(value) ? value.map(point) : [];
}

/** What to bring to the first talk, and what an application needs as far as a source says. */
export function documentsChecklist(route: string, world: Known): Message[] {
  const on = quoting(world.knowledge, world.day);
  const { name, bring, source } = programmeOf(route, on);
  const first = [phrase('documents_first'), ...bring.map(point)];
  const lines = [phrase('documents_title', { name }), ...first, ...applicationDocuments(route, world), phrase('documents_missing_ok')];
  return [linesMessage(lines, on, source)];
}

function applicationDocuments(route: string, world: Known): string[] {
  const of405 = [
    phrase('documents_write'),
    ...listed('405_application_documents', world),
    phrase('documents_attach'),
    ...listed('405_application_attachments', world),
    phrase('documents_ishikawa'),
  ];
  switch (route) {
    case 'vup':
      return [phrase('documents_vup')];
    case '405':
      return of405;
    case '405_gl':
      return [phrase('documents_gl'), ...of405];
    case 'keiei_kakushin':
      return [phrase('documents_apply'), ...listed('kakushin_documents', world), phrase('documents_kakushin')];
    default:
      return [phrase('documents_none')];
  }
}

const planPhrases: Readonly<Record<string, readonly string[]>> = {
  vup: ['plan_vup'],
  '405': ['plan_405'],
  '405_gl': ['plan_405', 'plan_gl'],
  keiei_kakushin: ['plan_kakushin'],
};
const followUpPhrases: Readonly<Record<string, readonly string[]>> = {
  vup: ['monitoring_vup'],
  '405': ['monitoring_405'],
  '405_gl': ['monitoring_gl', 'monitoring_405'],
  keiei_kakushin: ['monitoring_kakushin'],
};

export function planContents(route: string, world: Known): Message[] {
  const on = quoting(world.knowledge, world.day);
  const phrases = planPhrases[route];
  if (!phrases) return [{ kind: 'text', text: phrase('plan_none') }];
  return [linesMessage([phrase('plan_title', { name: programmeOf(route, on).name }), ...phrases.map((id) => phrase(id))], on)];
}

/** The follow-up after the plan; with an interval in the text (「3か月ごと」, 毎月, 半年) the days of its first year, counted from the day. */
export function monitoring(route: string, text: string, world: Known): Message[] {
  const on = quoting(world.knowledge, world.day);
  const phrases = followUpPhrases[route];
  if (!phrases) return [{ kind: 'text', text: phrase('monitoring_none') }];
  const lines = [phrase('monitoring_title'), ...phrases.map((id) => phrase(id)), ...firstYear(text, world), phrase('monitoring_tip')];
  return [linesMessage(lines, on)];
}

/** Months between two looks that a text names; undefined when it names none. */
export function intervalIn(text: string): number | undefined {
  const plain = text.normalize('NFKC');
  if (/毎月|月に?一度|月1回/.test(plain)) return 1;
  if (plain.includes('半年')) return 6;
  if (plain.includes('四半期')) return 3;
  return figuresIn(plain).find(({ end }) => /^(?:か|ヶ|カ|ヵ|箇)月/.test(plain.slice(end, end + 2)))?.value;
}

/** 「2027年4月から」「来年4月から」「4月から」: the first of that month, the next one where no year is named; else the day itself. */
export function startIn(text: string, day: Day): Day {
  const match = /(?:(20\d\d)年|(来年|今年))?(\d{1,2})月(?:\d{1,2}日)?(?:から|開始|スタート)/.exec(text.normalize('NFKC'));
  const month = Number(match?.[3]);
  if (!match || month < 1 || month > 12) return day;
  const [thisYear = 0, thisMonth = 1] = day.split('-').map(Number);
  const next = month < thisMonth ? thisYear + 1 : thisYear;
  const year = match[1] ? Number(match[1]) : match[2] === '来年' ? thisYear + 1 : match[2] === '今年' ? thisYear : next;
  return `${String(year)}-${String(month).padStart(2, '0')}-01`;
}

function firstYear(text: string, world: Known): string[] {
  const every = intervalIn(text);
  const start = startIn(text, world.day);
  const dates = every === undefined ? undefined : monitoringDates(start, every, 1);
  if (every === undefined || !dates?.ok) return [];
  const interval = phrase('monitoring_months', { count: String(every) });
  return [phrase('monitoring_dates', { start: japaneseDate(start), interval, days: dates.value.map(japaneseDate).join('、') })];
}

/** Where an 経営革新計画 is handed in, or what must be known to say so. */
export function applyMessage(request: ApplyRequest, world: Known): Message {
  const found = whereToApply(request);
  if ('missing' in found) return { kind: 'text', text: phrase(`apply_need_${found.missing}`) };
  const union = request.applicant === 'union' || request.applicant === 'unions';
  const more = `{fact:${union ? 'kakushin_apply_union_as_company' : 'kakushin_apply_place_of_business'}}。`;
  return linesMessage([phrase('apply_place', { place: `{fact:${found.fact}}`, more })], quoting(world.knowledge, world.day));
}
