// Which listed hulls a unit's own words lead to: by MMSI, call sign, and name in three strengths. It takes a few look-ups,
// however long the watchlist is. This file gathers; `identify.ts` judges.

import type { ListedMmsi, WatchedHull } from '../vessel.ts';
import { callSignKey } from './call-sign.ts';
import { cutKeyOfHeard } from './cut-name.ts';
import { type NameKey, nameIndexKey, nameKey } from './name.ts';
import { findNearNames } from './near-index.ts';
import type { UnitIdentity } from './unit.ts';
import type { ListedHullName, WatchIndex } from './watch-index.ts';

export interface Signs {
  hull: WatchedHull;
  mmsi: ListedMmsi | null;
  callSign: boolean;
  /** Equal after normalisation. */
  name: ListedHullName | null;
  /** The heard name fills the field and begins exactly one listed name. */
  cutName: ListedHullName | null;
  /** One slip of the fingers away. */
  nearName: ListedHullName | null;
}

/** The heard name as evidence, or null where it is none. */
export function heardName(unit: Readonly<UnitIdentity>, index: WatchIndex): NameKey | null {
  const key = nameKey(unit.name);
  return key !== null && index.placeNames.has(key.joined) ? null : key;
}

/** `nearNames`: also look for near names, which count only for a unit without a usable IMO number. */
export function gatherSigns(unit: Readonly<UnitIdentity>, index: WatchIndex, nearNames: boolean): Map<string, Signs> {
  const found = new Map<string, Signs>();
  for (const { hull, listed } of index.byMmsi.get(unit.mmsi) ?? []) signsFor(found, hull).mmsi = listed;
  const callSign = callSignKey(unit.callSign);
  if (callSign !== '') {
    for (const hull of index.byCallSign.get(callSign) ?? []) signsFor(found, hull).callSign = true;
  }
  const key = heardName(unit, index);
  if (key === null) return found;
  for (const name of index.byName.get(nameIndexKey(key)) ?? []) signsFor(found, name.hull).name = name;
  const cutKey = cutKeyOfHeard(unit.name);
  if (cutKey !== null) {
    const names = index.byCutName.get(cutKey) ?? [];
    const distinct = new Set(names.map((name) => nameIndexKey(name.key)));
    if (distinct.size === 1) for (const name of names) signsFor(found, name.hull).cutName = name;
  }
  if (!nearNames) return found;
  for (const name of findNearNames(index.nearNames, key)) {
    const signs = signsFor(found, name.hull);
    if (!signs.name) signs.nearName ??= name;
  }
  return found;
}

export function noSigns(hull: WatchedHull): Signs {
  return { hull, mmsi: null, callSign: false, name: null, cutName: null, nearName: null };
}

function signsFor(found: Map<string, Signs>, hull: WatchedHull): Signs {
  let signs = found.get(hull.id);
  if (!signs) {
    signs = noSigns(hull);
    found.set(hull.id, signs);
  }
  return signs;
}
