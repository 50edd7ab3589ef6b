// The clocks of a log whose lines carry no time of their own: what its clock sentences said last, and how long ago that
// was. A clock that is not set again grows old, and an old one dates nothing: a position without a time is left out and
// counted, one with a stale time would put a ship where it was hours ago.
//
// Nobody tells how much time has passed, so it is taken from what is heard meanwhile: the UTC second that ships send with
// their positions, the time that a base station sends, and how many sentences one receiver can hear in a minute at most.

import { DAY_MS, MINUTE_MS } from './civil-time.ts';

/** A clock: UTC ms as it was said last, NaN before that. */
export interface Dial {
  at: number;
  /** How long ago it was said, as far as what was heard since tells. */
  ageMs: number;
  /** AIS sentences heard when it was said. */
  sentences: number;
}

export interface LogClock {
  /** The one to go by: $PGHP before the GPS, while it is fresh; null where none is. */
  dial: Dial | null;
  /** From $PGHP, which stands before the sentence it dates. */
  readonly pghp: Dial;
  /** From the latest RMC, ZDA or other GPS sentence of the ship's own instruments, as they say it. */
  readonly gps: Dial;
  /** What base stations showed to be missing from it, ms: 1024 weeks, when the receiver's count of weeks began anew. */
  gpsAddMs: number;
  /** The newest UTC second of a minute that a ship has sent; −1 before. */
  second: number;
  /** Base stations heard since a clock was set: how many, who, and the time that each sent first. */
  bases: number;
  readonly baseMmsis: Float64Array;
  readonly baseFirstAts: Float64Array;
}

/** What of a message tells how time goes. */
export interface TimedMessage {
  readonly type: number;
  readonly mmsi: number;
  readonly second: number;
  readonly utcAt: number;
}

/** A GPS speaks every second, and loggers that thin it keep one a minute; at 20 kn a ship is 1.7 nm away after this. */
const MOST_AGE_MS = 5 * MINUTE_MS;
/** Two channels of 2,250 slots a minute: one receiver hears no more. */
const MOST_SENTENCES_A_MINUTE = 4_500;
const MOST_SENTENCES = (MOST_AGE_MS / MINUTE_MS) * MOST_SENTENCES_A_MINUTE;
/** A time of day is within so much of the clock before it, else its day cannot be told. */
const HALF_DAY_MS = 43_200_000;
const BASE_STATION = 4;
/** Base stations that are listened to; a coast receiver hears some ten. */
const MOST_BASES = 16;

export function createLogClock(): LogClock {
  return {
    dial: null,
    pghp: createDial(),
    gps: createDial(),
    gpsAddMs: 0,
    second: -1,
    bases: 0,
    baseMmsis: new Float64Array(MOST_BASES),
    baseFirstAts: new Float64Array(MOST_BASES),
  };
}

function createDial(): Dial {
  return { at: Number.NaN, ageMs: 0, sentences: 0 };
}

export function setClock(clock: LogClock, dial: Dial, at: number, sentences: number): void {
  dial.at = at;
  dial.ageMs = 0;
  dial.sentences = sentences;
  clock.bases = 0;
  choose(clock, sentences);
}

/**
 * A time of day without a day that can be trusted: GGA, and RMC of a receiver that has lost its position (void) but counts
 * on. It goes by the last date that was good, and over midnight. `dayAt` is the day that a void RMC names, NaN without:
 * where it names another, its clock has been reset and says nothing.
 */
export function setTimeOfDay(clock: LogClock, dayMs: number, dayAt: number, sentences: number): void {
  const { gps } = clock;
  if (Number.isNaN(gps.at) || gps.ageMs > HALF_DAY_MS) return;
  let at = Math.floor(gps.at / DAY_MS) * DAY_MS + dayMs;
  if (at < gps.at - HALF_DAY_MS) at += DAY_MS;
  if (at < gps.at || at > gps.at + HALF_DAY_MS) return;
  if (!Number.isNaN(dayAt) && Math.floor(at / DAY_MS) * DAY_MS !== dayAt) return;
  setClock(clock, gps, at, sentences);
}

/** Lets the clocks grow older by what a message tells; afterwards `dial` is the one to go by. */
export function growOlder(clock: LogClock, message: TimedMessage, sentences: number): void {
  const { second } = message;
  if (second !== clock.second && second >= 0) passTo(clock, second);
  if (message.type === BASE_STATION && message.utcAt > 0) hearBase(clock, message);
  const { dial } = clock;
  if (dial !== null && !isFresh(dial, sentences)) choose(clock, sentences);
}

/** A second that lies behind the newest comes from a ship heard late, or from one whose clock is wrong. */
function passTo(clock: LogClock, second: number): void {
  const passed = clock.second < 0 ? 0 : second < clock.second ? second + 60 - clock.second : second - clock.second;
  if (passed >= 30) return;
  clock.second = second;
  clock.pghp.ageMs += passed * 1000;
  clock.gps.ageMs += passed * 1000;
}

function hearBase(clock: LogClock, { mmsi, utcAt }: TimedMessage): void {
  const { pghp, gps, bases, baseMmsis, baseFirstAts } = clock;
  for (let i = 0; i < bases; i++) {
    if (baseMmsis[i] !== mmsi) continue;
    const passedMs = utcAt - baseFirstAts[i]!;
    if (passedMs > pghp.ageMs) pghp.ageMs = passedMs;
    if (passedMs > gps.ageMs) gps.ageMs = passedMs;
    return;
  }
  if (bases === MOST_BASES) return;
  baseMmsis[bases] = mmsi;
  baseFirstAts[bases] = utcAt;
  clock.bases++;
}

function choose(clock: LogClock, sentences: number): void {
  const { pghp, gps } = clock;
  clock.dial = isFresh(pghp, sentences) ? pghp : isFresh(gps, sentences) ? gps : null;
}

/** Has it been set, and not long ago? */
function isFresh(dial: Dial, sentences: number): boolean {
  return dial.ageMs <= MOST_AGE_MS && sentences - dial.sentences <= MOST_SENTENCES && !Number.isNaN(dial.at);
}
