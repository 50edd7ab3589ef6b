// What a silent ship can have reached, for the wire.

import { LONGEST_MS, limitGround, type Reach } from '../../desk/reach.ts';
import type { DarkCall } from '../../domain/kinds/possible-dark-call/facts.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { Scope } from '../../seams/store.ts';
import type * as wire from '../wire/index.ts';
import { orNull } from './moment.ts';

/** `call`: what was said of a possible call in the same gap, or null. */
export function presentReach(reach: Reach, scope: Scope, call: DarkCall | null): wire.Reach {
  const { last, start, next, area, inPort, limit, portsUntilAt, distancesBy } = reach;
  const said = call?.state === 'closed' ? call.facts : null;
  return {
    scope,
    ...presentGap(reach),
    since: {
      at: start.at,
      lon: start.lon,
      lat: start.lat,
      seen: start.seen && `${start.seen.where} (${start.seen.source})`,
    },
    courseDeg: orNull(last.courseDeg),
    inPortId: inPort?.id ?? null,
    inPortName: inPort?.name ?? null,
    speedLimitGround: limitGround(limit),
    distancesBy,
    area: area && { type: 'Polygon', coordinates: area },
    areaNote: area === null ? noArea(reach) : null,
    ports: reach.ports,
    portsUntilAt,
    closed: next && {
      at: next.at,
      lon: next.lon,
      lat: next.lat,
      minStayMs: said?.minStayMs ?? null,
      ports: said === null ? [] : [said.reach, ...said.alternatives],
    },
  };
}

export function presentReachSet(
  scope: Scope,
  at: number,
  { reaches, more }: { reaches: readonly Reach[]; more: number },
): wire.ReachSet {
  return {
    type: 'FeatureCollection',
    scope,
    at,
    more,
    features: reaches.map((reach) => {
      const coming = reach.ports.find((port) => port.named && port.earliestArrivalAt > reach.at);
      return {
        type: 'Feature',
        geometry: reach.area && { type: 'Polygon', coordinates: reach.area },
        properties: {
          ...presentGap(reach),
          nextPort: coming?.placeName ?? null,
          nextPortAt: coming?.earliestArrivalAt ?? null,
        },
      };
    }),
  };
}

function presentGap({ ship, at, last, limit, reachKm }: Reach) {
  return {
    vesselId: ship.vesselId,
    vesselName: ship.name,
    at,
    lastAt: last.at,
    speedLimitKn: limit.speedKn,
    reachKm,
    lon: last.lon,
    lat: last.lat,
  };
}

function noArea({ at, start }: Reach): string {
  if (at - start.at <= LONGEST_MS) return 'Its last known place lies on no water that the map of the sea knows.';
  const days = LONGEST_MS / DAY_MS;
  return `Unseen for more than ${days} days: it can be nearly anywhere, and an area would say nothing.`;
}
