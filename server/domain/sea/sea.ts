// Distances at sea: lower bounds of the way over water, and the area that can be reached. In come two masks of one sea, a
// fine one, and a coarse one for ways of thousands of kilometres. A ship's fix or a port may lie on land according to the
// mask; it is then put on the nearest water.

import { distanceKm, EARTH_RADIUS_KM } from '../geo.ts';
import { createChart, wayKm } from './chart.ts';
import { HOP_RATIO } from './hops.ts';
import { reachArea } from './reach-area.ts';
import { INLAND, latOf, lonOf, type SeaMask, type Snapped, snap } from './sea-mask.ts';
import { shoreKm } from './shore.ts';

export interface Sea {
  /**
   * A lower bound of the way over water, km: Infinity when there is none, or none within `withinKm`. Asked for many
   * points from one, name the one first: that is where the search starts.
   *
   * It is the way over hops divided by what hops may add (HOP_RATIO, 1.35 %), less the way of either point to the centre
   * of its cell; the great circle where that is longer. In open water it is never longer than the truth, and shorter by
   * at most 1.35 % and two cells; where it cuts off a headland thinner than two cells it is shorter still. It can be
   * longer only where a channel narrower than the samples of the coast (0.6 km) was lost and no opening stands for it.
   * A point that is farther than SNAP_KM from any water has the great circle alone.
   */
  distanceKm(lonA: number, latA: number, lonB: number, latB: number, withinKm?: number): number;
  /**
   * What can be reached within `km` from a point, as the coordinates of a GeoJSON polygon: the outer ring first, then
   * its islands. Longitudes run on past 180 rather than jump. Empty for a point that is not at sea.
   */
  reachArea(lon: number, lat: number, km: number): [number, number][][];
  /** As `shoreKm` in shore.ts: a lower bound of the way to the shore, negative inland, NaN where nothing is known. */
  shoreKm(lon: number, lat: number): number;
}

/**
 * Ways and areas of up to so much are searched for on the fine mask, larger ones on the coarse one, km: 40 h at 16 kn, and
 * a search of some 10 ms.
 */
const FINE_KM = 1200;
/** Longer than any way over water between two points, km; so is whatever is asked for without a limit. */
const LAST_KM = 40_000;
/** Cells in the searches that either mask keeps, 4 bytes each: 64 MB at most, some forty of the largest fine ones. */
const MOST_PLACES = 16 << 20;
/** A search goes on a little beyond the edge of an area, so that the edge can be drawn between two cells. */
const AROUND_CELLS = 4;

/** The cells of `fine` must lie within those of `coarse`. */
export function createSea(fine: SeaMask, coarse: SeaMask, mostPlaces: number = MOST_PLACES): Sea {
  const near = createChart(fine, FINE_KM, mostPlaces);
  const far = createChart(coarse, LAST_KM, mostPlaces);

  /** The coarse cell that holds the fine one. */
  function onCoarse({ cell }: Snapped, lon: number, lat: number): Snapped {
    const times = fine.cols / coarse.cols;
    const row = Math.floor((Math.floor(cell / fine.cols) + fine.firstRow) / times) - coarse.firstRow;
    const col = Math.floor((cell % fine.cols) / times);
    const offKm = distanceKm(lon, lat, lonOf(coarse, col + 0.5), latOf(coarse, row + 0.5));
    return { cell: row * coarse.cols + col, offKm };
  }

  return {
    distanceKm(lonA, latA, lonB, latB, withinKm = LAST_KM) {
      const straightKm = distanceKm(lonA, latA, lonB, latB);
      const bounded = (km: number): number => {
        const longer = Math.max(straightKm, km);
        return longer > withinKm ? Number.POSITIVE_INFINITY : longer;
      };
      if (straightKm > withinKm) return Number.POSITIVE_INFINITY;
      const from = snap(fine, lonA, latA);
      const to = snap(fine, lonB, latB);
      if (from === null || to === null) return straightKm;
      if ((fine.cells[from.cell]! & INLAND) !== (fine.cells[to.cell]! & INLAND)) return Number.POSITIVE_INFINITY;
      if (straightKm <= FINE_KM) {
        const km = wayKm(near, from, to, Math.min(withinKm, FINE_KM));
        if (km < Number.POSITIVE_INFINITY || withinKm <= FINE_KM) return bounded(km);
      }
      // A point not found on the fine mask is farther than was searched there, whatever headlands the coarse mask cuts off.
      const km = wayKm(far, onCoarse(from, lonA, latA), onCoarse(to, lonB, latB), withinKm);
      return bounded(Math.max(FINE_KM, km));
    },

    shoreKm: (lon, lat) => shoreKm(fine, lon, lat),

    reachArea(lon, lat, km) {
      const snapped = snap(fine, lon, lat);
      if (snapped === null) return [];
      const [chart, from] = km <= FINE_KM ? [near, snapped] : [far, onCoarse(snapped, lon, lat)];
      const limitM = (Math.min(km, LAST_KM) + from.offKm) * HOP_RATIO * 1000;
      return reachArea(chart.mask, chart.floodFrom(from.cell, limitM + AROUND_CELLS * cellM(chart.mask)), limitM);
    },
  };
}

/** The size of a cell at the equator, m: none is larger. */
function cellM({ cols }: SeaMask): number {
  return (2 * Math.PI * EARTH_RADIUS_KM * 1000) / cols;
}
