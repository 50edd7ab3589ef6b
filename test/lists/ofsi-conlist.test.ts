// The header of ConList.csv as OFSI published it until January 2026.

import { expect, it } from 'vitest';
import { judgeCopy } from '../../server/lists/copy/health.ts';
import { ofsiConList } from '../../server/lists/formats/uk/ofsi-conlist.ts';
import { listFormats } from '../../server/lists/index.ts';
import { headOf, listFile, refusalOf } from './reading.ts';

const HEADER =
  'Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script Type,Non-Latin Script Language,DOB,Town of Birth,Country of Birth,Nationality,Passport Number,Passport Details,National Identification Number,National Identification Details,Position,Address 1,Address 2,Address 3,Address 4,Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Alias Quality,Regime,Listed On,UK Sanctions List Date Designated,Last Updated,Group ID';
const CON_LIST = `Last Updated,21/01/2026\r\n${HEADER}\r\n`;

it('knows the frozen OFSI list by its header, and no other format takes it', () => {
  for (const text of [
    CON_LIST,
    CON_LIST.replaceAll(',', ';'),
    '<?xml version="1.0"?><ArrayOfFinancialSanctionsTarget>',
  ]) {
    expect(listFormats.filter(({ detect }) => detect(headOf(text))).map(({ id }) => id)).toEqual(['ofsi-conlist']);
  }
});

it('refuses it with the reason and the list to use instead', async () => {
  expect(await refusalOf(ofsiConList, listFile(CON_LIST, { name: 'ConList.csv' }))).toBe(
    'ConList.csv is refused: the OFSI consolidated list (ConList) was closed on 28 January 2026 and is not kept up; use the UK Sanctions List, https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.csv',
  );
  const verdicts = judgeCopy(ofsiConList, { records: [], mark: null }, null, Date.UTC(2026, 7, 1));
  expect(verdicts[0]).toMatchObject({ guard: 'frozen', state: 'refused' });
});
