/** The result: which programme, why, why not its neighbours, what was assumed, what would change it, what comes next. */
import { wordsFor, say } from '../../flows/index.ts';
import type { AnswerValue, Answers } from '../../knowledge/rules/index.ts';
import type { Programme } from '../../knowledge/index.ts';
import type { Message, Section } from '../channel.ts';
import { heard } from './questions.ts';
import { japaneseDate, quote, sourceLines, type Quoting } from './quote.ts';
import { given } from './state.ts';
import { walk, type Step, type Walk } from './walk.ts';

type ResultMessage = Extract<Message, { kind: 'result' }>;

/** Questions whose answers decide nothing about the route: they are shown elsewhere. */
const notReasons = new Set(['request', 'prefecture']);

export function programmeOf(route: string, on: Quoting): Programme {
  const programme = on.knowledge.programmes.get(route);
  if (!programme) throw new Error(`No programme "${route}". Add knowledge/programmes/${route}.yaml.`);
  return programme;
}

/** The result card of a walk whose route is decided. */
export function resultMessage(at: Walk, answers: Answers, on: Quoting): ResultMessage {
  const route = at.route ?? 'contact_only';
  const programme = programmeOf(route, on);
  const filled = (text: string): string => quote(text, on);
  const sections = [
    section('why', reasons(at, answers)),
    section('cost', programme.cost ? [filled(programme.cost)] : []),
    section(
      'steps',
      programme.steps.slice(0, 3).map((step) => `${step.who}：${filled(step.what)}`),
    ),
    section('bring', programme.bring.map(filled)),
    section('assumed', assumptions(at)),
    section('why_not', whyNot(route, answers, on)),
    section('would_change', nearestChange(at, answers, on)),
    section('next', next(programme, route, answers, on)),
    section('caveats', [...endingNote(at), ...programme.caveats.map(filled)]),
  ].filter((one) => one !== undefined);
  return {
    kind: 'result',
    route,
    title: title(programme, at, on),
    ...(programme.image ? { image: programme.image } : {}),
    summary: filled(programme.summary),
    sections,
    sources: sourceLines(on, programme.source),
    asOf: japaneseDate(on.day),
  };
}

/** What the answers after the route add: one section, when all was asked. Undefined when they add nothing. */
export function notesMessage(route: string, answers: Answers, on: Quoting): Message | undefined {
  const points = programmeOf(route, on)
    .notes.filter((note) => note.when.some((pair) => given(answers, pair)))
    .map((note) => `・${quote(note.say, on)}`);
  return points.length === 0 ? undefined : { kind: 'text', text: [say('notes'), ...points].join('\n') };
}

/** 「早期経営改善計画策定支援（通称 Vアップ事業）」; the undecided ending says so instead. */
function title(programme: Programme, at: Walk, on: Quoting): string {
  if (at.ending === 'undecided') return say('undecided_title');
  return programme.called ? `${programme.name}（${quote(programme.called, on)}）` : programme.name;
}

/** The programme's name as it is told in a sentence. */
export function routeName(route: string, on: Quoting): string {
  return programmeOf(route, on).name;
}

function section(id: string, points: string[]): Section | undefined {
  if (points.length === 0) return undefined;
  const heading = say(`section_${id}`);
  return points.length === 1 && points[0] ? { title: heading, text: points[0] } : { title: heading, points };
}

const decidedBy = (step: Step): boolean => step.how === 'answered' && !notReasons.has(step.state.name) && step.state.kind === 'question';

function reasons(at: Walk, answers: Answers): string[] {
  return at.path.filter(decidedBy).flatMap((step) => {
    const value = answers.get(step.state.name);
    return value === undefined ? [] : [heard(step.state.name, value)];
  });
}

function assumptions(at: Walk): string[] {
  return at.path
    .filter((step) => step.how === 'presumed' && step.state.name !== 'request')
    .map((step) => say('assumed', { answer: heard(step.state.name, step.event) }));
}

/** The endings of no programme: nobody asks why not to be handed over. */
const noNeighbours = new Set(['contact_only', 'handoff']);

function whyNot(route: string, answers: Answers, on: Quoting): string[] {
  if (noNeighbours.has(route)) return [];
  return [...on.knowledge.programmes.values()].flatMap((neighbour) => {
    const reason = neighbour.why_not[route];
    const came = neighbour.mention_when.length === 0 || neighbour.mention_when.some((question) => answers.has(question));
    if (neighbour.id === route || noNeighbours.has(neighbour.id) || reason === undefined || !came) return [];
    return [`${neighbour.name}：${quote(reason, on)}`];
  });
}

/** The single other answer, nearest to the end of the path, that would lead to another route. */
function nearestChange(at: Walk, answers: Answers, on: Quoting): string[] {
  for (const step of at.path.toReversed()) {
    if (step.state.kind !== 'question' || notReasons.has(step.state.name)) continue;
    for (const event of step.state.edges.keys()) {
      if (event === step.event || event === 'unknown') continue;
      const changed = walk(new Map([...answers, [step.state.name, otherValue(event)]]), on.knowledge, on.day);
      if (changed.route !== null && changed.route !== at.route && changed.route !== 'handoff')
        return [
          say('would_change', {
            name: wordsFor(step.state.name).name,
            answer: changeText(step, event),
            route: routeName(changed.route, on),
          }),
        ];
    }
  }
  return [];
}

const otherValue = (event: string): AnswerValue => (event === 'given' ? ['wants_diagnosis'] : event);
const changeText = (step: Step, event: string): string => (event === 'given' ? say('something_of_it') : heard(step.state.name, event));

function next(programme: Programme, route: string, answers: Answers, on: Quoting): string[] {
  return programme.next
    .filter((one) => one.programme !== route && (one.when.length === 0 || one.when.some((pair) => given(answers, pair))))
    .map((one) => quote(one.why, on));
}

function endingNote(at: Walk): string[] {
  return at.ending?.startsWith('size_') ? [say(at.ending)] : [];
}
