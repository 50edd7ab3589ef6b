// The line that is measured: each leg along the great circle, with its length and the course at its beginning.

import type { Feature } from 'geojson';
import { EMPTY, FONTS } from '../style.ts';
import { distanceText, greatCircle, legsOf } from '../tools/great-circle.ts';
import type { MapLayer } from './layer.ts';

export const measure: MapLayer = {
  id: 'measure',
  anchor: 'watched',
  layers: (palette) => [
    {
      id: 'measure-line',
      type: 'line',
      source: 'measure',
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': palette.measure, 'line-width': 2 },
    },
    {
      id: 'measure-corners',
      type: 'circle',
      source: 'measure',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 4,
        'circle-color': palette.panel,
        'circle-stroke-color': palette.measure,
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'measure-words',
      type: 'symbol',
      source: 'measure',
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: {
        'symbol-placement': 'line-center',
        'text-field': ['get', 'words'],
        'text-font': FONTS.strong,
        'text-size': 12,
        'text-offset': [0, -0.9],
        'text-allow-overlap': true,
      },
      paint: { 'text-color': palette.measure, 'text-halo-color': palette.letterHalo, 'text-halo-width': 2 },
    },
  ],
  key: ({ chart }) => [chart.measured],
  features: ({ chart: { measured } }) => ({
    ...EMPTY,
    features: [
      ...legsOf(measured).map(
        ({ from, to, distanceNm, courseDeg }): Feature => ({
          type: 'Feature',
          properties: { words: `${distanceText(distanceNm)} · ${courseDegText(courseDeg)}` },
          geometry: { type: 'LineString', coordinates: lineBetween(from, to) },
        }),
      ),
      ...measured.map(
        ({ lon, lat }): Feature => ({
          type: 'Feature',
          properties: {},
          geometry: { type: 'Point', coordinates: [lon, lat] },
        }),
      ),
    ],
  }),
};

export function courseDegText(courseDeg: number): string {
  return `${String(Math.round(courseDeg) % 360).padStart(3, '0')}°`;
}

function lineBetween(...[from, to]: Parameters<typeof greatCircle>): [number, number][] {
  const line = greatCircle(from, to);
  return line.length === 1 ? [line[0]!, line[0]!] : line;
}
