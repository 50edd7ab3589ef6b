// One designation of the UK Sanctions List, whichever file it was read from: CSV, XML or the JSON lines that others make
// of them. The three have the same fields under different names; here they become a record. The list has neither MMSI
// nor call sign. Ship or party is what the field says ("Ship", "Entity", "Individual"), never a number in the text.

import type { ListedRecord } from '../../../domain/listing/listed-record.ts';
import { dayMonthYear, yearMonthDay } from '../../reading/list-days.ts';
import { addName, addParties, addWord, blankRecord, setImo } from '../../reading/list-record.ts';
import { clean, imoInText, wordOf } from '../../reading/list-words.ts';
import { setAmount, setDay, setImoCell } from '../../reading/ship-cells.ts';

export interface UkName {
  text: string;
  /** 'Primary Name', 'Primary name variation', 'Alias', 'ALias'. */
  type: string;
  /** 'Low quality a.k.a', 'Good quality a.k.a', often ''. */
  strength: string;
}

/** As the file has it; '' and [] where it has nothing. */
export interface UkEntry {
  uniqueId: string;
  /** 'Ship', 'Entity', 'Individual'. */
  kind: string;
  names: UkName[];
  regime: string;
  sanctionsImposed: string;
  dateDesignated: string;
  otherInformation: string;
  reasons: string;
  /** Of ships. */
  imos: string[];
  owners: string[];
  formerOwners: string[];
  flags: string[];
  formerFlags: string[];
  shipTypes: string[];
  tonnages: string[];
  lengths: string[];
  yearsBuilt: string[];
}

export const UK_LIST = {
  list: 'uk-sanctions-list',
  authority: 'UK',
  sanction: true,
  roles: ['main'],
  notice: null,
  frozen: null,
  leastShips: 1,
} as const;

/** Null for what is neither ship nor party. */
export function kindOfUk(kind: string): ListedRecord['kind'] | null {
  switch (clean(kind).toLowerCase()) {
    case 'ship':
      return 'ship';
    case 'entity':
    case 'individual':
      return 'party';
    default:
      return null;
  }
}

export function recordOfUk(entry: Readonly<UkEntry>, kind: ListedRecord['kind'], raw: string): ListedRecord {
  const record = blankRecord(clean(entry.uniqueId), kind, raw);
  for (const name of entry.names) addName(record, name.text, kindOfName(name));
  addWord(record.programmes, entry.regime);
  for (const measure of entry.sanctionsImposed.split('|')) addWord(record.measures, measure);
  setDay(record, 'listedAt', entry.dateDesignated, dayMonthYear, yearMonthDay);
  record.remarks = remarksOf(entry);
  if (kind !== 'ship') return record;
  for (const imo of entry.imos) setImoCell(record, imo);
  // Without the field, the name ("IMO 9058713 ("AVAX")") and the reasons ("Lady R (IMO  9161003) is …") say it.
  for (const text of [...entry.names.map(({ text }) => text), entry.reasons]) {
    if (record.imo === null) setImo(record, imoInText(text));
  }
  record.flag = entry.flags.map(wordOf).find((flag) => flag !== null) ?? null;
  for (const flag of entry.flags.slice(1)) addWord(record.formerFlags, flag);
  for (const flags of entry.formerFlags) for (const flag of flags.split('|')) addWord(record.formerFlags, flag);
  for (const owner of entry.owners) addParties(record, owner, 'owner');
  for (const owner of entry.formerOwners) addParties(record, owner, 'former-owner');
  record.shipType = entry.shipTypes.map(wordOf).find((type) => type !== null) ?? null;
  for (const tonnage of entry.tonnages) setAmount(record, 'grossTonnage', tonnage);
  for (const length of entry.lengths) setAmount(record, 'lengthM', length);
  for (const year of entry.yearsBuilt) setAmount(record, 'builtYear', year);
  return record;
}

function kindOfName({ type, strength }: UkName): 'primary' | 'alias' | 'weak' {
  if (/^primary name$/i.test(clean(type))) return 'primary';
  return /low/i.test(strength) ? 'weak' : 'alias';
}

/** Typed into a web form: some reasons hold HTML entities, twice over. */
function remarksOf(entry: Readonly<UkEntry>): string | null {
  const parts = [entry.otherInformation, entry.reasons].map((text) => wordOf(plainText(text)));
  return parts.filter((part) => part !== null).join(' — ') || null;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function plainText(text: string): string {
  const undo = (said: string, entities: RegExp) =>
    said.replace(entities, (whole, code?: string, name?: string) =>
      code === undefined ? (ENTITIES[(name ?? '').toLowerCase()] ?? whole) : signOf(Number(code), whole),
    );
  // Twice over are quotes and blanks; an ampersand may be meant.
  return undo(undo(text, /&(?:#(\d{1,6})|([a-z]{2,5}));/gi), /&(?:#(\d{1,6})|(quot|apos|nbsp));/gi);
}

/** No sign that a text cannot hold: control characters and halves of pairs stay as they were written. */
function signOf(code: number, written: string): string {
  return code < 32 || (code >= 0xd800 && code <= 0xdfff) ? written : String.fromCodePoint(code);
}
