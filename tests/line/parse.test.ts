import { describe, expect, test } from 'vitest';
import { readEvent } from '../../adapters/line/parse.ts';
import { postbackData, readPostback } from '../../adapters/line/postback.ts';

const person = `U${'a'.repeat(32)}`;
const at = 1_795_000_000_000;
const conversation = '01934c5e-7a4f-7000-8000-0123456789ab';
const event = (more: Record<string, unknown>): Record<string, unknown> => ({
  type: 'message',
  mode: 'active',
  timestamp: at,
  webhookEventId: '01ABC',
  deliveryContext: { isRedelivery: false },
  source: { type: 'user', userId: person },
  replyToken: 'token',
  ...more,
});
const saidOf = (more: Record<string, unknown>): unknown => {
  const heard = readEvent(event(more), at + 200);
  return heard?.kind === 'said' ? heard.incoming.said : heard;
};
const message = (content: Record<string, unknown>): unknown => saidOf({ message: { id: 'm1', ...content } });

test('an event and what is needed to answer it', () => {
  expect(readEvent(event({ message: { id: 'm1', type: 'text', text: ' 返済がきつい ' } }), at + 200)).toEqual({
    kind: 'said',
    at,
    replyToken: 'token',
    incoming: {
      channel: 'line',
      person,
      event: '01ABC',
      at,
      said: { text: '返済がきつい' },
      context: { message: 'm1', replyToken: 'token', receivedAt: at + 200, replyUntil: at + 57_200 },
    },
  });
});

test('a redelivered event has a token for twenty minutes from when it happened, and a minute from its receipt', () => {
  const until = (receivedAt: number): unknown => {
    const heard = readEvent(
      event({ deliveryContext: { isRedelivery: true }, message: { id: 'm1', type: 'text', text: 'あ' } }),
      receivedAt,
    );
    return heard?.kind === 'said' ? heard.incoming.context?.replyUntil : null;
  };
  expect(until(at + 300_000)).toBe(at + 357_000);
  expect(until(at + 1_190_000)).toBe(at + 1_197_000);
});

describe('what was said', () => {
  test.each([
    [{ type: 'text', text: 'NUL\0と\uD83Dかけら' }, { text: 'NULと\uFFFDかけら' }],
    [{ type: 'text', text: ' \n ' }, { media: 'other' }],
    [{ type: 'location', address: '兵庫県神戸市中央区', title: '会社' }, { address: '兵庫県神戸市中央区' }],
    [{ type: 'location', address: null, title: '神戸駅' }, { address: '神戸駅' }],
    [{ type: 'location', latitude: 1 }, { media: 'other' }],
    [{ type: 'sticker', keywords: ['泣'] }, { media: 'sticker' }],
    [{ type: 'image' }, { media: 'image' }],
    [{ type: 'image', imageSet: { id: 's', index: 2, total: 3 } }, null],
    [{ type: 'video' }, { media: 'other' }],
    [{ type: 'audio' }, { media: 'audio' }],
    [{ type: 'file', fileName: '決算書.pdf' }, { media: 'file' }],
    [{ type: 'hologram' }, { media: 'other' }],
  ])('%j', (content, said) => expect(message(content)).toEqual(said));

  test('coming, leaving, taking back', () => {
    expect(saidOf({ type: 'follow' })).toEqual({ arrived: true });
    expect(saidOf({ type: 'unfollow' })).toEqual({ kind: 'left', person, at });
    expect(saidOf({ type: 'unsend', unsend: { messageId: 'm1' } })).toEqual({ kind: 'unsent', person, message: 'm1', at });
    expect(saidOf({ type: 'unsend' })).toBeNull();
  });

  test('nobody to answer', () => {
    expect(saidOf({ source: { type: 'user' }, message: { id: 'm', type: 'text', text: 'あ' } })).toBeNull();
    expect(saidOf({ source: undefined, message: { id: 'm', type: 'text', text: 'あ' } })).toBeNull();
  });

  test('a group is answered only when the account is invited or addressed', () => {
    const source = { type: 'group', groupId: 'C1', userId: person };
    expect(saidOf({ type: 'join', source })).toMatchObject({ kind: 'group' });
    expect(
      saidOf({
        source,
        message: { id: 'm', type: 'text', text: '@bot', mention: { mentionees: [{ index: 0, length: 4, type: 'user', isSelf: true }] } },
      }),
    ).toMatchObject({ kind: 'group' });
    expect(saidOf({ source, message: { id: 'm', type: 'text', text: '返済がきつい' } })).toBeNull();
    expect(saidOf({ type: 'postback', source, postback: { data: 'action:human' } })).toBeNull();
  });
});

describe('buttons', () => {
  test.each([
    [postbackData('prefecture:兵庫県', conversation), { choice: 'prefecture:兵庫県', conversation }],
    [postbackData('action:human', null), { choice: 'action:human' }],
    ['{"choice":"action:human","conversation":"c1","more":1}', { choice: 'action:human', conversation: 'c1' }],
    ['{"choice":1}', null],
    ['{broken', null],
    ['', null],
    ['a\u0000b', null],
    ['x'.repeat(301), null],
  ])('%s', (data, said) => {
    expect(readPostback(data)).toEqual(said);
    expect(saidOf({ type: 'postback', postback: { data } })).toEqual(said);
  });
});
