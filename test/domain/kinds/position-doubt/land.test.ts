// Positions on land: the chart is a made-up coast along the meridian of 30° E, land to the east of it.

import { describe, expect, it } from 'vitest';
import { distanceKm } from '../../../../server/domain/geo.ts';
import type { SeaWays } from '../../../../server/domain/sea/reach.ts';
import { away, ms, type Point, portAt, vessel } from '../../../scenario.ts';
import { doubts, signs } from './telling.ts';

let asked = 0;
const sea: SeaWays = {
  measure: 'around land',
  distanceKm,
  shoreKm(lon, lat) {
    asked++;
    const km = distanceKm(30, lat, lon, lat);
    return lon < 30 ? km : -km;
  },
};
const COAST: Point = { lon: 30, lat: 43 };
const START = '2025-09-01T00:00Z';
const atSea = () => vessel('LADY R').at(away(COAST, -40), START).stops('1 h');

/** Thrown on land by a jump, and lying there. */
const thrown = (km: number, lasting = '2 h') => {
  const story = atSea();
  return story.at(away(COAST, km), story.now + ms('2 min')).stops(lasting);
};

describe('on land', () => {
  it('are positions that came there by a jump from the sea, from 5 km on', () => {
    expect(signs(thrown(5.1), { sea })).toEqual(['jump', 'on-land']);
    expect(signs(thrown(4.9), { sea })).toEqual(['jump']);
  });

  it('is told after three samples, ten minutes apart', () => {
    expect(signs(thrown(20, '30 min'), { sea })).toEqual(['jump']);
    expect(signs(thrown(20, '40 min'), { sea })).toEqual(['jump', 'on-land']);
  });

  it('is said of positions set aside, too', () => {
    const story = atSea();
    for (let n = 0; n < 6; n++) {
      story.at(away(COAST, 30), story.now + ms('1 min')).sends(0);
      story.at(away(COAST, -40), story.now + ms('1 min')).sends(0);
    }
    expect(doubts(story, { sea })[0]!.facts.grounds.join()).toContain('30 km from any water of the chart');
  });

  it('is nothing in a known port, where rivers are not in the chart', () => {
    const river = portAt('RIVER', away(COAST, 20).lon, away(COAST, 20).lat);
    expect(signs(thrown(20), { sea, places: [river] })).toEqual(['jump']);
  });

  it('is nothing where no chart tells', () => {
    expect(signs(thrown(20))).toEqual(['jump']);
  });

  /** In over the shore position by position, then on in a zigzag of so many degrees to either side. */
  const inward = (km: number, degrees: number) => {
    const story = vessel('VOLGO-DON 1')
      .at(away(COAST, -10), START)
      .sails({ to: away(COAST, 6), kn: 9 });
    for (let leg = 0; leg < km / 5; leg++) {
      story.sails({
        to: away(story.here, 5 / Math.cos((degrees * Math.PI) / 180), 90 + (leg % 2 ? degrees : -degrees)),
        kn: 9,
      });
    }
    return story;
  };

  it('is nothing for a river ship that goes in by the mouth and bends', () => {
    expect(signs(inward(300, 25), { sea })).toEqual([]);
  });

  it('is told of a straight way over land of 50 km', () => {
    expect(signs(inward(60, 2), { sea })).toEqual(['on-land']);
    expect(signs(inward(40, 2), { sea })).toEqual([]);
  });

  it('is nothing for a ship that was never heard at sea and lies inland', () => {
    expect(signs(vessel('BARGE').at(away(COAST, 80), START).stops('2 d'), { sea })).toEqual([]);
  });

  it('asks the chart seldom: not before the ship can have come to the shore', () => {
    const story = vessel('LADY R')
      .at(away(COAST, -90), START)
      .sails({ to: away(COAST, -5), kn: 12, every: '1 min' });
    asked = 0;
    expect(signs(story, { sea })).toEqual([]);
    expect(story.reports.length).toBeGreaterThan(200);
    expect(asked).toBeLessThan(12);
  });
});
