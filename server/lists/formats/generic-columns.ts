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

/** The headers of a table without a map: one of these for each field, however its words are joined. */
const USUAL: Readonly<Record<GenericField, readonly string[]>> = {
  id: ['id', 'record id', 'reference', 'unique id'],
  kind: ['kind', 'schema', 'entity type', 'record type'],
  name: ['name', 'vessel name', 'ship name', 'name of vessel', 'name of ship', 'vessel', 'ship', 'caption'],
  formerNames: ['former names', 'former name', 'previous names', 'previous name', 'ex names'],
  otherNames: ['other names', 'other name', 'aliases', 'alias', 'aka'],
  imo: ['imo', 'imo number', 'imo num', 'imo no', 'imo nr', 'imo id', 'ship imo', 'vessel imo', 'ship imo number'],
  companyImo: ['company imo', 'company imo number'],
  mmsi: ['mmsi', 'mmsis', 'mmsi number', 'mmsi no'],
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
  listed: ['listed', 'listed on', 'date listed', 'listing date', 'date of listing', 'start date', 'date'],
  delisted: ['delisted', 'delisted on', 'date delisted', 'date of delisting', 'end date', 'removed'],
  remarks: ['remarks', 'notes', 'note', 'comment', 'comments'],
};

/** The field of a usual header: 'IMO number', 'imo_number', 'imoNumber' and 'IMO No.' are one. */
export function usualField(header: string): GenericField | undefined {
  const words = header
    .replace(/([\p{Ll}\d])(?=\p{Lu}\p{Ll})/gu, '$1 ')
    .replace(/[_\s\u00a0\ufeff-]+/gu, ' ')
    .replace(/[.:#]+/g, ' ')
    .replace(/ +/g, ' ')
    .trim()
    .toLowerCase();
  return GENERIC_FIELDS.find((field) => USUAL[field].includes(words));
}
