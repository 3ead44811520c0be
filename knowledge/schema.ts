/** Shapes of the YAML files beside this one. A file that does not fit stops the start with file, key and reason. */
import { z } from 'zod';
import { datedShape, daySchema, sightingSchema } from './dated.ts';

const id = z.string().regex(/^[a-z0-9][a-z0-9_-]*$/, 'ids are lower case: letters, digits, _ and -');
const text = z.string().trim().min(1);

/** sources.yaml: where a statement comes from. `rank` orders sources of the same date: the State's own pages before others. */
export const sourceSchema = z.strictObject({
  id,
  title: text,
  publisher: text,
  /** When the source was made; `about: true` when it carries no date and this is inferred from its content. */
  date: sightingSchema,
  about: z.boolean().default(false),
  url: z.url().optional(),
  rank: z.enum(['state', 'public', 'third_party']),
});
export type Source = z.infer<typeof sourceSchema>;

/** When somebody last held the entry against its source, and when to do so again. */
const checkedSchema = z.strictObject({ on: daySchema, recheck: daySchema });

export const units = ['yen', 'percent', 'years', 'months', 'people', 'firms', 'times', 'text', 'list', 'flag'] as const;

/** facts/*.yaml: one fact, all values it ever had. */
export const factSchema = z.strictObject({
  id,
  name: text,
  unit: z.enum(units),
  values: z.array(z.strictObject({ ...datedShape, value: z.union([z.number(), text, z.array(text).min(1), z.boolean()]) })).min(1),
  /** Periods for which no value is known, each with the reason. */
  gaps: z
    .array(z.strictObject({ from: z.union([daySchema, z.literal('unknown')]), to: z.union([daySchema, z.literal('unknown')]), why: text }))
    .default([]),
  checked: checkedSchema,
  /**
   * How an older value is known when a person states it, so that it can be corrected. `about`: names of
   * language/synonyms.yaml it belongs to (a text that names others means something else); `words`: one must be in the text;
   * `unless`: none may be; `spelt`: other spellings of a value. Left out: nobody is corrected.
   */
  recognised_by: z
    .strictObject({
      about: z.array(id).default([]),
      words: z.array(text).default([]),
      unless: z.array(text).default([]),
      spelt: z.record(z.string(), z.array(text)).default({}),
    })
    .optional(),
  note: text.optional(),
});
export type Fact = z.infer<typeof factSchema>;
export type FactValue = Fact['values'][number];

/** faq/*.yaml: what people ask and the answer. `{fact:id}` quotes a fact, `{contact:id}` a desk; figures never stand in the text. */
export const faqSchema = z.strictObject({
  id,
  /** Topic ids of the vocabulary, without `faq:`. */
  topics: z.array(id).min(1),
  /** Natural questions this entry answers; the search reads them, and a test asks each. */
  asks: z.array(text).min(1),
  /** Words of which at least one must be in the question for this entry to be meant (official names, abbreviations). */
  about: z.array(text).default([]),
  answer: text,
  /** Said instead of `answer` on days the condition holds: `before`/`from` a day. */
  on: z.array(z.strictObject({ from: daySchema.optional(), to: daySchema.optional(), answer: text })).default([]),
  source: z.array(z.string()).min(1),
});
export type FaqEntry = z.infer<typeof faqSchema>;

/** contacts/*.yaml: a desk a person can call. Numbers are dated rows like facts. */
export const deskSchema = z.strictObject({
  id,
  kind: id,
  prefecture: text.optional(),
  /** Prefectures a regional desk answers for; for a desk of one prefecture `prefecture` is enough. */
  covers: z.array(text).default([]),
  /** How people call this very desk, besides its names. */
  called: z.array(text).default([]),
  /** Names by period: 経営改善支援センター became 中小企業活性化協議会. */
  names: z.array(z.strictObject({ ...datedShape, value: text })).min(1),
  /** Who runs the desk (設置主体), by period. */
  hosts: z.array(z.strictObject({ ...datedShape, value: text })).default([]),
  phones: z
    .array(
      z.strictObject({
        ...datedShape,
        value: z.string().regex(/^(#?\d{3,4}|0\d{1,4}-\d{1,6}(-\d{3,4})?)$/, 'a phone number with hyphens such as 078-303-5856'),
        line: text.optional(),
        hours: text.optional(),
        /** confirmed: a source after the desk took its present form; unconfirmed: the last number known; retired: known to be dead, never shown. */
        state: z.enum(['confirmed', 'unconfirmed', 'retired']),
      }),
    )
    .default([]),
  addresses: z.array(z.strictObject({ ...datedShape, value: text, postal: z.string().optional() })).default([]),
  url: z.url().optional(),
  /** What this desk is for, in plain words. */
  for: text.optional(),
  checked: checkedSchema,
  note: text.optional(),
});
export type Desk = z.infer<typeof deskSchema>;

const quotedText = text;

/** programmes/*.yaml: one route: what it is, costs, needs, and how it stands to its neighbours. */
export const programmeSchema = z.strictObject({
  /** The route id: vup, 405, 405_gl, keiei_kakushin, rechallenge, contact_only, handoff. */
  id,
  name: text,
  /** 通称, by period: `{fact:…}` allowed. */
  called: quotedText.optional(),
  /** 健康診断, 処方箋. */
  image: text.optional(),
  /** One or two sentences: what it does for the owner. */
  summary: quotedText,
  /** What it costs and what is paid. */
  cost: quotedText.optional(),
  /** What to bring to the first talk. */
  bring: z.array(quotedText).default([]),
  /** Who does what, in order. */
  steps: z.array(z.strictObject({ who: text, what: quotedText })).default([]),
  caveats: z.array(quotedText).default([]),
  /** The kind of desk to call. */
  desk: id.optional(),
  /** Why not this one, said when a neighbour is the result. Keyed by the result's route id. */
  why_not: z.record(z.string(), quotedText).default({}),
  /** Said at the end of the questions when any of the answers (`question:answer`) is given. */
  notes: z.array(z.strictObject({ when: z.array(z.string()).min(1), say: quotedText })).default([]),
  /** Said as a neighbour only when one of these questions was answered; an empty list means always. */
  mention_when: z.array(id).default([]),
  /** Programmes that may follow or stand beside, when any of the answers (`question:answer`) is given; an empty list means always. */
  next: z.array(z.strictObject({ programme: id, when: z.array(z.string()).default([]), why: quotedText })).default([]),
  source: z.array(z.string()).min(1),
});
export type Programme = z.infer<typeof programmeSchema>;

/** glossary.yaml: a term in plain words. */
export const glossarySchema = z.strictObject({
  term: text,
  also: z.array(text).default([]),
  means: quotedText,
  source: z.array(z.string()).min(1),
});
export type GlossaryEntry = z.infer<typeof glossarySchema>;

/** desk_kinds.yaml: kinds of desks and how people call them. */
export const deskKindSchema = z.strictObject({
  id,
  name: text,
  called: z.array(text).min(1),
  /** Names that mean this kind only where one of the faq topics is spoken of: 県庁 may be many things. */
  called_in: z.strictObject({ topics: z.array(id).min(1), called: z.array(text).min(1) }).optional(),
});
export type DeskKind = z.infer<typeof deskKindSchema>;

/** language/synonyms.yaml: words that mean the same when somebody asks. */
const saidSchema = z.strictObject({ id, said: z.array(text).min(1) });
export const synonymsSchema = z.strictObject({
  names: z.array(z.strictObject({ id, called: z.array(text).min(1) })),
  words: z.array(saidSchema),
  asking: z.array(saidSchema),
});
export type Synonyms = z.infer<typeof synonymsSchema>;
