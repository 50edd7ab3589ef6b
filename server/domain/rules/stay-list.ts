// The stays of one ship, kept up to date as its events change: what a whole reading gives, at the price of what changed.

import type { VesselEvent } from '../kinds/event.ts';
import { byArrival, type Placed, readStay, type Stay, witnessOf } from '../kinds/stay.ts';
import { differing, noSegments, resegment, type Segmented } from './segments.ts';

export interface StayList {
  stays(): readonly Stay[];
  /** Did a stay at one of these places come, go or change since `settle`? */
  touched(places: ReadonlySet<string>): boolean;
  /** `gone` and `come` are witnesses no more, or from now on. */
  change(gone: readonly VesselEvent[], come: readonly VesselEvent[]): void;
  settle(): void;
}

/** `places` as for `staysOf`. */
export function createStayList(places: ReadonlySet<string> | undefined): StayList {
  let placed: Placed[] = [];
  let found: Segmented<Placed, Stay> = noSegments();
  let changed: Stay[] = [];

  function insert(event: VesselEvent): void {
    const witness = witnessOf(event, places);
    if (witness === null) return;
    const item = { event, witness };
    let low = 0;
    let high = placed.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (byArrival(placed[middle]!, item) < 0) low = middle + 1;
      else high = middle;
    }
    placed.splice(low, 0, item);
  }

  return {
    stays: () => found.results,
    touched: (wanted) => changed.some(({ placeId }) => wanted.has(placeId)),
    change(gone, come) {
      placed = gone.length === 0 ? [...placed] : without(placed, new Set(gone));
      for (const event of come) insert(event);
      const before = found;
      found = resegment(before, placed, readStay);
      if (found !== before) changed.push(...differing(before.results, found.results));
    },
    settle() {
      changed = [];
    },
  };
}

function without(placed: readonly Placed[], gone: ReadonlySet<VesselEvent>): Placed[] {
  return placed.filter(({ event }) => !gone.has(event));
}
