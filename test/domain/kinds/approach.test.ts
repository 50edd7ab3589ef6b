import { describe, expect, it } from 'vitest';
import { distanceKm, KM_PER_NM } from '../../../server/domain/geo.ts';
import { approach } from '../../../server/domain/kinds/approach/approach.ts';
import type { Approach } from '../../../server/domain/kinds/approach/facts.ts';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import type { Port } from '../../../server/domain/places/place.ts';
import { GREAT_CIRCLE } from '../../../server/domain/sea/reach.ts';
import { away, ms, type Point, portAt, type Ship, vessel, type WatchOptions, watch } from '../../scenario.ts';
import { call, DAY0, sighted } from '../rules/happened.ts';

const wide = { enterKm: 10, leaveKm: 11 };
const rajin = portAt('rajin', 130.3, 42.2333, { ...wide, destinationAliases: ['RAJIN'] });
const vladivostok = portAt('vladivostok', 131.9, 43.1167, wide);
const nakhodka = portAt('nakhodka', 132.8833, 42.8, { ...wide, destinationAliases: ['NAKHODKA'] });
const vostochny = portAt('vostochny', 133.0833, 42.75, wide);
const ports = [rajin, vladivostok, nakhodka, vostochny];

interface Scene extends Partial<WatchOptions> {
  /** It has called at every port that rules name, so that its course alone decides. */
  knows?: boolean;
  ports?: readonly Port[];
  rules?: string[];
}

function said(
  ship: Ship,
  { ports: places = [rajin], rules, knows = true, events = [], ...options }: Scene = {},
): Approach[] {
  const rulePorts = new Set(rules ?? places.map(({ id }) => id));
  const before = [...rulePorts].map((id, i) => ({ ...call(id, -9 + i, -8.5 + i), knownAt: DAY0 - ms('1 d') + i }));
  const heard = knows ? [...before, ...events] : events;
  return watch(approach, ship, { places, rulePorts, events: heard, ...options }) as Approach[];
}
const words = (ship: Ship, scene?: Scene) =>
  said(ship, scene).map(({ state, facts }) => `${facts.placeId} ${state} ${facts.outcome}`);

/** Sails this far of the way from a point so many km east of the port. */
function towards(port: Point, fromKm: number, toKm: number, kn = 10, bearing = 90): Ship {
  return vessel('LADY R')
    .at(away(port, fromKm, bearing), DAY0)
    .sails({ to: away(port, toKm, bearing), kn });
}

function at(event: VesselEvent, knownAt: number): VesselEvent {
  return { ...event, beganAt: knownAt, knownAt };
}

describe('an approach to Rajin', () => {
  const [first] = said(towards(rajin, 200, 180));

  it('begins with the first fix that heads there, and is told with both arrivals', () => {
    expect(first).toMatchObject({ kind: 'approach', state: 'open', basis: 'inferred', revision: 1, beganAt: DAY0 });
    expect(first!.knownAt).toBe(DAY0 + ms('30 min'));
    const { facts } = first!;
    expect(facts).toMatchObject({ placeId: 'rajin', speedKn: 10, outcome: 'open', alternatives: [] });
    expect(facts.signs).toEqual(['it has called there before (once)']);
    expect(facts.distanceKm).toBeCloseTo(200 - 5 * KM_PER_NM, 0);
    const hours = (km: number, kn: number) => (km / KM_PER_NM / kn) * 3_600_000;
    expect(facts.expectedAt - first!.knownAt).toBeCloseTo(hours(facts.distanceKm, 10), -1);
    expect(facts.earliestArrivalAt - first!.knownAt, 'a ship of unknown type, 18 kn').toBeCloseTo(
      hours(facts.distanceKm, 18),
      -1,
    );
  });

  it('takes four looks ten minutes apart, however often it is heard', () => {
    const often = vessel('LADY R', { every: '1 min' }).at(away(rajin, 200), DAY0);
    expect(said(often.sails({ to: away(rajin, 191), kn: 10 }))).toEqual([]);
    expect(said(often.sails({ to: away(rajin, 185), kn: 10 }))).toHaveLength(1);
  });

  it('is one up to 25 degrees off the course, and none beyond', () => {
    const off = (degrees: number) => {
      const ship = vessel('LADY R').at(away(rajin, 200), DAY0);
      for (let km = 200; km > 180; km -= 3) {
        const here = away(rajin, km);
        ship.at(here, ship.now + ms('10 min')).sends(10, { courseDeg: (bearingTo(here, rajin) + degrees) % 360 });
      }
      return said(ship).length;
    };
    expect(off(24)).toBeGreaterThan(0);
    expect(off(26)).toBe(0);
  });

  it('is none of a ship that does not come nearer', () => {
    const ship = vessel('LADY R').at(away(rajin, 200), DAY0);
    for (let n = 0; n < 10; n++) ship.at(away(rajin, 200 + n), DAY0 + n * ms('10 min')).sends(5, { courseDeg: 268 });
    expect(said(ship)).toEqual([]);
  });

  it('is none of a ship slower than 3 kn', () => {
    expect(said(towards(rajin, 100, 80, 2.9))).toEqual([]);
    expect(said(towards(rajin, 100, 80, 3.1)), '24 h at 3.1 kn are 138 km').not.toEqual([]);
  });

  it('is none more than 24 h off at its speed, more than 300 nm, or nearer than 20 km', () => {
    const edge = 24 * 10 * KM_PER_NM;
    expect(said(towards(rajin, edge + 30, edge + 2))).toEqual([]);
    expect(said(towards(rajin, edge - 2, edge - 30))).not.toEqual([]);
    expect(said(towards(rajin, 590, 558, 20))).toEqual([]);
    expect(said(towards(rajin, 554, 500, 20))).not.toEqual([]);
    expect(said(towards(rajin, 19.9, 12, 5))).toEqual([]);
  });

  it('is none of a port that no rule names, and none of a ship that is not watched', () => {
    expect(said(towards(rajin, 200, 150), { rules: [] })).toEqual([]);
    expect(said(towards(rajin, 200, 150), { watched: false })).toEqual([]);
  });

  it('is none of a port behind land: no way over water, or one half longer than straight on', () => {
    const over = (factor: number) => ({
      sea: {
        ...GREAT_CIRCLE,
        distanceKm: (lonA: number, latA: number, lonB: number, latB: number) =>
          factor * distanceKm(lonA, latA, lonB, latB),
      },
    });
    const ship = towards(rajin, 300, 250);
    expect(said(ship, over(Number.POSITIVE_INFINITY))).toEqual([]);
    expect(said(ship, over(1.6))).toEqual([]);
    expect(said(ship, over(1.4))[0]!.facts.distanceKm).toBeGreaterThan(300);
  });

  it('measures over water seldom: at its beginning and at each halving', () => {
    let asked = 0;
    const sea = {
      ...GREAT_CIRCLE,
      distanceKm: (...ends: Parameters<typeof distanceKm>) => {
        asked++;
        return distanceKm(...ends);
      },
    };
    const revisions = said(towards(rajin, 400, 15, 17), { sea });
    expect(revisions.map(({ facts }) => Math.round(facts.distanceKm / 10))).toEqual([38, 19, 9, 4]);
    expect(asked).toBe(4);
  });

  it('begins anew after a fix that jumps', () => {
    const ship = towards(rajin, 200, 197)
      .at(away(rajin, 190), DAY0 + ms('5 h'))
      .sends(10, { courseDeg: 268 });
    expect(said(ship)).toEqual([]);
  });
});

function bearingTo(from: Point, to: Point): number {
  return (
    ((Math.atan2((to.lon - from.lon) * Math.cos((to.lat * Math.PI) / 180), to.lat - from.lat) * 180) / Math.PI + 360) %
    360
  );
}

describe('the end of an approach', () => {
  const near = () => towards(rajin, 200, 60);

  it('is an arrival when it calls there', () => {
    const events = [at(call('rajin', 1, null), DAY0 + ms('7 h 40 min'))];
    const last = said(near(), { events }).at(-1)!;
    expect(last).toMatchObject({ state: 'closed', endedAt: DAY0 + ms('7 h 40 min'), facts: { outcome: 'arrived' } });
  });

  it('is an arrival when it was sighted there, and not when it only passes', () => {
    const events = [at(sighted('rajin', 1, 1), DAY0 + ms('8 h'))];
    expect(words(near(), { events }).at(-1)).toBe('rajin closed arrived');
    const passes = [at(call('rajin', 1, null, { facts: { confidence: 1 } }), DAY0 + ms('7 h'))];
    expect(words(near(), { events: passes }).at(-1)).toBe('rajin open open');
  });

  it('is short of it when it calls elsewhere, but not by the call that it has left', () => {
    const events = [at(call('chongjin', 1, null), DAY0 + ms('7 h 50 min'))];
    expect(words(near(), { events }).at(-1)).toBe('rajin closed stopped short');
    const left = [{ ...call('vostochny', -1, 0), knownAt: DAY0 + ms('1 h') }];
    expect(words(near(), { events: left }).at(-1)).toBe('rajin open open');
  });

  it('is a turn when the course leads away for an hour, and none before', () => {
    const turns = (minutes: number) => {
      const ship = near();
      return ship.sails({ to: away(ship.here, (minutes / 60) * 10 * KM_PER_NM, 180), kn: 10 });
    };
    expect(words(turns(50)).at(-1)).toBe('rajin open open');
    expect(words(turns(75)).at(-1)).toBe('rajin closed turned away');
  });

  it('is no turn when it comes back to its course within the hour', () => {
    const ship = near();
    ship.sails({ to: away(ship.here, 12, 180), kn: 10 }).sails({ to: away(rajin, 40), kn: 10 });
    expect(words(ship.sails({ to: away(ship.here, 12, 180), kn: 10 })).at(-1)).toBe('rajin open open');
  });

  it('is a stop after three hours at rest, and none before', () => {
    expect(words(near().stops('2 h 50 min')).at(-1)).toBe('rajin open open');
    expect(words(near().stops('3 h 10 min')).at(-1)).toBe('rajin closed stopped short');
  });

  it('is a gap, told after 6 h, and over after 48 h', () => {
    const ship = near();
    const until = (duration: string) => words(ship, { until: ship.now + ms(duration) }).at(-1);
    expect(until('5 h 59 min')).toBe('rajin open open');
    expect(until('6 h')).toBe('rajin open fell silent');
    expect(until('47 h 59 min')).toBe('rajin open fell silent');
    expect(until('48 h')).toBe('rajin closed fell silent');
  });

  it('goes on under its id when it is heard again on its way, and not on another course', () => {
    const ship = () => near().goesSilent('10 h');
    const on = said(
      ship()
        .at(away(rajin, 45), DAY0 + ms('18 h'))
        .sends(10, { courseDeg: 268 }),
    );
    expect(on.at(-1)).toMatchObject({ state: 'open', facts: { outcome: 'open' }, id: on[0]!.id });
    const back = said(
      ship()
        .at(away(rajin, 90), DAY0 + ms('18 h'))
        .sends(10, { courseDeg: 90 }),
    );
    expect(back.at(-1)).toMatchObject({ state: 'closed', facts: { outcome: 'turned away' }, id: on[0]!.id });
  });
});

describe('several ports on one course (Nakhodka, Vostochny, Vladivostok seen from Rajin)', () => {
  /** From 30 km off Rajin on, with Vladivostok and Nakhodka ten degrees off to either side. */
  const eastbound = () => vessel('LADY R').at(away(rajin, 30, 62), DAY0);

  it('are one approach to the nearest, with the others named', () => {
    const [first, ...others] = said(eastbound().sails({ to: away(rajin, 60, 62), kn: 10 }), { ports });
    expect(others).toEqual([]);
    expect(first!.facts.placeId).toBe('vladivostok');
    expect(first!.facts.alternatives.map(({ placeId }) => placeId)).toEqual(['nakhodka', 'vostochny']);
  });

  it('are the one that it declares', () => {
    const ship = eastbound()
      .says({ destination: 'NAKHODKA' })
      .sails({ to: away(rajin, 60, 62), kn: 10 });
    const [first] = said(ship, { ports, knows: false });
    expect(first!.facts).toMatchObject({ placeId: 'nakhodka', signs: ['it declares NAKHODKA'] });
  });

  it('are the one that it has called at before', () => {
    const events = [at(call('vostochny', -20, -19), DAY0)];
    const [first] = said(eastbound().sails({ to: away(rajin, 60, 62), kn: 10 }), { ports, events, knows: false });
    expect(first!.facts).toMatchObject({ placeId: 'vostochny', signs: ['it has called there before (once)'] });
  });

  it('are none where its course alone speaks for them, whatever else it declares', () => {
    for (const destination of ['', 'FOR ORDERS', 'BUSAN', 'RAJIN']) {
      const ship = eastbound()
        .says({ destination })
        .sails({ to: away(rajin, 60, 62), kn: 10 });
      expect(said(ship, { ports, knows: false }), destination).toEqual([]);
    }
  });

  it('are the one where it has called, though it declares another that does not lie on its course', () => {
    const events = [at(call('vostochny', -20, -19), DAY0)];
    const ship = eastbound()
      .says({ destination: 'RAJIN' })
      .sails({ to: away(rajin, 60, 62), kn: 10 });
    expect(said(ship, { ports, events, knows: false })[0]!.facts.placeId).toBe('vostochny');
  });

  it('do not flap: the next is named once the first lies off the course, under the same id', () => {
    const revisions = said(
      eastbound()
        .sails({ to: away(rajin, 70, 62), kn: 10 })
        .sails({ to: away(nakhodka, 21, 254), kn: 10 }),
      { ports },
    );
    expect(new Set(revisions.map(({ id }) => id)).size).toBe(1);
    expect([...new Set(revisions.map(({ facts }) => facts.placeId))]).toEqual(['vladivostok', 'nakhodka']);
    expect(revisions.find(({ facts }) => facts.placeId === 'nakhodka')!.reason).toMatch(
      /^vladivostok lies off its course/,
    );
    expect(revisions.length).toBeLessThanOrEqual(7);
  });

  it('are the one behind the first, when that is passed close by', () => {
    const ship = vessel('LADY R')
      .at(away(nakhodka, 80, 255), DAY0)
      .sails({ to: away(nakhodka, 12, 180), kn: 10 });
    const revisions = said(ship.sails({ to: away(vostochny, 8, 180), kn: 6 }), { ports });
    expect(revisions.at(-1)).toMatchObject({ state: 'open', id: revisions[0]!.id });
    expect(revisions.map(({ facts }) => facts.outcome)).not.toContain('turned away');
  });

  it('are an arrival at another of them, and named so', () => {
    const events = [at(call('vostochny', 1, null), DAY0 + ms('8 h'))];
    const last = said(eastbound().sails({ to: away(rajin, 60, 62), kn: 10 }), { ports, events }).at(-1)!;
    expect(last).toMatchObject({ state: 'closed', facts: { placeId: 'vostochny', outcome: 'arrived' } });
    expect(last.reason).toBe('it called at vostochny, which lay on the same course');
  });
});

it('begins another approach, under another id, when it heads there again after one that has ended', () => {
  const ship = towards(rajin, 200, 100);
  ship.sails({ to: away(ship.here, 40, 90), kn: 10 }).sails({ to: away(rajin, 60), kn: 10 });
  const revisions = said(ship);
  expect(new Set(revisions.map(({ id }) => id)).size).toBe(2);
  expect(revisions.filter(({ revision }) => revision === 1)).toHaveLength(2);
});

describe('a restart', () => {
  it('after every input says the same', () => {
    const ship = vessel('LADY R')
      .at(away(rajin, 30, 62), DAY0)
      .says({ destination: 'FOR ORDERS' });
    ship
      .sails({ to: away(nakhodka, 21, 254), kn: 10 })
      .goesSilent('12 h')
      .sails({ to: away(rajin, 60, 62), kn: 11 });
    const scene = { ports, until: ship.now + ms('3 d'), events: [at(call('vostochny', -20, -19), DAY0)] };
    const through = said(ship, scene);
    expect(through.length).toBeGreaterThan(6);
    expect(said(ship, { ...scene, restartAfter: 'every' })).toEqual(through);
  });
});
