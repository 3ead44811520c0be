/** What the side flows 経営資源チェック and 今やってみたいこと come to. */
import { phrase } from '../../flows/aftercare.ts';
import type { AnswerValue, Answers } from '../../knowledge/rules/index.ts';
import type { Message } from '../channel.ts';
import { linesMessage, point, type Known } from './estimate.ts';
import { quoting } from './quote.ts';

/** How an answer reads; given by the caller, since the side flows' wording stands with the flows. */
export type Heard = (question: string, value: AnswerValue) => string;

const source = ['kakushin-guidebook-2020-03'];

/** Questions of the side flows, in their order. */
export const resourceQuestions = [
  'people_enough',
  'people_quality',
  'people_organisation',
  'money_enough',
  'money_trust',
  'things_size',
  'things_age',
  'things_office',
].map((item) => `check_${item}`);
export const wishQuestions = ['management', 'people', 'sales', 'products', 'finance'].map((field) => `wish_${field}`);

/** 「いいえ」 are the weak parts (document 003 p.5). Nothing answered: what the check is. */
export function resourcesMessages(answers: Answers, heard: Heard, world: Known): Message[] {
  const on = quoting(world.knowledge, world.day);
  const having = (value: string): string[] => resourceQuestions.filter((question) => answers.get(question) === value);
  const open = resourceQuestions.filter((question) => !answers.has(question));
  if (open.length === resourceQuestions.length) return [linesMessage([phrase('resources_intro')], on, source)];
  const weak = having('no');
  const unknown = having('unknown').map((question) => heard(question, 'unknown'));
  return [
    linesMessage(
      [
        ...(weak.length > 0
          ? [phrase('resources_weak'), ...weak.map((question) => point(heard(question, 'no')))]
          : [phrase('resources_none_weak')]),
        ...(unknown.length > 0 ? [phrase('resources_unknown', { list: unknown.join('、') })] : []),
        ...(open.length > 0 ? [phrase('resources_open', { count: String(open.length) })] : []),
        ...(weak.some((question) => question.startsWith('check_money')) ? [phrase('resources_money')] : []),
        phrase('resources_source'),
      ],
      on,
      source,
    ),
  ];
}

/** What was wished, and what it may become. */
export function wishesMessages(answers: Answers, heard: Heard, world: Known): Message[] {
  const on = quoting(world.knowledge, world.day);
  const asked = wishQuestions.filter((question) => answers.has(question));
  if (asked.length === 0) return [linesMessage([phrase('wishes_intro')], on, source)];
  const chosen = asked.flatMap((question) => wishesOf(answers.get(question)).map((wish) => ({ question, wish })));
  if (chosen.length === 0) return [{ kind: 'text', text: phrase('wishes_none') }];
  const isNew = ({ question }: { question: string }): boolean => question === 'wish_products' || question === 'wish_sales';
  return [
    linesMessage(
      [
        phrase('wishes_chosen'),
        ...chosen.map(({ question, wish }) => point(heard(question, wish))),
        ...(chosen.some(isNew) ? [phrase('wishes_new')] : []),
        ...(chosen.every(isNew) ? [] : [phrase('wishes_plan')]),
      ],
      on,
      source,
    ),
  ];
}

/** The wishes of an answer; 特にない and わからない are none. */
function wishesOf(value: AnswerValue | undefined): readonly string[] {
  const list = typeof value === 'string' ? [value] : Array.isArray(value) ? (value as readonly string[]) : [];
  return list.filter((wish) => wish !== 'none' && wish !== 'unknown');
}
