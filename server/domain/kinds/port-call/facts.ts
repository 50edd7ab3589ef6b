// What a port call says: at which port, how sure the call is, and how well its two ends are known.

import type { EventOf } from '../../event.ts';
import type { SightingGrade } from '../../sighting.ts';

/** A time known only as "after one, not after the other"; equal when it was observed. UTC ms. */
export interface Window {
  fromAt: number;
  toAt: number;
}

export interface Stop {
  fromAt: number;
  toAt: number | null;
  lon: number;
  lat: number;
  /** Name of the berth or anchorage; absent where it is the port's own, or has none. */
  berth?: string;
  /** True where ships lie off the port and not in it; absent otherwise. */
  roads?: true;
}

export interface CallGap {
  fromAt: number;
  toAt: number | null;
  /** It was under way before, and sailing on explains where it was heard next: no sign of a stay. Absent otherwise. */
  sailedOn?: true;
}

export interface PortCallFacts {
  /** The port that the stay counts for. */
  placeId: string;
  placeName: string;
  /** The other port whose circle holds the stop too, or null. */
  runnerUpId: string | null;
  /** Off the point of the port, km: its berths and roads may lie far from it. */
  distanceKm: number;
  /** 4: entry, exit and stop; 3: one end and stop; 2: stop only, or inferred from a gap; 1: passing. */
  confidence: 1 | 2 | 3 | 4;
  /** null: never seen outside before. A wide window: arrived dark. */
  entry: Window | null;
  /** null: still inside, or never seen outside afterwards. A wide window: left dark. */
  exit: Window | null;
  stops: Stop[];
  /** Gaps of 4 h or more that begin inside the port; toAt null while it lasts. */
  gaps: CallGap[];
  /** True while a stop in a waiting area is under the dwell limit: not counted as a call. */
  waiting: boolean;
  sightingIds: string[];
  /** The surest of the sightings that a sighted call rests on; absent where AIS shows the call. */
  grade?: SightingGrade;
  /** The event that says that AIS puts the ship elsewhere at the time of the sighting; absent while none does. */
  contradictedBy?: string;
}

export type PortCall = EventOf<'port-call', PortCallFacts>;
