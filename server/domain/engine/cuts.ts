// Cuts: the registry as it was at an instant, kept while it goes on changing. Nothing is written at the instant itself; a
// vessel is written, with its units, before it first changes after the newest cut. So the cost of a cut is that of the
// vessels that change, spread over the inputs, and taking one does not stop the engine. A vessel that has not changed since
// a cut is found in a later cut, or is as it is now.
//
//        cut 1            cut 2            now
//   A    written ───┐     ·      (A changed between cut 1 and cut 2: cut 1 has it as it was)
//   B    ·          │     written          (B changed after cut 2 only: for cut 1 too it is as cut 2 has it)
//   C    ·          │     ·                (C never changed: it is as it is now)
//
// A cut that is to be stored is made whole in slices: vessels that have not changed yet are written as they are.

import { beginPlaced } from '../identity/placed.ts';
import { beginUnit } from '../identity/unit.ts';
import type { PlainCodec } from '../plain-data/codec.ts';
import { beginTrack } from '../track/track.ts';
import { beginRegistryUnit, beginVessel, type Registry, type RegistryUnit, type RegistryVessel } from './registry.ts';

export interface Cut {
  readonly number: number;
  /** Vessels from this number on did not exist yet. */
  readonly nextNumber: number;
  /** Bytes of the vessels that the cut has. */
  readonly bytes: number;
}

export interface Cuts {
  begin(): Cut;
  /** Writes up to `most` vessels that have not changed since the newest cut. True when the cut has all of them. */
  complete(cut: Cut, most: number): boolean;
  /** What the cut has, as blocks for `readBlocks`. The newest cut must not be given more while they are in use. */
  blocks(cut: Cut): Uint8Array[];
  /** The newest cut is given no more; the registry goes back to none before the next. */
  release(): void;
  /** Takes in a stored cut, older than all that are known. Stored cuts come in their order, before the first `begin`. */
  adopt(stored: StoredCut): Cut;
  /** Cuts before this one are needed no more. */
  forgetBefore(cut: Cut): void;
  /** Makes the registry what it was at the cut; the cut is the newest from then on. */
  rollBack(cut: Cut): void;
}

/** A cut as it is stored: what had changed between it and the next. */
export interface StoredCut {
  nextNumber: number;
  blocks: readonly Uint8Array[];
}

/** A vessel as it is written. */
type Block = Omit<RegistryVessel, 'queued' | 'units' | 'cut'> & { units: Omit<RegistryUnit, 'vessel'>[] };

interface OpenCut extends Cut {
  bytes: number;
  slabs: Slab[];
  /** Where each vessel stands, by number: slab times `SLAB_BYTES` and offset, plus one; 0 where it is not written. */
  places: Float64Array;
  visiting: Iterator<RegistryVessel> | null;
}

interface Slab {
  bytes: Uint8Array;
  used: number;
}

const FIRST_SLAB_BYTES = 1 << 14;
const SLAB_BYTES = 1 << 20;

/** Takes over `registry.touch`. */
export function createCuts(registry: Registry, codec: PlainCodec): Cuts {
  let cuts: OpenCut[] = [];
  let open: OpenCut | null = null;

  registry.touch = (vessel) => {
    if (vessel.cut === registry.cut) return;
    vessel.cut = registry.cut;
    if (open !== null) write(open, vessel);
  };

  function beginCut(nextNumber: number): OpenCut {
    const cut: OpenCut = {
      number: ++registry.cut,
      nextNumber,
      bytes: 0,
      slabs: [],
      places: new Float64Array(nextNumber),
      visiting: null,
    };
    cuts.push(cut);
    return cut;
  }

  function write(cut: OpenCut, vessel: RegistryVessel): void {
    codec.reset();
    codec.write(blockOf(vessel, registry));
    const slab = slabFor(cut, codec.length);
    codec.copyTo(slab.bytes, slab.used);
    settle(cut, vessel.number, slab, codec.length);
  }

  function settle(cut: OpenCut, number: number, slab: Slab, length: number): void {
    cut.places[number] = (cut.slabs.length - 1) * SLAB_BYTES + slab.used + 1;
    slab.used += length;
    cut.bytes += length;
  }

  /** The block of a vessel at a cut, from the cut or a later one; null where it has not changed since. */
  function find(number: number, from: number): { cut: OpenCut; slab: Slab; at: number } | null {
    for (let index = from; index < cuts.length; index++) {
      const cut = cuts[index]!;
      const place = cut.places[number] ?? 0;
      if (place === 0) continue;
      return { cut, slab: cut.slabs[Math.floor((place - 1) / SLAB_BYTES)]!, at: (place - 1) % SLAB_BYTES };
    }
    return null;
  }

  function indexOf(cut: Cut): number {
    const index = cuts.indexOf(cut as OpenCut);
    if (index < 0) throw new Error(`cut ${cut.number} has been forgotten`);
    return index;
  }

  return {
    begin() {
      open = beginCut(registry.nextNumber);
      return open;
    },

    complete(cut, most) {
      if (cut !== open) throw new Error(`cut ${cut.number} is not the newest`);
      open.visiting ??= registry.byNumber.values();
      for (let left = most; left > 0; left--) {
        const { value: vessel, done } = open.visiting.next();
        if (done || vessel.number >= open.nextNumber) return true;
        registry.touch(vessel);
      }
      return false;
    },

    blocks: (cut) => (cut as OpenCut).slabs.map(({ bytes, used }) => bytes.subarray(0, used)),

    adopt({ nextNumber, blocks }) {
      const cut = beginCut(nextNumber);
      for (const bytes of blocks) {
        const slab = { bytes, used: 0 };
        cut.slabs.push(slab);
        while (slab.used < bytes.length) {
          const { value, endAt } = codec.readAt(bytes, slab.used);
          settle(cut, (value as Block).number, slab, endAt - slab.used);
        }
      }
      return cut;
    },

    release() {
      open = null;
      cuts = [];
    },

    forgetBefore(cut) {
      cuts = cuts.slice(indexOf(cut));
    },

    rollBack(cut) {
      const from = indexOf(cut);
      const kept = cuts[from]!;
      const vessels: RegistryVessel[] = [];
      const units: RegistryUnit[] = [];
      for (let number = 1; number < kept.nextNumber; number++) {
        const found = find(number, from);
        if (found === null) {
          const vessel = registry.byNumber.get(number);
          if (vessel === undefined) continue;
          vessels.push(vessel);
          for (const mmsi of vessel.units) units.push(registry.units.get(mmsi)!);
          continue;
        }
        const { value, endAt } = codec.readAt(found.slab.bytes, found.at);
        const read = vesselOf(value as Block);
        read.vessel.cut = kept.number;
        vessels.push(read.vessel);
        units.push(...read.units);
        if (found.cut === kept) continue;
        // Later cuts go: their vessels belong to this cut now.
        const slab = slabFor(kept, endAt - found.at);
        slab.bytes.set(found.slab.bytes.subarray(found.at, endAt), slab.used);
        settle(kept, number, slab, endAt - found.at);
      }
      enter(registry, vessels, units);
      registry.nextNumber = kept.nextNumber;
      registry.cut = kept.number;
      cuts = cuts.slice(0, from + 1);
      open = kept;
      open.visiting = null;
    },
  };
}

/** Reads blocks into a registry that has nothing yet. `change` may bring a vessel in line with today's detectors. */
export function readBlocks(
  registry: Registry,
  codec: PlainCodec,
  blocks: readonly Uint8Array[],
  change: (vessel: RegistryVessel) => void,
): void {
  const read = blocks.flatMap((bytes) => codec.read(bytes) as Block[]).sort((a, b) => a.number - b.number);
  const both = read.map(vesselOf);
  for (const { vessel } of both) change(vessel);
  enter(
    registry,
    both.map(({ vessel }) => vessel),
    both.flatMap(({ units }) => units),
  );
}

/** `vessels` in the order of their numbers. */
function enter(registry: Registry, vessels: readonly RegistryVessel[], units: readonly RegistryUnit[]): void {
  registry.vessels = new Map(vessels.map((vessel) => [vessel.id, vessel]));
  registry.byNumber = new Map(vessels.map((vessel) => [vessel.number, vessel]));
  registry.units = new Map(units.map((unit) => [unit.identity.mmsi, unit]));
}

function blockOf(vessel: RegistryVessel, registry: Registry): Block {
  const { number, id, hullId, mmsi, firstAt, lastAt, emittedAt, wishes, track, states, record } = vessel;
  const units = vessel.units.map((each) => {
    const { identity, placed, station, boundAt, match, candidates, notes, askedAt, askAt } = registry.units.get(each)!;
    return { identity, placed, station, boundAt, match, candidates, notes, askedAt, askAt };
  });
  return { number, id, hullId, mmsi, firstAt, lastAt, emittedAt, wishes, track, states, record, units };
}

/** Fields that every report reads are laid out as if the vessel had just begun: an object read key by key stays slower. */
function vesselOf({ units: blocks, ...block }: Block): { vessel: RegistryVessel; units: RegistryUnit[] } {
  const begun = beginVessel(block.number, block.id, block.mmsi, block.firstAt, block.states);
  const track = Object.assign(beginTrack(block.id, block.mmsi), block.track);
  const vessel = Object.assign(begun, block, { track, units: blocks.map(({ identity }) => identity.mmsi) });
  vessel.queued.length = vessel.wishes.length;
  vessel.queued.fill(0);
  const units = blocks.map((unit) => {
    const { mmsi, firstAt } = unit.identity;
    const identity = Object.assign(beginUnit(mmsi, firstAt, ''), unit.identity);
    const placed = Object.assign(beginPlaced(), unit.placed);
    return Object.assign(beginRegistryUnit(mmsi, firstAt, '', unit.station, vessel), unit, { identity, placed });
  });
  return { vessel, units };
}

function slabFor(cut: OpenCut, length: number): Slab {
  const last = cut.slabs.at(-1);
  if (last !== undefined && last.used + length <= last.bytes.length) return last;
  const size = last === undefined ? FIRST_SLAB_BYTES : Math.min(last.bytes.length * 2, SLAB_BYTES);
  const slab = { bytes: new Uint8Array(Math.max(size, length)), used: 0 };
  cut.slabs.push(slab);
  return slab;
}
