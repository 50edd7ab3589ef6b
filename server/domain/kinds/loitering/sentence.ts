// Loitering in one sentence.

import { utcMinute } from '../../time.ts';
import type { Loitering } from './facts.ts';

export function loiteringSentence({ beganAt, endedAt, facts }: Loitering, name: string): string {
  const hours = Math.round(facts.hours);
  const median = `median speed ${Math.max(0.1, facts.medianSpeedKn).toFixed(1)} kn`;
  const slow =
    endedAt === null
      ? `has been slow since ${utcMinute(beganAt)} (${hours} h so far, ${median})`
      : `was slow for ${hours} h from ${utcMinute(beganAt)} to ${utcMinute(endedAt)} (${median})`;
  const shore = facts.offShoreKm === null ? '' : `, at least ${facts.offShoreKm.toFixed(0)} km off the land`;
  const met = facts.encounterIds.length === 0 ? '' : '; it met another ship meanwhile';
  return `${name} ${slow}${shore}, ${facts.offPlaceKm.toFixed(0)} km from the nearest port or anchorage${met}.`;
}
