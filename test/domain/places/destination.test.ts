import { describe, expect, it } from 'vitest';
import { loadReference } from '../../../db/reference/load.ts';
import { readDestination } from '../../../server/domain/places/destination.ts';
import { isSister } from '../../../server/domain/places/destination-index.ts';
import { createPlaceIndex } from '../../../server/domain/places/place-index.ts';

const { ports, zones } = loadReference();
const places = createPlaceIndex(ports, zones);
const port = (id: string) => places.port(id)!;

/** Texts marked (m) stand in the recordings under test. */
function read(text: string) {
  const { ports: named, from, by, none, homonyms } = readDestination(text, places);
  return {
    names: named.map(({ id, watch, locode }) => (watch ? id : locode)),
    from: from?.id ?? null,
    by,
    none,
    homonyms,
  };
}
const names = (text: string) => read(text).names;

describe('a LOCODE in the destination', () => {
  it.each([
    ['RU VVO', 'vladivostok'],
    ['RUVVO', 'vladivostok'],
    ['KRPUS', 'busan'],
    ['>JP CHB', 'JPCHB'],
    ['>JP CHB 3(NARITA)', 'JPCHB'],
    ['JP UKB OFF', 'JPUKB'],
    ['>BE_ZEE', 'BEZEE'],
    ['CN TAO/KNM WM', 'qingdao'],
    ['NLRTM00116LOCKB00410', 'NLRTM'],
    ['SE STE PEC 62 123', 'SESTE'],
  ])('is read with and without a blank, whatever follows: %s', (text, id) => {
    expect(read(text)).toMatchObject({ names: [id], by: 'LOCODE', none: false });
  });

  it('is one only where the table has it', () => {
    expect(names('CN SHA')).toEqual([]);
    expect(names('KPRJNX')).toEqual([]);
  });
});

describe('a pair of ports', () => {
  it('names the origin before the arrow and the destination behind it', () => {
    expect(read('RUVYP>KPRJN')).toMatchObject({ names: ['rajin'], from: 'vostochny' });
    expect(read('RU VYP > KP RJN')).toMatchObject({ names: ['rajin'], from: 'vostochny' });
    expect(read('DEHAM>>>BEANR')).toMatchObject({ names: ['BEANR'] });
    expect(read('VOSTOCHNY TO RAJIN')).toMatchObject({ names: ['rajin'], from: 'vostochny' });
    expect(read('RAJIN<VOSTOCHNY')).toMatchObject({ names: ['rajin'], from: 'vostochny' });
  });

  it('names both ends where the arrow points both ways, or there is only a stroke', () => {
    expect(names('FIHEL<>FIMHQ')).toEqual(['FIMHQ', 'FIHEL']);
    expect(names('FIHEL<>FIMHQ<>SESTO')).toEqual(['SESTO', 'FIMHQ', 'FIHEL']);
    expect(names('YAN TAI<=>DA LIAN')).toEqual(['dalian', 'yantai']);
    expect(names('NO_TRD-NO_KSU')).toEqual(['NOKSU', 'NOTRD']);
    expect(read('GDANSK/GDYNIA').from).toBeNull();
  });

  it('has no destination where orders stand behind the arrow', () => {
    expect(read('RUVYP>FOR ORDERS')).toMatchObject({ names: [], from: 'vostochny', none: true });
  });

  it('has none that is known where only the origin is read', () => {
    expect(read('CN YTN > PA PAN')).toMatchObject({ names: [], by: null, none: false });
  });
});

describe('a name in the destination', () => {
  it.each([
    ['RAJIN', 'rajin', 'name'],
    ['NAJIN', 'rajin', 'name'],
    ['VOSTOCHNYY', 'vostochny', 'alias'],
    ['SPB', 'stpetersburg', 'alias'],
    ['UST-LUGA', 'ustluga', 'name'],
    ['QIN HUANG DAO', 'CNSHP', 'name'],
    ['LE_HAVRE', 'FRLEH', 'name'],
    ['ST.PETERSBURG', 'stpetersburg', 'name'],
    ['RIGA,LATVIA', 'LVRIX', 'name'],
    ['SEVASTOPOL(UKRAINE)', 'sevastopol', 'name'],
    ['SEVASTOPOL,RUSSIA', 'sevastopol', 'name'],
    ['NEW ORLEANS USA', 'USMSY', 'name'],
    ['SZCZECIN VIA NOK', 'PLSZZ', 'name'],
    ['LAS PALMAS ANCHORAGE', 'ESLPA', 'name'],
    ['ABIDJAN FOR ORDERS', 'CIABJ', 'name'],
    ['TUG OSLO', 'NOOSL', 'name'],
    ['PORT KAVKAZ RDS 451', 'kavkaz', 'alias'],
    ['LOADING RAJIN PIER 2', 'rajin', 'name'],
    ['DAR ES SALAAM', 'daressalaam', 'name'],
    ['SIMONS TOWN', 'simonstown', 'name'],
  ])('is read however it is spaced, and less what stands beside it: %s', (text, id, by) => {
    expect(read(text)).toMatchObject({ names: [id], by });
  });

  it.each(['BERGEN OP ZOOM', 'ALGIERS POINT', 'WEST OF GDANSK BAY', 'FISKE'])('is whole or none: %s', (text) => {
    expect(names(text)).toEqual([]);
  });

  it('that several ports bear is told by its country, and where there is none by all of them', () => {
    expect(read('BOSTON').homonyms).toBe(true);
    expect(readDestination('PORTSMOUTH,UK', places).ports.map(({ country }) => country)).toEqual(['GB']);
    expect(names('VANCOUVER BC')).toEqual(['CAVAN']);
    expect(names('VICTORIA,TX'), 'there is a Victoria in three countries, not in Texas').toEqual([]);
  });
});

describe('a near spelling', () => {
  it.each([
    ['ROTERDAM', 'NLRTM'],
    ['NOVOROSSIYSKK', 'novorossiysk'],
    ['VOSTOCNY', 'vostochny'],
    ['VLADIVOSTOCK', 'vladivostok'],
    ['ST.PTERSBURG', 'stpetersburg'],
    ['NAKHODCA', 'nakhodka'],
  ])('is one slip of the fingers from one port alone: %s', (text, id) => {
    expect(read(text)).toMatchObject({ names: [id], by: 'near spelling' });
  });

  it('is none of a short name, which is too often another place', () => {
    expect(names('RAJEN')).toEqual([]);
    expect(names('DUNAI PIER'), 'an alias').toEqual(['dunay']);
    expect(names('DUNAJ')).toEqual([]);
  });

  it.each(['LINGEN', 'SANDANE', 'TILBURG', 'MANNHELLER-FODNES', 'FLOTTA \\ HOUTON'])(
    'is none of another place of the recordings: %s',
    (text) => {
      expect(names(text)).toEqual([]);
    },
  );

  it('is one letter off for six letters of a watch port, and for eight of any other', () => {
    expect(names('KHOLMS')).toEqual(['kholmsk']);
    expect(names('YALTTA'), 'Yalta has five letters').toEqual([]);
    expect(names('AMTWERP'), 'seven letters of a context port').toEqual([]);
    expect(names('AMTWERPEN')).toEqual(['BEANR']);
  });
});

describe('no destination', () => {
  it.each([
    '',
    '   ',
    '@@@@@',
    '.',
    '0',
    'FOR ORDERS',
    'FOR ORDER',
    'TO ORDER',
    'HIGH SEAS',
    'ARMED GUARD',
    'ARMED GUARDS ONBOARD',
    'SEA',
    'AT SEA',
    'ATLANTIC OCEAN',
    'FISHING GROUNDS',
    'FISHFARMS CH16',
    'CH 16 FOR INFO',
    'TLF +4721549177',
    'MOBILE 916 79 611',
    'N/A',
    'ETA 1200',
    'ANCHORAGE',
    'WAITING FOR ORDER',
    'SEA TRIAL',
  ])('is what says that there is none: "%s"', (text) => {
    expect(read(text)).toMatchObject({ names: [], none: true, by: null });
  });

  it('differs from one that names no port of the table', () => {
    expect(read('METROPOLIS')).toMatchObject({ names: [], none: false });
    expect(read('TURKEY')).toMatchObject({ names: [], none: false });
  });

  it('never throws, whatever a crew types', () => {
    for (const text of ["><)))'>", '???_____', '<<<<>>>>', '\u0000\u0000', 'Œ Ж 港', '<', '- - -', 'A>B', ' VIA ']) {
      expect(names(text)).toEqual([]);
    }
  });
});

describe('two places of one harbour', () => {
  it('are sisters up to 12 km apart; Rajin and Sonbong, 13.8 km apart, are two', () => {
    expect(isSister(port('vostochny'), port('kozmino'))).toBe(true);
    expect(isSister(port('nampo'), port('taean'))).toBe(true);
    expect(isSister(port('rajin'), port('sonbong'))).toBe(false);
    expect(isSister(port('kavkaz'), port('kerch'))).toBe(false);
  });
});
