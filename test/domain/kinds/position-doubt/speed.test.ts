// Speed that does not go with the positions, and stops that no ship makes.

import { describe, expect, it } from 'vitest';
import { STATION } from '../../../../server/domain/report.ts';
import { away, ms, type Point, type Ship, vessel } from '../../../scenario.ts';
import { doubts, signs } from './telling.ts';

const HERE: Point = { lon: 34, lat: 43.5 };
const START = '2025-09-01T00:00Z';
const ship = () => vessel('LADY R').at(HERE, START);
const sails = (kn: number, sentKn: number, lasting: string, every = '3 min') =>
  ship().sails({ to: away(HERE, (kn * 1.852 * ms(lasting)) / 3_600_000), kn, sentKn, every });

describe('speed sent and way made good', () => {
  it('contradict each other where a ship sends 0 kn for half an hour and moves', () => {
    const [event] = doubts(sails(12, 0, '40 min'));
    expect(event!.facts).toMatchObject({ signs: ['speed-mismatch'] });
    expect(event!.facts.impliedKn).toBeCloseTo(12, 1);
    expect(signs(sails(12, 0, '29 min'))).toEqual([]);
    expect(signs(sails(12, 0, '30 min'))).toEqual(['speed-mismatch']);
  });

  it('contradict from 3 kn on, and at 0.2 kn sent', () => {
    expect(signs(sails(3.05, 0.2, '40 min'))).toEqual(['speed-mismatch']);
    expect(signs(sails(2.95, 0.2, '40 min'))).toEqual([]);
    expect(signs(sails(12, 0.3, '40 min'))).toEqual([]);
  });

  /** Sends a speed and creeps. */
  const creeps = (sentKn: number, kn: number, lasting = '40 min', every = '2 min') => sails(kn, sentKn, lasting, every);

  it('contradict each other the other way round', () => {
    expect(signs(creeps(10, 0.5))).toEqual(['speed-mismatch']);
    expect(signs(creeps(10, 0.95))).toEqual(['speed-mismatch']);
    expect(signs(creeps(10, 1.05))).toEqual([]);
    expect(signs(creeps(5, 0.5))).toEqual(['speed-mismatch']);
    expect(signs(creeps(4.9, 0.5))).toEqual([]);
    expect(signs(creeps(10, 0.5, '29 min'))).toEqual([]);
  });

  it('are not compared across pauses in which a ship may have gone and stopped', () => {
    expect(signs(sails(12, 0, '3 h', '10 min'))).toEqual(['speed-mismatch']);
    expect(signs(sails(12, 0, '3 h', '11 min'))).toEqual([]);
    expect(signs(creeps(10, 0.5, '2 h', '3 min'))).toEqual(['speed-mismatch']);
    expect(signs(creeps(10, 0.5, '2 h', '4 min'))).toEqual([]);
  });

  it('are not compared where the same position is sent again and again, or is coarse', () => {
    expect(signs(ship().stops('3 h', { kn: 11, every: '1 min' }))).toEqual([]);
    const coarse = vessel('LADY R', { coarse: true }).at(HERE, START);
    expect(signs(coarse.sails({ to: away(HERE, 30), kn: 12, sentKn: 0, every: '3 min' }))).toEqual([]);
  });

  it('agree for a ship without a speed of its own', () => {
    expect(signs(sails(12, Number.NaN, '3 h', '1 min'))).toEqual([]);
  });
});

interface Stops {
  lengthM?: number;
  fastKn?: number;
  within?: string;
  slowKn?: number;
  held?: string;
  fast?: string;
}

function stops({
  lengthM = 120,
  fastKn = 9,
  within = '20 s',
  slowKn = 0.4,
  held = '70 s',
  fast = '10 min',
}: Stops): Ship {
  const story = ship().says({ lengthM });
  story.sails({ to: away(HERE, (fastKn * 1.852 * ms(fast)) / 3_600_000), kn: fastKn, every: '10 s' });
  story.goesSilent(within).stops(held, { kn: slowKn, every: '10 s' });
  return story.goesSilent('10 s').sails({ to: away(story.here, 2), kn: 8.5, every: '10 s' });
}

describe('a sudden stop', () => {
  it('is told from 7 kn to 1 kn within 30 s, held for a minute', () => {
    expect(signs(stops({}))).toEqual(['sudden-stop']);
    expect(signs(stops({ within: '30 s' }))).toEqual(['sudden-stop']);
    expect(signs(stops({ within: '31 s' }))).toEqual([]);
    expect(signs(stops({ held: '60 s' }))).toEqual(['sudden-stop']);
    expect(signs(stops({ held: '50 s' }))).toEqual([]);
    expect(signs(stops({ fastKn: 7 }))).toEqual(['sudden-stop']);
    expect(signs(stops({ fastKn: 6.9 }))).toEqual([]);
    expect(signs(stops({ slowKn: 1 }))).toEqual(['sudden-stop']);
    expect(signs(stops({ slowKn: 1.1 }))).toEqual([]);
  });

  it('is told of ships of 50 m and more, of class A', () => {
    expect(signs(stops({ lengthM: 50 }))).toEqual(['sudden-stop']);
    expect(signs(stops({ lengthM: 49 }))).toEqual([]);
    expect(signs(stops({}), { particulars: { station: STATION.classB } })).toEqual([]);
  });

  it('is not told where a moored ship sends one wrong speed', () => {
    const moored = ship().says({ lengthM: 120 }).stops('1 h', { every: '10 s' });
    moored.goesSilent('10 s').sends(14).goesSilent('10 s').stops('1 h', { every: '10 s' });
    expect(signs(moored)).toEqual([]);
  });

  it('is not told where the speed is held for less than a minute before, or the ship goes on', () => {
    expect(signs(stops({ fast: '50 s' }))).toEqual([]);
    const story = ship().says({ lengthM: 120 });
    story.sails({ to: away(HERE, 4), kn: 12, every: '10 s' }).goesSilent('10 s');
    story.sails({ to: away(story.here, 2), kn: 12, sentKn: 0.5, every: '10 s' });
    expect(signs(story)).toEqual([]);
  });
});
