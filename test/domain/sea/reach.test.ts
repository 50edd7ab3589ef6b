import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceKm, KM_PER_NM } from '../../../server/domain/geo.ts';
import {
  beginSpeeds,
  countdown,
  feasiblePorts,
  type GapEnds,
  leadsTo,
  lostMs,
  noteSpeed,
  reachOf,
  speedAtShareKn,
  speedBoundKn,
  speedCapKn,
  speedLimitKn,
} from '../../../server/domain/sea/reach.ts';
import { away, portAt } from '../../scenario.ts';

const HOUR = 3_600_000;
const START = Date.parse('2024-02-01T00:00:00Z');
const rajin = portAt('rajin', 130.3, 42.2333);
const offVostochny = away(rajin, 127 * KM_PER_NM, 77);

function gap(hours: number, back = offVostochny): GapEnds {
  const next = { at: START + hours * HOUR, lon: back.lon, lat: back.lat };
  return { fromAt: START, fromLon: offVostochny.lon, fromLat: offVostochny.lat, next };
}

describe('the worked example: off Vostochny, 127 nm from Rajin, 13 kn', () => {
  it('leaves a slack of 20.5 h in 40 h', () => {
    const reach = reachOf(gap(40), rajin, 13);
    expect(reach.slackMs! / HOUR).toBeCloseTo(20.5, 1);
    expect((reach.earliestArrivalAt - START) / HOUR).toBeCloseTo(9.8, 1);
    expect((START + 40 * HOUR - reach.latestDepartureAt!) / HOUR).toBeCloseTo(9.8, 1);
    expect(feasiblePorts(gap(40), [rajin], 13, 4 * HOUR, 0)).toHaveLength(1);
  });

  it('leaves half an hour in 20 h: not feasible with a stay of 4 h', () => {
    expect(reachOf(gap(20), rajin, 13).slackMs! / HOUR).toBeCloseTo(0.5, 1);
    expect(feasiblePorts(gap(20), [rajin], 13, 4 * HOUR, 0)).toHaveLength(0);
  });

  it('is feasible at a slack of exactly the least stay', () => {
    const slackMs = reachOf(gap(24), rajin, 13).slackMs!;
    expect(feasiblePorts(gap(24), [rajin], 13, slackMs, 0)).toHaveLength(1);
    expect(feasiblePorts(gap(24), [rajin], 13, slackMs + 1, 0)).toHaveLength(0);
  });
});

it('counts down to the earliest arrival while the gap lasts', () => {
  const open: GapEnds = { ...gap(0), next: null };
  const reach = reachOf(open, rajin, 13);
  expect(reach).toMatchObject({ slackMs: null, latestDepartureAt: null, distanceOutKm: null });
  expect(new Date(reach.earliestArrivalAt).toISOString()).toMatch(/^2024-02-01T09:46/);
  expect(feasiblePorts(open, [rajin], 13, 4 * HOUR, reach.earliestArrivalAt + 4 * HOUR)).toHaveLength(1);
  expect(feasiblePorts(open, [rajin], 13, 4 * HOUR, reach.earliestArrivalAt + 4 * HOUR - 1)).toHaveLength(0);
});

it('counts down to every port, soonest first', () => {
  const vostochny = portAt('vostochny', 133.0833, 42.75);
  const reaches = countdown(gap(40), [rajin, vostochny], 13);
  expect(reaches.map((reach) => [reach.port.id, reach.slackMs])).toEqual([
    ['vostochny', null],
    ['rajin', null],
  ]);
});

it('takes the sea distance that it is given', () => {
  const roundTheCape = () => 2000;
  expect(reachOf(gap(40), rajin, 13, roundTheCape).slackMs).toBeLessThan(0);
  const noWay = () => Number.POSITIVE_INFINITY;
  expect(feasiblePorts(gap(4000), [rajin], 13, 4 * HOUR, 0, noWay)).toHaveLength(0);
});

it('never leaves out a port by its latitude that the sums would let in', () => {
  const anywhere = fc.record({
    lon: fc.double({ min: -180, max: 180, noNaN: true }),
    lat: fc.double({ min: -90, max: 90, noNaN: true }),
  });
  fc.assert(
    fc.property(anywhere, anywhere, anywhere, fc.integer({ min: 4, max: 900 }), (from, to, place, hours) => {
      const port = portAt('p', place.lon, place.lat);
      const asked: GapEnds = {
        fromAt: 0,
        fromLon: from.lon,
        fromLat: from.lat,
        next: { at: hours * HOUR, lon: to.lon, lat: to.lat },
      };
      const sum = distanceKm(from.lon, from.lat, port.lon, port.lat) + distanceKm(port.lon, port.lat, to.lon, to.lat);
      const slackHours = hours - sum / KM_PER_NM / 15;
      if (Math.abs(slackHours - 4) < 1e-6) return;
      expect(feasiblePorts(asked, [port], 15, 4 * HOUR, 0).length).toBe(slackHours >= 4 ? 1 : 0);
    }),
    { numRuns: 300 },
  );
});

it('counts as lost what sailing straight on at the usual speed does not explain', () => {
  expect(lostMs(gap(20, away(offVostochny, 10 * 16 * KM_PER_NM)), 10) / HOUR).toBeCloseTo(4, 3);
  expect(lostMs({ ...gap(20), next: null }, 10)).toBe(0);
});

it('takes an angle of under 60 degrees for leading to a port, also across north', () => {
  const port = portAt('p', 0, 10);
  expect(leadsTo(0, 0, 59.9, port, 60)).toBe(true);
  expect(leadsTo(0, 0, 60.1, port, 60)).toBe(false);
  expect(leadsTo(0, 0, 300.5, port, 60)).toBe(true);
  expect(leadsTo(0, 0, Number.NaN, port, 60)).toBe(false);
});

describe('the speed limit of a ship', () => {
  it('is capped by type', () => {
    expect(speedCapKn('general cargo ship', Number.NaN)).toBe(16);
    expect(speedCapKn('ro-ro cargo ship', 79)).toBe(20);
    expect(speedCapKn('crude oil tanker', Number.NaN)).toBe(16);
    expect(speedCapKn('bulk carrier', Number.NaN)).toBe(16);
    expect(speedCapKn('container ship', Number.NaN)).toBe(25);
    expect(speedCapKn(null, 84)).toBe(16);
    expect(speedCapKn(null, 79)).toBe(18);
    expect(speedCapKn(null, Number.NaN)).toBe(18);
  });

  it('is a bound: the cap of its class, or 1.15 times the fastest that it has itself made, whichever is more', () => {
    expect(speedBoundKn(16, 0)).toBe(16);
    expect(speedBoundKn(16, 11)).toBe(16);
    expect(speedBoundKn(16, 20)).toBeCloseTo(23);
    const speeds = beginSpeeds();
    for (const [i, kn] of [12, 19, 12, 18.5, 18.2, 55, 9].entries()) noteSpeed(speeds, START + i * 600_000, kn);
    // One reading alone is no speed that it made.
    expect(speeds.fastestKn).toBe(18.2);
  });

  it('that it has lately kept to is its own 95th percentile and 15 %, at least 10 kn and at most the cap', () => {
    expect(speedLimitKn(16, 12)).toBeCloseTo(13.8);
    expect(speedLimitKn(16, 6)).toBe(10);
    expect(speedLimitKn(16, 15)).toBe(16);
    expect(speedLimitKn(16, null)).toBe(16);
  });

  it('is learnt from the last 30 days under way, whatever the reporting rate', () => {
    const speeds = beginSpeeds();
    for (let i = 0; i < 94; i++) noteSpeed(speeds, START + i * 600_000, 11.2);
    for (let i = 94; i < 100; i++) noteSpeed(speeds, START + i * 600_000, 14.2);
    for (let i = 0; i < 500; i++) noteSpeed(speeds, START + 100 * 600_000 + i * 10_000, 0.1);
    for (let i = 0; i < 50; i++) noteSpeed(speeds, START + 99 * 600_000 + i, 25);
    const now = START + 24 * HOUR;
    expect(speedAtShareKn(speeds, now, 0.95)).toBe(14.25);
    expect(speedAtShareKn(speeds, now, 0.5)).toBe(11.25);
    expect(speedAtShareKn(speeds, now + 40 * 24 * HOUR, 0.95)).toBeNull();
    expect(speedAtShareKn(JSON.parse(JSON.stringify(speeds)), now, 0.95)).toBe(14.25);
  });

  it('is not learnt from less than four hours under way, and takes any speed', () => {
    const speeds = beginSpeeds();
    for (let i = 0; i < 23; i++) noteSpeed(speeds, START + i * 600_000, i % 2 ? 102.2 : 9);
    noteSpeed(speeds, START + 24 * 600_000, Number.NaN);
    expect(speedAtShareKn(speeds, START + 24 * HOUR, 0.95)).toBeNull();
    noteSpeed(speeds, START + 25 * 600_000, 9);
    expect(speedAtShareKn(speeds, START + 24 * HOUR, 0.5)).toBe(9.25);
  });
});
