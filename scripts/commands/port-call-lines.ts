// The port calls of a replay as lines for people. In come the events of the replay and what the ships are called; out go
// the calls in time order, and apart from them the ships that came into the waters of a port and were not seen to stop. A
// ship that was not seen to leave is never said to be still there.

import type { VesselEvent } from '../../server/domain/kinds/event.ts';
import type { PortCall } from '../../server/domain/kinds/port-call/facts.ts';
import { utcMinute } from '../../server/domain/time.ts';

export function callLines(events: readonly VesselEvent[], nameOf: (event: VesselEvent) => string): string[] {
  const told = events
    .filter((event): event is PortCall => event.kind === 'port-call' && event.state !== 'withdrawn')
    .sort((a, b) => a.beganAt - b.beganAt);
  const passing = told.filter(isPassing);
  const calls = told.filter((call) => !isPassing(call));
  const lines = [`\nPort calls: ${calls.length}`, ...calls.map((call) => callLine(call, nameOf(call)))];
  if (passing.length === 0) return lines;
  const apart = `\nSeen in the waters of a port, no stop seen: ${passing.length}`;
  return [...lines, apart, ...passing.map((call) => callLine(call, nameOf(call)))];
}

function isPassing({ basis, facts }: PortCall): boolean {
  return basis === 'observed' && facts.confidence === 1;
}

function callLine(call: PortCall, name: string): string {
  const { placeName, confidence, distanceKm, stops, waiting } = call.facts;
  const stopped = `${stops.length} stop${stops.length === 1 ? '' : 's'}`;
  const detail = `confidence ${confidence}, ${stopped}, ${distanceKm.toFixed(1)} km off the point`;
  const span = `${utcMinute(call.beganAt)} – ${endOf(call)}`;
  return `${span}  ${name}  ${placeName}  (${call.basis}, ${detail}${waiting ? ', waiting' : ''})`;
}

/** The end of a call as far as it was seen: the recording may end first, or the ship fall silent. */
function endOf({ basis, endedAt, facts }: PortCall): string {
  const silence = facts.gaps.find(({ toAt }) => toAt === null);
  if (endedAt === null) return silence ? `not heard since ${utcMinute(silence.fromAt)}` : 'no exit seen';
  // A sighting says that the ship was there, not when it came and went.
  return facts.exit === null && basis !== 'sighted' ? `${utcMinute(endedAt)}, no exit seen` : utcMinute(endedAt);
}
