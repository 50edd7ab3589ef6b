// What an entry of the Australian consolidated list says, whichever way it is written down: names, number, committee,
// control date, and the measures it may carry. One entry, "DPRK Vessel Class", lists every ship of a flag or a control:
// a rule over ships, with no hull of its own.

import type { ListedRecord } from '../../../domain/listing/listed-record.ts';
import { yearMonthDay } from '../../reading/list-days.ts';
import { addName, addWord, blankRecord } from '../../reading/list-record.ts';
import { imoOf, wordOf } from '../../reading/list-words.ts';
import { companyImoOf, endDayIn, previousNamesIn, setDay, setImoCell, sheetDay } from '../../reading/ship-cells.ts';

export interface AuEntry {
  /** '8227'; suffixes ('101a') are taken off by who joins the rows. */
  reference: string;
  /** 'Vessel', 'Entity', 'Individual'. */
  type: string;
  name: string;
  imo: string;
  committees: string;
  controlDate: string;
  information: string;
  listing: string;
  instrument: string;
  /** By label: 'maritime restriction' and so on. */
  measures: readonly string[];
  raw: string;
}

export function auRecord(entry: AuEntry): ListedRecord {
  const record = blankRecord(entry.reference, kindOf(entry), entry.raw);
  addName(record, entry.name, 'primary');
  if (record.kind === 'ship') setImoCell(record, entry.imo);
  else if (record.kind === 'party') record.companyImo = companyImoOf(record, entry.imo);
  if (record.kind === 'ship') for (const name of previousNamesIn(entry.information)) addName(record, name, 'former');
  addWord(record.programmes, entry.committees);
  for (const measure of entry.measures) addWord(record.measures, measure);
  setDay(record, 'listedAt', entry.controlDate, yearMonthDay, sheetDay);
  record.delistedAt = endDayIn(entry.information);
  const remarks = [entry.listing, entry.instrument === entry.listing ? '' : entry.instrument, entry.information];
  record.remarks = remarks.flatMap((text) => wordOf(text) ?? []).join('\n') || null;
  return record;
}

function kindOf({ type, name, imo, information, listing }: AuEntry): ListedRecord['kind'] {
  if (!/vessel/i.test(type)) return 'party';
  const isClass = /\bclass$/i.test(name.trim()) || /designated class of vessels/i.test(`${listing} ${information}`);
  return isClass && imoOf(imo) === null ? 'class' : 'ship';
}

/** The four yes-no columns, with the measure each says. */
export const AU_MEASURES: Readonly<Record<string, string>> = {
  'Targeted Financial Sanction': 'asset freeze',
  'Travel Ban': 'travel ban',
  'Arms Embargo': 'arms embargo',
  'Maritime Restriction': 'maritime restriction',
};
