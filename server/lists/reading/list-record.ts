// What every reader does with a record: begin it blank, add names taken apart and each once, set the ship number with
// its warning, keep the raw text within bounds, and count what gave nothing. It knows no format.

import { isShipImo } from '../../domain/identity/imo.ts';
import { splitNames } from '../../domain/identity/listed-name.ts';
import { kindOfMmsi } from '../../domain/identity/mmsi.ts';
import type { ListedName, ListedParty, ListedRecord, NameKind } from '../../domain/listing/listed-record.ts';
import { splitParties } from '../../domain/listing/party-name.ts';
import { isSameListing } from '../../domain/listing/same-listing.ts';
import type { ListRead } from '../list.ts';
import { clean, nameOf, scriptOf, wordOf } from './list-words.ts';

/** Longest raw text kept with a record, in characters. */
export const MAX_RAW = 8_000;
/** Longest name that is believed; real ones reach 90 characters, companies 300. */
const MAX_NAME = 500;
/** Examples kept with a reason. */
const EXAMPLES = 5;

export function blankRecord(recordId: string, kind: ListedRecord['kind'], raw: string): ListedRecord {
  return {
    recordId,
    kind,
    names: [],
    imo: null,
    imoDoubtful: false,
    companyImo: null,
    mmsis: [],
    callSigns: [],
    flag: null,
    formerFlags: [],
    shipType: null,
    grossTonnage: null,
    deadweight: null,
    builtYear: null,
    lengthM: null,
    parties: [],
    programmes: [],
    measures: [],
    listedAt: null,
    delistedAt: null,
    remarks: null,
    raw: raw.length > MAX_RAW ? raw.slice(0, MAX_RAW) : raw,
  };
}

/** Adds lines to the raw text, as far as it holds them. */
export function addRaw(record: ListedRecord, more: string): void {
  if (record.raw.length < MAX_RAW) record.raw = `${record.raw}\n${more}`.slice(0, MAX_RAW);
}

/**
 * A name of a ship as one field has it, taken apart: 'X (formerly A; B)', 'A / B', 'IMO 9274082 ("A")'. The first part
 * has the kind given; a part that the text calls former is former, another is an alias. Parties' names stay whole.
 */
export function addName(record: ListedRecord, text: string | null | undefined, kind: NameKind): void {
  const name = nameOf(text);
  if (name === null) return;
  if (record.kind !== 'ship') {
    pushName(record, { text: name, kind: kindIn(name, kind), script: scriptOf(name) });
    return;
  }
  for (const [i, part] of splitNames(name).entries()) {
    const said = part.kind === 'former' ? 'former' : i === 0 || kind !== 'primary' ? kind : 'alias';
    pushName(record, { text: part.text, kind: kindIn(part.text, said), script: scriptOf(part.text) });
  }
}

/** Another script is another spelling of a name, whatever else it is called; a primary name stays primary. */
function kindIn(text: string, kind: NameKind): NameKind {
  return kind === 'alias' && scriptOf(text) !== 'Latn' ? 'script' : kind;
}

/** The primary name comes first; the same text is kept once, under the kind that says most. */
function pushName(record: ListedRecord, name: ListedName): void {
  if (name.text.length > MAX_NAME) name.text = name.text.slice(0, MAX_NAME);
  const known = record.names.findIndex((other) => other.text === name.text);
  if (known >= 0) {
    if (RANK[record.names[known]!.kind] <= RANK[name.kind]) return;
    record.names.splice(known, 1);
  }
  if (name.kind === 'primary') {
    const at = record.names.findIndex((other) => other.kind !== 'primary');
    record.names.splice(at < 0 ? record.names.length : at, 0, name);
  } else record.names.push(name);
}

const RANK: Readonly<Record<NameKind, number>> = { primary: 0, former: 1, alias: 2, script: 3, weak: 4 };

/**
 * The number that the record gives its ship, with a warning where the check digit is wrong. The first one stays; any other
 * is kept beside it, for nobody can say which of them is the ship's.
 */
export function setImo(record: ListedRecord, imo: number | null): void {
  if (imo === null || imo === record.imo) return;
  if (record.imo === null) {
    record.imo = imo;
    record.imoDoubtful = !isShipImo(imo);
  } else if (!record.otherImos?.includes(imo)) record.otherImos = [...(record.otherImos ?? []), imo];
}

/** Cells kept with one record; a file of nonsense must not become a record of nonsense. */
const MOST_UNREAD = 20;

/** What is written there and could not be used: kept on the record, and counted when the copy is taken in. */
export function leaveUnread(record: ListedRecord, field: string, text: string): void {
  const cell = { field, text: clean(text).slice(0, 120) };
  const known = record.unread ?? [];
  if (known.length >= MOST_UNREAD || known.some((one) => one.field === field && one.text === cell.text)) return;
  record.unread = [...known, cell];
}

/** Once each, in the order met; what means nothing is left out. */
export function addWord(words: string[], text: string | null | undefined): void {
  const word = wordOf(text);
  if (word !== null && !words.includes(word)) words.push(word);
}

export function addMmsi(record: ListedRecord, mmsi: number | null): void {
  if (mmsi === null || record.mmsis.includes(mmsi)) return;
  record.mmsis.push(mmsi);
  if (kindOfMmsi(mmsi) !== 'ship') leaveUnread(record, 'MMSI of no ship', String(mmsi));
}

export function addParty(
  record: ListedRecord,
  text: string | null | undefined,
  role: ListedParty['role'],
  more: Partial<Pick<ListedParty, 'companyImo' | 'country' | 'untilAt'>> = {},
): void {
  const name = wordOf(text);
  if (name === null || record.parties.some((party) => party.name === name && party.role === role)) return;
  const { companyImo = null, country = null, untilAt } = more;
  record.parties.push({ name, role, companyImo, country, ...(untilAt === undefined ? {} : { untilAt }) });
}

/** Every company of one cell, each with the number that stands with it; `more` is of a cell that names one alone. */
export function addParties(
  record: ListedRecord,
  cell: string | null | undefined,
  role: ListedParty['role'],
  more: Partial<Pick<ListedParty, 'companyImo' | 'country'>> = {},
): void {
  // Blanks and line ends part names, so the cell is split as it stands; '-0-' says that there is none.
  const parties = wordOf(cell) === null ? [] : splitParties(cell!);
  for (const { written, companyImo } of parties) {
    const own = companyImo ?? (parties.length === 1 ? (more.companyImo ?? null) : null);
    addParty(record, written, role, { companyImo: own, country: parties.length === 1 ? (more.country ?? null) : null });
  }
}

/** The earlier of two days, either of which may be unknown. */
export function earliest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

/** Counts something that gave nothing, with the first few as examples. */
export function skip(skipped: ListRead['skipped'], reason: string, example: string): void {
  skipped[reason] ??= { count: 0, examples: [] };
  const entry = skipped[reason];
  entry.count++;
  if (entry.examples.length < EXAMPLES) entry.examples.push(clean(example).slice(0, 200));
}

/**
 * Files the record under its id. The first of two with one id stays where they are the same ship or party; another hull
 * under the same number is kept beside it. False where it was left out.
 */
export function keep(records: Map<string, ListedRecord>, record: ListedRecord, skipped: ListRead['skipped']): boolean {
  const known = records.get(record.recordId);
  if (known !== undefined && isSameListing(known, record)) {
    skip(skipped, 'record id given twice, the first is kept', record.raw);
    return false;
  }
  if (known !== undefined) {
    skip(skipped, 'record id given to two, both are kept', record.raw);
    let n = 2;
    while (records.has(`${record.recordId}#${n}`)) n++;
    record.recordId = `${record.recordId}#${n}`;
  }
  records.set(record.recordId, record);
  return true;
}
