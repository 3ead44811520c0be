/**
 * Everything the web channel can refuse, in one table (RFC 9457, `application/problem+json`).
 * `detail` is written for the person who reads it: what was wrong, what to do. Nothing of the request is repeated in it.
 */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

interface ProblemWords {
  status: number;
  title: string;
  detail: string;
}

export const problems = {
  text_empty: { status: 400, title: 'メッセージが空です', detail: 'ご相談の内容を文字で入力してから、もう一度お送りください。' },
  choice_malformed: {
    status: 400,
    title: '選択肢を読み取れませんでした',
    detail: '画面に出ているボタンから選ぶか、文字でお書きください。',
  },
  message_id_malformed: {
    status: 400,
    title: 'メッセージの番号が正しくありません',
    detail: 'id は、半角の英数字と - _ だけの100文字以内にしてください。',
  },
  message_shape: {
    status: 400,
    title: 'メッセージの形が正しくありません',
    detail: '{ id, text } または { id, choice } の形の JSON をお送りください。',
  },
  not_json: { status: 400, title: 'JSON として読み取れませんでした', detail: '本文を JSON（UTF-8）にして、もう一度お送りください。' },
  not_utf8: { status: 400, title: '文字コードが UTF-8 ではありません', detail: '本文を UTF-8 にして、もう一度お送りください。' },
  request_malformed: { status: 400, title: '要求の形が正しくありません', detail: '宛先と本文を確かめて、もう一度お送りください。' },
  token_missing: {
    status: 401,
    title: '会話の鍵がありません',
    detail: 'Authorization: Bearer に、会話を始めたときに受け取った token を付けてください。',
  },
  token_wrong: { status: 401, title: '会話の鍵が合いません', detail: '会話が消されたか、鍵が違います。新しく会話を始めてください。' },
  origin_unknown: {
    status: 403,
    title: 'このサイトからは使えません',
    detail: 'サイトの管理者の方は、設定 WIDGET_ORIGINS にこのサイトを加えてください。',
  },
  conversation_unknown: {
    status: 404,
    title: 'この会話は見つかりません',
    detail: '会話が消されたか、番号が違います。新しく会話を始めてください。',
  },
  sheet_unknown: {
    status: 404,
    title: 'このページは開けません',
    detail: '期限が過ぎたか、会話が消されたか、アドレスが違います。相談の画面で、もう一度作ってください。',
  },
  path_unknown: { status: 404, title: 'このページはありません', detail: 'アドレスを確かめてください。' },
  text_too_long: { status: 413, title: '文章が長すぎます', detail: '一度に送れるのは20,000文字までです。いくつかに分けてお送りください。' },
  body_too_large: {
    status: 413,
    title: '送られた量が多すぎます',
    detail: '一度に送れるのは20,000文字までです。いくつかに分けてお送りください。',
  },
  content_type_unknown: {
    status: 415,
    title: 'この形式は受け取れません',
    detail: 'Content-Type を application/json にしてお送りください。',
  },
  too_many_turns: {
    status: 429,
    title: '少し間をあけてください',
    detail: '短い間にたくさんのメッセージが届きました。少し待ってから、もう一度お送りください。',
  },
  too_many_conversations: {
    status: 429,
    title: '少し間をあけてください',
    detail:
      '同じ場所からたくさんの会話が始められました。しばらく待ってから、もう一度お試しください。お急ぎのときは、窓口へお電話ください。',
  },
  too_many_sheets: {
    status: 429,
    title: '少し間をあけてください',
    detail: '短い間にたくさんの相談シートが作られました。さきほどのアドレスを開くと、いまの内容で表示されます。',
  },
  internal: {
    status: 500,
    title: 'こちらの不具合で、お答えできませんでした',
    detail: '申し訳ありません。少し待ってから、もう一度お送りください。続くときは、窓口へお電話ください。',
  },
} as const satisfies Record<string, ProblemWords>;

export type ProblemName = keyof typeof problems;

/** The `type` of a problem: a URI that names it. */
export const problemType = (name: ProblemName): string => `urn:michishirube:problem:${name}`;

/** Thrown where something is refused; `retryAfter` in whole seconds. */
export class Problem extends Error {
  readonly kind: ProblemName;
  readonly retryAfter: number | undefined;

  constructor(kind: ProblemName, retryAfter?: number) {
    super(problems[kind].title);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }
}

const ofFramework: Readonly<Record<string, ProblemName>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'content_type_unknown',
};

/** Which problem an error is: ours, the framework's, or a fault of our own. */
export function problemOf(error: Error & { code?: string; statusCode?: number }): ProblemName {
  if (error instanceof Problem) return error.kind;
  const known = ofFramework[error.code ?? ''];
  if (known) return known;
  const status = error.statusCode ?? 500;
  return status >= 400 && status < 500 ? 'request_malformed' : 'internal';
}

/** Answers with a problem. */
export function sendProblem(reply: FastifyReply, kind: ProblemName, retryAfter?: number): FastifyReply {
  const { status, title, detail } = problems[kind];
  if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
  if (status === 401) void reply.header('www-authenticate', 'Bearer');
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify({ type: problemType(kind), title, status, detail }));
}

/** For `setErrorHandler` and `frameworkErrors`. Faults of our own are logged, with no word of the person. */
export function onError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const kind = problemOf(error);
  if (kind === 'internal') request.log.error({ err: error }, 'A request failed');
  void sendProblem(reply, kind, error instanceof Problem ? error.retryAfter : undefined);
}

/** For `setNotFoundHandler` of the whole server. */
export const onUnknownPath = (_request: FastifyRequest, reply: FastifyReply): FastifyReply => sendProblem(reply, 'path_unknown');
