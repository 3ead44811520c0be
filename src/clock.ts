/** The day in Japan: answers are given for a day, and the day changes at midnight in Tokyo. */

const tokyoDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' });

/** `2026-11-21`: the day in Asia/Tokyo at a moment (ms since the epoch). */
export const dayAt = (moment: number): string => tokyoDay.format(moment);

/** Today in Asia/Tokyo, or the day `TODAY` names (rehearsals and tests only; the caller reads it from the configuration). */
export const today = (rehearsed?: string): string => rehearsed ?? dayAt(Date.now());
