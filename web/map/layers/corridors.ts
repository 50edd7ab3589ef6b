// Rule corridors: from each port of a rule's origin to each of its destination, as a light bow. It says between which ports the
// rules look, and never that a ship went there. Drawn on request, since the rules of the program make many.

import type { Feature } from 'geojson';
import { DAY_MS } from '../../words/time.ts';
import { EMPTY, FONTS } from '../style.ts';
import { greatCircle } from '../tools/great-circle.ts';
import type { MapLayer } from './layer.ts';

/** More bows than these are a cloth, not a map. */
export const MOST_BOWS = 600;

export const corridors: MapLayer = {
  id: 'corridors',
  anchor: 'areas',
  layers: (palette) => [
    {
      id: 'corridors-line',
      type: 'line',
      source: 'corridors',
      paint: { 'line-color': palette.zone, 'line-width': 1.2, 'line-opacity': 0.5, 'line-dasharray': [6, 3, 1, 3] },
    },
    {
      id: 'corridors-names',
      type: 'symbol',
      source: 'corridors',
      minzoom: 4,
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 420,
        'text-field': ['get', 'title'],
        'text-font': FONTS.plain,
        'text-size': 10,
        'text-offset': [0, -0.8],
      },
      paint: { 'text-color': palette.zone, 'text-halo-color': palette.letterHalo, 'text-halo-width': 1.2 },
    },
  ],
  key: ({ chart, corridors: rules, ports }, at) => (chart.corridors ? [rules, ports, Math.floor(at / DAY_MS)] : [null]),
  features: ({ chart, corridors: rules, ports }, at) => {
    if (!chart.corridors) return EMPTY;
    const places = new Map(ports.map((port) => [port.id, port]));
    const features: Feature[] = [];
    const seen = new Set<string>();
    for (const { title, fromIds, toIds, fromAt, toAt } of rules) {
      if (at < (fromAt ?? at) || at >= (toAt ?? at + 1)) continue;
      for (const fromId of fromIds) {
        for (const toId of toIds) {
          const [from, to] = [places.get(fromId), places.get(toId)];
          const pair = [fromId, toId].sort().join(' ');
          if (!from || !to || from === to || seen.has(pair) || features.length >= MOST_BOWS) continue;
          seen.add(pair);
          features.push({
            type: 'Feature',
            properties: { title },
            geometry: { type: 'LineString', coordinates: greatCircle(from, to) },
          });
        }
      }
    }
    return { ...EMPTY, features };
  },
};
