// The EU's designated vessels as the workbook behind sanctionsmap.eu has them. Its header is edited from time to time,
// so columns are known by what their names contain; dozens of its dates are broken references (`#REF!`) and stay empty,
// the ship stays; numbers come with a leading zero.

import type { ListFile, ListFormat, ListRead } from '../../list.ts';
import { markOfTable } from '../../reading/file-name-mark.ts';
import { mainFile } from '../../reading/list-file.ts';
import { leaveUnread, skip } from '../../reading/list-record.ts';
import { imoOf, wordOf } from '../../reading/list-words.ts';
import { refuseTable, tableRows } from '../../reading/sheet-table.ts';
import { sheetDay, uniqueIds } from '../../reading/ship-cells.ts';
import { headOfXlsxHas, openWorkbook } from '../../reading/xlsx-sheet.ts';
import { euVessel } from './eu-vessel.ts';

const TITLE = 'EU Sanctions Map workbook of designated vessels';

const COLUMNS = {
  name: /\b(?:vessel|ship)\b.*\bname|\bname\b.*\b(?:vessel|ship)|^name$|^vessels?$/,
  imo: /\bimo\b/,
  date: /\bdate\b/,
  subject: /subject|measure|legal|regulation|annex|restriction|regime|act\b/,
};

export const euSanctionsMapXlsx: ListFormat = {
  id: 'eu-sanctions-map-xlsx',
  list: 'eu-vessels',
  title: 'EU vessel designations, Sanctions Map workbook, xlsx',
  authority: 'EU',
  sanction: true,
  // Linked from https://www.sanctionsmap.eu/ under a name that changes.
  addresses: {},
  roles: ['main'],
  detect: (head) => headOfXlsxHas(head, [/\bIMO\b/, /vessel/i, /833\/2014|2017\/1509|3s\b|date of application/i]),
  read,
  notice: null,
  frozen: null,
  leastShips: 1,
};

async function read(files: readonly ListFile[]): Promise<ListRead> {
  const file = mainFile(files, TITLE);
  const workbook = await openWorkbook(file, TITLE);
  const result: ListRead = { records: [], mark: null, skipped: {} };
  const idOf = uniqueIds();
  const rows = tableRows(workbook, workbook.sheets, COLUMNS, ['name', 'imo', 'date'], refuseTable(file.name, TITLE));
  for await (const row of rows) {
    const [name, imo, date] = [row.cell('name'), row.cell('imo'), row.cell('date')];
    if (imoOf(imo) === null) {
      if ([name, imo, date].some((cell) => wordOf(cell) !== null)) {
        skip(result.skipped, 'no IMO number of seven digits', row.raw);
      }
      continue;
    }
    const listedAt = sheetDay(date);
    // Without a column for the act, the row's own words tell Russia from the DPRK; this table began with Annex XLII.
    const subject = row.cell('subject') || (/dprk|1509|korea/i.test(row.raw) ? row.raw : ANNEX_XLII);
    const record = euVessel({ name, imo, listedAt, subject, raw: row.raw, idOf });
    if (listedAt === null && date.trim() !== '') leaveUnread(record, 'day of listing', date);
    result.records.push(record);
  }
  result.mark = markOfTable(file, result.records);
  return result;
}

const ANNEX_XLII = 'Article 3s of Regulation (EU) No 833/2014';
