// Areas in which many ships' positions jumped at once: a hatched circle, while it lasts and for a day after. It is
// nobody's own act, and positions within are not to be trusted.

import { circle } from '@turf/circle';
import type { Feature } from 'geojson';
import type { VesselEvent } from '../../../server/http/wire/kinds/index.ts';
import { eventsOfKind } from '../../state/events-by-kind.ts';
import type { State } from '../../state/state.ts';
import { DAY_MS } from '../../words/time.ts';
import { EMPTY, FONTS } from '../style.ts';
import type { MapLayer } from './layer.ts';

const RECENT_MS = DAY_MS;
/** Smaller ones would be dots, km. */
const LEAST_KM = 2;

export const interference: MapLayer = {
  id: 'interference',
  anchor: 'areas',
  layers: (palette, theme) => [
    {
      id: 'interference-fill',
      type: 'fill',
      source: 'interference',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-pattern': `hatch::${theme}`, 'fill-opacity': 0.55 },
    },
    {
      id: 'interference-line',
      type: 'line',
      source: 'interference',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'line-color': palette.doubt, 'line-width': 1.4, 'line-opacity': 0.9, 'line-dasharray': [6, 2, 1, 2] },
    },
    {
      id: 'interference-words',
      type: 'symbol',
      source: 'interference',
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'text-field': ['get', 'words'],
        'text-font': FONTS.plain,
        'text-size': 11,
        'text-max-width': 14,
        'text-variable-anchor': ['bottom', 'top'],
        'text-radial-offset': 0.4,
      },
      paint: { 'text-color': palette.doubt, 'text-halo-color': palette.letterHalo, 'text-halo-width': 1.4 },
    },
  ],
  key: (state, at) => [shownAreas(state, at).length, state.events],
  features: (state, at) => ({ ...EMPTY, features: shownAreas(state, at).flatMap(areaFeatures) }),
};

/** The circle, and the words over its northern edge. */
function areaFeatures({ lon, lat, facts }: VesselEvent & { kind: 'interference' }): Feature[] {
  const radiusKm = Math.max(LEAST_KM, facts.radiusKm);
  const properties = { words: `Interference probable: ${facts.mmsis.length} ships jumped at once` };
  const northLat = Math.min(89, lat + radiusKm / 111.2);
  return [
    { ...circle([lon, lat], radiusKm, { units: 'kilometers', steps: 64 }), properties },
    { type: 'Feature', properties, geometry: { type: 'Point', coordinates: [lon, northLat] } },
  ];
}

function shownAreas(state: State, at: number): (VesselEvent & { kind: 'interference' })[] {
  return eventsOfKind(state.events, 'interference').filter(({ endedAt }) => at - (endedAt ?? at) <= RECENT_MS);
}
