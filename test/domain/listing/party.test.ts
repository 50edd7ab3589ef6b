import { describe, expect, test } from 'vitest';
import { classRules, findClasses } from '../../../server/domain/listing/class-rule.ts';
import { flagTable } from '../../../server/domain/listing/flags.ts';
import { mergeHulls } from '../../../server/domain/listing/hulls.ts';
import { mergeParties, type PartyList } from '../../../server/domain/listing/party.ts';
import { partyName, splitParties } from '../../../server/domain/listing/party-name.ts';
import { findParties, indexParties } from '../../../server/domain/listing/party-search.ts';
import { record } from '../../lists/records.ts';

type Parts = Parameters<typeof record>[0];

function list(id: string, rows: Parts[]): PartyList {
  const records = rows.map((parts, i) => ({
    record: { ...record({ recordId: `${id}-${i}`, ...parts }) },
    firstAt: 0,
    missedAt: null,
  }));
  return { id, title: id, authority: id, sanction: true, asOf: 0, asOfText: '', records };
}

const party = (name: string, companyImo: number | null = null): Parts => ({
  kind: 'party',
  imo: null,
  name,
  companyImo,
});
const ship = (name: string, imo: number, ...parties: { name: string; companyImo?: number }[]): Parts => ({
  imo,
  name,
  parties: parties.map(({ name: text, companyImo = null }) => ({
    name: text,
    role: 'owner',
    companyImo,
    country: null,
  })),
});

/** Parties of the lists, and of the ships that stand on them. */
function merged(...lists: PartyList[]) {
  const ofKind = (kind: string) =>
    lists.map((each) => ({
      ...each,
      records: each.records.filter((kept) => (kept.record.kind === 'party') === (kind === 'party')),
    }));
  return mergeParties(ofKind('party'), mergeHulls([], ofKind('ship')).hulls, partyName);
}
const shipsOf = (parties: ReturnType<typeof merged>, id: string) =>
  parties.find((one) => one.id === id)?.ships.map(({ name, basis }) => `${name} by ${basis}`);

describe('companies and persons', () => {
  test('one company number is one party over all lists; without one each record stays its own', () => {
    const parties = merged(
      list('ofac', [party('M LEASING LLC', 6246853), party('VICTORY CO')]),
      list('uk', [party('M-LEASING', 6246853), party('VICTORY CO')]),
    );
    expect(parties.map(({ id, designations }) => [id, designations.length])).toEqual([
      ['company:6246853', 2],
      ['party:ofac:ofac-1', 1],
      ['party:uk:uk-1', 1],
    ]);
  });

  test('ships hang on a party by its number, by the name on the same list, and last by the name on another', () => {
    const parties = merged(
      list('ofac', [
        party('EXAMPLE MARITIME CO LTD', 5993381),
        ship('ALPHA', 9074729, { name: 'EXAMPLE MARITIME CO LTD' }),
      ]),
      list('gur', [ship('BRAVO', 9349289, { name: 'Other words', companyImo: 5993381 })]),
      list('eu', [ship('CHARLIE', 9161003, { name: 'Example Maritime Company, Limited' })]),
    );
    expect(shipsOf(parties, 'company:5993381')).toEqual(
      ['ALPHA by same list', 'CHARLIE by name', 'BRAVO by number'].sort((a, b) => order(a) - order(b)),
    );
  });
  // Ships come in the order of their numbers.
  const order = (text: string) => ['ALPHA', 'CHARLIE', 'BRAVO'].findIndex((name) => text.startsWith(name));

  test('a party that only a ship names is kept, and stands on no list', () => {
    const [only] = merged(list('uk', [ship('ALPHA', 9074729, { name: 'NOBODY LISTS ME LLC' })]));
    expect(only).toMatchObject({
      id: expect.stringMatching(/^party:named:/),
      designations: [],
      ships: [{ name: 'ALPHA' }],
    });
  });

  test('a number that is another company decides against a namesake', () => {
    const parties = merged(
      list('ofac', [party('VICTORY CO', 5993381)]),
      list('gur', [ship('ALPHA', 9074729, { name: 'VICTORY CO', companyImo: 6246853 })]),
    );
    expect(shipsOf(parties, 'company:5993381')).toEqual([]);
    expect(shipsOf(parties, 'company:6246853')).toEqual(['ALPHA by number']);
  });

  test.each([
    ['MG-FLOT LLC; SECOND OWNER LTD (IMO 5342883)', ['MG-FLOT LLC', 'SECOND OWNER LTD 5342883']],
    ['A One LLC / B Two LLC', ['A One LLC', 'B Two LLC']],
    ['A One LLC, B Two Ltd', ['A One LLC', 'B Two Ltd']],
    ['Ocean Maritime Management Company, Limited', ['Ocean Maritime Management Company, Limited']],
    ['GOOD SHIPPING CO., LTD.', ['GOOD SHIPPING CO., LTD.']],
    ['1) First Owner 2) Second Owner', ['First Owner', 'Second Owner']],
    ['First Owner\nSecond Owner', ['First Owner', 'Second Owner']],
    ['', []],
  ])('the cell %j names %j', (cell, names) => {
    expect(splitParties(cell).map(({ name, companyImo }) => [name, companyImo ?? ''].join(' ').trim())).toEqual(names);
  });

  test.each([
    ['M LEASING LLC', 'm. leasing, ooo'],
    ['KOZLOV, Sergei', 'Sergei Kozlov'],
    ['Intellekt LLC', 'INTELLECT'],
    ['SODEYSTVIE', 'Sodeistvie'],
    ['Example Co., Ltd.', 'EXAMPLE LIMITED'],
  ])('%s is found as %s', (a, b) => expect(partyName(a)?.key).toBe(partyName(b)?.key));
});

describe('a party is searched', () => {
  const index = indexParties(
    merged(
      list('kr', [party('Sergei Kozlov'), party('Intellect')]),
      list('ofac', [
        party('M LEASING LLC', 6246853),
        ...Array.from({ length: 30 }, (_, i) => party(`OCEAN SHIPPING ${i} CO`)),
      ]),
    ),
    partyName,
  );
  const ask = (name: string, by: 'whole' | 'part' = 'part', numbers: number[] = []) =>
    findParties({ name, asked: name, numbers, by }, index);
  const said = (answer: ReturnType<typeof ask>) =>
    answer.matches.map(({ party: { name }, evidence }) => `${evidence.rule} ${evidence.level} ${name}`);

  test('by number it is confident, by its whole name or a part of it possible and no more', () => {
    expect(said(ask('', 'part', [6246853]))).toEqual(['N1 confident M LEASING LLC']);
    expect(said(ask('M LEASING'))).toEqual(['N2 possible M LEASING LLC']);
    expect(said(ask('KOZLOV'))).toEqual(['N3 possible Sergei Kozlov']);
  });

  test('a table of ships asks whole names alone', () => {
    expect(said(ask('KOZLOV', 'whole'))).toEqual([]);
    expect(said(ask('INTELLECT', 'whole'))).toEqual(['N2 possible Intellect']);
  });

  test('a word that many share is told as a count', () => {
    const { matches, notes } = ask('OCEAN SHIPPING');
    expect([matches, notes]).toEqual([
      [],
      ['30 listed companies and persons have "OCEAN SHIPPING" in their names; ask with more of the name.'],
    ]);
  });
});

describe('an entry that lists a class of ships', () => {
  const mids = new Map([
    [445, { name: "Democratic People's Republic of Korea", iso2: ['KP'] }],
    [440, { name: 'Korea (Republic of)', iso2: ['KR'] }],
  ]);
  const text =
    'DPRK Vessel Class: vessels of the Democratic People’s Republic of Korea, and not of the Republic of Korea';
  const entry = { list: 'au', recordId: '8599', authority: 'Australia', text, listedAt: 0, delistedAt: null };
  const rules = classRules([entry], flagTable(mids));
  const ask = (parts: Partial<Parameters<typeof findClasses>[0]>) =>
    findClasses({ name: '', mmsi: null, flags: [], ...parts }, rules, mids).length;

  test('is met by the digits of an MMSI, a flag, its name and its reference, and by nothing else', () => {
    expect([
      ask({ mmsi: 445114001 }),
      ask({ flags: ['KP'] }),
      ask({ name: 'dprk vessel class' }),
      ask({ name: '8599' }),
    ]).toEqual([1, 1, 1, 1]);
    expect([ask({ mmsi: 440114001 }), ask({ flags: ['KR'] }), ask({ name: 'LADY R' }), ask({})]).toEqual([0, 0, 0, 0]);
  });
});
