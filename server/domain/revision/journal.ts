// The journal: every input that came since the oldest checkpoint, so that the engine can be run again from there with a
// late one in its place. Inputs come in as they arrive; out they come in the total order of the flow. Reports are kept in
// columns; at its bound the caller forgets the oldest part. It reads no more of an input than its place in the order.

import { compareInputs, type EngineInput, type RareInput } from '../engine/input.ts';
import { createReportPool } from '../order/report-pool.ts';
import { emptyReport, type Report } from '../report.ts';

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
  /** From a position on; of reports the absent fields are left out. */
  list(from: number): NotedInput[];
}

export type NotedInput = RareInput | (Partial<Report> & { kind: 'report' });

export function createJournal(noted: readonly NotedInput[] = []): Journal {
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

  const journal: Journal = {
    note(input) {
      if (input.kind === 'report') {
        places.push(pool.put(input));
        return;
      }
      rare.set(--lastRare, input);
      places.push(lastRare);
    },
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
    list: (from) =>
      places.slice(from).map((place) => {
        if (place < 0) return rare.get(place)!;
        pool.take(place, out);
        const present = Object.entries(out).filter(([, value]) => value !== '' && !Number.isNaN(value));
        return Object.fromEntries(present) as NotedInput;
      }),
  };
  for (const input of noted) journal.note(input.kind === 'report' ? { ...emptyReport(), ...input } : input);
  return journal;
}
