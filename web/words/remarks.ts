// Remarks on ships at the playhead beside their positions: doubts, encounters, approaches under way. One set of sentences for
// the vessel table and the dossier, so that they say what the map shows. Pure.

import type { VesselEvent } from '../../server/http/wire/kinds/index.ts';
import { shortTimeText } from './format.ts';

/** By vessel, for the ships of which there is something to say. */
export function remarksAt(
  events: ReadonlyMap<string, VesselEvent>,
  names: ReadonlyMap<string, string>,
  at: number,
): Map<string, string[]> {
  const remarks = new Map<string, string[]>();
  const say = (vesselId: string, text: string) => {
    const said = remarks.get(vesselId) ?? [];
    if (!said.includes(text)) remarks.set(vesselId, [...said, text]);
  };
  for (const event of events.values()) {
    if (event.state === 'withdrawn' || (event.endedAt !== null && event.endedAt < at)) continue;
    const since = `since ${shortTimeText(event.beganAt)}`;
    if (event.kind === 'position-doubt') say(event.vesselId, `Position in doubt ${since}`);
    else if (event.kind === 'loitering') say(event.vesselId, `Loitering ${since}`);
    else if (event.kind === 'stop') say(event.vesselId, `Lies away from known places ${since}`);
    else if (event.kind === 'encounter') {
      const { partnerId, partnerName } = event.facts;
      say(event.vesselId, `With ${names.get(partnerId) ?? partnerName} ${since}`);
      say(partnerId, `With ${names.get(event.vesselId) ?? event.vesselName} ${since}`);
    } else if (event.kind === 'approach' && event.facts.outcome === 'open') {
      const { placeName, earliestArrivalAt } = event.facts;
      const earliest = shortTimeText(earliestArrivalAt);
      if (at <= earliestArrivalAt) say(event.vesselId, `Heads for ${placeName}, there by ${earliest} at the earliest`);
      else say(event.vesselId, `Headed for ${placeName}, can be there since ${earliest}`);
    }
  }
  return remarks;
}
