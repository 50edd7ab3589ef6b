// From list records to watched hulls: the records of every list and the built-in table are brought together by IMO
// number, one vessel with all its designations, names and numbers, each with its source. A record without a number is a
// hull of its own; a record that speaks of a whole class of ships is a rule row and no hull. Two numbers are never made
// one, whatever names say. The order of the result does not depend on the order of the lists.

import { isShipImo } from '../identity/imo.ts';
import { kindOfMmsi } from '../identity/mmsi.ts';
import { nameIndexKey, nameKey } from '../identity/name.ts';
import type { MidTable } from '../identity/watch-index.ts';
import {
  type Designation,
  endText,
  type HullName,
  type HullParty,
  type ListedMmsi,
  type WatchedHull,
} from '../vessel.ts';
import { type CompiledAsOf, yieldToNewer } from './compiled-table.ts';
import { flagTable } from './flags.ts';
import { earlierFlags, firstIn, flagOf, type Merging, standingFirst } from './hull-flags.ts';
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

export interface MergeOptions {
  /** When the lists are read; absent: the day of the newest copy. */
  at?: number;
  /** Days of the copies that the built-in table was made from; absent: it gives way to none. */
  compiledAsOf?: CompiledAsOf;
}

export function mergeHulls(
  table: readonly WatchedHull[],
  lists: readonly LoadedList[],
  mids: MidTable = new Map(),
  { at = newestOf(lists), compiledAsOf = new Map() }: MergeOptions = {},
): MergedHulls {
  const builtIn = yieldToNewer(table, lists, compiledAsOf, at);
  const merging: Merging = { flags: flagTable(mids), at, compiledAt: Math.max(...compiledAsOf.values(), -Infinity) };
  const entries = new Map<string, Entry[]>();
  const classes: ClassEntry[] = [];
  const unnumbered = new Map(builtIn.filter(({ imo }) => imo === null).flatMap(namesakes));
  // The freshest list comes first; between equal dates the id decides.
  for (const list of [...lists].sort((a, b) => b.asOf - a.asOf || compare(a.id, b.id))) {
    for (const kept of [...list.records].sort((a, b) => compare(keyOf(a), keyOf(b)))) {
      const { record } = kept;
      if (record.kind === 'class') classes.push(classOf(list, kept));
      if (record.kind !== 'ship') continue;
      const id = hullIdOf(list.id, kept, unnumbered.get(unnumberedKey(list.authority, record.names[0]?.text ?? '')));
      const known = entries.get(id);
      if (known) known.push({ list, kept });
      else entries.set(id, [{ list, kept }]);
    }
  }
  const hulls: WatchedHull[] = [];
  for (const hull of builtIn) {
    const listed = entries.get(hull.id);
    hulls.push(listed ? merged(hull, hull.id, listed, merging) : ended(hull, at));
    entries.delete(hull.id);
  }
  const others = [...entries].map(([id, listed]) => merged(null, id, listed, merging));
  others.sort((a, b) => (a.imo ?? Infinity) - (b.imo ?? Infinity) || compare(a.id, b.id));
  hulls.push(...others);
  classes.sort((a, b) => compare(a.list, b.list) || compare(a.recordId, b.recordId));
  return { hulls, classes };
}

function newestOf(lists: readonly LoadedList[]): number {
  let at = Number.NEGATIVE_INFINITY;
  for (const { asOf, records } of lists) {
    at = Math.max(at, asOf);
    for (const { missedAt } of records) at = Math.max(at, missedAt ?? at);
  }
  return at;
}

/** A hull that no list has now, as the built-in table has it; itself while nothing on it has ended. */
function ended(hull: WatchedHull, at: number): WatchedHull {
  if (hull.designations.every(({ delistedAt }) => delistedAt === null)) return hull;
  const { designations } = designationsOf(hull, [], at);
  return { ...hull, designations, notes: notesOf(hull, designations, []) };
}

function keyOf({ key, record }: KeptRecord): string {
  return key ?? record.recordId;
}

/** 'imo:9161003'; without a number what the record is kept under, or its namesake in the built-in table. */
function hullIdOf(list: string, kept: KeptRecord, namesakeId: string | undefined): string {
  if (kept.record.imo !== null) return `imo:${kept.record.imo}`;
  return namesakeId ?? `hull:${list}:${keyOf(kept)}`;
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

function merged(known: WatchedHull | null, id: string, entries: readonly Entry[], merging: Merging): WatchedHull {
  const { at } = merging;
  // Records on a list now come before those that have left one.
  const standing = standingFirst(entries, at);
  const records = standing.map(({ kept }) => kept.record);
  const first = <T>(read: (record: HullRecord) => T | null): T | null => firstIn(records, read);
  // The newer source wins: the table comes before a list that is older than the table.
  const listNewer = standing.some((entry) => isStanding(entry, at) && entry.list.asOf > merging.compiledAt);
  const newer = <T>(table: T | null | undefined, listed: T | null): T | null =>
    listNewer ? (listed ?? table ?? null) : (table ?? listed);
  const names = namesOf(known, standing);
  const name = known?.name ?? names.find(({ kind }) => kind === 'primary')?.text ?? names[0]?.text ?? id;
  const parties = standing.flatMap(({ list, kept }) => partiesOf(kept.record, list.id, at));
  const party = (...roles: string[]) => parties.find(({ role }) => roles.includes(role))?.name ?? null;
  const { designations, earlier } = designationsOf(known, standing, at);
  const flag = flagOf(known, records, merging, listNewer);
  const flags = earlierFlags(known, entries, merging, flag);
  return {
    id,
    imo: known?.imo ?? first((record) => record.imo),
    name,
    aliases: unique([...(known?.aliases ?? []), ...names.map(({ text }) => text)]).filter((text) => text !== name),
    mmsis: mmsisOf(known, standing, at),
    callSigns: unique([...(known?.callSigns ?? []), ...records.flatMap(({ callSigns }) => callSigns)]),
    ...flag,
    shipType: newer(
      known?.shipType,
      first((record) => record.shipType),
    ),
    builtYear: newer(
      known?.builtYear,
      first((record) => record.builtYear),
    ),
    grossTonnage: newer(
      known?.grossTonnage,
      first((record) => record.grossTonnage),
    ),
    lengthM: newer(
      known?.lengthM,
      first((record) => record.lengthM),
    ),
    owner: newer(known?.owner, party('owner')),
    operator: newer(known?.operator, party('operator', 'manager', 'safety-manager')),
    status: known?.status ?? 'active',
    endedAt: known?.endedAt ?? null,
    designations,
    pinned: known?.pinned ?? false,
    group: known?.group ?? standing[0]!.list.id,
    notes: notesOf(known, designations, standing),
    sources: unique([...(known?.sources ?? []), ...standing.map(({ list }) => list.id)]),
    names,
    parties: distinct(parties, (row) => `${row.name}|${row.role}|${row.source}`),
    ...(earlier.length > 0 || flags.length > 0 ? { earlier: { designations: earlier, flags } } : {}),
  };
}

/** An owner whose time has ended is a former one; a day that is still to come ends nothing. */
function partiesOf(record: HullRecord, source: string, at: number): HullParty[] {
  return record.parties.map(({ untilAt, role, ...party }) => ({
    ...party,
    role: role === 'owner' && untilAt !== undefined && untilAt <= at ? 'former-owner' : role,
    source,
  }));
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
function mmsisOf(known: WatchedHull | null, entries: readonly Entry[], at: number): ListedMmsi[] {
  const mmsis = [...(known?.mmsis ?? [])];
  for (const entry of entries) {
    for (const mmsi of entry.kept.record.mmsis) {
      if (mmsis.some((listed) => listed.mmsi === mmsi) || kindOfMmsi(mmsi) !== 'ship') continue;
      mmsis.push({ mmsi, source: entry.list.id, old: !isStanding(entry, at) });
    }
  }
  return mmsis;
}

/** Whether every sanction on the hull has ended, a doubtful number, and what could not be read. */
function notesOf(
  known: WatchedHull | null,
  designations: readonly Designation[],
  entries: readonly Entry[],
): string | null {
  const notes = known?.notes ? [known.notes] : [];
  const doubtful = entries.find(({ kept: { record } }) => record.imoDoubtful && record.imo !== null)?.kept.record;
  if (doubtful) {
    notes.push(
      isShipImo(doubtful.imo!)
        ? `IMO ${doubtful.imo} is not the only number that a list gives this ship.`
        : `IMO ${doubtful.imo} fails its check digit; it stands so on the list.`,
    );
  }
  const unread = entries.flatMap(({ list, kept }) => (kept.record.unread ?? []).map((cell) => ({ list, ...cell })));
  for (const { list, field, text } of unread.slice(0, MOST_UNREAD)) {
    notes.push(`${list.title} has "${text}" as ${field}, which could not be used.`);
  }
  if (unread.length > MOST_UNREAD) notes.push(`${unread.length - MOST_UNREAD} more cells could not be used.`);
  const sanctions = designations.filter(({ sanction }) => sanction);
  if (sanctions.length > 0 && sanctions.every(({ ended }) => ended)) {
    const last = sanctions.reduce((a, b) => (b.delistedAt! > a.delistedAt! ? b : a));
    notes.push(`No longer listed: ${last.authority} was the last, ${endText(last)}.`);
  }
  return notes.length === 0 ? null : notes.join(' ');
}

/** Cells named in the notes of one hull. */
const MOST_UNREAD = 3;

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

function distinct<T>(rows: readonly T[], keyOf: (row: T) => string): T[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
