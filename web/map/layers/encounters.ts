// Encounters of two ships at sea: while an encounter lasts, a line between the two and a halo with the partner's name;
// afterwards a small sign where they lay.

import type { Feature } from 'geojson';
import type { VesselEvent } from '../../../server/http/wire/kinds/index.ts';
import { eventsOfKind } from '../../state/events-by-kind.ts';
import { standingAt } from '../../state/playback.ts';
import { LIVE, type State } from '../../state/state.ts';
import { durationText, spanText } from '../../words/format.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../words/time.ts';
import { lineOf } from '../lines.ts';
import { EMPTY, FONTS } from '../style.ts';
import type { MapLayer } from './layer.ts';

const RECENT_MS = 14 * DAY_MS;

type Encounter = VesselEvent & { kind: 'encounter' };

export const encounters: MapLayer = {
  id: 'encounters',
  anchor: 'harbours',
  promoteId: 'id',
  picks: { layers: ['encounters-halo', 'encounters-signs'], kind: 'vessel' },
  layers: (palette, theme) => [
    {
      id: 'encounters-line',
      type: 'line',
      source: 'encounters',
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': palette.text, 'line-width': 2.2, 'line-opacity': 0.9 },
    },
    {
      id: 'encounters-halo',
      type: 'circle',
      source: 'encounters',
      filter: ['all', ['==', ['geometry-type'], 'Point'], ['get', 'lasting']],
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 4, 16, 9, 28],
        'circle-color': palette.text,
        'circle-opacity': 0.07,
        'circle-stroke-color': palette.text,
        'circle-stroke-width': 1.4,
        'circle-stroke-opacity': 0.8,
      },
    },
    {
      id: 'encounters-words',
      type: 'symbol',
      source: 'encounters',
      filter: ['all', ['==', ['geometry-type'], 'Point'], ['get', 'lasting']],
      layout: {
        'text-field': ['get', 'words'],
        'text-font': FONTS.strong,
        'text-size': 11.5,
        'text-variable-anchor': ['top', 'right', 'left', 'bottom'],
        'text-radial-offset': 2.4,
        'text-justify': 'auto',
      },
      paint: { 'text-color': palette.text, 'text-halo-color': palette.letterHalo, 'text-halo-width': 1.6 },
    },
    {
      id: 'encounters-signs',
      type: 'symbol',
      source: 'encounters',
      minzoom: 4,
      filter: ['all', ['==', ['geometry-type'], 'Point'], ['!', ['get', 'lasting']]],
      layout: { 'icon-image': `meeting::${theme}`, 'icon-size': 0.8, 'icon-allow-overlap': true },
    },
  ],
  key: (state, at) => {
    const lasting = encountersAt(state, at).some((event) => isLasting(event, at));
    // The line follows the ships; a sign is shown for days, and an hour is near enough.
    return [lasting ? at : Math.floor(at / HOUR_MS), lasting, state.events, state.tracks, state.names];
  },
  features: (state, at) => ({
    ...EMPTY,
    features: encountersAt(state, at).flatMap((event) => encounterFeatures(state, event, at)),
  }),
};

/** Each encounter once, although there may be an event for either ship. */
function encountersAt(state: State, at: number): Encounter[] {
  const shown = new Map<string, Encounter>();
  for (const event of eventsOfKind(state.events, 'encounter')) {
    if (state.scope !== LIVE && at - (event.endedAt ?? at) > RECENT_MS) continue;
    const pair = [event.vesselId, event.facts.partnerId].sort().join(' ');
    const key = `${pair} ${event.beganAt}`;
    if (!shown.has(key) || event.vesselId === state.vesselId) shown.set(key, event);
  }
  return [...shown.values()];
}

function isLasting(event: Encounter, at: number): boolean {
  return event.endedAt === null || at <= event.endedAt;
}

function encounterFeatures(state: State, event: Encounter, at: number): Feature[] {
  const { partnerId, partnerName, closestM } = event.facts;
  const name = state.names.get(event.vesselId) ?? event.vesselName;
  const partner = state.names.get(partnerId) ?? partnerName;
  const lasting = isLasting(event, at);
  const properties = {
    id: event.vesselId,
    lasting,
    words: `with ${partner}`,
    title: `${name} with ${partner}`,
    note: `${spanText(event.beganAt, event.endedAt)}; ${durationText(event.facts.minutes * MINUTE_MS)} within ${Math.round(closestM)} m at the closest`,
  };
  const place = { lon: event.lon, lat: event.lat };
  const both = lasting
    ? [event.vesselId, partnerId].flatMap((id) => {
        const track = state.tracks.get(id);
        return (track === undefined ? null : standingAt(track, at)) ?? [];
      })
    : [];
  const middle =
    both.length === 2 ? { lon: (both[0]!.lon + both[1]!.lon) / 2, lat: (both[0]!.lat + both[1]!.lat) / 2 } : place;
  const features: Feature[] = [
    { type: 'Feature', properties, geometry: { type: 'Point', coordinates: [middle.lon, middle.lat] } },
  ];
  if (both.length === 2) {
    features.push({ type: 'Feature', properties, geometry: { type: 'LineString', coordinates: lineOf(both) } });
  }
  return features;
}
