// Puts the parts of longer messages together. Good parts in, whole sets out; a part that finds no sisters ends under a
// reason, and none is ever lent to another ship's message where that can be told.
//
// Lines get lost, and a sequence number is only unique per receiving station and channel and comes round after ten
// messages. So a first part always begins a set, and the parts that follow it in order belong to it. A set that is too
// old is never filled up by a newcomer. A part that came before its first part joins it only where they stood side by
// side or in one tag group, where nothing that follows fits better, and where the numbers of the messages around it tell
// messages apart.
//
//   1A 2A            joined at once
//   2A 1A            joined when nothing else came for 1A: the next message has another number, or the time is over
//   2x 1A 2A         1A 2A, and 2x is left over: the first part of x was lost
//   1A 3A 2A         joined at once, side by side

import {
  beginSet,
  dropSet,
  GIVE_UP_SENTENCES,
  type Heard,
  holds,
  type PartSet,
  type Parts,
  putPart,
  takeBefore,
  whole,
} from './part-sets.ts';
import type { Sentence } from './sentence.ts';
import { reject, type Tally } from './tally.ts';

/** Parts of one message are sent within a second; feeds batch and delay them by a little more. */
const MOST_APART_MS = 5_000;
/** The same where no times are known: ten messages of several parts pass in some 330 sentences of a dense feed. */
const MOST_APART_SENTENCES = 200;
/** A part of a tag group that is out of order: groups are sent in one piece, and feeds mix in a few others. */
const MOST_APART_IN_GROUP = 50;
/** Ten numbers come in turn; so many messages lie between two of one number where a few are lost. */
const TOLD_APART_BY = 7;
/** Times of this rank or less stand between sentences and date many: they do not tell these apart. */
const SHARED_TIME_RANK = 1;

/** Adds the sentence in `s` and `six`; returns the set when it became whole, for the caller to read and `release`. */
export function addPart(parts: Parts, s: Sentence, six: Uint8Array, heard: Heard, tally: Tally): PartSet | null {
  const set = s.number === 1 ? setOfFirst(parts, s, six, heard, tally) : setOfLater(parts, s, six, heard, tally);
  if (set === null) {
    reject(tally, 'repeated part', heard.line);
    return null;
  }
  putPart(set, s, six, heard, tally.sentences);
  if (set.have !== whole(set)) return null;
  // In order after all: what stood before its first part belongs to a message whose first part was lost.
  if (set.before !== null) dropSet(parts, set.before, 'incomplete message', tally);
  return set;
}

/**
 * The next set whose parts came out of order and for which nothing better can come any more, whole; null without one.
 * `heard` is the sentence heard now, null at the end of the input. Call it until it gives null.
 */
export function settleSwapped(parts: Parts, heard: Heard | null, tally: Tally): PartSet | null {
  if (parts.swapped === 0) return null;
  for (const set of parts.sets) {
    if (!set.active || set.before === null) continue;
    if (heard !== null && !set.due && !tooFarApart(set, heard, tally.sentences)) continue;
    if (takeBefore(parts, set)) return set;
    dropSet(parts, set, 'incomplete message', tally);
  }
  return null;
}

/** A first part always begins a set; null when it is the one that came before, once more. */
function setOfFirst(parts: Parts, s: Sentence, six: Uint8Array, heard: Heard, tally: Tally): PartSet | null {
  let set = parts.waiting === 0 ? null : findSet(parts, s, heard, tally, isBegun);
  if (set !== null) {
    if (holds(set, s, six)) {
      set.began = tally.sentences;
      set.touched = tally.sentences;
      return null;
    }
    // The number has come round: nothing else will come for the parts that were swapped.
    set.due = set.before !== null && messagesSince(parts, set) >= TOLD_APART_BY;
    if (!set.due) dropSet(parts, set, 'replaced by a new message', tally);
  }
  const before = parts.waiting === 0 ? null : findSet(parts, s, heard, tally, isBefore);
  set = beginSet(parts, s, heard, tally);
  if (before?.active && !isRepeatedNumber(parts, before)) {
    set.before = before;
    before.lent = true;
    parts.swapped++;
  }
  return set;
}

/** The set that a later part continues, or a new one for a part whose first part is not there. */
function setOfLater(parts: Parts, s: Sentence, six: Uint8Array, heard: Heard, tally: Tally): PartSet | null {
  if (parts.waiting > 0) {
    const found = findSet(parts, s, heard, tally, continues);
    if (found !== null) return found;
    const set = findSet(parts, s, heard, tally, isBegun);
    if (set !== null && (set.have & (1 << (s.number - 1))) !== 0) {
      if (holds(set, s, six)) return null;
      // The message that it belongs to has lost its first part, and this set the rest.
      dropSet(parts, set, 'replaced by a new message', tally);
    }
  }
  return beginSet(parts, s, heard, tally);
}

type Fits = (set: PartSet, s: Sentence, heard: Heard, sentences: number) => boolean;

function isBegun(set: PartSet): boolean {
  return (set.have & 1) !== 0 && !set.due;
}

/** Does the part come next in order, or stand beside the set, or in its tag group? */
function continues(set: PartSet, s: Sentence, heard: Heard, sentences: number): boolean {
  const bit = 1 << (s.number - 1);
  if ((set.have & bit) !== 0 || set.lent) return false;
  return set.have === bit - 1 || isBeside(set, heard, sentences);
}

/** Parts without their first one, beside which that stands. */
function isBefore(set: PartSet, _s: Sentence, heard: Heard, sentences: number): boolean {
  return !isBegun(set) && !set.lent && isBeside(set, heard, sentences);
}

/** Side by side with the latest part of the set, or in its tag group while that is being sent. */
function isBeside(set: PartSet, heard: Heard, sentences: number): boolean {
  const apart = sentences - set.touched;
  if (apart === 1) return true;
  if (heard.group < 0 || heard.group !== set.group) return false;
  return timesTell(set, heard) || apart <= MOST_APART_IN_GROUP;
}

/** The waiting set with the key of the part that fits. One that is too old is dropped on the way. */
function findSet(parts: Parts, s: Sentence, heard: Heard, tally: Tally, fits: Fits): PartSet | null {
  const bit = 1 << (s.number - 1);
  let near: PartSet | null = null;
  let nears = 0;
  // The newest first: it is nearly always the one.
  let left = parts.waiting;
  for (let slot = parts.newest; left > 0; slot = slot === 0 ? parts.sets.length - 1 : slot - 1) {
    const set = parts.sets[slot]!;
    if (!set.active) continue;
    left--;
    if (set.total !== s.total) continue;
    const grouped = heard.group >= 0 && set.group >= 0;
    if (grouped ? heard.group !== set.group : set.sequence !== s.sequence || set.channel !== s.channel) continue;
    const sameStation = set.station === heard.station;
    if (!sameStation && ((set.station !== '' && heard.station !== '') || (set.have & bit) !== 0)) continue;
    if (tooFarApart(set, heard, tally.sentences)) {
      // What came out of order and found nothing better is whole now: it is settled, not dropped.
      if (sameStation && set.before === null && !set.lent) dropSet(parts, set, 'incomplete message', tally);
      continue;
    }
    if (!fits(set, s, heard, tally.sentences)) continue;
    if (sameStation || grouped) return set;
    // Only one of the two names its station: good enough when just one set misses this part.
    near = set;
    nears++;
  }
  return nears === 1 ? near : null;
}

function timesTell(set: PartSet, heard: Heard): boolean {
  return set.timeRank > SHARED_TIME_RANK && heard.timeRank > SHARED_TIME_RANK;
}

function tooFarApart(set: PartSet, heard: Heard, sentences: number): boolean {
  const apart = sentences - set.began;
  if (apart > GIVE_UP_SENTENCES) return true;
  if (set.timeRank > 0 && heard.timeRank > 0 && Math.abs(set.at - heard.at) > MOST_APART_MS) return true;
  return !timesTell(set, heard) && apart > MOST_APART_SENTENCES;
}

/** Did a message shortly before it bear the same number? Then it tells nothing: not every sender counts. */
function isRepeatedNumber(parts: Parts, of: PartSet): boolean {
  for (const set of parts.sets) {
    if (set.total === 0 || set.ordinal >= of.ordinal || set.ordinal < of.ordinal - TOLD_APART_BY) continue;
    if (set.station === of.station && set.sequence === of.sequence && set.channel === of.channel) return true;
  }
  return false;
}

/** Messages of its station begun after it, of those that are remembered. */
function messagesSince(parts: Parts, of: PartSet): number {
  let count = 0;
  for (const set of parts.sets) if (set.ordinal > of.ordinal && set.station === of.station) count++;
  return count;
}
