import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  advance,
  GAP_MS,
  gapsOf,
  indexAt,
  nextMark,
  previousMark,
  standingAt,
  trailOf,
} from '../../web/state/playback.ts';
import { DAY, HOUR, T0, trackRow } from './wire-rows.ts';

const passage = trackRow('v', [
  [0, 130, 42],
  [1, 131, 42],
  [2, 132, 42],
  [26, 133, 43],
  [27, 134, 43],
]);

describe('where a ship stands at the playhead', () => {
  it('is nowhere before its first fix', () => {
    expect(standingAt(passage, T0 - 1)).toBeNull();
  });

  it('lies between two near fixes in proportion to the time', () => {
    const standing = standingAt(passage, T0 + HOUR / 4)!;
    expect(standing.lon).toBeCloseTo(130.25, 6);
    expect(standing.observed).toBe(true);
    expect(standing.courseDeg).toBeCloseTo(90, 3);
  });

  it('stays where it was last heard for the whole of a gap of more than 4 h', () => {
    const standing = standingAt(passage, T0 + 20 * HOUR)!;
    expect([standing.lon, standing.lat]).toEqual([132, 42]);
    expect(standing.observed).toBe(false);
    expect(standing.ageMs).toBe(18 * HOUR);
  });

  it('is interpolated across a gap of exactly 4 h and not across one that is longer by a millisecond', () => {
    const track = trackRow('v', [
      [0, 130, 42],
      [4, 131, 42],
    ]);
    expect(standingAt(track, T0 + 2 * HOUR)!.lon).toBeCloseTo(130.5, 6);
    track.at[1] = T0 + GAP_MS + 1;
    expect(standingAt(track, T0 + 2 * HOUR)!.lon).toBe(130);
  });

  it('counts as observed for an hour after the last fix and as silent after that', () => {
    expect(standingAt(passage, T0 + 28 * HOUR)!.observed).toBe(true);
    expect(standingAt(passage, T0 + 28 * HOUR + 1)!.observed).toBe(false);
  });

  it('crosses the date line the short way', () => {
    const track = trackRow('v', [
      [0, 179.5, 10],
      [1, -179.5, 10],
    ]);
    expect(Math.abs(standingAt(track, T0 + HOUR / 2)!.lon)).toBeCloseTo(180, 6);
  });
});

describe('the trail behind a ship', () => {
  it('is a line where observed, dashes over a known gap, and ends at the ship', () => {
    const parts = trailOf(passage, T0, T0 + 26.5 * HOUR);
    expect(parts.map((part) => part.kind)).toEqual(['observed', 'gap', 'observed']);
    expect(parts[1]!.points).toEqual([
      [132, 42],
      [133, 43],
    ]);
    expect(parts[2]!.points.at(-1)![0]).toBeCloseTo(133.5, 6);
  });

  it('does not say where an open gap leads', () => {
    const parts = trailOf(passage, T0, T0 + 20 * HOUR);
    expect(parts.map((part) => part.kind)).toEqual(['observed']);
    expect(parts[0]!.points.at(-1)).toEqual([132, 42]);
  });

  it('is cut where the pace changes when tracks are coloured by speed', () => {
    const track = { ...passage, speedKn: [0, 0, 9, 9, 14] };
    const paces = trailOf(track, T0, T0 + 2 * HOUR, true).map((part) => part.pace);
    expect(paces[0]).toBe(0);
    expect(new Set(paces)).toEqual(new Set([0, 2]));
  });

  it('lists its gaps, the last one open', () => {
    expect(gapsOf(passage, T0 + 3 * DAY)).toEqual([
      { fromAt: T0 + 2 * HOUR, toAt: T0 + 26 * HOUR },
      { fromAt: T0 + 27 * HOUR, toAt: null },
    ]);
  });
});

describe('the steps of the playhead', () => {
  const marks = [10, 20, 20, 30];

  it('go to the mark after and the mark before, never to the one it stands on', () => {
    expect(nextMark(marks, 10)).toBe(20);
    expect(nextMark(marks, 30)).toBeNull();
    expect(previousMark(marks, 30)).toBe(20);
    expect(previousMark(marks, 10)).toBeNull();
  });

  it('stop at the end', () => {
    expect(advance(0, 100, 5, 10_000)).toEqual({ at: 500, ended: false });
    expect(advance(0, 100, 5, 400)).toEqual({ at: 400, ended: true });
  });

  it('find the newest fix at or before any instant, as a plain search would', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 })), fc.integer({ min: -5, max: 1005 }), (raw, at) => {
        const times = raw.sort((a, b) => a - b);
        expect(indexAt(times, at)).toBe(times.filter((time) => time <= at).length - 1);
      }),
      { seed: 9161003 },
    );
  });
});
