/** Which amount is what: capital, debt, monthly repayment. */
import { amountsIn, loneNumber, type Amount } from './amounts.ts';
import { otherAsSubject } from './around.ts';
import { owesNothing, withMan } from './money_shorthand.ts';

export interface MoneyFacts {
  capital_yen?: number;
  debt_yen?: number;
  monthly_repayment_yen?: number;
}

type Role = 'capital' | 'balance' | 'borrowed' | 'debt' | 'repayment' | 'other' | 'unknown';

const interest = '利息|(?<!有)利子|金利|(?<!元)利払';
const words: Record<Exclude<Role, 'unknown'>, string> = {
  capital: '資本金|[Cc]apital|元手|出資(?:金|(?=\\d))|(?<!自己)資本(?=[はがも\\d:\\s]|$)',
  other: `${interest}|売上高?|売り上げ|うりあげ|年商|月商|日商|利益|粗利|黒字|赤字|損失|損害|税金?|消費税|社会保険料?|社保|年金|家賃|賃料|給料|給与|人件費|賞与|仕入|材料費|補助金|助成金|給付金|協力金|投資|設備(?!資金)|機械|売掛|未収|預金|預け|貯金|貯蓄|現金|手元|保険|在庫|固定費|経費|電気代|光熱費|燃料|外注|土地|担保|評価|リース|役員報酬|費用|手形(?!貸付)|買掛|滞納|未払|保証料|敷金|退職金|予算|見積|受注|単価|定価|住宅ローン|カードローン|マイカーローン|車のローン|奨学金|消費者金融|クレジット|債務超過|限度|上限|枠|入金|キャッシュ`,
  repayment:
    '(?:銀行|公庫|信金)(?:さん|分)?(?:への?|に|の)?(?:毎月の?)?(?:支払い?|引き落とし|引落)|返済|返し|返さ|返す|返せ|元利(?:払い|金)?|約定|弁済',
  balance:
    '返(?:し終わって|せて|して|済できて)(?:い)?ない(?:の|分)|未返済|残債|残高|残額|残金|残っ(?:て|と|ちょ)|残り|のこり|残元金|残(?=[はがも\\d\\s:])',
  borrowed: '借りと|借りちょ|借っと|借り入れと|借りて|借りた|借りま|借り入れ[たて]|借入し|融資を受け[てた]|調達し[てた]',
  debt: '借入(?:金|総額|額)?|借り入れ金?|借金|負債|債務(?!免除|整理|カット)|融資(?!を?(?:断|申|お願|受けた[いく]|頼))|ローン|借り|元本|元金|ゼロゼロ|証書貸付|手形貸付|証書|手貸|当座貸越|[Dd]ebt|[Ll]oan|短期(?!間)(?=借入|が|で|に|の|\\d)|長期(?!間|的)(?=借入|が|で|に|の|\\d)',
};
const order = ['capital', 'other', 'balance', 'borrowed', 'repayment', 'debt'] as const;
const union = order.map((role) => `(?<${role}>${words[role]})`).join('|');
const anyWord = new RegExp(union, 'g');
const filler = '(?:\\(|くらい|ぐらい|ほど|程度|前後|近く|弱|強|超|余り|ちょっと|だけ|ずつ|も|円|残|\\s)*';
const rightAdjacent = new RegExp(`^${filler}(?:の|を|は|が|も|、|で)?(?:銀行|公庫|信金|コロナ|運転資金で)?(?:の|で|から)?(?:${union})`);
const leftAdjacent = new RegExp(
  `(?:${union})(?:高|額|金|総額)?(?:は|が|も|:|=|\\s|の|約|およそ|だいたい|大体|合計|総額|合わせて|あわせて|全部で|ぜんぶで|トータル|たぶん|まだ|今|いま|計|あと|で|、|ざっと|\\()*$`,
);

const lender =
  /(?:公庫|国金|保証協会(?:付き|つき)?|プロパー|メインバンク|メイン|サブ|商工中金|信金|信用金庫|信組|信用組合|地銀|銀行|メガバンク|農協|JA|しんきん|民間|三菱|UFJ|みずほ|三井住友|りそな|[ぁ-んァ-ヴ一-鿿]行)(?:さん)?(?:が|に|へ|から|で|は|も|分|の分|の|:|、|\s|それぞれ)*(?:毎月|月々|月|約|およそ|だいたい)?$/;
const wish =
  /^[^、。]{0,12}?(?:借りたい|借りられ|借りよう|借り増|貸して|融資(?:して|を)?(?:ほしい|欲しい|受けた[いく]|お願い|希望|申)|申し?込|申請|断られ|必要|欲しい|ほしい|足りな|あれば|調達したい|新規|追加|もらえ)/;
const relief =
  /^[^、。]{0,10}?(?:カット|免除|減らし|減額|棒引|放棄|圧縮|軽減|返し終|完済|返した(?!い)|返しました|返済した(?!い)|返済しました|返済済|返してき|払い終)/;
const part = /(?:のうち|(?:^|[、(])うち(?![はのもでが])|(?<![ぁ-ん])内)[^、。]{0,10}$/;
const corrected = /(?:いや|じゃなく|ではなく|じゃない|間違|訂正|違って|もとい)[^\d]{0,10}$/;
const totalled = /(?:合計|合わせて|あわせて|全部で|ぜんぶで|総額|トータル|合算|しめて|計)[^、。]{0,6}$/;
const monthly =
  /毎月|月々|つきづき|月額|ひと月|一月|ひとつき|1ヶ月|1か月|1カ月|一ヶ月|[\/／]月|(?<![\dヶかカヵ十一二三四五六七八九])月(?!曜|商|末)/;
const yearly = /年間|毎年|年額|(?<!\d)年に|1年で|一年で|(?<![\d一-鿿])年(?=[\s約]?$)/;
const perYear = /^円?(?:くらい|ほど)?(?:[\/／]年|年間)/;

interface Told extends Amount {
  role: Role;
  lender: boolean;
  total: boolean;
}

const roleIn = (groups: Record<string, string | undefined> | undefined): Role =>
  order.find((role) => groups?.[role] !== undefined) ?? 'unknown';

function lastWord(left: string): Role {
  let role: Role = 'unknown';
  for (const found of left.matchAll(anyWord)) role = roleIn(found.groups);
  return role;
}

/** 「まだ1500万ほど返せてない」 */
const unpaid =
  /^円?(?:ほど|くらい|ぐらい|も|近く)*(?:返さ(?:なき?ゃ|なけれ|ない(?:と|かん)|にゃ)|返す分?が残|返済が残|返せて(?:い)?な|返済でき?て(?:い)?な|返し切れ|返しきれ)/;
const interestOnly = new RegExp(`(?:${interest})(?!込|も?含|と)[^、。]{0,8}$`);

/** Private loans and money others owe: no debt of the firm, though it 「残っています」. */
const notTheFirms =
  /(?:(?:住宅|自宅の?|家の|うちの家の|マイカー|マイホーム|車の|教育|個人の)(?:ローン|借金)|売掛金?|未収金?|未回収|貸付金|預金|預け|貯金|在庫|保険)[^、。]{0,8}$/;
/** 「毎月30万なら返せます」: offered, not paid. */
const offered = /^円?(?:くらい|ぐらい|ほど|程度)?(?:なら|だったら|であれば|まで(?:なら|に)|に(?:減|下げ|抑え|なれば|して(?:ほ|欲|も|く)))/;
/** 「前は60万」 */
const before = /(?:前|以前|昔|当初|去年まで|これまで)(?:は|まで)[^、。]{0,4}$/;

/** The role from the words next to the amount, before those further away. */
function roleByWords({ left, right }: Amount): Role {
  if (notTheFirms.test(left) || (monthly.test(left.slice(-10)) && offered.test(right))) return 'other';
  if (!monthly.test(left.slice(-8)) && unpaid.test(right)) return 'balance';
  if (/^円?で(?:会社を(?:作|つく|興|立ち上げ)|設立|法人(?:に|を|化))(?!する|した[いく])/.test(right)) return 'capital';
  if (/(?:返済元金|元金返済額?)(?:が|は)?$/.test(left)) return 'repayment';
  if (/^円?[にへ](?:した[いく]|増やした|増資した|しようか)/.test(right)) return 'other';
  const near = roleIn(leftAdjacent.exec(left)?.groups);
  const toRight = roleIn(rightAdjacent.exec(right)?.groups);
  if (interestOnly.test(left) || new RegExp(`^円?の?(?:${interest})`).test(right) || (part.test(left) && !/返済(?:が|は)$/.test(left)))
    return 'other';
  if (relief.test(right) && !(monthly.test(left) && /^[^、。]{0,6}返/.test(right))) return 'other';
  if (near === 'capital' || near === 'balance') return near;
  if (near === 'other' && /^円?[\s/・]/.test(right)) return near;
  if (wish.test(right)) return 'other';
  if (near !== 'unknown' && near !== 'other') return near;
  if (toRight !== 'unknown') return toRight;
  if (near === 'other') return near;
  const behind = lastWord(left);
  return behind !== 'unknown' ? behind : roleIn(new RegExp(`^[^、。]{0,14}?(?:${union})`).exec(right)?.groups);
}

/** 「公庫10万、信金20万を毎月」 */
const perMonthAfter = /^円?(?:ずつ)?(?:を|、)?(?:毎月|月々|月に)(?!の売)/;
/** 「借入は信金に1500万、知り合いに200万」 */
const kin = /(?:知人|知り合い|親戚|親族|親父?|母|父|兄|弟|友人|社長|役員|ノンバンク|義父|義母)(?:さん)?(?:に|から)$/;

/** 「借入が毎月30万」 is a repayment; 「信金に月20万」 after a repayment too. */
function settled(role: Role, amount: Amount, fromLender: boolean, previous: Told | undefined): Role {
  const sameSentence = previous?.sentence === amount.sentence;
  if ((role === 'debt' || role === 'borrowed' || (role === 'unknown' && fromLender)) && monthly.test(amount.left.slice(-6)))
    return 'repayment';
  const clause = amount.left.slice(amount.left.lastIndexOf('、') + 1);
  if ((role === 'unknown' || role === 'debt') && fromLender && perMonthAfter.test(amount.right)) return 'repayment';
  if (role === 'unknown' && totalled.test(amount.left) && /公庫|国金|信金|銀行|地銀|信組|行で/.test(amount.left)) return 'debt';
  if (role === 'unknown' && sameSentence && previous.role === 'debt' && kin.test(amount.left)) return 'debt';
  if (role === 'unknown' && fromLender && monthly.test(clause)) return 'repayment';
  if (role !== 'unknown') return role;
  if (sameSentence && previous.role === 'borrowed' && /(?:今|現在|いま)(?:は|では|の残りは)?$/.test(amount.left)) return 'balance';
  if (sameSentence && corrected.test(amount.left)) return previous.role;
  if (sameSentence && totalled.test(amount.left) && previous.role !== 'other') return previous.role;
  if (!fromLender) return 'unknown';
  return sameSentence && previous.role === 'repayment' ? 'repayment' : 'debt';
}

function tell(amounts: Amount[]): Told[] {
  const told: Told[] = [];
  for (const amount of amounts) {
    const previous = told.at(-1);
    const fromLender = lender.test(amount.left);
    const third = otherAsSubject.test(amount.left) && !/から|うち(?:は|も|の)/.test(amount.left);
    const role = third ? 'other' : settled(roleByWords(amount), amount, fromLender, previous);
    if (previous && corrected.test(amount.left) && previous.role === role) told.pop();
    told.push({ ...amount, role, lender: fromLender, total: totalled.test(amount.left) });
  }
  return endsSpread(told);
}

/** 「公庫に800万、信金に1200万借りたい」, 「親に200万、信金に300万借りている」: the verb at the end is about both. */
function endsSpread(told: Told[]): Told[] {
  return told.toReversed().reduce<Told[]>((done, one) => {
    const [next] = done;
    return [spread(one, next), ...done];
  }, []);
}

function spread(one: Told, next: Told | undefined): Told {
  if (next?.sentence !== one.sentence || !/^円?(?:、|と|・)/.test(one.right)) return one;
  if (one.role === 'debt' && one.lender && next.role === 'other' && wish.test(next.right)) return { ...one, role: 'other' };
  if (one.role === 'debt' && one.lender && next.role === 'repayment' && next.lender) return { ...one, role: 'repayment' };
  const sameVerb =
    (one.role === 'unknown' || (one.role === 'other' && /設備の?$/.test(one.left))) &&
    /(?:に|から|で|資金|融資|分|名義|貸付|信金|銀行|公庫|行|短期|長期|コロナ|設備の?|枠)(?:が|は)?$/.test(one.left) &&
    (next.role === 'borrowed' || next.role === 'debt' || next.role === 'balance');
  return sameVerb ? { ...one, role: next.role, lender: true } : one;
}

/** Sum of the parts; the total when one is told; undefined when a part is vague. Amounts of later sentences repeat unless another lender is named. */
function sumOf(parts: Told[]): number | undefined {
  if (parts.length === 0 || parts.some((one) => one.vague)) return undefined;
  const total = parts.findLast((one) => one.total && parts.length > 1);
  if (total) return total.value;
  const [first] = parts;
  const counted = parts.filter(
    (one, index) =>
      index === 0 ||
      ((one.sentence === first?.sentence || one.lender) &&
        (one.lender || !parts.slice(0, index).some((earlier) => earlier.value === one.value))),
  );
  return counted.reduce((sum, one) => sum + one.value, 0);
}

function debtOf(told: Told[]): number | undefined {
  const balance = told.filter((one) => one.role === 'balance');
  const owed = told.filter((one) => one.role === 'debt');
  if (balance.length > 0) return sumOf([...balance, ...owed.filter((one) => one.lender && !/当初|最初|もとは|元々|前に/.test(one.left))]);
  const borrowed = told.filter((one) => one.role === 'borrowed');
  return sumOf(owed.length > 0 && !owed.some((one) => one.lender) ? owed : [...owed, ...borrowed]);
}

function capitalOf(told: Told[]): number | undefined {
  const stated = told.filter((one) => one.role === 'capital');
  const raised = told.find(
    (one) => /^円?[にへ](?:増資|減資|増や(?:し(?!た[いく]))|引き上げ|増額|な(?:り|っ))/.test(one.right) && stated.length > 0,
  );
  const chosen = raised ?? stated[0];
  return chosen && !chosen.vague ? chosen.value : undefined;
}

/** Asked what is paid a month, interest counts: 「元金25万、利息5万」, 「いまは利息だけ4万」. */
const withInterest = (told: Told[], text: string): Told[] =>
  told.map((one) => {
    const lent = one.role === 'debt' && (one.lender || /元金[^、。]{0,4}$/.test(one.left)) && !/借|残/.test(text);
    const part = one.role === 'other' && new RegExp(`(?:${interest})[^、。]{0,4}$`).test(one.left);
    return lent || part ? { ...one, role: 'repayment', lender: true } : one;
  });

/** Months an amount is paid for: 「年間240万」, 「半年ごとに180万」. */
function monthsOf({ left, right }: Told): number {
  if (/(?:半年|6[ヶかカ]月)(?:ごと|毎|に一度|に1回)|年に?2回/.test(left)) return 6;
  if (/(?:3|三)[ヶかカ]月(?:ごと|毎|に一度|に1回)|四半期/.test(left)) return 3;
  return !monthly.test(left.slice(-8)) && (yearly.test(left) || perYear.test(right)) ? 12 : 1;
}

function repaymentOf(told: Told[], text: string, asked: boolean): number | undefined {
  const parts = told.filter(
    (one) => one.role === 'repayment' && !before.test(one.left) && (asked || monthsOf(one) > 1 || monthly.test(text)),
  );
  return sumOf(parts.map((one) => ({ ...one, value: Math.round(one.value / monthsOf(one)) })));
}

const roleAsked = new Map<string | null, Role>([
  ['capital', 'capital'],
  ['debt', 'debt'],
  ['monthly_repayment', 'repayment'],
]);

/** A reply without a unit: 「300」 to the question of capital means 300万, 「50000」 to the repayment 50,000円. */
function withoutUnit(text: string, asked: string | null): number | undefined {
  const number = loneNumber(asked === 'monthly_repayment' ? text.replace(/^(?:毎月|月々|月に?)/, '') : text);
  if (number === undefined || number <= 0) return undefined;
  if (asked === 'monthly_repayment') return number < 1000 ? number * 1e4 : number;
  if (number >= 1e5) return number;
  return number >= 10 && number < 1e4 ? number * 1e4 : undefined;
}

const mostYen = 1e12;
const sane = (value: number | undefined, least = 1): value is number =>
  value !== undefined && Number.isSafeInteger(value) && value >= least && value < mostYen;

/** Capital, debt and monthly repayment in yen, as far as the text tells without guessing. */
export function moneyFacts(text: string, asked: string | null): MoneyFacts {
  const wanted = roleAsked.get(asked);
  const amounts = amountsIn(/単位|千円/.test(text) ? text : withMan(text));
  const lone = wanted && amounts.length === 0 ? withoutUnit(text, asked) : undefined;
  const told = tell(lone === undefined ? amounts : [{ value: lone, vague: false, left: '', right: '', sentence: 0 }]).map((one) =>
    one.role === 'unknown' && wanted ? { ...one, role: wanted } : one,
  );
  const paid = asked === 'monthly_repayment' ? withInterest(told, text) : told;
  const [capital, debt] = [capitalOf(told), debtOf(told) ?? (owesNothing(text, asked) ? 0 : undefined)];
  const repayment = repaymentOf(paid, text, asked === 'monthly_repayment');
  return {
    ...(sane(capital) && { capital_yen: capital }),
    ...(sane(debt, 0) && { debt_yen: debt }),
    ...(sane(repayment) && { monthly_repayment_yen: repayment }),
  };
}
