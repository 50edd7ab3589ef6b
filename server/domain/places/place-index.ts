// Which ports and zones hold a point? PLACEHOLDER CONTRACT: the interface stands, the index follows.

import type { Port, Zone } from '../place.ts';

export interface PlaceIndex {
  readonly ports: readonly Port[];
  readonly zones: readonly Zone[];
  port(id: string): Port | undefined;
  zone(id: string): Zone | undefined;
  /** False when no port circle (leaveKm) or zone comes near this point: the one test that every fix passes. */
  isNear(lon: number, lat: number): boolean;
  /** The port nearest to the point whose enterKm circle holds it, and the runner-up. Fills `into`; allocates nothing. */
  nearestPort(lon: number, lat: number, into: NearestPorts): void;
  /** Indices into `zones` of those that hold the point. Fills `into` (cleared first). */
  zonesAt(lon: number, lat: number, into: number[]): void;
}

export interface NearestPorts {
  /** Index into `ports`, -1 when none. */
  first: number;
  firstKm: number;
  second: number;
  secondKm: number;
}
