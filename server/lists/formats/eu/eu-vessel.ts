// A ship of the EU's port-entry and asset lists, made from what all the tables of them print: name, number, date of
// application and the act. The record id comes from act, number and date, because the tables have none of their own and
// one hull may stand there twice (9333670 MIKHAIL ULYANOV under two dates).

import type { ListedRecord } from '../../../domain/listing/listed-record.ts';
import { isoDay } from '../../../domain/time.ts';
import { addName, addWord, blankRecord } from '../../reading/list-record.ts';
import { clean, wordOf } from '../../reading/list-words.ts';
import { setImoCell } from '../../reading/ship-cells.ts';

export interface EuRow {
  name: string;
  imo: string;
  listedAt: number | null;
  /** 'Article 3s of Council Regulation (EU) No 833/2014', 'Port entry ban under Council Regulation (EU) 2017/1509'. */
  subject: string;
  raw: string;
  idOf: (id: string) => string;
}

export function euVessel({ name, imo, listedAt, subject, raw, idOf }: EuRow): ListedRecord {
  const act = actOf(subject);
  const number = wordOf(imo)?.replace(/^(?:IMO\s*)?0*/i, '') ?? clean(name);
  const day = listedAt === null ? '' : `/${isoDay(listedAt)}`;
  const record = blankRecord(idOf(`${act.id}/${number}${day}`), 'ship', raw);
  addName(record, name, 'primary');
  setImoCell(record, imo);
  record.listedAt = listedAt;
  record.programmes = [...act.programmes];
  record.measures = measuresIn(subject, act.measures);
  record.remarks = wordOf(subject);
  return record;
}

interface Act {
  id: string;
  programmes: readonly string[];
  measures: readonly string[];
}

const RUSSIA: Act = { id: '833/2014', programmes: ['EU-RUS', 'Annex XLII'], measures: ['port ban', 'service ban'] };
const DPRK: Act = { id: '2017/1509', programmes: ['EU-PRK'], measures: [] };
const LIBYA: Act = { id: '2016/44', programmes: ['EU-LBY'], measures: [] };

/** Article 3s is Russia; all else in these tables has been a measure against the DPRK, or of 2016/44 against Libya. */
function actOf(subject: string): Act {
  if (/3s|833\s*\/\s*2014|\bXLII\b|russia/i.test(subject)) return RUSSIA;
  return /2016\s*\/\s*44|libya/i.test(subject) ? LIBYA : DPRK;
}

/** An asset freeze is not a port ban: where the text names a measure, that one. */
export function measuresIn(text: string, otherwise: readonly string[]): string[] {
  const measures: string[] = [];
  if (/asset freeze|freez/i.test(text)) addWord(measures, 'asset freeze');
  if (/seiz/i.test(text)) addWord(measures, 'seizure');
  if (/port entry|entry into (?:the )?port|port ban|port access/i.test(text)) addWord(measures, 'port ban');
  return measures.length > 0 ? measures : [...otherwise];
}
