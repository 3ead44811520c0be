/** What each amount of a text is: capital, a balance, a repayment, … */
import type { Amount } from './amounts.ts';
import { otherAsSubject } from './around.ts';
import { interest, lastWord, leftAdjacent, monthly, rightAdjacent, roleIn, union, type Role } from './money_words.ts';

const lender =
  /(?:公庫|国金|保証協会(?:付き|つき)?|プロパー|メインバンク|メイン|サブ|商工中金|ノンバンク|信金|信用金庫|信組|信用組合|地銀|銀行|メガバンク|農協|JA|しんきん|民間|三菱|UFJ|みずほ|三井住友|りそな|[ぁ-んァ-ヴ一-鿿]行)(?:さん)?(?:が|に|へ|から|で|は|も|分|の分|の|:|、|\s|それぞれ)*(?:毎月|月々|月|約|およそ|だいたい|(?:運転資金|設備資金|つなぎ)(?:として|で|に|を)?)?$/;
const wish =
  /^[^、。]{0,12}?(?:借りたい|借りられ|借りよう|借り増|貸して|融資(?:して|を)?(?:ほしい|欲しい|受けた[いく]|お願い|希望|申)|申し?込|申請|断られ|必要|欲しい|ほしい|足りな|あれば|調達したい|新規|追加|もらえ)/;
const relief =
  /^[^、。]{0,10}?(?:カット|免除|減らし|減額|棒引|放棄|圧縮|軽減|返し終|完済|返した(?!い)|返しました|返済した(?!い)|返済しました|返済済|返してき|払い終)/;
const part = /(?:のうち|(?:^|[、(])うち(?![はのもでが])|(?<![ぁ-んァ-ヴ\p{Script=Han}])内(?!装|職|科|航|部|容|定))[^、。]{0,10}$/u;
const corrected = /(?:いや|じゃなく|ではなく|じゃない|間違|訂正|違って|もとい)[^\d]{0,10}$/;
const totalled = /(?:合計|合わせて|あわせて|全部で|ぜんぶで|総額|トータル|合算|しめて|計|[二三四五\d]本で)[^、。]{0,6}$/;

/** An amount with its role; `lender`: a bank is named beside it, `total`: 合計, 全部で. */
export interface Told extends Amount {
  role: Role;
  lender: boolean;
  total: boolean;
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

/** The role from the words next to the amount, before those further away. */
function roleByWords({ left, right }: Amount, first: boolean): Role {
  if (notTheFirms.test(left) || (monthly.test(left.slice(-10)) && offered.test(right))) return 'other';
  if (!monthly.test(left.slice(-8)) && unpaid.test(right)) return 'balance';
  if (/^円?で(?:会社を?(?:作|つく|興|立ち上げ)|設立|法人(?:に|を|化))(?!する|した[いく])/.test(right)) return 'capital';
  if (/^円?の(?:有限会社|株式会社|合同会社)(?!から|に貸|へ)/.test(right) && !/借|売|負債/.test(left)) return 'capital';
  if (monthly.test(left.slice(-6)) && /^円?の返済(?!に)/.test(right) && !offered.test(right)) return 'repayment';
  if (monthly.test(left) && /利息(?:も|を)?(?:入れて|入れると|込みで|含めて)$/.test(left)) return 'repayment';
  if (/(?:返済元金|元金返済額?)(?:が|は)?$/.test(left)) return 'repayment';
  if (/^円?[にへ](?:した[いく]|増やした|増資した|しようか)/.test(right)) return 'other';
  const near = roleIn(leftAdjacent.exec(left)?.groups);
  const toRight = roleIn(rightAdjacent.exec(right)?.groups);
  if (/元金(?:と|、)?利息[^、。]{0,8}(?:込|含|合わせ|計)[^、。]{0,6}$/.test(left) && /毎月|月々|月|返済/.test(left)) return 'repayment';
  if (
    interestOnly.test(left) ||
    new RegExp(`^円?の?(?:${interest})`).test(right) ||
    (!first && part.test(left) && !/返済(?:が|は)$/.test(left))
  )
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

/** 「月々35万ほど銀行に持っていかれる」 */
const paidToBank =
  /^円?(?:くらい|ぐらい|ほど|近く|ずつ|も|を|が)*、?(?:銀行|公庫|信金|信組|農協|金融機関)(?:さん)?(?:に|へ)(?:持って|払|取られ|引か|引き落|納め|返)/;
/** 「据え置きが明けたら月28万になって」 */
const aboutRepayment = /据え?置き?|元金|元利|返済|約定|リスケ/;

/** 「借入が毎月30万」 is a repayment; 「信金に月20万」 after a repayment too. */
function settled(role: Role, amount: Amount, fromLender: boolean, previous: Told | undefined): Role {
  const sameSentence = previous?.sentence === amount.sentence;
  if ((role === 'debt' || role === 'borrowed' || (role === 'unknown' && fromLender)) && monthly.test(amount.left.slice(-6)))
    return 'repayment';
  const clause = amount.left.slice(amount.left.lastIndexOf('、') + 1);
  if ((role === 'unknown' || role === 'debt') && fromLender && perMonthAfter.test(amount.right)) return 'repayment';
  if (role === 'unknown' && totalled.test(amount.left) && /公庫|国金|信金|銀行|地銀|信組|行で|[二三四五\d]行/.test(amount.left))
    return 'debt';
  if (role === 'unknown' && sameSentence && previous.role === 'debt' && kin.test(amount.left)) return 'debt';
  if (role === 'unknown' && fromLender && monthly.test(clause)) return 'repayment';
  if (role === 'unknown' && monthly.test(amount.left.slice(-8)) && (paidToBank.test(amount.right) || aboutRepayment.test(amount.left)))
    return 'repayment';
  if (
    role === 'unknown' &&
    sameSentence &&
    /^(?:debt|balance|borrowed)$/.test(previous.role) &&
    /^円?(?:ほど)?(?:で|、|を)?(?:毎月|月々|月)に?$/.test(amount.left)
  )
    return 'repayment';
  if (role === 'unknown' && sameSentence && previous.role === 'debt' && /^円?(?:と|、|・|\+)$/.test(amount.left)) return 'debt';
  if (sameSentence && previous.role === 'borrowed' && role === 'borrowed' && /(?:今|現在|いま)(?:は|では|の残りは)?$/.test(amount.left))
    return 'balance';
  if (role === 'unknown' && fromLender && monthly.test(amount.left) && /支払|引き?落/.test(amount.left)) return 'repayment';
  if (
    sameSentence &&
    (previous.role === 'borrowed' || previous.role === 'debt') &&
    /(?:まだ|あと)約?$/.test(amount.left) &&
    /^円?(?:ほど|も)?(?:あ[るっり]|残)/.test(amount.right)
  )
    return 'balance';
  if (role !== 'unknown') return role;
  if (sameSentence && previous.role === 'borrowed' && /(?:今|現在|いま)(?:は|では|の残りは)?$/.test(amount.left)) return 'balance';
  if (sameSentence && corrected.test(amount.left)) return previous.role;
  if (sameSentence && totalled.test(amount.left) && previous.role !== 'other') return previous.role;
  if (!fromLender) return 'unknown';
  return sameSentence && previous.role === 'repayment' ? 'repayment' : 'debt';
}

/** 「長期5000万、短期1000万」: parts of one debt, as the lenders' are. */
const term = /(?:短期|長期|証書|手形|手貸)(?:借入金?|借り入れ|貸付)?(?:は|が|で|の)?$/;

/** The role of every amount, in their order. */
export function tell(amounts: Amount[]): Told[] {
  const told: Told[] = [];
  for (const amount of amounts) {
    const previous = told.at(-1);
    const fromLender = lender.test(amount.left) || term.test(amount.left);
    const third = otherAsSubject.test(amount.left) && !/から|うち(?:は|も|の)/.test(amount.left);
    const role = third ? 'other' : settled(roleByWords(amount, previous?.sentence !== amount.sentence), amount, fromLender, previous);
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
