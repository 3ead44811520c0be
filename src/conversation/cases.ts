/** The example that is most alike: by what is asked, else by the route and the trade. */
import { wordsFor } from '../../flows/index.ts';
import { phrase } from '../../flows/aftercare.ts';
import type { FaqEntry } from '../../knowledge/index.ts';
import type { Answers } from '../../knowledge/rules/index.ts';
import type { Message } from '../channel.ts';
import type { Known } from './estimate.ts';
import { answerMessage, findAnswer } from './side.ts';

/** Ids of knowledge/faq/case.yaml. The documents tell of a café, of makers of clothes and noodles, and of closings; no more. */
const byRoute: Readonly<Record<string, string>> = {
  rechallenge: 'case_rechallenge',
  '405_gl': 'case_gl',
  '405': 'case_clothes',
  vup: 'case_cafe',
};
const byIndustry: Readonly<Record<string, string>> = { retail: 'case_cafe', manufacturing_construction_transport_other: 'case_clothes' };

/** Ids of knowledge/faq/kakushin.yaml: the guidebook's firms with a plan of their own. */
const ofKakushin: Readonly<Record<string, string>> = {
  manufacturing_construction_transport_other: 'kakushin_case_metal',
  service: 'kakushin_case_mobile_salon',
  ryokan_hotel: 'kakushin_case_ryokan',
  retail: 'kakushin_case_fruit',
  wholesale: 'kakushin_case_feed',
};

const entry = (id: string, world: Known): FaqEntry | undefined => world.knowledge.faq.find((one) => one.id === id);

/** An example for a trade (`industry` answer id) on a route. Where there is none alike this is said, and the nearest one told. */
export function caseLike(industry: string | undefined, route: string, world: Known): Message[] {
  const kakushin = route === 'keiei_kakushin';
  const alike = industry === undefined ? undefined : (kakushin ? ofKakushin : byIndustry)[industry];
  const ofRoute = route === 'rechallenge' || route === '405_gl' ? byRoute[route] : undefined;
  const found = entry(ofRoute ?? alike ?? byRoute[route] ?? (kakushin ? 'kakushin_cases' : 'case_any'), world);
  if (!found) return [];
  const told = answerMessage(found, world.knowledge, world.day);
  const known = industry !== undefined && industry !== 'unknown';
  if (!known || alike !== undefined || ofRoute !== undefined) return [told];
  return [{ kind: 'text', text: phrase('case_none_alike', { industry: wordsFor('industry').heard[industry] ?? industry }) }, told];
}

/** The example a text names, or the one most alike. */
export function caseMessages(text: string, answers: Answers, route: string, world: Known): Message[] {
  const asked = text.trim() === '' ? undefined : findAnswer(text, ['case'], world.knowledge);
  if (asked && !['case_any', 'kakushin_cases', 'case_mine_industry'].includes(asked.id))
    return [answerMessage(asked, world.knowledge, world.day)];
  const industry = answers.get('industry');
  return caseLike(typeof industry === 'string' ? industry : undefined, route, world);
}
