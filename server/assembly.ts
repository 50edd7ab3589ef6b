// The assembly: the only place that makes an engine's options. In come the tables that ship with the program and what the
// store says: lists, watchlists, decisions by hand, users' rules. Out go the options of the live monitor, of a replay, and of a
// look-back, in every thread and on the command line alike, so that the same question has one answer wherever it is put.

import { loadReference, type Reference } from '../db/reference/load.ts';
import { loadSea } from '../db/reference/sea.ts';
import { CANARY_ZONES, withCanaryRule } from './domain/canary.ts';
import type { EngineOptions } from './domain/engine/engine.ts';
import { boundBesides, type HandBindings, NO_BINDINGS } from './domain/identity/identify.ts';
import type { Zone } from './domain/places/place.ts';
import { createPlaceIndex, type PlaceIndex } from './domain/places/place-index.ts';
import { type RuleChange, rulesLive, rulesOfNow, rulesOfThen } from './domain/rules/book.ts';
import type { SeaWays } from './domain/sea/reach.ts';
import type { Sea } from './domain/sea/sea.ts';
import type { WatchedHull } from './domain/vessel.ts';
import type { Store } from './seams/store.ts';
import { loadWatch, type Watch } from './watch/hulls.ts';

/** What ships with the program; read once in a thread, the masks of the sea when somebody asks for a way. */
export interface Tables {
  reference: Reference;
  places: PlaceIndex;
  sea: Sea & SeaWays;
}

/** What an engine hangs on and people can change. */
export interface Known {
  hulls: readonly WatchedHull[];
  bindings: HandBindings;
  ruleChanges: readonly RuleChange[];
  /** Drawn by people and in force. */
  zones: readonly Zone[];
}

export interface ReplayTerms {
  asOf: EngineOptions['asOf'];
  /** Decided by hand for this recording alone; the decisions of users stand beside them. */
  bindings?: readonly { readonly mmsi: number; readonly hullId: string }[];
  everyShip?: boolean;
}

let tables: Tables | null = null;

/** The same object on every call. */
export function loadTables(): Tables {
  const reference = loadReference();
  tables ??= {
    reference,
    places: createPlaceIndex(reference.ports, [...reference.zones, ...CANARY_ZONES], reference.moorings),
    sea: loadSea(),
  };
  return tables;
}

/** As the store has it at `at`; `watch` where it was read already. */
export async function readKnown(
  store: Store,
  { reference }: Tables,
  at: number,
  watch?: Watch,
): Promise<Known & { watch: Watch }> {
  const read = watch ?? (await loadWatch(store, reference, at));
  const zones = (await store.zones()).filter(({ removed }) => !removed).map(({ zone }) => zone);
  return { watch: read, hulls: read.hulls, bindings: read.bindings, ruleChanges: await store.ruleChanges(), zones };
}

/** Of a program on which nobody has loaded or decided anything. */
export function builtInKnown({ reference }: Tables): Known {
  return { hulls: reference.hulls, bindings: NO_BINDINGS, ruleChanges: [], zones: [] };
}

export function liveOptions(tables: Tables, known: Omit<Known, 'zones'>): EngineOptions {
  const rules = withCanaryRule(rulesLive(tables.reference.rules, known.ruleChanges));
  return { ...optionsOf(tables, known), rules, asOf: 'then' };
}

export function replayOptions(
  tables: Tables,
  known: Omit<Known, 'zones'>,
  { asOf, bindings = [], everyShip }: ReplayTerms,
): EngineOptions {
  return {
    ...optionsOf(tables, known),
    bindings: boundBesides(known.bindings, bindings),
    rules: (asOf === 'now' ? rulesOfNow : rulesOfThen)(tables.reference.rules, known.ruleChanges),
    asOf,
    everyShip: everyShip ?? false,
  };
}

/** A ship is looked back on as if it had been listed all along: by the lists and rules of today. */
export function lookBackOptions(tables: Tables, known: Known): EngineOptions {
  return replayOptions(tables, known, { asOf: 'now' });
}

function optionsOf(
  { reference, places, sea }: Tables,
  { hulls, bindings }: Pick<Known, 'hulls' | 'bindings'>,
): Omit<EngineOptions, 'rules' | 'asOf'> {
  return { hulls, bindings, places, mids: reference.mids, sea };
}
