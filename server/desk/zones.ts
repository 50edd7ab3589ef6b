// The zone desk: takes zones that people draw, keeps them, and lets the live monitor go by them from the moment they are saved.
// What a zone saw while it was in force stays said. One change at a time; the last word of each zone stands.

import type { Signature } from '../domain/desk/deed.ts';
import { CodedError } from '../domain/errors.ts';
import { drawnZone, MOST_ZONES, type ZoneDraft } from '../domain/places/drawn-zone.ts';
import { withOwnZones } from '../domain/places/own-zones.ts';
import type { Zone } from '../domain/places/place.ts';
import type { PlaceIndex } from '../domain/places/place-index.ts';
import type { Live } from '../run/live-contract.ts';
import type { Store, ZoneRow } from '../seams/store.ts';

export interface ZoneDesk {
  /** Those in force, by name; the same array until one changes. */
  own(): readonly Zone[];
  /** Those of the table, and these; the same array until one changes. */
  all(): Zone[];
  /** `places` with them. */
  places(): PlaceIndex;
  version(id: string): number;
  make(draft: ZoneDraft, signed: Signature): Promise<Zone>;
  /** A removed one too: that brings it back. `version`: refuses to change any other. */
  change(id: string, draft: ZoneDraft, signed: Signature, version?: number): Promise<Zone>;
  remove(id: string, signed: Signature): Promise<void>;
}

export interface ZoneDeskDeps {
  store: Pick<Store, 'zones' | 'saveZone'>;
  /** Those of the reference table, as they are told, and all places with them. */
  table: readonly Zone[];
  places: PlaceIndex;
  /** null: nobody listens. */
  live: Pick<Live, 'takeLists'> | null;
}

export async function createZoneDesk({ store, table, places, live }: ZoneDeskDeps): Promise<ZoneDesk> {
  let rows = new Map<string, ZoneRow>();
  let own: readonly Zone[] = [];
  let all: Zone[] = [...table];
  let index = places;
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work, work);
    last = done.catch(() => undefined);
    return done;
  }

  async function read(): Promise<void> {
    rows = new Map((await store.zones()).map((row) => [row.zone.id, row]));
    own = [...rows.values()]
      .filter(({ removed }) => !removed)
      .map(({ zone }) => zone)
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));
    all = [...table, ...own];
    index = withOwnZones(places, own);
  }

  async function save(zone: Zone, what: string, removed: boolean, signed: Signature): Promise<Zone> {
    const version = (rows.get(zone.id)?.version ?? 0) + 1;
    await store.saveZone({ zone, version, removed, what }, signed);
    await read();
    await live?.takeLists();
    return zone;
  }

  function mustBeZone(id: string, draft: ZoneDraft, by: string): Zone {
    const { zone, problems } = drawnZone(id, draft, by);
    if (zone === null) throw new CodedError('invalid', problems.join(' '));
    const same = own.find((each) => each.id !== id && each.name.toLowerCase() === draft.name.toLowerCase());
    if (same)
      throw new CodedError('conflict', `There is a zone called '${same.name}' already; give this one another name.`);
    return zone;
  }

  function find(id: string): ZoneRow {
    const row = rows.get(id);
    if (row) return row;
    if (places.zone(id)) {
      throw new CodedError(
        'conflict',
        `Zone '${id}' comes with the program and cannot be changed; draw one of your own.`,
      );
    }
    throw new CodedError('not_found', `There is no zone '${id}'.`);
  }

  await read();
  return {
    own: () => own,
    all: () => all,
    places: () => index,
    version: (id) => rows.get(id)?.version ?? 0,

    make: (draft, signed) =>
      inTurn(async () => {
        await read();
        if (own.length >= MOST_ZONES)
          throw new CodedError('conflict', `There are ${MOST_ZONES} zones already; delete one.`);
        const id = idOf(draft.name, (each) => rows.has(each) || places.zone(each) !== undefined);
        return save(mustBeZone(id, draft, signed.by), 'made', false, signed);
      }),

    change: (id, draft, signed, version) =>
      inTurn(async () => {
        await read();
        const row = find(id);
        if (version !== undefined && version !== row.version) {
          throw new CodedError(
            'conflict',
            `Zone '${id}' has version ${row.version} by now; the change was made on version ${version}.`,
          );
        }
        return save(mustBeZone(id, draft, signed.by), row.removed ? 'brought back' : 'changed', false, signed);
      }),

    remove: (id, signed) =>
      inTurn(async () => {
        await read();
        const { zone, removed } = find(id);
        if (removed) throw new CodedError('not_found', `There is no zone '${id}'.`);
        await save(zone, 'removed', true, signed);
      }),
  };
}

/** "Roads off Rajin" → "own-roads-off-rajin"; numbered where the id is taken, also by a zone that was removed. */
function idOf(name: string, isTaken: (id: string) => boolean): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  const base = `own-${plain || 'zone'}`;
  let id = base;
  for (let i = 2; isTaken(id); i++) id = `${base}-${i}`;
  return id;
}
