// The ship that a rule is asked about.

import type { MatchLevel } from '../heard.ts';
import type { ShipClass } from '../ship-class.ts';
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
