// What a vessel is known by, and what else it is called meanwhile: for each field the value that counts, and a rival that
// is being counted against it. Static messages come in; out goes which fields have changed for good. A rival that is
// gone before it counts was a bit error or a slip; two rivals at once count at once, and stay on trial until they would
// have counted anyway.

import { callSignKey } from '../../identity/call-sign.ts';
import { nameKey, sameName } from '../../identity/name.ts';
import type { UnitIdentity } from '../../identity/unit.ts';
import type { FieldChange } from './facts.ts';
import { COUNT_MESSAGES, COUNT_MS, OTHER_SIZE } from './settings.ts';

export type HeldField = Exclude<FieldChange['field'], 'flag' | 'IMO number'>;

/** Plain data; instants are UTC ms, '' is none. */
export interface Held {
  field: HeldField;
  value: string;
  lastAt: number;
  /** The value that is being counted: a rival of `value`, or `value` itself while it is on trial. */
  rival: string;
  rivalAt: number;
  rivalMessages: number;
  /** While `value` is on trial: the one before it. */
  former: string;
}

export interface Change extends FieldChange {
  /** Last hearing of the value before, first of the one after, and how many messages carried it. */
  untilAt: number;
  sinceAt: number;
  messages: number;
}

interface Reading {
  field: HeldField;
  read(unit: Readonly<UnitIdentity>): string;
  /** Last hearing of the current value: equal to the message's own time when the message carried it. */
  heardAt(unit: Readonly<UnitIdentity>, at: number): number;
  same(one: string, other: string): boolean;
}

const equal = (one: string, other: string) => one === other;

const READINGS: readonly Reading[] = [
  { field: 'MMSI', read: ({ mmsi }) => String(mmsi), heardAt: (_, at) => at, same: equal },
  { field: 'name', read: ({ name }) => name, heardAt: ({ nameAt }) => nameAt, same: isSameName },
  {
    field: 'call sign',
    read: ({ callSign }) => callSign,
    heardAt: ({ callSignAt }) => callSignAt,
    same: isSameCallSign,
  },
  { field: 'ship type', read: typeOf, heardAt: ({ shipTypeAt }) => shipTypeAt, same: isSameTrade },
  { field: 'size', read: sizeOf, heardAt: ({ sizeAt }) => sizeAt, same: isSameSize },
];

/** What one message did to the fields. */
export interface Heard {
  /** Changes given up again: the value before has come back while the new one was on trial. */
  refuted: HeldField[];
  changes: Change[];
}

/**
 * Takes what the unit said at `at`. `hasty`: two fields that change together count at once; no longer so for a ship on
 * which that has proved wrong.
 */
export function hearFields(held: Held[], unit: Readonly<UnitIdentity>, at: number, hasty: boolean): Heard {
  const refuted: HeldField[] = [];
  for (const { field, read, heardAt, same } of READINGS) {
    const sent = read(unit);
    if (sent === '' || heardAt(unit, at) !== at) continue;
    const known = held.find((each) => each.field === field);
    if (known === undefined) held.push(beginHeld(field, sent, at));
    else if (hearValue(known, sent, at, same)) refuted.push(field);
  }
  const rivals = held.filter((each) => each.rival !== '' && each.former === '');
  const counted = rivals.filter((each) => hasCounted(each, at));
  const together = hasty && rivals.length > 1 && !isTakingOver(rivals);
  return { refuted, changes: (together ? rivals : counted).map((each) => turnTo(each, at)) };
}

/** Nothing is being counted and nothing is on trial. */
export function areSettled(held: readonly Held[]): boolean {
  return held.every(({ rival }) => rival === '');
}

function beginHeld(field: HeldField, value: string, at: number): Held {
  return { field, value, lastAt: at, rival: '', rivalAt: 0, rivalMessages: 0, former: '' };
}

/** True when the value before has come back during the trial. */
function hearValue(held: Held, sent: string, at: number, same: Reading['same']): boolean {
  if (held.former !== '') return hearOnTrial(held, sent, at, same);
  if (same(held.value, sent)) {
    held.lastAt = at;
    held.rival = '';
    // A breadth that was not told before is no change, and is kept from now on.
    if (held.field === 'size' && held.value.includes('?')) held.value = sent;
  } else if (held.rival !== '' && same(held.rival, sent)) {
    held.rivalMessages++;
  } else {
    held.rival = sent;
    held.rivalAt = at;
    held.rivalMessages = 1;
  }
  return false;
}

function hearOnTrial(held: Held, sent: string, at: number, same: Reading['same']): boolean {
  if (same(held.former, sent)) {
    held.value = held.former;
    held.lastAt = at;
    held.former = '';
    held.rival = '';
    return true;
  }
  held.lastAt = at;
  held.rivalMessages++;
  if (!hasCounted(held, at)) return false;
  held.former = '';
  held.rival = '';
  return false;
}

function hasCounted({ rivalAt, rivalMessages }: Readonly<Held>, at: number): boolean {
  return rivalMessages >= COUNT_MESSAGES && at - rivalAt >= COUNT_MS;
}

/** Another unit speaks right after the one before: as like as not that one goes on, so the count must show it. */
function isTakingOver(rivals: readonly Held[]): boolean {
  return rivals.some(({ field, rivalAt, lastAt }) => field === 'MMSI' && rivalAt - lastAt <= COUNT_MS);
}

function turnTo(held: Held, at: number): Change {
  const { field, value, rival, rivalAt, rivalMessages, lastAt } = held;
  const onTrial = !hasCounted(held, at);
  held.former = onTrial ? value : '';
  held.value = rival;
  held.lastAt = at;
  if (!onTrial) held.rival = '';
  return { field, from: value, to: rival, untilAt: lastAt, sinceAt: rivalAt, messages: rivalMessages };
}

/** 'MAIA-1' and 'MAIA 1' are one name; a text that is no name is only equal to itself. */
function isSameName(one: string, other: string): boolean {
  if (one === other) return true;
  const a = nameKey(one);
  const b = nameKey(other);
  return a !== null && b !== null && sameName(a, b);
}

function isSameCallSign(one: string, other: string): boolean {
  return one === other || callSignKey(one) === callSignKey(other);
}

function typeOf({ shipType }: Readonly<UnitIdentity>): string {
  return shipType === null ? '' : String(shipType);
}

/** ITU-R M.1371 table 53: from 60 on the second digit is the cargo; towing (31, 32) is what a tug (52) does just now. */
function isSameTrade(one: string, other: string): boolean {
  return tradeOf(Number(one)) === tradeOf(Number(other));
}

function tradeOf(type: number): number {
  if (type === 31 || type === 32) return 52;
  return type >= 60 || (type >= 20 && type < 30) || (type >= 40 && type < 50) ? Math.floor(type / 10) * 10 : type;
}

/** '138x21', '138x?' where the breadth was not told. */
function sizeOf({ lengthM, beamM }: Readonly<UnitIdentity>): string {
  return lengthM || beamM ? `${lengthM || '?'}x${beamM || '?'}` : '';
}

function isSameSize(one: string, other: string): boolean {
  const [lengthA, beamA] = one.split('x').map(Number);
  const [lengthB, beamB] = other.split('x').map(Number);
  return !isOff(lengthA!, lengthB!) && !isOff(beamA!, beamB!);
}

/** False where one of them was not told. */
function isOff(before: number, after: number): boolean {
  return Math.abs(after - before) > before * OTHER_SIZE;
}
