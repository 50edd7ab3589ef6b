// Sightings as people enter them, on the page, over HTTP or on the command line: they are written to the store first, and
// the live monitor takes them up from there, also those that another process has written. Nothing is lost between.

import type { Signature } from '../domain/desk/deed.ts';
import type { Sighting } from '../domain/sighting.ts';
import type { Live } from '../run/live-contract.ts';
import { LIVE, type Store, type StoredSighting } from '../seams/store.ts';

export interface SightingDesk {
  /** Resolves with those that are new, when everything they led to is committed. */
  enter(sightings: readonly Sighting[], signed: Signature): Promise<Sighting[]>;
  /** It stays visible, with the reason; what rested on it follows. */
  withdraw(id: string, reason: string, signed: Signature): Promise<StoredSighting>;
}

/** `live` null: the monitor runs in another process, or takes them up when it starts. */
export function createSightingDesk(store: Store, live: Pick<Live, 'takeSightings'> | null): SightingDesk {
  return {
    async enter(sightings, signed) {
      const entered = await store.enterSightings(LIVE, sightings, signed);
      await live?.takeSightings();
      return entered;
    },
    async withdraw(id, reason, signed) {
      const withdrawn = await store.withdrawSighting(LIVE, id, reason, signed);
      await live?.takeSightings();
      return withdrawn;
    },
  };
}

/** The vessels that a text may name: those watched, and those heard whose number stands in it. */
export async function vesselsNamed(
  text: string,
  watched: Iterable<string>,
  store: Pick<Store, 'vessel'>,
): Promise<ReadonlySet<string>> {
  const known = new Set(watched);
  const named = text.match(/\bmmsi:\d{9}\b|\b\d{7}\b/g) ?? [];
  for (const id of new Set(named.map((each) => (each.length === 7 ? `imo:${each}` : each)))) {
    if (!known.has(id) && (await store.vessel(LIVE, id)) !== null) known.add(id);
  }
  return known;
}
