/** Makes any input harmless and comparable before anything reads it. */

/** Longest text that is read; what comes after is not. */
export const longestText = 20_000;
/** kuromoji's time grows with the square of an unbroken run: no piece it sees is longer. */
export const longestPiece = 200;

// controls, zero-width and bidirectional marks, variation selectors, tags: nothing a person means to say
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\uFE00-\uFE0F]/gu;

/** Well-formed, NFKC, without invisible characters, line ends as 。, at most 20,000 characters. */
export function clean(text: string): string {
  return text
    .slice(0, longestText)
    .toWellFormed()
    .replaceAll(/[\r\n\u2028\u2029]+/g, '。')
    .replaceAll('\t', ' ')
    .normalize('NFKC')
    .replaceAll('\uFFFD', '')
    .replaceAll(invisible, '')
    .slice(0, longestText)
    .trim();
}

/** Sentences of a cleaned text, each cut to pieces of at most 200 characters. */
export function sentences(text: string): string[] {
  return text
    .split(/(?<=[。！？!?♪…])|(?<=[。！？!?♪…]) +|(?<=w{2,}) |(?<=[a-z]\.) +(?=[A-Z])/u)
    .map((sentence) => sentence.replace(/^[。\s]+/, '').trim())
    .filter((sentence) => /[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(sentence))
    .flatMap(cut);
}

function cut(sentence: string): string[] {
  const pieces: string[] = [];
  let rest = sentence;
  while (rest.length > longestPiece) {
    const comma = Math.max(
      rest.lastIndexOf('、', longestPiece - 1),
      rest.lastIndexOf(',', longestPiece - 1),
      rest.lastIndexOf(' ', longestPiece - 1),
    );
    const at = comma > longestPiece / 2 ? comma + 1 : longestPiece;
    pieces.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return rest.length > 0 ? [...pieces, rest] : pieces;
}

/** A longer text is read from its beginning and its end: nobody asks in the middle of ten pages. Safety reads all of it. */
const readHead = 2_400;
const readTail = 800;

/** What is read closely of a cleaned text, at most 3,200 characters. */
export function closelyRead(text: string): string {
  return text.length <= readHead + readTail ? text : `${text.slice(0, readHead)}。${text.slice(-readTail)}`;
}
