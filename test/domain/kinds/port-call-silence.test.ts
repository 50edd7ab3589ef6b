// A silence that begins in a port: absence of data is no evidence, and one fix is no fact. What makes a pass, what an
// inferred call and what an observed one, for all ways in and out.

import { describe, expect, it } from 'vitest';
import { KM_PER_NM } from '../../../server/domain/geo.ts';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import type { PortCall } from '../../../server/domain/kinds/port-call/facts.ts';
import { portCall } from '../../../server/domain/kinds/port-call/port-call.ts';
import { at, away, ms, portAt, type Ship, standing, vessel, type WatchOptions, watch } from '../../scenario.ts';

const rajin = portAt('rajin', 130.3, 42.2333);
const next = portAt('next', away(rajin, 40).lon, away(rajin, 40).lat);
const START = '2024-02-01T00:00Z';

function calls(ship: Ship, options: Partial<WatchOptions> = {}): PortCall[] {
  const isCall = (event: VesselEvent): event is PortCall => event.kind === 'port-call';
  return standing(watch(portCall, ship, { places: [rajin, next], ...options })).filter(isCall);
}

/** In from 20 km at a speed, last heard 1 km short of the port's point. */
const comesIn = (kn: number) =>
  vessel('LADY R')
    .at(away(rajin, 20, 270), START)
    .sails({ to: away(rajin, 1, 270), kn, every: '5 min' });

/** Heard again so far on, and sails off. */
function heardAgain(ship: Ship, silence: string, km: number, kn: number): Ship {
  const there = away(rajin, km, 90);
  return ship
    .goesSilent(silence)
    .at(there, ship.now)
    .sails({ to: away(there, 30, 90), kn: Math.max(kn, 6), every: '5 min' });
}

const atRajin = (ship: Ship) =>
  calls(ship, { until: ship.now + ms('5 h') }).find(({ facts }) => facts.placeId === 'rajin')!;

describe('a silence after a fast fix in a port', () => {
  it.each([
    ['5 h', 12, 12],
    ['7 h', 12, 12],
    ['7 h', 12, 9],
    ['20 h', 12, 10],
    ['40 h', 14, 12],
    ['7 h', 8, 12],
  ])('of %s that sailing on at %d and %d kn explains is a pass', (silence, before, after) => {
    const km = ((before + after) / 2) * KM_PER_NM * (ms(silence) / 3_600_000);
    const call = atRajin(heardAgain(comesIn(before), silence, km, after));
    expect(call).toMatchObject({ basis: 'observed', facts: { confidence: 1, stops: [] } });
    expect(call.facts.gaps).toMatchObject([{ sailedOn: true }]);
  });

  it('explains nothing less than four hours lost, and makes an inferred call of more', () => {
    const lost = (hours: number) => atRajin(heardAgain(comesIn(12), '20 h', 12 * KM_PER_NM * (20 - hours), 12));
    expect(lost(3.8)).toMatchObject({ basis: 'observed', facts: { confidence: 1 } });
    expect(lost(4.2)).toMatchObject({ basis: 'inferred', facts: { confidence: 2, stops: [] } });
  });

  it('that ends where it began is an inferred call with its window', () => {
    const ship = comesIn(12);
    const lastAt = ship.now;
    ship.goesSilent('9 h').sails({ to: away(rajin, 20, 270), kn: 12, every: '5 min' });
    const call = atRajin(ship);
    expect(call).toMatchObject({ state: 'closed', basis: 'inferred', facts: { confidence: 2, stops: [] } });
    expect(call.facts.gaps).toEqual([{ fromAt: lastAt, toAt: lastAt + ms('9 h') }]);
  });

  it('says nothing while it lasts, however long', () => {
    const ship = comesIn(12);
    const [call] = calls(ship, { until: ship.now + ms('30 d') });
    expect(call).toMatchObject({ state: 'open', basis: 'observed', facts: { confidence: 1, stops: [] } });
  });

  it('is no call at any of the ports on the way', () => {
    const ship = heardAgain(comesIn(12), '5 h', 12 * KM_PER_NM * 5, 12);
    const between = vessel('LADY R')
      .at(away(rajin, 20, 270), START)
      .sails({ to: away(rajin, 1, 270), kn: 12, every: '5 min' });
    // Once more in the next port, 40 km on, and silent there, too.
    between.goesSilent('4 h 30 min').at(away(next, 1), between.now).sends(12);
    heardAgain(between.goesSilent('1 min'), '8 h', 40 + 12 * KM_PER_NM * 8, 12);
    for (const story of [ship, between]) {
      expect(calls(story).filter(({ facts }) => facts.confidence > 1 && facts.placeId === 'next')).toEqual([]);
    }
  });

  it('is explained around land, not across it', () => {
    // The way by sea is three times as long as the straight one.
    const sea = {
      measure: 'around land' as const,
      shoreKm: () => Number.NaN,
      distanceKm: (lonA: number, latA: number, lonB: number, latB: number) =>
        3 * Math.hypot((lonA - lonB) * 82.3, (latA - latB) * 111.2),
    };
    const ship = heardAgain(comesIn(12), '12 h', 4 * 12 * KM_PER_NM, 12);
    expect(atRajin(ship).basis).toBe('inferred');
    const call = calls(ship, { sea }).find(({ facts }) => facts.placeId === 'rajin')!;
    expect(call).toMatchObject({ basis: 'observed', facts: { confidence: 1 } });
  });
});

describe('one slow fix in a port', () => {
  const alone = () =>
    comesIn(10)
      .goesSilent('5 min')
      .at(away(rajin, 0.8, 270), START)
      .at(away(rajin, 0.8, 270), comesIn(10).now + ms('5 min'))
      .sends(0);

  it('is no stop: the ship sails on', () => {
    const ship = alone();
    ship.goesSilent('5 min').sails({ to: away(rajin, 20, 90), kn: 10, every: '5 min' });
    expect(atRajin(ship)).toMatchObject({ facts: { confidence: 1, stops: [] } });
  });

  it('is one with a second some minutes later, dated from the first', () => {
    const ship = alone();
    const slowAt = ship.now;
    ship.goesSilent('2 min').sends(0);
    expect(calls(ship)[0]!.facts.stops).toEqual([]);
    ship.goesSilent('2 min').sends(0);
    expect(calls(ship)[0]).toMatchObject({ basis: 'observed', facts: { stops: [{ fromAt: slowAt }] } });
  });

  it('is none of a ship whose log is stuck at 0 kn while it sails through', () => {
    for (const every of ['30 s', '2 min', '5 min', '10 min']) {
      const ship = vessel('LADY R')
        .at(away(rajin, 60, 270), START)
        .sails({ to: away(rajin, 60, 90), kn: 12, every, sentKn: 0 });
      for (const { facts } of calls(ship)) expect(facts, every).toMatchObject({ confidence: 1, stops: [] });
    }
  });

  it('is none of a ship whose log sticks at 0 kn inside', () => {
    for (const every of ['30 s', '2 min', '5 min']) {
      const ship = comesIn(12).sails({ to: away(rajin, 40, 90), kn: 12, every, sentKn: 0 });
      const call = atRajin(ship.sails({ to: away(rajin, 60, 90), kn: 12, every }));
      expect(call.facts, every).toMatchObject({ confidence: 1, stops: [] });
    }
  });
});

describe('one fix outside', () => {
  const lies = () => comesIn(6).stops('3 h', { kn: 0 });

  it('is no exit of a ship that lies: one call', () => {
    for (const km of [4.5, 6, 9]) {
      const ship = lies();
      const { here } = ship;
      ship.goesSilent('40 min').arrives(away(rajin, km), 0);
      ship.goesSilent('40 min').at(here, ship.now).stops('3 h', { kn: 0 });
      expect(
        calls(ship).map(({ state }) => state),
        `${km} km`,
      ).toEqual(['open']);
    }
  });

  it('is one, with the instant of the first, once a second one follows', () => {
    const ship = lies().goesSilent('1 h').arrives(away(rajin, 6), 8);
    const outAt = ship.now;
    ship.goesSilent('10 min').arrives(away(rajin, 8), 8);
    expect(calls(ship)[0]).toMatchObject({ state: 'closed', facts: { exit: { fromAt: outAt, toAt: outAt } } });
  });

  it('is one when nothing follows for four hours: that is where it was heard last', () => {
    const ship = lies().goesSilent('1 h').arrives(away(rajin, 6), 8);
    const outAt = ship.now;
    expect(calls(ship, { until: outAt + ms('3 h 59 min') })[0]!.state).toBe('open');
    const said = calls(ship, { until: outAt + ms('4 h') });
    expect(said).toMatchObject([{ state: 'closed', knownAt: outAt + ms('4 h'), facts: { exit: { toAt: outAt } } }]);
    // And so when a fix inside follows: it has been out, and is in again.
    ship.goesSilent('6 h').at(away(rajin, 1), ship.now).stops('1 h', { kn: 0 });
    expect(calls(ship).map(({ state }) => state)).toEqual(['closed', 'open']);
  });

  it('inside the next port begins a call there with that fix', () => {
    const near = portAt('near', away(rajin, 8).lon, away(rajin, 8).lat);
    const ship = lies().goesSilent('2 h').arrives(near, 0);
    const thereAt = ship.now;
    ship.stops('1 h', { kn: 0 });
    const [first, second] = calls(ship, { places: [rajin, near] });
    expect(first).toMatchObject({ state: 'closed', facts: { placeId: 'rajin', exit: { toAt: thereAt } } });
    expect(second).toMatchObject({ beganAt: thereAt, facts: { placeId: 'near', stops: [{ fromAt: thereAt }] } });
  });
});

describe('a ship that left its stop, was silent, and comes in again', () => {
  it('has left unseen and come in unseen: two calls with their windows', () => {
    const ship = comesIn(6)
      .stops('3 h', { kn: 0 })
      .sails({ to: away(rajin, 2.5, 90), kn: 8, every: '5 min' });
    const lastAt = ship.now;
    ship
      .goesSilent('6 d')
      .sails({ to: away(rajin, 1, 270), kn: 8, every: '5 min' })
      .stops('3 h', { kn: 0 });
    const window = { fromAt: lastAt, toAt: lastAt + ms('6 d') };
    expect(calls(ship)).toMatchObject([
      { state: 'closed', endedAt: lastAt, facts: { exit: window, confidence: 4 } },
      { state: 'open', facts: { entry: window, stops: [{}] } },
    ]);
  });

  it('has, too, where one fix shows it under way before and one after', () => {
    const ship = comesIn(6)
      .stops('3 h', { kn: 0 })
      .goesSilent('15 min')
      .arrives(away(rajin, 2.5, 90), 8);
    ship.goesSilent('12 h').arrives(ship.here, 8).goesSilent('10 min').at(rajin, ship.now).stops('1 h', { kn: 0 });
    expect(calls(ship).map(({ state }) => state)).toEqual(['closed', 'open']);
  });

  it('has not, for all that anybody knows, where it lay at either end', () => {
    const ship = comesIn(6).stops('3 h', { kn: 0 }).goesSilent('6 d').stops('3 h', { kn: 0 });
    expect(calls(ship)).toMatchObject([{ state: 'open', facts: { exit: null } }]);
  });
});

describe('a call that lasts', () => {
  const swings = (weeks: number, km: number) => {
    const ship = vessel('A').at(away(rajin, 2), START);
    for (let swing = 0; swing < weeks * 28; swing++) {
      ship.at(away(away(rajin, 1.5), km, (swing * 67) % 360), ship.now).stops('5 h 30 min', { kn: 0.1 });
      ship.goesSilent('10 min').sends(0.8).goesSilent('20 min');
    }
    return ship;
  };
  const revisions = (ship: Ship) => watch(portCall, ship, { places: [rajin] }).length;

  it('is told once where the ship swings at anchor, for as long as it likes', () => {
    expect([revisions(swings(1, 0.4)), revisions(swings(6, 0.4))]).toEqual([1, 1]);
  });

  it('is told again a few times a day at most where it shifts without end', () => {
    for (const weeks of [1, 3]) expect(revisions(swings(weeks, 1.2)) / (weeks * 7)).toBeLessThanOrEqual(6);
  });

  it('tells its first stop and its end at once', () => {
    const ship = comesIn(6)
      .stops('1 h', { kn: 0 })
      .sails({ to: away(rajin, 8, 90), kn: 8, every: '5 min' });
    const said = watch(portCall, ship, { places: [rajin] });
    expect(said.map(({ state }) => state)).toEqual(['open', 'open', 'closed']);
    expect(said.at(-1)!.knownAt).toBeLessThanOrEqual(at(START) + (ship.now - at(START)));
  });
});
