// What happened between two draughts: a call, a gap, or neither. In come the gaps and calls around the change; out goes
// the one that the change is told with, and the grounds. Pure judgement: nothing is emitted and nothing kept.

import { DAY_MS, HOUR_MS } from '../../time.ts';
import type { DraughtChangeFacts } from './facts.ts';

/** A new draught is typed in by hand; after a day it says nothing about a call or gap. Our choice, as for dark calls. */
const TYPED_WITHIN_MS = DAY_MS;
/** A draught heard so soon after a gap was typed within it: static data is sent every 6 min, and sometimes lost. Ours. */
const WITH_GAP_MS = HOUR_MS;

/** Gaps and calls that are remembered for the next change; plain data. */
export interface Between {
  /** The last gap. */
  gap: { id: string; beganAt: number; endedAt: number | null } | null;
  /** The last possible dark call, with the gap that it rests on. */
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

const SAME_GAP = 'rests on the same silence.';

/** The old draught was heard until `heldUntilAt`, the new one from `firstAt` on. */
export function circumstancesOf(
  { gap: before, darkCall, calls }: Between,
  heldUntilAt: number,
  firstAt: number,
): Circumstances {
  const within = (endedAt: number | null) => endedAt === null || firstAt <= endedAt + TYPED_WITHIN_MS;
  const gap = before?.endedAt != null && before.beganAt < firstAt && within(before.endedAt) ? before : null;
  const call = calls.findLast(({ beganAt, endedAt }) => beganAt <= firstAt && within(endedAt));
  if (call !== undefined && !isOfGap(call, gap, heldUntilAt, firstAt)) {
    const ended = call.endedAt !== null && call.endedAt < firstAt;
    const grounds = [ended ? `It had left ${call.placeName} less than a day before.` : `It lay at ${call.placeName}.`];
    if (call.sighted) grounds.push('The call is known from a sighting.');
    const gapId = call.sighted ? (gap?.id ?? null) : null;
    return { when: 'at a call', placeId: call.placeId, placeName: call.placeName, gapId, grounds };
  }
  if (gap !== null) {
    const grounds = [
      heldUntilAt <= gap.endedAt!
        ? 'The old draught was heard last before the silence.'
        : 'The new draught was heard within a day after the silence; it is typed in by hand.',
    ];
    const dark = darkCall?.gapId === gap.id ? darkCall : null;
    const when = 'across a gap';
    return { when, placeId: null, placeName: null, gapId: gap.id, grounds: withDarkCall(grounds, dark) };
  }
  const grounds = [
    'No call and no silence lies between the two; cargo may have been worked at sea, or a slip corrected.',
  ];
  return { when: 'without a call', placeId: null, placeName: null, gapId: null, grounds };
}

/** The grounds with the possible call over the same gap, or without one. */
export function withDarkCall(
  grounds: readonly string[],
  dark: Readonly<{ placeName: string; word: string }> | null,
): string[] {
  const others = grounds.filter((ground) => !ground.endsWith(SAME_GAP));
  return dark === null ? others : [...others, `A ${dark.word} call at ${dark.placeName} ${SAME_GAP}`];
}

/** The circumstances once somebody has seen the ship in port between the two draughts. */
export function withCall(facts: Readonly<DraughtChangeFacts>, placeId: string, placeName: string): DraughtChangeFacts {
  const grounds = ['The call is known from a sighting.', ...facts.grounds];
  return { ...facts, when: 'at a call', placeId, placeName, grounds };
}

/** Was the draught changed in the gap rather than at the call? */
function isOfGap(call: Readonly<CallBetween>, gap: Between['gap'], heldUntilAt: number, firstAt: number): boolean {
  if (gap === null || gap.endedAt === null) return false;
  // Somebody saw the ship in port during the gap: that is the call.
  if (call.sighted && (call.endedAt ?? firstAt) >= gap.beganAt && call.beganAt <= gap.endedAt) return false;
  if (call.beganAt < gap.endedAt) return true;
  return heldUntilAt <= gap.endedAt && firstAt <= gap.endedAt + WITH_GAP_MS;
}
