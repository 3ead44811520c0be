import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problems, problemType, type ProblemName } from '../../adapters/web/problems.ts';
import { ask, open, send, type Answered } from './http.ts';
import { roomy, webServer, type WebServer } from './server.ts';

let server: WebServer;
beforeAll(async () => {
  server = await webServer({ limits: roomy, knownOrigins: ['https://centre.example'] });
});
afterAll(() => server.close());

function expectProblem(answered: Answered, name: ProblemName): void {
  const { status, title, detail } = problems[name];
  expect(answered.body).toEqual({ type: problemType(name), title, status, detail });
  expect(answered.status).toBe(status);
  expect(answered.type).toMatch(/^application\/problem\+json/);
}

describe('a conversation', () => {
  it('opens with a token, an id and a greeting', async () => {
    const answered = await ask(`${server.url}/api/conversations`, { method: 'POST' });
    expect(answered.status).toBe(201);
    expect(answered.headers.get('cache-control')).toBe('no-store');
    expect(answered.body).toMatchObject({
      conversation: expect.any(String) as string,
      messages: [{ kind: 'text' }, { kind: 'choices' }],
      question: null,
    });
    expect((answered.body as { token: string }).token).toMatch(/^[\w-]{43}$/);
  });

  it('takes text and choices', async () => {
    const to = await open(server.url);
    const first = await send(server.url, to, { id: 'm-1', text: '返済がきついです' });
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ question: 'needs_terms_change', route: null });
    const second = await send(server.url, to, { id: 'm-2', choice: 'needs_terms_change:yes' });
    expect(second.body).toMatchObject({ route: '405', messages: [{ kind: 'result' }, { kind: 'contact' }, { kind: 'choices' }] });
  });

  it('takes a repeated message id as one turn, also when both come at once', async () => {
    const to = await open(server.url);
    const before = server.core.taken();
    const message = { id: 'same', text: '返済がきついです' };
    const [one, two] = await Promise.all([send(server.url, to, message), send(server.url, to, message)]);
    const three = await send(server.url, to, message);
    expect(two.body).toEqual(one.body);
    expect(three.body).toEqual(one.body);
    expect(server.core.taken()).toBe(before + 1);
  });

  it('takes the same message id of two conversations as two turns', async () => {
    const before = server.core.taken();
    for (const to of [await open(server.url), await open(server.url)]) await send(server.url, to, { id: '1', text: 'こんにちは' });
    expect(server.core.taken()).toBe(before + 4);
  });

  it('answers a choice that is no longer open', async () => {
    const to = await open(server.url);
    const answered = await send(server.url, to, { id: '1', choice: 'debt_reduction:yes' });
    expect(answered.status).toBe(200);
    expect(answered.body).toMatchObject({ question: 'needs_terms_change' });
  });

  it('follows to the conversation that やり直す opened', async () => {
    const to = await open(server.url);
    const { body } = await send(server.url, to, { id: '1', choice: 'action:restart' });
    const conversation = (body as { conversation: string }).conversation;
    expect(conversation).not.toBe(to.conversation);
    expect((await send(server.url, { ...to, conversation }, { id: '2', text: 'こんにちは' })).status).toBe(200);
  });

  it('is erased, and cannot be used afterwards', async () => {
    const to = await open(server.url);
    const authorization = `Bearer ${to.token}`;
    const path = `${server.url}/api/conversations/${to.conversation}`;
    expect((await ask(path, { method: 'DELETE', headers: { authorization } })).status).toBe(204);
    expectProblem(await send(server.url, to, { id: '1', text: 'こんにちは' }), 'token_wrong');
    expectProblem(await ask(path, { method: 'DELETE', headers: { authorization } }), 'token_wrong');
  });

  it('never stores the token', async () => {
    const { token } = await open(server.url);
    expect(server.core.stored()).not.toContain(token);
  });
});

describe('bad texts', () => {
  const twentyThousand = 'あ'.repeat(20_000);
  const astral = '𠮷'.repeat(20_000);
  it.each([
    ['empty', ''],
    ['spaces', ' 　\n\t '],
    ['only NUL', '\0\0'],
    ['only half a surrogate pair', '\ud800'],
    ['only invisible characters', '\u200b\u202e'],
  ])('%s is refused', async (_name, text) => {
    expectProblem(await send(server.url, await open(server.url), { id: '1', text }), 'text_empty');
  });

  it.each([
    ['20,000 characters', twentyThousand],
    ['20,000 characters outside the basic plane', astral],
    ['NUL inside', '返済\0がきつい'],
    ['half a surrogate pair inside', '返済がきつい\udc00'],
    ['markup', '<script>alert(1)</script>返済'],
  ])('%s is answered', async (_name, text) => {
    const answered = await send(server.url, await open(server.url), { id: '1', text });
    expect(answered.status).toBe(200);
    expect(JSON.stringify(answered.body)).not.toContain('<script>');
  });

  it('20,000 characters, all written as escapes, fit', async () => {
    const escaped = '\\ud842\\udfb7'.repeat(20_000);
    expect((await send(server.url, await open(server.url), `{"id":"1","text":"${escaped}"}`)).status).toBe(200);
  });

  it.each([20_001, 50_000])('%i characters are too long', async (count) => {
    expectProblem(await send(server.url, await open(server.url), { id: '1', text: 'あ'.repeat(count) }), 'text_too_long');
  });
});

describe('bad bodies', () => {
  const bodies: [string, string | Uint8Array<ArrayBuffer> | object, ProblemName][] = [
    ['invalid UTF-8', new Uint8Array([...new TextEncoder().encode('{"id":"1","text":"'), 0xff, 0xfe, 0x22, 0x7d]), 'not_utf8'],
    ['bad JSON', '{"id":"1","text":', 'not_json'],
    ['no body', '', 'message_shape'],
    ['an array', '[]', 'message_shape'],
    ['null', 'null', 'message_shape'],
    ['deep nesting', '['.repeat(100_000), 'not_json'],
    ['no id', { text: 'こんにちは' }, 'message_shape'],
    ['neither text nor choice', { id: '1' }, 'message_shape'],
    ['both text and choice', { id: '1', text: 'a', choice: 'b:c' }, 'message_shape'],
    ['a number as text', { id: '1', text: 5 }, 'message_shape'],
    ['an empty id', { id: '', text: 'a' }, 'message_id_malformed'],
    ['an id of 101 characters', { id: 'a'.repeat(101), text: 'a' }, 'message_id_malformed'],
    ['an id with other signs', { id: 'a:b', text: 'a' }, 'message_id_malformed'],
    ['an empty choice', { id: '1', choice: '' }, 'choice_malformed'],
    ['an endless choice', { id: '1', choice: 'a'.repeat(201) }, 'choice_malformed'],
    ['a choice with NUL', { id: '1', choice: 'a\0:b' }, 'choice_malformed'],
    ['300 kB', { id: '1', text: 'あ'.repeat(100_000) }, 'body_too_large'],
  ];
  it.each(bodies)('%s', async (_name, body, problem) => {
    const before = server.core.taken();
    expectProblem(await send(server.url, await open(server.url), body), problem);
    expect(server.core.taken()).toBe(before + 1);
  });

  it.each(['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded'])(
    'content type %s',
    async (type) => {
      expectProblem(await send(server.url, await open(server.url), { id: '1', text: 'a' }, type), 'content_type_unknown');
    },
  );

  it('tells a fault of ours without its words', async () => {
    const answered = await send(server.url, await open(server.url), { id: '1', text: '壊れて' });
    expectProblem(answered, 'internal');
    expect(JSON.stringify(answered.body)).not.toContain('made to fail');
  });
});

describe('who may', () => {
  it('needs a token', async () => {
    const { conversation } = await open(server.url);
    expectProblem(await send(server.url, { conversation }, { id: '1', text: 'a' }), 'token_missing');
    expectProblem(await ask(`${server.url}/api/conversations/${conversation}`, { method: 'DELETE' }), 'token_missing');
  });

  it.each(['x', 'a'.repeat(43), 'a'.repeat(5000), "' OR 1=1 --"])('refuses the token %j', async (token) => {
    const { conversation } = await open(server.url);
    const answered = await send(server.url, { conversation, token }, { id: '1', text: 'a' });
    expectProblem(answered, 'token_wrong');
    expect(answered.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('refuses the token of another conversation', async () => {
    const [mine, other] = [await open(server.url), await open(server.url)];
    expectProblem(
      await send(server.url, { conversation: other.conversation, token: mine.token }, { id: '1', text: 'a' }),
      'conversation_unknown',
    );
    const headers = { authorization: `Bearer ${mine.token}` };
    expectProblem(
      await ask(`${server.url}/api/conversations/${other.conversation}`, { method: 'DELETE', headers }),
      'conversation_unknown',
    );
    expect((await send(server.url, other, { id: '1', text: 'こんにちは' })).status).toBe(200);
  });

  it.each(['0', '019a0000-0000-7000-8000-000000000000', 'a%00b', '..%2F..%2Fetc'])('knows no conversation %s', async (conversation) => {
    const { token } = await open(server.url);
    expectProblem(await send(server.url, { conversation, token }, { id: '1', text: 'a' }), 'conversation_unknown');
  });

  it('answers unknown paths and broken addresses as problems', async () => {
    expectProblem(await ask(`${server.url}/api/nothing`), 'path_unknown');
    expectProblem(await ask(`${server.url}/api/conversations/%zz/messages`, { method: 'POST' }), 'request_malformed');
  });

  it('lets known sites in and no others', async () => {
    const preflight = (origin: string): Promise<Answered> =>
      ask(`${server.url}/api/conversations`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
      });
    expect((await preflight('https://centre.example')).headers.get('access-control-allow-origin')).toBe('https://centre.example');
    expect((await preflight('https://other.example')).headers.get('access-control-allow-origin')).toBeNull();
  });
});
