// The other traffic as columns: what is drawn of it, what is left out, and what a row gives up at the bound.

import { describe, expect, it } from 'vitest';
import type { KeptFix } from '../../server/domain/heard.ts';
import { packFixes } from '../../server/http/packed-fixes.ts';
import { readPacked } from '../../web/state/packed-fixes.ts';
import {
  emptyTraffic,
  FORGET_MS,
  idOfRow,
  LOOK,
  nearestRow,
  STRIDE,
  setFromTracks,
  shipsOf,
  takePacked,
} from '../../web/state/traffic.ts';
import { HOUR, T0, trackRow } from './wire-rows.ts';

const NOBODY = { watched: shipsOf([]), tracked: shipsOf([]) };

function fix(mmsi: number, at: number, lon: number, lat: number, parts: Partial<KeptFix> = {}): KeptFix {
  return { mmsi, at, lon, lat, speedKn: 10, courseDeg: 90, headingDeg: Number.NaN, navStatus: 0, ...parts };
}

function packed(fixes: KeptFix[], ids = fixes.map(({ mmsi }) => `mmsi:${mmsi}`)) {
  return readPacked(packFixes('live', fixes, ids).buffer as ArrayBuffer)!;
}

describe('the other traffic', () => {
  it('keeps the newest position of each ship in its row, and counts each change', () => {
    const traffic = emptyTraffic();
    takePacked(traffic, packed([fix(1, T0, 0, 0), fix(2, T0, 90, 0)]), NOBODY);
    takePacked(traffic, packed([fix(1, T0 + HOUR, 180, 0), fix(2, T0 - HOUR, 0, 0)]), NOBODY);
    expect([traffic.size, traffic.version]).toEqual([2, 2]);
    expect(traffic.drawn[0]).toBe(1);
    expect(traffic.drawn[STRIDE]).toBe(0.75);
  });

  it('hands a tracked ship back, and leaves a watched one to its own sign', () => {
    const traffic = emptyTraffic();
    const ships = { watched: shipsOf(['imo:9161003']), tracked: shipsOf(['imo:9161003', 'mmsi:2']) };
    const apart = takePacked(
      traffic,
      packed([fix(1, T0, 0, 0), fix(2, T0, 90, 0), fix(3, T0, 10, 0)], ['mmsi:1', 'mmsi:2', 'imo:9161003']),
      ships,
    );
    expect(apart.map(({ vesselId }) => vesselId)).toEqual(['mmsi:2', 'imo:9161003']);
    expect([idOfRow(traffic, 0), idOfRow(traffic, 1), traffic.size]).toEqual(['mmsi:1', 'mmsi:2', 2]);
  });

  it('draws a hull to its heading, else to its course, and a dot where it lies still or sends none', () => {
    const traffic = emptyTraffic();
    const rows = [
      fix(1, T0, 0, 0, { headingDeg: 180 }),
      fix(2, T0, 0, 0, { speedKn: 0.2 }),
      fix(3, T0, 0, 0, { courseDeg: Number.NaN }),
    ];
    takePacked(traffic, packed(rows), NOBODY);
    const looks = rows.map((_, row) => [traffic.drawn[row * STRIDE + 2], traffic.drawn[row * STRIDE + 3]]);
    expect(looks).toEqual([
      [Math.fround(Math.PI), LOOK.course],
      [0, LOOK.still],
      [0, LOOK.still],
    ]);
  });

  it('finds the nearest ship under the pointer, and nobody who was not heard for six hours', () => {
    const traffic = emptyTraffic();
    takePacked(traffic, packed([fix(1, T0, 0, 0), fix(2, T0, 0.01, 0)]), NOBODY);
    expect(nearestRow(traffic, 0.5, 0.5, 0.001, T0)).toBe(0);
    expect(nearestRow(traffic, 0.6, 0.5, 0.001, T0)).toBe(-1);
    expect(nearestRow(traffic, 0.5, 0.5, 0.001, T0 + FORGET_MS + 60_000)).toBe(-1);
  });

  it('of a replay follows from the tracks at the playhead, back and forth, without the watched', () => {
    const traffic = emptyTraffic();
    const tracks = [
      trackRow('mmsi:412000001', [
        [0, 135, 40],
        [1, 136, 40],
      ]),
      trackRow('imo:9161003', [[0, 131, 42]]),
    ];
    const show = (at: number) => setFromTracks(traffic, tracks, (id) => id === 'imo:9161003', at);
    show(T0 + HOUR);
    const end = traffic.drawn[0]!;
    show(T0);
    expect(traffic.drawn[0]!).toBeLessThan(end);
    expect(traffic.size).toBe(1);
    // Between two positions it is drawn on its way, and was last heard at the first of them.
    show(T0 + HOUR / 2);
    expect(traffic.at[0]).toBe(T0);
    show(T0 - HOUR);
    expect(nearestRow(traffic, traffic.drawn[0]!, traffic.drawn[1]!, 1, T0 - HOUR)).toBe(-1);
  });
});
