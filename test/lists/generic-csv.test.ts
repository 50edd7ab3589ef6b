// Tables as people write them: with a map of their own headers, or under the usual ones.

import { describe, expect, it } from 'vitest';
import { CodedError } from '../../server/domain/errors.ts';
import { genericCsv, genericCsvFormat } from '../../server/lists/formats/generic-csv.ts';
import { headOf, listFile, refusalOf, WEB_PAGE } from './reading.ts';

describe('a table made by hand', () => {
  const text =
    'Ship;IMO No.;Ex;Owner;Since\r\nLADY R;9161003;SLOMAN PRODUCER;MG-FLOT LLC;02/04/2024\r\n"ANGARA";9179841;"A; B";;3 Apr 2024\r\n;;;;\r\n';
  const map = { name: 'ship', imo: 'IMO No.', formerNames: 'Ex', owner: 'Owner', listed: 'Since' };

  it('is read by the map of its headers; a wrong number is a warning, an empty row is counted', async () => {
    for (const chunk of [1, 65_536]) {
      const { records, skipped } = await genericCsv(map).read([listFile(text, { chunk })]);
      expect(records.map(({ imo, imoDoubtful, listedAt }) => [imo, imoDoubtful, listedAt])).toEqual([
        [9161003, false, Date.UTC(2024, 3, 2)],
        [9179841, true, Date.UTC(2024, 3, 3)],
      ]);
      expect(records[1]!.names.map(({ text, kind }) => [text, kind])).toEqual([
        ['ANGARA', 'primary'],
        ['A', 'former'],
        ['B', 'former'],
      ]);
      expect(records[0]!.parties).toEqual([{ name: 'MG-FLOT LLC', role: 'owner', companyImo: null, country: null }]);
      expect(records[0]!.raw).toBe('LADY R;9161003;SLOMAN PRODUCER;MG-FLOT LLC;02/04/2024');
      expect(Object.values(skipped).map(({ count }) => count)).toEqual([1]);
    }
  });

  it('reads slashed days the way it is told', async () => {
    const { records } = await genericCsv(map, { slashDates: 'month first' }).read([listFile(text)]);
    expect(records[0]!.listedAt).toBe(Date.UTC(2024, 1, 4));
  });

  it('needs no map under the usual headers, whatever parts the cells', async () => {
    for (const sign of [',', ';', '\t', '|']) {
      const usual = [
        'Vessel name,IMO number,MMSI,Call sign,Flag',
        'LADY R,9161003,273212120/273000000,UBDT8,Russia',
        '',
      ];
      const { records } = await genericCsvFormat.read([listFile(usual.join('\n').replaceAll(',', sign))]);
      expect(records[0]).toMatchObject({
        imo: 9161003,
        mmsis: [273212120, 273000000],
        callSigns: ['UBDT8'],
        flag: 'Russia',
      });
      expect(genericCsvFormat.detect(headOf(usual.join('\n').replaceAll(',', sign)))).toBe(true);
    }
  });

  it('keeps the number of a company apart', async () => {
    const { records } = await genericCsvFormat.read([
      listFile('kind,name,imo\nparty,MG-FLOT LLC,5993381\nship,LADY R,9161003\n'),
    ]);
    expect(records.map(({ kind, imo, companyImo }) => [kind, imo, companyImo])).toEqual([
      ['party', null, 5993381],
      ['ship', 9161003, null],
    ]);
  });

  it('keeps one ship given twice under two ids', async () => {
    const { records } = await genericCsvFormat.read([listFile('name,imo\nLADY R,9161003\nLady R,9161003\n')]);
    expect(records.map(({ recordId }) => recordId)).toEqual(['9161003', '9161003#2']);
  });

  it('is refused when a mapped column is missing, when cut, empty, a web page, or without anything that tells a ship', async () => {
    expect(await refusalOf(genericCsv({ ...map, mmsi: 'Radio' }), listFile(text))).toContain('no column "Radio"');
    expect(await refusalOf(genericCsvFormat, listFile('name,imo\nLADY R,9161003\nANGARA,9179842\nMAIA'))).toBe(
      'list is cut: its last row stops at "MAIA"',
    );
    expect(await refusalOf(genericCsvFormat, listFile(''))).toBe('list is empty');
    expect(await refusalOf(genericCsvFormat, listFile(WEB_PAGE))).toContain('is a web page');
    expect(await refusalOf(genericCsvFormat, listFile('colour,size\nred,9\n'))).toContain(
      'its header is "colour, size"',
    );
    expect(() => genericCsv({ owner: 'Owner' })).toThrow(CodedError);
  });
});
