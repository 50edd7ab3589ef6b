// The ship that a rule is asked about: made of what its radio says and of the hull it was taken for, in the same way by the
// engine, which keeps units, and by the desk, which asks the store.

import type { MatchLevel } from '../heard.ts';
import type { MidTable } from '../identity/watch-index.ts';
import { type ShipClass, shipClassOf } from '../ship-class.ts';
import type { WatchedHull } from '../vessel.ts';

/** The ship that a rule is asked about. */
export interface Subject {
  vesselId: string;
  name: string;
  imo: number | null;
  mmsi: number | null;
  /** First three digits of the MMSI, or null. */
  mid: number | null;
  /** ISO 3166 codes of the registries that the MMSI serves; absent where nobody asked. */
  flags?: readonly string[];
  hull: WatchedHull | null;
  shipClass: ShipClass;
  /** How surely the unit is the hull; absent where it is taken for none, or was only sighted. */
  match?: MatchLevel;
}

/** What a radio unit said of its ship. */
export interface RadioFacts {
  /** '' where it said none. */
  name: string;
  imo: number | null;
  /** NaN where it told none, null where nothing was heard of it. */
  shipType: number | null;
  /** How surely it is the hull; null where it is taken for none. */
  matchLevel: MatchLevel | null;
}

/** `mmsi` is 0 where no radio of the ship was heard, and `radio` null where nothing is known of one. */
export function subjectOf(
  vesselId: string,
  mmsi: number,
  radio: RadioFacts | null,
  hull: WatchedHull | null,
  mids: MidTable,
): Subject {
  const ownMmsi = mmsi === 0 ? (hull?.mmsis.find(({ old }) => !old)?.mmsi ?? null) : mmsi;
  const mid = ownMmsi === null ? null : Math.floor(ownMmsi / 1_000_000);
  const match = hull === null ? null : (radio?.matchLevel ?? null);
  return {
    vesselId,
    name: nameIn(hull, radio) ?? (radio?.name || (ownMmsi === null ? vesselId : `MMSI ${ownMmsi}`)),
    imo: hull?.imo ?? radio?.imo ?? null,
    mmsi: ownMmsi,
    mid,
    flags: (mid === null ? null : mids.get(mid)?.iso2) ?? [],
    hull,
    shipClass: shipClassOf(hull?.shipType ?? null, radio?.shipType ?? null),
    ...(match === null ? {} : { match }),
  };
}

/**
 * What a listed ship is called: by the name that it sends where its lists know it as one of its own, since a list of today
 * may lead with a name that the ship took later; else by the name that the lists lead with.
 */
function nameIn(hull: WatchedHull | null, radio: RadioFacts | null): string | null {
  if (hull === null) return null;
  const sent = radio?.name.trim().toUpperCase();
  return hull.aliases.find((alias) => alias.trim().toUpperCase() === sent) ?? hull.name;
}
