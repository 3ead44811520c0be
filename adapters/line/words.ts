/** The few words only LINE needs: everything else comes from the conversation. */

/** Under a question that takes more than one answer; `count` choices are numbered above. */
export const severalHint = (count: number): string =>
  `いくつでも選べます。番号を「、」で区切って送ってください（例：${count >= 3 ? '1、3' : '1、2'}）。`;

export const whyAsked = (why: string): string => `（${why}）`;
export const changeButton = '直す';
export const changing = (label: string): string => `「${label}」を直す`;
export const callButton = (number: string): string => `電話する ${number}`;
export const addressLine = (address: string): string => `所在地：${address}`;
export const sourceLine = (sources: readonly string[], asOf: string): string =>
  `${sources.length > 0 ? `出典：${sources.join('、')}\n` : ''}${asOf}時点の情報です`;
export const continued = '（つづき）';

/** Groups are no place for a firm's troubles. */
export const groupNotice =
  'こんにちは、「みちしるべ」です。経営やお金のことは大切なお話なので、グループではうかがっていません。友だちに追加して、1対1のトークでお話しください。';

/** In a deployment where LINE is the entrance only. */
export const entranceNotice = (url: string): string =>
  `お話の内容を守るため、ここでは文字でのご相談はお受けしていません。いま送られた文は読み取らず、残していません。次のページでお書きください。\n${url}\nここでは、ボタンだけで進むこともできます。つらいとき、お急ぎのときは「人と話す」を選ぶと、電話の窓口をご案内します。`;
export const humanButton = '人と話す';
