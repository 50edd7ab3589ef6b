// A box, after the CATHAY PHOENIX: what fills a rectangle for a day, and what only lies or drifts.

import { describe, expect, it } from 'vitest';
import { dice } from '../../../../scripts/scenarios/dice.ts';
import { at, away, ms, type Point, portAt, type Ship, vessel } from '../../../scenario.ts';
import { doubts, signs } from './telling.ts';

const HERE: Point = { lon: 136, lat: 39.5 };
const START = '2023-05-01T00:00Z';

interface Filled {
  hours?: number;
  wideKm?: number;
  highKm?: number;
  turnedDeg?: number;
  driftKn?: number;
  heading?: (n: number, random: number) => number;
  kn?: number;
}

/** Positions at random in a rectangle, every twenty minutes. */
function box({ hours = 30, wideKm = 4, highKm = 2.5, turnedDeg = 0, driftKn = 0, heading, kn = 1.2 }: Filled): Ship {
  const ship = vessel('CATHAY PHOENIX').at(HERE, START);
  const roll = dice('box');
  for (let n = 0; n * 20 <= hours * 60; n++) {
    const along = away(away(HERE, driftKn * 1.852 * (n / 3), 45), roll.between(0, wideKm), 90 + turnedDeg);
    ship.at(away(along, roll.between(0, highKm), turnedDeg), at(START) + n * ms('20 min'));
    const random = roll.between(0, 360);
    ship.sends(kn, { headingDeg: heading ? heading(n, random) : random });
  }
  return ship;
}

describe('a box', () => {
  it('that is filled to its corners for a day, with headings all round, is told once', () => {
    const [event, ...more] = doubts(box({}), { until: '2023-05-04T00:00Z' });
    expect(more).toEqual([]);
    expect(event).toMatchObject({ state: 'closed', revision: 2, facts: { signs: ['box'] } });
    expect(event!.facts.grounds[0]).toMatch(/rectangle of 2\.[345] by (3\.[789]|4\.0) km/);
  });

  it('is told whichever way it lies', () => {
    for (const turnedDeg of [17, 45, 80]) expect(signs(box({ turnedDeg }))).toEqual(['box']);
  });

  it('is told after 24 h and not before', () => {
    expect(signs(box({ hours: 24.4 }))).toEqual(['box']);
    expect(signs(box({ hours: 23.6 }))).toEqual([]);
  });

  it('is not told where it is small enough for a ship at anchor, or large enough for one that waits under way', () => {
    expect(signs(box({ wideKm: 2, highKm: 1.4 }))).toEqual([]);
    expect(signs(box({ wideKm: 2, highKm: 1.8 }))).toEqual(['box']);
    expect(signs(box({ wideKm: 14, highKm: 6 }))).toEqual(['box']);
    expect(signs(box({ wideKm: 17, highKm: 6 }))).toEqual([]);
  });

  it('is not told of a strip, as the tide makes it', () => {
    expect(signs(box({ wideKm: 5.6, highKm: 2 }))).toEqual(['box']);
    expect(signs(box({ wideKm: 6.4, highKm: 2 }))).toEqual([]);
  });

  it('is not told where it drifts', () => {
    expect(signs(box({ driftKn: 0.02 }))).toEqual(['box']);
    expect(signs(box({ driftKn: 0.1 }))).toEqual([]);
  });

  it('is not told where the ship keeps its head to the wind, or sends no heading', () => {
    expect(signs(box({ heading: (_, random) => 200 + random / 5 }))).toEqual([]);
    expect(signs(box({ heading: () => Number.NaN }))).toEqual([]);
  });

  it('is not told of a ship under way, or in a port', () => {
    expect(signs(box({ kn: 5.1 }))).toEqual([]);
    const port = portAt('BUSY', away(HERE, 2).lon, away(HERE, 2).lat, { enterKm: 8, leaveKm: 9 });
    expect(signs(box({}), { places: [port] })).toEqual([]);
  });

  it('is not told of a ship that swings at anchor on an arc, however large', () => {
    const ship = vessel('AT ANCHOR').at(HERE, START);
    const roll = dice('anchor');
    for (let n = 0; n < 200; n++) {
      const bearing = roll.between(0, 360);
      ship.at(away(HERE, 1.2 + roll.between(-0.05, 0.05), bearing), at(START) + n * ms('20 min'));
      ship.sends(0.3, { headingDeg: (bearing + 180) % 360 });
    }
    expect(signs(ship)).toEqual([]);
  });

  it('begins anew after a gap', () => {
    const halves = (gap: string) => {
      const first = box({ hours: 23 });
      const second = box({ hours: 23 });
      for (const report of second.reports) {
        first.at({ lon: report.lon, lat: report.lat }, report.at + ms('23 h') + ms(gap));
        first.sends(1, { headingDeg: report.headingDeg });
      }
      return first;
    };
    expect(signs(halves('1 h'))).toEqual(['box']);
    expect(signs(halves('7 h'))).toEqual([]);
  });
});
