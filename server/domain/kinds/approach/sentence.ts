// An approach in one sentence.

import { utcMinute } from '../../time.ts';
import type { Approach } from './facts.ts';

const ENDS: Record<Approach['facts']['outcome'], string> = {
  open: '',
  arrived: ' It arrived.',
  'turned away': ' It turned away.',
  'fell silent': ' It fell silent on the way.',
  'stopped short': ' It stopped short of it.',
};

export function approachSentence({ beganAt, knownAt, facts }: Approach, name: string): string {
  const open = facts.outcome === 'open';
  const far = `${facts.distanceKm.toFixed(0)} km off, course ${facts.courseDeg.toFixed(0)}°, ${facts.speedKn.toFixed(1)} kn`;
  const when = open ? `at ${utcMinute(knownAt)}` : `from ${utcMinute(beganAt)} on`;
  const reach = `it ${open ? 'can' : 'could'} arrive at ${utcMinute(facts.earliestArrivalAt)} at the earliest`;
  return `${name} ${open ? 'heads' : 'was heading'} for ${facts.placeName} ${when} (${far}); ${reach}.${ENDS[facts.outcome]}`;
}
