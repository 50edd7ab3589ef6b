// The area that somebody asks about, and where the vessels of the answer came nearest to its middle. Ships that may have
// crossed, or that could not have been there, are drawn hollow.

import { EMPTY } from '../style.ts';
import type { MapLayer } from './layer.ts';

export const who: MapLayer = {
  id: 'who',
  anchor: 'alerts',
  promoteId: 'id',
  picks: { layers: ['who-marks'], kind: 'vessel' },
  layers: (palette) => [
    {
      id: 'who-fill',
      type: 'fill',
      source: 'who',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': palette.accent, 'fill-opacity': 0.08 },
    },
    {
      id: 'who-edge',
      type: 'line',
      source: 'who',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'line-color': palette.accent, 'line-width': 1.6 },
    },
    {
      id: 'who-marks',
      type: 'circle',
      source: 'who',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 5,
        'circle-color': palette.accent,
        'circle-opacity': ['case', ['get', 'faint'], 0, 0.9],
        'circle-stroke-color': palette.accent,
        'circle-stroke-width': 1.5,
      },
    },
  ],
  key: (state) => [state.who],
  features: ({ who: asked }) => ({
    ...EMPTY,
    features:
      asked === null
        ? []
        : [
            ...asked.outline.map((coordinates, i) => ({
              type: 'Feature' as const,
              properties: { id: `area-${i}` },
              geometry: { type: 'Polygon' as const, coordinates },
            })),
            ...asked.marks.map(({ lon, lat, ...mark }) => ({
              type: 'Feature' as const,
              properties: mark,
              geometry: { type: 'Point' as const, coordinates: [lon, lat] },
            })),
          ],
  }),
};
