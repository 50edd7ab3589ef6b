// A stop away from known places in one sentence: where and how long, never why.

import { lasting, utcMinute } from '../../time.ts';
import type { Stop } from './facts.ts';

export function stopSentence({ beganAt, endedAt, lon, lat, facts }: Stop, name: string): string {
  const where = `${degrees(lat, 'N', 'S')} ${degrees(lon, 'E', 'W')}`;
  const near =
    facts.nearestPlaceName === null || facts.distanceKm === null
      ? 'away from all known places'
      : `${facts.distanceKm.toFixed(0)} km from ${facts.nearestPlaceName}, the nearest port, and away from all known berths and anchorages`;
  if (endedAt === null)
    return `${name} has lain within ${spread(facts.spreadKm)} of ${where} since ${utcMinute(beganAt)}, ${near}.`;
  const silent = facts.ended === 'not heard' ? '; it was not heard after that for six hours or more' : '';
  return `${name} lay within ${spread(facts.spreadKm)} of ${where} for ${lasting(beganAt, endedAt)} from ${utcMinute(beganAt)}, ${near}${silent}.`;
}

function spread(km: number): string {
  return `${Math.max(0.1, km).toFixed(1)} km`;
}

/** "35.08° N", to a kilometre: the event carries the position itself. */
function degrees(value: number, plus: string, minus: string): string {
  return `${Math.abs(value).toFixed(2)}° ${value < 0 ? minus : plus}`;
}
