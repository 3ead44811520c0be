/** What every store promises. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { takingTurns, type Taking } from '../../src/advance.ts';
import { createCore, type CoreOptions, type RunningCore } from '../../src/core.ts';
import { forgetOld } from '../../src/retention.ts';
import { type NewPage, type OutboxRow, type Store, StoreBusy, type StoredPage, type Take } from '../../src/store/store.ts';
import type { PageModel, Reply } from '../../src/channel.ts';
import { createSheets, usualTerms } from '../../src/sheets.ts';
import { event, eventually, failedText, kinds, linkOf, remembering, saidIn, wordsOf } from './places.ts';

const nothingSaid: Reply = { messages: [], question: null, choices: [], route: null };

const dayMs = 86_400_000;

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

describe.each(kinds)('a store in $name', (kind) => {
  let source: Awaited<ReturnType<typeof kind.start>>;
  let open: (now?: () => number) => Promise<Store>;
  let opened: Store[];
  let core: RunningCore;
  let store: Store;
  let time: number;
  const now = (): number => time;

  beforeAll(async () => void (source = await kind.start()));
  afterAll(() => source.stop());
  beforeEach(async () => {
    time = 1_800_000_000_000;
    const place = await source.place();
    opened = [];
    open = async () => {
      const fresh = await place(now);
      opened.push(fresh);
      return fresh;
    };
    store = await open();
    core = coreOn(store);
  });
  afterEach(async () => {
    for (const one of opened) await one.close().catch(() => undefined);
  });

  function coreOn(on: Store, more: Partial<CoreOptions> = {}): RunningCore {
    return createCore({ store: on, computeTurn: remembering, failedText, retentionDays: 90, now, ...more });
  }
  const take = (more: Partial<Taking> = {}): Take =>
    takingTurns({ computeTurn: remembering, pushes: (channel) => channel === 'line', failedText, ...more });
  const advance = async (person: string, on = store, channel = 'web'): Promise<string> => {
    const step = await on.step({ channel, person }, null, take());
    return step.taken?.status ?? 'nothing';
  };
  const said = async (person: string, channel = 'web'): Promise<string[]> =>
    (await core.saidSince(channel, person, null)).map(({ reply }) => wordsOf(reply));

  describe('events', () => {
    it('are accepted once', async () => {
      const first = event('aki', 'a');
      expect(await core.accept(first)).toBe('accepted');
      expect(await core.accept({ ...first, said: { text: 'another body' } })).toBe('duplicate');
      expect(await advance('aki')).toBe('done');
      expect(await advance('aki')).toBe('nothing');
      expect(await said('aki')).toEqual(['a']);
      expect(await core.accept(first)).toBe('duplicate');
    });

    it('of one request are taken by their time, those of later requests after them', async () => {
      const [a, b, c] = [event('aki', 'a'), event('aki', 'b'), event('aki', 'c', { at: 1 })];
      expect(await core.acceptAll([b, a, b])).toEqual(['accepted', 'accepted', 'duplicate']);
      expect(await core.accept(c)).toBe('accepted');
      for (let turns = 0; turns < 3; turns++) await advance('aki');
      expect(await said('aki')).toEqual(['a', 'a b', 'a b c']);
    });

    it('of another person with the same id are refused, and what was said is not shown', async () => {
      const first = event('aki', 'a');
      await core.converse(first);
      await expect(core.converse({ ...first, person: 'ben' })).rejects.toThrow('already another person');
      expect(await said('ben')).toEqual([]);
    });

    it('that wait are found, the longest waiting person first', async () => {
      await core.acceptAll([event('aki', 'a'), event('ben', 'b'), event('aki', 'c')]);
      expect((await store.waiting(10)).map((key) => key.person)).toEqual(['aki', 'ben']);
      expect(await store.backlog()).toEqual({ waiting: 3, outbox: 0, deadTurns: 0, deadLetters: 0, unknown: 0 });
    });
  });

  describe('converse', () => {
    it('goes on in one open conversation', async () => {
      expect(await core.conversationOf('web', 'aki')).toBeNull();
      expect(wordsOf(await core.converse(event('aki', 'a')))).toBe('a');
      const conversation = await core.conversationOf('web', 'aki');
      expect(wordsOf(await core.converse(event('aki', 'b')))).toBe('a b');
      expect(conversation).toMatch(/^[0-9a-f-]{14}7[0-9a-f-]{21}$/);
      expect(await core.conversationOf('web', 'aki')).toBe(conversation);
      expect(await core.conversationOf('line', 'aki')).toBeNull();
    });

    it('answers the same event again with the same reply and takes one turn, also while the first is under way', async () => {
      const first = event('aki', 'a');
      const replies = await Promise.all([core.converse(first), core.converse({ ...first, said: { text: 'x' } }), core.converse(first)]);
      expect(replies.map(wordsOf)).toEqual(['a', 'a', 'a']);
      await core.converse(event('aki', 'b'));
      expect(await core.converse(first)).toEqual(replies[0]);
      expect(await said('aki')).toEqual(['a', 'a b']);
    });

    it('takes older waiting events first', async () => {
      await core.accept(event('aki', 'a'));
      expect(wordsOf(await core.converse(event('aki', 'b')))).toBe('a b');
    });

    it('survives a restart: the conversation goes on, a repeated event gets the same reply', async () => {
      const first = event('aki', 'a');
      const reply = await core.converse(first);
      await core.accept(event('aki', 'b'));
      const conversation = await core.conversationOf('web', 'aki');
      await store.close();
      store = await open();
      core = coreOn(store);
      expect(await core.converse(first)).toEqual(reply);
      expect(wordsOf(await core.converse(event('aki', 'c')))).toBe('a b c');
      expect(await core.conversationOf('web', 'aki')).toBe(conversation);
    });

    it('tells what was said since a turn', async () => {
      for (const text of ['a', 'b', 'c']) await core.converse(event('aki', text));
      const all = await core.saidSince('web', 'aki', null);
      expect((await core.saidSince('web', 'aki', all[0]?.turn ?? '')).map(({ turn }) => turn)).toEqual(
        all.slice(1).map(({ turn }) => turn),
      );
      expect(await core.saidSince('web', 'aki', all[2]?.turn ?? '')).toEqual([]);
      expect(await core.saidSince('web', 'aki', 'unknown')).toHaveLength(3);
    });

    it('says what an adviser tells in its place, once, and leaves the conversation as it is', async () => {
      const heard: string[] = [];
      store.listen((wake) => void heard.push(wake.kind));
      await core.converse(event('aki', 'a'));
      const told = {
        channel: 'web',
        person: 'aki',
        event: 'slack:1',
        at: time,
        reply: { messages: [{ kind: 'text' as const, text: 'hello' }], question: null, choices: [], route: null },
      };
      expect(await core.tell(told)).toBe('accepted');
      expect(await core.tell(told)).toBe('duplicate');
      await advance('aki');
      expect(wordsOf(await core.converse(event('aki', 'b')))).toBe('a b');
      expect(await said('aki')).toEqual(['a', 'hello', 'a b']);
      await eventually(() => heard).toContain('told');
    });

    it('closes the conversation on a restart and opens the next', async () => {
      await core.converse(event('aki', 'a'));
      const before = await core.conversationOf('web', 'aki');
      await core.converse(event('aki', 'restart'));
      const after = await core.conversationOf('web', 'aki');
      expect(after).not.toBe(before);
      expect(after).not.toBeNull();
      expect(wordsOf(await core.converse(event('aki', 'b')))).toBe('b');
      expect(await said('aki')).toHaveLength(3);
    });

    it('keeps the order of 500 at once over 50 people', async () => {
      const events = Array.from({ length: 500 }, (_, index) => event(`person-${String(index % 50)}`, String(Math.floor(index / 50))));
      const replies = await Promise.all(events.map((one) => core.converse(one)));
      expect(replies).toHaveLength(500);
      for (let person = 0; person < 50; person++) {
        const lines = await said(`person-${String(person)}`);
        expect(lines.at(-1)).toBe('0 1 2 3 4 5 6 7 8 9');
        expect(lines).toHaveLength(10);
      }
    });
  });

  describe('two nodes on one store', () => {
    it('take each event once and lose none', async () => {
      const cores = [core, coreOn(await open())];
      const events = Array.from({ length: 40 }, (_, index) => event('aki', String(index)));
      const converse = async (index: number): Promise<string> => {
        for (let tries = 0; tries < 50; tries++) {
          try {
            return wordsOf(await (cores[(index + tries) % 2] ?? core).converse(events[index] ?? event('aki', '')));
          } catch (error) {
            if (!(error instanceof StoreBusy)) throw error;
          }
        }
        throw new Error('busy fifty times');
      };
      // every event goes to both nodes
      const both = await Promise.all(events.flatMap((_, index) => [converse(index), converse(index)]));
      const lines = await said('aki');
      expect(lines).toHaveLength(40);
      for (const [place, line] of lines.entries()) {
        expect(line.split(' ')).toHaveLength(place + 1);
        if (place > 0) expect(line.startsWith(`${lines[place - 1] ?? ''} `)).toBe(true);
      }
      expect(new Set(both)).toEqual(new Set(lines));
    });

    it('does not write over what another node wrote meanwhile', async () => {
      const other = await open();
      await core.converse(event('aki', 'a'));
      let meanwhile: Promise<unknown> | undefined;
      const slow = takingTurns({
        computeTurn: (state, incoming) => {
          // another node takes a turn between this one's reading and writing
          meanwhile ??= coreOn(other).converse(event('aki', 'b'));
          return remembering(state, incoming);
        },
        pushes: () => false,
        failedText,
      });
      const mine = event('aki', 'c');
      const [step] = await Promise.all([store.step({ channel: 'web', person: 'aki' }, mine, slow), meanwhile]);
      await meanwhile;
      const lines = await said('aki');
      expect(step.reply && wordsOf(step.reply)).toMatch(/^a (b )?c$/);
      expect(['a b c', 'a c b']).toContain(lines.at(-1));
    });
  });

  describe('erasing', () => {
    it('in the conversation leaves the receipt and no content', async () => {
      await core.converse(event('aki', 'secret'));
      await core.converse(event('ben', 'kept'));
      const last = event('aki', 'erase');
      const receipt = await core.converse(last);
      expect(await core.conversationOf('web', 'aki')).toBeNull();
      expect(await said('aki')).toEqual(['secret erase']);
      expect(await core.converse(last)).toEqual(receipt);
      expect(wordsOf(await core.converse(event('aki', 'new')))).toBe('new');
      expect(await said('aki')).toEqual(['secret erase', 'new']);
      expect(await said('ben')).toEqual(['kept']);
    });

    it('keeps the receipt in the outbox and drops what waited there', async () => {
      const pushing = coreOn(store, { channels: { line: { send: () => Promise.resolve({ sent: true }) } } });
      await pushing.converse(event('aki', 'a', { channel: 'line' }));
      await pushing.converse(event('aki', 'erase', { channel: 'line' }));
      const rows = await store.lease('line', 10, 1000);
      expect(rows.map((row) => wordsOf(row.reply))).toEqual(['a erase']);
    });

    it('of a message taken back deletes its content, and does not answer it if it waits', async () => {
      const quiet = createCore({ store, computeTurn: remembering, failedText, retentionDays: 90 });
      await quiet.converse(event('aki', 'a', { context: { message: 'm1' } }));
      const waits = event('aki', 'b', { context: { message: 'm2' } });
      await quiet.accept(waits);
      await quiet.unsay('web', 'ben', 'm2');
      expect(await store.backlog()).toMatchObject({ waiting: 1 });
      for (const message of ['m1', 'm2', 'm3']) await quiet.unsay('web', 'aki', message);
      expect(await quiet.accept(waits)).toBe('duplicate');
      expect(await advance('aki')).toBe('nothing');
      expect(await said('aki')).toEqual(['a']);
      expect(wordsOf(await quiet.converse(event('aki', 'c')))).toBe('a c');
    });

    it('from outside deletes everything, also what waits', async () => {
      await core.converse(event('aki', 'a'));
      await core.accept(event('aki', 'b'));
      await core.erase('web', 'aki');
      expect(await advance('aki')).toBe('nothing');
      expect(await said('aki')).toEqual([]);
      expect(await core.conversationOf('web', 'aki')).toBeNull();
    });
  });

  describe('an event that fails', () => {
    it('three times is put aside; the person is told and later events go on', async () => {
      await core.acceptAll([event('aki', 'a'), event('aki', 'boom'), event('aki', 'b')]);
      const steps = [];
      for (let turns = 0; turns < 6; turns++) steps.push(await advance('aki'));
      expect(steps).toEqual(['done', 'failed', 'failed', 'dead', 'done', 'nothing']);
      expect(await said('aki')).toEqual(['a', failedText, 'a b']);
      expect(await store.deadLetters(10)).toMatchObject([{ kind: 'turn', status: 'dead', reason: 'TypeError', attempts: 3 }]);
    });

    it('fails alone among those taken together', async () => {
      const seen: number[] = [];
      const watched = coreOn(store, { onTrouble: (trouble) => trouble.where === 'turn' && seen.push(trouble.attempts) });
      const replies = await Promise.all(['a', 'boom', 'b'].map((text, index) => watched.converse(event(`p${String(index)}`, text))));
      expect(replies.map(wordsOf)).toEqual(['a', failedText, 'b']);
      expect(seen).toEqual([1, 2, 3]);
    });

    it('answers a repeated request with the same honest words', async () => {
      const bad = event('aki', 'boom');
      expect(await core.converse(bad)).toEqual(await core.converse(bad));
    });

    it('is taken again after a requeue', async () => {
      await core.converse(event('aki', 'boom'));
      const [letter] = await store.deadLetters(10);
      const healed = coreOn(store, { computeTurn: (state, incoming) => remembering(state, { ...incoming, said: { text: 'healed' } }) });
      expect(await store.requeue(letter?.id ?? '')).toBe(1);
      expect(await store.requeue('unknown')).toBe(0);
      expect(await store.deadLetters(10)).toEqual([]);
      expect(wordsOf(await healed.converse(event('aki', 'later')))).toBe('healed healed');
      expect(await said('aki')).toEqual(['healed', 'healed healed']);
    });
  });

  describe('the outbox', () => {
    const fill = async (texts: readonly [person: string, text: string][]): Promise<void> => {
      for (const [person, text] of texts) {
        await core.accept(event(person, text, { channel: 'line', context: { replyToken: `token-${text}`, receivedAt: time } }));
        expect(await advance(person, store, 'line')).toBe('done');
      }
    };
    const lease = (limit = 10): Promise<OutboxRow[]> => store.lease('line', limit, 1000);

    it('leases one row of a person at a time, in order, with what the channel needs', async () => {
      await fill([
        ['aki', 'a'],
        ['aki', 'b'],
        ['ben', 'c'],
      ]);
      const rows = await lease();
      expect(rows.map((row) => wordsOf(row.reply)).sort()).toEqual(['a', 'c']);
      expect(rows.find((row) => row.person === 'aki')).toMatchObject({ context: { replyToken: 'token-a', receivedAt: time }, attempts: 1 });
      expect(await lease()).toEqual([]);
      for (const row of rows) expect(await store.mark(row, { status: 'sent' })).toBe(true);
      expect((await lease()).map((row) => wordsOf(row.reply))).toEqual(['a b']);
    });

    it('gives an expired lease to another, with the same key; the late one may not mark', async () => {
      await fill([['aki', 'a']]);
      const [first] = await lease();
      time += 999;
      expect(await lease()).toEqual([]);
      time += 1;
      const [second] = await lease();
      expect(second).toMatchObject({ key: first?.key, attempts: 2 });
      expect(first?.key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
      if (!first || !second) throw new Error('two leases were expected');
      expect(await store.mark(first, { status: 'sent' })).toBe(false);
      expect(await store.mark(second, { status: 'sent' })).toBe(true);
      expect(await store.mark(second, { status: 'sent' })).toBe(false);
    });

    it('waits before a retry and holds up what comes after for the person', async () => {
      await fill([
        ['aki', 'a'],
        ['aki', 'b'],
      ]);
      const [row] = await lease();
      if (!row) throw new Error('a lease was expected');
      await store.mark(row, { status: 'retry', afterMs: 500, reason: '429' });
      time += 499;
      expect(await lease()).toEqual([]);
      time += 1;
      expect(await lease()).toMatchObject([{ id: row.id, key: row.key, attempts: 2 }]);
    });

    it('lists what is dead or unknown and puts it back', async () => {
      await fill([
        ['aki', 'a'],
        ['ben', 'b'],
      ]);
      for (const row of await lease())
        await store.mark(row, row.person === 'aki' ? { status: 'dead', reason: 'blocked' } : { status: 'unknown' });
      const letters = await store.deadLetters(10);
      expect(letters.map(({ status, reason }) => [status, reason]).sort()).toEqual([
        ['dead', 'blocked'],
        ['unknown', null],
      ]);
      expect(await store.backlog()).toMatchObject({ outbox: 0, deadLetters: 1, unknown: 1 });
      expect(await store.requeue(letters.find(({ status }) => status === 'dead')?.id ?? '')).toBe(1);
      expect(await lease()).toMatchObject([{ person: 'aki', attempts: 1 }]);
    });

    it('gives each row to one of two nodes', async () => {
      const other = await open();
      await fill(Array.from({ length: 20 }, (_, index) => [`p${String(index)}`, 'x'] as [string, string]));
      const leased = await Promise.all(Array.from({ length: 10 }, (_, index) => (index % 2 ? store : other).lease('line', 4, 1000)));
      const ids = leased.flat().map((row) => row.id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length + (await lease(20)).length).toBe(20);
    });

    it('announces what is written', async () => {
      const heard: unknown[] = [];
      const stop = (await open()).listen((wake) => void heard.push(wake));
      store.listen((wake) => void heard.push(wake));
      await fill([['aki', 'a']]);
      await eventually(() => heard).toContainEqual({ kind: 'outbox', channel: 'line', person: 'aki' });
      expect(heard).toContainEqual({ kind: 'turn', channel: 'line', person: 'aki' });
      stop();
    });
  });

  describe('retention', () => {
    it('deletes conversations idle for longer and keeps the others', async () => {
      await core.converse(event('old', 'a'));
      await core.converse(event('back', 'a'));
      await core.converse(event('gone', 'erase'));
      time += 60 * dayMs;
      await core.converse(event('back', 'b'));
      await core.converse(event('young', 'a'));
      time += 31 * dayMs;
      expect(await forgetOld(store, 90, time)).toBe(2);
      expect(await said('old')).toEqual([]);
      expect(await said('gone')).toEqual([]);
      expect(await core.conversationOf('web', 'old')).toBeNull();
      expect(await said('back')).toEqual(['a', 'a b']);
      expect(await said('young')).toEqual(['a']);
      expect(await forgetOld(store, 90, time)).toBe(0);
    });
  });

  describe('pages', () => {
    const key = { channel: 'web', person: 'aki' };
    const opened = async (person = 'aki'): Promise<string> => {
      await core.converse(event(person, 'a'));
      return (await core.conversationOf('web', person)) ?? '';
    };
    const page = (keyHash: string, expiresAt: number, kind: NewPage['kind'] = 'sheet'): NewPage => ({ kind, keyHash, expiresAt });
    const many = 1000;
    const shown = (stored: StoredPage): PageModel => stored as unknown as PageModel;
    const keyIn = (reply: Reply): string => linkOf(reply).replace('/sheet/', '');

    it('show the conversation as it stands, until they expire', async () => {
      const id = await opened();
      expect(await store.createSheet(key, id, page('hash', time + 1000), many)).toBe(true);
      await core.converse(event('aki', 'b'));
      const sheet = await store.readSheet('hash');
      expect(sheet).toMatchObject({ kind: 'sheet', expiresAt: time + 1000, said: [] });
      expect(saidIn(sheet?.state ?? '')).toEqual(['a', 'b']);
      expect(await store.readSheet('another')).toBeNull();
      time += 999;
      expect(await store.readSheet('hash')).not.toBeNull();
      time += 1;
      expect(await store.readSheet('hash')).toBeNull();
    });

    it('show, as a copy, also what was said in that conversation, in order', async () => {
      const before = await opened();
      await core.converse(event('aki', 'restart'));
      const id = await opened();
      await opened('ben');
      await core.converse({ ...event('aki', ''), said: { choice: 'x:y' } });
      await core.tell({ channel: 'web', person: 'aki', event: 'told', at: time, reply: { ...nothingSaid, question: 'told' } });
      await advance('aki');
      await store.createSheet(key, id, page('copy', time + 1000, 'copy_page'), many);
      const copy = await store.readSheet('copy');
      expect(copy?.said.map(({ said }) => said)).toEqual([{ text: 'a' }, { choice: 'x:y' }, null]);
      expect(copy?.said.map(({ reply }) => wordsOf(reply))).toEqual(['a', 'a {"choice":"x:y"}', '']);
      await store.createSheet(key, before, page('of before', time + 1000, 'copy_page'), many);
      expect((await store.readSheet('of before'))?.said).toHaveLength(2);
    });

    it('are made for the person whose conversation it is, also a closed one', async () => {
      const id = await opened();
      await opened('ben');
      expect(await store.createSheet({ channel: 'web', person: 'ben' }, id, page('stolen', time + 1000), many)).toBe(false);
      expect(await store.createSheet({ channel: 'line', person: 'aki' }, id, page('stolen', time + 1000), many)).toBe(false);
      expect(await store.createSheet(key, 'no such', page('stolen', time + 1000), many)).toBe(false);
      expect(await store.readSheet('stolen')).toBeNull();
      await core.converse(event('aki', 'restart'));
      expect(await core.conversationOf('web', 'aki')).not.toBe(id);
      expect(await store.createSheet(key, id, page('closed', time + 1000), many)).toBe(true);
      expect(saidIn((await store.readSheet('closed'))?.state ?? '')).toEqual(['a']);
    });

    it('go with the conversation when it is erased or forgotten', async () => {
      await store.createSheet(key, await opened(), page('one', time + 400 * dayMs), many);
      const ben = await opened('ben');
      await store.createSheet({ channel: 'web', person: 'ben' }, ben, page('two', time + 400 * dayMs), many);
      await core.erase('web', 'aki');
      expect(await store.readSheet('one')).toBeNull();
      expect(await store.readSheet('two')).not.toBeNull();
      time += 91 * dayMs;
      await forgetOld(store, 90, time);
      expect(await store.readSheet('two')).toBeNull();
    });

    it('are at most 50 of a conversation, the newest, and only so many within an hour', async () => {
      const id = await opened();
      const make = (made: number, perHour = many): Promise<boolean> =>
        store.createSheet(key, id, page(`key ${String(made)}`, time + 1000 + made), perHour);
      for (let made = 0; made < 52; made++) expect(await make(made)).toBe(true);
      const kept = await Promise.all(['key 0', 'key 1', 'key 2', 'key 51'].map((hash) => store.readSheet(hash)));
      expect(kept.map((sheet) => sheet !== null)).toEqual([false, false, true, true]);
      expect(await make(52, 50)).toBe(false);
      time += 3_600_000;
      expect(await make(53, 1)).toBe(true);
      expect(await make(54, 1)).toBe(false);
    });

    it('have a key of which the table holds only the hash', async () => {
      const sheets = createSheets(store, shown, now);
      const made = await sheets.create('web', 'aki', await opened());
      if (made === null || made === 'too_many') return expect.unreachable(String(made));
      expect(made.expires).toBe(time + 7 * dayMs);
      expect(made.key).toMatch(/^[\w-]{32}$/);
      expect(await store.readSheet(made.key)).toBeNull();
      expect(await sheets.read(made.key)).toMatchObject({ kind: 'sheet' });
      expect(await sheets.read(`${made.key}x`)).toBeNull();
      expect(await sheets.create('web', 'ben', await opened())).toBeNull();
      for (let more = 1; more < 6; more++) expect(await sheets.create('web', 'aki', await opened())).toMatchObject({ key: /^/ });
      expect(await sheets.create('web', 'aki', await opened())).toBe('too_many');
      time += 7 * dayMs;
      expect(await sheets.read(made.key)).toBeNull();
    });

    it('are handed out in a turn: the link behind the first words, opened by its key, the same when the event comes again', async () => {
      const on = coreOn(store, { pageOf: shown, pages: { ...usualTerms, address: (channel, path) => `${channel}:${path}` } });
      await opened();
      const asked = event('aki', 'copy_page');
      const reply = await on.converse(asked);
      expect(reply.messages).toEqual([
        { kind: 'text', text: 'a copy_page' },
        { kind: 'link', label: 'copy_page', url: expect.stringMatching(/^web:\/sheet\/[\w-]{32}$/) as string },
      ]);
      expect(await on.converse(asked)).toEqual(reply);
      expect(await on.accept(asked)).toBe('duplicate');
      const read = await on.sheets?.read(linkOf(reply).replace('web:/sheet/', ''));
      expect(read).toMatchObject({ kind: 'copy_page', said: [{ said: { text: 'a' } }, { said: { text: 'copy_page' } }] });
      expect(await (await open()).readSheet('nothing')).toBeNull();
    });

    it('of a first turn, too', async () => {
      const on = coreOn(store, { pageOf: shown });
      const reply = await on.converse(event('new', 'sheet'));
      expect(await on.sheets?.read(keyIn(reply))).toMatchObject({ kind: 'sheet' });
    });

    it('are not handed out more often than the terms say; an hour later again; the words say so', async () => {
      const on = coreOn(store, { pageOf: shown, pages: { ...usualTerms, perHour: 2, lifeMs: 3 * dayMs } });
      const ask = async (): Promise<Reply> => on.converse(event('aki', 'sheet'));
      const [one, two, three] = [await ask(), await ask(), await ask()];
      expect([one, two].every((reply) => linkOf(reply) !== '')).toBe(true);
      expect(three.messages).toEqual([{ kind: 'text', text: 'enough' }]);
      expect(await on.sheets?.create('web', 'aki', (await on.conversationOf('web', 'aki')) ?? '')).toBe('too_many');
      time += 3_600_001;
      expect(linkOf(await ask())).not.toBe('');
      time += 3 * dayMs - 3_600_002;
      expect(await on.sheets?.read(keyIn(two))).not.toBeNull();
      time += 1;
      expect(await on.sheets?.read(keyIn(two))).toBeNull();
    });

    it('end at once when the person erases in the conversation', async () => {
      const on = coreOn(store, { pageOf: shown });
      const reply = await on.converse(event('aki', 'sheet'));
      expect(await on.sheets?.read(keyIn(reply))).not.toBeNull();
      await on.converse(event('aki', 'erase'));
      expect(await on.sheets?.read(keyIn(reply))).toBeNull();
    });

    it('are made once by two nodes that take the same event at once', async () => {
      const [one, two] = [coreOn(store, { pageOf: shown }), coreOn(await open(), { pageOf: shown })];
      await opened();
      const asked = event('aki', 'sheet');
      const [first, second] = await Promise.all([one.converse(asked), two.converse(asked)]);
      expect(second).toEqual(first);
      expect(await one.sheets?.read(keyIn(first))).not.toBeNull();
      const left = [1, 2, 3, 4, 5, 6].map(() => one.converse(event('aki', 'sheet')));
      const links = (await Promise.all(left)).filter((reply) => linkOf(reply) !== '');
      expect(links, 'one was made before, six are allowed').toHaveLength(5);
    });
  });

  it('is ready while it is open', async () => {
    await expect(store.ready()).resolves.toBeUndefined();
    await store.close();
    await expect(store.ready()).rejects.toThrow();
  });
});
