// A draught change in one sentence.

import { utcMinute } from '../../time.ts';
import type { DraughtChange } from './facts.ts';

export function draughtChangeSentence({ beganAt, facts }: DraughtChange, name: string): string {
  const where =
    facts.when === 'at a call' && facts.placeName !== null
      ? // A draught is typed in by hand, up to a day after the ship has left.
        `at its call at ${facts.placeName} or within a day after it`
      : facts.when === 'across a gap'
        ? 'across a gap'
        : 'with no call between';
  return `${name} declares a draught of ${facts.toM} m from ${utcMinute(beganAt)} on, after ${facts.fromM} m until ${utcMinute(facts.heldUntilAt)}, ${where}.`;
}
