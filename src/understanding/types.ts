/** What understanding returns: labels of the vocabulary and facts. */

/** Facts of the vocabulary; `prefecture: null` with candidates when a place name stands for several. Yen, people, years. */
export interface Facts {
  prefecture?: string | null;
  prefecture_ambiguous?: true;
  prefecture_candidates?: string[];
  industry?: string;
  capital_yen?: number;
  employees?: number;
  debt_yen?: number;
  monthly_repayment_yen?: number;
  business_age_years?: number;
  tax_arrears?: boolean;
}

export interface Understanding {
  labels: string[];
  facts: Facts;
  /** The three likeliest labels below their thresholds, best first: offered when nothing was understood. */
  likely: string[];
  /** Words that may mean danger, but not surely: asked about gently. */
  doubt: boolean;
  /** Topics of a result or checks asked for in plain words: `growth`, `documents`, `leave`, … (knowledge/language/requests.yaml). */
  topics: string[];
}

/** Understands a text, in the light of the open question when there is one. Pure; bounded in time by the text's length. */
export type Understand = (text: string, asked: string | null) => Understanding;
