// Night at the playhead: a light shade over the half of the earth where the sun is below the horizon.

import { MINUTE_MS } from '../../words/time.ts';
import { EMPTY } from '../style.ts';
import { nightRing } from '../tools/night.ts';
import type { MapLayer } from './layer.ts';

/** The edge moves a quarter of a degree a minute. */
const STEP_MS = 5 * MINUTE_MS;

export const night: MapLayer = {
  id: 'night',
  anchor: 'areas',
  layers: (palette) => [
    {
      id: 'night-fill',
      type: 'fill',
      source: 'night',
      paint: { 'fill-color': palette.night, 'fill-opacity': 0.34, 'fill-antialias': false },
    },
    {
      id: 'night-edge',
      type: 'line',
      source: 'night',
      paint: { 'line-color': palette.faint, 'line-width': 1, 'line-opacity': 0.5 },
    },
  ],
  key: ({ chart }, at) => [chart.night ? Math.floor(at / STEP_MS) : null],
  features: ({ chart }, at) =>
    chart.night && at > 0
      ? {
          ...EMPTY,
          features: [
            {
              type: 'Feature',
              properties: {},
              geometry: { type: 'Polygon', coordinates: [nightRing(Math.floor(at / STEP_MS) * STEP_MS)] },
            },
          ],
        }
      : EMPTY,
};
