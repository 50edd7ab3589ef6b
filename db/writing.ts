// Writing without holding others up. Every change is one transaction; rows that may stand before what rests on them are
// written ahead in slices of some milliseconds each, and between two slices this connection stands back for threads that
// wait (turns.ts). A thread that must stay free, as the desk's, waits for a held file aside: it tries, and tries again
// later, and never stands still.

import type { Database } from 'better-sqlite3';
import { refusal } from './connection.ts';
import { pause, type Turn } from './turns.ts';

export interface WritingOptions {
  /** How long to wait for another connection that holds the file, ms. */
  busyMs: number;
  /** Where this thread says that it waits, and sees who does; null where nobody shares the process. */
  turn: Turn | null;
  /** Waits for a held file without holding up its thread. */
  aside: boolean;
}

/** One slice: well under the 25 ms that a commit may take, for the rest of the batch comes in the last one. */
const SLICE_MS = 10;
const LEAST_ROWS = 64;
const MOST_ROWS = 16_384;
/** A slice under way ends within this many ms, as a rule; asking sooner finds the file held again. */
const TRY_AGAIN_MS = 2;

/** How many rows of a kind make a slice; follows what the last slices took. */
export interface Pace {
  rows: number;
}

export interface Writing {
  /** One transaction. Rejects with 'unavailable' when the file stays held, is full or may not be written. */
  write<T>(change: () => T): Promise<T>;
  /** Writes rows in their order, slice by slice, while more than a slice is left. Returns the rest. */
  ahead<Row>(pace: Pace, rows: readonly Row[], put: (slice: readonly Row[]) => void): Promise<readonly Row[]>;
  /** Repeats a change of bounded size until it says that nothing is left to do. */
  untilDone(change: () => boolean): Promise<void>;
}

export function createWriting(db: Database, path: string, { busyMs, turn, aside }: WritingOptions): Writing {
  let waiting = 0;

  function attempt<T>(change: () => T): T {
    if (!aside) return db.transaction(change).immediate();
    db.pragma('busy_timeout = 0');
    try {
      return db.transaction(change).immediate();
    } finally {
      db.pragma(`busy_timeout = ${busyMs}`);
    }
  }

  async function write<T>(change: () => T): Promise<T> {
    const startedAt = performance.now();
    let raised = false;
    try {
      for (;;) {
        try {
          return attempt(change);
        } catch (error) {
          if (!aside || !isHeld(error) || performance.now() - startedAt > busyMs) throw refusal(error, path);
        }
        if (!raised) turn?.wants(++waiting > 0);
        raised = true;
        await pause(TRY_AGAIN_MS);
      }
    } finally {
      if (raised) turn?.wants(--waiting > 0);
    }
  }

  return {
    write,
    async ahead(pace, rows, put) {
      let from = 0;
      while (rows.length - from > pace.rows) {
        const slice = rows.slice(from, from + pace.rows);
        const startedAt = performance.now();
        await write(() => put(slice));
        from += slice.length;
        const took = Math.max(0.1, performance.now() - startedAt);
        const fitting = slice.length * Math.min(2, Math.max(0.25, SLICE_MS / took));
        pace.rows = Math.round(Math.min(MOST_ROWS, Math.max(LEAST_ROWS, fitting)));
        await turn?.standBack();
      }
      return from === 0 ? rows : rows.slice(from);
    },
    async untilDone(change) {
      while (!(await write(change))) await (turn?.standBack() ?? pause(0));
    },
  };
}

function isHeld(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}
