// Who called last where cargo may change ships: for each such port the vessels, the last caller last. Made anew from what
// the evaluation keeps whenever rules change or the engine goes on from a snapshot; bounded per port.

import type { VesselEvent } from '../kinds/event.ts';

export interface Callers {
  hear(event: VesselEvent): void;
  renamed(fromId: string, toId: string): void;
  /** Vessel ids, the last caller last. */
  at(placeId: string): string[];
}

/** A busy port sees a hundred ships in a week; cargo that waits longer than a month is another story. */
const MOST_CALLERS = 500;

/** `past` in any order; only calls at `ports` are kept. */
export function createCallers(ports: ReadonlySet<string>, past: Iterable<VesselEvent>): Callers {
  const byPort = new Map<string, Set<string>>();

  function hear(event: VesselEvent): void {
    if (event.kind !== 'port-call' && event.kind !== 'possible-dark-call') return;
    const { placeId } = event.facts;
    if (!ports.has(placeId)) return;
    let vessels = byPort.get(placeId);
    if (!vessels) {
      vessels = new Set();
      byPort.set(placeId, vessels);
    }
    vessels.delete(event.vesselId);
    vessels.add(event.vesselId);
    if (vessels.size > MOST_CALLERS) for (const first of vessels) return void vessels.delete(first);
  }

  if (ports.size > 0) {
    const known = [...past].sort((a, b) => a.knownAt - b.knownAt || (a.id < b.id ? -1 : 1));
    for (const event of known) hear(event);
  }
  return {
    hear,
    renamed(fromId, toId) {
      for (const vessels of byPort.values()) if (vessels.delete(fromId)) vessels.add(toId);
    },
    at: (placeId) => [...(byPort.get(placeId) ?? [])],
  };
}
