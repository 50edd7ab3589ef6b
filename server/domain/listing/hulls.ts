// From list records to watched hulls: the records of every list and the built-in table are brought together by IMO
// number, one vessel with all its designations, names and numbers, each with its source. A record without a number is a
// hull of its own; a record that speaks of a whole class of ships is a rule row and no hull. Two numbers are never made
// one, whatever names say. The order of the result does not depend on the order of the lists.

import { kindOfMmsi } from '../identity/mmsi.ts';
import { nameIndexKey, nameKey } from '../identity/name.ts';
import type { MidTable } from '../identity/watch-index.ts';
import { dayOf } from '../time.ts';
import type { Designation, HullName, HullParty, ListedMmsi, WatchedHull } from '../vessel.ts';
import { type FlagTable, flagCodes, flagTable } from './flags.ts';
import { designationsOf } from './listings.ts';
import { type Entry, firstOf, type HullRecord, isStanding, type KeptRecord, type LoadedList } from './loaded-list.ts';

/** "Every DPRK-flagged vessel": a rule, not a hull. */
export interface ClassEntry {
  list: string;
  recordId: string;
  authority: string;
  text: string;
  listedAt: number | null;
  delistedAt: number | null;
}

export interface MergedHulls {
  /** The hulls of the built-in table in their order, then those of the lists by number and id. */
  hulls: WatchedHull[];
  classes: ClassEntry[];
}

export function mergeHulls(
  builtIn: readonly WatchedHull[],
  lists: readonly LoadedList[],
  mids: MidTable = new Map(),
): MergedHulls {
  const flags = flagTable(mids);
  const entries = new Map<string, Entry[]>();
  const classes: ClassEntry[] = [];
  const unnumbered = new Map(builtIn.filter(({ imo }) => imo === null).flatMap(namesakes));
  // The freshest list speaks first; of equal ones the id decides.
  for (const list of [...lists].sort((a, b) => b.asOf - a.asOf || compare(a.id, b.id))) {
    for (const kept of [...list.records].sort((a, b) => compare(a.record.recordId, b.record.recordId))) {
      const { record } = kept;
      if (record.kind === 'class') classes.push(classOf(list, kept));
      if (record.kind !== 'ship') continue;
      const id = hullIdOf(list.id, record, unnumbered.get(unnumberedKey(list.authority, record.names[0]?.text ?? '')));
      const known = entries.get(id);
      if (known) known.push({ list, kept });
      else entries.set(id, [{ list, kept }]);
    }
  }
  const hulls: WatchedHull[] = [];
  for (const hull of builtIn) {
    const listed = entries.get(hull.id);
    hulls.push(listed ? merged(hull, hull.id, listed, flags) : hull);
    entries.delete(hull.id);
  }
  const others = [...entries].map(([id, listed]) => merged(null, id, listed, flags));
  others.sort((a, b) => (a.imo ?? Infinity) - (b.imo ?? Infinity) || compare(a.id, b.id));
  hulls.push(...others);
  classes.sort((a, b) => compare(a.list, b.list) || compare(a.recordId, b.recordId));
  return { hulls, classes };
}

/** 'imo:9161003'; without a number the record's own id, or that of its namesake in the built-in table. */
function hullIdOf(list: string, record: HullRecord, namesakeId: string | undefined): string {
  if (record.imo !== null) return `imo:${record.imo}`;
  return namesakeId ?? `hull:${list}:${record.recordId}`;
}

/** A hull without a number is found again by who lists it and under which name. */
function namesakes(hull: WatchedHull): [string, string][] {
  const authorities = new Set(hull.designations.map(({ authority }) => authority));
  return [...authorities].map((authority) => [unnumberedKey(authority, hull.name), hull.id]);
}

function unnumberedKey(authority: string, name: string): string {
  const key = nameKey(name);
  return `${authority}|${key === null ? name : nameIndexKey(key)}`;
}

function classOf(list: LoadedList, { record, missedAt }: KeptRecord): ClassEntry {
  return {
    list: list.id,
    recordId: record.recordId,
    authority: list.authority,
    text: [record.names[0]?.text, record.remarks].filter(Boolean).join(': '),
    listedAt: record.listedAt,
    delistedAt: firstOf(record.delistedAt, missedAt),
  };
}

function merged(known: WatchedHull | null, id: string, entries: readonly Entry[], flags: FlagTable): WatchedHull {
  // What is on a list now speaks before what has left one.
  const standing = [...entries.filter(isStanding), ...entries.filter((entry) => !isStanding(entry))];
  const records = standing.map(({ kept }) => kept.record);
  const first = <T>(read: (record: HullRecord) => T | null): T | null => {
    for (const record of records) {
      const value = read(record);
      if (value !== null) return value;
    }
    return null;
  };
  const names = namesOf(known, standing);
  const name = known?.name ?? names.find(({ kind }) => kind === 'primary')?.text ?? names[0]?.text ?? id;
  const parties = standing.flatMap(({ list, kept }) =>
    kept.record.parties.map((party): HullParty => ({ ...party, source: list.id })),
  );
  const party = (...roles: string[]) => parties.find(({ role }) => roles.includes(role))?.name ?? null;
  const codes = records.flatMap((record) => [record.flag, ...record.formerFlags]);
  const designations = designationsOf(known, standing);
  const doubtful = records.some(({ imoDoubtful }) => imoDoubtful);
  return {
    id,
    imo: known?.imo ?? first((record) => record.imo),
    name,
    aliases: unique([...(known?.aliases ?? []), ...names.map(({ text }) => text)]).filter((text) => text !== name),
    mmsis: mmsisOf(known, standing),
    callSigns: unique([...(known?.callSigns ?? []), ...records.flatMap(({ callSigns }) => callSigns)]),
    flag: first((record) => record.flag) ?? known?.flag ?? null,
    flagCodes: unique([
      ...(known?.flagCodes ?? []),
      ...codes.flatMap((text) => (text === null ? [] : flagCodes(text, flags))),
    ]),
    shipType: known?.shipType ?? first((record) => record.shipType),
    builtYear: known?.builtYear ?? first((record) => record.builtYear),
    grossTonnage: known?.grossTonnage ?? first((record) => record.grossTonnage),
    lengthM: known?.lengthM ?? first((record) => record.lengthM),
    owner: known?.owner ?? party('owner'),
    operator: known?.operator ?? party('operator', 'manager', 'safety-manager'),
    status: known?.status ?? 'active',
    endedAt: known?.endedAt ?? null,
    designations,
    pinned: known?.pinned ?? false,
    group: known?.group ?? standing[0]!.list.id,
    notes: notesOf(known, designations, doubtful ? first((record) => record.imo) : null),
    sources: unique([...(known?.sources ?? []), ...standing.map(({ list }) => list.id)]),
    names,
    parties: distinct(parties, (row) => `${row.name}|${row.role}|${row.source}`),
  };
}

function namesOf(known: WatchedHull | null, entries: readonly Entry[]): HullName[] {
  const names: HullName[] = [];
  if (known) {
    names.push({ text: known.name, kind: 'primary', source: 'built-in' });
    for (const text of known.aliases) names.push({ text, kind: 'alias', source: 'built-in' });
  }
  for (const { list, kept } of entries) {
    for (const { text, kind } of kept.record.names) names.push({ text, kind, source: list.id });
  }
  return distinct(names, ({ text, kind, source }) => `${text}|${kind}|${source}`);
}

/** Radio identities that are no ship's are left out; those of records that have gone are old. */
function mmsisOf(known: WatchedHull | null, entries: readonly Entry[]): ListedMmsi[] {
  const mmsis = [...(known?.mmsis ?? [])];
  for (const entry of entries) {
    for (const mmsi of entry.kept.record.mmsis) {
      if (mmsis.some((listed) => listed.mmsi === mmsi) || kindOfMmsi(mmsi) !== 'ship') continue;
      mmsis.push({ mmsi, source: entry.list.id, old: !isStanding(entry) });
    }
  }
  return mmsis;
}

/** Whether every sanction on the hull has ended, and a doubtful number. */
function notesOf(
  known: WatchedHull | null,
  designations: readonly Designation[],
  doubtfulImo: number | null,
): string | null {
  const notes = known?.notes ? [known.notes] : [];
  if (doubtfulImo !== null) notes.push(`IMO ${doubtfulImo} fails its check digit; it stands so on the list.`);
  const sanctions = designations.filter(({ sanction }) => sanction);
  if (sanctions.length > 0 && sanctions.every(({ delistedAt }) => delistedAt !== null)) {
    const last = sanctions.reduce((a, b) => (b.delistedAt! > a.delistedAt! ? b : a));
    notes.push(`No longer listed: ${last.authority} was the last, first missed on ${dayOf(last.delistedAt!)}.`);
  }
  return notes.length === 0 ? null : notes.join(' ');
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

function distinct<T>(rows: readonly T[], keyOf: (row: T) => string): T[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
