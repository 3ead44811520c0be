/** Requests of the tests, and what came back. */
export interface Answered {
  status: number;
  type: string | null;
  headers: Headers;
  body: unknown;
}

export interface Opened {
  conversation: string;
  token: string;
  messages: { kind: string }[];
}

export async function ask(url: string, init: RequestInit = {}): Promise<Answered> {
  const response = await fetch(url, init);
  const text = await response.text();
  const type = response.headers.get('content-type');
  return { status: response.status, type, headers: response.headers, body: type?.includes('json') ? JSON.parse(text) : text };
}

export async function open(url: string): Promise<Opened> {
  return (await ask(`${url}/api/conversations`, { method: 'POST' })).body as Opened;
}

/** Sends a body as it is, or an object as JSON. */
export function send(
  url: string,
  to: { conversation: string; token?: string },
  body: string | Uint8Array<ArrayBuffer> | object,
  type = 'application/json',
): Promise<Answered> {
  const raw = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  const headers: Record<string, string> = { 'content-type': type };
  if (to.token !== undefined) headers.authorization = `Bearer ${to.token}`;
  return ask(`${url}/api/conversations/${to.conversation}/messages`, { method: 'POST', headers, body: raw });
}
