/** The desk to call, shown as truly as we know it: confirmed numbers alone with their date, others after the official list. */
import { desksFor, type Desk } from '../../knowledge/index.ts';
import { rowOn } from '../../knowledge/dated.ts';
import { say } from '../../flows/index.ts';
import type { Message, PhoneLine } from '../channel.ts';
import { japaneseDate, sightingText, type Quoting } from './quote.ts';

type Contact = Extract<Message, { kind: 'contact' }>;
type Phone = Desk['phones'][number];

/** The desk of a kind in a prefecture; without a prefecture the national one. */
export function contactCard(kind: string, prefecture: string | undefined, on: Quoting, lastAddress = false): Contact {
  const desk = prefecture === undefined ? undefined : desksFor(on.knowledge, kind, prefecture)[0];
  return desk ? cardOf(desk, on, lastAddress) : nationalCard(nationalDesk(kind, on), on);
}

/** One desk as truly as we know it. `lastAddress`: where no number is confirmed, the address last known is shown too, for who asks for the desk. */
export function cardOf(desk: Desk, on: Quoting, lastAddress = false): Contact {
  // a desk for the whole country is checked at no other
  const national = desk.prefecture === undefined && desk.covers.length === 0 ? undefined : nationalDesk(desk.kind, on);
  const phones = phonesOn(desk, on);
  const confirmed = phones.filter((phone) => phone.state === 'confirmed');
  const name = rowOn(desk.names, on.day)?.row.value ?? desk.id;
  const base = { kind: 'contact' as const, title: name, ...(desk.for ? { text: desk.for } : {}) };
  const address = addressOn(desk, on);
  const own = desk.url ? [{ label: say('desk_site'), url: desk.url }] : [];

  if (confirmed.length > 0) {
    return {
      ...base,
      phones: confirmed.map((phone) => line(phone, phone.line ?? say('phone'), on)),
      ...(address ? { address } : {}),
      links: own,
      source: say('contact_confirmed', { sighting: sighted(confirmed[0], on) }),
    };
  }
  const lastKnown = phones.filter((phone) => phone.state === 'unconfirmed');
  return {
    ...base,
    text: say('contact_unconfirmed', { where: whereToCheck(national, desk, on) }),
    links: [...own, ...(national?.url ? [{ label: say('official_list'), url: national.url }] : [])],
    phones: [
      ...(national ? phonesOn(national, on).map((phone) => cautious(phone, rowOn(national.names, on.day)?.row.value ?? '', on)) : []),
      ...lastKnown.map((phone) => cautious(phone, say('last_known'), on)),
    ],
    ...(address && lastAddress ? { address } : {}),
  };
}

/** The address with its date; one that is over is not shown. */
function addressOn(desk: Desk, on: Quoting): string | undefined {
  const found = rowOn(desk.addresses, on.day);
  if (!found || found.standing === 'ended' || found.row.to === 'unknown') return undefined;
  return `${found.row.value}（${sightingText(found.row, on)}）`;
}

/** Where a number that is not confirmed can be checked: the official list, the national desk. */
function whereToCheck(national: Desk | undefined, desk: Desk, on: Quoting): string {
  const name = national && phonesOn(national, on).length > 0 ? rowOn(national.names, on.day)?.row.value : undefined;
  return (
    [...(national?.url ? [say('official_list')] : []), ...(name === undefined ? [] : [name])].join('か、') ||
    say(desk.prefecture === undefined ? 'this_desk_page' : 'this_desk_itself')
  );
}

const nationalDesk = (kind: string, on: Quoting): Desk | undefined =>
  desksFor(on.knowledge, kind).find((desk) => desk.prefecture === undefined);

function nationalCard(desk: Desk | undefined, on: Quoting): Contact {
  if (!desk) return { kind: 'contact', title: say('contact_none'), phones: [], links: [] };
  return {
    kind: 'contact',
    title: rowOn(desk.names, on.day)?.row.value ?? desk.id,
    ...(desk.for ? { text: desk.for } : {}),
    phones: phonesOn(desk, on).map((phone) => cautious(phone, phone.line ?? say('phone'), on)),
    links: desk.url ? [{ label: say('official_list'), url: desk.url }] : [],
  };
}

/** All lines of a kind, for emergencies: crisis lines, loan-shark lines. */
export function lineCards(kind: string, title: string, on: Quoting): Contact {
  const desks = desksFor(on.knowledge, kind);
  return {
    kind: 'contact',
    title,
    phones: desks.flatMap((desk) =>
      phonesOn(desk, on).map((phone) =>
        line(phone, phone.line ?? rowOn(desk.names, on.day)?.row.value ?? '', on, phone.hours === undefined),
      ),
    ),
    links: [],
  };
}

/** The rows to show on the day, one per line of the desk; a retired number never. */
function phonesOn(desk: Desk, on: Quoting): Phone[] {
  const lines = new Map<string, Phone[]>();
  for (const phone of desk.phones) lines.set(phone.line ?? '', [...(lines.get(phone.line ?? '') ?? []), phone]);
  return [...lines.values()].flatMap((rows) => {
    const row = rowOn(rows, on.day)?.row;
    return row && row.state !== 'retired' ? [row] : [];
  });
}

function line(phone: Phone, label: string, on: Quoting, dated = true): PhoneLine {
  on.sources.add(phone.source);
  return {
    label,
    number: phone.value,
    dial: phone.value.replaceAll('-', ''),
    ...(phone.hours ? { hours: phone.hours } : {}),
    ...(dated ? { asOf: sighted(phone, on) } : {}),
  };
}

/** A line that says, where its number was not confirmed, that it may have changed. */
function cautious(phone: Phone, label: string, on: Quoting): PhoneLine {
  return { ...line(phone, label, on), ...(phone.state === 'unconfirmed' ? { caution: say('may_have_changed') } : {}) };
}

const sighted = (phone: Phone | undefined, on: Quoting): string =>
  phone === undefined
    ? ''
    : phone.seen.length > 0
      ? sightingText(phone, on)
      : phone.from !== 'unknown'
        ? japaneseDate(phone.from)
        : sightingText(phone, on);
