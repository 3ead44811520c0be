/** The widget's side of the HTTP interface. Every request ends: after 20 seconds it counts as failed. */
import type { Choice, Message } from '../../../src/channel.ts';
import { words } from './words.ts';

export interface Opened {
  id: string;
  token: string;
}

export interface Answer {
  messages: Message[];
  choices: Choice[];
  /** Set when the conversation goes on under another id. */
  conversation?: string;
}

export type Sent = { text: string } | { choice: string };

/** `gone`: start a new conversation. `refused`: sending the same again cannot work. `again`: it can. */
export type Trouble = 'gone' | 'refused' | 'again';

export class Failure extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble, detail: string) {
    super(detail);
    this.trouble = trouble;
  }
}

const patience = 20_000;

export async function openConversation(server: string): Promise<{ opened: Opened; answer: Answer }> {
  const body = await request(server, '/api/conversations', 'POST', null, {});
  const { conversation, token } = body as { conversation?: unknown; token?: unknown };
  if (typeof conversation !== 'string' || typeof token !== 'string') throw new Failure('again', words.broken);
  return { opened: { id: conversation, token }, answer: answerOf(body) };
}

export async function sendMessage(server: string, to: Opened, id: string, sent: Sent): Promise<Answer> {
  return answerOf(await request(server, `/api/conversations/${encodeURIComponent(to.id)}/messages`, 'POST', to.token, { id, ...sent }));
}

export async function eraseConversation(server: string, to: Opened): Promise<void> {
  await request(server, `/api/conversations/${encodeURIComponent(to.id)}`, 'DELETE', to.token);
}

async function request(server: string, path: string, method: string, token: string | null, body?: object): Promise<unknown> {
  const headers: Record<string, string> = {};
  if (body) headers['content-type'] = 'application/json';
  if (token !== null) headers.authorization = `Bearer ${token}`;
  const init: RequestInit = { method, headers, credentials: 'omit', cache: 'no-store', signal: AbortSignal.timeout(patience) };
  if (body) init.body = JSON.stringify(body);
  const response = await fetch(server + path, init).catch((error: unknown) => {
    throw new Failure('again', error instanceof DOMException && error.name === 'TimeoutError' ? words.slow : words.offline);
  });
  if (response.status === 204) return null;
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer;
  throw new Failure(troubleOf(response.status), detailOf(answer));
}

function troubleOf(status: number): Trouble {
  if (status === 401 || status === 404) return 'gone';
  return status === 400 || status === 413 || status === 415 ? 'refused' : 'again';
}

function detailOf(problem: unknown): string {
  const detail = (problem as { detail?: unknown } | null)?.detail;
  return typeof detail === 'string' ? detail : words.broken;
}

function answerOf(body: unknown): Answer {
  const { messages, choices, conversation } = (body ?? {}) as { messages?: unknown; choices?: unknown; conversation?: unknown };
  if (!Array.isArray(messages)) throw new Failure('again', words.broken);
  return {
    messages: messages as Message[],
    choices: Array.isArray(choices) ? (choices as Choice[]) : [],
    ...(typeof conversation === 'string' ? { conversation } : {}),
  };
}
