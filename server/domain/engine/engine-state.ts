// The engine's state: what it keeps between two inputs. It begins empty, goes back to a cut of its own, or is read from what
// was stored. The state of a detector is kept by its name and version, so that the registry may be ordered anew, grow or
// shrink: a state that no detector knows is dropped, a detector without a state begins anew, and the reader is told of both.

import { beginFleet, type Fleet } from '../fleet/fleet.ts';
import { cutFleet, type FleetSnapshot, restoreFleet } from '../fleet/fleet-cut.ts';
import type { DetectorKinds, FleetState } from '../kinds/detector.ts';
import type { Zone } from '../places/place.ts';
import { createPlainCodec, type PlainCodec } from '../plain-data/codec.ts';
import { type Cut, type Cuts, createCuts, readBlocks } from './cuts.ts';
import { stateKeeper } from './detector-runner.ts';
import type { Faults } from './faults.ts';
import { beginRegistry, type Registry, type RegistryVessel } from './registry.ts';
import type { EngineCounts } from './sink.ts';

export interface EngineState {
  /** Event time reached. */
  at: number;
  registry: Registry;
  fleet: Fleet;
  /** State of each fleet detector, in the order of the registry. */
  fleetStates: FleetState[];
  ownZones: readonly Zone[];
  counts: EngineCounts;
  codec: PlainCodec;
  cuts: Cuts;
  /** Faults go on being counted in an engine that goes on from a cut; they are not stored. */
  faults?: Faults;
}

/** The engine as it was at an instant: the vessels as a cut has them, everything else in bytes. */
export interface EngineCut {
  vessels: Cut;
  rest: Uint8Array;
  fleet: HeldFleet;
}

/** The fleet at the instant, which is packed in slices while it goes on. */
export interface HeldFleet {
  /** Bytes that are held for it now. */
  readonly size: number;
  /** True when all of it is packed. */
  pack(mostTiles: number): boolean;
  /** Packs what is left. */
  bytes(): Uint8Array;
}

/** A whole cut, as it is stored. */
export interface StoredEngine {
  shapes: readonly (readonly string[])[];
  rest: Uint8Array;
  fleet: Uint8Array;
  blocks: readonly Uint8Array[];
}

/** What did not fit, in words: states that no detector of today continues, and detectors that begin anew. */
export interface Unfit {
  dropped: string[];
  begunAnew: string[];
  /** The same detectors in the same order: older cuts can be taken in as well. */
  same: boolean;
}

interface KindVersion {
  kind: string;
  version: number;
}

/** Everything of a state but the vessels and the fleet. */
interface Rest {
  at: number;
  nextNumber: number;
  /** Of the vessels' states and wishes, in their order. */
  kinds: KindVersion[];
  fleetKinds: (KindVersion & { state: FleetState })[];
  ownZones: readonly Zone[];
  counts: EngineCounts;
}

/** Counts up when the shape of the state changes outside the detectors; a state of another version is not read. */
export const STATE_VERSION = 8;

export function beginState({ fleetDetectors }: DetectorKinds): EngineState {
  const registry = beginRegistry();
  const codec = createPlainCodec();
  return {
    at: Number.NEGATIVE_INFINITY,
    registry,
    fleet: beginFleet(),
    fleetStates: fleetDetectors.map((detector) => detector.begin()),
    ownZones: [],
    counts: { reports: 0, positions: 0, statics: 0, refused: {}, units: 0, watchedUnits: 0 },
    codec,
    cuts: createCuts(registry, codec),
  };
}

export function cutState(state: EngineState, kinds: DetectorKinds): EngineCut {
  const { at, registry, fleet, fleetStates, ownZones, counts, codec, cuts } = state;
  const rest: Rest = {
    at,
    nextNumber: registry.nextNumber,
    kinds: kinds.detectors.map(kindVersion),
    fleetKinds: kinds.fleetDetectors.map((detector, which) => ({
      ...kindVersion(detector),
      state: fleetStates[which]!,
    })),
    ownZones,
    counts,
  };
  codec.reset();
  // The states of fleet detectors hold ships in several places.
  codec.writeGraph(rest);
  const bytes = codec.bytes();
  return { vessels: cuts.begin(), rest: bytes, fleet: holdFleet(fleet, codec) };
}

function holdFleet(fleet: Fleet, codec: PlainCodec): HeldFleet {
  const cut = cutFleet(fleet);
  let bytes: Uint8Array | null = null;
  return {
    get size() {
      return cut.size + (bytes?.length ?? 0);
    },
    pack: cut.pack,
    bytes() {
      if (bytes !== null) return bytes;
      codec.reset();
      codec.write(cut.snapshot());
      bytes = codec.bytes();
      return bytes;
    },
  };
}

/** Makes the state what it was at the cut; an engine that has run on the state must take no more inputs. */
export function rollBack(state: EngineState, cut: EngineCut): EngineState {
  const { registry, codec, cuts, faults } = state;
  cuts.rollBack(cut.vessels);
  const rest = restIn(codec, cut.rest);
  return {
    ...fieldsOf(rest),
    fleet: fleetIn(codec, cut.fleet.bytes()),
    registry,
    fleetStates: rest.fleetKinds.map((each) => each.state),
    codec,
    cuts,
    ...(faults ? { faults } : {}),
  };
}

/** Reads a stored engine; throws where the bytes are damaged. */
export function readState(stored: StoredEngine, kinds: DetectorKinds): { state: EngineState; unfit: Unfit } {
  const codec = createPlainCodec(stored.shapes);
  const rest = restIn(codec, stored.rest);
  const { detectors, fleetDetectors } = kinds;
  const unfit: Unfit = { dropped: [], begunAnew: [], same: true };
  const from = placesOf(detectors.map(kindVersion), rest.kinds, unfit);
  const fleetFrom = placesOf(fleetDetectors.map(kindVersion), rest.fleetKinds, unfit);
  const counted = detectors.length === rest.kinds.length && fleetDetectors.length === rest.fleetKinds.length;
  unfit.same = counted && [from, fleetFrom].every((places) => places.every((place, which) => place === which));
  const begun = stateKeeper(kinds);

  function fit(vessel: RegistryVessel): void {
    const { states, wishes } = vessel;
    const fresh = begun.begin();
    vessel.states = from.map((place, which) => states[place] ?? fresh[which]!);
    // The last slot is that of the rules.
    vessel.wishes = [...from.map((place) => wishes[place] ?? 0), wishes[rest.kinds.length] ?? 0];
    vessel.queued = vessel.wishes.map(() => 0);
  }

  const registry = beginRegistry();
  readBlocks(registry, codec, stored.blocks, fit);
  registry.nextNumber = rest.nextNumber;
  const fleetStates = fleetFrom.map((place, which) => rest.fleetKinds[place]?.state ?? fleetDetectors[which]!.begin());
  const fleet = fleetIn(codec, stored.fleet);
  return {
    state: { ...fieldsOf(rest), fleet, registry, fleetStates, codec, cuts: createCuts(registry, codec) },
    unfit,
  };
}

function fieldsOf({ at, ownZones, counts }: Rest) {
  return { at, ownZones, counts };
}

function fleetIn(codec: PlainCodec, bytes: Uint8Array): Fleet {
  return restoreFleet(codec.read(bytes)[0] as FleetSnapshot);
}

function restIn(codec: PlainCodec, bytes: Uint8Array): Rest {
  return codec.read(bytes)[0] as Rest;
}

function kindVersion({ name, version = 1 }: { name: string; version?: number }): KindVersion {
  return { kind: name, version };
}

/** For each kind of today the place of its state among the stored ones; -1 where the kind begins anew. */
function placesOf(today: readonly KindVersion[], stored: readonly KindVersion[], unfit: Unfit): number[] {
  const same = (a: KindVersion) => (b: KindVersion) => a.kind === b.kind && a.version === b.version;
  for (const each of stored) if (!today.some(same(each))) unfit.dropped.push(`${each.kind} (version ${each.version})`);
  for (const each of today)
    if (!stored.some(same(each))) unfit.begunAnew.push(`${each.kind} (version ${each.version})`);
  return today.map((each) => stored.findIndex(same(each)));
}
