/**
 * The form of a flow: an XState machine used as data. A state is a question (its events are answer ids), a rule (its
 * events are what a pure function says), a hand-over to another flow, or a result. Forward edges only; no guards,
 * actions, context, timers or child actors: what a flow does can be read off its picture.
 */
import { setup } from 'xstate';

/** Route ids are the vocabulary's; `crisis` is no flow's result: safety comes before every flow. */
export const routes = ['vup', '405', '405_gl', 'keiei_kakushin', 'rechallenge', 'contact_only', 'handoff'] as const;
export type Route = (typeof routes)[number] | 'crisis';

/** How a question is answered: one of its answers, several of them, or a free value whose edge is `given`. */
export type Input = 'choice' | 'several' | 'prefecture' | 'industry' | 'yen' | 'people';

export interface StateMeta {
  /** The question this state asks or the rule it follows, when it is not the state's own name. */
  question?: string;
  rule?: string;
  input?: Input;
  /** Taken as the answer without asking, unless something said (`question:answer`) points to the question; listed with the result as an assumption. */
  presume?: string;
  /** Presume only when one of these was said. */
  presumeIf?: string[];
  /** Ask after all when one of these was said. */
  askIf?: string[];
  /** From this state on the route is decided. */
  route?: Route;
  /** Which undecided, out-of-scope … ending of the wording a result state uses. */
  ending?: string;
}

const flowTypes = {} as { meta: StateMeta; events: { type: string } };

/** `flow({...})`: a machine whose states carry `StateMeta`. */
export const flow = setup({ types: flowTypes }).createMachine;
