// Where the live feeds hear anybody: the cells of the last 30 days, the stronger the more hours of the day. It lies lowest of
// all, over the water and under whatever is known of ships. What is not filled was not heard, and says nothing of ships.

import { EMPTY } from '../style.ts';
import type { MapLayer } from './layer.ts';

export const footprint: MapLayer = {
  id: 'footprint',
  anchor: 'water',
  layers: (palette) => [
    {
      id: 'footprint-fill',
      type: 'fill',
      source: 'footprint',
      paint: {
        'fill-color': palette.watched,
        'fill-opacity': ['interpolate', ['linear'], ['get', 'hours'], 1, 0.08, 24, 0.3],
        'fill-antialias': false,
      },
    },
  ],
  key: ({ footprint: shown }) => [shown],
  features: ({ footprint: shown }) =>
    shown === null
      ? EMPTY
      : {
          ...EMPTY,
          features: shown.features.map(({ geometry, properties }) => ({
            type: 'Feature',
            properties: { hours: properties.hours.length },
            geometry,
          })),
        },
};
