// The ways of a scenario as lines in a small picture: longitude to the right, latitude up, both at one scale where the ships
// are, and the whole filling the frame. Pure.

import type { ScenarioSketch } from '../../server/http/wire/replay.ts';

export const SKETCH = { width: 240, height: 120, edge: 10 } as const;

export function linesOf({ tracks }: ScenarioSketch): { points: string; end: [number, number] }[] {
  const drawn = tracks.filter(({ lon }) => lon.length > 0);
  if (drawn.length === 0) return [];
  const origin = drawn[0]!.lon[0]!;
  // A way over the antimeridian goes on beyond 180.
  const ways = drawn.map(({ lon, lat }) => lon.map((each, i) => [near(each, origin), lat[i]!] as const));
  const all = ways.flat();
  const south = Math.min(...all.map(([, lat]) => lat));
  const north = Math.max(...all.map(([, lat]) => lat));
  const west = Math.min(...all.map(([lon]) => lon));
  const east = Math.max(...all.map(([lon]) => lon));
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const wide = Math.max((east - west) * narrow, 1e-6);
  const high = Math.max(north - south, 1e-6);
  const scale = Math.min((SKETCH.width - 2 * SKETCH.edge) / wide, (SKETCH.height - 2 * SKETCH.edge) / high);
  const left = (SKETCH.width - wide * scale) / 2;
  const top = (SKETCH.height - high * scale) / 2;
  return ways.map((way) => {
    const points = way.map(
      ([lon, lat]) =>
        [round(left + (lon - west) * narrow * scale), round(top + (north - lat) * scale)] as [number, number],
    );
    return { points: points.map((point) => point.join(',')).join(' '), end: points.at(-1)! };
  });
}

function near(lon: number, origin: number): number {
  return lon - origin > 180 ? lon - 360 : lon - origin < -180 ? lon + 360 : lon;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
