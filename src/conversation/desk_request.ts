/** Whether a text asks for a desk, and which: by its own name, by its kind, by a number that is held against ours. */
import { deskKindNamed, desksNamed, type Desk, type Knowledge } from '../../knowledge/index.ts';
import type { Facts } from '../understanding/types.ts';
import { isQuestion, mayAsk } from './question_form.ts';

/** What only a desk has. */
const ofDesk =
  /電話|番号|連絡先|住所|所在地|問い?合わ?せ先|お?問い?合わ?せ窓口|サイト|ホームページ|URL|HP|窓口|相談先|担当(?:課|部局|窓口|部署|$)|どこに(?:電話|聞|連絡|相談|ある|行)|何番|ダイヤル|[町区][?？]?$|ビル|丁目|かけ(?:たい|れば)/i;
/** Of these one is enough beside a place. */
const beyondDoubt = /電話番号|番号|連絡先|住所|所在地|問い?合わ?せ先|相談先|相談窓口|どこに(?:電話|連絡|聞)/;
/** A name, and nothing asked of it. */
const nothingElse = /^(?:さん|って|は|を|も|なら|だと|、|どこ|ですか|教えて|おしえて|ください|知りたい|です|お願いします|[?？。!！\s])*$/;
/** Longer than this a text tells a story besides. */
const longestRequest = 40;
const phoneNumber = /0\d{1,4}[-ー‐]?\d{1,4}[-ー‐]?\d{3,4}/;
const everywhere = /全国|共通|どこからでも/;

/** Whether a text asks for a desk though understanding did not say so. */
export function asksForDesk(text: string, { prefecture }: Facts, knowledge: Knowledge): boolean {
  const plain = text.normalize('NFKC');
  if (plain.length > longestRequest || !(isQuestion(plain) || mayAsk(plain))) return false;
  const placed = typeof prefecture === 'string';
  if (placed && (phoneNumber.test(plain) || beyondDoubt.test(plain))) return true;
  const kind = deskKindNamed(knowledge, plain);
  if (kind && placed && (ofDesk.test(plain) || endsWith(plain, kind.called))) return true;
  const [desk] = desksNamed(knowledge, plain);
  if (!desk) return false;
  return ofDesk.test(plain) || (desk.kind !== 'hotline' && endsWith(plain, [...nameWords(desk), ...desk.called]));
}

const nameWords = (desk: Desk): string[] => desk.names.flatMap(({ value }) => value.split(' '));

/** Whether nothing is said after the last of the names. */
function endsWith(text: string, called: readonly string[]): boolean {
  return called.some((name) => {
    const at = text.lastIndexOf(name);
    return at !== -1 && nothingElse.test(text.slice(at + name.length));
  });
}

/** The desks asked for by their own names; those everywhere where no place is known. */
export function desksMeant(text: string, knowledge: Knowledge): Desk[] {
  const plain = text.normalize('NFKC');
  const named = desksNamed(knowledge, plain);
  if (named.length > 0 && named.length <= 3) return named;
  return everywhere.test(plain) ? knowledge.desks.filter(({ id }) => id === 'kyogikai_zenkoku' || id === 'smrj_hotline') : [];
}

/** Whether nothing but a number or an address is asked for. */
export const wantsNumber = (text: string): boolean =>
  /電話(?:番号|を|は|が|教|知|$)|番号(?:を|は|が)|連絡先|住所|全国共通/.test(text.normalize('NFKC'));

/** The number a text asks about, as digits; undefined when it has none. */
export const numberAsked = (text: string): string | undefined => phoneNumber.exec(text.normalize('NFKC'))?.[0].replaceAll(/\D/g, '');
