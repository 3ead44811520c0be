/** What can be asked after a result, by topic, and which topics are offered as buttons after which result. */
import { say, type SideFlowId } from '../../flows/index.ts';
import type { Choice } from '../channel.ts';

export const topics = [
  'cost',
  'steps',
  'documents',
  'plan',
  'monitoring',
  'case',
  'desk',
  'other',
  'growth',
  'resources',
  'wishes',
  'support',
] as const;
export type Topic = (typeof topics)[number];

export const isTopic = (id: string): id is Topic => (topics as readonly string[]).includes(id);

/** Topics that are a short conversation of their own. */
export const flowOf: Readonly<Partial<Record<Topic, SideFlowId>>> = {
  cost: 'estimate',
  growth: 'growth_check',
  resources: 'resources_check',
  wishes: 'wishes',
};
const topicOf = new Map(Object.entries(flowOf).map(([topic, flow]) => [flow, topic]));

/** A side flow by the name of its button. */
export const flowName = (flow: SideFlowId): string => say(`button_after_${topicOf.get(flow) ?? flow}`);

interface Menu {
  first: readonly Topic[];
  more: readonly Topic[];
}
const ofSubsidised: Menu = { first: ['cost', 'steps', 'documents', 'other'], more: ['plan', 'monitoring', 'case', 'desk'] };
const menus: Readonly<Record<string, Menu>> = {
  keiei_kakushin: {
    first: ['steps', 'documents', 'growth', 'resources', 'wishes', 'support'],
    more: ['cost', 'plan', 'monitoring', 'case', 'desk', 'other'],
  },
  rechallenge: { first: ['cost', 'steps', 'documents', 'other'], more: ['case', 'desk'] },
};
const menuOf = (route: string): Menu => menus[route] ?? ofSubsidised;

const button = (name: string): Choice => ({ id: `action:${name}`, label: say(`button_${name}`) });
const topicButton = (topic: Topic): Choice => button(`after_${topic}`);

/** The commonest topics of a route, and the way to the others. */
export const topicChoices = (route: string): Choice[] => [...menuOf(route).first.map(topicButton), button('after_more')];

/** The topics that did not fit, and the way back. */
export const moreChoices = (route: string): Choice[] => [...menuOf(route).more.map(topicButton), button('menu')];
