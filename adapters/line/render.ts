/** Neutral messages → the messages of one LINE request: at most five, the open question last, its buttons as quick replies. */
import type { messagingApi } from '@line/bot-sdk';
import { legible, plainText, type Choice, type Message, type Section } from '../../src/channel.ts';
import { contactBubble, linkBubble, resultBubble, understoodBubble, webAddress, type Bubble, type PostbackOf } from './flex.ts';
import { clean, cutGraphemes, cutUnits, jsonBytes, limits, splitUnits } from './limits.ts';
import { postbackData } from './postback.ts';
import { continued, severalHint, whyAsked } from './words.ts';

type Asking = Extract<Message, { kind: 'question' | 'choices' }>;
type Result = Extract<Message, { kind: 'result' }>;

/** A message to be. `apart`: not merged with its neighbours while there is room. A bubble has its words as text and a worth: the least becomes text first. */
type Piece = { text: string; apart?: true } | { text: string; bubble: Bubble; alt: string; worth: number };

/** @param conversation its id travels in the buttons; null before there is one */
export function render(said: readonly Message[], conversation: string | null): messagingApi.Message[] {
  const messages = legible(said);
  const asking = messages.findLast((message) => message.kind === 'question' || message.kind === 'choices');
  const postback = postbackOf(conversation);
  const before = messages.filter((message) => message !== asking).flatMap((message) => piecesOf(message, postback));
  const items = asking ? quickReplies(asking, postback) : [];
  const last = asking ? asPieces(askingText(asking, items.length), true) : [];
  const rendered = fit([...before, ...last]).map(messageOf);
  const end = rendered.at(-1);
  if (end && items.length > 0) end.quickReply = { items };
  return rendered;
}

/** The same without bubbles and buttons: for the case that LINE refuses what `render` made. */
export function renderPlain(messages: readonly Message[]): messagingApi.Message[] {
  return fit(legible(messages).flatMap((message) => asPieces(plainText(message)))).map(messageOf);
}

const postbackOf =
  (conversation: string | null): PostbackOf =>
  (choice, label, displayText) => {
    const data = postbackData(choice, conversation);
    const short = cutGraphemes(clean(label), limits.label);
    if (data.length > limits.postbackData || short === '') return null;
    return { type: 'postback', label: short, data, displayText: cutGraphemes(clean(displayText), limits.displayText) };
  };

function piecesOf(message: Message, postback: PostbackOf): Piece[] {
  switch (message.kind) {
    case 'text':
      return asPieces(message.text);
    case 'notice':
      return asPieces(message.text, message.tone === 'safety');
    case 'question':
    case 'choices':
      // an earlier question of the same answer: its buttons would not be seen
      return asPieces(plainText(message));
    case 'understood':
      return message.items.length === 0 ? asPieces(message.text) : asBubble(understoodBubble(message, postback), message, 1);
    case 'result':
      return resultPieces(message);
    case 'contact':
      return asBubble(contactBubble(message), message, 3);
    case 'link':
      return linkPieces(message);
  }
}

const asPieces = (text: string, apart = false): Piece[] =>
  splitUnits(clean(text), limits.text).map((part) => (apart ? { text: part, apart } : { text: part }));

function asBubble(bubble: Bubble, message: Message, worth: number): Piece[] {
  const text = clean(plainText(message));
  const empty = (bubble.body?.contents.length ?? 0) === 0;
  if (empty || text === '' || jsonBytes(bubble) > limits.bubbleBytes) return asPieces(text);
  return [{ text, bubble, alt: cutUnits(text, limits.altText), worth }];
}

/** A button; where it finds no place, the address to tap in the text. */
function linkPieces(message: Extract<Message, { kind: 'link' }>): Piece[] {
  const address = webAddress(message.url);
  const bubble = linkBubble(message);
  if (bubble === null || address === null) return asPieces(address === null ? message.label : `${message.label}\n${address}`);
  return asBubble(bubble, { ...message, url: address }, 1.5);
}

/** As many sections as a bubble holds; the rest follows as text. */
function resultPieces(message: Result): Piece[] {
  let held = message.sections.length;
  while (held > 0 && jsonBytes(resultBubble(message, message.sections.slice(0, held))) > limits.bubbleBytes) held--;
  const [piece, ...more] = asBubble(resultBubble(message, message.sections.slice(0, held)), message, 2);
  if (!piece || !('bubble' in piece)) return piece ? [piece, ...more] : [];
  const heading = clean(`${message.title}\n${message.summary}`);
  // a result without a title still has words: an empty altText is refused
  const alt = heading === '' ? piece.alt : cutUnits(heading, limits.altText);
  const rest = message.sections.slice(held);
  return [{ ...piece, alt }, ...(rest.length > 0 ? asPieces([continued, ...rest.map(sectionText)].join('\n')) : [])];
}

const sectionText = (section: Section): string =>
  [`■ ${section.title}`, section.text ?? '', ...(section.points ?? []).map((point) => `・${point}`)]
    .filter((line) => line !== '')
    .join('\n');

/**
 * A question with its answers numbered: quick replies vanish with the next message and are not shown on a PC, numbers stay.
 * Ways out (戻る, 人と話す) are only listed when they found no place among the buttons.
 */
function askingText(asking: Asking, buttons: number): string {
  const allShown =
    buttons === asking.choices.length && asking.choices.every(({ label }) => cutGraphemes(clean(label), limits.label) === clean(label));
  const listed = (choice: Choice): boolean => (asking.kind === 'question' ? !isAction(choice) || !allShown : !allShown);
  const lines = asking.choices.flatMap((choice, index) => (listed(choice) ? [`${String(index + 1)}. ${choice.label}`] : []));
  const question = asking.kind === 'question' ? asking : null;
  return [
    asking.text,
    ...(question?.why ? [whyAsked(question.why)] : []),
    ...(lines.length > 0 ? ['', ...lines] : []),
    ...(question?.several && lines.length > 1 ? ['', severalHint(lines.length)] : []),
  ].join('\n');
}

const isAction = (choice: Choice): boolean => choice.id.startsWith('action:');

/** Thirteen at most. Where there are more, the last answers give way to the ways out: they can still be chosen by number. */
function quickReplies(asking: Asking, postback: PostbackOf): messagingApi.QuickReplyItem[] {
  const waysOut = asking.choices.filter(isAction).slice(0, limits.quickReplies);
  const answers = asking.choices.filter((choice) => !isAction(choice)).slice(0, limits.quickReplies - waysOut.length);
  return asking.choices
    .filter((choice) => answers.includes(choice) || waysOut.includes(choice))
    .flatMap(({ id, label }) => postback(id, label, label) ?? [])
    .map((action) => ({ type: 'action', action }));
}

/** At most five: neighbouring texts are merged; while that is not enough, the least bubble becomes text; at last texts are cut. */
function fit(pieces: readonly Piece[]): Piece[] {
  let fitted = merged(pieces, (piece) => piece.apart === undefined);
  while (fitted.length > limits.messages) {
    const least = leastBubble(fitted);
    if (least === undefined) return shortened(merged(fitted, () => true));
    fitted = merged(
      fitted.map((piece) => (piece === least ? { text: cutUnits(piece.text, limits.text) } : piece)),
      () => true,
    );
  }
  return fitted;
}

type TextPiece = Extract<Piece, { apart?: true }>;
const isText = (piece: Piece | undefined): piece is TextPiece => piece !== undefined && !('bubble' in piece);

function merged(pieces: readonly Piece[], mayMerge: (piece: TextPiece) => boolean): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    const joined = isText(last) && isText(piece) && mayMerge(last) && mayMerge(piece) ? `${last.text}\n\n${piece.text}` : null;
    if (joined !== null && joined.length <= limits.text) result[result.length - 1] = { text: joined };
    else result.push(piece);
  }
  return result;
}

function leastBubble(pieces: readonly Piece[]): Piece | undefined {
  const bubbles = pieces.flatMap((piece) => ('bubble' in piece ? [piece] : []));
  return bubbles.toSorted((a, b) => a.worth - b.worth)[0];
}

/** More than five full texts: the first ones and the last, which asks, are kept. */
function shortened(pieces: readonly Piece[]): Piece[] {
  if (pieces.length <= limits.messages) return [...pieces];
  const head = pieces.slice(0, limits.messages - 1);
  const cut = head.pop();
  return [...head, { text: `${cutUnits(cut?.text ?? '', limits.text - 1)}…` }, ...pieces.slice(-1)];
}

function messageOf(piece: Piece): messagingApi.TextMessage | messagingApi.FlexMessage {
  return isText(piece) ? { type: 'text', text: piece.text } : { type: 'flex', altText: piece.alt, contents: piece.bubble };
}
