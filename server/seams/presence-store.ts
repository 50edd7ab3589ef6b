// The questions of who was heard where: the part of the store behind presence and alibis. `db/` implements it, and
// `test/contract/store-presence.ts` says what it means.

import type { Binding } from '../domain/heard.ts';
import type { VesselEvent } from '../domain/kinds/event.ts';
import type { CellRun } from '../domain/presence/heard-cells.ts';
import type { Scope } from './store.ts';

export interface UnitFix {
  at: number;
  lon: number;
  lat: number;
}

export interface PresenceStore {
  /**
   * Who was heard in cells on days from `fromDay` to `toDay`: day, cell, unit and bits of hours by turns, four numbers a
   * row, in no order. Null where there are more than `limit` rows.
   */
  heardIn(
    scope: Scope,
    runs: readonly CellRun[],
    fromDay: number,
    toDay: number,
    limit: number,
  ): Promise<Int32Array | null>;
  /** Days in which a unit, or with null anybody, was heard at all, each with the bits of its hours; in order. */
  heardDays(scope: Scope, mmsi: number | null, fromDay: number, toDay: number): Promise<[day: number, hours: number][]>;
  /** The fastest that a unit has shown in two samples in a row, knots; 0 while nothing is known. */
  fastestKn(scope: Scope, mmsi: number): Promise<number>;
  /** The first or the last kept fixes of a unit in [fromAt, toAt), at most `limit`, oldest first. */
  unitFixes(
    scope: Scope,
    mmsi: number,
    fromAt: number,
    toAt: number,
    limit: number,
    which?: 'first' | 'last',
  ): Promise<UnitFix[]>;
  /** Whom a unit spoke for, oldest first. */
  unitBindings(scope: Scope, mmsi: number): Promise<Binding[]>;
  /** The units that spoke for a vessel within [fromAt, toAt], each with its time there; both ends belong to it. */
  vesselUnits(
    scope: Scope,
    vesselId: string,
    fromAt: number,
    toAt: number,
  ): Promise<{ mmsi: number; fromAt: number; toAt: number }[]>;
  /** Every unit that has spoken for a vessel which is taken for a watched hull. */
  watchedUnits(scope: Scope): Promise<number[]>;
  /** Events that lie in cells and began in [fromAt, toAt), in no order: at most `limit`, and whether there are more. */
  eventsIn(
    scope: Scope,
    runs: readonly CellRun[],
    fromAt: number,
    toAt: number,
    limit: number,
  ): Promise<{ events: VesselEvent[]; more: boolean }>;
}
