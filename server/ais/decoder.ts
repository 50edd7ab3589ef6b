// Bytes of AIS sentences in, in any chunking, and the fields of each message out, in one record that is filled again and
// again. Every AIS sentence ends in a message or under a named reason; other lines are counted and passed over, except
// that clock sentences among them date what follows. Nothing in the input makes it throw, and it never asks the time.

import { readClock } from './clock/clock-sentences.ts';
import { readPrefixTime, readSuffix, UNREAD_TIME } from './clock/line-time.ts';
import { accept, acceptRest, createReception, type OnMessage, type Reception, readTags } from './reception.ts';
import { BACKSLASH, BANG, beginsVdm, CR, diagnose, LF, readSentence } from './sentence.ts';
import { clearTags } from './tag-block.ts';
import { type DecodeSummary, ignoreReject, type OnReject, reject, summarise } from './tally.ts';

export interface DecoderOptions {
  /** Goes into every record; default ''. */
  source?: string;
  /** Take sentences without *hh; some loggers strip it. Default false. */
  checksumOptional?: boolean;
  /** Refuse what our own relay has sent out, by the station in any of its tag blocks. Default false. */
  refuseOwn?: boolean;
}

export interface Decoder {
  push(bytes: Uint8Array, onMessage: OnMessage, onReject?: OnReject): void;
  /** The last line if it had no line end, and messages that never became whole. */
  end(onMessage: OnMessage, onReject?: OnReject): void;
  summary(): DecodeSummary;
  /** Lines begun so far. */
  readonly lines: number;
  /** Lines so far that begin with a time which cannot be read, such as one of an unknown zone. */
  readonly unreadTimes: number;
  /** 1024 weeks in ms, or more, when base stations show that the log's GPS clock is that much behind; else 0. */
  readonly gpsAddMs: number;
  /** Messages that were dated by that clock before this was known. */
  readonly gpsBefore: number;
}

/** Bytes of one line, beyond which it is given up. A sentence has 82, with tag blocks and a prefix some 200. */
export const MOST_LINE = 4096;
const HASH = 35;
const DOLLAR = 36;
interface State extends Reception {
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
    get unreadTimes() {
      return d.unreadTimes;
    },
    get gpsAddMs() {
      return d.clock.gpsAddMs;
    },
    get gpsBefore() {
      return d.gpsBefore;
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
  acceptRest(d);
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
        d.lineHasSentence = true;
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

function endLine(d: State): void {
  d.tally.lines++;
  if (!d.lineHasSentence) d.tally.notAis++;
  d.lineHasSentence = false;
  d.bareCr = false;
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
  let prefixAt = readPrefixTime(b, p, end);
  if (prefixAt === UNREAD_TIME) {
    prefixAt = Number.NaN;
    d.unreadTimes++;
  }
  while (p < end) {
    const c = b[p];
    if (c === BANG && beginsVdm(b, p, end)) {
      p = readNext(d, b, p, end, prefixAt);
    } else if (c === BACKSLASH) {
      p = readTags(d, b, p);
    } else {
      if (c === DOLLAR) readClock(b, p, end, d.clock, d.tally.sentences);
      p++;
    }
  }
  clearTags(d.tags);
  return end;
}

/** One of possibly several sentences of a line; returns where the next may begin. */
function readNext(d: State, b: Uint8Array, p: number, end: number, prefixAt: number): number {
  const { sentence, tally } = d;
  const q = readSentence(b, p, end + 1, sentence, d.reading.record.six);
  let stop = q > 0 ? q : p + 1;
  while (stop < end && b[stop] !== BANG && b[stop] !== BACKSLASH) stop++;
  d.lineHasSentence = true;
  if (q > 0) {
    readSuffix(b, q, stop, d.suffix, d.stations);
    accept(d, prefixAt);
    d.suffix.at = Number.NaN;
    d.suffix.station = '';
  } else {
    tally.sentences++;
    reject(tally, diagnose(b, p, stop, sentence.checksumOptional), tally.lines + 1);
  }
  clearTags(d.tags);
  return stop;
}

function createState(options: DecoderOptions): State {
  return {
    ...createReception(options.source ?? '', options.checksumOptional ?? false, options.refuseOwn ?? false),
    lineHasSentence: false,
    bareCr: false,
    carry: new Uint8Array(MOST_LINE + 2),
    carried: 0,
  };
}
