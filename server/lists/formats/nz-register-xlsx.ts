// New Zealand's Russia Sanctions Register, xlsx: its sheet "Ships". Every ban in a column of its own, a flag for records
// taken off. A record flagged as deleted without a day is left out, so that its hull is told delisted by absence.

import type { ListedRecord } from '../../domain/listing/listed-record.ts';
import type { ListFile, ListFormat, ListRead } from '../list.ts';
import { mainFile, newestListingMark } from '../reading/list-file.ts';
import { addName, addWord, blankRecord, earliest, skip } from '../reading/list-record.ts';
import { wordOf } from '../reading/list-words.ts';
import { refuseTable, type TableRow, tableRows } from '../reading/sheet-table.ts';
import { addNames, dayIn, setDay, setImoCell, sheetDay, uniqueIds } from '../reading/ship-cells.ts';
import { headOfXlsxHas, openWorkbook } from '../reading/xlsx-sheet.ts';

const TITLE = 'New Zealand Russia Sanctions Register';

const BANS = [
  'Ship Ban',
  'Asset Freeze',
  'Service Prohibition',
  'Dealing with Securities',
  'Travel Ban',
  'Aircraft Ban',
];

const COLUMNS = {
  type: 'Type',
  id: 'Unique Identifier',
  imo: 'IMO Number',
  name: /^name of ship/,
  date: 'Date of Sanction',
  aliases: /^alias/,
  additional: /^date of additional sanction/,
  status: 'Sanction Status',
  flag: /^(?:current )?flag(?: state)?$/,
  reason: /^(?:general )?rationale/,
  deleted: /^record deleted flag/,
  deletedOn: /^date (?:of )?(?:record )?delet/,
  deletedWhy: /^reason for deletion/,
  ...Object.fromEntries(BANS.map((ban) => [ban, ban])),
};

export const nzRegisterXlsx: ListFormat = {
  id: 'nz-russia-xlsx',
  list: 'nz-russia',
  title: 'New Zealand, Russia Sanctions Register, ships, xlsx',
  authority: 'New Zealand',
  sanction: true,
  addresses: {
    main: 'https://www.mfat.govt.nz/assets/Countries-and-Regions/Europe/Ukraine/Russia-Sanctions-Register.xlsx',
  },
  roles: ['main'],
  detect: (head) => headOfXlsxHas(head, [/Name of Ship|Sanction Status/i, /Unique Identifier|name="Ships"/i]),
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
  const sheets = workbook.sheets.filter((sheet) => /^\s*ships?\s*$/i.test(sheet));
  const required = ['id', 'imo', 'name', 'date'];
  for await (const row of tableRows(workbook, sheets, COLUMNS, required, refuseTable(file.name, TITLE))) {
    const id = wordOf(row.cell('id'));
    if (id === null || wordOf(row.cell('name')) === null) {
      const isFilled = ['id', 'imo', 'name', 'date'].some((column) => wordOf(row.cell(column)) !== null);
      if (isFilled) skip(result.skipped, 'row without an id or a name', row.raw);
      continue;
    }
    const record = recordOf(row, idOf(id));
    if (isDeleted(row) && record.delistedAt === null) skip(result.skipped, 'flagged as deleted', row.raw);
    else result.records.push(record);
  }
  result.mark = newestListingMark(result.records);
  return result;
}

function recordOf(row: TableRow, id: string): ListedRecord {
  const record = blankRecord(id, 'ship', row.raw);
  addName(record, row.cell('name'), 'primary');
  // Names of ships hold no commas, and the register puts them between its aliases.
  addNames(record, row.cell('aliases').replaceAll(',', ';'), 'alias');
  setImoCell(record, row.cell('imo'));
  record.flag = wordOf(row.cell('flag'));
  record.programmes.push('Russia Sanctions Act 2022');
  for (const ban of BANS)
    if (/^(?:yes|y|true|1)\b/i.test(row.cell(ban).trim())) addWord(record.measures, ban.toLowerCase());
  record.listedAt = earliest(
    dayIn(record, 'day of listing', row.cell('date'), sheetDay),
    dayIn(record, 'day of an additional sanction', row.cell('additional'), sheetDay),
  );
  // A day of deletion may be still to come, and stands without the flag then.
  if (!saysNo(row)) setDay(record, 'delistedAt', row.cell('deletedOn'), sheetDay);
  const remarks = [row.cell('status'), row.cell('reason'), row.cell('deletedWhy')];
  record.remarks = remarks.flatMap((text) => wordOf(text) ?? []).join('\n') || null;
  return record;
}

function saysNo(row: TableRow): boolean {
  return /^(?:no|n|false|0)\b/i.test(row.cell('deleted').trim());
}

function isDeleted(row: TableRow): boolean {
  return /^(?:yes|y|true|1|x|deleted)\b/i.test(row.cell('deleted').trim());
}
