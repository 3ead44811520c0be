/** How much the words around the name of a trade say that it is the owner's, not a customer's, a neighbour's or a plan. */
import { after, before, clauseBefore } from './around.ts';
import { opensFragment } from './fragment.ts';
import { manufacturing, type TradeMention } from './trades.ts';

const suffix = '(?:業者?|屋さん?|会社|店|所|さん|関係|関連|系|経営|事業|一筋|専門|のみ|全般|ひとつ|中心|メイン|一式)*';
const own = new RegExp(
  `^${suffix}(?:の(?:会社|事業|仕事|商売|店|お店|経営|個人事業|個人経営|下請け?|零細))?(?:を|の|も|なんか|など|と[^、。]{1,8}を|や[^、。]{1,8}を)?(?:小さく|細々と|個人で|家族で|夫婦で|一人で|ひとりで|\\d+年|[一二三四五六七八九十百]+年|[^、。]{0,6}で)?(?:やって(?!み|もら|くれ|た(?!ん)|いた|いまし)|やっと[るりっ]|しと[りっ]|継[いご]|頼まれて|やり(?:よる|よります)|や(?:る|っていく)(?:会社|仕事|店|業者|職人|チーム|事務所|$|。)|する(?:会社|仕事|お?店|業者|職人|施設|事務所|$|。)|しよ(?:る|ります)|しちょ|させて(?:いただ|頂|もらって)|請けて|受けて(?:い|ま|お|る)|受託|承って|引き受けて|任され|担って|運営|提供して|展開して|行なって|(?:経営|運営)(?:$|[。、])|やり|しており|して(?:い|お|る|ます)|しとる|しています|営(?:んで|む|み)|いとなんで|経営(?:して|者|し)|切り盛り|開いて|開業して|構えて|続けて|始めて|手がけ|手掛け|請け負|専門に|行って(?:い|お|ま))`,
);
const isA = new RegExp(
  `^${suffix}(?:です|だ(?!と|け(?!ど))|でして|でござ|なんです|なのです|であ|ですが|っす|や(?:ねん|けど|で|$|な|った)|ですけど|なので|なもん|なんだ|じゃけ|じゃが|ばい|たい(?:$|。|、)|どす|だべ|だら|やき|やけ|さ(?:$|。)|一本で|一筋|ひとすじ|で(?:食って|食べて|生計|\\d+年|[一二三四五六七八九十]+年|長年|ずっと)|を(?:生業|なりわい|家業|稼業|本業|主に|専門|中心|メイン|商売)|ばっかり|ばかり(?:です|や)|だけで(?:や|食|生計|暮ら)|が(?:本業|主|メイン|中心|専門|家業))`,
);
const ofFirm = new RegExp(
  `^${suffix}(?:の(?:会社|者|職人|経営者|オーナー|店主|マスター|ママ|親方|棟梁|社長|女将|おかみ|主人|院長|園長|ドライバー|運転手|親父|おやじ|家(?:です|に)|[二三四五六七八]代目|製造元|醸造元|下請け(?:です|を|で))|を営|経営)`,
);
const ends = new RegExp(`^${suffix}(?:の?下請け?)?(?:と[^、。とに]{1,8})?(?:を?$|を。|[\\s、,。(・/+:!])`);
const customerAfter =
  /^(?:業界?|者|屋|店|会社|さん|など|とか|業者?|チェーン|大手)*(?:[やと・、][^、。]{1,8})?(?:向け|むけ|さん?向け|相手|を相手|に(?:(?:[^、。]{1,6}を)?(?:納|卸|出荷|頼)|荷物|卸|納|売|出荷|出し|供給|販売|商品|仕入|勤め|勤務|行|貸|頼|相談|依頼|お願い|提供|押され|客|負け|取られ|転職|食材|配達|届け)|へ(?:卸|納|の|出荷)|から(?:の|[^、。]{0,6}を(?:集|仕入|買)|電話|連絡|勧誘|営業|請求|督促|仕事|受注|注文|仕入|発注|依頼|独立|頼)|が(?:でき|進出|取引|主な|得意|お客|顧客|増え|撤退|潰れ|つぶれ|倒産|隣|近く|来て)|を(?:回|まわ|得意|顧客|お客|辞め|やめて|退職|取引|相手)|を(?:した(?![いく])|しました|してもら|使|利用|導入|頼|依頼|お願い|入れて|買|契約|探し|雇|見つけ|紹介して(?:もら|くだ|くれ|ほし))|の(?:仕事(?:が|は(?:多|減|増|ほとん|少))|お客|客|同意|承諾|了解|方|人|おかげ|せい|お客|取引先|注文|仕事を(?:請|受|もら)|下請け?で(?!す|ご|、|や|$)|社長に|先生に|人に|倒産|廃業|閉店|跡地|隣|向かい|進出|融資係|料金|費用|請求|支払|広告|代金|知人|知り合い|友人|友達|社員|担当|紹介)|と(?:取引|付き合い|契約)|(?:で|に)(?:働|勤|修業|修行|アルバイト|パート|食べ(?!て(?:い|る|ま|お))|飲|買))/;
const planAfter =
  /^(?:業|屋|店|会社|事業)*(?:を|に|も|の|への|へ|へも)?(?:新しく|新たに|これから|来年|今度)?[^、。]{0,6}?(?:始めた[いく]|はじめた[いく]|やりた[いく]|開きた[いく]|出した[いく]|した[いく]|進出|参入|挑戦|転換|転業|展開した|作りた[いく]|しようと|やろうと|始めよう|開こうと|考えて|検討|計画|興味|乗り出)/;
/** 「空港の近くで」 is where the firm is, 「近くの居酒屋が」 another. */
const otherBefore =
  /(?:取引先|得意先|仕入れ?先|納品先|納入先|お客(?:さん|様)?|客先|顧客|隣|近所|(?<!(?:空港|駅|城|港|学|神社|寺|園|市場|温泉|校|院|所|庁|湖|海|海岸|川|山|宮|社|浜|IC|インター|通り)の?)近く(?!で)|元請け?|親会社|友人|友達|知人|知り合い|同業|息子|娘|妻|夫|兄|弟|父|母|ライバル|競合|大手)(?:さん)?(?:は|が|の(?!代)|に|も|で)[^、。]{0,6}$/;
/** 「息子は介護の仕事」, 「母の介護」: a relative's trade, or care at home. */
const relativesBefore =
  /(?:息子|娘|弟|兄|姉|妹|妻|嫁|夫|家内|友人|友達|知人|同級生|隣人)(?:さん)?は[^、。]{0,4}$|(?:母|父|親|義母|義父|両親|祖母|祖父|妻|夫|子供|孫)の$/;
const formerBefore = /(?:以前|昔|もともと|元々|前職|前は|若い頃|かつて|元は)(?:は|に|の)?[^、。]{0,10}$/;
const selfBefore = /(?:うち|弊社|当社|当店|当館|私|僕|俺|わたし|自分|本業|業種|業態|職種|商売|家業)(?:は|の|も|で|:|が)[^、。]{0,12}$/;
const plainParticle = /^(?:業|屋|店|会社|所)*(?:の|を|で|、|は|も)/;

/** A name of the lists says more than the end of a name. */
const endingDiscount = 3;

const adviser = /税理士|弁護士|書士|社労士|会計|法律|診断士|士業|コンサル|プランナー|病院|学校|寺|神社|NPO|協同組合|結婚|イベント/;
const fragment = (mention: TradeMention, text: string): boolean => !adviser.test(mention.name) && opensFragment(mention, text);

/** 「ピザの店」, 「コンクリートの会社」 */
const wareHouse =
  /^(?:の|専門の?|を扱う)(?:お店|店(?!舗|員|長|頭)|会社|工場|町工場|工房|職人|下請け|専門店|小さなお?店|窯元?|問屋|商売|卸|製造|販売|教室|仕事)(?:$|[、。\s]|です|だ|で(?!働|買|食|飲)|を(?:や|し|営|経営|出|構|開|夫)|の[二三四五]?代|や)/;
/** 「パーマやカラーをやってる店」 */
const doneInHouse = /^(?:や[^、。]{1,6})?を(?:やって|して|やっと|しと)(?:い)?る(?:お?店|会社|ところ|とこ|仕事|業者)/;

/** 「写真をやってます」 may be a pastime, 「写真業を営む」 and 「写真の仕事」 are none. */
const asTrade = /^(?:業(?!者)|の(?:仕事|商売|会社|店)|関係|関連|を(?:営|生業|商売))/;

/** Typed without kanji a trade is no word within another: 「とちぎのいちごのうかです」. */
const inKana = (text: string): boolean => text.length <= 60 && !/\p{Script=Han}/u.test(text);

/** A thing is a trade where nothing else can be meant; any name of a trade beside it says more. */
function wareEvidence(mention: TradeMention, text: string, weight: number, asked: boolean): number {
  const ahead = after(text, mention.end, 34);
  if (wareHouse.test(ahead)) return weight >= 0 ? 6 : 0;
  if (weight >= 10 && own.test(ahead) && (mention.row !== 'service' || asTrade.test(ahead))) return weight - 4;
  const closed = ends.test(ahead) || isA.test(ahead) || doneInHouse.test(ahead) || (mention.row === manufacturing && own.test(ahead));
  return closed && (asked || inKana(text) || opensFragment(mention, text)) ? weight - 4 : 0;
}

/** 「翻訳の仕事を請けて」 is one's own work, 「建設会社の仕事を請けて」 a customer's. */
const takesWork = /^の仕事を(?:請|受|もら)/;

/** 「ホテルのベッドメイクを請け負う」: work done for others. */
const ofCustomer = /^の[^、。を]{1,10}を(?:請け負|受託|受けて|やって|して|手がけ|担当|行って)/;

/** The weight of a mention; 0 or less: not the owner's trade. */
export function evidence(mention: TradeMention, text: string, asked: boolean): number {
  const ahead = after(text, mention.end, 34);
  const behind = clauseBefore(before(text, mention.start, 20));
  const servesOnly =
    customerAfter.test(ahead) && !(takesWork.test(ahead) && !/(?:会社|店|屋|メーカー|工場|ホテル|旅館|商社|問屋)$/.test(mention.name));
  if (servesOnly || planAfter.test(ahead) || /^(?:業|屋|店)?(?:では|じゃ)(?:な|あり)/.test(ahead)) return 0;
  const said = own.test(ahead) ? 10 : isA.test(ahead) || ofFirm.test(ahead) ? 8 : ends.test(ahead) ? 5 : plainParticle.test(ahead) ? 3 : 1;
  const self = selfBefore.test(behind) ? 4 : 0;
  const doubt = (otherBefore.test(behind) ? -9 : 0) + (formerBefore.test(behind) ? -6 : 0) + (relativesBefore.test(behind) ? -20 : 0);
  if (mention.sort === 'ware') return wareEvidence(mention, text, said + self + doubt, asked);
  if (mention.sort === 'thing' || mention.sort === 'made') {
    if (wareHouse.test(ahead)) return self + doubt >= 0 ? 6 : 0;
    return mention.sort === 'made' && said >= 5 && opensFragment(mention, text) ? Math.max(0, 2 + doubt) : 0;
  }
  if (said <= 3 && ofCustomer.test(ahead)) return 0;
  if (/^(?:業|屋|販売)?も(?:少し|ちょっと)?(?:やっ|し|始)/.test(ahead)) return Math.max(1, said + self + doubt - 4);
  const needsOwn = mention.sort === 'only_if_own' || mention.sort === 'ending';
  if (needsOwn && said < 8 && !/^(?:業(?!界)|事務所)/.test(ahead) && !(said >= 5 && (asked || fragment(mention, text)))) return 0;
  return said + self + doubt - (mention.sort === 'ending' ? endingDiscount : 0);
}
