// Interference in one sentence: of an area, and no ship's own act.

import { utcMinute } from '../../time.ts';
import type { Interference } from './facts.ts';

export function interferenceSentence({ beganAt, endedAt, facts }: Interference): string {
  const when = endedAt === null ? `since ${utcMinute(beganAt)}` : `from ${utcMinute(beganAt)} to ${utcMinute(endedAt)}`;
  return `The positions of ${facts.mmsis.length} ships within ${facts.radiusKm.toFixed(0)} km jumped ${when}: probably interference with satellite navigation, and no ship's own act.`;
}
