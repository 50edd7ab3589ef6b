// Zones: areas where ships meet to transfer cargo, and areas drawn by the user. Outline and a light fill with the name.

import { EMPTY, FONTS } from '../style.ts';
import type { MapLayer } from './layer.ts';

export const zones: MapLayer = {
  id: 'zones',
  anchor: 'areas',
  layers: (palette) => [
    {
      id: 'zones-fill',
      type: 'fill',
      source: 'zones',
      minzoom: 3.5,
      paint: { 'fill-color': palette.zone, 'fill-opacity': ['interpolate', ['linear'], ['zoom'], 4, 0.02, 8, 0.06] },
    },
    {
      id: 'zones-line',
      type: 'line',
      source: 'zones',
      minzoom: 3.5,
      paint: {
        'line-color': palette.zone,
        'line-opacity': ['interpolate', ['linear'], ['zoom'], 4, 0.25, 8, 0.6],
        'line-width': 1,
        'line-dasharray': [1, 2],
      },
    },
    {
      id: 'zones-names',
      type: 'symbol',
      source: 'zones',
      minzoom: 6,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONTS.plain,
        'text-size': 10.5,
        'text-max-width': 9,
        'symbol-sort-key': 200,
      },
      paint: {
        'text-color': palette.zone,
        'text-opacity': 0.9,
        'text-halo-color': palette.letterHalo,
        'text-halo-width': 1,
      },
    },
  ],
  key: (state) => [state.zones, state.chart.zones, state.chart.draft],
  features: (state) => ({
    ...EMPTY,
    // The one that is drawn anew is shown by the drawing.
    features: (state.chart.zones ? state.zones : [])
      .filter(({ id }) => id !== state.chart.draft?.zoneId)
      .map((zone) => ({
        type: 'Feature',
        properties: { id: zone.id, name: zone.name },
        geometry: { type: 'Polygon', coordinates: [closed(zone.ring)] },
      })),
  }),
};

function closed(ring: readonly [number, number][]): [number, number][] {
  const first = ring[0];
  const last = ring[ring.length - 1];
  if (first === undefined || last === undefined) return [];
  return first[0] === last[0] && first[1] === last[1] ? [...ring] : [...ring, first];
}
