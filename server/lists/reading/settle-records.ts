// The last step of every reader, the same for all: a record that names several ship numbers becomes a record for each, and
// what could not be read is counted over the whole copy, so that nothing is lost without a word. Records come in, records
// and counts go out.

import { isShipImo } from '../../domain/identity/imo.ts';
import type { ListedRecord } from '../../domain/listing/listed-record.ts';
import type { ListRead } from '../list.ts';
import { skip } from './list-record.ts';

export function settleRead(read: ListRead): ListRead {
  const skipped = structuredClone(read.skipped);
  const ids = new Set(read.records.map(({ recordId }) => recordId));
  const records: ListedRecord[] = [];
  for (const { otherImos = [], ...record } of read.records) {
    for (const { field, text } of record.unread ?? []) skip(skipped, `${field} that could not be used`, text);
    if (otherImos.length === 0) {
      records.push(record);
      continue;
    }
    const numbers = [...new Set([record.imo, ...otherImos])].filter((imo) => imo !== null);
    skip(
      skipped,
      'record with several ship numbers, listed under each of them',
      `${nameOf(record)}: ${numbers.join(', ')}`,
    );
    for (const [i, imo] of numbers.entries()) {
      records.push({
        ...record,
        recordId: i === 0 ? record.recordId : freeId(ids, `${record.recordId}/${imo}`),
        imo,
        // Which of them is the ship's nobody can say.
        imoDoubtful: true,
        remarks: [record.remarks, `The list gives this ship the numbers ${numbers.map(numberText).join(' and ')}.`]
          .filter(Boolean)
          .join('\n'),
      });
    }
  }
  return { ...read, records, skipped };
}

function nameOf(record: ListedRecord): string {
  return record.names[0]?.text ?? record.recordId;
}

function numberText(imo: number): string {
  return isShipImo(imo) ? `${imo}` : `${imo} (which fails its check digit)`;
}

function freeId(ids: Set<string>, wanted: string): string {
  let id = wanted;
  for (let n = 2; ids.has(id); n++) id = `${wanted}#${n}`;
  ids.add(id);
  return id;
}
