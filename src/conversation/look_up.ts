/** What an adviser looks up by command: the desk of a place, a programme. The same cards an owner gets, without a consultation. */
import { deskKindNamed, type Day, type Knowledge, type Programme } from '../../knowledge/index.ts';
import { say } from '../../flows/index.ts';
import { extractFacts } from '../understanding/facts/index.ts';
import type { Message } from '../channel.ts';
import { contactCard } from './contact.ts';
import { textMessage } from './finish.ts';
import { japaneseDate, quote, quoting, sourceLines, type Quoting } from './quote.ts';

/** The kind shown when the text names none: the first desk of most routes. */
const usualKind = 'kasseika_kyogikai';
/** Endings of a consultation that are no programme of their own. */
const noProgramme = new Set(['contact_only', 'handoff']);
const mostCards = 3;

/** 「兵庫」「神戸市 よろず」 → the desk, with its date; says so when the place is missing or stands for several. */
export function lookUpDesk(text: string, knowledge: Knowledge, day: Day): Message[] {
  const words = text.normalize('NFKC');
  const kind = deskKindNamed(knowledge, words);
  const { prefecture, prefecture_candidates: candidates } = extractFacts(words, 'prefecture', day);
  const on = quoting(knowledge, day);
  if (typeof prefecture === 'string') {
    const card = contactCard(kind?.id ?? usualKind, prefecture, on);
    return kind ? [card] : [card, textMessage('look_up_other_kinds', { kinds: otherKinds(knowledge) })];
  }
  if (candidates && candidates.length > 0) return [textMessage('look_up_which_place', { places: candidates.join('、') })];
  return [textMessage('look_up_no_place'), contactCard(kind?.id ?? usualKind, undefined, on)];
}

const otherKinds = ({ deskKinds }: Knowledge): string => deskKinds.flatMap(({ id, name }) => (id === usualKind ? [] : [name])).join('、');

/** 「vup」「405」「経営革新」 → what the programme is, costs, needs, with sources. */
export function lookUpProgramme(text: string, knowledge: Knowledge, day: Day): Message[] {
  const found = programmesNamed(text, knowledge, day);
  if (found.length > 0) return found.slice(0, mostCards).map((programme) => programmeCard(programme, quoting(knowledge, day)));
  const names = realProgrammes(knowledge).map(({ id, name }) => `${name}（${id}）`);
  return [textMessage('look_up_no_programme', { names: names.join('、') })];
}

const realProgrammes = (knowledge: Knowledge): Programme[] => [...knowledge.programmes.values()].filter(({ id }) => !noProgramme.has(id));

/** The one of that id, else all whose name, 通称 or picture contains the text or stands in it. */
function programmesNamed(text: string, knowledge: Knowledge, day: Day): Programme[] {
  const wanted = plain(text);
  const all = realProgrammes(knowledge);
  const byId = all.filter(({ id }) => plain(id) === wanted);
  if (byId.length > 0 || wanted.length < 2) return byId;
  return all.filter((programme) =>
    namesOf(programme, quoting(knowledge, day)).some((name) => name.includes(wanted) || wanted.includes(name)),
  );
}

function namesOf({ id, name, called, image }: Programme, on: Quoting): string[] {
  return [id, name, called === undefined ? '' : quote(called, on), image ?? ''].map(plain).filter((one) => one.length > 1);
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s・（）()「」_-]/g, '');

function programmeCard(programme: Programme, on: Quoting): Message {
  const filled = (text: string): string => quote(text, on);
  const sections = [
    { title: say('section_cost'), points: programme.cost ? [filled(programme.cost)] : [] },
    { title: say('section_steps'), points: programme.steps.map(({ who, what }) => `${who}：${filled(what)}`) },
    { title: say('section_bring'), points: programme.bring.map(filled) },
    { title: say('section_caveats'), points: programme.caveats.map(filled) },
  ].filter(({ points }) => points.length > 0);
  return {
    kind: 'result',
    route: programme.id,
    title: programme.called ? `${programme.name}（${filled(programme.called)}）` : programme.name,
    ...(programme.image ? { image: programme.image } : {}),
    summary: filled(programme.summary),
    sections,
    sources: sourceLines(on, programme.source),
    asOf: japaneseDate(on.day),
  };
}
