/** Whether a text asks, by its form alone: before anything is known of what it means. */

/** It ends in a question mark, か, の, って, は, or asks to be told. */
const ends =
  /[?？]|(?:か|かな|かね|かしら|の|って|は|とは|なら|だと|だっけ|っけ|だめ|ダメ|よね|ですか|ますか|ですよね|だよね|教えて|おしえて|教えてください|教えてほしい|知りたい|知りたいです|説明して)[。!！]*$/;
/** A word that asks; いつも, 何も, どこか and the like ask nothing. */
const asks =
  /いつ(?!も|か[^ら])|どこ(?!か[^ら]|も|でも)|(?:だれ|誰)(?!か|も|でも)|いくら(?!か|でも)|何(?!も|か[^月所国年]|とか|でも)|なん(?:の(?!で)|円|割|の略|ですか)|どう(?!も|か|に(?:か|も)|して|しても)|どん(?:な|だけ)|どの|どれ(?!も|か)|どちら(?!も|か)|どっち(?!も|か)|なぜ/;

/** Whether a text asks for something, by how it ends. */
export const isQuestion = (text: string): boolean => ends.test(text.trim());

/** Shorter than this a text answers a question, longer than this nobody writes a bare 「上限と補助率」. */
const shortestHeading = 4;
const longestHeading = 40;
/** Said of oneself, or said as a deed: no heading. */
const told = /(?:です|ます|でした|ました|ません|たい|しい|ない|した|した?ん|ている|てる|くて|だよ|だ|よ|ね|た|として)[。!！]*$/;

/** Whether it has a word that asks, and does not say that one does not know. */
export const asksSomewhere = (text: string): boolean => asks.test(text) && !/わから|分から|わかりません|判らない/.test(text);

/** Whether a text that says nothing else may ask: by a word that asks, or as 「サポート保証の保証料率」, a thing named and nothing told of it. */
export const mayAsk = (text: string): boolean => {
  const plain = text.trim();
  return asksSomewhere(plain) || isHeading(plain);
};

/** 「サポート保証の保証料率」「Vアップ 上限」 */
export const isHeading = (text: string): boolean =>
  text.length >= shortestHeading && text.length <= longestHeading && !told.test(text.trim());
