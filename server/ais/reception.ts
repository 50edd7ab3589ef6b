// What becomes of a good sentence: it is dated, joined with its other parts, read into the record and delivered. Knows
// nothing of lines and bytes.

import { weeksToAdd } from './clock/gps-weeks.ts';
import type { Suffix } from './clock/line-time.ts';
import { createLogClock, growOlder, type LogClock } from './clock/log-clock.ts';
import { createTexts } from './message/fields.ts';
import { type Reading, readMessage } from './message/messages.ts';
import { type AisRecord, emptyRecord, type TimeSource } from './message/record.ts';
import {
  assemble,
  createParts,
  giveUpAll,
  giveUpOld,
  type Heard,
  type PartSet,
  type Parts,
  release,
} from './part-sets.ts';
import { addPart, settleSwapped } from './parts.ts';
import { createSentence, MOST_PAYLOAD, type Sentence } from './sentence.ts';
import { createTags, readTagBlock, type Tags } from './tag-block.ts';
import { createTally, reject, type Tally } from './tally.ts';
import { createTextCache, type TextCache } from './text-cache.ts';

/** The record is the decoder's own: copy what is kept. */
export type OnMessage = (record: AisRecord) => void;

export interface Reception {
  readonly reading: Reading;
  /** The sentence read last; its payload is in the record's `six`. */
  readonly sentence: Sentence;
  readonly parts: Parts;
  readonly tally: Tally;
  /** What its tag blocks and the fields behind its checksum said; empty between lines. */
  readonly tags: Tags;
  readonly suffix: Suffix;
  readonly clock: LogClock;
  /** Messages dated by the GPS clock before its count of weeks was known to be wrong. */
  gpsBefore: number;
  /** Times that a logger wrote before a sentence and that could not be read. */
  unreadTimes: number;
  readonly heard: Heard;
  /** The same of a message of several parts. */
  readonly wholeHeard: Heard;
  readonly stations: TextCache;
  /** The tag group heard last, which later lines of the same group need not date again. */
  readonly group: Tags;
  onMessage: OnMessage;
  /** What our own relay has sent out is no witness here. */
  readonly refuseOwn: boolean;
}

/** Order of trust, worst first; the index is the rank. */
const TIME_SOURCES: readonly TimeSource[] = ['', 'gps', 'pghp', 'prefix', 'suffix', 'tag'];
const GPS_RANK = 1;
const PGHP_RANK = 2;
const CHANNELS = Array.from({ length: 256 }, (_, code) => (code === 0 ? '' : String.fromCharCode(code)));

export function createReception(source: string, checksumOptional: boolean, refuseOwn: boolean): Reception {
  // Room for nine parts; the last element is never written, so that text may look one ahead.
  const six = new Uint8Array(9 * MOST_PAYLOAD + 1);
  return {
    reading: { record: emptyRecord(six, source), texts: createTexts(), detailed: false },
    sentence: createSentence(checksumOptional),
    parts: createParts(),
    tally: createTally(),
    tags: createTags(),
    suffix: { at: Number.NaN, station: '' },
    clock: createLogClock(),
    gpsBefore: 0,
    unreadTimes: 0,
    heard: createHeard(),
    wholeHeard: createHeard(),
    stations: createTextCache(),
    group: createTags(),
    onMessage: ignoreMessage,
    refuseOwn,
  };
}

function createHeard(): Heard {
  return { line: 0, at: Number.NaN, timeRank: 0, station: '', receiver: '', group: -1 };
}

/** The tag block whose first backslash is at `p`; a backslash that begins none is passed over. */
export function readTags(d: Reception, b: Uint8Array, p: number): number {
  const after = readTagBlock(b, p, d.tags, d.stations);
  if (d.tags.group >= 0) shareGroup(d.group, d.tags);
  return after;
}

/** The sentence just read is good: date it, and read the message if it is whole. */
export function accept(d: Reception, prefixAt: number): void {
  const { sentence: s, tally, heard, reading } = d;
  if (d.refuseOwn && d.tags.own) {
    tally.sentences++;
    reject(tally, 'own relay', tally.lines + 1);
    return;
  }
  if ((++tally.sentences & 255) === 0) giveUpOld(d.parts, tally);
  date(d, prefixAt);
  heard.line = tally.lines + 1;
  if (s.total === 1) {
    const r = reading.record;
    r.bits = s.sextets * 6 - s.fill;
    const why = readMessage(reading);
    if (why === '') deliver(d, s.channel, s.ownShip, 1, heard);
    else reject(tally, why, heard.line);
    if (d.parts.swapped > 0) acceptSwapped(d, heard);
    return;
  }
  const set = addPart(d.parts, s, reading.record.six, heard, tally);
  if (d.parts.swapped > 0) acceptSwapped(d, heard);
  if (set !== null) acceptSet(d, set);
}

/** The input has ended: what can be made of the parts that wait. */
export function acceptRest(d: Reception): void {
  acceptSwapped(d, null);
  giveUpAll(d.parts, d.tally);
}

function acceptSwapped(d: Reception, heard: Heard | null): void {
  for (;;) {
    const set = settleSwapped(d.parts, heard, d.tally);
    if (set === null) return;
    acceptSet(d, set);
  }
}

function acceptSet(d: Reception, set: PartSet): void {
  const { record } = d.reading;
  record.bits = Math.max(0, assemble(set, record.six) * 6 - set.fill);
  const why = readMessage(d.reading);
  const { wholeHeard } = d;
  wholeHeard.at = set.at;
  wholeHeard.timeRank = set.timeRank;
  wholeHeard.receiver = set.receiver;
  wholeHeard.line = set.lines[0]!;
  if (why === '') deliver(d, set.channel, set.ownShip, set.total, wholeHeard);
  else for (let part = 0; part < set.total; part++) reject(d.tally, why, set.lines[part]!);
  release(d.parts, set);
}

function deliver(d: Reception, channel: number, ownShip: boolean, sentences: number, heard: Heard): void {
  const r = d.reading.record;
  const { tally } = d;
  if (heard.timeRank <= PGHP_RANK && heard.timeRank > 0) checkClock(d, heard);
  r.channel = CHANNELS[channel]!;
  r.ownShip = ownShip;
  r.sentences = sentences;
  r.at = heard.at;
  r.arrivedAt = heard.at;
  r.timeSource = TIME_SOURCES[heard.timeRank]!;
  r.receiver = heard.receiver;
  r.line = heard.line;
  tally.messages++;
  tally.joined += sentences;
  tally.byType[r.type]!++;
  d.onMessage(r);
}

/** The log's clock dates the message, unless the message itself shows that it is old. */
function checkClock(d: Reception, heard: Heard): void {
  const { clock, tally } = d;
  const { dial } = clock;
  growOlder(clock, d.reading.record, tally.sentences);
  if (clock.dial !== dial) dateByClock(clock, heard);
  if (heard.timeRank === GPS_RANK) checkWeeks(d, heard);
}

function dateByClock({ dial, pghp, gpsAddMs }: LogClock, heard: Heard): void {
  if (dial === null) setTime(heard, Number.NaN, 0);
  else if (dial === pghp) setTime(heard, dial.at, PGHP_RANK);
  else setTime(heard, dial.at + gpsAddMs, GPS_RANK);
}

/** A base station (type 4) dates the GPS clock of the log. */
function checkWeeks(d: Reception, heard: Heard): void {
  const { clock } = d;
  const { record } = d.reading;
  if (record.type === 4 && !Number.isNaN(record.utcAt)) {
    const add = weeksToAdd(heard.at, record.utcAt, clock.gpsAddMs);
    heard.at += add - clock.gpsAddMs;
    clock.gpsAddMs = add;
  }
  if (clock.gpsAddMs === 0) d.gpsBefore++;
}

/** Where and when the sentence was heard, from the most trusted source that says so. */
function date(d: Reception, prefixAt: number): void {
  const { heard, tags, suffix, clock } = d;
  heard.group = tags.group;
  heard.station = tags.station;
  heard.receiver = tags.station === '' ? suffix.station : tags.station;
  if (!Number.isNaN(tags.at)) setTime(heard, tags.at, 5);
  else if (!Number.isNaN(suffix.at)) setTime(heard, suffix.at, 4);
  else if (!Number.isNaN(prefixAt)) setTime(heard, prefixAt, 3);
  else dateByClock(clock, heard);
}

function setTime(heard: Heard, at: number, rank: number): void {
  heard.at = at;
  heard.timeRank = rank;
}

/** Only the first line of a group needs to say when and where; the others take it from there. */
function shareGroup(group: Tags, tags: Tags): void {
  if (group.group === tags.group && (tags.station === '' || tags.station === group.station)) {
    tags.station = group.station;
    tags.own ||= group.own;
    if (Number.isNaN(tags.at)) tags.at = group.at;
  }
  group.group = tags.group;
  group.station = tags.station;
  group.at = tags.at;
  group.own = tags.own;
}

function ignoreMessage(): void {}
