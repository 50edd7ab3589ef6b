// The questions of who was heard where, put together from the summary, the fixes, the bindings and the events.

import type { PresenceStore } from '../server/seams/presence-store.ts';
import type { bindingQueries } from './bindings.ts';
import type { eventQueries } from './events.ts';
import type { fixQueries } from './fixes.ts';
import type { heardQueries } from './heard.ts';
import type { AskScope } from './tracks.ts';
import type { vesselQueries } from './vessels.ts';

interface Queries {
  heard: ReturnType<typeof heardQueries>;
  fixes: ReturnType<typeof fixQueries>;
  bindings: ReturnType<typeof bindingQueries>;
  vessels: ReturnType<typeof vesselQueries>;
  events: ReturnType<typeof eventQueries>;
}

export function presenceStore(ask: AskScope, queries: Queries): PresenceStore {
  const { heard, fixes, bindings, vessels, events } = queries;
  return {
    heardIn: (scope, runs, fromDay, toDay, limit) =>
      ask<Int32Array | null>(scope, new Int32Array(), (id) => heard.inCells(id, runs, fromDay, toDay, limit)),
    heardDays: (scope, mmsi, fromDay, toDay) => ask(scope, [], (id) => heard.days(id, mmsi, fromDay, toDay)),
    fastestKn: (scope, mmsi) => ask(scope, 0, (id) => heard.fastestKn(id, mmsi)),
    unitFixes: (scope, mmsi, fromAt, toAt, limit, which = 'first') =>
      ask(scope, [], (id) => fixes.places(id, mmsi, Math.ceil(fromAt), Math.ceil(toAt), limit, which)),
    unitBindings: (scope, mmsi) => ask(scope, [], (id) => bindings.ofUnit(id, mmsi)),
    vesselUnits: (scope, vesselId, fromAt, toAt) =>
      ask(scope, [], (id) => bindings.stretches(id, vesselId, Math.ceil(fromAt), Math.floor(toAt))),
    watchedUnits: (scope) => ask(scope, [], (id) => vessels.watchedUnits(id)),
    eventsIn: (scope, runs, fromAt, toAt, limit) =>
      ask(scope, { events: [], more: false }, (id) => events.inCells(id, runs, fromAt, toAt, limit)),
  };
}
