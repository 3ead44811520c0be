/** What stands before and after a mention, within its sentence. */

const sentenceEnd = /[。!?！？\n]/;

/** At most `length` characters before a position, not beyond the sentence. */
export function before(text: string, at: number, length: number): string {
  const piece = text.slice(Math.max(0, at - length), at);
  let cut = piece.length;
  while (cut > 0 && !sentenceEnd.test(piece.charAt(cut - 1))) cut--;
  return piece.slice(cut);
}

/** At most `length` characters from a position, not beyond the sentence. */
export function after(text: string, at: number, length: number): string {
  const piece = text.slice(at, at + length);
  const end = piece.search(sentenceEnd);
  return end === -1 ? piece : piece.slice(0, end);
}

/** The part after the last comma. */
export const clauseBefore = (piece: string): string => piece.slice(Math.max(piece.lastIndexOf('、'), piece.lastIndexOf(',')) + 1);

/** The part up to the first comma. */
export const clauseAfter = (piece: string): string => /^[^、,]*/.exec(piece)?.[0] ?? '';

/** Others the owner speaks of: what is said of them is not said of the firm. */
const others =
  '取引先|得意先|仕入れ?先|元請け?|下請け?先|親会社|納品先|納入先|発注元|お客(?:さん|様)?|客先|顧客|友人|友達|知人|知り合い|隣|近所|同業者?|ライバル|競合|同級生';
export const otherAsSubject = new RegExp(`(?:${others})(?:さん|の会社|の社長|の店)?(?:が|は|も|の(?!せい))`);
export const other = new RegExp(others);
