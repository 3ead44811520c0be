/** 相談シート: one page of a conversation, built from its answers for a day. Pure; nothing an owner wrote is repeated. */
import { phrase } from '../../flows/aftercare.ts';
import { say, wordsFor } from '../../flows/index.ts';
import type { AnswerValue, Answers } from '../../knowledge/rules/index.ts';
import type { Message, Section, SheetModel } from '../channel.ts';
import { capsOn, subsidyEstimate, type SubsidisedProgramme } from '../../knowledge/rules/subsidy.ts';
import { formatYen } from '../format.ts';
import { contactCard, lineCards } from './contact.ts';
import { partsOf } from './cost.ts';
import { capsList, isSubsidised, type Known } from './estimate.ts';
import { heard } from './questions.ts';
import { japaneseDate, quote, quoting, sourceLines, type Quoting } from './quote.ts';
import { programmeOf, resultMessage } from './result.ts';
import { answersOf, type ConversationState } from './state.ts';
import { walk, type Walk } from './walk.ts';

/** Shown as figures of the firm; the other answers tell the situation. */
const ofTheFirm = ['prefecture', 'industry', 'capital', 'employees', 'debt', 'monthly_repayment', 'business_age', 'tax_arrears'];
/** Needed for the talk, not for an adviser's eyes. */
const hidden = ['request', 'place_candidates', 'desk_kind'];
/** Side flows are on the sheet by what they come to, not by their answers. */
const sideFlow = /^(?:estimate|growth|check|wish)_/;

type Result = Extract<Message, { kind: 'result' }>;
type Contact = Extract<Message, { kind: 'contact' }>;

/** The sheet of a conversation; `until` is when its address ends (`2026-11-28`, or with a time `2026-11-28 15:32`). */
export function sheetModel(state: ConversationState, known: Known, until: string): SheetModel {
  const answers = answersOf(state);
  const at = walk(answers, known.knowledge, known.day);
  const on = quoting(known.knowledge, known.day);
  const crisis = state.safety === 'crisis';
  const route = crisis ? null : at.route;
  const told = route === null || route === 'handoff' ? null : resultMessage(at, answers, on);
  return {
    title: phrase('sheet_title'),
    date: japaneseDate(known.day),
    note: phrase(crisis ? 'sheet_crisis_note' : 'sheet_note'),
    situation: situation(answers),
    answers: firm(answers),
    result: told && resultOf(told, at),
    estimate: route === null ? null : estimateOf(route, answers, known, on),
    bring: { title: phrase('sheet_bring'), points: route === null ? [] : programmeOf(route, on).bring.map((item) => quote(item, on)) },
    ask: { title: phrase('sheet_ask'), points: crisis ? [] : asking(route, answers, at, on) },
    desk: deskOf(route, state, known),
    sources: { title: phrase('sheet_sources'), points: told ? sourcesOf(told, on) : [] },
    headings: {
      situation: phrase('sheet_situation'),
      answers: phrase('sheet_answers'),
      result: phrase('sheet_result'),
      notes: phrase('sheet_notes'),
      reopen: phrase('sheet_reopen'),
      print: phrase('sheet_print'),
      byHand: crisis ? [] : ['sheet_firm_name', 'sheet_own_name', 'sheet_own_phone'].map((id) => phrase(id)),
    },
    until: phrase('sheet_until', { date: momentText(until) }),
  };
}

/** `2026-11-28 15:32` → 2026年11月28日 15:32. */
export function momentText(moment: string): string {
  const [day = '', time] = moment.split(' ');
  return `${japaneseDate(day)}${time === undefined ? '' : ` ${time}`}`;
}

/** What was said of the situation, without what is open. */
function situation(answers: Answers): string[] {
  const told = [...answers].filter(([question, value]) => tellsSituation(question) && !isOpen(value));
  const lines = told.flatMap(([question, value]) =>
    Array.isArray(value) ? value.map((one: string) => heard(question, one)) : [heard(question, value)],
  );
  return lines.length > 0 ? lines : [phrase('sheet_no_situation')];
}

const tellsSituation = (question: string): boolean =>
  !ofTheFirm.includes(question) && !hidden.includes(question) && !sideFlow.test(question);
const isOpen = (value: AnswerValue): boolean => value === 'unknown';

/** Places and figures; the label stands beside, so the value goes without it. */
function firm(answers: Answers): { label: string; value: string }[] {
  return ofTheFirm.flatMap((question) => {
    const value = answers.get(question);
    if (value === undefined || isOpen(value)) return [];
    const { name: label, heard: words } = wordsFor(question);
    const [before = ''] = words.given?.split('{value}') ?? [];
    const text = heard(question, value);
    return [{ label, value: text.startsWith(before) ? text.slice(before.length) : text }];
  });
}

function resultOf(told: Result, at: Walk): NonNullable<SheetModel['result']> {
  const assumed = at.path
    .filter((step) => step.how === 'presumed' && !hidden.includes(step.state.name))
    .map((step) => heard(step.state.name, step.event));
  return {
    title: told.title,
    summary: at.ending === 'undecided' ? phrase('sheet_open') : told.summary,
    reasons: { title: phrase('sheet_reasons'), points: reasonsOf(told) },
    assumptions: assumed.length > 0 ? { title: phrase('sheet_assumptions'), points: assumed } : null,
  };
}

function reasonsOf(told: Result): string[] {
  const section = told.sections.find((one) => one.title === say('section_why'));
  return [...(section?.text ? [section.text] : []), ...(section?.points ?? [])];
}

/** The fee that was named with what it comes to; without one the rate and the caps of the day. */
function estimateOf(route: string, answers: Answers, known: Known, on: Quoting): Section | null {
  if (!isSubsidised(route)) return null;
  const caps = capsOn(route, known.knowledge, known.day);
  if (!caps) return null;
  const fact = route === '405_gl' ? 'gl_cap' : `${route}_cap`;
  const rate = `${String(caps.rate.numerator)}/${String(caps.rate.denominator)}`;
  const allowed = quote(phrase('sheet_estimate_caps', { rate, cap: formatYen(caps.total), asof: `{asof:${fact}}` }), on);
  const parts = capsList(route, known);
  const points = [allowed, ...(parts ? [phrase('estimate_caps', { list: parts })] : []), ...feePoints(route, answers, known)];
  return { title: phrase('sheet_estimate'), points };
}

function feePoints(route: SubsidisedProgramme, answers: Answers, known: Known): string[] {
  const fee = answers.get('estimate_fee');
  if (typeof fee !== 'number') return [];
  const result = subsidyEstimate({ programme: route, feeYen: fee, parts: partsOf(answers), day: known.day }, known.knowledge);
  if (!result.ok) return [];
  const { subsidyYen, ownYen } = result.value;
  return [phrase('sheet_estimate_fee', { fee: formatYen(fee), subsidy: formatYen(subsidyYen), own: formatYen(ownYen) })];
}

/** What to say on the phone, and what is still open. */
function asking(route: string | null, answers: Answers, at: Walk, on: Quoting): string[] {
  const open = [...answers].filter(([question, value]) => isOpen(value) && tellsSituation(question));
  const unknown = open.map(([question]) => wordsFor(question).name);
  const decided = route !== null && route !== 'contact_only' && route !== 'handoff';
  return [
    decided
      ? phrase('sheet_ask_name', { name: programmeOf(route, on).name })
      : phrase(at.ending === 'human' ? 'sheet_ask_human' : 'sheet_ask_open'),
    ...(decided ? [phrase('sheet_ask_fit'), phrase('sheet_ask_cost')] : []),
    ...(unknown.length > 0 ? [phrase('sheet_ask_unknown', { list: unknown.join('、') })] : []),
    phrase('sheet_ask_when'),
  ];
}

/** The desk of the route as the conversation shows it; in a crisis the lines to call. */
function deskOf(route: string | null, state: ConversationState, known: Known): SheetModel['desk'] {
  const on = quoting(known.knowledge, known.day);
  if (state.safety === 'crisis') return crisisLines(on);
  const answers = answersOf(state);
  const prefecture = answers.get('prefecture');
  const asked = answers.get('desk_kind');
  const kind = route === 'contact_only' && typeof asked === 'string' ? asked : programmeOf(route ?? 'contact_only', on).desk;
  const place = typeof prefecture === 'string' && prefecture !== 'unknown' ? prefecture : undefined;
  const card = plain(contactCard(kind ?? 'kasseika_kyogikai', place, on));
  const map =
    place === undefined
      ? {}
      : { map: { label: phrase('sheet_map'), url: mapSearch(card.address?.replace(/（[^（）]*）$/, '') ?? `${place} ${card.title}`) } };
  return { ...card, heading: phrase('sheet_desk'), ...map };
}

/** The lines to call, in the place of a desk. */
export const crisisLines = (on: Quoting): SheetModel['desk'] => ({
  ...plain(lineCards('crisis', say('crisis_lines'), on)),
  heading: phrase('sheet_crisis_desk'),
});

function plain({ kind: _kind, ...card }: Contact): Omit<Contact, 'kind'> {
  return card;
}

/** A search on a map; nothing is loaded before it is opened. */
const mapSearch = (place: string): string => `https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(place)}`;

function sourcesOf(told: Result, on: Quoting): string[] {
  return [...new Set([...told.sources, ...sourceLines(on)])];
}
