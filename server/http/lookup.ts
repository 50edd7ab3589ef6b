// Reference rows by id, and the names of vessels that events speak of. Made once per server, follows the watched hulls;
// asks the store only for vessels that it must name.

import { isShipImo } from '../domain/identity/imo.ts';
import { type Mute, muteOf } from '../domain/mute.ts';
import type { Port } from '../domain/places/place.ts';
import { blankHull, type WatchedHull } from '../domain/vessel.ts';
import type { Scope, Store } from '../seams/store.ts';
import type { ServerDeps } from './deps.ts';
import type { AlertSurroundings } from './present/alert.ts';
import { areaName } from './present/area.ts';
import { type Known, nameOf } from './present/vessel.ts';

export interface Lookup {
  readonly hulls: ReadonlyMap<string, WatchedHull>;
  ports: ReadonlyMap<string, Port>;
  /** Name of a port or zone; the id itself where it is unknown. */
  placeName(id: string): string;
  /** What is heard and listed under an id; null when neither. */
  known(scope: Scope, vesselId: string): Promise<Known | null>;
  /** A hull that lists name and nobody watches, or that has nothing but its IMO number; null where the id is no hull's. */
  unwatched(vesselId: string): Known | null;
  /** Names by scope and vessel, each asked for once; with `at`, the name that it went by then. */
  names(
    rows: readonly { scope: Scope; vesselId: string }[],
  ): Promise<(scope: Scope, vesselId: string, at?: number) => string>;
  /** What these alerts are shown with; mutes and cases as they stand now. */
  alertSurroundings(alerts: readonly { scope: Scope; id: string }[]): Promise<AlertSurroundings>;
}

export function createLookup({
  store,
  reference,
  lists,
}: Pick<ServerDeps, 'store' | 'reference'> & Partial<Pick<ServerDeps, 'lists'>>): Lookup {
  let of = reference.hulls;
  let hulls = byId(of);
  const current = () => {
    if (of !== reference.hulls) {
      of = reference.hulls;
      hulls = byId(of);
    }
    return hulls;
  };
  let listed: { of: readonly WatchedHull[]; byId: ReadonlyMap<string, WatchedHull> } | null = null;
  const listedHull = (id: string) => {
    const of = lists?.watch().known ?? reference.hulls;
    if (listed?.of !== of) listed = { of, byId: byId(of) };
    return listed.byId.get(id);
  };
  const ports = new Map(reference.ports.map((port) => [port.id, port]));
  let zonesOf = reference.zones;
  let zones = byId(zonesOf);
  const currentZones = () => {
    if (zonesOf !== reference.zones) {
      zonesOf = reference.zones;
      zones = byId(zonesOf);
    }
    return zones;
  };

  const placeName = (id: string) => ports.get(id)?.name ?? currentZones().get(id)?.name ?? id;

  const known = async (scope: Scope, vesselId: string): Promise<Known | null> => {
    const heard = (await store.vessel(scope, vesselId)) ?? (await heardAs(store, scope, current().get(vesselId)));
    const hull = current().get(heard?.hullId ?? vesselId) ?? null;
    return heard === null && hull === null ? null : { heard, hull };
  };

  return {
    get hulls() {
      return current();
    },
    ports,
    placeName,
    known,
    unwatched(vesselId) {
      const imo = Number(/^imo:(\d{7})$/.exec(vesselId)?.[1]);
      const hull = listedHull(vesselId) ?? (isShipImo(imo) ? blankHull(vesselId, imo, `IMO ${imo}`) : undefined);
      return hull === undefined ? null : { heard: null, hull, unwatched: true };
    },
    async alertSurroundings(alerts) {
      const mutes = new Map<Scope, Mute[]>();
      const cases = new Map<Scope, Map<string, string[]>>();
      for (const scope of new Set(alerts.map((alert) => alert.scope))) {
        mutes.set(scope, await store.mutes(scope));
        const ids = alerts.filter((alert) => alert.scope === scope).map(({ id }) => id);
        cases.set(scope, await store.casesOfAlerts(scope, ids));
      }
      return {
        placeName,
        muteOf: (alert) => muteOf(alert, mutes.get(alert.scope) ?? [], cases.get(alert.scope)?.get(alert.id) ?? []),
        caseOf: ({ scope, id }) => cases.get(scope)?.get(id)?.[0] ?? null,
      };
    },
    async names(rows) {
      const names = new Map<string, string | Known>();
      for (const { scope, vesselId } of rows) {
        const key = `${scope} ${vesselId}`;
        if (names.has(key)) continue;
        const area = areaName(vesselId, ports.values());
        if (area !== null) {
          names.set(key, area);
          continue;
        }
        const found = await known(scope, vesselId);
        names.set(key, found ?? vesselId);
      }
      return (scope, vesselId, at) => {
        const found = names.get(`${scope} ${vesselId}`) ?? vesselId;
        return typeof found === 'string' ? found : nameOf(found, at);
      };
    },
  };
}

function byId<T extends { id: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}

/** A hull without an IMO number is heard under the id of its radio unit. */
async function heardAs(store: Store, scope: Scope, hull: WatchedHull | undefined) {
  return hull === undefined ? null : store.vesselOfHull(scope, hull.id);
}
