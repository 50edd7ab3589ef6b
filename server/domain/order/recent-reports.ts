// Remembers the reports that went out within the last seconds of event time, so that the same message from a second
// receiver is known. A hash table with open addressing over (MMSI, content). It drops old entries whenever it fills, so it
// grows with the rate of the feed and never with the length of the feed.

import type { OrderKey } from './report-pool.ts';

/** Reports that went out lately: of each the MMSI, the two halves of the content hash, and when. */
export interface PackedRecent {
  keys: Int32Array;
  ats: Float64Array;
}

export interface RecentReports {
  /** True when the same report went out within the time. Otherwise it counts as sent now. Keys come in event-time order. */
  repeats(key: Readonly<OrderKey>): boolean;
  packed(): PackedRecent;
}

const FIRST_SLOTS = 1024;

export function createRecentReports(withinMs: number, from?: PackedRecent): RecentReports {
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
    const recent = packed();
    let slots = FIRST_SLOTS;
    while (slots < recent.ats.length * 4) slots *= 2;
    mask = slots - 1;
    used = 0;
    keys = new Int32Array(slots * 3);
    ats = new Float64Array(slots).fill(Number.NaN);
    storeAll(recent);
  }

  function storeAll(recent: PackedRecent): void {
    for (let n = 0; n < recent.ats.length; n++) {
      const at = recent.ats[n]!;
      const mmsi = recent.keys[n * 3]!;
      const hashA = recent.keys[n * 3 + 1]!;
      const hashB = recent.keys[n * 3 + 2]!;
      if (at > newestAt) newestAt = at;
      store(find(mmsi, hashA, hashB), mmsi, hashA, hashB, at);
      if (used * 2 > mask) rebuild();
    }
  }

  function packed(): PackedRecent {
    const recent = { keys: new Int32Array(used * 3), ats: new Float64Array(used) };
    let length = 0;
    for (let slot = 0; slot <= mask; slot++) {
      const at = ats[slot]!;
      if (!(newestAt - at <= withinMs)) continue;
      for (let part = 0; part < 3; part++) recent.keys[length * 3 + part] = keys[slot * 3 + part]!;
      recent.ats[length++] = at;
    }
    return { keys: recent.keys.slice(0, length * 3), ats: recent.ats.slice(0, length) };
  }

  if (from) storeAll(from);

  return { repeats, packed };
}
