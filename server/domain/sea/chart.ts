// A mask with its searches: a search is made when it is first asked for, and kept while there is room. Kept searches never
// change an answer; the search used longest ago is dropped first.

import { FAR, type Flood, flood, hopLengths, metresTo } from './flood.ts';
import { HOP_RATIO, hopsOf } from './hops.ts';
import { type SeaMask, SNAP_KM, type Snapped } from './sea-mask.ts';

export interface Chart {
  readonly mask: SeaMask;
  /** A search from a cell that holds at least everything within the limit. */
  floodFrom(start: number, leastM: number): Flood;
}

/** Limits are rounded up to whole steps, so that a search may serve the next question too. */
const STEPS = 20;

/** `usualKm` is the limit of an ordinary search; `mostPlaces` bounds the cells of all that are kept, 4 bytes each. */
export function createChart(mask: SeaMask, usualKm: number, mostPlaces: number): Chart {
  const hops = hopsOf(mask);
  const lengths = hopLengths(mask);
  const stepM = (1000 * usualKm) / STEPS;
  /** By start; the search used last stands last. */
  const kept = new Map<number, Flood>();
  let places = 0;

  function forget(start: number, old: Flood): void {
    kept.delete(start);
    places -= old.metres.length;
  }

  return {
    mask,
    floodFrom(start, leastM) {
      const known = kept.get(start);
      if (known) forget(start, known);
      const enough = known !== undefined && known.limitM >= leastM;
      const used = enough ? known : flood(mask, hops, lengths, start, Math.ceil(leastM / stepM) * stepM);
      kept.set(start, used);
      places += used.metres.length;
      for (const [oldest, old] of kept) {
        if (places <= mostPlaces || oldest === start) break;
        forget(oldest, old);
      }
      return used;
    },
  };
}

/**
 * A lower bound of the way over water between two points that were put on the chart, km: the way over hops without what
 * hops may add to it, and without the way of either point to its cell's centre. Infinity when that is over `withinKm`.
 */
export function wayKm(chart: Chart, from: Snapped, to: Snapped, withinKm: number): number {
  const limitM = (withinKm + 2 * SNAP_KM) * HOP_RATIO * 1000;
  const metres = metresTo(chart.mask, chart.floodFrom(from.cell, limitM), to.cell);
  const km = metres / 1000 / HOP_RATIO - from.offKm - to.offKm;
  return metres === FAR || km > withinKm ? Number.POSITIVE_INFINITY : km;
}
