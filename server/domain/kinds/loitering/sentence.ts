// Loitering in one sentence.

import { utcMinute } from '../../time.ts';
import type { Loitering } from './facts.ts';

export function loiteringSentence({ beganAt, endedAt, facts }: Loitering, name: string): string {
  const hours = Math.round(facts.hours);
  const until = endedAt === null ? 'so far' : `until ${utcMinute(endedAt)}`;
  const shore = facts.offShoreKm === null ? '' : `, at least ${facts.offShoreKm.toFixed(0)} km off the land`;
  const met = facts.encounterIds.length === 0 ? '' : '; it met another ship meanwhile';
  return `${name} moved slower than ${Math.max(0.1, facts.medianSpeedKn).toFixed(1)} kn half of ${hours} h from ${utcMinute(beganAt)} ${until}${shore}, ${facts.offPlaceKm.toFixed(0)} km from the nearest port or anchorage${met}.`;
}
