// Rule corridors: from where to where the rules look, one light bow for each pair of countries of a rule, between the middles of
// its ports there; a bow for each pair of ports would be a cloth. It never says that a ship went there. Drawn on request.

import type { Feature } from 'geojson';
import type { Port } from '../../../server/http/wire/place.ts';
import { DAY_MS } from '../../words/time.ts';
import type { Place } from '../bounds.ts';
import { EMPTY, FONTS } from '../style.ts';
import { greatCircle } from '../tools/great-circle.ts';
import type { MapLayer } from './layer.ts';

/** More bows than these say nothing any more. */
export const MOST_BOWS = 200;

export const corridors: MapLayer = {
  id: 'corridors',
  anchor: 'areas',
  layers: (palette) => [
    {
      id: 'corridors-line',
      type: 'line',
      source: 'corridors',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.zone, 'line-width': 1.8, 'line-opacity': 0.7, 'line-dasharray': [6, 3, 1, 3] },
    },
    {
      id: 'corridors-names',
      type: 'symbol',
      source: 'corridors',
      minzoom: 3,
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
    for (const { title, fromIds, toIds, fromAt, toAt } of rules) {
      if (at < (fromAt ?? at) || at >= (toAt ?? at + 1)) continue;
      const ends = middles(toIds, places);
      for (const from of middles(fromIds, places)) {
        for (const to of ends) {
          if (features.length >= MOST_BOWS) break;
          if (from.lon === to.lon && from.lat === to.lat) continue;
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

/** The middle of the ports of each country, as the mean of their places on the sphere. */
function middles(ids: readonly string[], places: ReadonlyMap<string, Port>): Place[] {
  const byCountry = Map.groupBy(
    ids.flatMap((id) => places.get(id) ?? []),
    ({ country }) => country,
  );
  return [...byCountry.values()].map((group) => {
    const rad = Math.PI / 180;
    let [x, y, z] = [0, 0, 0];
    for (const { lon, lat } of group) {
      x += Math.cos(lat * rad) * Math.cos(lon * rad);
      y += Math.cos(lat * rad) * Math.sin(lon * rad);
      z += Math.sin(lat * rad);
    }
    return { lon: Math.atan2(y, x) / rad, lat: Math.atan2(z, Math.hypot(x, y)) / rad };
  });
}
