/** The headcounts of a text: each with whom it counts. */
import { otherAsSubject } from './around.ts';
import type { Figure } from './numbers.ts';
import { kindAfter, kindOrder, kinds, kindWord, type Kind } from './staff_words.ts';
import { tradesIn } from './trades.ts';

/** What may stand between the word and its number. */
const link =
  /^(?:数|さん|達|たち|等|は|が|を|も|で|の|に|:|=|、|ちょうど|きっかり|たしか|多分|以下|\s|約|およそ|だいたい|ほぼ|大体|今|いま|現在|合計|全部で|合わせて|含めて|総勢|だけだと|だと|でいうと|でいえば|と呼べる|のうち|男女|一応|たった|わずか|だけ|残り|\(|\)|って|全員で|全員|フル|正|だけなら|だけで|だけは|なら|女性|男性|女の子|方|して|しと|多くて|少なくて|多い時で|て|い|る|ます|のは|使って|体制)*$/;

const peopleUnit = /^(?:人|名)(?!前|分|月|目|に[1一]|工|気|口|間|力|物|件|称|義|刺)/;
const change =
  /^(?:人|名)(?:を(?:切|割)|も(?:い(?:な|ま)|お(?:ら|りま)|雇|使|な[いし]))|^(?:人|名)(?:が|を|も|ほど|くらい|、)*(?:辞め|退職|減|解雇|リストラ|採用|募集|増|雇いた|足り|不足|ほしい|欲しい|入れたい|抜け|いなくな|クビ|休|来な|独立)/;
const bound = /^(?:人|名)(?:以下|以内|未満|以上|超)/;
const including = /(?:パート|アルバイト|バイト|派遣|役員|家族|妻|全員)[^、。\d]{0,6}(?:含め|ふくめ|入れ|込み|合わせ|足し)[^。\d]{0,6}$/;
const ownerIncluded =
  /(?:私|僕|俺|わたし|自分|社長|代表)[^、。\d]{0,3}(?:含め|ふくめ|入れ|込み|合わせ)[^。\d]{0,6}$|(?:社長|代表|私|店主|親方)以下(?:は|、)?$/;
const sizeAfter =
  /^(?:人|名)(?:ほど|くらい|ぐらい|程度|前後|弱|強|規模|から|ちょっと|足らず|だけ)?の(?:小さな|小さい|零細|中小)?(?:会社|小所帯|企業|工場|町工場|工務店|建設会社|所帯|零細)|^(?:人|名)(?:所帯|体制)|^(?:人|名)(?:ほど|くらい|ぐらい)?(?:を)?(?:抱え|雇って|雇っと|使って|使っと|養って|食わせ)/;
/** 「6人でやってます」, 「うちは9人です」: the firm's size; two are mostly a couple. */
const runWith =
  /^(?:人|名)(?:ほど|くらい|ぐらい)?で(?:やって|やっと|やらせ|やり|回し|まわし|動かし|働い|商売|し(?:て|と)|きりもり|続け|守|営|頑張|がんば|切り盛り)/;
const firmCounts = /(?:うち|弊社|当社|会社)は(?:今|全部で|全員で|ぜんぶで|合計)*$/;

/** A word for staff and a number without 人: 社員12, 職人6, 正規4. */
const bareNumber =
  /(?:従業[員者]|社員|正社員|職員|人員|メンバー|現場|(?<!非)正規|(?:正規|常用)雇用|スタッフ|フルタイム|常勤|職人|ドライバー|事務員?|人数|パート|アルバイト|バイト)(?:の)?数?(?:は|が|:|=|で|(?:は|が)?(?:全部で|合計|合計で|全員で)|だけだと|だけで|だと)?\s?$/;
const afterBare = /^(?:$|[\s、。です,/・+&]|非常勤|契約|嘱託|事務|バイト|パート|アルバイト|非正規|名くらい)/;
const without =
  /(?:パート|アルバイト|バイト|役員|家族|社長)(?:は|を)?(?:除いて|除くと|除き|除く|除けば|抜けば|引くと|引けば|別にして|別にすれば|抜きで|抜きの|なしの|なしで|別で)、?(?:従業員|社員)?(?:は|が|で)?(?:正味|実質|純粋に|約|だいたい|今|ちょうど)?$/;
const besidesMe =
  /(?:私|僕|俺|自分|わたし|社長|家族|夫婦|役員)(?:と(?:妻|家内|嫁|夫|主人|息子|娘|母|父|弟|兄))?(?:の|以)?(?:ほか|他|外)に?(?:は|も)?$/;
const onlyCount = /^(?:人|名)(?:$|[、。\s]|です|だけ|や|働|い(?:る|ます|て)|お(?:る|り)|雇|ほど|くらい)/;
/** 「塗装、8人」, 「約20名」: guests, seats and kin are counted too. */
const otherPeople =
  /客|予約|団体|宴会|キャンセル|定員|収容|席|[様さ]ま?、|利用者|生徒|入居|会員|家族|親戚|兄弟|相続|夫婦|妻|子|保証|株主|相談|辞め|減|採用|募集|ほし|欲し|足り|応募|入院/;
const loneLead = /(?:^|[、,/・\s。])(?:うちは|今|約|およそ|だいたい|総勢|全員で|全部で|ざっと)*$/;
const loneEnd =
  /^(?:人|名)(?:弱|強|ほど|くらい|ぐらい|程度|規模|体制|前後)?(?:です|だ|や|います|いる|おる|おります|おって|いて|在籍|雇用)?(?:$|[、,/・\s。])/;
const longestFragment = 80;

/** The size of the firm told by nothing but a number, as the whole message or after the trade. */
function lone(text: string, figure: Figure, right: string): boolean {
  if (text.length > longestFragment || figure.value < 3 || otherPeople.test(text)) return false;
  const lead = text.slice(0, figure.start);
  if (!loneLead.test(lead) || !loneEnd.test(right)) return false;
  return loneLead.exec(lead)?.index === 0 || tradesIn(lead).length > 0;
}

/** 「現場9事務2の計11人」, 「20人いたのが今は9人」, 「1人減って7人に」. */
function counted(sentence: string, text: string, { start }: Figure): boolean {
  const lead = /[^。!?！？\n]*$/.exec(text.slice(Math.max(0, start - 40), start))?.[0] ?? '';
  if (otherPeople.test(lead.replaceAll(/減って|辞めて?/g, ''))) return false;
  if (/(?:計|合計|合わせて|全部で|総勢|トータル)$/.test(sentence)) return /従業員|社員|スタッフ|現場|職人|事務/.test(lead);
  if (/(?:減って|減り|辞めて?|抜けて|増えて|加わって)、?(?:今は)?$/.test(sentence)) return /従業員|社員|スタッフ|職人|人手/.test(lead);
  return (
    /(?:今|いま|現在|正確に|正しく|実際)(?:は|では|や|じゃ)?(?:もう|たった|わずか)?$/.test(sentence) &&
    /\d人?(?:も)?(?:い|お|だ|抱|雇|使|を切|を割|足らず)/.test(lead)
  );
}

/** 「12人の運送屋」, 「30人規模の縫製工場」 */
function ofTrade({ value }: Figure, right: string): boolean {
  const lead = /^(?:人|名)(?:規模|体制|所帯)?の/.exec(right)?.[0];
  return (
    lead !== undefined &&
    value > 2 &&
    tradesIn(right.slice(lead.length, lead.length + 10)).some(({ name, start }) => start <= 4 && house.test(name))
  );
}
const house = /(?:屋|店|会社|工場|事務所|所|業|社|院|室|園|塾|館|宿|場|企業|蔵|ホーム|サービス|クリニック)$/;

export interface Headcount {
  kind: Kind;
  value: number;
  vague: boolean;
  /** 「うち」: part of the number before. */
  part: boolean;
  /** The number counts temporary staff or officers too. */
  including: boolean;
  /** What it counts too: 役員, パート. */
  includes: Kind[];
  ownerIncluded: boolean;
  /** 「(パート10名含む)」: counted in the number before. */
  within: boolean;
}

function kindOf(left: string, right: string): Kind {
  let kind: Kind = 'none';
  for (const found of left.matchAll(kindWord)) {
    const linked = link.test(left.slice(found.index + found[0].length));
    if (linked) kind = kindOrder.find((one) => found.groups?.[one] !== undefined) ?? 'none';
  }
  const following = kindAfter.exec(right.slice(1))?.groups;
  const behind = kindOrder.find((one) => following?.[one] !== undefined);
  if (kind === 'owner' || kind === 'none') return behind ?? kind;
  return kind;
}

const includedKinds = (sentence: string): Kind[] =>
  including.test(sentence) ? (['temporary', 'owner'] as const).filter((kind) => new RegExp(kinds[kind]).test(sentence)) : [];

/** The headcount told with the figure at `index`, or none. */
export function headcount(text: string, figures: Figure[], index: number): Headcount[] {
  const figure = figures[index];
  if (!figure) return [];
  const right = text.slice(figure.end, figure.end + 20);
  const left = text.slice(Math.max(figures[index - 1]?.end ?? 0, figure.start - 24), figure.start);
  const sentence = /[^。!?！？\n]*$/.exec(left)?.[0] ?? '';
  const bare = (bareNumber.test(left) || (ownerIncluded.test(sentence) && /従業員|社員/.test(sentence))) && afterBare.test(right);
  const family = new RegExp(kinds.owner).test(sentence) || new RegExp(kinds.temporary).test(sentence);
  const told = runWith.test(right) || (firmCounts.test(sentence) && /^(?:人|名)(?:です|だ|や|ぐらい|くらい|ほど|$|、|。)/.test(right));
  const size = peopleUnit.test(right) && (sizeAfter.test(right) || ofTrade(figure, right) || (told && !family && figure.value > 2));
  if ((!peopleUnit.test(right) && !bare) || change.test(right) || (otherAsSubject.test(sentence) && !/うち(?:は|の)/.test(sentence)))
    return [];
  if (/^(?:人|名)(?:の会社)?の?(?:取引先|得意先|元請|お客|客)/.test(right)) return [];
  const carried =
    counted(sentence, text, figure) ||
    ((/(?:今|いま|現在)(?:は|では)?[^、。\d]{0,4}$|残りは?$|(?:私|僕|俺|自分|社長|夫婦|役員)(?:の)?(?:ほか|他|以外)に(?:は|も)?$/.test(
      sentence,
    ) ||
      ownerIncluded.test(sentence)) &&
      /従業員|社員|スタッフ/.test(text.slice(Math.max(0, figure.start - 40), figure.start)));
  const toldAlone = without.test(sentence) || (besidesMe.test(sentence) && onlyCount.test(right)) || lone(text, figure, right);
  const near = size || toldAlone ? 'total' : kindOf(sentence, right);
  const kind = (near === 'none' || near === 'owner') && carried ? 'total' : near;
  const inner = index > 0 && /(?:うち|内訳|内(?!装|職|科|航|部))[^。\d]{0,8}$/.test(sentence);
  return [
    {
      kind,
      value: figure.value,
      vague: (figure.vague && !/(?:従業員|社員|人員|スタッフ)数$/.test(left)) || bound.test(right),
      part: inner,
      including: including.test(sentence) || /^(?:人|名)?\([^)]{0,8}(?:含|込)/.test(right),
      includes: includedKinds(sentence),
      within: /^(?:人|名)を?(?:含む|含め|込)/.test(right),
      ownerIncluded: ownerIncluded.test(sentence) || /^(?:人|名)\((?:代表|社長|私|自分|店主|オーナー)[^)]{0,4}(?:含|込)/.test(right),
    },
  ];
}
