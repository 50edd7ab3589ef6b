// Bytes of AIS sentences in, in any chunking, and the fields of each message out, in one record that is filled again and
// again. Every AIS sentence ends in a message or under a named reason; other lines are counted and passed over, except
// that clock sentences among them date what follows. Nothing in the input makes it throw, and it never asks the time.

import { createTexts } from './fields.ts';
import { type Clock, readClock, readPrefixTime, readSuffix, type Suffix } from './line-time.ts';
import { type Reading, readMessage } from './messages.ts';
import {
  addPart,
  assemble,
  createParts,
  giveUpAll,
  giveUpOld,
  type Heard,
  type PartSet,
  type Parts,
  release,
} from './parts.ts';
import { type AisRecord, emptyRecord, type TimeSource } from './record.ts';
import {
  BACKSLASH,
  BANG,
  beginsVdm,
  CR,
  createSentence,
  diagnose,
  LF,
  MOST_PAYLOAD,
  readSentence,
  type Sentence,
} from './sentence.ts';
import { clearTags, createTags, readTagBlock, type Tags } from './tag-block.ts';
import {
  createTally,
  type DecodeSummary,
  ignoreReject,
  type OnReject,
  reject,
  summarise,
  type Tally,
} from './tally.ts';
import { createTextCache, type TextCache } from './text-cache.ts';

/** The record is the decoder's own: copy what is kept. */
export type OnMessage = (record: AisRecord) => void;

export interface DecoderOptions {
  /** Goes into every record; default ''. */
  source?: string;
  /** Take sentences without *hh; some loggers strip it. Default false. */
  checksumOptional?: boolean;
}

export interface Decoder {
  push(bytes: Uint8Array, onMessage: OnMessage, onReject?: OnReject): void;
  /** The last line if it had no line end, and messages that never became whole. */
  end(onMessage: OnMessage, onReject?: OnReject): void;
  summary(): DecodeSummary;
  /** Lines begun so far. */
  readonly lines: number;
}

/** Bytes of one line, beyond which it is given up. A sentence has 82, with tag blocks and a prefix some 200. */
export const MOST_LINE = 4096;
const HASH = 35;
const DOLLAR = 36;
/** Order of trust, worst first; the index is the rank. */
const TIME_SOURCES: readonly TimeSource[] = ['', 'gps', 'pghp', 'prefix', 'suffix', 'tag'];
const CHANNELS = Array.from({ length: 256 }, (_, code) => (code === 0 ? '' : String.fromCharCode(code)));

interface State {
  readonly reading: Reading;
  readonly sentence: Sentence;
  readonly parts: Parts;
  readonly tally: Tally;
  readonly tags: Tags;
  readonly suffix: Suffix;
  readonly clock: Clock;
  readonly heard: Heard;
  readonly stations: TextCache;
  /** The tag group heard last, which later lines of the same group need not date again. */
  readonly group: Tags;
  onMessage: OnMessage;
  lineHasSentence: boolean;
  /** The line ended with CR; whether LF follows is not known yet. */
  bareCr: boolean;
  /** Bytes of a line that the last chunk began. */
  readonly carry: Uint8Array;
  carried: number;
}

export function createDecoder(options: DecoderOptions = {}): Decoder {
  const d = createState(options);
  return {
    push(bytes, onMessage, onReject = ignoreReject) {
      d.onMessage = onMessage;
      d.tally.onReject = onReject;
      push(d, bytes);
    },
    end(onMessage, onReject = ignoreReject) {
      d.onMessage = onMessage;
      d.tally.onReject = onReject;
      end(d);
    },
    summary: () => summarise(d.tally),
    get lines() {
      return d.tally.lines;
    },
  };
}

function push(d: State, bytes: Uint8Array): void {
  let from = 0;
  if (d.carried > 0) {
    while (from < bytes.length && bytes[from] !== LF && bytes[from] !== CR) from++;
    if (from === bytes.length) {
      carry(d, bytes, 0, from);
      return;
    }
    from++;
    carry(d, bytes, 0, from);
    endCarried(d);
  }
  let last = bytes.length;
  while (last > from && bytes[last - 1] !== LF && bytes[last - 1] !== CR) last--;
  scan(d, bytes, from, last);
  carry(d, bytes, last, bytes.length);
}

function end(d: State): void {
  if (d.carried > 0) {
    d.carry[Math.min(d.carried, MOST_LINE + 1)] = LF;
    d.carried++;
    endCarried(d);
  } else if (d.bareCr) {
    endLine(d);
  }
  giveUpAll(d.parts, d.tally);
}

/** Keeps the beginning of a line; of one that is too long, its length and its end. */
function carry(d: State, bytes: Uint8Array, from: number, to: number): void {
  const kept = Math.min(d.carried, MOST_LINE + 1);
  const room = MOST_LINE + 1 - kept;
  const count = Math.min(room, to - from);
  if (count > 0) d.carry.set(bytes.subarray(from, from + count), kept);
  d.carried += to - from;
  if (d.carried > MOST_LINE + 1) d.carry[MOST_LINE + 1] = bytes[to - 1]!;
}

function endCarried(d: State): void {
  const length = Math.min(d.carried, MOST_LINE + 2);
  d.carried = 0;
  scan(d, d.carry, 0, length);
}

/** Whole lines: the byte before `to` is a line end. */
function scan(d: State, b: Uint8Array, from: number, to: number): void {
  const { sentence } = d;
  const six = d.reading.record.six;
  let p = from;
  while (p < to) {
    const c = b[p]!;
    if (c === LF) {
      endLine(d);
      p++;
      continue;
    }
    if (c === CR) {
      d.bareCr = true;
      p++;
      continue;
    }
    if (d.bareCr) endLine(d);
    // The plain case, and nearly all of most feeds: the line is a sentence, with a tag block in front or without.
    const bang = c === BACKSLASH ? readTags(d, b, p) : p;
    if (b[bang] === BANG) {
      const q = readSentence(b, bang, to, sentence, six);
      if (q > 0 && (b[q] === LF || b[q] === CR) && q - p <= MOST_LINE) {
        accept(d, Number.NaN);
        if (bang !== p) clearTags(d.tags);
        p = q;
        continue;
      }
    }
    if (bang !== p) clearTags(d.tags);
    p = readLine(d, b, p);
  }
}

/** The line from `start`, whatever it holds; returns where its end stands. */
function readLine(d: State, b: Uint8Array, start: number): number {
  let end = start;
  while (b[end] !== LF && b[end] !== CR) end++;
  if (end - start > MOST_LINE) {
    d.lineHasSentence = true;
    d.tally.sentences++;
    reject(d.tally, 'line too long', d.tally.lines + 1);
    return end;
  }
  let p = start;
  while (b[p] === 32 || b[p] === 9) p++;
  if (b[p] === HASH) return end;
  const prefixAt = readPrefixTime(b, p, end);
  while (p < end) {
    const c = b[p];
    if (c === BANG && beginsVdm(b, p, end)) {
      p = readNext(d, b, p, end, prefixAt);
    } else if (c === BACKSLASH) {
      p = readTags(d, b, p);
    } else {
      if (c === DOLLAR) readClock(b, p, end, d.clock);
      p++;
    }
  }
  clearTags(d.tags);
  return end;
}

/** The tag block whose first backslash is at `p`; a backslash that begins none is passed over. */
function readTags(d: State, b: Uint8Array, p: number): number {
  const after = readTagBlock(b, p, d.tags, d.stations);
  if (d.tags.group >= 0) shareGroup(d.group, d.tags);
  return after;
}

/** One of possibly several sentences of a line; returns where the next may begin. */
function readNext(d: State, b: Uint8Array, p: number, end: number, prefixAt: number): number {
  const { sentence, tally } = d;
  const q = readSentence(b, p, end + 1, sentence, d.reading.record.six);
  let stop = q > 0 ? q : p + 1;
  while (stop < end && b[stop] !== BANG && b[stop] !== BACKSLASH) stop++;
  if (q > 0) {
    readSuffix(b, q, stop, d.suffix, d.stations);
    accept(d, prefixAt);
    clearSuffix(d.suffix);
  } else {
    d.lineHasSentence = true;
    tally.sentences++;
    reject(tally, diagnose(b, p, stop, sentence.checksumOptional), tally.lines + 1);
  }
  clearTags(d.tags);
  return stop;
}

/** The sentence just read is good: date it, and read the message if it is whole. */
function accept(d: State, prefixAt: number): void {
  const { sentence: s, tally, heard, reading } = d;
  d.lineHasSentence = true;
  if ((++tally.sentences & 255) === 0) giveUpOld(d.parts, tally);
  date(d, prefixAt);
  heard.line = tally.lines + 1;
  if (s.total === 1) {
    const r = reading.record;
    r.bits = s.sextets * 6 - s.fill;
    const why = readMessage(reading);
    if (why === '') deliver(d, s.channel, s.ownShip, 1, heard);
    else reject(tally, why, heard.line);
    return;
  }
  const set = addPart(d.parts, s, reading.record.six, heard, tally);
  if (set !== null) acceptSet(d, set);
}

function acceptSet(d: State, set: PartSet): void {
  const { record } = d.reading;
  record.bits = Math.max(0, assemble(set, record.six) * 6 - set.fill);
  const why = readMessage(d.reading);
  const { heard } = d;
  heard.at = set.at;
  heard.timeRank = set.timeRank;
  heard.receiver = set.receiver;
  heard.line = set.lines[0]!;
  if (why === '') deliver(d, set.channel, set.ownShip, set.total, heard);
  else for (let part = 0; part < set.total; part++) reject(d.tally, why, set.lines[part]!);
  release(d.parts, set);
}

function deliver(d: State, channel: number, ownShip: boolean, sentences: number, heard: Heard): void {
  const r = d.reading.record;
  const { tally } = d;
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

/** Where and when the sentence was heard, from the most trusted source that says so. */
function date(d: State, prefixAt: number): void {
  const { heard, tags, suffix, clock } = d;
  heard.group = tags.group;
  heard.station = tags.station;
  heard.receiver = tags.station === '' ? suffix.station : tags.station;
  if (!Number.isNaN(tags.at)) setTime(heard, tags.at, 5);
  else if (!Number.isNaN(suffix.at)) setTime(heard, suffix.at, 4);
  else if (!Number.isNaN(prefixAt)) setTime(heard, prefixAt, 3);
  else if (!Number.isNaN(clock.pghpAt)) setTime(heard, clock.pghpAt, 2);
  else setTime(heard, clock.gpsAt, Number.isNaN(clock.gpsAt) ? 0 : 1);
}

function setTime(heard: Heard, at: number, rank: number): void {
  heard.at = at;
  heard.timeRank = rank;
}

/** Only the first line of a group needs to say when and where; the others take it from there. */
function shareGroup(group: Tags, tags: Tags): void {
  if (group.group === tags.group && (tags.station === '' || tags.station === group.station)) {
    tags.station = group.station;
    if (Number.isNaN(tags.at)) tags.at = group.at;
  }
  group.group = tags.group;
  group.station = tags.station;
  group.at = tags.at;
}

function endLine(d: State): void {
  d.tally.lines++;
  if (!d.lineHasSentence) d.tally.notAis++;
  d.lineHasSentence = false;
  d.bareCr = false;
}

function clearSuffix(suffix: Suffix): void {
  suffix.at = Number.NaN;
  suffix.station = '';
}

function createState(options: DecoderOptions): State {
  // Room for nine parts; the last element is never written, so that text may look one ahead.
  const six = new Uint8Array(9 * MOST_PAYLOAD + 1);
  return {
    reading: { record: emptyRecord(six, options.source ?? ''), texts: createTexts(), detailed: false },
    sentence: createSentence(options.checksumOptional ?? false),
    parts: createParts(),
    tally: createTally(),
    tags: createTags(),
    suffix: { at: Number.NaN, station: '' },
    clock: { pghpAt: Number.NaN, gpsAt: Number.NaN },
    heard: { line: 0, at: Number.NaN, timeRank: 0, station: '', receiver: '', group: -1 },
    stations: createTextCache(),
    group: createTags(),
    onMessage: ignoreMessage,
    lineHasSentence: false,
    bareCr: false,
    carry: new Uint8Array(MOST_LINE + 2),
    carried: 0,
  };
}

function ignoreMessage(): void {}
