// The journal: every input that came since the oldest checkpoint, so that the engine can be run again from there with a
// late one in its place. Inputs come in as they arrive and go out in the total order of the flow. Reports are kept in
// columns; at its bound the caller forgets the oldest part. It reads no more of an input than its place in the order.

import { compareInputs, type EngineInput, type RareInput } from '../engine/input.ts';
import { type HeldReports, holdReports, unpackReports } from '../order/held-reports.ts';
import { createReportPool } from '../order/report-pool.ts';
import { emptyReport } from '../report.ts';

export interface Journal {
  /** A report is copied in. */
  note(input: EngineInput): void;
  readonly length: number;
  /** Brings what was noted from position `from` on into the order of the flow. */
  sort(from: number): void;
  /** Event time of the input at a position. */
  at(position: number): number;
  /** The input at a position. A report is copied out into a reused record. */
  read(position: number): EngineInput;
  /** Forgets the first `count`; positions move down by as many. */
  forget(count: number): void;
  /** The inputs noted from a position on, as they are now; reports are packed in slices. */
  hold(from: number): { rare: PlacedInput[]; reports: HeldReports };
}

/** An input that is no report, and its position. */
export interface PlacedInput {
  position: number;
  input: RareInput;
}

/** What a journal goes on from. */
export interface StoredJournal {
  rare: readonly PlacedInput[];
  reports: readonly Uint8Array[];
}

export function createJournal(stored?: StoredJournal): Journal {
  const pool = createReportPool();
  // Places of reports in the pool; a rare input stands as a number below zero.
  let places: number[] = [];
  const rare = new Map<number, RareInput>();
  let lastRare = 0;
  const out = emptyReport();

  const atOf = (place: number): number => (place < 0 ? rare.get(place)!.at : pool.at(place));

  function compare(a: number, b: number): number {
    if (a >= 0 && b >= 0) return pool.compare(a, b);
    if (a < 0 && b < 0) return compareInputs(rare.get(a)!, rare.get(b)!);
    // At one instant a rare input comes before every report.
    return atOf(a) - atOf(b) || (a < 0 ? -1 : 1);
  }

  function placeRare(input: RareInput): number {
    rare.set(--lastRare, input);
    return lastRare;
  }

  if (stored) {
    places = unpackReports(pool, stored.reports);
    for (const { position, input } of stored.rare) places.splice(position, 0, placeRare(input));
  }

  return {
    note: (input) => void places.push(input.kind === 'report' ? pool.put(input) : placeRare(input)),
    get length() {
      return places.length;
    },
    sort(from) {
      const part = places.slice(from).sort(compare);
      places.length = from;
      for (const place of part) places.push(place);
    },
    at: (position) => atOf(places[position]!),
    read(position) {
      const place = places[position]!;
      if (place < 0) return rare.get(place)!;
      pool.take(place, out);
      return out;
    },
    forget(count) {
      for (let position = 0; position < count; position++) {
        const place = places[position]!;
        if (place < 0) rare.delete(place);
        else pool.free(place);
      }
      places = places.slice(count);
    },
    hold(from) {
      const heldRare: PlacedInput[] = [];
      const held = new Int32Array(places.length - from);
      let reports = 0;
      for (let index = from; index < places.length; index++) {
        const place = places[index]!;
        if (place >= 0) held[reports++] = place;
        else heldRare.push({ position: index - from, input: rare.get(place)! });
      }
      return { rare: heldRare, reports: holdReports(pool, held.subarray(0, reports)) };
    },
  };
}
