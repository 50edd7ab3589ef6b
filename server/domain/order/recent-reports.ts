// Remembers what was said within the last seconds of event time, so that the same message from a second receiver is
// known. A hash table with open addressing over (MMSI, content); it drops what has become old whenever it fills, so it
// grows with the rate of the feed and never with its length.

import type { OrderKey } from './report-pool.ts';

/** [mmsi, first and second half of the content hash, time it was said] */
export type RecentReport = [mmsi: number, hashA: number, hashB: number, at: number];

export interface RecentReports {
  /** True when the same was said within the time. Else it counts as said now. Keys must come in event-time order. */
  repeats(key: Readonly<OrderKey>): boolean;
  list(): RecentReport[];
}

const FIRST_SLOTS = 1024;

export function createRecentReports(withinMs: number, from: readonly RecentReport[] = []): RecentReports {
  let mask = FIRST_SLOTS - 1;
  let used = 0;
  let keys = new Int32Array((mask + 1) * 3);
  let ats = new Float64Array(mask + 1).fill(Number.NaN);
  let newestAt = Number.NEGATIVE_INFINITY;

  /** The slot that holds the key, or the free one where it belongs. */
  function find(mmsi: number, hashA: number, hashB: number): number {
    let slot = (hashA ^ (hashA >>> 16)) & mask;
    while (!Number.isNaN(ats[slot]!)) {
      const k = slot * 3;
      if (keys[k + 1] === hashA && keys[k + 2] === hashB && keys[k] === mmsi) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  function store(slot: number, mmsi: number, hashA: number, hashB: number, at: number): void {
    if (Number.isNaN(ats[slot]!)) used++;
    keys[slot * 3] = mmsi;
    keys[slot * 3 + 1] = hashA;
    keys[slot * 3 + 2] = hashB;
    ats[slot] = at;
  }

  function repeats(key: Readonly<OrderKey>): boolean {
    const { mmsi, hashA, hashB, at } = key;
    newestAt = at;
    const slot = find(mmsi, hashA, hashB);
    if (at - ats[slot]! <= withinMs) return true;
    store(slot, mmsi, hashA, hashB, at);
    if (used * 2 > mask) rebuild();
    return false;
  }

  function rebuild(): void {
    const recent = list();
    let slots = FIRST_SLOTS;
    while (slots < recent.length * 4) slots *= 2;
    mask = slots - 1;
    used = 0;
    keys = new Int32Array(slots * 3);
    ats = new Float64Array(slots).fill(Number.NaN);
    for (const [mmsi, hashA, hashB, at] of recent) store(find(mmsi, hashA, hashB), mmsi, hashA, hashB, at);
  }

  function list(): RecentReport[] {
    const recent: RecentReport[] = [];
    for (let slot = 0; slot <= mask; slot++) {
      const at = ats[slot]!;
      if (newestAt - at <= withinMs) recent.push([keys[slot * 3]!, keys[slot * 3 + 1]!, keys[slot * 3 + 2]!, at]);
    }
    return recent;
  }

  for (const [mmsi, hashA, hashB, at] of from) {
    if (at > newestAt) newestAt = at;
    store(find(mmsi, hashA, hashB), mmsi, hashA, hashB, at);
    if (used * 2 > mask) rebuild();
  }

  return { repeats, list };
}
