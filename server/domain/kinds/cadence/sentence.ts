// A cadence in one sentence: the shuttle that a ship keeps, pauses or takes up again.

import { utcMinute } from '../../time.ts';
import type { Cadence } from './facts.ts';

export function cadenceSentence({ beganAt, facts }: Cadence, name: string): string {
  const pair = facts.placeNames.join(' and ');
  const usual = `${facts.legs} legs, one round in ${facts.usualDays.toFixed(1)} days`;
  if (facts.phase === 'started') return `${name} shuttles between ${pair} since ${utcMinute(beganAt)} (${usual}).`;
  if (facts.phase === 'restarted')
    return `${name} shuttles between ${pair} again since ${utcMinute(beganAt)} (${usual}).`;
  const since = facts.pausedSinceAt === null ? '' : ` since ${utcMinute(facts.pausedSinceAt)}`;
  return `${name} has not been seen on its shuttle between ${pair}${since} (${usual} before).`;
}
