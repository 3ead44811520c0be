/** All flows and their wording. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { estimate } from './estimate.ts';
import { growthCheck } from './growth_check.ts';
import { improvementPlan } from './improvement_plan.ts';
import { keieiKakushin } from './keiei_kakushin.ts';
import { rechallenge } from './rechallenge.ts';
import { resourcesCheck } from './resources_check.ts';
import { triage } from './triage.ts';
import { vup } from './vup.ts';
import { wishes } from './wishes.ts';

export const flows = { triage, vup, improvement_plan: improvementPlan, keiei_kakushin: keieiKakushin, rechallenge } as const;
export type FlowId = keyof typeof flows;
/** Where every conversation starts. */
export const firstFlow: FlowId = 'triage';

/** Opened by the person beside the consultation, whose result they never change. */
export const sideFlows = { estimate, growth_check: growthCheck, resources_check: resourcesCheck, wishes } as const;
export type SideFlowId = keyof typeof sideFlows;

const text = z.string().trim().min(1);
export const questionWordingSchema = z.strictObject({
  ask: text,
  why: text.optional(),
  /** Button labels by answer id, in the order they are offered. */
  answers: z.record(z.string(), text).default({}),
  /** How an answer reads when it is shown as understood or as a reason: 「返済条件の変更が必要」. `{value}` stands for a free value. */
  heard: z.record(z.string(), text),
  /** Words that name an answer in free text, by answer id; of a figure (`given`) the words that name it among others. */
  also: z.record(z.string(), z.array(text)).default({}),
  /** What the question is called when it is named: 「本店の都道府県」. */
  name: text,
});
export type QuestionWording = z.infer<typeof questionWordingSchema>;
const phrasesSchema = z.record(z.string(), text);

const files = ['common', 'triage', 'improvement_plan', 'keiei_kakushin', ...Object.keys(sideFlows)];

function read(name: string): unknown {
  return parse(readFileSync(join(import.meta.dirname, `${name}.ja.yaml`), 'utf8'));
}

/** Question wording by question id. A question two flows ask stands once, in common.ja.yaml. */
export const wording: ReadonlyMap<string, QuestionWording> = readWording();
/** What the bot says outside questions, by phrase id: flows/phrases.ja.yaml. */
export const phrases: ReadonlyMap<string, string> = new Map(Object.entries(phrasesSchema.parse(read('phrases'))));

function readWording(): Map<string, QuestionWording> {
  const all = new Map<string, QuestionWording>();
  for (const file of files) {
    const questions = z.record(z.string(), questionWordingSchema).safeParse(read(file));
    if (!questions.success) throw new Error(`flows/${file}.ja.yaml: ${z.prettifyError(questions.error)}`);
    for (const [id, words] of Object.entries(questions.data)) {
      if (all.has(id)) throw new Error(`The question "${id}" is worded twice. Keep it in flows/common.ja.yaml only.`);
      all.set(id, words);
    }
  }
  return all;
}

/** Wording of a question; a missing one is a defect of the flow. */
export function wordsFor(question: string): QuestionWording {
  const words = wording.get(question);
  if (!words) throw new Error(`No wording for "${question}". Add it to flows/<flow>.ja.yaml.`);
  return words;
}

/** A phrase with its `{name}` places filled. */
export function say(id: string, places: Record<string, string> = {}): string {
  const phrase = phrases.get(id);
  if (phrase === undefined) throw new Error(`No phrase "${id}". Add it to flows/phrases.ja.yaml.`);
  return phrase.replaceAll(/\{(\w+)\}/g, (whole, name: string) => places[name] ?? whole);
}
