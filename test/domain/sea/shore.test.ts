// How far from the shore: on the real mask at places whose distance is known, and on the bound it promises.

import { describe, expect, it } from 'vitest';
import { loadSea } from '../../../db/reference/sea.ts';
import { SHORE_WITHIN_KM } from '../../../server/domain/sea/shore.ts';

const sea = loadSea();

describe('the way to the shore', () => {
  it('is positive at sea and never more than the truth', () => {
    // Ulleungdo lies 100 km and more off everything but itself; 37.0 N 131.5 E is 60 km south-east of it.
    expect(sea.shoreKm(131.5, 37)).toBeGreaterThan(45);
    expect(sea.shoreKm(131.5, 37)).toBeLessThanOrEqual(75);
    // Off Cape Agulhas, 30 km south of the cape (34.83 S 20.0 E).
    expect(sea.shoreKm(20, -35.1)).toBeGreaterThan(20);
    expect(sea.shoreKm(20, -35.1)).toBeLessThanOrEqual(31);
  });

  it('is negative inland', () => {
    expect(sea.shoreKm(126.98, 37.56)).toBeLessThan(-5); // Seoul, some 30 km from tidal water.
    expect(sea.shoreKm(37.62, 55.75)).toBe(-SHORE_WITHIN_KM); // Moscow
  });

  it('is bounded in mid-ocean, and the same across the antimeridian', () => {
    expect(sea.shoreKm(-140, 30)).toBe(SHORE_WITHIN_KM);
    expect(sea.shoreKm(179.999, 45)).toBeCloseTo(sea.shoreKm(-179.999, 45), 1);
  });

  it('is near nothing on a coast', () => {
    expect(Math.abs(sea.shoreKm(130.3, 42.23))).toBeLessThan(6); // Rajin
  });

  it('knows nothing beyond the parallels of the mask', () => {
    expect(sea.shoreKm(0, 89.9)).toBeNaN();
  });
});
