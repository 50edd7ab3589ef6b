// What the way round land changes in possible dark calls: the ports of the other coast leave the set, and no port that
// the sums let in is lost by looking no farther than the gap allows.

import { expect, it } from 'vitest';
import { loadReference } from '../../../db/reference/load.ts';
import { loadSea } from '../../../db/reference/sea.ts';
import type { DarkCall } from '../../../server/domain/kinds/possible-dark-call/facts.ts';
import { createPlaceIndex } from '../../../server/domain/places/place-index.ts';
import { countdown, feasiblePorts, type GapEnds, GREAT_CIRCLE, reachOf } from '../../../server/domain/sea/reach.ts';
import { playFleet, type Scene } from '../../fleet-scene.ts';
import { vessel } from '../../scenario.ts';
import { dice } from './small-mask.ts';

const HOUR = 3_600_000;
const START = Date.parse('2024-02-01T00:00:00Z');
const { ports } = loadReference();
const watchPorts = ports.filter((port) => port.watch);
const sea = loadSea();

const offVostochny = { lon: 132.6, lat: 42.3 };
const LADY_R = 273_450_570;

function said(scene: Partial<Scene>): DarkCall {
  const ship = vessel('LADY R', { mmsi: LADY_R, every: '20 min' })
    .at({ lon: 133.4, lat: 42.4 }, START)
    .sails({ to: offVostochny, kn: 12 })
    .goesSilent('90 h')
    .arrives({ lon: 132.7, lat: 42.3 }, 11);
  const places = createPlaceIndex(watchPorts, []);
  const events = playFleet([ship], { places, rulePorts: ['rajin'], watched: [LADY_R], ...scene });
  const calls = events.filter((event): event is DarkCall => event.kind === 'possible-dark-call');
  return calls.at(-1)!;
}

const setOf = ({ facts }: DarkCall): string[] => [facts.reach, ...facts.alternatives].map(({ placeId }) => placeId);

it('leaves Nampo out of what a ship off Vostochny can have reached in 90 h, and keeps Rajin', () => {
  const straight = said({});
  const round = said({ sea });
  expect(straight.facts.distancesBy).toBe('great circle');
  expect(round.facts.distancesBy).toBe('around land');
  expect(setOf(straight)).toContain('nampo');
  expect(setOf(round)).not.toContain('nampo');
  expect(setOf(round)).toContain('rajin');
  expect(setOf(straight)).toEqual(expect.arrayContaining(setOf(round)));
});

it('says no call across the Caspian shore', () => {
  const from: GapEnds = { fromAt: START, fromLon: 48.5, fromLat: 43, next: null };
  const reached = (ways: typeof GREAT_CIRCLE): string[] =>
    countdown(from, watchPorts, 16, ways.distanceKm, START + 48 * HOUR).map(({ port }) => port.id);
  expect(reached(GREAT_CIRCLE)).toContain('tuapse');
  expect(reached(sea)).toContain('makhachkala');
  expect(reached(sea)).not.toContain('tuapse');
});

it('finds by its bounds exactly the ports that the sums of every port give', () => {
  const roll = dice(41);
  for (let n = 0; n < 25; n++) {
    const port = watchPorts[Math.floor(roll() * watchPorts.length)]!;
    const near = () => ({ lon: port.lon + (roll() - 0.5) * 6, lat: port.lat + (roll() - 0.5) * 4 });
    const [from, to] = [near(), near()];
    const hours = 10 + Math.floor(roll() * 150);
    const gap: GapEnds = {
      fromAt: START,
      fromLon: from.lon,
      fromLat: from.lat,
      next: n % 3 === 0 ? null : { at: START + hours * HOUR, ...to },
    };
    const untilAt = START + hours * HOUR;
    const found = feasiblePorts(gap, watchPorts, 14, 4 * HOUR, untilAt, sea.distanceKm);
    const all = watchPorts
      .map((at) => reachOf(gap, at, 14, sea.distanceKm, 6000))
      .filter((reach) => (reach.slackMs ?? untilAt - reach.earliestArrivalAt) >= 4 * HOUR);
    expect(found, `seed 41, case ${n}`).toEqual(all);
  }
});
