// Port calls at berths and anchorages: a stay is told by the one where it was, and counts for its port; and only ships
// call. The port lies at the middle, its berths down the coast, its roads far out, a neighbour beside it.

import { describe, expect, it } from 'vitest';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import type { PortCall } from '../../../server/domain/kinds/port-call/facts.ts';
import { portCall } from '../../../server/domain/kinds/port-call/port-call.ts';
import type { Mooring } from '../../../server/domain/places/place.ts';
import { createPlaceIndex } from '../../../server/domain/places/place-index.ts';
import type { Report } from '../../../server/domain/report.ts';
import { away, type Point, portAt, type Ship, standing, vessel, type WatchOptions, watch } from '../../scenario.ts';

const busan = portAt('busan', 129.0333, 35.1);
const newPort = away(busan, 20, 260);
const innerRoads = away(busan, 6, 170);
const outerRoads = away(busan, 10.5, 170);
const neighbour = portAt('masan', newPort.lon, newPort.lat + 0.2);
const sea = away(busan, 60, 170);
const START = '2024-02-01T00:00Z';

function mooring(portId: string, points: Point[], more: Partial<Mooring> = {}): Mooring {
  const flat = points.flatMap(({ lon, lat }) => [lon, lat]);
  return { portId, name: null, roads: false, waitingArea: false, points: flat, ...more };
}

const places = createPlaceIndex(
  [busan, neighbour],
  [],
  [
    mooring('busan', [newPort], { name: 'New Port' }),
    mooring('busan', [innerRoads, outerRoads], { name: 'Busan Offshore', roads: true }),
  ],
);

function calls(story: Ship | readonly Report[], options: Partial<WatchOptions> = {}): PortCall[] {
  const events: VesselEvent[] = standing(watch(portCall, story, { places, ...options }));
  return events.filter((event): event is PortCall => event.kind === 'port-call' && event.facts.confidence >= 2);
}

const ship = () => vessel('LADY R').at(sea, START);

describe('a stay at a berth or anchorage of a port', () => {
  it('counts for the port, however far down the coast, and is told by its berth', () => {
    const [call, ...others] = calls(ship().sails({ to: newPort, kn: 10 }).stops('6 h').sails({ to: sea, kn: 10 }));
    expect(others).toEqual([]);
    expect(call!.facts).toMatchObject({ placeId: 'busan', confidence: 4, waiting: false });
    expect(call!.facts.distanceKm).toBeCloseTo(20, 0);
    expect(call!.facts.stops).toMatchObject([{ berth: 'New Port' }]);
    expect(call!.facts.stops[0]!.roads).toBeUndefined();
  });

  it('says the same of either harbour of the port', () => {
    const at = (berth: Point) =>
      calls(ship().sails({ to: berth, kn: 10 }).stops('6 h').sails({ to: sea, kn: 10 })).map(({ facts }) => [
        facts.placeId,
        facts.placeName,
        facts.confidence,
        facts.waiting,
      ]);
    expect(at(newPort)).toEqual(at(busan));
  });

  it('is one call from the roads to the quay, over circles that touch', () => {
    const [call, ...others] = calls(
      ship()
        .sails({ to: outerRoads, kn: 10 })
        .stops('8 h')
        .sails({ to: innerRoads, kn: 5 })
        .sails({ to: busan, kn: 5 })
        .stops('12 h')
        .sails({ to: sea, kn: 10 }),
    );
    expect(others).toEqual([]);
    expect(call!.facts.stops.map(({ berth, roads }) => [berth, roads])).toEqual([
      ['Busan Offshore', true],
      [undefined, undefined],
    ]);
  });

  it('is two calls where neighbours touch and it goes from the quay of one to that of the other', () => {
    const beside = portAt('jinhae', newPort.lon, newPort.lat + 0.04);
    const touching = createPlaceIndex([busan, beside], [], [mooring('busan', [newPort])]);
    const story = ship().sails({ to: newPort, kn: 10 }).stops('6 h').sails({ to: beside, kn: 3 }).stops('6 h');
    const told = calls(story.sails({ to: sea, kn: 10 }), { places: touching });
    expect(told.map(({ facts }) => facts.placeId)).toEqual(['busan', 'jinhae']);
    expect(told[0]!.facts.exit).not.toBeNull();
    expect(told[1]!.facts.entry).toEqual(told[0]!.facts.exit);
  });

  it('is one call for a ship that swings at anchor half-way between two ports', () => {
    const beside = portAt('jinhae', newPort.lon, newPort.lat + 0.04);
    const touching = createPlaceIndex([busan, beside], [], [mooring('busan', [newPort])]);
    const middle = { lon: newPort.lon, lat: newPort.lat + 0.02 };
    let story = ship().sails({ to: middle, kn: 10 }).stops('2 h');
    for (const bearing of [0, 180, 90, 0, 180, 270]) {
      story = story.sails({ to: away(middle, 0.45, bearing), kn: 0.8 }).stops('2 h');
    }
    expect(calls(story.sails({ to: sea, kn: 10 }), { places: touching })).toHaveLength(1);
  });

  it('is left once the ship is four kilometres off every berth, and not between two of them', () => {
    const [call] = calls(
      ship().sails({ to: busan, kn: 10 }).stops('4 h').sails({ to: innerRoads, kn: 5 }).sails({ to: sea, kn: 12 }),
    );
    expect(call!.facts.stops).toHaveLength(1);
    // 6 km at 5 kn, then 8.5 km at 12 kn: 4 km past the outer roads.
    expect((call!.endedAt! - call!.facts.stops[0]!.toAt!) / 60_000).toBeGreaterThan(60);
  });

  it('is waiting where ships queue for a strait, until the dwell limit or until it comes in', () => {
    const queue = createPlaceIndex(
      [busan],
      [],
      [mooring('busan', [innerRoads, outerRoads], { roads: true, waitingArea: true })],
    );
    const waits = (stay: string) =>
      calls(ship().sails({ to: outerRoads, kn: 10 }).stops(stay).sails({ to: sea, kn: 10 }), { places: queue });
    expect(waits('12 h').map(({ facts }) => facts.waiting)).toEqual([true]);
    expect(waits('25 h').map(({ facts }) => facts.waiting)).toEqual([false]);
    const comesIn = ship()
      .sails({ to: outerRoads, kn: 10 })
      .stops('6 h')
      .sails({ to: innerRoads, kn: 5 })
      .sails({ to: busan, kn: 5 })
      .stops('3 h');
    expect(calls(comesIn, { places: queue }).map(({ facts }) => facts.waiting)).toEqual([false]);
  });

  it('says the same when it is stopped and resumed at every message', () => {
    const story = () =>
      ship()
        .sails({ to: outerRoads, kn: 10 })
        .stops('8 h')
        .sails({ to: busan, kn: 5 })
        .stops('9 h')
        .sails({ to: sea, kn: 9 });
    expect(watch(portCall, story(), { places, restartAfter: 'every' })).toEqual(watch(portCall, story(), { places }));
  });
});

describe('only ships call', () => {
  it.each([
    ['nobody has typed a number in', 0],
    ['one', 1],
    ['eight digits', 23_450_000],
    ['eight digits of a placeholder', 12_345_678],
    ['seven digits', 2_442_001],
    ['a group of ships', 23_200_001],
    ['a coast station', 2_320_001],
    ['a handheld', 823_456_789],
    ['a tender of a ship', 982_445_123],
    ['an aid to navigation', 992_351_000],
    ['an aircraft', 111_232_501],
    ['a transmitter of a raft', 970_123_456],
    ['a man overboard', 972_123_456],
    ['a beacon', 974_123_456],
    ['one digit nine times', 111_111_111],
    ['a placeholder', 123_456_789],
    ['a country that does not exist', 199_123_456],
  ])('and no unit whose number is %s', (_, mmsi) => {
    const lies = vessel('UNIT', { mmsi }).at(busan, START).stops('12 h');
    expect(watch(portCall, lies, { places, vesselId: `mmsi:${mmsi}` })).toEqual([]);
  });

  it('a ship does, and so does a hull known by its IMO number whatever its set sends', () => {
    const lies = (mmsi: number) => vessel('LADY R', { mmsi }).at(busan, START).stops('12 h');
    expect(calls(lies(244_660_001), { vesselId: 'mmsi:244660001' })).toHaveLength(1);
    expect(calls(lies(0), { vesselId: 'imo:9161003' })).toHaveLength(1);
  });
});
