// What changed between two versions of a list: records added, gone, renamed or changed, by the list's own record id,
// and the ships that came or went, by IMO number. Two sets of records come in; rows and counts go out, in the order of
// the new version. The raw text is not compared: publishers move blanks about without meaning anything.

import type { ListedRecord } from '../list.ts';

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
}

/** `before` is empty for the first version. */
export function compareVersions(before: readonly ListedRecord[], after: readonly ListedRecord[]): Difference {
  const known = new Map(before.map((record) => [record.recordId, record]));
  const rows: ListChange[] = [];
  for (const record of after) {
    const old = known.get(record.recordId);
    known.delete(record.recordId);
    if (old === undefined) rows.push(rowOf('added', record, []));
    else {
      const fields = changedFields(old, record);
      if (fields.length > 0) rows.push(rowOf(fields[0]!.field === 'name' ? 'renamed' : 'changed', record, fields));
    }
  }
  for (const record of known.values()) rows.push(rowOf('removed', record, []));
  const hullsBefore = hullsOf(before);
  const hullsAfter = hullsOf(after);
  return {
    ships: countChanges(rows, false),
    parties: countChanges(rows, true),
    hullsAdded: [...hullsAfter].filter((imo) => !hullsBefore.has(imo)).sort((a, b) => a - b),
    hullsRemoved: [...hullsBefore].filter((imo) => !hullsAfter.has(imo)).sort((a, b) => a - b),
    rows,
  };
}

export function isNoChange(difference: Difference): boolean {
  return difference.rows.length === 0;
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

export function primaryName(record: Pick<ListedRecord, 'names'>): string {
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
  ['remarks', (r) => written(r.remarks)],
];

function written(value: string | number | null): string {
  return value === null ? '' : String(value);
}

function day(at: number | null): string {
  return at === null ? '' : new Date(at).toISOString().slice(0, 10);
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
