// Recognition: which vessel each radio unit speaks for, and which watched hull that is. In come units as they are first
// heard and whenever their static data changes; the registry is brought up to date, and the caller is told of changes. Of
// positions only those count that speak for or against a unit being that hull. It judges no rules.

import { type HandBindings, identify, NO_BINDINGS, vesselIdOf } from '../identity/identify.ts';
import { lapsePlaced, lapsesAt, noteLeap, noteShared, placeAt } from '../identity/placed.ts';
import { indexHulls, type MidTable, type WatchIndex } from '../identity/watch-index.ts';
import type { Report } from '../report.ts';
import { DAY_MS } from '../time.ts';
import type { WatchedHull } from '../vessel.ts';
import {
  moveUnit,
  newUnit,
  newVessel,
  type Registry,
  type RegistryUnit,
  type RegistryVessel,
  type StateKeeper,
} from './registry.ts';
import type { EngineCounts, EngineSink } from './sink.ts';

export interface RecognitionOptions {
  hulls: readonly WatchedHull[];
  bindings: HandBindings | undefined;
  mids: MidTable;
  /** Names of watch ports: a port's name in the name field is no ship's name. */
  placeNames: readonly string[];
  registry: Registry;
  counts: Pick<EngineCounts, 'units' | 'watchedUnits'>;
  states: StateKeeper;
  /** Every ship heard passes every detector, as if it were watched. */
  everyShip: boolean;
  sink: Pick<EngineSink, 'binding' | 'rename'>;
}

/** A name that is not enough by itself is weighed against the unit's whereabouts this often. Our own choice. */
const LOOK_AGAIN_MS = DAY_MS;

/** Told when a unit turns out to be another ship than was thought. */
export interface Recognised {
  /** The vessel is watched now and was not, or the other way round, or as another hull. */
  watchChanged(vessel: RegistryVessel): void;
  /** A vessel known by its unit so far has turned out to be another. */
  renamed(fromId: string, toId: string): void;
  /** A unit has joined a vessel that was known before; the vessel `left` ends. */
  joined(left: RegistryVessel, vessel: RegistryVessel, at: number): void;
  /** Something of the vessel's row has changed. */
  changed(vessel: RegistryVessel): void;
}

export interface Recognition {
  /** A unit that was never heard before, with the vessel that it is until its static data tell more. */
  enrol(report: Readonly<Report>): RegistryUnit;
  /** Asks which hull the unit is, and lets it speak for that vessel. */
  ask(unit: RegistryUnit, at: number): void;
  /**
   * A static message of the unit has been taken in, and the unit was asked if it changed anything. `sentBeforeAt` is
   * when it last sent its number before that, NaN for never.
   */
  hearStatic(unit: RegistryUnit, at: number, sentBeforeAt: number): void;
  /** A position of the unit; `leaps` when its vessel cannot have sailed there from its fix before. */
  hearPosition(unit: RegistryUnit, report: Readonly<Report>, leaps: boolean): void;
  /** Takes another watchlist and asks every unit again, as of `now`. */
  relist(hulls: readonly WatchedHull[], bindings: HandBindings, now: number): void;
  hullById(id: string): WatchedHull | null;
  hullOf(vessel: Readonly<RegistryVessel>): WatchedHull | null;
}

export function createRecognition(options: RecognitionOptions, follow: Recognised): Recognition {
  const { registry, counts, states, everyShip, sink } = options;
  const indexOptions = { mids: options.mids, placeNames: options.placeNames };
  let index: WatchIndex = indexHulls(options.hulls, indexOptions);
  let bindings = options.bindings ?? NO_BINDINGS;

  function enrol(report: Readonly<Report>): RegistryUnit {
    counts.units++;
    const vessel = newVessel(registry, `mmsi:${report.mmsi}`, report.mmsi, report.at, states.begin());
    sink.binding({ mmsi: report.mmsi, vesselId: vessel.id, fromAt: report.at, toAt: null });
    vessel.track.watched = everyShip;
    const unit = newUnit(registry, report, vessel);
    // A listed number tells something before any name does.
    if (index.byMmsi.has(report.mmsi) || bindings.bound.has(report.mmsi)) ask(unit, report.at);
    return unit;
  }

  function ask(unit: RegistryUnit, at: number): void {
    registry.touch(unit.vessel);
    placeByTrack(unit);
    lapsePlaced(unit.placed, at);
    const verdict = identify(unit.identity, index, at, bindings, unit.placed);
    const { hull } = verdict;
    unit.match = verdict.match;
    unit.candidates = verdict.candidates;
    unit.notes = verdict.notes;
    unit.askedAt = at;
    unit.askAt = lapsesAt(unit.placed);
    // The next position may be the missing witness; from then on once a day is often enough.
    if (verdict.undecided) unit.askAt = Math.min(unit.askAt, Number.isNaN(unit.placed.at) ? at : at + LOOK_AGAIN_MS);
    rebind(unit, vesselIdOf(unit.identity, { hull }), hull, at);
  }

  function rebind(unit: RegistryUnit, id: string, hull: WatchedHull | null, at: number): void {
    const { mmsi } = unit.identity;
    const { boundAt, vessel: left } = unit;
    const known = registry.vessels.get(id);
    if (known) {
      registry.touch(known);
      for (const there of known.units) placeByTrack(registry.units.get(there)!);
    }
    const move = moveUnit(registry, unit, id, at, states);
    const vessel = unit.vessel;
    if (move) {
      sink.binding({ mmsi, vesselId: move.leftId, fromAt: boundAt, toAt: move.sinceAt });
      sink.binding({ mmsi, vesselId: id, fromAt: move.sinceAt, toAt: null });
      if (move.renamedFrom) {
        sink.rename(move.renamedFrom, id);
        follow.renamed(move.renamedFrom, id);
        if (left !== vessel) follow.joined(left, vessel, at);
      }
    }
    const hullId = hull?.id ?? null;
    const watched = everyShip || hullId !== null;
    if (vessel.hullId === hullId && vessel.track.watched === watched) return;
    if (hullId !== null) counts.watchedUnits++;
    vessel.hullId = hullId;
    vessel.track.watched = watched;
    follow.watchChanged(vessel);
  }

  /** The track of a vessel with one unit is that unit's own, so that an ordinary fix need not be noted twice. */
  function placeByTrack({ identity, placed, vessel: { units, track } }: RegistryUnit): void {
    if (units.length === 1 && track.mmsi === identity.mmsi && track.fixes > 0) placeAt(placed, track);
  }

  /** Asks which hull the unit is for another reason than its static data. */
  function review(unit: RegistryUnit, at: number): void {
    const before = standingOf(unit);
    ask(unit, at);
    if (standingOf(unit) !== before) follow.changed(unit.vessel);
  }

  /** Compares the unit with the others that speak for its vessel. */
  function compare(unit: RegistryUnit, at: number, sentBeforeAt: number): void {
    // Asking may move a unit to another vessel, and the list with it.
    for (const mmsi of [...unit.vessel.units]) {
      const other = registry.units.get(mmsi)!;
      if (other === unit || !noteShared(unit, other, at, sentBeforeAt)) continue;
      review(unit, at);
      review(other, at);
    }
  }

  /** Under another watchlist. A ship that was not watched before raises nothing for its past. */
  function askAgain(unit: RegistryUnit, now: number): void {
    registry.touch(unit.vessel);
    const before = standingOf(unit);
    const watched = unit.vessel.hullId !== null;
    const { hull } = identify(unit.identity, index, now, bindings, unit.placed);
    if (hull !== null && !watched) unit.vessel.record.quietUntilAt = now;
    ask(unit, now);
    if (watched) follow.watchChanged(unit.vessel);
    if (standingOf(unit) !== before) follow.changed(unit.vessel);
  }

  return {
    enrol,
    ask,

    hearStatic(unit, at, sentBeforeAt) {
      if (unit.vessel.units.length > 1) compare(unit, at, sentBeforeAt);
      // Without a position there is nothing new to weigh a name against.
      if (at > unit.askAt && !Number.isNaN(unit.placed.at)) review(unit, at);
    },

    hearPosition(unit, report, leaps) {
      if (unit.vessel.units.length > 1) {
        // Each unit drags the vessel's track to itself; their contradictions are compared.
        placeAt(unit.placed, report);
        compare(unit, report.at, Number.NaN);
      } else if (leaps && noteLeap(unit.placed, report.at)) {
        review(unit, report.at);
        return;
      }
      if (report.at >= unit.askAt) review(unit, report.at);
    },

    relist(hulls, by, now) {
      index = indexHulls(hulls, indexOptions);
      bindings = by;
      for (const vessel of registry.byNumber.values()) {
        if (vessel.mmsi !== 0) continue;
        registry.touch(vessel);
        const hullId = index.byId.has(vessel.id) ? vessel.id : null;
        if (hullId !== null && vessel.hullId === null) vessel.record.quietUntilAt = now;
        vessel.hullId = hullId;
        vessel.track.watched = everyShip || hullId !== null;
        follow.watchChanged(vessel);
      }
      for (const mmsi of [...registry.units.keys()].sort((a, b) => a - b)) askAgain(registry.units.get(mmsi)!, now);
    },
    hullById: (id) => index.byId.get(id) ?? null,
    hullOf: ({ hullId }) => (hullId === null ? null : (index.byId.get(hullId) ?? null)),
  };
}

function standingOf({ vessel, match, candidates }: RegistryUnit): string {
  return JSON.stringify([vessel.id, vessel.hullId, match, candidates]);
}
