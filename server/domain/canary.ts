// The canary: a made-up watched ship that sails into a made-up zone every hour, so that the way from a feed to a subscriber is
// proven and not assumed. Its number has more digits than a radio can send, so no real ship can bear it or hide behind it; its
// zones lie on the inland ice, where no ship is. What the engine says of it goes into a scope of its own: nothing of it
// stands in lists, counts, exports or on the map.

import type { HandBindings } from './identity/identify.ts';
import { CANARY_MMSI } from './identity/mmsi.ts';
import type { Zone } from './places/place.ts';
import { OPEN_FROM_AT, type RouteRule } from './rule.ts';
import { blankHull, type WatchedHull } from './vessel.ts';

/** Of its hull, and of the vessel that it is taken for. No list can name a hull so. */
export const CANARY_ID = 'keelwatch:canary';
/** The feed that sings it. Users' feeds have no colon in their ids. */
export const CANARY_FEED = 'keelwatch:canary';
/** Where its alerts are kept. No replay can be called so. */
export const CANARY_SCOPE = 'keelwatch:canary';

/** By turns, for two visits to one place within a day count as one stay. */
export const CANARY_ZONES: readonly Zone[] = [60, 60.3, 60.6, 60.9].map((lon, index) => ({
  id: `keelwatch:canary-zone-${index}`,
  name: 'Canary',
  kind: 'transfer',
  ring: [
    [lon, -85.01],
    [lon + 0.2, -85.01],
    [lon + 0.2, -84.99],
    [lon, -84.99],
    [lon, -85.01],
  ],
  active: 'always',
  note: 'Made up, on the inland ice.',
  source: 'ours',
  ordinary: true,
}));

/** In the middle of a zone, or half a mile off it. */
export function canaryPlace(zone: number, inside: boolean): { lon: number; lat: number } {
  return { lon: CANARY_ZONES[zone]!.ring[0]![0] + 0.1, lat: inside ? -85 : -84.98 };
}

const HULL: WatchedHull = blankHull(CANARY_ID, null, 'CANARY');

const RULE: RouteRule = {
  id: CANARY_ID,
  title: 'Canary',
  kind: 'call',
  version: 1,
  enabled: true,
  origin: [],
  destination: [],
  originZones: [],
  destinationZones: CANARY_ZONES.map(({ id }) => id),
  ships: { hulls: [CANARY_ID] },
  maxDays: 1,
  bothWays: false,
  severity: 'info',
  steps: [],
  needs: {},
  requires: '',
  fromAt: OPEN_FROM_AT,
  toAt: null,
  legal: [],
  why: 'The canary has sung.',
  noise: '',
};

/** What the live engine watches, and the canary beside it. */
export function watchCanary<K extends { hulls: readonly WatchedHull[]; bindings: HandBindings }>(known: K): K {
  const bound = new Map([...known.bindings.bound, [CANARY_MMSI, CANARY_ID] as const]);
  return { ...known, hulls: [...known.hulls, HULL], bindings: { ...known.bindings, bound } };
}

export function withCanaryRule(rules: readonly RouteRule[]): RouteRule[] {
  return [...rules, RULE];
}
