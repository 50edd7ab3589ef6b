// A flow as it is stored: chunks of bytes, the last of which is the directory that says what the others are. A snapshot is
// captured at one instant and written in slices while the flow goes on; it is read whole. What a slice costs is bounded
// here: a millisecond or two of work for each.
//
//   vessels (blocks of the cut) · the rest of the engine · waiting reports · older checkpoints · journal · published · directory

import type { Alert } from '../domain/alert.ts';
import { type HeldFleet, readState, STATE_VERSION, type Unfit } from '../domain/engine/engine-state.ts';
import type { Binding } from '../domain/heard.ts';
import type { DetectorKinds } from '../domain/kinds/detector.ts';
import type { VesselEvent } from '../domain/kinds/event.ts';
import { detectorKinds } from '../domain/kinds/index.ts';
import type { HeldReports } from '../domain/order/held-reports.ts';
import type { OrderRest } from '../domain/order/order.ts';
import { createPlainCodec, type PlainCodec } from '../domain/plain-data/codec.ts';
import type { PlacedInput } from '../domain/revision/journal.ts';
import type { PublishedSnapshot } from '../domain/revision/published.ts';
import type { Lane, LaneCut, LaneState } from './lane.ts';
import type { ReprocessCapture, StoredReprocess } from './reprocess.ts';

/** A chunk, or null after a piece of work that has none to show yet. */
export type Slice = Uint8Array | null;

/** Numbers of chunks, from and to before. */
type Chunks = [from: number, to: number];

interface Directory {
  version: number;
  /** Shapes of the bytes of engines, and of all else. */
  shapes: string[][];
  otherShapes: string[][];
  engine: { rest: Chunks; fleet: Chunks; blocks: Chunks };
  order: { rest: OrderRest; waiting: Chunks };
  reprocess: DirectoryOfReprocess | null;
}

type DirectoryOfReprocess = Omit<ReprocessCapture, 'checkpoints' | 'journal' | 'events' | 'alerts' | 'bindings'> & {
  checkpoints: {
    epoch: number;
    releasedAt: number;
    position: number;
    nextNumber: number;
    rest: Chunks;
    fleet: Chunks;
    blocks: Chunks;
    order: OrderRest;
    waiting: Chunks;
  }[];
  journal: { rare: PlacedInput[]; reports: Chunks };
  events: { entries: Chunks; offsets: [string, number][] };
  alerts: { entries: Chunks; offsets: [string, number][] };
  bindings: Chunks;
};

/** Vessels written in a slice: a millisecond or two. */
const SLICE_VESSELS = 100;
const SLICE_REPORTS = 2048;
const SLICE_ITEMS = 500;

/** What a flow goes on from. */
export interface FlowState {
  lane: LaneState;
  reprocess: StoredReprocess | null;
  unfit: Unfit;
}

/** Writes what was captured, chunk by chunk; the directory at the end refers to the chunks by their numbers. */
export function* writeFlow(lane: Lane, cut: LaneCut, reprocess: ReprocessCapture | null): Generator<Slice, void> {
  let count = 0;
  const others = createPlainCodec();

  function* give(chunks: readonly Uint8Array[]): Generator<Slice, Chunks> {
    const from = count;
    for (const chunk of chunks) {
      yield chunk;
      count++;
    }
    return [from, count];
  }

  function* giveReports(held: HeldReports): Generator<Slice, Chunks> {
    while (!held.pack(SLICE_REPORTS)) yield null;
    return yield* give(held.chunks);
  }

  function* giveItems(items: readonly unknown[]): Generator<Slice, Chunks> {
    const from = count;
    for (let first = 0; first < items.length; first += SLICE_ITEMS) {
      yield* give([bytesOf(others, items.slice(first, first + SLICE_ITEMS))]);
    }
    return [from, count];
  }

  while (!lane.engine.complete(cut.engine, SLICE_VESSELS)) yield null;
  const whole = lane.engine.stored(cut.engine);
  const engine = {
    blocks: yield* give(whole.blocks),
    rest: yield* give([whole.rest]),
    fleet: yield* give([whole.fleet]),
  };
  const order = { rest: cut.order.rest, waiting: yield* giveReports(cut.order.waiting) };
  let directory: DirectoryOfReprocess | null = null;
  if (reprocess !== null) {
    const { checkpoints, journal, events, alerts, bindings, ...fields } = reprocess;
    const older: DirectoryOfReprocess['checkpoints'] = [];
    for (const { epoch, releasedAt, position, cut: then } of checkpoints) {
      const { rest, fleet, blocks } = lane.engine.stored(then.engine);
      older.push({
        epoch,
        releasedAt,
        position,
        nextNumber: then.engine.vessels.nextNumber,
        rest: yield* give([rest]),
        fleet: yield* give([fleet]),
        blocks: yield* give(blocks),
        order: then.order.rest,
        waiting: yield* giveReports(then.order.waiting),
      });
    }
    directory = {
      ...fields,
      checkpoints: older,
      journal: { rare: journal.rare, reports: yield* giveReports(journal.reports) },
      events: { entries: yield* giveItems(events.entries), offsets: events.offsets },
      alerts: { entries: yield* giveItems(alerts.entries), offsets: alerts.offsets },
      bindings: yield* giveItems(bindings),
    };
  }
  const shapes = lane.engine.stored(cut.engine).shapes.map((keys) => [...keys]);
  const last: Directory = {
    version: STATE_VERSION,
    shapes,
    otherShapes: others.shapes(),
    engine,
    order,
    reprocess: directory,
  };
  yield bytesOf(createPlainCodec([], 0), last);
}

/** Throws where the chunks are damaged; null where they are of another version. */
export function readFlow(chunks: readonly Uint8Array[], kinds: DetectorKinds = detectorKinds): FlowState | null {
  const [first] = createPlainCodec([], 0).read(chunks.at(-1) ?? new Uint8Array());
  const directory = first as Directory | undefined;
  if (typeof directory?.version !== 'number') throw new Error('what was stored has no directory');
  if (directory.version !== STATE_VERSION) return null;
  const take = ([from, to]: Chunks) => chunks.slice(from, to);
  const others = createPlainCodec(directory.otherShapes);
  const items = <T>(which: Chunks) => take(which).flatMap((bytes) => others.read(bytes)[0] as T[]);
  const { engine, order, reprocess } = directory;
  const { state, unfit } = readState(
    {
      shapes: directory.shapes,
      rest: take(engine.rest)[0]!,
      fleet: take(engine.fleet)[0]!,
      blocks: take(engine.blocks),
    },
    kinds,
  );
  const lane: LaneState = { engine: state, order: { rest: order.rest, waiting: take(order.waiting) } };
  if (reprocess === null) return { lane, reprocess: null, unfit };
  const published = <T>({ entries, offsets }: { entries: Chunks; offsets: [string, number][] }) =>
    ({ entries: items(entries), offsets }) as PublishedSnapshot<T>;
  return {
    lane,
    unfit,
    reprocess: {
      ...reprocess,
      // A cut keeps states by their place: under other detectors the checkpoints before the stop cannot be used.
      checkpoints: (unfit.same ? reprocess.checkpoints : []).map((then) => ({
        epoch: then.epoch,
        releasedAt: then.releasedAt,
        position: then.position,
        engine: {
          vessels: state.cuts.adopt({ nextNumber: then.nextNumber, blocks: take(then.blocks) }),
          rest: take(then.rest)[0]!,
          fleet: storedFleet(take(then.fleet)[0]!),
        },
        order: { rest: then.order, waiting: take(then.waiting) },
      })),
      journal: { rare: reprocess.journal.rare, reports: take(reprocess.journal.reports) },
      events: published<VesselEvent>(reprocess.events),
      alerts: published<Alert>(reprocess.alerts),
      bindings: items<{ epoch: number; binding: Binding }>(reprocess.bindings),
    },
  };
}

function storedFleet(bytes: Uint8Array): HeldFleet {
  return { size: bytes.length, pack: () => true, bytes: () => bytes };
}

function bytesOf(codec: PlainCodec, value: unknown): Uint8Array {
  codec.reset();
  codec.writeGraph(value);
  return codec.bytes();
}
