// Pairs of MMSI and IMO from the ship catalogue of Ukraine's military intelligence (GUR, War & Sanctions), as a table of
// two columns. It names no ship; a catalogue, not a legal listing. Some MMSIs begin with a broken character.

import { CodedError } from '../../../domain/errors.ts';
import type { ListFile, ListFormat, ListRead } from '../../list.ts';
import { Columns, csvRows, headHasColumns } from '../../reading/csv-rows.ts';
import { fileNameMark } from '../../reading/file-name-mark.ts';
import { lastModifiedMark, mainFile } from '../../reading/list-file.ts';
import { blankRecord, setImo, skip } from '../../reading/list-record.ts';
import { imoOf, mmsiOf } from '../../reading/list-words.ts';
import { addMmsis, uniqueIds } from '../../reading/ship-cells.ts';

const TITLE = 'GUR catalogue of ships (pairs of MMSI and IMO)';
const COLUMNS = ['mmsi', 'imo'];

export const uaGurCsv: ListFormat = {
  id: 'ua-gur-csv',
  list: 'ua-gur',
  title: 'Ukraine, GUR War & Sanctions, MMSI and IMO pairs, CSV',
  authority: 'Ukraine GUR (War & Sanctions)',
  sanction: false,
  addresses: {},
  roles: ['main'],
  detect: (head) =>
    headHasColumns(head, COLUMNS) && /^\ufeff?"?\w+"?\s*,\s*"?\w+"?\s*\r?\n/.test(new TextDecoder().decode(head)),
  read,
  notice: null,
  frozen: null,
  leastShips: 1,
};

async function read(files: readonly ListFile[]): Promise<ListRead> {
  const file = mainFile(files, TITLE);
  const result: ListRead = { records: [], mark: fileNameMark(file) ?? lastModifiedMark(file), skipped: {} };
  const idOf = uniqueIds();
  let columns: Columns | null = null;
  let odd: string | null = null;
  for await (const row of csvRows(file)) {
    if (columns === null) {
      columns = new Columns(row.cells, COLUMNS, file.name, TITLE);
      continue;
    }
    if (odd !== null) skip(result.skipped, 'no IMO number of seven digits', odd);
    odd = null;
    const imo = imoOf(columns.cell(row, 'imo'));
    if (imo === null) {
      odd = row.raw;
      continue;
    }
    const mmsi = mmsiOf(columns.cell(row, 'mmsi'));
    const record = blankRecord(idOf(`${imo}/${mmsi ?? ''}`), 'ship', row.raw);
    setImo(record, imo);
    addMmsis(record, columns.cell(row, 'mmsi'));
    record.programmes.push('War & Sanctions');
    result.records.push(record);
  }
  if (odd !== null) throw new CodedError('invalid', `${file.name} is cut: its last row is "${odd.slice(0, 60)}"`);
  return result;
}
