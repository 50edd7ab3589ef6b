// The table in which the parts of longer messages wait: a fixed number of sets, filled in turn; when all wait, the oldest
// gives way, and each of its parts is counted under a reason. It keeps what it is given and knows nothing of which part
// belongs where: that is `parts.ts`.

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
  /** The same when its latest part came. */
  touched: number;
  /** Sets begun before it. */
  ordinal: number;
  /** For a set begun by its first part: the parts that came before it and are its own if nothing else comes. */
  before: PartSet | null;
  /** It is the `before` of another. */
  lent: boolean;
  /** Nothing better can come for it any more. */
  due: boolean;
  fill: number;
  readonly lengths: Uint16Array;
  readonly lines: Float64Array;
  readonly six: Uint8Array;
}

export interface Parts {
  /** Filled in turn, so that those that are over still tell which numbers came last. */
  readonly sets: readonly PartSet[];
  waiting: number;
  /** Slot of the set begun last. */
  newest: number;
  /** Sets begun so far. */
  begun: number;
  /** Sets that have a `before`. */
  swapped: number;
}

/** Sets waiting at once; a world feed has about a dozen. */
const MOST_SETS = 64;
const MOST_PARTS = 9;
/** Whatever the times say, a set this old is given up. */
export const GIVE_UP_SENTENCES = 2_000;

export function createParts(): Parts {
  return { sets: Array.from({ length: MOST_SETS }, createSet), waiting: 0, newest: 0, begun: 0, swapped: 0 };
}

export function beginSet(parts: Parts, s: Sentence, heard: Heard, tally: Tally): PartSet {
  if (parts.waiting === MOST_SETS) dropSet(parts, oldest(parts), 'incomplete message', tally);
  let slot = (parts.newest + 1) % MOST_SETS;
  while (parts.sets[slot]!.active) slot = (slot + 1) % MOST_SETS;
  parts.newest = slot;
  const set = parts.sets[slot]!;
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
  set.touched = tally.sentences;
  set.ordinal = parts.begun++;
  set.before = null;
  set.lent = false;
  set.due = false;
  set.fill = 0;
  parts.waiting++;
  return set;
}

/** Copies the sentence into its set. */
export function putPart(set: PartSet, s: Sentence, six: Uint8Array, heard: Heard, sentences: number): void {
  set.have |= 1 << (s.number - 1);
  set.touched = sentences;
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

/** Puts the parts that came before the first one into their places; false when some are still missing. */
export function takeBefore(parts: Parts, set: PartSet): boolean {
  const { before } = set;
  if (before === null || !before.active || (before.have | set.have) !== whole(set)) return false;
  for (let part = 1; part < set.total; part++) {
    if ((before.have & (1 << part)) === 0) continue;
    set.lengths[part] = before.lengths[part]!;
    set.lines[part] = before.lines[part]!;
    const base = part * MOST_PAYLOAD;
    set.six.set(before.six.subarray(base, base + before.lengths[part]!), base);
    if (part === set.total - 1) set.fill = before.fill;
  }
  set.have = whole(set);
  release(parts, before);
  return true;
}

export function release(parts: Parts, set: PartSet): void {
  set.active = false;
  parts.waiting--;
  if (set.before !== null) unlink(parts, set);
  if (set.lent) for (const other of parts.sets) if (other.before === set) unlink(parts, other);
}

function unlink(parts: Parts, set: PartSet): void {
  if (set.before !== null) set.before.lent = false;
  set.before = null;
  parts.swapped--;
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

/** Gives up a set, and the parts that only it could have taken. */
export function dropSet(parts: Parts, set: PartSet, reason: RejectReason, tally: Tally): void {
  const { before } = set;
  if (before !== null) {
    unlink(parts, set);
    dropSet(parts, before, 'incomplete message', tally);
  }
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

/** Is it the part that the set has already? */
export function holds(set: PartSet, s: Sentence, six: Uint8Array): boolean {
  if (set.lengths[s.number - 1] !== s.sextets) return false;
  const base = (s.number - 1) * MOST_PAYLOAD;
  for (let i = 0; i < s.sextets; i++) if (set.six[base + i] !== six[i]) return false;
  return true;
}

/** The bits of all its parts. */
export function whole(set: PartSet): number {
  return (1 << set.total) - 1;
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
    touched: 0,
    ordinal: -1,
    before: null,
    lent: false,
    due: false,
    fill: 0,
    lengths: new Uint16Array(MOST_PARTS),
    lines: new Float64Array(MOST_PARTS),
    six: new Uint8Array(MOST_PARTS * MOST_PAYLOAD),
  };
}
