// What somebody has dropped onto the page: points, lines and areas of a file of theirs, above everything else that is drawn and
// apart from it by colour and dashes. It says nothing of keelwatch's own.

import { EMPTY, FONTS } from '../style.ts';
import type { MapLayer } from './layer.ts';

export const overlays: MapLayer = {
  id: 'overlays',
  anchor: 'alerts',
  layers: (palette) => [
    {
      id: 'overlays-fill',
      type: 'fill',
      source: 'overlays',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': palette.measure, 'fill-opacity': 0.1 },
    },
    {
      id: 'overlays-line',
      type: 'line',
      source: 'overlays',
      filter: ['!=', ['geometry-type'], 'Point'],
      paint: { 'line-color': palette.measure, 'line-width': 1.6, 'line-dasharray': [8, 2] },
    },
    {
      id: 'overlays-points',
      type: 'circle',
      source: 'overlays',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 4,
        'circle-color': palette.measure,
        'circle-stroke-color': palette.panel,
        'circle-stroke-width': 1,
      },
    },
    {
      id: 'overlays-names',
      type: 'symbol',
      source: 'overlays',
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONTS.plain,
        'text-size': 11,
        'text-offset': [0, 1],
        'text-anchor': 'top',
      },
      paint: { 'text-color': palette.measure, 'text-halo-color': palette.letterHalo, 'text-halo-width': 1.4 },
    },
  ],
  key: ({ chart }) => [chart.overlays],
  features: ({ chart }) => ({ ...EMPTY, features: chart.overlays.flatMap(({ features }) => features.features) }),
};
