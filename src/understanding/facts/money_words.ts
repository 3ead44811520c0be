/** The words beside an amount that say what it is. */

export type Role = 'capital' | 'balance' | 'borrowed' | 'debt' | 'repayment' | 'other' | 'unknown';

export const interest = '利息|(?<!有)利子|金利|(?<!元)利払';
const words: Record<Exclude<Role, 'unknown'>, string> = {
  capital: '資本金|[Cc]apital|元手|出資(?:金|(?=\\d))|(?<!自己)資本(?:の額)?(?=[はがも\\d:\\s]|$)',
  other: `${interest}|売上高?|売り上げ|うりあげ|年商|月商|日商|利益|粗利|黒字|赤字|損失|損害|税金?|消費税|社会保険料?|社保|年金|家賃|賃料|給料|給与|人件費|賞与|仕入|材料費|補助金|助成金|給付金|協力金|投資|設備(?!資金)|機械|売掛|未収|預金|預け|貯金|貯蓄|現金|手元|保険|在庫|固定費|経費|電気代|光熱費|燃料|外注|土地|担保|評価|リース|役員報酬|費用|手形(?!貸付)|買掛|滞納|未払|保証料|敷金|退職金|予算|見積|受注|単価|定価|住宅ローン|カードローン|マイカーローン|車のローン|奨学金|消費者金融|クレジット|債務超過|限度|上限|枠|入金|キャッシュ`,
  repayment:
    '(?:銀行|公庫|信金)(?:さん|分)?(?:への?|に|の)?(?:毎月の?)?(?:支払い?|引き落とし|引落)|返済|返し|返さ|返す|返せ|元利(?:払い|金)?|約定|弁済',
  balance:
    '返(?:し終わって|せて|して|済できて)(?:い)?ない(?:の|分)|未返済|残債|残高|残額|残金|返す(?:お)?金(?=が|は)|残っ(?:て|と|ちょ)|残り|のこり|残元金|残(?=[はがも\\d\\s:])',
  borrowed: '借りと|借りちょ|借っと|借り入れと|借りて|借りた|借りま|借り入れ[たて]|借入し|融資を受け[てた]|調達し[てた]',
  debt: '借入(?:金|総額|額)?|借り入れ金?|借金|負債|債務(?!免除|整理|カット)|融資(?!を?(?:断|申|お願|受けた[いく]|頼))|ローン|借り|元本|元金|ゼロゼロ|証書貸付|手形貸付|証書|手貸|当座貸越|[Dd]ebt|[Ll]oan|短期(?!間)(?=借入|が|で|に|の|\\d)|長期(?!間|的)(?=借入|が|で|に|の|\\d)',
};
const order = ['capital', 'other', 'balance', 'borrowed', 'repayment', 'debt'] as const;
export const union = order.map((role) => `(?<${role}>${words[role]})`).join('|');
const anyWord = new RegExp(union, 'g');
const filler = '(?:\\(|くらい|ぐらい|ほど|程度|前後|近く|弱|強|超|余り|ちょっと|だけ|ずつ|も|円|残|\\s)*';
export const rightAdjacent = new RegExp(
  `^${filler}(?:の|を|は|が|も|、|で)?(?:銀行|公庫|信金|コロナ|運転資金で)?(?:の|で|から)?(?:${union})`,
);
export const leftAdjacent = new RegExp(
  `(?:${union})(?:高|額|金|総額)?(?:は|が|も|:|=|\\s|の|約|およそ|だいたい|大体|合計|総額|合わせて|あわせて|全部で|ぜんぶで|トータル|たぶん|まだ|今|いま|計|あと|で|、|ざっと|\\()*$`,
);

export const monthly =
  /毎月|月々|つきづき|月額|ひと月|一月|ひとつき|1ヶ月|1か月|1カ月|一ヶ月|[\/／]月|(?<![\dヶかカヵ十一二三四五六七八九])月(?!曜|商|末)/;

export const roleIn = (groups: Record<string, string | undefined> | undefined): Role =>
  order.find((role) => groups?.[role] !== undefined) ?? 'unknown';

/** The last such word of a piece. */
export function lastWord(left: string): Role {
  let role: Role = 'unknown';
  for (const found of left.matchAll(anyWord)) role = roleIn(found.groups);
  return role;
}
