// Port calls: a ring where a ship stopped in a port, from the moment the call was known; recent ones only. Filled while
// it lasts, broken where the call was not observed.

import type { Feature } from 'geojson';
import { hueColour } from '../../palette.ts';
import { LIVE } from '../../state/state.ts';
import { spanText } from '../../words/format.ts';
import { DAY_MS, HOUR_MS } from '../../words/time.ts';
import { BASIS_WORDS, CONFIDENCE_WORDS } from '../../words/words.ts';
import { EMPTY } from '../style.ts';
import type { MapLayer } from './layer.ts';

const RECENT_MS = 14 * DAY_MS;
/** Calls are shown from the zoom at which single ports can be told apart. */
const CALL_ZOOM = 7;

export const calls: MapLayer = {
  id: 'calls',
  anchor: 'harbours',
  promoteId: 'id',
  picks: { layers: ['calls-rings'], kind: 'vessel' },
  layers: (palette) => [
    {
      id: 'calls-rings',
      type: 'circle',
      source: 'calls',
      minzoom: CALL_ZOOM,
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 7, 4, 11, 8],
        'circle-color': [
          'match',
          ['get', 'hue'],
          ...palette.hues.flatMap((colour, hue) => [hue, colour]),
          palette.otherVessel,
        ] as unknown as string,
        'circle-opacity': ['case', ['get', 'open'], 0.35, 0.08],
        'circle-stroke-color': [
          'match',
          ['get', 'hue'],
          ...palette.hues.flatMap((_, hue) => [hue, hueColour(palette, hue)]),
          palette.otherVessel,
        ] as unknown as string,
        'circle-stroke-width': 1.4,
        'circle-stroke-opacity': ['case', ['get', 'observed'], 0.9, 0.45],
      },
    },
  ],
  // The hour is near enough for something that is shown for days.
  key: (state, at) => [Math.floor(at / HOUR_MS), state.events, state.hues],
  features: (state, at) => {
    const features: Feature[] = [];
    for (const event of state.events.values()) {
      if (event.kind !== 'port-call' || event.state === 'withdrawn' || event.facts.waiting) continue;
      if (state.scope !== LIVE && at - (event.endedAt ?? at) > RECENT_MS) continue;
      const { placeName, confidence } = event.facts;
      features.push({
        type: 'Feature',
        properties: {
          id: event.vesselId,
          hue: state.hues.get(event.vesselId) ?? -1,
          open: event.endedAt === null,
          observed: event.basis === 'observed',
          title: `${event.vesselName}: port call at ${placeName}`,
          note: `${spanText(event.beganAt, event.endedAt)}; ${BASIS_WORDS[event.basis].word.toLowerCase()}, ${CONFIDENCE_WORDS[confidence]}`,
        },
        geometry: { type: 'Point', coordinates: [event.lon, event.lat] },
      });
    }
    return { ...EMPTY, features };
  },
};
