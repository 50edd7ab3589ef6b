// The identity-change detector on one vessel: every row of the tables, and both sides of each threshold.

import { describe, expect, it } from 'vitest';
import type { IdentityNote } from '../../../server/domain/identity/notes.ts';
import type { IdentityChange } from '../../../server/domain/kinds/identity-change/facts.ts';
import { identityChange } from '../../../server/domain/kinds/identity-change/identity-change.ts';
import { IDENTITY_SETTINGS } from '../../../server/domain/kinds/identity-change/settings.ts';
import type { Report } from '../../../server/domain/report.ts';
import { ms, portAt, type Ship, standing, vessel, type WatchOptions, watch } from '../../scenario.ts';
import { MIDS } from '../identity/fleet.ts';

const SEA = { lon: 133, lat: 41 };
const START = '2024-02-01T00:00Z';
const IDENTITY = { imo: 9161003, callSign: 'UBDT8', shipType: 70, lengthM: 122, beamM: 20 };
const FLAGS = new Map([...MIDS, [629, { name: 'Gambia', iso2: ['GM'] }], [351, { name: 'Panama', iso2: ['PA'] }]]);

/** LADY R at sea, known for an hour: a fix and static data every six minutes. */
function known(fields: Partial<Report> = {}): Ship {
  const ship = vessel('LADY R').at(SEA, START).sends(11);
  return says(ship, { ...IDENTITY, ...fields }, 11);
}

/** Static data every six minutes, so many times. */
function says(ship: Ship, fields: Partial<Report>, times: number, every = '6 min'): Ship {
  for (let i = 0; i < times; i++) ship.goesSilent(every).says({ ...IDENTITY, ...fields });
  return ship;
}

function told(story: Ship | readonly Report[], options: Partial<WatchOptions> = {}): IdentityChange[] {
  return watch(identityChange, story, { places: [], mids: FLAGS, ...options }) as IdentityChange[];
}

/** 'name open: LADY R → GREY GHOST', newest revision of each event. */
function lines(events: readonly IdentityChange[]): string[] {
  return (standing(events) as IdentityChange[]).map(({ state, facts }) => {
    const fields = facts.fields.map(({ field, from, to }) => `${field} ${from} → ${to}`).join(', ');
    return `${facts.change} ${state}${fields === '' ? '' : `: ${fields}`}`;
  });
}

describe('a change of one field', () => {
  it('tells nothing of a ship that repeats itself', () => {
    expect(told(known())).toEqual([]);
  });

  it.each([
    ['name', { name: 'GREY GHOST' }, 'name open: name LADY R → GREY GHOST'],
    ['call sign', { callSign: 'V4XX2' }, 'call-sign open: call sign UBDT8 → V4XX2'],
    ['ship type', { shipType: 80 }, 'type open: ship type 70 → 80'],
    ['size', { lengthM: 150 }, 'size open: size 122x20 → 150x20'],
  ])('tells a new %s', (_, fields, line) => {
    expect(lines(told(says(known(), fields, 6)))).toEqual([line]);
  });

  it('tells a new MMSI of the same registry, and with a new registry a new flag', () => {
    expect(lines(told(says(known(), { mmsi: 273_999_001 }, 6)))).toEqual(['mmsi open: MMSI 273212120 → 273999001']);
    expect(lines(told(says(known(), { mmsi: 352_000_001 }, 6)))).toEqual([
      'flag open: MMSI 273212120 → 352000001, flag Russian Federation → Panama',
    ]);
  });

  it('says no flag where a registry gives another MMSI of its own', () => {
    const ship = says(vessel('LADY R').at(SEA, START).sends(11), { mmsi: 351_000_001 }, 11);
    expect(lines(told(says(ship, { mmsi: 352_000_001 }, 6)))).toEqual(['mmsi open: MMSI 351000001 → 352000001']);
  });

  it('is told with its values, its dates, the messages that carried it, and where the ship was', () => {
    const [event] = told(says(known(), { name: 'GREY GHOST' }, 6));
    expect(event).toMatchObject({
      kind: 'identity-change',
      vesselId: 'imo:9161003',
      mmsi: 273_212_120,
      state: 'open',
      revision: 1,
      basis: 'claimed',
      beganAt: Date.parse('2024-02-01T01:12Z'),
      knownAt: Date.parse('2024-02-01T01:42Z'),
      ...SEA,
    });
    expect(event!.facts).toEqual({
      change: 'name',
      fields: [{ field: 'name', from: 'LADY R', to: 'GREY GHOST' }],
      weight: 'note',
      hullId: null,
      messages: 6,
      atSea: true,
      grounds: [
        'name LADY R was last heard 1 Feb 2024 01:06Z, GREY GHOST is heard since 1 Feb 2024 01:12Z, in 6 static messages over 30 min.',
        'Its last position is of 1 Feb 2024 00:00Z, at sea, at 11.0 kn.',
      ],
    });
  });

  it('names the port where it was changed', () => {
    const [event] = told(says(known(), { name: 'GREY GHOST' }, 6), { places: [portAt('Kozmino', SEA.lon, SEA.lat)] });
    expect(event!.facts.grounds[1]).toContain('at Kozmino.');
    expect(event!.facts.atSea).toBe(false);
  });

  it('waits for a position where none was heard yet', () => {
    const ship = says(says(vessel('LADY R').at(SEA, START), {}, 11), { name: 'GREY GHOST' }, 6);
    expect(told(ship)).toEqual([]);
    expect(lines(told(ship.sends(11)))).toEqual(['name open: name LADY R → GREY GHOST']);
  });
});

describe('a change counts', () => {
  it('in three messages over 30 minutes: not in two, and not a minute earlier', () => {
    const rename = (times: number, every: string) => told(says(known(), { name: 'GREY GHOST' }, times, every));
    expect(rename(3, '15 min')).toHaveLength(1);
    expect(rename(2, '30 min')).toEqual([]);
    expect(rename(3, '14 min 59 s')).toEqual([]);
    expect(rename(4, '14 min 59 s')).toHaveLength(1);
  });

  it('at once when two fields change together, and is certain when it lasts', () => {
    const ship = says(known(), { name: 'GREY GHOST', callSign: 'V4XX2' }, 1);
    expect(lines(told(ship))).toEqual(['several open: name LADY R → GREY GHOST, call sign UBDT8 → V4XX2']);
    const events = told(says(ship, { name: 'GREY GHOST', callSign: 'V4XX2' }, 10));
    expect(events).toHaveLength(1);
    expect(events[0]!.facts.weight).toBe('suspicion');
  });

  it('not when the value before comes back in time: bit errors and slips are noise', () => {
    const ship = known();
    for (let i = 0; i < 12; i++) says(says(ship, { name: i % 2 ? 'LADY Q' : 'LAD@' }, 2, '14 min'), {}, 1);
    expect(told(ship)).toEqual([]);
  });

  it('not for another spelling of the same name', () => {
    const ship = says(known({ name: 'MAIA-1' }), { name: 'MAIA 1' }, 12);
    expect(told(ship)).toEqual([]);
  });

  it('is withdrawn when two fields that counted at once go back, and not told so hastily again that day', () => {
    const ship = known();
    const other = { name: 'GREY GHOST', callSign: 'V4XX2' };
    for (let i = 0; i < 20; i++) says(says(ship, other, 1), {}, 1);
    const events = told(ship);
    expect(lines(events)).toEqual(['several withdrawn']);
    expect(events).toHaveLength(2);
    expect(events[1]!.reason).toBe(
      'name, call sign went back to what it was before the change could count, 1 Feb 2024 01:18Z',
    );
  });
});

describe('thresholds of type and size', () => {
  it('a length off by 10 percent is the same size, and by more another', () => {
    const sized = (lengthM: number, beamM = 20) => told(says(known({ lengthM: 100 }), { lengthM, beamM }, 6));
    expect(sized(110)).toEqual([]);
    expect(sized(90)).toEqual([]);
    expect(sized(111)).toHaveLength(1);
    expect(sized(89)).toHaveLength(1);
    expect(sized(100, 22)).toEqual([]);
    expect(sized(100, 23)).toHaveLength(1);
  });

  it('a size that grows by small steps is told once it is off', () => {
    const ship = known({ lengthM: 100 });
    for (const lengthM of [104, 108, 110]) says(ship, { lengthM }, 6);
    expect(told(ship)).toEqual([]);
    expect(lines(told(says(ship, { lengthM: 112 }, 6)))).toEqual(['size open: size 100x20 → 112x20']);
  });

  it('a breadth told for the first time is no change, and counts from then on', () => {
    const ship = says(known({ beamM: Number.NaN }), { beamM: 20 }, 6);
    expect(told(ship)).toEqual([]);
    expect(told(says(ship, { beamM: 30 }, 6))).toHaveLength(1);
  });

  it('another cargo of the same trade is no other type, and a tow is what a tug does', () => {
    expect(told(says(known(), { shipType: 79 }, 6))).toEqual([]);
    expect(told(says(known({ shipType: 52 }), { shipType: 31 }, 6))).toEqual([]);
    expect(told(says(known({ shipType: 52 }), { shipType: 30 }, 6))).toHaveLength(1);
  });
});

describe('an episode', () => {
  const MARINERA = { mmsi: 273_276_460, name: 'MARINERA', callSign: 'UAZE5' };
  const bella = () => known({ mmsi: 352_002_277, name: 'BELLA 1', callSign: '3E5096' });

  it('is one event when name, call sign, flag and MMSI change at sea, for the same vessel', () => {
    const events = told(says(bella(), MARINERA, 6));
    expect(lines(events)).toEqual([
      'several open: MMSI 352002277 → 273276460, flag Panama → Russian Federation, name BELLA 1 → MARINERA, call sign 3E5096 → UAZE5',
    ]);
    expect(events[0]!.vesselId).toBe('imo:9161003');
    expect(events[0]!.facts.weight).toBe('suspicion');
  });

  it('counts at once when the unit before has been silent for more than 30 minutes, and only when counted before that', () => {
    const [after] = told(says(bella().goesSilent('25 min'), MARINERA, 1));
    expect(after!.facts.change).toBe('several');
    expect(told(says(bella().goesSilent('24 min'), MARINERA, 1))).toEqual([]);
  });

  it('takes in what changes later that day, one revision each, and closes when a day has passed', () => {
    const ship = bella();
    says(ship, { mmsi: 352_002_277, name: 'MARINERA', callSign: '3E5096' }, 6);
    says(ship.goesSilent('10 h'), { ...MARINERA, callSign: '3E5096' }, 6);
    says(ship.goesSilent('20 h'), MARINERA, 6);
    const events = told(ship, { until: ship.now + ms('25 h') });
    expect(events.map(({ revision, state, facts }) => [revision, state, facts.change, facts.fields.length])).toEqual([
      [1, 'open', 'name', 1],
      [2, 'open', 'several', 3],
      [3, 'open', 'several', 4],
      [4, 'closed', 'several', 4],
    ]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(1);
    expect(events[1]!.reason).toBe('more fields have changed');
  });

  it('ends after a day: what changes later is another', () => {
    const rename = (after: string) => {
      const ship = says(known(), { name: 'GREY GHOST' }, 6);
      return says(ship.goesSilent(after), { name: 'GREY GHOST', callSign: 'V4XX2' }, 6);
    };
    // The second change counts 36 min after the gap.
    expect(lines(told(rename('23 h 23 min')))).toHaveLength(1);
    expect(lines(told(rename('23 h 24 min')))).toEqual([
      'name closed: name LADY R → GREY GHOST',
      'call-sign open: call sign UBDT8 → V4XX2',
    ]);
  });

  it('keeps the first value and the last', () => {
    const ship = says(says(known(), { name: 'GREY GHOST' }, 6), { name: 'BLUE GHOST' }, 6);
    expect(lines(told(ship))).toEqual(['name open: name LADY R → BLUE GHOST']);
  });

  it('tells nothing of a ship that nobody watches', () => {
    expect(told(says(known(), MARINERA, 8), { watched: false })).toEqual([]);
  });
});

describe('flag hopping', () => {
  /** Under a new MMSI at once, and again after so long. */
  function hops(after: string): Ship {
    const ship = says(known(), { mmsi: 352_000_001 }, 6);
    return says(ship.goesSilent(`${ms(after) / 1000} s`), { mmsi: 629_000_001 }, 6);
  }

  it('is two new flags within 365 days; one reflagging is a change alone', () => {
    expect(lines(told(says(known(), { mmsi: 352_000_001 }, 6))).join()).not.toContain('hopping');
    const events = told(hops('300 d'));
    const hopping = events.filter(({ facts }) => facts.change === 'flag-hopping');
    expect(hopping).toHaveLength(1);
    expect(hopping[0]).toMatchObject({ state: 'open', vesselId: 'imo:9161003', facts: { weight: 'suspicion' } });
    expect(hopping[0]!.facts.grounds).toEqual([
      '2 new flags within 365 days.',
      'Russian Federation gave way to Panama on 1 Feb 2024 01:12Z.',
      'Panama gave way to Gambia on 27 Nov 2024 01:48Z.',
    ]);
  });

  it('knows 365 days from a minute more', () => {
    // Between the first messages of the two flags lie 36 min of messages and the gap.
    expect(lines(told(hops('364 d 23 h 24 min'))).join()).toContain('flag-hopping');
    expect(lines(told(hops('364 d 23 h 25 min'))).join()).not.toContain('flag-hopping');
  });

  it('takes in a third flag, and closes a year after the last', () => {
    const ship = says(hops('100 d').goesSilent('100 d'), {}, 6);
    const events = told(ship, { until: ship.now + ms('366 d') });
    const hopping = events.filter(({ facts }) => facts.change === 'flag-hopping');
    expect(hopping.map(({ revision, state }) => `${revision} ${state}`)).toEqual(['1 open', '2 open', '3 closed']);
    expect(hopping[1]!.facts.grounds[0]).toBe('3 new flags within 365 days.');
  });
});

describe('a note', () => {
  const note = (kind: IdentityNote['kind'], more: Partial<IdentityNote> = {}): IdentityNote[] => [
    { kind, hullId: 'imo:9179842', text: `${kind} it is`, ...more },
  ];
  const withNotes = (notes: IdentityNote[], times: number, every = '15 min', watched = false) =>
    told(says(vessel('STRANGER').at(SEA, START).sends(8), {}, times, every), {
      watched,
      vesselId: 'mmsi:273212120',
      recognised: () => ({ notes }),
    });

  it.each([
    ['near number', 'near-number', 'suspicion'],
    ['mmsi inherited', 'mmsi-inherited', 'note'],
    ['identity conflict', 'identity-conflict', 'suspicion'],
    ['unallotted', 'unallotted', 'suspicion'],
  ] as const)('%s of any ship is told after three messages over 30 minutes', (kind, change, weight) => {
    expect(withNotes(note(kind), 3, '14 min 59 s')).toEqual([]);
    expect(withNotes(note(kind), 2, '30 min')).toEqual([]);
    const events = withNotes(note(kind), 4);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      state: 'open',
      vesselId: 'mmsi:273212120',
      facts: { change, weight, hullId: 'imo:9179842', messages: 3, fields: [], grounds: [`${kind} it is.`] },
    });
  });

  it('of a dead ship is told at the first message, with high weight', () => {
    const events = withNotes(note('dead ship'), 1);
    expect(events).toHaveLength(1);
    expect(events[0]!.facts).toMatchObject({ change: 'dead-ship', weight: 'high', messages: 1 });
  });

  it('of a number withheld is told of watched ships alone, since the last message that carried it', () => {
    const withheld = note('imo withheld', { hullId: null });
    expect(withNotes(withheld, 4)).toEqual([]);
    expect(lines(withNotes(withheld, 4, '15 min', true))).toEqual(['imo-withheld open']);
  });

  it('closes when it stands no more, as of its last message', () => {
    const ship = says(vessel('STRANGER').at(SEA, START).sends(8), {}, 4, '15 min');
    const last = ship.now;
    says(ship, { name: 'PLAIN' }, 1);
    const events = told(ship, {
      watched: false,
      recognised: ({ name }) => ({ notes: name === 'PLAIN' ? [] : note('near number') }),
    });
    expect(lines(events)).toEqual(['near-number closed']);
    expect(events[1]!.endedAt).toBe(last);
  });

  it('closes when it was not heard for 30 days', () => {
    const ship = says(vessel('STRANGER').at(SEA, START).sends(8), {}, 4, '15 min');
    const until = (after: string) =>
      lines(
        told(ship, { watched: false, recognised: () => ({ notes: note('near number') }), until: ship.now + ms(after) }),
      );
    expect(until('29 d 23 h')).toEqual(['near-number open']);
    expect(until('30 d')).toEqual(['near-number closed']);
  });

  it('is counted anew when the identity changes in between', () => {
    const ship = vessel('STRANGER').at(SEA, START).sends(8);
    for (let i = 0; i < 10; i++) says(ship, { imo: i % 2 ? 9161003 : 9661003 }, 1, '12 min');
    const events = told(ship, {
      watched: false,
      recognised: ({ sentImo }) => ({ notes: sentImo === 9661003 ? note('near number') : [] }),
    });
    expect(events).toEqual([]);
  });
});

it('says the same when everything goes through a restart after every input', () => {
  const ship = known();
  says(ship, { name: 'GREY GHOST' }, 2);
  says(ship, {}, 3);
  says(ship, { mmsi: 352_000_001, name: 'GREY GHOST', callSign: 'V4XX2' }, 8);
  says(
    ship.sends(9).goesSilent('100 d'),
    { mmsi: 629_000_001, name: 'GREY GHOST', callSign: 'V4XX2', lengthM: 140 },
    8,
  );
  const recognised: WatchOptions['recognised'] = ({ mmsi }) => ({
    notes: mmsi === 629_000_001 ? [{ kind: 'unallotted', hullId: 'imo:9161003', text: 'so it is' }] : [],
  });
  const once = told(ship, { recognised, until: ship.now + ms('400 d') });
  expect(once.length).toBeGreaterThan(6);
  expect(told(ship, { recognised, until: ship.now + ms('400 d'), restartAfter: 'every' })).toEqual(once);
});

it('every setting has a ground', () => {
  for (const { ground, meaning } of Object.values(IDENTITY_SETTINGS)) {
    expect(ground.length).toBeGreaterThan(10);
    expect(meaning.length).toBeGreaterThan(10);
  }
});
