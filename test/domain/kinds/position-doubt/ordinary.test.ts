// A thousand made-up ordinary tracks, seeded: ships that sail, lie at anchor, drift with the tide, and are heard now and
// then. None of them may raise a doubt. recordings.test.ts holds real traffic to the same.

import { expect, it } from 'vitest';
import { type Dice, dice } from '../../../../scripts/scenarios/dice.ts';
import { KM_PER_NM } from '../../../../server/domain/geo.ts';
import { at, away, ms, type Point, type Ship, vessel } from '../../../scenario.ts';
import { doubts } from './telling.ts';

const START = '2025-03-01T00:00Z';
const HOUR = 3_600_000;

/** Positions are good to some 10 m, speeds and courses to a tenth; one in a thousand is false. */
function sends(ship: Ship, true_: Point, kn: number, courseDeg: number, headingDeg: number, roll: Dice): void {
  const noisy = away(true_, roll.between(0, 0.015), roll.between(0, 360));
  const isFalse = roll.between(0, 1000) < 1;
  ship.at(isFalse ? away(true_, roll.between(20, 9000), roll.between(0, 360)) : noisy, ship.now);
  const speedKn = Math.max(0, Math.round((kn + roll.between(-0.15, 0.15)) * 10) / 10);
  const course = (((courseDeg + roll.between(-2, 2)) % 360) + 360) % 360;
  ship.sends(speedKn, { courseDeg: Math.round(course * 10) / 10, headingDeg: Math.round(headingDeg + 360) % 360 });
}

function pause(roll: Dice): number {
  const seconds = [10, 60, 180, 600][Math.floor(roll.between(0, 4))]!;
  return roll.between(0, 300) < 1 ? ms('5 h') : seconds * 1000 * roll.between(0.8, 1.2);
}

function starts(seed: string): { ship: Ship; roll: Dice; here: Point } {
  const roll = dice(seed);
  const here = { lon: roll.between(-179, 179), lat: roll.between(-65, 65) };
  const ship = vessel(seed)
    .at(here, START)
    .says({ lengthM: Math.round(roll.between(40, 330)) });
  return { ship, roll, here };
}

/** Sails, alters course, slows down and turns as a ship can: some degrees a minute. */
function sailing(seed: string): Ship {
  const { ship, roll, here } = starts(seed);
  let place = here;
  let kn = roll.between(6, 20);
  let course = roll.between(0, 360);
  let wanted = course;
  const step = pause(roll);
  for (let now = at(START); now < at(START) + 300 * step; now += step) {
    if (roll.between(0, 30) < 1) wanted = roll.between(0, 360);
    if (roll.between(0, 60) < 1) kn = roll.between(5, 20);
    const turn = ((wanted - course + 540) % 360) - 180;
    course += Math.max(-30, Math.min(30, turn)) * Math.min(1, step / 60_000);
    place = away(place, (kn * KM_PER_NM * step) / HOUR, course);
    ship.at(place, now);
    sends(ship, place, kn, course, course, roll);
  }
  return ship;
}

/** Swings round its anchor with tide and wind, its head to both. */
function anchored(seed: string): Ship {
  const { ship, roll, here } = starts(seed);
  const radiusKm = roll.between(0.15, 0.6);
  const wind = roll.between(0, 360);
  const step = Math.max(ms('5 min'), pause(roll));
  for (let now = at(START); now < at(START) + ms('60 h'); now += step) {
    const tide = Math.sin((2 * Math.PI * (now - at(START))) / ms('12.42 h'));
    const bearing = wind + 150 * tide + roll.between(-15, 15);
    ship.at(here, now);
    sends(
      ship,
      away(here, radiusKm * roll.between(0.8, 1), bearing),
      roll.between(0, 0.4),
      bearing,
      bearing + 180,
      roll,
    );
  }
  return ship;
}

/** Drifts with wind and an elliptic tide, beam to the wind, its head wandering. */
function drifting(seed: string): Ship {
  const { ship, roll, here } = starts(seed);
  let place = here;
  const windKn = roll.between(0, 1.2);
  const wind = roll.between(0, 360);
  const tideKn = roll.between(0, 1.5);
  const axis = roll.between(0, 360);
  const narrow = roll.between(0, 0.8);
  let head = roll.between(0, 360);
  const step = Math.max(ms('5 min'), pause(roll));
  for (let now = at(START); now < at(START) + ms('60 h'); now += step) {
    const phase = (2 * Math.PI * (now - at(START))) / ms('12.42 h');
    const gust = windKn * roll.between(0.5, 1.5);
    head += roll.between(-25, 25);
    place = away(place, (gust * KM_PER_NM * step) / HOUR, wind);
    place = away(place, (tideKn * KM_PER_NM * Math.cos(phase) * step) / HOUR, axis);
    place = away(place, (tideKn * narrow * KM_PER_NM * Math.sin(phase) * step) / HOUR, axis + 90);
    ship.at(place, now);
    sends(ship, place, windKn + tideKn * Math.abs(Math.cos(phase)), wind, head, roll);
  }
  return ship;
}

const WAYS: readonly (readonly [string, (seed: string) => Ship, number])[] = [
  ['sails', sailing, 400],
  ['lies at anchor', anchored, 300],
  ['drifts', drifting, 300],
];

for (const [what, way, count] of WAYS) {
  it(`nothing is said of ${count} ships, each of which ${what}`, () => {
    const raised = Array.from({ length: count }, (_, n) => `${what} ${n}`).flatMap((seed) =>
      doubts(way(seed)).map(({ facts }) => ({ seed, grounds: facts.grounds })),
    );
    expect(raised).toEqual([]);
  });
}
