// Reads the log for one reader who may have been away: first what came after the seq it has seen, then, without a
// seam, what is committed from now on. The bus only says that there is more; every row comes from the store, in order,
// so nothing is lost or doubled however the two interleave.
//
//   after ──page──page──(short page)── live ──wait for the bus──page──wait──…

import type { Bus } from '../seams/bus.ts';
import type { LogRow, Scope, Store } from '../seams/store.ts';

export interface OutboxOptions {
  store: Pick<Store, 'log' | 'lastSeq'>;
  bus: Pick<Bus, 'subscribe'>;
  /** The last seq that the reader has seen; 0 for everything. */
  after: number;
  /** Only rows of these scopes; absent: all but the canary's. */
  scope?: Scope | readonly Scope[] | undefined;
  /** Rows read at once. The reader asks for the next page when it has dealt with this one: that is the bound. */
  pageRows?: number;
}

export type OutboxStep = { kind: 'rows'; rows: LogRow[] } | { kind: 'live'; seq: number };

export interface Outbox {
  /** May be walked once. Ends after close. */
  steps(): AsyncGenerator<OutboxStep>;
  close(): void;
}

export function openOutbox({ store, bus, after, scope, pageRows = 100 }: OutboxOptions): Outbox {
  let toldSeq = 0;
  let closed = false;
  let wake = () => {};
  const unsubscribe = bus.subscribe('log', ({ seq }) => {
    if (seq <= toldSeq) return;
    toldSeq = seq;
    wake();
  });

  async function* steps(): AsyncGenerator<OutboxStep> {
    // A seq from the future means that the database is another one: only the beginning is safe then.
    let seen = after > (await store.lastSeq()) ? 0 : after;
    let live = false;
    while (!closed) {
      const toldBefore = toldSeq;
      const rows = await store.log(seen, pageRows, scope);
      const last = rows.at(-1);
      if (last !== undefined) {
        seen = last.seq;
        yield { kind: 'rows', rows };
      }
      if (rows.length === pageRows || closed) continue;
      if (!live) {
        live = true;
        yield { kind: 'live', seq: seen };
      }
      // News that came since we asked the store may be missing from its answer: ask again before waiting.
      if (toldSeq === toldBefore && !closed) await new Promise<void>((resolve) => (wake = resolve));
    }
  }

  return {
    steps,
    close() {
      closed = true;
      unsubscribe();
      wake();
    },
  };
}
