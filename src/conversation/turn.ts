/**
 * One turn of a conversation, pure: (conversation, what was said, world) → (conversation', messages, effects).
 * Order inside: safety floor → commands → answers and facts → side question → next question or result.
 */
import { say, type FlowId } from '../../flows/index.ts';
import type { AnswerValue } from '../../knowledge/rules/index.ts';
import type { Message, Said } from '../channel.ts';
import { deskKindNamed } from '../../knowledge/index.ts';
import type { Understanding } from '../understanding/types.ts';
import { askErase, chosen, goBack, oldButton, startAgain, take } from './actions.ts';
import { answersFrom, namedAnswers, withoutWorry, type NewAnswers } from './answers.ts';
import { askedPlainly, keptBeside, leftIfChanged, leftMessages, missedBeside, repliedBeside } from './beside.ts';
import { begunByNumber, named } from './by_number.ts';
import { inEnglish, smallTalk, understoodMessages } from './echo.ts';
import { asksForDesk } from './desk_request.ts';
import {
  goOn,
  greeting,
  isProgramme,
  leave,
  nothing,
  openFlow,
  pause,
  standing,
  textMessage,
  where,
  type Turned,
  type World,
} from './finish.ts';
import { pageTurn } from './page.ts';
import { withLikely } from './likely.ts';
import { quoting } from './quote.ts';
import { request } from './request.ts';
import { answerMessage, literalAnswer } from './side.ts';
import { crisisMessages, crisisStays, legalMessages, loanSharkMessages, urgentMessages } from './safety.ts';
import { aside, deskTopics, unheard } from './aside.ts';
import { answersOf, type ConversationState } from './state.ts';
import { contradiction, stateAsking, whatToChange, withoutDoubts } from './repair.ts';
import { tables, type TableState, type Walk } from './walk.ts';

export type { Effect, Turned, World } from './finish.ts';

/** Beside a warning or a refusal no other question is answered. */
const weighty = ['loan_shark', 'urgent_deadline', 'legal_judgement', 'out_of_scope'];
/** As long as いいえ、違います. */
const bareReply = 8;
/** A correction longer than this said what is to be corrected, even where we did not understand it. */
const shortCorrection = 20;

/** Takes one turn. Never throws on what a person said, whatever it was. */
export function turn(before: ConversationState, said: Said, world: World): Turned {
  const turned = taken(before, said, world);
  return { ...turned, state: withDays(turned.state, world.day) };
}

/** Answers of this turn bear its day, for the owner's copy. */
function withDays(state: ConversationState, day: string): ConversationState {
  const answers = state.answers.map((answer) => (answer.turn === state.turns && answer.day === undefined ? { ...answer, day } : answer));
  return { ...state, answers };
}

function taken(before: ConversationState, said: Said, world: World): Turned {
  const state = { ...before, turns: before.turns + 1 };
  if ('arrived' in said)
    return before.answers.length === 0 && before.opened.length === 0
      ? pause(before, greeting(), nothing, world)
      : goOn(before, [textMessage('welcome_back')], nothing, world);
  if ('media' in said) return goOn(state, [textMessage('media_not_read')], nothing, world);
  if ('choice' in said) return said.stale ? oldButton(state, world) : chosen(state, said.choice, world);
  return spoken(state, 'address' in said ? said.address : said.text, world);
}

function spoken(state: ConversationState, text: string, world: World): Turned {
  const at = standing(state, world);
  const byNumber = named(state, at, text, world);
  if (byNumber) return byNumber;
  const begun = begunByNumber(state, at, text);
  if (begun) return spoken(begun.state, begun.rest, world);
  const gently = state.pending?.kind === 'gentle_safety';
  const understood = world.understand(text, askedNow(state, at));
  const { labels } = understood;
  const on = quoting(world.knowledge, world.day);

  if (labels.includes('crisis')) {
    const turned = pause({ ...state, safety: 'crisis', misses: 0, pending: null }, crisisMessages(on), understood, world);
    return { ...turned, effects: state.safety === 'crisis' ? [] : [{ kind: 'alert', reason: 'crisis' }] };
  }
  // a bare いいえ may answer anything: only words that deny the danger end the pause
  if (state.safety === 'crisis' && labels.includes('no') && text.length > bareReply && !asksToGoOn(labels))
    return goOn({ ...state, safety: null }, [textMessage('not_in_danger')], understood, world);
  if (state.safety === 'crisis' && !asksToGoOn(labels)) return pause(state, crisisStays(), understood, world);
  if (state.pending?.kind === 'erase' && (labels.includes('yes') || labels.includes('no')))
    return chosen(state, labels.includes('yes') ? 'action:erase' : 'action:keep', world);
  if (gently) return afterGentleQuestion(state, text, understood, world);
  if (understood.doubt && state.safety === null && !labels.includes('stop')) return askGently(state, understood, world);

  const shark = labels.includes('loan_shark');
  const calm: ConversationState = { ...state, safety: shark ? 'loan_shark' : null };
  const turned =
    command(calm, understood, world) ??
    repliedBeside(calm, text, understood, asking(calm, at), world) ??
    answered(calm, text, understood, warnings(labels, on), world);
  return {
    ...turned,
    labels,
    facts: understood.facts,
    effects: shark ? [...turned.effects, { kind: 'alert', reason: 'loan_shark' }] : turned.effects,
  };
}

/** Words that may mean danger: what was answered in them is kept, and the person is asked before anything goes on. */
function askGently(state: ConversationState, understood: Understanding, world: World): Turned {
  const choices = ['in_danger', 'not_in_danger', 'human'].map((name) => ({ id: `action:${name}`, label: say(`button_${name}`) }));
  const kept: ConversationState = { ...withFacts(state, understood, world), pending: { kind: 'gentle_safety' } };
  return pause(kept, [{ kind: 'choices', text: say('gentle_safety'), choices }], understood, world);
}

/** The state with what was answered beside something else. */
function withFacts(state: ConversationState, { labels, facts }: Understanding, world: World): ConversationState {
  const before = answersOf(state);
  const at = where(state, world);
  const found = withoutDoubts(answersFrom(labels, facts, at.open, before), before, at, labels);
  return found.size === 0 ? { ...state, misses: 0 } : take(state, found, 'said');
}

/** The reply to the gentle question: only a no, or plainly something else, goes on. */
function afterGentleQuestion(state: ConversationState, text: string, understood: Understanding, world: World): Turned {
  const { labels } = understood;
  if (labels.includes('yes') || labels.includes('unsure')) return chosen(state, 'action:in_danger', world);
  const denied = labels.includes('no');
  const elsewhere = asksToGoOn(labels) || Object.keys(understood.facts).length > 0 || labels.includes('complaint');
  if (!denied && !elsewhere) return chosen(state, 'action:in_danger', world);
  const rest = { ...understood, labels: labels.filter((label) => label !== 'no') };
  const calm: ConversationState = { ...state, pending: null };
  if (!elsewhere) return goOn(calm, [textMessage('not_in_danger')], understood, world);
  return answered(calm, text, rest, denied ? [textMessage('not_in_danger')] : [], world);
}

/** What asks for something: after a crisis the person decides, and only this goes on. */
const goesOn =
  /^(?:needs_terms_change|can_repay|considering_closure|wants_to_continue|wants_new_initiative):|^(?:sales_down|low_profit|cashflow_unstable|wants_|debt_|already_|bank_relation|succession|faq:|human_handoff|go_back|restart|erase|copy|sheet)/;

const asksToGoOn = (labels: readonly string[]): boolean => labels.some((label) => goesOn.test(label));

function warnings(labels: readonly string[], on: ReturnType<typeof quoting>): Message[] {
  if (labels.includes('loan_shark')) return loanSharkMessages(on);
  if (labels.includes('urgent_deadline')) return urgentMessages(on);
  return labels.includes('legal_judgement') ? legalMessages(on) : [];
}

function command(state: ConversationState, understood: Understanding, world: World): Turned | null {
  const { labels } = understood;
  if (state.opened.length > 0 && (understood.topics.includes('leave') || labels.includes('stop'))) return leave(state, understood, world);
  if (labels.includes('erase')) return askErase(state, world);
  if (labels.includes('stop') && labels.length === 1)
    return pause(state, [textMessage('stop')], { ...nothing, labels: [...labels] }, world);
  if (labels.includes('sheet')) return pageTurn('sheet', withFacts(state, understood, world), world, understood);
  if (labels.includes('copy')) return pageTurn('copy_page', state, world);
  if (labels.includes('restart')) return startAgain(world);
  return labels.includes('go_back') ? goBack(state, world) : null;
}

/** The id of what a はい or いいえ would answer now. */
function askedNow(state: ConversationState, at: Walk): string | null {
  if (state.pending?.kind === 'gentle_safety' || state.pending?.kind === 'erase') return state.pending.kind;
  if (state.safety === 'crisis') return 'gentle_safety';
  return asking(state, at)?.name ?? null;
}

/** What a short reply answers: the question last put to the person, as long as it is still open. */
function asking(state: ConversationState, at: Walk): TableState | null {
  if (state.pending?.kind === 'which_holds' || state.pending?.kind === 'change') return stateAsking(state.pending.question) ?? null;
  return at.open !== null && at.open.name === state.question ? at.open : null;
}

function answered(state: ConversationState, text: string, read: Understanding, first: Message[], world: World): Turned {
  const understood = withDeskRequest(text, read, world);
  const at = where(state, world);
  const before = answersOf(state);
  const { labels } = understood;
  const open = asking(state, at);
  const said = withoutDoubts(answersFrom(labels, understood.facts, open, before), before, { ...at, open }, labels);
  const plainly = askedPlainly(text, understood, state, world);
  const found = keptBeside(said, state, plainly, text, labels);
  if (open && !found.has(open.name)) for (const [question, value] of namedAnswers(text, open)) found.set(question, value);
  // several answers in one message: the questions that still come in this flow are heard too
  if (open && found.has(open.name)) {
    for (const state of laterQuestions(open, new Map([...before, ...found])))
      for (const [question, value] of namedAnswers(text, state)) found.set(question, value);
  }
  if (at.route !== null && isProgramme(at.route)) withoutWorry(found, before);
  request(found, state.opened.length > 0 || plainly ? labels.filter((label) => label !== 'out_of_scope') : labels, before, text);
  const kind = labels.includes('wants_contact')
    ? deskKindNamed(world.knowledge, text.normalize('NFKC'), deskTopics(text, labels, state, world))
    : undefined;
  if (kind && found.get('request') === 'contact') found.set('desk_kind', kind.id);

  // a desk may be asked for elsewhere: the firm's own place stays
  if (labels.includes('wants_contact') && !labels.includes('correction') && before.has('prefecture')) found.delete('prefecture');
  const conflict = contradiction(found, before, { ...at, open }, text, labels);
  if (conflict) found.delete(conflict.question);
  const next = leftIfChanged(state, { ...take(state, new Map([...found, ...(plainly?.found ?? [])]), 'said'), pending: conflict }, world);
  const { messages: side, entry, effects } = besideAnswers(text, understood, next, kind?.id, plainly?.messages, world);
  const nothingNamed = labels.includes('correction') && text.length <= shortCorrection && found.size === 0 && side.length === 0;
  if (first.length > 0 && found.size === 0 && side.length === 0 && !labels.includes('legal_judgement'))
    return pause(next, [...first, goOnChoices()], understood, world);
  const change = nothingNamed ? whatToChange(state) : null;
  if (change) return pause(next, [...first, change], understood, world);
  const heardSomething = found.size > 0 || side.length > 0 || plainly !== null || first.length > 0 || conflict !== null;
  const small = smallTalk(labels, heardSomething);
  if (!heardSomething && small.length === 0) return { ...missed(state, at, understood, world), effects: unheard(text) };
  const messages = [
    ...first,
    ...inEnglish(text, state),
    ...understoodMessages(found, before, at),
    ...small,
    ...side,
    ...leftMessages(state, next),
  ];
  if (plainly?.opens !== undefined) return { ...openFlow(plainly.opens, next, messages, understood, world), effects };
  if (!heardSomething && state.answers.length === 0 && state.opened.length === 0)
    return pause(next, [...messages, ...greeting().slice(1)], understood, world);
  return { ...goOn({ ...next, asked: entry }, messages, understood, world), effects };
}

/** A desk that is named with its place or its number is asked for, in whatever words. */
function withDeskRequest(text: string, understood: Understanding, { knowledge }: World): Understanding {
  const { labels, facts } = understood;
  if (labels.includes('wants_contact') || !asksForDesk(text, facts, knowledge)) return understood;
  return { ...understood, labels: [...labels, 'wants_contact'] };
}

/** Questions of the flow of the open one that are not answered yet. */
function laterQuestions(open: TableState, answers: ReadonlyMap<string, AnswerValue>): TableState[] {
  const states = [...(tables.get(open.flow as FlowId)?.states.values() ?? [])];
  return states.filter((state) => state.kind === 'question' && state.name !== open.name && !answers.has(state.name));
}

/** What is answered by the way. Beside a warning or a refusal only what is asked in the very words of an entry. */
function besideAnswers(
  text: string,
  understood: Understanding,
  state: ConversationState,
  kind: string | undefined,
  told: readonly Message[] | undefined,
  world: World,
): ReturnType<typeof aside> {
  const { labels } = understood;
  if (weighty.some((label) => labels.includes(label)) && !labels.includes('wants_contact')) {
    const entry = literalAnswer(text, world.knowledge);
    return { messages: entry ? [answerMessage(entry, world.knowledge, world.day)] : [], entry: entry?.id ?? state.asked, effects: [] };
  }
  return told ? { messages: [...told], entry: state.asked, effects: [] } : aside(text, understood, state, kind, world);
}

/** After a warning the person decides how to go on. */
const goOnChoices = (): Message => ({
  kind: 'choices',
  text: say('after_warning'),
  choices: ['go_on', 'human'].map((name) => ({ id: `action:${name}`, label: say(`button_${name}`) })),
});

/** Not understood: easier words; the second time a human is offered; then we go on as 「わからない」, which can be corrected. */
function missed(state: ConversationState, at: Walk, understood: Understanding, world: World): Turned {
  const beside = state.opened.length > 0 ? standing(state, world).open : null;
  if (beside) return missedBeside(state, beside, understood, world);
  if (at.open && state.misses >= 2) {
    const unknown: NewAnswers = new Map([[at.open.name, 'unknown']]);
    return goOn(take(state, unknown, 'said'), [textMessage('taken_as_unknown')], understood, world);
  }
  const misses = Math.min(2, state.misses + 1);
  const phrase = misses === 2 ? 'missed_twice' : state.answers.length === 0 ? 'missed_opening' : 'missed_once';
  const turned = goOn({ ...state, misses }, [textMessage(phrase)], understood, world);
  return misses === 2 ? withLikely(turned, understood.likely) : turned;
}
