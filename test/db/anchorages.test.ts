// The berths and anchorages of the committed table: what a stay at a known spot of the sea is told as, and counts for.

import { describe, expect, it } from 'vitest';
import { loadReference } from '../../db/reference/load.ts';
import { noPorts } from '../../server/domain/places/circle-lookup.ts';
import { createPlaceIndex } from '../../server/domain/places/place-index.ts';
import { away } from '../scenario.ts';

const { ports, zones, moorings } = loadReference();
const index = createPlaceIndex(ports, zones, moorings);
const watchPorts = ports.filter((port) => port.watch);

function at(lon: number, lat: number) {
  const into = noPorts();
  index.nearestPort(lon, lat, into);
  const mooring = moorings[into.mooring];
  return {
    port: into.first < 0 ? null : ports[into.first]!.id,
    berth: mooring?.name ?? null,
    roads: mooring?.roads ?? false,
    waiting: mooring?.waitingArea ?? false,
  };
}

describe('berths and anchorages', () => {
  it('lie somewhere on Earth, each of a port of the table', () => {
    const ids = new Set(ports.map(({ id }) => id));
    let points = 0;
    for (const mooring of moorings) {
      expect(ids.has(mooring.portId), mooring.portId).toBe(true);
      expect(mooring.points.length % 2).toBe(0);
      for (let i = 0; i < mooring.points.length; i += 2) {
        expect(Math.abs(mooring.points[i]!) <= 180 && Math.abs(mooring.points[i + 1]!) <= 90, mooring.portId).toBe(
          true,
        );
        points++;
      }
    }
    expect(points).toBeGreaterThan(44_000);
  });

  // Where the harbour is: harbour authorities' own berths, read off the chart.
  it.each([
    ['the container terminals of Busan New Port', 128.8203, 35.0753, 'busan'],
    ['the North Port of Busan', 129.0946, 35.098, 'busan'],
    ['the roads of Busan', 129.09, 35.05, 'busan'],
    ['Beilun, harbour of Ningbo', 121.87, 29.94, 'ningbo'],
    ['Qianwan, across the bay from Qingdao', 120.21, 36.01, 'qingdao'],
    ['Dongjiakou, harbour of Qingdao', 119.79, 35.6, 'qingdao'],
    ['Dayaowan, container harbour of Dalian', 121.88, 39.01, 'dalian'],
    ['Shahid Bahonar, old harbour of Bandar Abbas', 56.205, 27.14, 'bandarabbas'],
    ['Onsan, oil harbour of Ulsan', 129.36, 35.43, 'ulsan'],
    ['the oil pier of Kozmino', 133.017, 42.7167, 'kozmino'],
    ['Nakhodka, and not its neighbour', 132.88, 42.8, 'nakhodka'],
    ['Vostok Bay, oil terminal of Nakhodka', 132.75, 42.87, 'nakhodka'],
    ['Rajin', 130.3, 42.2333, 'rajin'],
  ])('count for their port: %s', (_, lon, lat, port) => {
    expect(at(lon, lat).port).toBe(port);
  });

  it.each([
    ['Suez Bay, south of the canal', 32.53, 29.85, 'suez'],
    ['the roads off Port Said', 32.4444, 31.402, 'wpi:45140'],
    ['the roads of the Panama Canal on the Pacific side', -79.52, 8.86, 'gfw:pa-panama-city'],
  ])('are marked where ships wait for a canal: %s', (_, lon, lat, port) => {
    expect(at(lon, lat)).toMatchObject({ port, roads: true, waiting: true });
  });

  it('are no waiting area at the quay of a port that has one', () => {
    expect(at(32.31, 31.255).waiting).toBe(false);
  });

  it('are marked as roads where their label says that they lie off the port', () => {
    expect(at(129.106, 35.04)).toMatchObject({ port: 'busan', berth: 'Busan Offshore', roads: true, waiting: false });
  });

  it('leave every watch port its own point, and the water round it but for the rim', () => {
    for (const port of watchPorts) {
      expect(at(port.lon, port.lat).port, port.id).toBe(port.id);
      let kept = 0;
      let asked = 0;
      for (const share of [0.2, 0.4, 0.6, 0.8]) {
        for (let bearing = 0; bearing < 360; bearing += 30) {
          const { lon, lat } = away(port, port.enterKm * share, bearing);
          const own = noPorts();
          index.nearestHarbour(lon, lat, own);
          if (ports[own.first]!.id !== port.id) continue;
          asked++;
          if (at(lon, lat).port === port.id) kept++;
        }
      }
      expect(kept / asked, port.id).toBeGreaterThan(0.8);
    }
  });
});
