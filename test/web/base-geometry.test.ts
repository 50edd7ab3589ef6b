import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { MultiPolygon, Polygon, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { type Atlas, baseGeometry } from '../../web/map/base-geometry.ts';

const path = createRequire(import.meta.url).resolve('world-atlas/countries-50m.json');
const base = baseGeometry(JSON.parse(readFileSync(path, 'utf8')) as Atlas);

function ringsOf(geometry: Polygon | MultiPolygon): Position[][] {
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
}

describe('the base map', () => {
  const rings = base.land.features.flatMap((shape) => ringsOf(shape.geometry as Polygon | MultiPolygon));

  it('has closed rings of land', () => {
    expect(rings.length).toBeGreaterThan(500);
    for (const ring of rings) expect(ring[0]).toEqual(ring.at(-1));
  });

  it('draws no band across the world where a coast crosses the date line', () => {
    const long: Position[] = [];
    for (const ring of rings) {
      for (let i = 1; i < ring.length; i++) {
        const [lon0, lat0] = ring[i - 1] as [number, number];
        const [lon1] = ring[i] as [number, number];
        // The edge along the pole, which closes Antarctica, is the only long one.
        if (Math.abs(lat0) < 90 && Math.abs(lon1 - lon0) >= 180) long.push([lon0, lat0]);
      }
    }
    expect(long).toEqual([]);
  });

  it('sets the name of Russia in Russia, though it reaches over the date line', () => {
    const russia = base.countries.features.find((feature) => feature.properties.name === 'Russia');
    const [lon, lat] = russia!.geometry.coordinates as [number, number];
    expect(lon).toBeGreaterThan(60);
    expect(lon).toBeLessThan(130);
    expect(lat).toBeGreaterThan(50);
  });
});
