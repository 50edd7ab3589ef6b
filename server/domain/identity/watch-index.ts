// The watchlist made ready for questions: every number, call sign and name of a hull leads straight to it, so that what
// a static message costs does not grow with the list. Built once per list, read only afterwards. It judges nothing.

import type { ListedMmsi, WatchedHull } from '../vessel.ts';
import { callSignKey } from './call-sign.ts';
import { cutKeysOfListed } from './cut-name.ts';
import { isShipImo } from './imo.ts';
import { splitNames } from './listed-name.ts';
import { kindOfMmsi } from './mmsi.ts';
import { type NameKey, nameIndexKey, nameKey } from './name.ts';
import { indexNearNames, type NearIndex } from './near-index.ts';

/** A name that a hull bears or bore. */
export interface ListedHullName {
  hull: WatchedHull;
  /** As the list spells it. */
  text: string;
  key: NameKey;
  current: boolean;
}

export interface ListedHullMmsi {
  hull: WatchedHull;
  listed: ListedMmsi;
}

/** First three digits of a ship's MMSI → the registries that it serves. */
export type MidTable = ReadonlyMap<number, { readonly name: string; readonly iso2: readonly string[] }>;

export interface WatchIndex {
  byId: ReadonlyMap<string, WatchedHull>;
  byImo: ReadonlyMap<number, WatchedHull>;
  /** Numbers that fail their check digit and stand so on a list: never a match, worth a suspicion. */
  byBrokenImo: ReadonlyMap<number, WatchedHull>;
  byMmsi: ReadonlyMap<number, readonly ListedHullMmsi[]>;
  byCallSign: ReadonlyMap<string, readonly WatchedHull[]>;
  /** Under `nameIndexKey`; a hull stands once under each. */
  byName: ReadonlyMap<string, readonly ListedHullName[]>;
  /** Under the keys of `cut-name.ts`. */
  byCutName: ReadonlyMap<string, readonly ListedHullName[]>;
  nearNames: NearIndex<ListedHullName>;
  mids: MidTable;
  /** Joined names of ports: a crew that types its port into the name field gives no evidence of a name. */
  placeNames: ReadonlySet<string>;
}

export interface IndexOptions {
  /** Without it no flag is compared. */
  mids?: MidTable;
  placeNames?: Iterable<string>;
}

/** Throws when two hulls share an id or an IMO number: the list was compiled wrongly. */
export function indexHulls(hulls: readonly WatchedHull[], options: IndexOptions = {}): WatchIndex {
  const byId = new Map<string, WatchedHull>();
  const byImo = new Map<number, WatchedHull>();
  const byBrokenImo = new Map<number, WatchedHull>();
  const byMmsi = new Map<number, ListedHullMmsi[]>();
  const byCallSign = new Map<string, WatchedHull[]>();
  const byName = new Map<string, ListedHullName[]>();
  const byCutName = new Map<string, ListedHullName[]>();
  const names: ListedHullName[] = [];
  for (const hull of hulls) {
    if (byId.has(hull.id)) throw new Error(`two watched hulls have the id ${hull.id}`);
    byId.set(hull.id, hull);
    if (hull.imo !== null && isShipImo(hull.imo)) {
      const other = byImo.get(hull.imo);
      if (other) throw new Error(`two watched hulls have IMO ${hull.imo}: ${other.id} and ${hull.id}`);
      byImo.set(hull.imo, hull);
    } else if (hull.imo !== null) byBrokenImo.set(hull.imo, hull);
    for (const listed of hull.mmsis) {
      const known = byMmsi.get(listed.mmsi)?.some((other) => other.hull === hull);
      if (!known && kindOfMmsi(listed.mmsi) === 'ship') file(byMmsi, listed.mmsi, { hull, listed });
    }
    for (const key of new Set(hull.callSigns.map(callSignKey))) if (key !== '') file(byCallSign, key, hull);
    for (const name of namesOf(hull)) {
      file(byName, nameIndexKey(name.key), name);
      for (const key of cutKeysOfListed(name.text)) file(byCutName, key, name);
      names.push(name);
    }
  }
  const placeNames = new Set<string>();
  for (const place of options.placeNames ?? []) placeNames.add(nameKey(place)?.joined ?? '');
  return {
    byId,
    byImo,
    byBrokenImo,
    byMmsi,
    byCallSign,
    byName,
    byCutName,
    nearNames: indexNearNames(names),
    mids: options.mids ?? new Map(),
    placeNames,
  };
}

/** Every name that the hull bears or bore, each once: 'MAIA-1' and 'MAIA 1' are one. */
function namesOf(hull: WatchedHull): ListedHullName[] {
  const names = new Map<string, ListedHullName>();
  for (const [i, listed] of [hull.name, ...hull.aliases].entries()) {
    for (const { text, kind } of splitNames(listed)) {
      const key = nameKey(text);
      if (key === null || names.has(nameIndexKey(key))) continue;
      names.set(nameIndexKey(key), { hull, text, key, current: i === 0 && kind === 'current' });
    }
  }
  return [...names.values()];
}

function file<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
