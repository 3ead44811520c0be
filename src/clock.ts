/** The day in Japan: answers are given for a day, and the day changes at midnight in Tokyo. */

const tokyoDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' });

/** `2026-11-21`: the day in Asia/Tokyo at a moment (ms since the epoch). */
export const dayAt = (moment: number): string => tokyoDay.format(moment);

const tokyoTime = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo', hour: '2-digit', minute: '2-digit' });

/** `15:32`: the time in Asia/Tokyo at a moment (ms since the epoch). */
export const timeAt = (moment: number): string => tokyoTime.format(moment);

/** The day so many days after a day: (`2026-11-21`, 7) → `2026-11-28`. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Today in Asia/Tokyo, or the day `TODAY` names (rehearsals and tests only; the caller reads it from the configuration). */
export const today = (rehearsed?: string): string => rehearsed ?? dayAt(Date.now());
