// Records of several lists made into hulls: by IMO number, with every designation, and never two numbers in one.

import { describe, expect, test } from 'vitest';
import { loadReference } from '../../../db/reference/load.ts';
import { indexHulls } from '../../../server/domain/identity/watch-index.ts';
import { mergeHulls } from '../../../server/domain/listing/hulls.ts';
import type { ListedRecord } from '../../../server/domain/listing/listed-record.ts';
import type { LoadedList } from '../../../server/domain/listing/loaded-list.ts';
import { passes, type WatchlistWithMembers, watchedHulls } from '../../../server/domain/listing/watchlist.ts';
import { designationsAt, sinceText } from '../../../server/domain/vessel.ts';
import { record } from '../../lists/records.ts';

const { hulls: builtIn, mids } = loadReference();
const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

function list(id: string, authority: string, records: ListedRecord[], parts: Partial<LoadedList> = {}): LoadedList {
  const asOf = day('2024-04-10');
  return {
    id,
    title: `${authority} list`,
    authority,
    sanction: true,
    asOf,
    asOfText: '10 Apr 2024',
    records: records.map((one) => ({ record: one, firstAt: asOf, missedAt: null })),
    ...parts,
  };
}

describe('merging', () => {
  test('without any list the built-in table comes out as it is', () => {
    expect(mergeHulls(builtIn, [], mids)).toEqual({ hulls: builtIn, classes: [] });
  });

  test('one ship on two lists is one hull with both designations, names and numbers', () => {
    const ofac = list('ofac-sdn', 'US OFAC', [
      record({ imo: 9000003, name: 'OLD NAME', mmsis: [273000001], callSigns: ['UAAA1'], flag: 'Russia' }),
    ]);
    const uk = list(
      'uk',
      'UK',
      [record({ recordId: 'RUS1', imo: 9000003, name: 'NEW NAME', listedAt: day('2023-01-01') })],
      { asOf: day('2026-08-20') },
    );
    const { hulls } = mergeHulls([], [ofac, uk], mids);
    expect(hulls).toHaveLength(1);
    expect(hulls[0]).toMatchObject({
      id: 'imo:9000003',
      name: 'NEW NAME',
      aliases: ['OLD NAME'],
      mmsis: [{ mmsi: 273000001, source: 'ofac-sdn', old: false }],
      flagCodes: ['RU'],
      names: [
        { text: 'NEW NAME', source: 'uk' },
        { text: 'OLD NAME', source: 'ofac-sdn' },
      ],
      designations: [
        { authority: 'UK', ref: 'RUS1', listedAt: day('2023-01-01'), precision: 'day', list: 'uk' },
        { authority: 'US OFAC', listedAt: day('2024-04-10'), precision: 'by', list: 'ofac-sdn' },
      ],
    });
    expect(mergeHulls([], [uk, ofac], mids).hulls).toEqual(hulls);
  });

  test('three MARIAs stay three, and a ship without a number stays apart from all of them', () => {
    const marias = [8517839, 9198783, 9617923].map((imo) => record({ imo, name: 'MARIA' }));
    const { hulls } = mergeHulls(
      [],
      [list('eu', 'EU', [...marias, record({ recordId: 'x', imo: null, name: 'MARIA' })])],
    );
    expect(hulls.map(({ id }) => id)).toEqual(['imo:8517839', 'imo:9198783', 'imo:9617923', 'hull:eu:x']);
    expect(() => indexHulls(hulls)).not.toThrow();
  });

  test('a record gives way to nothing: the built-in row it repeats lends its earlier date and goes', () => {
    const ofac = list('ofac-sdn', 'US OFAC', [record({ recordId: '36516', imo: 9161003, name: 'LADY R' })]);
    const hull = mergeHulls(builtIn, [ofac], mids).hulls.find(({ id }) => id === 'imo:9161003')!;
    const rows = hull.designations.filter(({ authority }) => authority === 'US OFAC');
    expect(rows).toMatchObject([{ ref: '36516', listedAt: day('2022-05-08'), precision: 'batch', list: 'ofac-sdn' }]);
    expect(hull.designations.map(({ authority }) => authority)).toContain('UK');
    expect(hull).toMatchObject({ pinned: true, group: 'dprk-russia-arms' });
  });

  test('without any date a ship is on the list by the first copy that had it, and in force from that day', () => {
    const ofac = list('ofac-sdn', 'US OFAC', [record({ imo: 9000003, measures: ['asset freeze'] })]);
    const hull = mergeHulls([], [ofac], mids).hulls[0]!;
    const seenOn = day('2024-04-10');
    expect(hull.designations[0]).toMatchObject({ listedAt: seenOn, precision: 'by', note: 'asset freeze' });
    expect(sinceText(hull.designations[0]!)).toBe('on the list by 10 Apr 2024');
    expect(designationsAt(hull, seenOn - 1)).toEqual([]);
    expect(designationsAt(hull, seenOn)).toHaveLength(1);
  });

  test('the built-in date of an action stands only where no copy had the ship before it', () => {
    const row = { ...builtIn[0]!.designations[0]!, authority: 'US OFAC', ref: null, sanction: true } as const;
    const known = { ...builtIn[0]!, id: 'imo:9000003', imo: 9000003 };
    const ofac = list('ofac-sdn', 'US OFAC', [record({ imo: 9000003 })]);
    const said = (listedAt: number) => {
      const hulls = [{ ...known, designations: [{ ...row, listedAt, precision: 'batch' as const }] }];
      return mergeHulls(hulls, [ofac], mids).hulls[0]!.designations.map(sinceText);
    };
    expect(said(day('2024-04-10'))).toEqual(['batch of 10 Apr 2024, membership not re-read']);
    expect(said(day('2024-04-11'))).toEqual(['on the list by 10 Apr 2024']);
  });

  test('the legal text that rules speak of stands beside the code of the list', () => {
    const programmes = ['RUSSIA-EO14024', 'NPWMD'];
    const hull = mergeHulls([], [list('ofac-sdn', 'US OFAC', [record({ imo: 9000003, programmes })])]).hulls[0]!;
    expect(hull.designations[0]!.programme).toBe('RUSSIA-EO14024, NPWMD (EO 14024)');
  });

  test('a record that has gone leaves a designation that ended, and its numbers are old', () => {
    const gone = list('ofac-sdn', 'US OFAC', []);
    const missedAt = day('2024-05-01');
    gone.records = [
      { record: record({ imo: 9000003, name: 'HERMANN', mmsis: [273000001] }), firstAt: day('2021-07-01'), missedAt },
    ];
    const hull = mergeHulls([], [gone], mids).hulls[0]!;
    expect(hull.designations[0]).toMatchObject({ listedAt: day('2021-07-01'), delistedAt: missedAt });
    expect(designationsAt(hull, missedAt - 1)).toHaveLength(1);
    expect(designationsAt(hull, missedAt)).toHaveLength(0);
    expect(hull.mmsis[0]!.old).toBe(true);
    expect(hull.notes).toBe('No longer listed: US OFAC was the last, first missed on 1 May 2024.');
  });

  test('a class entry is a rule row, a party is nothing here, a doubtful number is said', () => {
    const rows = [
      record({ recordId: '8599', kind: 'class', imo: null, name: 'DPRK Vessel Class' }),
      record({ recordId: 'p', kind: 'party', imo: null, companyImo: 5993381, name: 'MG-FLOT' }),
      record({ recordId: '9', imo: 9422547, imoDoubtful: true, name: 'TYPO' }),
    ];
    const { hulls, classes } = mergeHulls([], [list('au', 'Australia', rows)]);
    expect(classes).toMatchObject([{ recordId: '8599', text: 'DPRK Vessel Class' }]);
    expect(hulls).toHaveLength(1);
    expect(hulls[0]!.notes).toContain('IMO 9422547 fails its check digit');
  });

  test('a hull without a number is found again in the built-in table by who lists it and its name', () => {
    const known = builtIn.find(({ imo, designations }) => imo === null && designations.length > 0)!;
    const { authority } = known.designations[0]!;
    const { hulls } = mergeHulls(builtIn, [
      list('un', authority, [record({ recordId: 'n', imo: null, name: known.name })]),
    ]);
    expect(hulls).toHaveLength(builtIn.length);
    expect(hulls.find(({ id }) => id === known.id)!.sources).toContain('un');
  });
});

describe('watchlists', () => {
  const blank = { owner: 'desk', purpose: '', notes: null, fromAt: null, toAt: null, createdAt: 0, pinned: false };
  const member = { name: 'SASCO ANGARA', note: 'homonym', fromAt: null, toAt: null, addedAt: 0, how: 'hand' as const };
  const lists = (...rows: Partial<WatchlistWithMembers>[]): WatchlistWithMembers[] =>
    rows.map((row, i) => ({ ...blank, id: `w${i}`, title: `W${i}`, filter: null, members: [], ...row }));

  test('an empty filter takes every hull that a source names', () => {
    const watched = watchedHulls(builtIn, lists({ filter: {} }), 0);
    expect(watched.map(({ id }) => id)).toEqual(builtIn.map(({ id }) => id));
    expect(watched[0]!.watchlists).toEqual(['w0']);
  });

  test('filters narrow by authority, programme, flag and type together', () => {
    const ladyR = builtIn.find(({ id }) => id === 'imo:9161003')!;
    expect(passes(ladyR, { authorities: ['UK'], programmes: ['russia'], flags: ['ru'], types: ['ro-ro'] })).toBe(true);
    expect(passes(ladyR, { authorities: ['UK'], programmes: ['DPRK'] })).toBe(false);
    expect(passes(ladyR, { types: ['tanker'] })).toBe(false);
    expect(passes(ladyR, null)).toBe(false);
  });

  test('a member by hand is watched though no list names it, while it is in effect', () => {
    const hand = lists({ pinned: true, members: [{ ...member, hullId: 'imo:9242986', fromAt: 10, toAt: 20 }] });
    expect(watchedHulls(builtIn, hand, 9)).toEqual([]);
    expect(watchedHulls([], hand, 10)).toMatchObject([
      { imo: 9242986, name: 'SASCO ANGARA', pinned: true, group: 'w0' },
    ]);
    expect(watchedHulls([], hand, 20)).toEqual([]);
  });
});
