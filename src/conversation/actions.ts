/** Buttons: answers tapped and actions. An old button changes nothing; it says where we are. */
import { say } from '../../flows/index.ts';
import type { AnswerValue } from '../../knowledge/rules/index.ts';
import type { Choice } from '../channel.ts';
import { aftercare } from './aftercare.ts';
import type { NewAnswers } from './answers.ts';
import { decisive } from './answers.ts';
import {
  deskCard,
  goOn,
  greeting,
  leave,
  nothing,
  openers,
  openFlow,
  pause,
  standing,
  textMessage,
  where,
  type Turned,
  type World,
} from './finish.ts';
import { flowOf, isTopic, moreChoices } from './menu.ts';
import { sideFlowOf } from './opened.ts';
import { pageTurn } from './page.ts';
import { questionMessage } from './questions.ts';
import { quoting } from './quote.ts';
import { heldValue, stateAsking } from './repair.ts';
import { routeName } from './result.ts';
import { crisisMessages, crisisStays } from './safety.ts';
import { answerMessage, findAnswer } from './side.ts';
import { isSubsidised } from './estimate.ts';
import { supportChoices, supportFor } from './support.ts';
import { answersOf, newConversation, type Answer, type ConversationState } from './state.ts';
import { walk, type Step } from './walk.ts';

/** The state with new answers; each replaces the earlier one of its question. */
export function take(state: ConversationState, found: NewAnswers, how: Answer['how']): ConversationState {
  const replaced = (question: string): boolean =>
    found.has(question) || (question === 'place_candidates' && found.has('prefecture')) || outdated(question, found);
  const kept = state.answers.filter((answer) => !replaced(answer.question));
  const added = [...found].map(([question, value]): Answer => ({
    question,
    value: typeof value === 'object' ? [...value] : value,
    how,
    turn: state.turns,
  }));
  return { ...state, answers: [...kept, ...added], pending: null, misses: 0 };
}

/** Whether terms must change answers anew what was said of repaying: the two are one matter. So are a fee and its parts. */
const outdated = (question: string, found: NewAnswers): boolean =>
  (question === 'can_repay' && ['yes', 'no'].includes(String(found.get('needs_terms_change')))) ||
  (question.startsWith('estimate_') && found.has('estimate_fee'));

/** A tapped choice: an answer to the open question, an opener, an action, or a button of long ago. */
export function chosen(state: ConversationState, id: string, world: World): Turned {
  const colon = id.indexOf(':');
  const question = id.slice(0, colon);
  const answer = id.slice(colon + 1);
  if (question === 'action') return acted(state, answer, world);
  const at = standing(state, world);
  const answers = answersOf(state);
  const held = state.pending?.kind === 'which_holds' ? heldValue(state.pending, id) : undefined;
  if (held !== undefined) return goOn(take(state, new Map([[question, held]]), 'confirmed'), [textMessage('held')], nothing, world);
  const asked = (state.pending?.kind === 'change' ? stateAsking(state.pending.question) : undefined) ?? at.open;
  const open = asked && questionMessage(asked, answers, []).choices.some((choice) => choice.id === id);
  // the buttons of the greeting count while nothing is decided: a late tap may not overturn a result
  const first = at.route === null && state.opened.length === 0 ? openers() : [];
  const opener = !answers.has(question) && [...first, ...state.offered].some((choice) => choice.id === id);
  return open || opener ? tapped(state, question, [answer], world) : oldButton(state, world);
}

/** Answers tapped or named by number. */
export function tapped(state: ConversationState, question: string, values: readonly string[], world: World): Turned {
  const alone = values.find((value) => ['none', 'unknown'].includes(value));
  const several = stateAsking(question)?.input === 'several';
  const value: AnswerValue = several && alone === undefined ? values : (alone ?? values[0] ?? 'unknown');
  const found: NewAnswers = new Map([[question, value]]);
  const consults = question !== 'prefecture' && sideFlowOf(question) === undefined;
  if (answersOf(state).has('request') && consults) found.set('request', 'consultation');
  return goOn(take({ ...state, safety: null }, found, 'tapped'), [], nothing, world);
}

/** A button that no longer counts changes nothing and says where we are. */
export function oldButton(state: ConversationState, world: World): Turned {
  if (state.safety === 'crisis') return pause(state, crisisStays(), nothing, world);
  const at = where(state, world);
  const place =
    at.route === null ? say('old_button') : say('old_button_result', { route: routeName(at.route, quoting(world.knowledge, world.day)) });
  return goOn(state, [{ kind: 'text', text: place }], nothing, world);
}

function acted(state: ConversationState, name: string, world: World): Turned {
  const calm: ConversationState = { ...state, safety: null };
  switch (name) {
    case 'go_back':
      return goBack(state, world);
    case 'restart':
      return startAgain(world);
    case 'human':
      return goOn({ ...take(calm, new Map([['request', 'human']]), 'tapped'), opened: [] }, [], nothing, world);
    case 'contact':
      return decisive(answersOf(state))
        ? goOn(state, [deskCard(where(state, world).route ?? 'contact_only', state, world)], nothing, world)
        : goOn({ ...take(calm, new Map([['request', 'contact']]), 'tapped'), opened: [] }, [], nothing, world);
    case 'in_danger':
      return {
        ...pause({ ...state, safety: 'crisis', pending: null }, crisisMessages(quoting(world.knowledge, world.day)), nothing, world),
        effects: [{ kind: 'alert', reason: 'crisis' }],
      };
    case 'not_in_danger':
      return goOn({ ...state, pending: null }, [textMessage('not_in_danger')], nothing, world);
    case 'go_on':
      return goOn(calm, [textMessage('go_on')], nothing, world);
    case 'consult':
      return goOn(
        { ...take(calm, new Map([['request', 'consultation']]), 'tapped'), opened: [] },
        [textMessage('consult')],
        nothing,
        world,
      );
    case 'leave':
      return state.opened.length > 0 ? leave(calm, nothing, world) : oldButton(state, world);
    case 'menu':
      return goOn(calm, [], nothing, world);
    case 'enough':
      if (state.opened.length > 0) return leave(calm, nothing, world);
      return goOn(take(calm, leftOpen(state, world), 'tapped'), [], nothing, world);
    case 'erase':
      if (state.pending?.kind !== 'erase') return askErase(state, world);
      return { ...pause(newConversation(), [textMessage('erased')], nothing, world), effects: [{ kind: 'erase' }] };
    case 'sheet':
      return state.safety === 'crisis' ? oldButton(state, world) : pageTurn('sheet', state, world);
    case 'keep':
      return goOn({ ...state, pending: null }, [textMessage('kept')], nothing, world);
    default:
      return named(state, name, world);
  }
}

/** Every question that is still to come, answered by 「わからない」: the person has heard enough. */
function leftOpen(state: ConversationState, world: World): NewAnswers {
  const left: NewAnswers = new Map();
  const answers = answersOf(state);
  for (let at = where(state, world); at.open && !left.has(at.open.name); at = walk(answers, world.knowledge, world.day)) {
    left.set(at.open.name, 'unknown');
    answers.set(at.open.name, 'unknown');
  }
  return left;
}

/** `change_<question>` takes an answer back and asks it again; `faq_<topic>` asks about the present route. */
function named(state: ConversationState, name: string, world: World): Turned {
  const at = where(state, world);
  if (name.startsWith('change_')) {
    const question = name.slice('change_'.length);
    const answers = state.answers.filter((answer) => answer.question !== question);
    const pending = stateAsking(question) ? ({ kind: 'change', question } as const) : null;
    const flow = sideFlowOf(question);
    const opened = flow === undefined ? state.opened : [...state.opened.filter((one) => one !== flow), flow];
    if (answers.length < state.answers.length)
      return goOn({ ...state, answers, opened, pending, misses: 0 }, [textMessage('change_what')], nothing, world);
  }
  const told = name.startsWith('after_') ? afterwards(name.slice('after_'.length), state, world) : supportNamed(state, name, world);
  if (told) return told;
  if (name.startsWith('faq_') && at.route !== null) {
    const entry = findAnswer(routeName(at.route, quoting(world.knowledge, world.day)), [name.slice('faq_'.length)], world.knowledge);
    if (entry) return goOn(state, [answerMessage(entry, world.knowledge, world.day)], nothing, world);
  }
  return oldButton(state, world);
}

/** A topic of the menu: told, or opened as a short conversation. Null when there is nothing to tell it of. */
function afterwards(topic: string, state: ConversationState, world: World): Turned | null {
  const { route } = where(state, world);
  const flow = isTopic(topic) ? flowOf[topic] : undefined;
  if (topic === 'more' && route !== null)
    return pause(state, [{ kind: 'choices', text: say('more_topics'), choices: moreChoices(route) }], nothing, world);
  if (flow !== undefined && (topic !== 'cost' || (route !== null && isSubsidised(route)))) return openFlow(flow, state, [], nothing, world);
  const told = isTopic(topic) ? aftercare(topic, state, '', world) : null;
  if (!told) return null;
  return topic === 'support' ? pause(state, [...told, supportChoices()], nothing, world) : goOn(state, told, nothing, world);
}

/** `support_<what the firm wants>`: the measure, then the others again. */
function supportNamed(state: ConversationState, name: string, world: World): Turned | null {
  const wish = name.startsWith('support_') ? name.slice('support_'.length) : '';
  const told = supportFor([wish], world);
  return told.length === 0 ? null : pause(state, [...told, supportChoices()], nothing, world);
}

/** Takes back the answer the person gave last of those on the path, and asks it again. */
export function goBack(state: ConversationState, world: World): Turned {
  const turnOf = (question: string): number => state.answers.find((answer) => answer.question === question)?.turn ?? 0;
  const answered = standing(state, world).path.filter((step) => step.how === 'answered');
  const last = answered.reduce<Step | undefined>(
    (best, step) => (best && turnOf(best.state.name) > turnOf(step.state.name) ? best : step),
    undefined,
  );
  if (!last && state.opened.length > 0) return leave(state, nothing, world);
  if (!last) return goOn(state, [textMessage('nothing_to_go_back_to')], nothing, world);
  const answers = state.answers.filter((answer) => answer.question !== last.state.name);
  return goOn({ ...state, answers, misses: 0 }, [textMessage('went_back')], nothing, world);
}

/** A new beginning: nothing of before is kept. */
export function startAgain(world: World): Turned {
  const [, invite] = greeting();
  const turned = pause(newConversation(), [textMessage('restarted'), ...(invite ? [invite] : [])], nothing, world);
  return { ...turned, effects: [{ kind: 'restart' }] };
}

/** Erasing asks once more: it cannot be undone. */
export function askErase(state: ConversationState, world: World): Turned {
  const choices: Choice[] = [
    { id: 'action:erase', label: say('button_erase') },
    { id: 'action:keep', label: say('button_keep') },
  ];
  return pause({ ...state, pending: { kind: 'erase' } }, [{ kind: 'choices', text: say('erase_confirm'), choices }], nothing, world);
}
