// What would refute an alert, in sentences that somebody could go and check: for each thing that it rests on, what would
// have to be found. It is made of the evidence alone.

import { dayOf, momentOf } from '../../domain/time.ts';
import type { Gathered } from '../gather.ts';
import { sightingsOfLeg } from '../sightings-of-leg.ts';

export function refutations(gathered: Gathered): string[] {
  const { alert, vessel } = gathered;
  const { events, designations, match } = alert.evidence;
  const said: string[] = [];
  for (const event of events) {
    if (event.kind === 'possible-dark-call' && event.endedAt !== null)
      said.push(
        `A report or a picture that puts the ship elsewhere between ${momentOf(event.beganAt)} and ${momentOf(event.endedAt)}, too far off for a stay at ${event.facts.placeName}.`,
      );
    else if (event.kind === 'port-call' && event.basis === 'observed')
      said.push(
        `That the positions at ${event.facts.placeName} from ${momentOf(event.beganAt)} on were false, or sent by another ship.`,
      );
    else if (event.kind === 'encounter')
      said.push(
        `That the two ships lay near each other for a reason that hands over no cargo: a tow, a pilot, bunkers, or a place where ships wait.`,
      );
    else if (event.kind === 'gap')
      said.push(
        `A receiver that was up and heard the ship between ${momentOf(event.beganAt)} and ${event.endedAt === null ? 'now' : momentOf(event.endedAt)}.`,
      );
  }
  for (const { source, fromAt } of sightingsOfLeg(gathered).filter(({ withdrawn }) => withdrawn === undefined))
    said.push(`That the ship seen on ${dayOf(fromAt)} (${source}) was another one, or was seen on another day.`);
  if (match !== null && match.level !== 'confident')
    said.push(
      `That MMSI ${alert.mmsi ?? vessel?.mmsi ?? ''} spoke for another hull than ${alert.vesselName} in that time.`,
    );
  if (designations.length > 0)
    said.push(`A copy of the lists of ${dayOf(alert.toAt)} on which the ship does not stand as it does here.`);
  return [...new Set(said)];
}
