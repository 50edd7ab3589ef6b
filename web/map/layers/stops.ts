// Stops away from known places: a small ring where a watched ship lay, from the moment it was known; recent ones
// only. Smaller than a port call's and without its filling, since no port is there.

import type { Feature } from 'geojson';
import { eventsOfKind } from '../../state/events-by-kind.ts';
import { LIVE } from '../../state/state.ts';
import { spanText } from '../../words/format.ts';
import { DAY_MS, HOUR_MS } from '../../words/time.ts';
import { EMPTY } from '../style.ts';
import type { MapLayer } from './layer.ts';

const RECENT_MS = 14 * DAY_MS;
/** Stops are shown from a wider view than calls: at sea there is no port that says the same. */
const STOP_ZOOM = 5;

export const stops: MapLayer = {
  id: 'stops',
  anchor: 'harbours',
  promoteId: 'id',
  picks: { layers: ['stops-rings'], kind: 'vessel' },
  layers: (palette) => [
    {
      id: 'stops-rings',
      type: 'circle',
      source: 'stops',
      minzoom: STOP_ZOOM,
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 5, 2.5, 11, 6],
        'circle-color': palette.text,
        'circle-opacity': ['case', ['get', 'open'], 0.4, 0],
        'circle-stroke-color': palette.text,
        'circle-stroke-width': 1,
        'circle-stroke-opacity': 0.7,
      },
    },
  ],
  // The hour is near enough for something that is shown for days.
  key: (state, at) => [Math.floor(at / HOUR_MS), state.events],
  features: (state, at) => {
    const features: Feature[] = [];
    for (const event of eventsOfKind(state.events, 'stop')) {
      if (state.scope !== LIVE && at - (event.endedAt ?? at) > RECENT_MS) continue;
      const { nearestPlaceName, distanceKm } = event.facts;
      const near = distanceKm === null ? '' : `; ${Math.round(distanceKm)} km from ${nearestPlaceName}`;
      features.push({
        type: 'Feature',
        properties: {
          id: event.vesselId,
          open: event.endedAt === null,
          title: `${event.vesselName}: lay away from known places`,
          note: `${spanText(event.beganAt, event.endedAt)}${near}`,
        },
        geometry: { type: 'Point', coordinates: [event.lon, event.lat] },
      });
    }
    return { ...EMPTY, features };
  },
};
