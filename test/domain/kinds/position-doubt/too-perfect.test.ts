// Circles, hairpins and speeds that are too good to be steered.

import { describe, expect, it } from 'vitest';
import { at, away, ms, type Point, type Ship, vessel } from '../../../scenario.ts';
import { doubts, signs } from './telling.ts';

const HERE: Point = { lon: 34, lat: 43.5 };
const START = '2025-09-01T00:00Z';

interface Round {
  radiusKm?: number;
  kn?: number;
  turns?: number;
  /** How fast the middle is carried along. */
  setKn?: number;
  /** The speed sent swings by this share of it. */
  swing?: number;
  every?: string;
}

function circles({ radiusKm = 0.8, kn = 10, turns = 5, setKn = 0, swing = 0, every = '1 min' }: Round): Ship {
  const ship = vessel('LADY R').at(HERE, START);
  const turnMs = ((2 * Math.PI * radiusKm) / 1.852 / kn) * 3_600_000;
  for (let passed = 0; passed <= turns * turnMs; passed += ms(every)) {
    const bearing = (360 * passed) / turnMs;
    const middle = away(HERE, (setKn * 1.852 * passed) / 3_600_000, 70);
    ship.at(away(middle, radiusKm, bearing), at(START) + passed);
    ship.sends(kn * (1 + swing * Math.sin((bearing * Math.PI) / 180)), { courseDeg: (bearing + 90) % 360 });
  }
  return ship;
}

describe('circles', () => {
  it('are told after three turns on one circle at one speed', () => {
    const [event] = doubts(circles({}));
    expect(event!.facts.signs).toEqual(['too-perfect']);
    expect(event!.facts.grounds[0]).toContain('turns on one circle of 0.80 km');
    expect(signs(circles({ turns: 3.1 }))).toEqual(['too-perfect']);
    expect(signs(circles({ turns: 2.9 }))).toEqual([]);
  });

  it('are told the other way round, at other intervals and sizes', () => {
    expect(signs(circles({ radiusKm: 5, kn: 20, every: '2 min' }))).toEqual(['too-perfect']);
    expect(signs(circles({ radiusKm: 0.3, kn: 6, every: '10 s' }))).toEqual(['too-perfect']);
  });

  it('are not told where a current of half a knot carries the ship, as it does any real one', () => {
    expect(signs(circles({ setKn: 0.5 }))).toEqual([]);
    expect(signs(circles({ setKn: 0.02 }))).toEqual(['too-perfect']);
  });

  it('are not told where the speed changes by more than a tenth', () => {
    expect(signs(circles({ swing: 0.04 }))).toEqual(['too-perfect']);
    expect(signs(circles({ swing: 0.06 }))).toEqual([]);
  });

  it('are not told of a ship that swings to and fro at anchor, or that turns too small to tell', () => {
    const swings = vessel('LADY R').at(HERE, START);
    for (let n = 0; n < 600; n++) {
      const bearing = 180 + 170 * Math.sin(n / 10);
      swings.at(away(HERE, 0.4, bearing), swings.now + ms('1 min')).sends(0.4, { courseDeg: bearing });
    }
    expect(signs(swings)).toEqual([]);
    expect(signs(circles({ radiusKm: 0.18, kn: 3, every: '30 s' }))).toEqual([]);
  });
});

/** Sails east, and is on its way back after so long. */
function hairpin(seconds: number, lengthM: number, { kn = 13, steps = 6 } = {}): Ship {
  const ship = vessel('LADY R').at(HERE, START).says({ lengthM });
  ship.sails({ to: away(HERE, 4), kn, every: '10 s' });
  const turn = ship.here;
  for (let step = 1; step < steps; step++) {
    ship
      .at(away(turn, 0.1, 180), ship.now + (seconds * 1000) / steps)
      .sends(kn, { courseDeg: 90 + (180 * step) / steps });
  }
  ship.at(away(turn, 0.2, 180), ship.now + (seconds * 1000) / steps);
  return ship.sails({ to: away(ship.here, 4, 270), kn, every: '10 s' });
}

describe('hairpins', () => {
  it('are told of a tanker of 330 m that goes about in under two and a half minutes at 13 kn', () => {
    expect(signs(hairpin(100, 330))).toEqual(['too-perfect']);
    expect(signs(hairpin(170, 330))).toEqual([]);
    expect(doubts(hairpin(100, 330))[0]!.facts.grounds[0]).toContain('takes 3 min');
  });

  it('are never told from three minutes on, however long and slow the ship', () => {
    expect(signs(hairpin(150, 400, { kn: 9 }))).toEqual(['too-perfect']);
    expect(signs(hairpin(185, 400, { kn: 9 }))).toEqual([]);
  });

  it('are not told of a ship of 100 m, which may turn so, of a smaller one, or of one of unknown length', () => {
    expect(signs(hairpin(30, 100))).toEqual(['too-perfect']);
    expect(signs(hairpin(70, 100))).toEqual([]);
    expect(signs(hairpin(30, 99))).toEqual([]);
    expect(signs(hairpin(30, Number.NaN))).toEqual([]);
  });

  it('are not told under 8 kn, or where the course sent turns and the way does not', () => {
    expect(signs(hairpin(100, 330, { kn: 7.9 }))).toEqual([]);
    const wrong = vessel('LADY R').at(HERE, START).says({ lengthM: 330 });
    for (let n = 0; n < 200; n++) {
      wrong.at(away(HERE, 0.06 * n), wrong.now + ms('10 s')).sends(12, { courseDeg: n % 40 < 20 ? 90 : 270 });
    }
    expect(signs(wrong)).toEqual([]);
  });

  it('are not told across a gap', () => {
    const ship = vessel('LADY R').at(HERE, START).says({ lengthM: 330 });
    ship.sails({ to: away(HERE, 20), kn: 12, every: '4 min' }).sails({ to: HERE, kn: 12, every: '4 min' });
    expect(signs(ship)).toEqual([]);
  });
});

describe('the same speed and course', () => {
  const sails = (hours: number, every: string, more: { kn?: number; wobble?: number } = {}) => {
    const { kn = 11.3, wobble = 0 } = more;
    const ship = vessel('LADY R').at(HERE, START);
    for (let n = 0; n * ms(every) <= hours * 3_600_000; n++) {
      ship.at(away(HERE, (n * ms(every) * kn * 1.852) / 3_600_000, 235), at(START) + n * ms(every));
      ship.sends(kn, { courseDeg: 235.1 + (n % 50 === 49 ? wobble : 0) });
    }
    return ship;
  };

  it('to the decimal for a day and a hundred positions is told, and closes with its end', () => {
    expect(signs(sails(24, '10 min'))).toEqual(['too-perfect']);
    expect(signs(sails(23.9, '10 min'))).toEqual([]);
    const [event] = doubts(sails(60, '10 min'), { until: '2025-09-05T00:00Z' });
    expect(event).toMatchObject({ state: 'closed', revision: 2, beganAt: at(START) });
    expect(event!.endedAt).toBe(at(START) + ms('60 h'));
  });

  it('is not told of fewer positions, of a slow ship, or where the course moves by a tenth of a degree', () => {
    expect(signs(sails(25, '15 min'))).toEqual(['too-perfect']);
    expect(signs(sails(24.5, '15 min'))).toEqual([]);
    expect(signs(sails(48, '10 min', { kn: 4.9 }))).toEqual([]);
    expect(signs(sails(48, '10 min', { wobble: 0.1 }))).toEqual([]);
  });
});
