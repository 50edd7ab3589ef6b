// What port calls must be told, and what must not: the frozen vectors, every edge case of the table under its number,
// both sides of each threshold, and the properties that hold for any track.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import type { PortCall } from '../../../server/domain/kinds/port-call/facts.ts';
import { MOST_PER_CALL } from '../../../server/domain/kinds/port-call/open-call.ts';
import { portCall } from '../../../server/domain/kinds/port-call/port-call.ts';
import type { Report } from '../../../server/domain/report.ts';
import { at, away, ms, portAt, type Ship, standing, vessel, type WatchOptions, watch } from '../../scenario.ts';

const rajin = portAt('rajin', 130.3, 42.2333);
const START = '2024-02-01T00:00Z';

function isPortCall(event: VesselEvent): event is PortCall {
  return event.kind === 'port-call';
}

function told(ship: Ship | readonly Report[], options: Partial<WatchOptions> = {}): PortCall[] {
  return watch(portCall, ship, { places: [rajin], ...options }).filter(isPortCall);
}

/** The newest revision of each call. */
function calls(ship: Ship | readonly Report[], options: Partial<WatchOptions> = {}): PortCall[] {
  return standing(told(ship, options)).filter(isPortCall);
}

const ladyR = () => vessel('LADY R', { mmsi: 273212120, imo: 9161003 });
/** At the berth: 0.5 km from the port's point. */
const berth = away(rajin, 0.5);
const offshore = away(rajin, 20);

/** In from 6 km, at the berth for so long, out to 6 km. */
function visits(stay = '3 h', kn = 0.1): Ship {
  return ladyR()
    .at(away(rajin, 6), START)
    .sails({ to: berth, kn: 6 })
    .stops(stay, { kn })
    .sails({
      to: away(rajin, 6),
      kn: 6,
    });
}

describe('port call: the frozen vectors', () => {
  it('PV-1: in from 6 km, three hours at the berth, out again: one call of confidence 4', () => {
    const [call, ...others] = calls(visits());
    expect(others).toEqual([]);
    expect(call).toMatchObject({ state: 'closed', basis: 'observed', vesselId: 'imo:9161003', mmsi: 273212120 });
    expect(call!.facts).toMatchObject({ placeId: 'rajin', confidence: 4, waiting: false, runnerUpId: null });
    expect(call!.facts.stops).toHaveLength(1);
    expect(call!.facts.entry!.fromAt).toBe(call!.facts.entry!.toAt);
    expect(call!.facts.exit!.fromAt).toBe(call!.facts.exit!.toAt);
    expect(call!.beganAt).toBe(call!.facts.entry!.toAt);
    expect(call!.endedAt).toBe(call!.facts.exit!.fromAt);
  });

  it('PV-2: passing at 12 kn, 2.5 km off: confidence 1, told only when it is over, and only of a watched vessel', () => {
    const passing = () =>
      ladyR()
        .at(away(away(rajin, 2.5, 0), 12, 270), START)
        .sails({ to: away(away(rajin, 2.5, 0), 12, 90), kn: 12, every: '1 min' });
    const [call] = calls(passing());
    expect(call!.facts).toMatchObject({ confidence: 1, stops: [], gaps: [] });
    expect(call!.state).toBe('closed');
    expect(told(passing(), { watched: false })).toEqual([]);
  });

  it('PV-3: a dance at the rim (2.9, 3.5, 2.9, 3.9 km) and then a stop is one call', () => {
    const ship = ladyR().at(away(rajin, 6), START).sends(5);
    for (const km of [2.9, 3.5, 2.9, 3.9]) ship.goesSilent('20 min').arrives(away(rajin, km), 3);
    ship.goesSilent('20 min').arrives(berth, 0).stops('2 h');
    expect(calls(ship)).toHaveLength(1);
  });

  it('PV-4: last heard 20 km out, next at the berth nine hours later: the entry is a window of nine hours', () => {
    const ship = ladyR().at(offshore, START).sends(10).goesSilent('9 h').arrives(berth).stops('2 h');
    const [call] = calls(ship);
    expect(call!.facts.entry).toEqual({ fromAt: at(START), toAt: at('2024-02-01T09:00Z') });
    expect(call!.facts.confidence).toBe(3);
    expect(call!.beganAt).toBe(at('2024-02-01T09:00Z'));
  });

  it('PV-5: first heard at the berth, then leaves: confidence 3', () => {
    const ship = ladyR()
      .at(berth, START)
      .stops('2 h')
      .sails({ to: away(rajin, 6), kn: 6 });
    expect(calls(ship)[0]!.facts).toMatchObject({ confidence: 3, entry: null });
  });

  it('PV-6: heard at the berth only, gap before and after: confidence 2', () => {
    const ship = ladyR().at(berth, START).stops('2 h');
    const [call] = calls(ship, { until: '2024-02-02T00:00Z' });
    expect(call).toMatchObject({ state: 'open', endedAt: null });
    expect(call!.facts).toMatchObject({ confidence: 2, entry: null, exit: null });
    expect(call!.facts.gaps).toEqual([{ fromAt: at('2024-02-01T02:00Z'), toAt: null }]);
  });

  it('GAP-1: 3 h 59 min of gap in port is none, 4 h is one', () => {
    const silent = (length: string) => ladyR().at(berth, START).stops('1 h').goesSilent(length).stops('5 h');
    expect(calls(silent('3 h 59 min'))[0]!.facts.gaps).toEqual([]);
    expect(calls(silent('4 h'))[0]!.facts.gaps).toEqual([
      { fromAt: at('2024-02-01T01:00Z'), toAt: at('2024-02-01T05:00Z') },
    ]);
  });
});

describe('port call: the edge cases of the table', () => {
  it('1: a first message inside gives no entry, and a stop there still makes a call', () => {
    const [call] = calls(ladyR().at(berth, START).stops('10 min'));
    expect(call!.facts).toMatchObject({ entry: null, confidence: 2 });
  });

  it('1: a first message inside that only sails out is a passing with an exit and no entry', () => {
    const [call] = calls(
      ladyR()
        .at(berth, START)
        .sails({ to: away(rajin, 6), kn: 8 }),
    );
    expect(call!.facts).toMatchObject({ entry: null, confidence: 1 });
    expect(call!.facts.exit).not.toBeNull();
  });

  it('2: a stream that ends inside leaves the call open with no exit, and a gap opens after 4 h by tick', () => {
    const ship = ladyR().at(away(rajin, 6), START).sails({ to: berth, kn: 6 }).stops('1 h');
    const before = told(ship, { until: ship.now + ms('3 h 59 min') });
    expect(before.at(-1)).toMatchObject({ state: 'open', endedAt: null, facts: { exit: null, gaps: [] } });
    const after = told(ship, { until: ship.now + ms('30 d') });
    expect(after.slice(0, -1)).toEqual(before);
    expect(after.at(-1)).toMatchObject({
      state: 'open',
      knownAt: ship.now + ms('4 h'),
      facts: { exit: null, gaps: [{ fromAt: ship.now, toAt: null }] },
    });
  });

  it('3: passing through the circle at 10 kn is confidence 1', () => {
    const ship = ladyR()
      .at(offshore, START)
      .sails({ to: away(rajin, 20, 270), kn: 10, every: '2 min' });
    expect(calls(ship).map(({ facts }) => facts.confidence)).toEqual([1]);
  });

  it('4: flapping between 2.9 and 3.99 km for a day is one call', () => {
    const ship = ladyR().at(away(rajin, 6), START).sends(6);
    for (let i = 0; i < 50; i++) ship.goesSilent('30 min').arrives(away(rajin, i % 2 === 0 ? 2.9 : 3.99), 1);
    expect(calls(ship)).toHaveLength(1);
    expect(calls(ship)[0]!.state).toBe('open');
  });

  it('5: a gap that begins outside and ends inside makes the entry a window from 4 h on', () => {
    const dark = (length: string) =>
      calls(ladyR().at(away(rajin, 6), START).sends(6).goesSilent(length).arrives(berth))[0]!.facts.entry!;
    expect(dark('3 h 59 min')).toEqual({ fromAt: at('2024-02-01T03:59Z'), toAt: at('2024-02-01T03:59Z') });
    expect(dark('4 h')).toEqual({ fromAt: at(START), toAt: at('2024-02-01T04:00Z') });
  });

  it('6: closes a port call when the vessel leaves during a gap, and the exit is a window', () => {
    const ship = ladyR().at(away(rajin, 6), START).sails({ to: berth, kn: 6 }).stops('3 h');
    const lastInsideAt = ship.now;
    ship.goesSilent('9 h').arrives(offshore, 12);
    const outsideAt = ship.now;
    // One fix is no exit.
    expect(calls(ship)[0]).toMatchObject({ state: 'open', facts: { exit: null } });
    ship.goesSilent('10 min').arrives(away(offshore, 3), 12);
    const [call] = calls(ship);
    expect(call!.state).toBe('closed');
    expect(call!.endedAt).toBe(lastInsideAt);
    expect(call!.facts.exit).toEqual({ fromAt: lastInsideAt, toAt: outsideAt });
    expect(call!.facts.gaps).toEqual([{ fromAt: lastInsideAt, toAt: outsideAt }]);
    expect(call!.facts.stops.at(-1)!.toAt).toBe(lastInsideAt);
  });

  it('6: leaves dark and is next heard 235 km away in another port: two calls, both ends windows', () => {
    const vostochny = portAt('vostochny', 133.0833, 42.75);
    const ship = ladyR().at(away(rajin, 6), START).sails({ to: berth, kn: 6 }).stops('3 h');
    const lastInsideAt = ship.now;
    ship.goesSilent('20 h').arrives(away(vostochny, 1)).stops('2 h');
    const [first, second] = calls(ship, { places: [rajin, vostochny] });
    const dark = { fromAt: lastInsideAt, toAt: lastInsideAt + ms('20 h') };
    expect(first).toMatchObject({ state: 'closed', facts: { placeId: 'rajin', exit: dark } });
    expect(second).toMatchObject({ state: 'open', facts: { placeId: 'vostochny', entry: dark } });
  });

  it('7: a gap from outside to outside is no port call, however near the port', () => {
    const ship = ladyR()
      .at(away(rajin, 5), START)
      .sends(6)
      .goesSilent('30 h')
      .arrives(away(rajin, 5, 200), 6);
    expect(told(ship)).toEqual([]);
  });

  it('8: GPS noise of 0.3 kn at the berth neither ends a stop nor begins one', () => {
    const ship = ladyR().at(berth, START).stops('1 h').stops('3 h', { kn: 0.3 }).stops('1 h');
    expect(told(ship)).toHaveLength(1);
    expect(told(ladyR().at(berth, START).stops('3 h', { kn: 0.3 }))).toEqual([]);
  });

  it('9: with the speed missing a stop is known from the displacement over 3 min', () => {
    const mute = (every: string) =>
      ladyR().at(away(rajin, 6), START).sails({ to: berth, kn: 6, every: '1 min', sentKn: Number.NaN }).stops('1 h', {
        kn: Number.NaN,
        every,
      });
    expect(calls(mute('1 min'))[0]!.facts.stops).toHaveLength(1);
    expect(calls(mute('10 min'))[0]!.facts.stops).toHaveLength(1);
    const once = ladyR().at(berth, START).sends(Number.NaN).goesSilent('2 min').sends(Number.NaN);
    expect(told(once)).toEqual([]);
  });

  it('10: inside two circles the nearest port names the call and the other is kept', () => {
    const kozmino = portAt('kozmino', rajin.lon, rajin.lat + 0.03);
    const ship = ladyR()
      .at(away(rajin, 6), START)
      .sails({ to: away(rajin, 1, 0), kn: 6 })
      .stops('1 h');
    const [call] = calls(ship, { places: [kozmino, rajin] });
    expect(call!.facts).toMatchObject({ placeId: 'rajin', runnerUpId: 'kozmino' });
    expect(call!.facts.distanceKm).toBeCloseTo(1, 6);
  });

  it('10: the first stop renames a call that entered nearer to the other port, under the same id', () => {
    const kozmino = portAt('kozmino', 130.33, rajin.lat);
    const ship = ladyR().at(away(kozmino, 6), START).sails({ to: berth, kn: 6 }).stops('1 h');
    const events = told(ship, { places: [kozmino, rajin] });
    expect(events.map(({ facts }) => facts.placeId)).toEqual(['kozmino', 'rajin']);
    expect(new Set(events.map(({ id }) => id)).size).toBe(1);
  });

  it('10: once a stop has named the call, leaving that circle ends it and the next circle begins another', () => {
    const kozmino = portAt('kozmino', rajin.lon, rajin.lat + 0.05);
    const ship = ladyR()
      .at(away(rajin, 6, 180), START)
      .sails({ to: rajin, kn: 6 })
      .stops('1 h')
      .sails({ to: kozmino, kn: 6 })
      .stops('1 h');
    const [first, second, ...others] = calls(ship, { places: [rajin, kozmino] });
    expect(others).toEqual([]);
    expect(first).toMatchObject({ state: 'closed', facts: { placeId: 'rajin', confidence: 4 } });
    expect(second).toMatchObject({ state: 'open', facts: { placeId: 'kozmino', confidence: 3 } });
    expect(second!.beganAt).toBe(first!.facts.exit!.toAt);
  });

  it('11: a berth shift inside a port is one call with two stops, seen or unseen', () => {
    const other = away(rajin, 2, 200);
    const seen = ladyR().at(berth, START).stops('2 h').sails({ to: other, kn: 3, every: '2 min' }).stops('2 h');
    const unseen = ladyR().at(berth, START).stops('2 h').goesSilent('2 h').at(other, '2024-02-01T04:00Z').stops('2 h');
    for (const ship of [seen, unseen]) {
      const [call, ...others] = calls(ship);
      expect(others).toEqual([]);
      expect(call!.facts.stops).toHaveLength(2);
      expect(call!.facts.stops[0]!.toAt).not.toBeNull();
    }
  });

  it('12: a stop in a waiting area is marked waiting until 24 h', () => {
    const kavkaz = portAt('kavkaz', 36.65, 45.3333, { waitingArea: true });
    const waits = (length: string) =>
      calls(ladyR().at(away(kavkaz, 1), START).stops(length, { every: '1 h' }), { places: [kavkaz] })[0]!.facts;
    expect(waits('23 h 59 min').waiting).toBe(true);
    expect(waits('24 h').waiting).toBe(false);
    const [left] = calls(
      ladyR()
        .at(away(kavkaz, 6), START)
        .sails({ to: kavkaz, kn: 6 })
        .stops('5 h')
        .sails({ to: away(kavkaz, 6), kn: 6 }),
      { places: [kavkaz] },
    );
    expect(left).toMatchObject({ state: 'closed', facts: { waiting: true, confidence: 4 } });
  });

  it('13: a call on the antimeridian is one call, entered and left across it', () => {
    const taveuni = portAt('taveuni', 179.995, -16.8);
    const ship = ladyR()
      .at(away(taveuni, 8, 90), START)
      .sails({ to: taveuni, kn: 6, every: '2 min' })
      .stops('2 h')
      .sails({ to: away(taveuni, 8, 90), kn: 6, every: '2 min' });
    expect(ship.reports[0]!.lon).toBeLessThan(-179);
    expect(calls(ship, { places: [taveuni] }).map(({ facts }) => facts.confidence)).toEqual([4]);
  });

  it('13: a call beside the pole is one call', () => {
    const pole = portAt('pole', 20, 89.99);
    const ship = ladyR()
      .at(away(pole, 8, 10), START)
      .sails({ to: pole, kn: 6, every: '2 min' })
      .stops('2 h')
      .sails({ to: away(pole, 8, 190), kn: 6, every: '2 min' });
    expect(calls(ship, { places: [pole] }).map(({ facts }) => facts.confidence)).toEqual([4]);
  });

  it('14: whole-knot speeds stop at 0 kn and move at 1 kn', () => {
    const coarse = (kn: number) => {
      const ship = vessel('MAIA-1', { mmsi: 273000000, coarse: true });
      return ship.at(away(rajin, 6), START).sails({ to: berth, kn: 6, every: '3 min' }).stops('1 h', { kn });
    };
    expect(calls(coarse(0))[0]!.facts.stops).toHaveLength(1);
    expect(calls(coarse(1))[0]!.facts.stops).toEqual([]);
    const leaves = coarse(0)
      .stops('4 h', { kn: 0 })
      .sails({ to: away(berth, 1.5), kn: 1 });
    expect(calls(leaves)[0]!.facts.stops[0]!.toAt).not.toBeNull();
  });
});

describe('port call: thresholds', () => {
  it('enters at 3.00 km and not at 3.01 km', () => {
    const stopsAt = (km: number) =>
      calls(ladyR().at(away(rajin, 6), START).sends(6).goesSilent('1 h').arrives(away(rajin, km)));
    expect(stopsAt(2.99)).toHaveLength(1);
    expect(stopsAt(3)).toHaveLength(1);
    expect(stopsAt(3.01)).toEqual([]);
  });

  it('leaves at 4.00 km and not at 3.99 km', () => {
    const leavesTo = (km: number) =>
      calls(
        ladyR()
          .at(berth, START)
          .stops('1 h')
          .goesSilent('1 h')
          .arrives(away(rajin, km), 6)
          .goesSilent('1 min')
          .sends(6),
      )[0]!.state;
    expect(leavesTo(3.99)).toBe('open');
    expect(leavesTo(4)).toBe('closed');
    expect(leavesTo(4.01)).toBe('closed');
  });

  it('stops at 0.2 kn and not at 0.21 kn; moves at 0.5 kn and not at 0.49 kn', () => {
    const stops = (kn: number) => told(ladyR().at(berth, START).stops('10 min', { kn })).length;
    expect([stops(0.19), stops(0.2), stops(0.21)]).toEqual([1, 1, 0]);
    const ended = (kn: number) =>
      calls(
        ladyR()
          .at(berth, START)
          .stops('10 min', { kn: 0 })
          .goesSilent('10 min')
          .sends(kn)
          .goesSilent('10 min')
          .arrives(away(berth, 1.1), kn)
          .sails({ to: away(rajin, 8), kn: 6 }),
      )[0]!.facts.stops[0]!.toAt ===
      at(START) + ms('20 min');
    expect([ended(0.49), ended(0.5), ended(0.51)]).toEqual([false, true, true]);
  });

  it('ends a stop once the ship is over 1 km from it, and dates the end from its first speed over 0.5 kn', () => {
    const goes = (km: number) => {
      const ship = ladyR().at(rajin, START).stops('5 h', { kn: 0 }).goesSilent('10 min').sends(0.6);
      return told(ship.goesSilent('10 min').arrives(away(rajin, km), 2));
    };
    expect(goes(0.99)).toHaveLength(1);
    expect(goes(1.01)).toHaveLength(2);
    expect(goes(1.01)[1]!.facts.stops[0]!.toAt).toBe(at(START) + ms('5 h 10 min'));
  });

  it('hears one stop where noise takes a moored ship over 0.5 kn time and again', () => {
    const ship = ladyR().at(away(rajin, 6), START).sails({ to: berth, kn: 6 });
    for (let i = 0; i < 40; i++) ship.stops('10 min', { kn: i % 2 === 0 ? 0 : 0.8, every: '3 min' });
    const events = told(ship);
    expect(events).toHaveLength(2);
    expect(events.at(-1)!.facts.stops).toMatchObject([{ toAt: null }]);
  });

  it('shifts berth unseen beyond 1 km and swings at anchor below', () => {
    const stops = (km: number) =>
      calls(
        ladyR()
          .at(rajin, START)
          .stops('10 min', { kn: 0 })
          .goesSilent('3 h 50 min')
          .arrives(away(rajin, km))
          .stops('10 min', { kn: 0 }),
      )[0]!.facts.stops.length;
    expect([stops(0.99), stops(1.01)]).toEqual([1, 2]);
  });

  it('splits a call when the track restarts over 60 nm away, and not below', () => {
    const jumps = (nm: number) => {
      const ship = ladyR().at(away(rajin, 6), START).sails({ to: berth, kn: 6 }).stops('1 h');
      const far = away(rajin, nm * 1.852);
      // Fixes in agreement, each too soon after the last one in port to be true.
      for (let i = 0; i < 5; i++) ship.goesSilent('1 min').arrives(far, 0);
      return calls(ship)[0]!;
    };
    expect(jumps(61)).toMatchObject({ state: 'closed', facts: { exit: null, confidence: 3 } });
    expect(jumps(61).reason).toContain('restarts 61 nm away');
    expect(jumps(59)).toMatchObject({ state: 'closed', facts: { confidence: 4 } });
    expect(jumps(59).facts.exit).not.toBeNull();
  });

  it('gives no entry to a call that begins with the restart of a track', () => {
    const ship = ladyR().at(away(rajin, 200), START).sends(10);
    for (let i = 0; i < 7; i++) ship.goesSilent('1 min').arrives(berth, 0);
    expect(calls(ship)[0]!.facts).toMatchObject({ entry: null, confidence: 2 });
  });
});

describe('port call: what is said, and when', () => {
  it('says entry, stop, stop end and exit of a watched vessel as revisions of one event, and nothing per fix', () => {
    const events = told(visits('30 h'));
    expect(events.map(({ state, revision, facts }) => [state, revision, facts.confidence])).toEqual([
      ['open', 1, 1],
      ['open', 2, 3],
      ['open', 3, 3],
      ['closed', 4, 4],
    ]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(1);
    const known = events.map(({ knownAt }) => knownAt);
    expect(known).toEqual([...known].sort((a, b) => a - b));
  });

  it('says the first stop of a vessel that nobody watches, and not its entry', () => {
    const events = told(visits('30 h'), { watched: false });
    expect(events[0]!.facts.stops).toHaveLength(1);
    expect(events.map(({ revision }) => revision)).toEqual([1, 2, 3]);
  });

  it('says a gap when the tick tells it, even of a ship that never stopped', () => {
    const ship = ladyR()
      .at(away(rajin, 6), START)
      .sails({ to: away(rajin, 2), kn: 6 });
    const events = told(ship, { until: ship.now + ms('5 h') });
    expect(events.at(-1)!.facts).toMatchObject({ confidence: 1, stops: [], gaps: [{ fromAt: ship.now, toAt: null }] });
    expect(events.at(-1)!.knownAt).toBe(ship.now + ms('4 h'));
  });

  it('says the same whether the tick or the next fix tells of a gap', () => {
    const deaf = { ...portCall, tick: () => {} };
    for (const length of ['3 h 59 min', '4 h', '7 h']) {
      const ship = ladyR().at(berth, START).stops('1 h').goesSilent(length).stops('1 h');
      expect(watch(deaf, ship, { places: [rajin] }), length).toEqual(watch(portCall, ship, { places: [rajin] }));
    }
  });

  it('tells a vessel recognised in port with its true entry', () => {
    const ship = ladyR()
      .at(away(rajin, 6), START)
      .sails({ to: away(rajin, 2), kn: 6 });
    const enteredUnknown = told(ship, { watched: false });
    expect(enteredUnknown).toEqual([]);
    ship.sails({ to: berth, kn: 3 });
    expect(told(ship, { watched: true })[0]!.facts.entry).not.toBeNull();
  });

  it('gives the same call the same id on every run, and another vessel another', () => {
    const ids = (vesselId: string) => new Set(told(visits(), { vesselId }).map(({ id }) => id));
    expect(ids('imo:9161003')).toEqual(ids('imo:9161003'));
    expect(ids('imo:9161003')).not.toEqual(ids('imo:9179842'));
  });

  it('tells calls of one second apart when fixes with the same time go in and out', () => {
    const narrow = portAt('pier', rajin.lon, rajin.lat, { enterKm: 3, leaveKm: 3.1 });
    const ship = ladyR().at(away(rajin, 3.3), START).sends(5);
    for (const km of [2.9, 3.2, 2.9, 3.2, 2.9, 3.2]) ship.arrives(away(rajin, km), 5);
    const events = told(ship, { places: [narrow] });
    expect(events.filter(({ state }) => state === 'closed')).toHaveLength(3);
    expect(new Set(events.map(({ id }) => id)).size).toBe(3);
  });

  it('stretches the last stop and the last gap when a call has two hundred of each', () => {
    const ship = ladyR().at(berth, START);
    for (let i = 0; i < MOST_PER_CALL + 5; i++) {
      ship
        .arrives(i % 2 === 0 ? berth : away(berth, 2), 0)
        .goesSilent('5 min')
        .sends(0)
        .goesSilent('5 min')
        .sends(2)
        .goesSilent('5 h');
    }
    const [call] = calls(ship.arrives(offshore, 10).goesSilent('10 min').arrives(away(rajin, 23), 10));
    expect(call!.facts.stops).toHaveLength(MOST_PER_CALL);
    expect(call!.facts.gaps).toHaveLength(MOST_PER_CALL);
    expect(call!.facts.stops.at(-1)!.toAt).toBe(ship.now - ms('5 h 10 min'));
    expect(call!.facts.gaps[0]!.fromAt).toBe(at(START) + ms('10 min'));
  });

  it('closes without an exit when the port has been struck from the table', () => {
    const ship = ladyR().at(berth, START).stops('1 h');
    const state = portCall.begin();
    const kept = watch({ ...portCall, begin: () => state }, ship, { places: [rajin] });
    expect(kept).toHaveLength(1);
    const next = ladyR()
      .at(berth, ship.now + ms('10 min'))
      .sends(0)
      .goesSilent('1 h')
      .sends(0);
    const [closed] = calls(next, { places: [portAt('elsewhere', 0, 0)] });
    expect(closed).toBeUndefined();
    const after = watch({ ...portCall, begin: () => state }, next, { places: [portAt('elsewhere', 0, 0)] });
    expect(after).toMatchObject([{ state: 'closed', facts: { exit: null } }]);
  });

  it('lists every threshold with unit, meaning and ground', () => {
    for (const { name, unit, meaning, ground, value } of portCall.settings) {
      expect(
        [name, unit, meaning, ground].every((text) => text.length > 0),
        name,
      ).toBe(true);
      expect(Number.isFinite(value)).toBe(true);
    }
  });
});

/** Fixes on a small stage with two overlapping ports and one apart, with times that tie, creep and leap. */
const fixes = fc.array(
  fc.record({
    dtMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 600_000 }), fc.integer({ min: 1, max: 60 * 3_600_000 })),
    km: fc.double({ min: 0, max: 12, noNaN: true }),
    bearing: fc.integer({ min: 0, max: 359 }),
    speedKn: fc.constantFrom(0, 0.1, 0.2, 0.3, 0.5, 4, 12, Number.NaN, 102.2),
    coarse: fc.boolean(),
    far: fc.integer({ min: 0, max: 30 }),
  }),
  { minLength: 1, maxLength: 60 },
);
const stage = [rajin, portAt('sonbong', 130.34, 42.2333, { waitingArea: true }), portAt('vostochny', 133.0833, 42.75)];

function story(
  steps: { dtMs: number; km: number; bearing: number; speedKn: number; coarse: boolean; far: number }[],
): Ship {
  const ship = ladyR();
  let now = at(START);
  for (const { dtMs, km, bearing, speedKn, coarse, far } of steps) {
    now += dtMs;
    const base = far === 0 ? { lon: -70, lat: 40 } : far === 1 ? stage[2]! : rajin;
    ship.at(away(base, km, bearing), now).sends(speedKn, { coarse });
  }
  return ship;
}

describe('port call: for any track', () => {
  it('snapshot and restore through JSON after every input gives the same events', () => {
    fc.assert(
      fc.property(fixes, fc.boolean(), (steps, watched) => {
        const ship = story(steps);
        const options = { places: stage, watched, until: ship.now + ms('9 h') };
        const plain = watch(portCall, ship, options);
        expect(watch(portCall, ship, { ...options, restartAfter: 'every' })).toEqual(plain);
        expect(watch(portCall, ship, { ...options, restartAfter: 1 + Math.floor(steps.length / 2) })).toEqual(plain);
      }),
      { numRuns: 150 },
    );
  });

  it('a call once closed never opens again, revisions count up, and nothing is known before it happened', () => {
    fc.assert(
      fc.property(fixes, (steps) => {
        const ship = story(steps);
        const newest = new Map<string, PortCall>();
        for (const event of told(ship, { places: stage, until: ship.now + ms('9 h') })) {
          const before = newest.get(event.id);
          expect(before?.state ?? 'open').toBe('open');
          expect(event.revision).toBe((before?.revision ?? 0) + 1);
          expect(event.knownAt).toBeGreaterThanOrEqual(before?.knownAt ?? event.beganAt);
          expect(event.state === 'closed').toBe(event.endedAt !== null);
          if (event.endedAt !== null) expect(event.endedAt).toBeGreaterThanOrEqual(event.beganAt);
          const { stops, gaps, confidence, entry, exit } = event.facts;
          const stays = gaps.some(({ toAt, sailedOn }) => toAt !== null && !sailedOn);
          const ends = Number(entry !== null) + Number(exit !== null);
          expect(confidence).toBe(stops.length > 0 ? 2 + ends : stays ? 2 : 1);
          expect(event.basis).toBe(stops.length === 0 && stays ? 'inferred' : 'observed');
          for (const { fromAt, toAt } of [...stops, ...gaps])
            if (toAt !== null) expect(toAt).toBeGreaterThanOrEqual(fromAt);
          if (event.state === 'closed') expect([...stops, ...gaps].every(({ toAt }) => toAt !== null)).toBe(true);
          newest.set(event.id, event);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('state is plain data: JSON brings it back whole after every input', () => {
    fc.assert(
      fc.property(fixes, (steps) => {
        watch(portCall, story(steps), {
          places: stage,
          after: (state) => expect(JSON.parse(JSON.stringify(state))).toEqual(state),
        });
      }),
      { numRuns: 50 },
    );
  });
});
