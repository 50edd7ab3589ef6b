// What lay between two draughts: a call, a silence, or neither. In come the silences and calls around the change; out
// goes which of them it is told with, and on what grounds. Pure judgement: it says nothing and keeps nothing.

import type { DraughtChangeFacts } from '../facts/voyage.ts';

const HOUR_MS = 3_600_000;

/** A new draught is typed in by hand; after a day it says nothing of a call or silence. Ours, as for dark calls. */
const TYPED_WITHIN_MS = 24 * HOUR_MS;
/** Heard so soon after a silence, it was typed in it: static data is sent every 6 min, and lost at times. Ours. */
const WITH_SILENCE_MS = HOUR_MS;

/** What is remembered for the next change; plain data. */
export interface Between {
  /** The last silence. */
  gap: { id: string; beganAt: number; endedAt: number | null } | null;
  /** The last possible call, with the silence that it rests on. */
  darkCall: { gapId: string; placeName: string; word: string } | null;
  /** The last calls, oldest first. */
  calls: CallBetween[];
}

interface CallBetween {
  id: string;
  placeId: string;
  placeName: string;
  beganAt: number;
  endedAt: number | null;
  sighted: boolean;
}

type Circumstances = Pick<DraughtChangeFacts, 'when' | 'placeId' | 'placeName' | 'gapId' | 'grounds'>;

const SAME_SILENCE = 'rests on the same silence.';

/** The old draught was heard until `heldUntilAt`, the new one from `firstAt` on. */
export function circumstancesOf(
  { gap, darkCall, calls }: Between,
  heldUntilAt: number,
  firstAt: number,
): Circumstances {
  const within = (endedAt: number | null) => endedAt === null || firstAt <= endedAt + TYPED_WITHIN_MS;
  const silence = gap !== null && gap.endedAt !== null && gap.beganAt < firstAt && within(gap.endedAt) ? gap : null;
  const call = calls.findLast(({ beganAt, endedAt }) => beganAt <= firstAt && within(endedAt));
  if (call !== undefined && !isOfSilence(call, silence, heldUntilAt, firstAt)) {
    const ended = call.endedAt !== null && call.endedAt < firstAt;
    const grounds = [ended ? `It had left ${call.placeName} less than a day before.` : `It lay at ${call.placeName}.`];
    if (call.sighted) grounds.push('The call is known from a sighting.');
    const gapId = call.sighted ? (silence?.id ?? null) : null;
    return { when: 'at a call', placeId: call.placeId, placeName: call.placeName, gapId, grounds };
  }
  if (silence !== null) {
    const grounds = [
      heldUntilAt <= silence.endedAt!
        ? 'The old draught was heard last before the silence.'
        : 'The new draught was heard within a day after the silence; it is typed in by hand.',
    ];
    const dark = darkCall?.gapId === silence.id ? darkCall : null;
    const when = 'across a silence';
    return { when, placeId: null, placeName: null, gapId: silence.id, grounds: withDarkCall(grounds, dark) };
  }
  const grounds = [
    'No call and no silence lies between the two; cargo may have been worked at sea, or a slip corrected.',
  ];
  return { when: 'without a call', placeId: null, placeName: null, gapId: null, grounds };
}

/** The grounds with the possible call over the same silence, or without one. */
export function withDarkCall(
  grounds: readonly string[],
  dark: Readonly<{ placeName: string; word: string }> | null,
): string[] {
  const others = grounds.filter((ground) => !ground.endsWith(SAME_SILENCE));
  return dark === null ? others : [...others, `A ${dark.word} call at ${dark.placeName} ${SAME_SILENCE}`];
}

/** As it is told once somebody has seen the ship in port between the two draughts. */
export function withCall(facts: Readonly<DraughtChangeFacts>, placeId: string, placeName: string): DraughtChangeFacts {
  const grounds = ['The call is known from a sighting.', ...facts.grounds];
  return { ...facts, when: 'at a call', placeId, placeName, grounds };
}

/** Was the draught changed in the silence rather than at the call? */
function isOfSilence(
  call: Readonly<CallBetween>,
  silence: Between['gap'],
  heldUntilAt: number,
  firstAt: number,
): boolean {
  if (silence === null || silence.endedAt === null) return false;
  // Somebody saw it in port while it was silent: that is the call.
  if (call.sighted && (call.endedAt ?? firstAt) >= silence.beganAt && call.beganAt <= silence.endedAt) return false;
  if (call.beganAt < silence.endedAt) return true;
  return heldUntilAt <= silence.endedAt && firstAt <= silence.endedAt + WITH_SILENCE_MS;
}
