// Puts the parts of longer messages together. Parts come in any order and interleaved with those of other messages;
// a sequence number is only unique per receiving station and channel and comes round after ten messages, so a set that
// is too old is never filled up by a newcomer. The table has a fixed size; the oldest set gives way.

import type { RejectReason } from './reject-reason.ts';
import { MOST_PAYLOAD, type Sentence } from './sentence.ts';
import { reject, type Tally } from './tally.ts';

/** What is known of a sentence besides its fields: where and when it was heard. */
export interface Heard {
  line: number;
  /** UTC ms, NaN when not known. */
  at: number;
  /** Trust in `at`: an index into TIME_SOURCES of the decoder. */
  timeRank: number;
  /** Station of the tag block; a station behind the checksum does not count here, it comes on one part only. */
  station: string;
  receiver: string;
  /** Tag-block group, −1 without. */
  group: number;
}

export interface PartSet {
  active: boolean;
  /** Bit n−1 is set once part n is here. */
  have: number;
  total: number;
  sequence: number;
  channel: number;
  group: number;
  station: string;
  receiver: string;
  at: number;
  timeRank: number;
  ownShip: boolean;
  /** Count of AIS sentences when the set was begun. */
  began: number;
  fill: number;
  readonly lengths: Uint16Array;
  readonly lines: Float64Array;
  readonly six: Uint8Array;
}

export interface Parts {
  readonly sets: readonly PartSet[];
  waiting: number;
}

/** Sets waiting at once; a world feed has about a dozen. */
const MOST_SETS = 64;
const MOST_PARTS = 9;
/** Parts of one message are sent within a second; feeds batch and delay them by a little more. */
const MOST_APART_MS = 5_000;
/** The same where no times are known: ten messages of several parts pass in some 330 sentences of a dense feed. */
const MOST_APART_SENTENCES = 200;
/** Whatever the times say, a set this old is given up. */
const GIVE_UP_SENTENCES = 2_000;

export function createParts(): Parts {
  return { sets: Array.from({ length: MOST_SETS }, createSet), waiting: 0 };
}

/** Adds the sentence in `s` and `six`; returns the set when it became whole, for the caller to read and `release`. */
export function addPart(parts: Parts, s: Sentence, six: Uint8Array, heard: Heard, tally: Tally): PartSet | null {
  const bit = 1 << (s.number - 1);
  let set = parts.waiting === 0 ? null : findSet(parts, s, heard, bit, tally);
  if (set !== null && (set.have & bit) !== 0) {
    dropSet(parts, set, 'replaced by a new message', tally);
    set = null;
  }
  if (set === null) set = beginSet(parts, s, heard, tally);

  set.have |= bit;
  set.lengths[s.number - 1] = s.sextets;
  set.lines[s.number - 1] = heard.line;
  const base = (s.number - 1) * MOST_PAYLOAD;
  for (let i = 0; i < s.sextets; i++) set.six[base + i] = six[i]!;
  if (s.number === s.total) set.fill = s.fill;
  // The first part speaks for the message; others only where it is silent.
  if (s.number === 1 ? heard.timeRank > 0 : set.timeRank === 0) {
    set.at = heard.at;
    set.timeRank = heard.timeRank;
  }
  if (set.station === '') set.station = heard.station;
  if (set.receiver === '') set.receiver = heard.receiver;
  if (set.group < 0) set.group = heard.group;
  return set.have === (1 << set.total) - 1 ? set : null;
}

/** Copies the payload of a whole set into `six`; returns its length in six-bit values. */
export function assemble(set: PartSet, six: Uint8Array): number {
  let length = 0;
  for (let part = 0; part < set.total; part++) {
    const base = part * MOST_PAYLOAD;
    for (let i = 0; i < set.lengths[part]!; i++) six[length++] = set.six[base + i]!;
  }
  return length;
}

export function release(parts: Parts, set: PartSet): void {
  set.active = false;
  set.station = '';
  set.receiver = '';
  parts.waiting--;
}

/** Gives up sets that nothing will complete any more. */
export function giveUpOld(parts: Parts, tally: Tally): void {
  if (parts.waiting === 0) return;
  for (const set of parts.sets) {
    if (set.active && tally.sentences - set.began > GIVE_UP_SENTENCES) {
      dropSet(parts, set, 'incomplete message', tally);
    }
  }
}

/** Gives up everything, oldest first: the input has ended. */
export function giveUpAll(parts: Parts, tally: Tally): void {
  while (parts.waiting > 0) dropSet(parts, oldest(parts), 'incomplete message', tally);
}

/** The set this part belongs to. One that fits but is too old is dropped on the way. */
function findSet(parts: Parts, s: Sentence, heard: Heard, bit: number, tally: Tally): PartSet | null {
  let near: PartSet | null = null;
  let nears = 0;
  for (const set of parts.sets) {
    if (!set.active || set.total !== s.total) continue;
    const grouped = heard.group >= 0 && set.group >= 0;
    if (grouped ? heard.group !== set.group : set.sequence !== s.sequence || set.channel !== s.channel) continue;
    const sameStation = set.station === heard.station;
    if (!sameStation && set.station !== '' && heard.station !== '') continue;
    if (tooFarApart(set, heard, grouped, tally.sentences)) {
      if (sameStation) dropSet(parts, set, 'incomplete message', tally);
      continue;
    }
    if (sameStation || grouped) return set;
    // Only one of the two names its station: good enough when just one set misses this part.
    if ((set.have & bit) === 0) {
      near = set;
      nears++;
    }
  }
  return nears === 1 ? near : null;
}

function tooFarApart(set: PartSet, heard: Heard, grouped: boolean, sentences: number): boolean {
  const apart = sentences - set.began;
  if (apart > GIVE_UP_SENTENCES) return true;
  if (set.timeRank > 0 && heard.timeRank > 0) return Math.abs(set.at - heard.at) > MOST_APART_MS;
  return !grouped && apart > MOST_APART_SENTENCES;
}

function beginSet(parts: Parts, s: Sentence, heard: Heard, tally: Tally): PartSet {
  if (parts.waiting === MOST_SETS) dropSet(parts, oldest(parts), 'incomplete message', tally);
  let set = parts.sets[0]!;
  for (let i = 1; set.active; i++) set = parts.sets[i]!;
  set.active = true;
  set.have = 0;
  set.total = s.total;
  set.sequence = s.sequence;
  set.channel = s.channel;
  set.group = heard.group;
  set.station = heard.station;
  set.receiver = heard.receiver;
  set.at = heard.at;
  set.timeRank = heard.timeRank;
  set.ownShip = s.ownShip;
  set.began = tally.sentences;
  set.fill = 0;
  parts.waiting++;
  return set;
}

function dropSet(parts: Parts, set: PartSet, reason: RejectReason, tally: Tally): void {
  for (let part = 0; part < set.total; part++) {
    if ((set.have & (1 << part)) !== 0) reject(tally, reason, set.lines[part]!);
  }
  release(parts, set);
}

function oldest(parts: Parts): PartSet {
  let found: PartSet | null = null;
  for (const set of parts.sets) if (set.active && (found === null || set.began < found.began)) found = set;
  if (found === null) throw new Error('no set of parts is waiting');
  return found;
}

function createSet(): PartSet {
  return {
    active: false,
    have: 0,
    total: 0,
    sequence: -1,
    channel: 0,
    group: -1,
    station: '',
    receiver: '',
    at: Number.NaN,
    timeRank: 0,
    ownShip: false,
    began: 0,
    fill: 0,
    lengths: new Uint16Array(MOST_PARTS),
    lines: new Float64Array(MOST_PARTS),
    six: new Uint8Array(MOST_PARTS * MOST_PAYLOAD),
  };
}
