// What changed between two versions of a list: records added, gone, renamed or changed, and the ships that came or went,
// by IMO number. `same-listing.ts` says which records speak of the same ship: a record number that stands for another ship now
// is a removal and an addition, the same ship under a new number is neither. Two sets of records come in; rows and counts go
// out, in the order of the new version. The raw text is not compared: publishers move blanks about without meaning anything.

import { isoDay } from '../time.ts';
import type { ListedRecord } from './listed-record.ts';
import { isSameListing } from './same-listing.ts';

export interface FieldChange {
  field: string;
  before: string;
  after: string;
}

export interface ListChange {
  /** 'renamed' is a change of the primary name, whatever else has changed with it. */
  change: 'added' | 'removed' | 'renamed' | 'changed';
  recordId: string;
  kind: ListedRecord['kind'];
  imo: number | null;
  /** As it is now; of a removed record, as it was. */
  name: string;
  /** For 'renamed' and 'changed'. */
  fields: FieldChange[];
}

/** Counts of one kind of record. */
export interface ChangeCounts {
  added: number;
  removed: number;
  renamed: number;
  changed: number;
}

export interface Difference {
  /** Ships and class entries. */
  ships: ChangeCounts;
  parties: ChangeCounts;
  /** IMO numbers that no record named before, and that none names now. A new id for the same ship is neither. */
  hullsAdded: number[];
  hullsRemoved: number[];
  rows: ListChange[];
  /** For each record of the new version, in order: its id in the previous version; null where that lacks the record. */
  continues: (string | null)[];
}

/**
 * `before` is empty for the first version. `idsAreNumbers`: the ids are the publisher's own, and one that changes is told;
 * places in an annex or a schedule move with every row that goes.
 */
export function compareVersions(
  before: readonly ListedRecord[],
  after: readonly ListedRecord[],
  idsAreNumbers = true,
): Difference {
  const pairs = pairsOf(before, after);
  const known = new Set(before);
  const rows: ListChange[] = [];
  for (const [i, record] of after.entries()) {
    const old = pairs[i]!;
    if (old === null) rows.push(rowOf('added', record, []));
    else {
      known.delete(old);
      const fields = changedFields(old, record);
      if (idsAreNumbers && placeless(old.recordId) !== placeless(record.recordId)) {
        fields.push({ field: 'record id', before: old.recordId, after: record.recordId });
      }
      if (fields.length > 0) rows.push(rowOf(fields[0]!.field === 'name' ? 'renamed' : 'changed', record, fields));
    }
  }
  for (const record of known) rows.push(rowOf('removed', record, []));
  const hullsBefore = hullsOf(before);
  const hullsAfter = hullsOf(after);
  return {
    ships: countChanges(rows, false),
    parties: countChanges(rows, true),
    hullsAdded: [...hullsAfter].filter((imo) => !hullsBefore.has(imo)).sort((a, b) => a - b),
    hullsRemoved: [...hullsBefore].filter((imo) => !hullsAfter.has(imo)).sort((a, b) => a - b),
    rows,
    continues: pairs.map((old) => old?.recordId ?? null),
  };
}

/** For each record the one of the previous version that it continues; null for a new record. */
function pairsOf(before: readonly ListedRecord[], after: readonly ListedRecord[]): (ListedRecord | null)[] {
  const pairs: (ListedRecord | null)[] = after.map(() => null);
  const left = new Map(before.map((record) => [record.recordId, record]));
  const take = (i: number, old: ListedRecord) => {
    pairs[i] = old;
    left.delete(old.recordId);
  };
  // Ids that a file has more than once are told apart by their places: there the same words come first.
  const counted = new Set(
    [...before, ...after].flatMap(({ recordId: id }) => (id === placeless(id) ? [] : placeless(id))),
  );
  if (counted.size > 0) {
    const groups = new Map<string, ListedRecord[]>();
    for (const record of before)
      if (counted.has(placeless(record.recordId))) pushTo(groups, placeless(record.recordId), record);
    for (const [i, record] of after.entries()) {
      const group = groups.get(placeless(record.recordId)) ?? [];
      const old = group.find((one) => left.has(one.recordId) && changedFields(one, record).length === 0);
      if (old) take(i, old);
    }
  }
  for (const [i, record] of after.entries()) {
    const old = pairs[i] === null ? left.get(record.recordId) : undefined;
    if (old !== undefined && isSameListing(old, record)) take(i, old);
  }
  if (left.size === 0) return pairs;
  // The rest may have got other numbers: ships are found by IMO number, else by a name that is there only once.
  const others = new Map<string, ListedRecord[]>();
  const named = new Map<string, number>();
  for (const record of left.values()) for (const sign of signsOf(record)) pushTo(others, sign, record);
  for (const [i, record] of after.entries()) {
    if (pairs[i] === null) for (const sign of signsOf(record)) named.set(sign, (named.get(sign) ?? 0) + 1);
  }
  for (const [i, record] of after.entries()) {
    if (pairs[i] !== null) continue;
    for (const sign of signsOf(record)) {
      const free = (others.get(sign) ?? []).filter(({ recordId }) => left.has(recordId));
      const fitting = sign.startsWith('imo ') || (free.length === 1 && named.get(sign) === 1) ? free : [];
      const equal = fitting.find((one) => changedFields(one, record).length === 0);
      const old = equal ?? fitting.find((one) => isSameListing(one, record));
      if (old === undefined) continue;
      take(i, old);
      break;
    }
  }
  return pairs;
}

function pushTo<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Signs by which a record may be found under another number, the surest first. */
function signsOf(record: ListedRecord): string[] {
  const name = `name ${record.kind} ${primaryName(record)}`;
  const signs = record.imo === null ? [] : [`imo ${record.imo}`];
  // A number that was put right, or was missing.
  if (record.names.length > 0 && (record.imo === null || record.imoDoubtful || record.kind !== 'ship'))
    signs.push(name);
  return signs;
}

/** "121 added, 1 removed, 1 renamed" or "no change". */
export function changeWords({ added, removed, renamed, changed }: ChangeCounts): string {
  const said = Object.entries({ added, removed, renamed, changed }).filter(([, count]) => count > 0);
  return said.length === 0 ? 'no change' : said.map(([word, count]) => `${count} ${word}`).join(', ');
}

function rowOf(change: ListChange['change'], record: ListedRecord, fields: FieldChange[]): ListChange {
  const { recordId, kind, imo } = record;
  return { change, recordId, kind, imo, name: primaryName(record), fields };
}

function primaryName(record: Pick<ListedRecord, 'names'>): string {
  return record.names[0]?.text ?? '';
}

/** The name first. Orders that mean nothing are not compared. */
function changedFields(before: ListedRecord, after: ListedRecord): FieldChange[] {
  const fields: FieldChange[] = [];
  for (const [field, say] of FIELDS) {
    const one = say(before);
    const other = say(after);
    if (one !== other) fields.push({ field, before: one, after: other });
  }
  return fields;
}

const FIELDS: readonly (readonly [string, (record: ListedRecord) => string])[] = [
  ['name', primaryName],
  ['other names', (r) => inOrder(r.names.slice(1).map(({ text, kind }) => `${text} (${kind})`))],
  ['kind', (r) => r.kind],
  ['IMO', (r) => written(r.imo)],
  ['company IMO', (r) => written(r.companyImo)],
  ['MMSIs', (r) => inOrder(r.mmsis.map(String))],
  ['call signs', (r) => inOrder(r.callSigns)],
  ['flag', (r) => written(r.flag)],
  ['former flags', (r) => inOrder(r.formerFlags)],
  ['type', (r) => written(r.shipType)],
  ['gross tonnage', (r) => written(r.grossTonnage)],
  ['deadweight', (r) => written(r.deadweight)],
  ['built', (r) => written(r.builtYear)],
  ['length', (r) => written(r.lengthM)],
  ['parties', (r) => inOrder(r.parties.map(({ name, role }) => `${name} (${role})`))],
  ['programmes', (r) => inOrder(r.programmes)],
  ['measures', (r) => inOrder(r.measures)],
  ['listed', (r) => day(r.listedAt)],
  ['delisted', (r) => day(r.delistedAt)],
  ['off the list', (r) => (r.gaps ?? []).map((gap) => `${day(gap.fromAt)} to ${day(gap.untilAt)}`).join('; ')],
  ['remarks', (r) => written(r.remarks)],
];

/** The suffix that tells equal ids within a file apart is a place, and no change when places change. */
function placeless(recordId: string): string {
  return recordId.replace(/#\d+$/, '');
}

function written(value: string | number | null): string {
  return value === null ? '' : String(value);
}

function day(at: number | null): string {
  return at === null ? '' : isoDay(at);
}

function inOrder(words: readonly string[]): string {
  return [...new Set(words)].sort().join('; ');
}

function hullsOf(records: readonly ListedRecord[]): Set<number> {
  const hulls = new Set<number>();
  for (const { kind, imo } of records) if (kind === 'ship' && imo !== null) hulls.add(imo);
  return hulls;
}

function countChanges(rows: readonly ListChange[], parties: boolean): ChangeCounts {
  const counts: ChangeCounts = { added: 0, removed: 0, renamed: 0, changed: 0 };
  for (const row of rows) if ((row.kind === 'party') === parties) counts[row.change]++;
  return counts;
}
