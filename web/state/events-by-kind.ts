// The events known at the playhead by kind. They are grouped once for each map of events, since the layers of the map ask
// every frame. Withdrawn events are left out: the tables show them struck through, the map does not. Pure.

import type { EventKind, EventOfKind, VesselEvent } from '../../server/http/wire/kinds/index.ts';

const sorted = new WeakMap<ReadonlyMap<string, VesselEvent>, Map<EventKind, VesselEvent[]>>();

export function eventsOfKind<K extends EventKind>(
  events: ReadonlyMap<string, VesselEvent>,
  kind: K,
): readonly EventOfKind<K>[] {
  let kinds = sorted.get(events);
  if (kinds === undefined) {
    kinds = new Map();
    for (const event of events.values()) {
      if (event.state === 'withdrawn') continue;
      const same = kinds.get(event.kind);
      if (same === undefined) kinds.set(event.kind, [event]);
      else same.push(event);
    }
    sorted.set(events, kinds);
  }
  return (kinds.get(kind) ?? []) as EventOfKind<K>[];
}
