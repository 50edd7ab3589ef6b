// The pulse of our own feed: messages a minute over the last day, the usual rate, and when the feed stopped. In come counted
// minutes; out goes whether the feed was up during a span. A quiet spell counts as an outage only where enough messages of
// enough ships are heard evenly enough for the spell to mean something; otherwise the answer is that nobody can tell.

import { HOUR_MS, MINUTE_MS } from '../time.ts';
import { downWithin, type Feeds, feedsUp } from './feeds.ts';

/** `unknown`: too little is heard, too few ships, or too unevenly, to tell our own outage from a quiet sea. */
export type FeedHealth = 'up' | 'outage' | 'unknown';

export interface FeedSpan {
  health: FeedHealth;
  /** How long the feed was down within the span, ms. */
  outageMs: number;
  /** How long nobody at all was heard, in spells of an hour or more that began while enough ships were, ms. */
  unheardMs: number;
  /** Messages an hour that were usual when asked; what the health was judged by. */
  usualPerHour: number;
}

/** The minute counters behind feed health; plain data. */
export interface Pulse {
  /** The last 24 buckets of 60 counted minutes; minutes of an outage are not counted. */
  buckets: Bucket[];
  filling: Bucket;
  /** Minutes below 10 % of the usual, in a row, held back until it is known whether they are an outage. */
  low: { fromAt: number; minutes: number; messages: number };
  /** True once the low minutes were told to be an outage. */
  down: boolean;
  /** Since when every outage would have been noticed; 0 before the first message. */
  steadyFromAt: number;
  /** Outages that are over, oldest first. */
  outages: { fromAt: number; toAt: number }[];
  /** Minutes without any message, in a row so far, and the ships usual before; fromAt 0 while somebody is heard. */
  hush: { fromAt: number; ships: number };
  /** Such spells of an hour or more that are over, oldest first. */
  hushes: { fromAt: number; toAt: number }[];
}

interface Bucket {
  messages: number;
  minutes: number;
  quietMinutes: number;
  /** Ships heard, as two words of 32 bits. */
  ships: [number, number];
}

const BUCKET_MINUTES = 60;
const BUCKETS = 24;
/** A minute is low below this share of the usual (detection facts 4a). */
const LOW_SHARE = 0.1;
/** Low minutes in a row that make an outage (detection facts 4a). */
const OUTAGE_MINUTES = 10;
/** With fewer messages than this a minute, chance alone makes ten quiet minutes: here e^-15, once in years. Ours. */
const USUAL_PER_MINUTE = 1.5;
/** Fewer ships than this may all have sailed away. Ours. */
const USUAL_SHIPS = 5;
/** A feed that spends more of its minutes in quiet spells comes in bursts (thinned or hourly archives). Ours. */
const UNEVEN_SHARE = 0.1;
/** Low minutes in a row that make a quiet spell: chance alone spends under a hundredth of the time so. Ours. */
const SPELL_MINUTES = 5;
const OUTAGES = 256;
/** No feed that is of use keeps silent of all its ships for longer: hourly archives have a message a ship and hour. Ours. */
const HUSH_MS = HOUR_MS;

export function beginPulse(): Pulse {
  return {
    buckets: [],
    filling: emptyBucket(),
    low: { fromAt: 0, minutes: 0, messages: 0 },
    down: false,
    steadyFromAt: 0,
    outages: [],
    hush: { fromAt: 0, ships: 0 },
    hushes: [],
  };
}

function emptyBucket(): Bucket {
  return { messages: 0, minutes: 0, quietMinutes: 0, ships: [0, 0] };
}

/** Notes which ships were heard, as 64 bits. */
export function noteShips(pulse: Pulse, first: number, second: number): void {
  pulse.filling.ships[0] |= first;
  pulse.filling.ships[1] |= second;
}

/** Takes `minutes` minutes from `fromAt` on, each with `messages` messages (more than one only when none was heard). */
export function noteMinutes(pulse: Pulse, fromAt: number, minutes: number, messages: number): void {
  noteHush(pulse, fromAt, messages);
  const { low } = pulse;
  if (messages < LOW_SHARE * usualPerMinute(pulse)) {
    if (low.minutes === 0) low.fromAt = fromAt;
    low.minutes += minutes;
    low.messages += messages;
    if (low.minutes < OUTAGE_MINUTES) return;
    if (!pulse.down && isTelling(pulse)) pulse.down = true;
    if (pulse.down) return;
    // Too little is known to call it an outage: it is part of how this feed is.
    endLow(pulse);
    pulse.steadyFromAt = fromAt + minutes * MINUTE_MS;
    return;
  }
  if (pulse.down) {
    pulse.outages.push({ fromAt: low.fromAt, toAt: fromAt });
    if (pulse.outages.length > OUTAGES) {
      const dropped = pulse.outages.shift()!;
      pulse.steadyFromAt = Math.max(pulse.steadyFromAt, dropped.toAt);
    }
    pulse.down = false;
    pulse.low = { fromAt: 0, minutes: 0, messages: 0 };
  } else if (low.minutes > 0) endLow(pulse);
  count(pulse, minutes, messages, 0);
}

/** Nobody at all is heard: whatever the rhythm of the feed, it hears no ship that one could call silent. */
function noteHush(pulse: Pulse, fromAt: number, messages: number): void {
  const { hush } = pulse;
  if (messages === 0) {
    if (hush.fromAt === 0) pulse.hush = { fromAt, ships: shipsIn(pulse) };
    return;
  }
  if (hush.fromAt === 0) return;
  if (hush.ships >= USUAL_SHIPS && fromAt - hush.fromAt >= HUSH_MS) {
    pulse.hushes.push({ fromAt: hush.fromAt, toAt: fromAt });
    if (pulse.hushes.length > OUTAGES) pulse.hushes.shift();
  }
  pulse.hush = { fromAt: 0, ships: 0 };
}

function shipsIn(pulse: Readonly<Pulse>): number {
  let [first, second] = pulse.filling.ships;
  for (const { ships } of pulse.buckets) {
    first |= ships[0];
    second |= ships[1];
  }
  return bitsIn(first) + bitsIn(second);
}

/** The held-back low minutes were no outage: they count like any others. */
function endLow(pulse: Pulse): void {
  const { minutes, messages } = pulse.low;
  pulse.low = { fromAt: 0, minutes: 0, messages: 0 };
  count(pulse, minutes, messages, minutes >= SPELL_MINUTES ? minutes : 0);
}

function count(pulse: Pulse, minutes: number, messages: number, quietMinutes: number): void {
  pulse.filling.messages += messages;
  // After a day of gap nothing older matters, so a long one need not be counted hour by hour.
  let left = Math.min(minutes, (BUCKETS + 1) * BUCKET_MINUTES);
  let quietLeft = Math.min(quietMinutes, left);
  while (left > 0) {
    const { filling } = pulse;
    const taken = Math.min(left, BUCKET_MINUTES - filling.minutes);
    const quietTaken = Math.min(quietLeft, taken);
    filling.minutes += taken;
    filling.quietMinutes += quietTaken;
    left -= taken;
    quietLeft -= quietTaken;
    if (filling.minutes < BUCKET_MINUTES) return;
    pulse.buckets.push(filling);
    if (pulse.buckets.length > BUCKETS) pulse.buckets.shift();
    pulse.filling = emptyBucket();
  }
}

/** Messages a minute over the last 24 counted hours; 0 before anything was counted. */
function usualPerMinute(pulse: Readonly<Pulse>): number {
  let messages = pulse.filling.messages;
  let minutes = pulse.filling.minutes;
  for (const bucket of pulse.buckets) {
    messages += bucket.messages;
    minutes += bucket.minutes;
  }
  return minutes === 0 ? 0 : messages / minutes;
}

/** Is enough heard, of enough ships and evenly enough, for a quiet spell to mean that we are deaf? */
function isTelling(pulse: Readonly<Pulse>): boolean {
  if (pulse.buckets.length === 0) return false;
  let quietMinutes = pulse.filling.quietMinutes;
  let minutes = pulse.filling.minutes;
  for (const bucket of pulse.buckets) {
    quietMinutes += bucket.quietMinutes;
    minutes += bucket.minutes;
  }
  return (
    usualPerMinute(pulse) >= USUAL_PER_MINUTE && quietMinutes <= UNEVEN_SHARE * minutes && shipsIn(pulse) >= USUAL_SHIPS
  );
}

/** How many bits of a word of 32 are set. */
export function bitsIn(word: number): number {
  let bits = 0;
  for (let left = word; left !== 0; left &= left - 1) bits++;
  return bits;
}

/**
 * Was the feed up from `fromAt` to `toAt`, which is now? Every minute before `toAt` has been noted. `feeds` is what the
 * feeds say of themselves.
 */
export function feedWithin(pulse: Readonly<Pulse>, feeds: Readonly<Feeds>, fromAt: number, toAt: number): FeedSpan {
  const outages = pulse.outages.filter((outage) => outage.fromAt < toAt && outage.toAt > fromAt);
  if (pulse.down) outages.push({ fromAt: pulse.low.fromAt, toAt });
  const outageMs = lengthOf([...outages, ...downWithin(feeds, fromAt, toAt)], fromAt, toAt);
  const usualPerHour = usualPerMinute(pulse) * 60;
  const hushes = pulse.hushes.filter((hush) => hush.fromAt < toAt && hush.toAt > fromAt);
  const { hush } = pulse;
  if (hush.fromAt !== 0 && hush.ships >= USUAL_SHIPS && toAt - hush.fromAt >= HUSH_MS) {
    hushes.push({ fromAt: hush.fromAt, toAt });
  }
  const unheardMs = lengthOf(hushes, fromAt, toAt);
  const steady = isTelling(pulse) && fromAt >= pulse.steadyFromAt && feedsUp(feeds, fromAt, toAt);
  return { health: outageMs > 0 ? 'outage' : steady ? 'up' : 'unknown', outageMs, unheardMs, usualPerHour };
}

/** How much of [fromAt, toAt] the spans cover together. */
function lengthOf(spans: readonly { fromAt: number; toAt: number }[], fromAt: number, toAt: number): number {
  let lengthMs = 0;
  let coveredTo = fromAt;
  for (const span of [...spans].sort((a, b) => a.fromAt - b.fromAt)) {
    const from = Math.max(span.fromAt, coveredTo);
    const to = Math.min(span.toAt, toAt);
    if (to <= from) continue;
    lengthMs += to - from;
    coveredTo = to;
  }
  return lengthMs;
}
