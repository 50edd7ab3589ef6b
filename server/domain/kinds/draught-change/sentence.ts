// A draught change in one sentence.

import { utcMinute } from '../../time.ts';
import type { DraughtChange } from './facts.ts';

export function draughtChangeSentence({ beganAt, facts }: DraughtChange, name: string): string {
  const where =
    facts.when === 'at a call' && facts.placeName !== null
      ? `during its call at ${facts.placeName}`
      : facts.when === 'across a gap'
        ? 'across a gap'
        : 'with no call between';
  return `${name} declares a draught of ${facts.toM} m from ${utcMinute(beganAt)} on, ${facts.fromM} m until ${utcMinute(facts.heldUntilAt)}, ${where}.`;
}
