// Whether two records of one list speak of the same ship or party. A publisher reuses a record number, renumbers its list,
// or has places in a file instead of numbers; so the record number is one sign among others. The IMO number decides where
// both records have one; else names, radio identities and call signs that both know. Two records come in, yes or no goes out.

import { nameIndexKey, nameKey } from '../identity/name.ts';

export interface Identifiable {
  kind: 'ship' | 'party' | 'class';
  names: readonly { text: string }[];
  imo: number | null;
  imoDoubtful: boolean;
  companyImo?: number | null;
  mmsis: readonly number[];
  callSigns: readonly string[];
}

/** For records that one number stands for, in two copies. */
export function isSameListing(one: Readonly<Identifiable>, other: Readonly<Identifiable>): boolean {
  if (one.kind !== other.kind) return false;
  if (one.kind !== 'ship') return isSameParty(one, other);
  if (one.imo !== null && one.imo === other.imo) return true;
  if (one.imo !== null && other.imo !== null) {
    // A wrong number that was put right keeps its name.
    return (one.imoDoubtful || other.imoDoubtful) && sharesName(one, other);
  }
  // A hull before naming, or one of which neither copy says anything that could differ.
  if (one.names.length === 0 && other.names.length === 0) return one.mmsis.join() === other.mmsis.join();
  return (
    sharesName(one, other) ||
    one.mmsis.some((mmsi) => other.mmsis.includes(mmsi)) ||
    one.callSigns.some((sign) => other.callSigns.includes(sign))
  );
}

/** A company or person renamed keeps some of its names, or a word of them. */
function isSameParty(one: Readonly<Identifiable>, other: Readonly<Identifiable>): boolean {
  const [number, otherNumber] = [one.companyImo ?? null, other.companyImo ?? null];
  if (number !== null && otherNumber !== null) return number === otherNumber;
  if (sharesName(one, other)) return true;
  const words = new Set(one.names.flatMap(({ text }) => wordsOf(text)));
  return other.names.some(({ text }) => wordsOf(text).some((word) => words.has(word)));
}

/** Any name of the one is any name of the other. */
function sharesName(one: Readonly<Identifiable>, other: Readonly<Identifiable>): boolean {
  const texts = new Set(one.names.map(({ text }) => text));
  if (other.names.some(({ text }) => texts.has(text))) return true;
  const keys = new Set(one.names.map(({ text }) => keyOf(text)));
  return other.names.some(({ text }) => keys.has(keyOf(text)));
}

function keyOf(text: string): string {
  const key = nameKey(text);
  return key === null ? text : nameIndexKey(key);
}

/** Words that say something: not the forms of companies, and nothing of one or two letters. */
function wordsOf(text: string): string[] {
  const words = text.toUpperCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  return words.filter((word) => !FORMS.has(word));
}

const FORMS = new Set([
  ...['LLC', 'LTD', 'LIMITED', 'INC', 'CORP', 'CORPORATION', 'COMPANY', 'JSC', 'PJSC', 'OJSC', 'CJSC', 'OOO', 'GMBH'],
  ...['FZE', 'FZCO', 'CO', 'THE', 'AND', 'SHIPPING', 'MARINE', 'MARITIME', 'TRADING', 'GROUP', 'INTERNATIONAL', 'BANK'],
]);
