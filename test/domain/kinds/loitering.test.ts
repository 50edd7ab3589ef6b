// Loitering: spells of slow hours far from land, what ends them, and what they are linked with.

import { describe, expect, it } from 'vitest';
import { loadSea } from '../../../db/reference/sea.ts';
import { beginFleet, hearFleet } from '../../../server/domain/fleet/fleet.ts';
import type { Encounter } from '../../../server/domain/kinds/encounter/facts.ts';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import type { Loitering } from '../../../server/domain/kinds/loitering/facts.ts';
import { loitering } from '../../../server/domain/kinds/loitering/loitering.ts';
import { LOITERING_SETTINGS } from '../../../server/domain/kinds/loitering/settings.ts';
import { createPlaceIndex } from '../../../server/domain/places/place-index.ts';
import { GREAT_CIRCLE, type SeaWays } from '../../../server/domain/sea/reach.ts';
import {
  at,
  away,
  boxZone,
  ms,
  type Point,
  portAt,
  type Ship,
  standing,
  vessel,
  type WatchOptions,
  watch,
} from '../../scenario.ts';

const START = at('2024-03-01T00:00Z');
/** The middle of the Sea of Japan. */
const sea: Point = { lon: 134, lat: 40 };
const farOff = (km: number): SeaWays => ({ ...GREAT_CIRCLE, shoreKm: () => km });
const OFF_KM = LOITERING_SETTINGS.offShoreNm.value * 1.852;

/** Comes up at 12 kn, drifts for so long at so many knots made good, and sails on. */
function drifts(lasts: string, kn = 0.8, every = '10 min'): Ship {
  const ship = vessel('LADY R', { every })
    .at(away(sea, 44.448, 0), START - ms('2 h'))
    .sails({ to: sea, kn: 12 });
  const km = kn * 1.852 * (ms(lasts) / 3_600_000);
  if (kn > 0) ship.sails({ to: away(ship.here, km, 180), kn });
  else ship.stops(lasts, { kn: 0 });
  return ship.sails({ to: away(ship.here, 80, 180), kn: 12 });
}

function say(story: Ship, options: Partial<WatchOptions> = {}): Loitering[] {
  const said = watch(loitering, story, { places: [], sea: farOff(200), ...options });
  return said as Loitering[];
}

describe('the time', () => {
  it('fires when the fourth slow hour is over, and closes with the last slow fix', () => {
    const [open, closed, ...more] = say(drifts('6 h'));
    expect(more).toEqual([]);
    expect(open).toMatchObject({ state: 'open', revision: 1, basis: 'observed', endedAt: null, beganAt: START });
    expect(open!.knownAt - START).toBe(ms('4 h'));
    expect(closed).toMatchObject({ id: open!.id, state: 'closed', revision: 2, beganAt: START });
    expect(closed!.facts.hours).toBeCloseTo(6, 1);
    expect(closed!.facts.medianSpeedKn).toBeCloseTo(0.8, 1);
    expect(closed!.facts.driftKm).toBeCloseTo(0.8 * 1.852 * 6, 0);
  });

  it('does not fire at 3 h 50 min', () => {
    expect(say(drifts('3 h 50 min'))).toEqual([]);
    expect(say(drifts('4 h'))).toHaveLength(2);
  });

  it('begins anew after a fast hour', () => {
    const ship = drifts('3 h');
    expect(say(ship.sails({ to: away(ship.here, 2.5, 180), kn: 0.5 }))).toEqual([]);
  });
});

describe('the speed', () => {
  it('is under 2 kn made good, not at 2.0 kn', () => {
    expect(say(drifts('6 h', 1.9))).toHaveLength(2);
    expect(say(drifts('6 h', 2.0))).toEqual([]);
  });

  it('of a ship that steams in circles is what it says, not what it makes good', () => {
    const ship = vessel('LADY R').at(sea, START);
    for (let turn = 0; turn < 8; turn++) {
      ship.sails({ to: away(sea, 9, 45 * turn), kn: 10 }).sails({ to: sea, kn: 10 });
    }
    expect(say(ship)).toEqual([]);
  });
});

describe('the way sailed', () => {
  it('counts, and not what the ship says of its speed', () => {
    const lying = (sentKn: number) => vessel('LADY R').at(sea, START).stops('8 h', { kn: sentKn });
    expect(say(lying(9)).length).toBeGreaterThan(0);
    const sailing = vessel('LADY R')
      .at(sea, START)
      .sails({ to: away(sea, 120), kn: 9, sentKn: 0.1 });
    expect(say(sailing)).toEqual([]);
  });

  it('to and fro is sailed, though it leads nowhere', () => {
    const ship = vessel('LADY R').at(sea, START);
    for (let leg = 0; leg < 20; leg++) ship.sails({ to: away(sea, leg % 2 === 0 ? 4 : 0), kn: 5 });
    expect(say(ship)).toEqual([]);
  });

  it('is no sum of the noise of a ship that sends every ten seconds', () => {
    const ship = vessel('LADY R', { every: '10 s' }).at(sea, START);
    for (let i = 0; i < 2400; i++) {
      const spot = away(sea, 0.015, (i * 137) % 360);
      ship.at(spot, START + i * 10_000).sends(0.2);
    }
    expect(say(ship).length).toBeGreaterThan(0);
  });
});

describe('what explains it', () => {
  /** So many ships that have stayed near for two hours. */
  const queue = (count: number) => {
    const fleet = beginFleet();
    for (let minutes = 0; minutes < 120; minutes += 5) {
      for (let i = 0; i < count; i++) {
        const { lon, lat } = away(sea, 3 + i, 180 + 10 * i);
        hearFleet(fleet, { at: START + minutes * 60_000, mmsi: 440_000_101 + i * 1009, lon, lat });
      }
    }
    return fleet;
  };
  const port = (km: number) => [portAt('canal', away(sea, km, 0).lon, away(sea, km, 0).lat)];

  it('is a queue: many others that stay where it waits, with a port near', () => {
    expect(say(drifts('8 h'), { places: port(40), fleet: queue(6) })).toEqual([]);
    expect(say(drifts('8 h'), { places: port(40), fleet: queue(3) })).toHaveLength(2);
    // Far from every port, ships round it are no queue for one.
    expect(say(drifts('8 h'), { places: port(300), fleet: queue(6) })).toHaveLength(2);
  });

  it('is no queue where others only pass', () => {
    const fleet = beginFleet();
    for (let i = 0; i < 20; i++) {
      for (let minutes = 0; minutes < 120; minutes += 5) {
        const { lon, lat } = away(away(sea, 60, 270), (minutes / 60) * 12 * 1.852 + i * 3);
        hearFleet(fleet, { at: START + minutes * 60_000, mmsi: 440_000_101 + i * 1009, lon, lat });
      }
    }
    expect(say(drifts('8 h'), { places: port(40), fleet })).toHaveLength(2);
  });

  it('is an anchorage or a waiting road of the table', () => {
    const roads = { portId: 'far', name: 'ROADS', roads: true, waitingArea: true, points: [sea.lon, sea.lat] };
    const places = createPlaceIndex([portAt('far', 140, 40)], [], [roads]);
    expect(say(vessel('LADY R').at(sea, START).stops('8 h', { kn: 0.4 }), { places })).toEqual([]);
  });

  it('is a stop that is told of the same hours, and what comes after the stop is told by itself', () => {
    const stopped = (state: 'open' | 'closed', knownAt: number): VesselEvent =>
      ({ id: 'a stop', kind: 'stop', state, knownAt, beganAt: START }) as unknown as VesselEvent;
    const lying = vessel('LADY R').at(sea, START).stops('20 h', { kn: 0.1 });
    expect(say(lying, { events: [stopped('open', START + ms('2 h'))] })).toEqual([]);
    const events = [stopped('open', START + ms('2 h')), stopped('closed', START + ms('9 h'))];
    const [open] = say(lying, { events });
    expect(open!.beganAt).toBeGreaterThanOrEqual(START + ms('9 h'));
  });
});

describe('where', () => {
  it('is 20 nm or more off the shore', () => {
    expect(say(drifts('6 h'), { sea: farOff(OFF_KM) })).toHaveLength(2);
    expect(say(drifts('6 h'), { sea: farOff(OFF_KM - 0.1) })).toEqual([]);
    expect(say(drifts('6 h'), { sea: farOff(OFF_KM) })[0]!.facts.offShoreKm).toBeCloseTo(OFF_KM, 6);
  });

  it('may be nearer in a known transfer zone, and says so', () => {
    const places = createPlaceIndex([], [boxZone('sts', 133, 39, 135, 41)]);
    const [open] = say(drifts('6 h'), { sea: farOff(5), places });
    expect(open!.facts.grounds).toContain('It lies in a known transfer zone.');
  });

  it('is 10 km or more from ports and anchorages', () => {
    const off = (km: number) => [portAt('p', away(sea, km, 0).lon, away(sea, km, 0).lat)];
    expect(say(drifts('6 h'), { places: off(10.1) })).toHaveLength(2);
    expect(say(drifts('6 h'), { places: off(9.9) })).toEqual([]);
    expect(say(drifts('6 h'), { places: off(10.1) })[0]!.facts.grounds).toEqual([
      'It may wait for a berth at p, 10 km off.',
    ]);
  });

  it('is judged by places alone where no map of the sea tells', () => {
    expect(say(drifts('6 h'), { sea: GREAT_CIRCLE })[0]!.facts.offShoreKm).toBeNull();
  });

  it('is measured on the real coast: in mid-sea, and not off Rajin', () => {
    expect(say(drifts('6 h'), { sea: loadSea() })[0]!.facts.offShoreKm).toBeGreaterThan(60);
    const near = vessel('LADY R').at({ lon: 130.6, lat: 42 }, START).stops('8 h', { kn: 0.4 });
    expect(say(near, { sea: loadSea() })).toEqual([]);
  });
});

describe('what ends it', () => {
  it('is a gap of two hours, as of the last fix: the gap is told apart', () => {
    const ship = vessel('LADY R').at(sea, START).stops('6 h', { kn: 0.3 });
    const said = say(ship, { until: START + ms('9 h') });
    expect(said.map(({ state }) => state)).toEqual(['open', 'closed']);
    expect(said[1]!.endedAt).toBe(START + ms('6 h'));
    expect(said[1]!.knownAt).toBe(START + ms('8 h'));
    const again = ship.goesSilent('3 h').arrives(sea, 0.3).stops('2 h', { kn: 0.3 });
    expect(say(again).map(({ state }) => state)).toEqual(['open', 'closed']);
  });

  it('is not a pause of under two hours between fixes', () => {
    const said = say(vessel('LADY R', { every: '110 min' }).at(sea, START).stops('11 h', { kn: 0.3 }));
    expect(said.map(({ state }) => state)).toEqual(['open']);
  });
});

describe('meetings of the same hours', () => {
  const meeting = (from: string, state: 'open' | 'closed', to: string | null): Encounter =>
    ({
      id: 'meeting',
      kind: 'encounter',
      vesselId: 'imo:9161003',
      mmsi: 273212120,
      state,
      revision: state === 'open' ? 1 : 2,
      knownAt: START + ms(to ?? from) + ms('2 h'),
      beganAt: START + ms(from),
      endedAt: to === null ? null : START + ms(to),
      basis: 'observed',
      lon: sea.lon,
      lat: sea.lat,
      reason: null,
      facts: {},
    }) as unknown as Encounter;

  it('are linked, and not told twice', () => {
    const said = say(drifts('9 h'), { events: [meeting('1 h', 'open', null), meeting('1 h', 'closed', '5 h')] });
    expect(standing(said)).toHaveLength(1);
    expect((said.at(-1) as Loitering).facts.encounterIds).toEqual(['meeting']);
    expect(said.filter(({ reason }) => reason === 'it met another ship meanwhile')).toHaveLength(1);
  });

  it('of other hours are not', () => {
    const early = { ...meeting('1 h', 'closed', '1 h'), beganAt: START - ms('9 h'), endedAt: START - ms('7 h') };
    expect(
      (say(drifts('9 h'), { events: [{ ...early, knownAt: START - ms('5 h') }] }).at(-1) as Loitering).facts
        .encounterIds,
    ).toEqual([]);
  });
});

it('tells what the crew declares', () => {
  const ship = vessel('LADY R').at(sea, START);
  for (let n = 0; n < 36; n++) ship.sends(0.4, { navStatus: 2 }).goesSilent('10 min');
  expect(say(ship)[0]!.facts.grounds[0]).toContain('not under command');
});

it('says nothing of ships that nobody watches', () => {
  expect(say(drifts('6 h'), { watched: false })).toEqual([]);
});

it('says the same when it is restarted after every input', () => {
  expect(say(drifts('9 h'), { restartAfter: 'every' })).toEqual(say(drifts('9 h')));
});

it('has a ground for every setting', () => {
  for (const setting of Object.values(LOITERING_SETTINGS)) expect(setting.ground.length).toBeGreaterThan(10);
});
