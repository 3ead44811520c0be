/** 「3社共同、大阪と京都、どこに出す？」: where an application goes, told for what a text says of the applicants and their places. */
import { phrase } from '../../flows/aftercare.ts';
import { desksFor, type Knowledge } from '../../knowledge/index.ts';
import { whereToApply, type Activity, type Applicant, type ApplyRequest, type Leads } from '../../knowledge/rules/where_to_apply.ts';
import type { Message } from '../channel.ts';
import { placeMentions } from '../understanding/facts/place_mentions.ts';
import { contactCard } from './contact.ts';
import { linesMessage, point, type Known } from './estimate.ts';
import { quoting } from './quote.ts';

const asksWhere = /(?:どこ|何処)(?:に|へ|が)?(?:出|だ|申請|提出|届|持|窓口|[?？]|$)|申請先|提出先|申請窓口/;
const several = /共同|(?:[2-9２-９二三四五六七八九]|数|何|複数の?)(?:社|つの会社)|複数の会社/;
const unions = /(?:[2-9２-９二三四五六七八九]|数|いくつかの?|複数の?)(?:つの)?組合|組合(?:どうし|同士|の共同|と共同)/;
/** 企業組合 and 協業組合 count as firms. */
const unionAsFirm = /企業組合|協業組合/;
const oneLead = /代表(?:の会社|企業|者)?(?:は|が|を)?(?:1|１|一|ひと)(?:社|つ)|代表(?:の会社|企業|者)?(?:は|が)(?:うち|当社|弊社)/;

function applicantIn(text: string): Applicant | undefined {
  if (text.includes('組合') && !unionAsFirm.test(text)) return unions.test(text) ? 'unions' : 'union';
  return several.test(text) ? 'several' : undefined;
}

/** The prefectures a text names, each once; a name that stands for several is none. */
function placesIn(text: string): string[] {
  // 「大阪と京都」「兵庫、大阪」: a list of names is no sentence about a firm's place
  const listed = text.replaceAll(/(?<=[\p{Script=Han}])(?:と|や|、|,|・|\/)(?=[\p{Script=Han}])/gu, '。');
  const named = placeMentions(listed, null).flatMap(({ prefectures }) => (prefectures.length === 1 ? prefectures : []));
  return [...new Set(named)];
}

/** Whether all prefectures are under one 地方経済産業局, as the desks say (`covers`). */
function sameBureau(places: readonly string[], knowledge: Knowledge): boolean {
  const bureaus = places.map((place) => desksFor(knowledge, 'meti_regional', place)[0]?.id);
  return bureaus[0] !== undefined && new Set(bureaus).size === 1;
}

type Nearness = 'same_bureau' | 'across';

const leadsFor = (text: string, nearness: Nearness): readonly Leads[] => (oneLead.test(text) ? ['one'] : ['one', nearness]);
const activityFor = (nearness: Nearness): Activity => (nearness === 'across' ? 'beyond_bureau' : 'bureau');

function row(request: ApplyRequest, words: string): string[] {
  const found = whereToApply(request);
  return 'missing' in found ? [] : [point(phrase(words, { place: `{fact:${found.fact}}` }))];
}

/**
 * The rows of document 003's tables that fit the places a text names; null when it does not ask where several firms or a union
 * of two and more prefectures apply. What names no places is answered by the knowledge.
 */
export function applyAnswer(text: string, labels: readonly string[], known: Known): Message[] | null {
  const plain = text.normalize('NFKC');
  const applicant = applicantIn(plain);
  if (applicant === undefined || !(labels.includes('faq:where_apply') || asksWhere.test(plain))) return null;
  const places = placesIn(plain);
  if (places.length < 2) return null;
  const nearness = sameBureau(places, known.knowledge) ? 'same_bureau' : 'across';
  const activity = activityFor(nearness);
  const rows =
    applicant === 'several'
      ? leadsFor(plain, nearness).flatMap((leads) => row({ applicant, leads }, `apply_leads_${leads}`))
      : row({ applicant, activity }, `apply_activity_${activity}`);
  const more = applicant === 'several' ? 'kakushin_apply_place_of_business' : 'kakushin_apply_union_as_company';
  const title = phrase('apply_title', { applicant: phrase(`apply_applicant_${applicant}`) });
  const near = phrase(`apply_places_${nearness}`, { places: places.join('と') });
  const on = quoting(known.knowledge, known.day);
  const bureau = nearness === 'same_bureau' && !oneLead.test(plain) ? [contactCard('meti_regional', places[0], on)] : [];
  return [linesMessage([title, near, ...rows, `{fact:${more}}。`], quoting(known.knowledge, known.day)), ...bureau];
}
