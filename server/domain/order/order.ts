// The order stage: inputs come in as they arrive, and go out in the total order of the flow (event time; at one instant
// rare inputs in their order and then reports, by arrival, MMSI and content). A report waits until the watermark, the
// newest event time less `windowMs`, has passed it, so that any arrival order within the window gives the same output.
// Rare inputs wait for their time only. The same message from a second receiver is merged. A report that comes after a
// later one has gone out is handed over as late, never emitted out of order.
//
//   push ──▶ runs, each sorted (nearly sorted input makes one) ──▶ smallest head first ──▶ merge equals ──▶ input

import { compareInputs, type EngineInput, type RareInput } from '../engine/input.ts';
import { emptyReport, type Report } from '../report.ts';
import { type HeldReports, holdReports, unpackReports } from './held-reports.ts';
import { createRecentReports, type PackedRecent } from './recent-reports.ts';
import { compareKeys, createReportPool, firstKey, type OrderKey } from './report-pool.ts';

export interface OrderOptions {
  /** How long reports wait for earlier ones, ms of event time; Infinity orders a whole recording. */
  windowMs: number;
  /** Most reports that wait; at the bound the oldest go early. Default 5,000,000 (about 0.9 GB). */
  capacity?: number;
  /** The same content from the same MMSI within this time is one report. Default 10 s (facts: in use elsewhere 3–10 s). */
  duplicateMs?: number;
}

export interface OrderSink {
  /** The next input in order. A report is a reused record: copy what is kept. */
  input(input: EngineInput): void;
  /** A report older than what has gone out. The record is the caller's. */
  late(report: Readonly<Report>): void;
}

export interface OrderCounts {
  pushed: number;
  released: number;
  /** Merged into one that went out before. */
  duplicates: number;
  late: number;
  /** Released before their time because `capacity` was reached. */
  early: number;
  waiting: number;
}

/** The stage at an instant without the reports that wait: plain data. */
export interface OrderRest {
  newestAt: number;
  timeAt: number;
  last: OrderKey;
  /** Rare inputs whose time has not come, in order. */
  rare: RareInput[];
  recent: PackedRecent;
  counts: OrderCounts;
}

/** The stage as it was at an instant; the reports that waited are packed in slices while it goes on. */
export interface OrderCut {
  rest: OrderRest;
  waiting: HeldReports;
}

/** A whole cut: a stopped run goes on from here. */
export interface StoredOrder {
  rest: OrderRest;
  waiting: readonly Uint8Array[];
}

export interface Order {
  /**
   * Takes an input. A report is copied; the record may be reused. Rare inputs may be given ahead of their time. Time moves
   * the watermark though no report does, so that a quiet feed lets go of what waits, and hands over what is due by then.
   */
  push(input: EngineInput): void;
  /** Hands over the rare inputs that are due by `until`, without waiting until a report moves event time there. */
  handOver(until: number): void;
  /** From now on reports wait so long for earlier ones, ms of event time. */
  wait(windowMs: number): void;
  /** At the end of the input: lets up to `most` waiting reports go. True when none waits any more. */
  drain(most: number): boolean;
  /** Event time up to which everything has gone out; before the first -Infinity. */
  releasedAt(): number;
  cut(): OrderCut;
  counts(): OrderCounts;
}

const DUPLICATE_MS = 10_000;
const ORDER_CAPACITY = 5_000_000;

export function createOrder(options: OrderOptions, sink: OrderSink, from?: StoredOrder): Order {
  let { windowMs } = options;
  const capacity = options.capacity ?? ORDER_CAPACITY;
  if (!(windowMs >= 0)) throw new Error(`order window of ${windowMs} ms`);
  if (!(capacity >= 1)) throw new Error(`order capacity of ${capacity}`);
  const pool = createReportPool();
  const recent = createRecentReports(options.duplicateMs ?? DUPLICATE_MS, from?.rest.recent);
  const out = emptyReport();
  const counts = { pushed: 0, released: 0, duplicates: 0, late: 0, early: 0, waiting: 0 };
  const key = firstKey();
  /** The last that went out. */
  const last = firstKey();
  let newestAt = Number.NEGATIVE_INFINITY;
  /** The time that went out last: no report before it may follow. */
  let timeAt = Number.NEGATIVE_INFINITY;
  const rare: RareInput[] = [...(from?.rest.rare ?? [])];

  // Sorted runs, linked through the pool. `tails` is sorted downwards, so that a report finds by halving the run whose
  // tail is nearest below it; `heads` is a heap with the smallest head on top.
  let tails = new Int32Array(64);
  let heads = new Int32Array(64);
  let runs = 0;

  function push(input: EngineInput): void {
    if (input.kind === 'report') pushReport(input);
    else if (input.kind === 'time') pass(input.at);
    else {
      rare.push(input);
      rare.sort(compareInputs);
    }
  }

  function pushReport(report: Readonly<Report>): void {
    if (Number.isNaN(report.at)) throw new Error(`report of MMSI ${report.mmsi} without a time, line ${report.line}`);
    counts.pushed++;
    const place = pool.put(report);
    if (report.at <= last.at || report.at < timeAt) {
      pool.key(place, key);
      if (report.at < timeAt || compareKeys(key, last) < 0) {
        pool.free(place);
        counts.late++;
        sink.late(report);
        return;
      }
    }
    if (report.at > newestAt) newestAt = report.at;
    insert(place);
    if (++counts.waiting > capacity) {
      counts.early++;
      release();
    }
    releaseDue();
  }

  function releaseDue(): void {
    const until = newestAt - windowMs;
    while (counts.waiting > 0 && pool.at(heads[0]!) < until) release();
  }

  /** Time has reached `at`. The engine hears of it once no earlier report can come any more. */
  function pass(at: number): void {
    if (at > newestAt) {
      newestAt = at;
      releaseDue();
    }
    handOver(at);
    const watermark = newestAt - windowMs;
    if (!(watermark > timeAt)) return;
    timeAt = watermark;
    sink.input({ kind: 'time', at: watermark });
  }

  function handOver(until: number): void {
    while (rare.length > 0 && rare[0]!.at <= until) sink.input(rare.shift()!);
  }

  function insert(place: number): void {
    // The plain case: the report comes after everything that waits.
    let low = 0;
    if (runs > 0 && pool.compare(place, tails[0]!) < 0) {
      low = 1;
      let high = runs;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (pool.compare(place, tails[middle]!) >= 0) high = middle;
        else low = middle + 1;
      }
    }
    if (low < runs) {
      pool.link(tails[low]!, place);
      tails[low] = place;
      return;
    }
    if (runs === tails.length) {
      tails = doubled(tails);
      heads = doubled(heads);
    }
    tails[runs] = place;
    siftUp(runs++, place);
  }

  /** Takes the first of all reports that wait, and hands it over unless the same was handed over before. */
  function release(): void {
    const place = heads[0]!;
    const next = pool.next(place);
    if (next >= 0) {
      siftDown(next);
    } else {
      // The run of the report is empty, so the report was also the smallest tail: at the end, but for equals.
      let at = runs - 1;
      while (tails[at] !== place) at--;
      runs--;
      tails.copyWithin(at, at + 1, runs + 1);
      if (runs > 0) siftDown(heads[runs]!);
    }
    counts.waiting--;
    pool.key(place, last);
    if (recent.repeats(last)) {
      counts.duplicates++;
    } else {
      pool.take(place, out);
      counts.released++;
      if (rare.length > 0) handOver(out.at);
      sink.input(out);
    }
    pool.free(place);
  }

  function siftUp(from: number, place: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (pool.compare(place, heads[parent]!) >= 0) break;
      heads[at] = heads[parent]!;
      at = parent;
    }
    heads[at] = place;
  }

  /** Puts a place on top and lets it sink. */
  function siftDown(place: number): void {
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= runs) break;
      if (child + 1 < runs && pool.compare(heads[child + 1]!, heads[child]!) < 0) child++;
      if (pool.compare(place, heads[child]!) <= 0) break;
      heads[at] = heads[child]!;
      at = child;
    }
    heads[at] = place;
  }

  function wait(next: number): void {
    if (!(next >= 0)) throw new Error(`order window of ${next} ms`);
    windowMs = next;
  }

  function drain(most: number): boolean {
    for (let i = 0; i < most && counts.waiting > 0; i++) release();
    return counts.waiting === 0;
  }

  function cut(): OrderCut {
    const places = new Int32Array(counts.waiting);
    let length = 0;
    for (let run = 0; run < runs; run++) {
      for (let place = heads[run]!; place >= 0; place = pool.next(place)) places[length++] = place;
    }
    const rest: OrderRest = {
      newestAt,
      timeAt,
      last: { ...last },
      rare: [...rare],
      recent: recent.packed(),
      counts: { ...counts },
    };
    return { rest, waiting: holdReports(pool, places) };
  }

  function restore({ rest, waiting }: StoredOrder): void {
    newestAt = rest.newestAt;
    timeAt = rest.timeAt;
    Object.assign(last, rest.last);
    const places = unpackReports(pool, waiting);
    for (const place of places) insert(place);
    Object.assign(counts, rest.counts);
    if (counts.waiting !== places.length) {
      throw new Error(`what was stored counts ${counts.waiting} waiting reports and holds ${places.length}`);
    }
  }

  if (from !== undefined) restore(from);

  return {
    push,
    handOver,
    wait,
    drain,
    releasedAt: () => Math.max(last.at, timeAt),
    cut,
    counts: () => ({ ...counts }),
  };
}

function doubled(from: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const to = new Int32Array(from.length * 2);
  to.set(from);
  return to;
}
