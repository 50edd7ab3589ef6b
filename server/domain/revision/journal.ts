// The journal: every report that came since the oldest checkpoint, so that the engine can be run again from there with
// a late one in its place. Reports come in as they arrive; out they come in the total order of the flow. Kept in
// columns; at its bound the caller forgets the oldest part.

import { createReportPool } from '../order/report-pool.ts';
import { emptyReport, type Report } from '../report.ts';

export interface Journal {
  /** Copies the report in. */
  note(report: Readonly<Report>): void;
  readonly length: number;
  /** Brings what was noted from position `from` on into the order of the flow. */
  sort(from: number): void;
  /** Event time of the report at a position. */
  at(position: number): number;
  /** Copies out the report at a position. The record is reused. */
  read(position: number): Readonly<Report>;
  /** Forgets the first `count`; positions move down by as many. */
  forget(count: number): void;
  /** From a position on, absent fields left out. */
  list(from: number): Partial<Report>[];
}

export function createJournal(noted: readonly Partial<Report>[] = []): Journal {
  const pool = createReportPool();
  let places: number[] = [];
  const out = emptyReport();

  const journal: Journal = {
    note: (report) => void places.push(pool.put(report)),
    get length() {
      return places.length;
    },
    sort(from) {
      const part = places.slice(from).sort(pool.compare);
      places.length = from;
      for (const place of part) places.push(place);
    },
    at: (position) => pool.at(places[position]!),
    read(position) {
      pool.take(places[position]!, out);
      return out;
    },
    forget(count) {
      for (let position = 0; position < count; position++) pool.free(places[position]!);
      places = places.slice(count);
    },
    list: (from) =>
      places.slice(from).map((place) => {
        pool.take(place, out);
        return Object.fromEntries(Object.entries(out).filter(([, value]) => value !== '' && !Number.isNaN(value)));
      }),
  };
  for (const fields of noted) journal.note({ ...emptyReport(), ...fields });
  return journal;
}
