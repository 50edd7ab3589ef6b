// Stops away from known places: what must be told, what must not, both sides of each threshold, and what must hold for
// any track.

import { describe, expect, it } from 'vitest';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import type { Stop } from '../../../server/domain/kinds/stop/facts.ts';
import { stopSentence } from '../../../server/domain/kinds/stop/sentence.ts';
import { stop } from '../../../server/domain/kinds/stop/stop.ts';
import { createPlaceIndex } from '../../../server/domain/places/place-index.ts';
import type { Report } from '../../../server/domain/report.ts';
import { away, ms, portAt, type Ship, standing, vessel, type WatchOptions, watch } from '../../scenario.ts';

const ismailia = portAt('ismailia', 32.27, 30.58);
const lake = away(ismailia, 28, 160);
const bay = away(ismailia, 60, 160);
const roads = away(ismailia, 40, 160);
const places = createPlaceIndex(
  [ismailia, portAt('guess', lake.lon, lake.lat + 0.1, { confidence: 'unverified' })],
  [],
  [{ portId: 'ismailia', name: 'Roads', roads: true, waitingArea: true, points: [roads.lon, roads.lat] }],
);
const START = '2021-03-20T00:00Z';

function isStop(event: VesselEvent): event is Stop {
  return event.kind === 'stop';
}

function told(story: Ship | readonly Report[], options: Partial<WatchOptions> = {}): Stop[] {
  return watch(stop, story, { places, ...options }).filter(isStop);
}

function stops(story: Ship | readonly Report[], options: Partial<WatchOptions> = {}): Stop[] {
  return standing(told(story, options)).filter(isStop);
}

const ship = () => vessel('LADY R').at(bay, START).sails({ to: lake, kn: 10 });

describe('a stop away from known places', () => {
  it('is told with its nearest port and how far that is, and from where to when it lay', () => {
    const story = ship().stops('5 h');
    const lay = { fromAt: story.now - ms('5 h'), toAt: story.now };
    const [event, ...others] = stops(story.sails({ to: bay, kn: 10 }));
    expect(others).toEqual([]);
    expect(event).toMatchObject({ state: 'closed', basis: 'observed', endedAt: lay.toAt });
    expect(Math.abs(event!.beganAt - lay.fromAt)).toBeLessThanOrEqual(ms('10 min'));
    expect(event!.facts).toMatchObject({ nearestPlaceId: 'ismailia', nearestPlaceName: 'ismailia', ended: 'left' });
    expect(event!.facts.distanceKm).toBeCloseTo(28, 1);
    expect(stopSentence(event!, 'LADY R')).toMatch(
      /^LADY R lay within 0\.1 km of 30\.34° N 32\.37° E for 5 h .* 28 km from ismailia, the nearest port/,
    );
  });

  it('is not told while loitering is, and by itself again after that', () => {
    const story = ship().stops('12 h');
    const fromAt = story.now - ms('12 h');
    const loiters = (state: 'open' | 'closed', knownAt: number) =>
      ({ id: 'adrift', kind: 'loitering', state, knownAt, beganAt: fromAt }) as unknown as VesselEvent;
    const open = loiters('open', fromAt + ms('1 h'));
    expect(stops(story, { events: [open] })).toEqual([]);
    const [after] = stops(story, { events: [open, loiters('closed', fromAt + ms('6 h'))] });
    expect(after!.beganAt).toBeGreaterThanOrEqual(fromAt + ms('6 h'));
  });

  it('is said open once the two hours are over, and closed under the same id', () => {
    const [open, closed, ...more] = told(ship().stops('5 h').sails({ to: bay, kn: 10 }));
    expect(more).toEqual([]);
    expect(open).toMatchObject({ state: 'open', endedAt: null, revision: 1 });
    expect(open!.knownAt - open!.beganAt).toBe(ms('2 h'));
    expect(closed).toMatchObject({ id: open!.id, state: 'closed', revision: 2 });
  });

  it.each([
    ['1 h 59 min', 0],
    ['2 h', 1],
  ])('lasts two hours at least: %s', (stay, many) => {
    expect(stops(ship().stops(stay, { every: '1 min' }).sails({ to: bay, kn: 10 }))).toHaveLength(many);
  });

  it('rests on three positions at least', () => {
    expect(stops(vessel('LADY R').at(lake, START).stops('5 h', { every: '5 h' }))).toHaveLength(0);
    expect(stops(vessel('LADY R').at(lake, START).stops('5 h', { every: '150 min' }))).toHaveLength(1);
  });

  it('is none where a port, a berth or roads of the table hold the ship: the port call has the word', () => {
    for (const place of [ismailia, away(ismailia, 2.9), roads, away(roads, 2.9)]) {
      expect(stops(vessel('LADY R').at(bay, START).sails({ to: place, kn: 10 }).stops('9 h'))).toEqual([]);
    }
    expect(
      stops(
        vessel('LADY R')
          .at(bay, START)
          .sails({ to: away(roads, 3.1), kn: 10 })
          .stops('9 h'),
      ),
    ).toHaveLength(1);
  });

  it('is none of a ship that sails, drifts on, or is not watched', () => {
    expect(stops(ship().sails({ to: bay, kn: 8 }))).toEqual([]);
    expect(stops(ship().sails({ to: away(lake, 12, 90), kn: 0.7 }))).toEqual([]);
    expect(stops(ship().stops('9 h'), { watched: false })).toEqual([]);
  });

  it('is none of a unit whose number is none of a ship', () => {
    for (const mmsi of [0, 23_450_000, 823_456_789, 982_445_123, 992_351_000]) {
      const lies = vessel('UNIT', { mmsi }).at(lake, START).stops('9 h');
      expect(stops(lies, { vesselId: `mmsi:${mmsi}` })).toEqual([]);
    }
  });

  it('goes on over the swing of a ship at anchor, the noise of its speed, and single positions far off', () => {
    let story = ship();
    for (const bearing of [0, 90, 180, 270, 45]) {
      story = story.sails({ to: away(lake, 0.4, bearing), kn: 0.8 }).stops('2 h');
    }
    story = story
      .arrives(away(lake, 5))
      .at(lake, story.now + ms('10 min'))
      .stops('2 h', { kn: 0.6 });
    expect(stops(story)).toHaveLength(1);
  });

  it('ends at the last position inside when the ship goes off, and another begins where it lies next', () => {
    const next = away(lake, 4, 90);
    const both = stops(ship().stops('3 h').sails({ to: next, kn: 2 }).stops('3 h').sails({ to: bay, kn: 10 }));
    expect(both.map(({ facts }) => facts.ended)).toEqual(['left', 'left']);
    expect(both[1]!.beganAt).toBeGreaterThan(both[0]!.endedAt!);
  });

  it('ends where the ship was heard last: nobody knows that it lay on', () => {
    const silent = ship().stops('3 h');
    const lastAt = silent.now;
    const [event] = stops(silent, { until: lastAt + ms('12 h') });
    expect(event).toMatchObject({ state: 'closed', endedAt: lastAt, knownAt: lastAt + ms('6 h') });
    expect(event!.facts.ended).toBe('not heard');
    const back = ship().stops('3 h').goesSilent('7 h').stops('3 h');
    expect(stops(back)).toHaveLength(2);
    expect(stops(ship().stops('3 h').goesSilent('5 h').stops('3 h'))).toHaveLength(1);
  });

  it('ends when it comes to a known place', () => {
    const [event] = stops(ship().stops('3 h').sails({ to: ismailia, kn: 6 }).stops('3 h'));
    expect(event!.facts.ended).toBe('left');
    const near = away(roads, 3.4);
    const [rim] = stops(
      vessel('LADY R').at(bay, START).sails({ to: near, kn: 8 }).stops('3 h').arrives(away(roads, 2.8)).stops('3 h'),
    );
    expect(rim!.facts.ended).toBe('at a place');
  });

  it('says the same when it is stopped and resumed at every message', () => {
    const story = () => ship().stops('3 h').goesSilent('7 h').stops('4 h').sails({ to: bay, kn: 10 });
    expect(told(story(), { restartAfter: 'every' })).toEqual(told(story()));
  });
});
