/** Taxes and social insurance in arrears. */
import { clauseAfter, otherAsSubject } from './around.ts';

const levy =
  '税金|消費税|法人税|所得税|源泉(?:所得税|税|徴収)?|住民税|固定資産税|事業税|国税|地方税|市税|県税|税|社会保険料?|社保|厚生年金|年金|労働保険料?|雇用保険料?|健康保険料?|国保|公租公課|インボイスの税';
const arrears =
  '滞納|滞って|とどこお|未納|延滞|払え(?:て(?:い)?な|な(?!くなり|くなる|いかも|いんじゃ|かった)|ず|ません|とらん|てへん|へん)|納め(?:られ(?:て(?:い)?な|な|ず|ません)|て(?:い)?な)|納付でき|待ってもら(?:って|い(?!た))|待って頂|待っていただ|分納|分割で?(?:払|納)|分(?:が|は|も)?[^、。]{0,6}残っ(?:て|と)|猶予(?:して|を?受け|中|をもらって|してもらって)|溜ま|たまって|ためて|溜めて|未払い|督促|差し?押さ?え|遅れ(?:て|が|中|です|$|(?=[、。\\s]))|払ってな|払っていな';
const found = new RegExp(
  `(?:${levy})[^。!?\\n]{0,24}?(?<late>${arrears})|(?:滞納(?:して|が|中|分)?|分納|分割で?納付)[^。!?\\n]{0,8}(?:${levy})`,
  'g',
);
const denial =
  /^(?:して|は|が|も|など|とか|分は|とかは|なんか|したこと(?:は|が|も)?|が?来たこと(?:は|が|も)?|一切|まったく|全く|、|けっして|特に)*(?:な(?:い|く|し)(?!と)|無い|無し|ありません|ございません|おりません|いません|いない|しません|おらん|ゼロ)/;
const supposed =
  /^(?:の?(?:制度|方法|やり方|仕方|相談))|^[^、。]{0,8}(?:たら|れば|なると|と(?:どう|使え|だめ|ダメ|駄目|無理)|かも|そう(?:で|だ|に|$)|場合|んじゃない|のでは|恐れ|不安|心配|しても|ても|あると|するとどう)/;
const past = /(?:完納|解消|払い終|納め終|払い切|済ませ|全部払|もう払)/;
const paid = new RegExp(
  `(?:${levy})[^。、\\n]{0,10}(?:ちゃんと|きちんと|全部|すべて|遅れず|滞りなく|払えて(?:い)?(?:る|ます)|払って(?:い)?(?:る|ます)|納めて(?:い)?(?:る|ます)|納付して(?:い)?(?:る|ます)|完納|(?:の)?遅れ(?:は|も|たこと(?:は|も|が)?)?(?:な(?:い|く|し)|ありません|無い))`,
);
const noArrearsAlone =
  /(?:滞納|未納|延滞)(?:は|も|など|とか|は今のところ|は一切)*(?:な(?:い|く|し)|ありません|ございません|無し|して(?:い)?ません|しておりません|して(?:い)?ない)/;

const yesAlone =
  /^(?:はい|ええ|うん)?[、。]?(?:少し|ちょっと)?(?:あります|ある|ございます|してます|しています|滞納中)(?:よ|ね|けど|が)?[。…\.]*$/;
const noAlone =
  /^(?:いいえ|いえ)?[、。]?(?:特に)?(?:ありません|ないです|ない|なし|ございません|してません|していません|大丈夫です)(?:よ|ね)?[。…\.]*$/;
const settledSince = /(?:延滞|滞納|未納)(?:して|が|は)[^。]{0,16}(?:完納し|納め終|払い終|全部払[いっ])/;

/** true: in arrears; false: says there are none; undefined: not told, or only supposed (払えないかも, 滞納したら). */
export function taxArrearsFact(text: string, asked: string | null = null): boolean | undefined {
  if (asked === 'tax_arrears' && yesAlone.test(text.trim())) return true;
  if (asked === 'tax_arrears' && noAlone.test(text.trim())) return false;
  if (settledSince.test(text) && !/家賃|取引先|客/.test(text)) return false;
  let said: boolean | undefined;
  for (const match of text.matchAll(found)) {
    const rest = text.slice(match.index + match[0].length, match.index + match[0].length + 24);
    const lead = text.slice(Math.max(0, match.index - 20), match.index).replace(/^.*[。!?！？\n]/s, '');
    if (/(?:取引先|得意先|元請け?|客)(?:さん)?に$/.test(lead)) continue;
    if (otherAsSubject.test(lead) || supposed.test(clauseAfter(rest))) continue;
    if (/家賃|電話|給料/.test(match[0]) || /(?:しなければ|このままだと|来月の|もし)[^、。]{0,8}$/.test(lead)) continue;
    if (denial.test(rest)) said ??= false;
    else said = !past.test(rest);
    if (said) return true;
  }
  if (said !== undefined) return said;
  return paid.test(text) || (noArrearsAlone.test(text) && !text.includes('家賃')) ? false : undefined;
}
