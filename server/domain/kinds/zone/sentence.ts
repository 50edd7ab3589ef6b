// A visit to a zone in one sentence.

import { utcMinute } from '../../time.ts';
import { ends } from '../port-call/ends.ts';
import type { ZoneVisit } from './facts.ts';

export function zoneSentence(visit: ZoneVisit, name: string): string {
  const { facts } = visit;
  return visit.endedAt === null
    ? `${name} has been in ${facts.zoneName} since ${utcMinute(visit.beganAt)}; ${ends(false, facts.entry, facts.exit)}.`
    : `${name} was in ${facts.zoneName} from ${utcMinute(visit.beganAt)} to ${utcMinute(visit.endedAt)}; ${ends(true, facts.entry, facts.exit)}.`;
}
