// Sightings: an eye where somebody saw a ship, usually with its AIS off. Taken from the port calls that rest on them,
// from the moment they were known; recent ones only, so that the map speaks of the time at the playhead.

import type { Feature } from 'geojson';
import { LIVE } from '../../state/state.ts';
import { spanText } from '../../words/format.ts';
import { DAY_MS, HOUR_MS } from '../../words/time.ts';
import { EMPTY } from '../style.ts';
import type { MapLayer } from './layer.ts';

const RECENT_MS = 14 * DAY_MS;

export const sightings: MapLayer = {
  id: 'sightings',
  anchor: 'alerts',
  promoteId: 'id',
  picks: { layers: ['sightings-signs'], kind: 'vessel' },
  layers: (_palette, theme) => [
    {
      id: 'sightings-signs',
      type: 'symbol',
      source: 'sightings',
      layout: {
        'icon-image': `sighting::${theme}`,
        'icon-size': 0.9,
        'icon-offset': [0, -26],
        'icon-allow-overlap': true,
      },
    },
  ],
  // The hour is near enough for something that is shown for days.
  key: (state, at) => [Math.floor(at / HOUR_MS), state.events],
  features: (state, at) => {
    const features = new Map<string, Feature>();
    for (const event of state.events.values()) {
      if (event.kind !== 'port-call' || event.facts.sightingIds.length === 0 || event.state === 'withdrawn') continue;
      if (state.scope !== LIVE && at - event.beganAt > RECENT_MS) continue;
      features.set(event.facts.placeId, {
        type: 'Feature',
        properties: {
          id: event.vesselId,
          title: `${event.vesselName}: sighted at ${event.facts.placeName}`,
          note: spanText(event.beganAt, event.endedAt),
        },
        geometry: { type: 'Point', coordinates: [event.lon, event.lat] },
      });
    }
    return { ...EMPTY, features: [...features.values()] };
  },
};
