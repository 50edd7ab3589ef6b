// The fields that a table made by hand may have, the headers it may give them, and the map that says so where its headers
// are its own.

import { CodedError } from '../../domain/errors.ts';

export const GENERIC_FIELDS = [
  'id',
  'kind',
  'name',
  'formerNames',
  'otherNames',
  'imo',
  'companyImo',
  'mmsi',
  'callSign',
  'flag',
  'formerFlags',
  'type',
  'grossTonnage',
  'deadweight',
  'builtYear',
  'lengthM',
  'owner',
  'operator',
  'manager',
  'programme',
  'measure',
  'listed',
  'delisted',
  'remarks',
] as const;

export type GenericField = (typeof GENERIC_FIELDS)[number];
/** Field to header, as the table writes it; blanks and case do not matter. */
export type ColumnMap = Partial<Readonly<Record<GenericField, string>>>;

/** A row needs one of these. */
export const TELLING: readonly GenericField[] = ['name', 'imo', 'mmsi', 'callSign'];

/** Throws when the map names a field that is none, or none that tells a ship. */
export function checkMap(map: ColumnMap): void {
  const unknown = Object.keys(map).filter((field) => !GENERIC_FIELDS.includes(field as GenericField));
  if (unknown.length > 0) {
    throw new CodedError(
      'invalid',
      `the column map has the field "${unknown[0]}", which is none of ${GENERIC_FIELDS.join(', ')}`,
    );
  }
  if (!TELLING.some((field) => map[field] !== undefined)) {
    throw new CodedError(
      'invalid',
      'the column map needs a column for the name, the IMO number, the MMSI or the call sign',
    );
  }
}

/** The headers of a table without a map: one of these for each field. */
const USUAL: Readonly<Record<GenericField, readonly string[]>> = {
  id: ['id', 'record id', 'reference'],
  kind: ['kind'],
  name: ['name', 'vessel name', 'ship name', 'vessel', 'ship'],
  formerNames: ['former names', 'former name', 'previous names', 'previous name', 'ex names'],
  otherNames: ['other names', 'other name', 'aliases', 'alias', 'aka'],
  imo: ['imo', 'imo number', 'imo no', 'imo no.'],
  companyImo: ['company imo', 'company imo number'],
  mmsi: ['mmsi', 'mmsis'],
  callSign: ['call sign', 'call signs', 'callsign'],
  flag: ['flag', 'flag state'],
  formerFlags: ['former flags', 'former flag', 'previous flags'],
  type: ['type', 'ship type', 'vessel type'],
  grossTonnage: ['gross tonnage', 'gt', 'grt'],
  deadweight: ['deadweight', 'dwt'],
  builtYear: ['built', 'year built', 'build year', 'built year'],
  lengthM: ['length', 'length m', 'length (m)'],
  owner: ['owner', 'owners'],
  operator: ['operator', 'operators'],
  manager: ['manager', 'managers'],
  programme: ['programme', 'program', 'programmes', 'regime'],
  measure: ['measure', 'measures'],
  listed: ['listed', 'listed on', 'date listed', 'listing date', 'date'],
  delisted: ['delisted', 'delisted on', 'removed'],
  remarks: ['remarks', 'notes', 'note', 'comment', 'comments'],
};

/** The field of a usual header, already folded. */
export function usualField(key: string): GenericField | undefined {
  return GENERIC_FIELDS.find((field) => USUAL[field].includes(key.replaceAll('_', ' ')));
}
