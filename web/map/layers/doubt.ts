// Positions that cannot all be true: both accounts of where the ship was, neither hidden. The one that the monitor goes
// on with is dashed with square marks, the other dotted with open rings; both say so in words.

import type { Feature } from 'geojson';
import type { VesselEvent } from '../../../server/http/wire/kinds/index.ts';
import { eventsOfKind } from '../../state/events-by-kind.ts';
import { LIVE, type State } from '../../state/state.ts';
import { timeText } from '../../words/format.ts';
import { DAY_MS } from '../../words/time.ts';
import { DOUBT_WORDS, TRACK_WORDS } from '../../words/words.ts';
import { lineOf } from '../lines.ts';
import { EMPTY, FONTS } from '../style.ts';
import type { MapLayer } from './layer.ts';
import { SELECTED_TRAIL_MS } from './tracks.ts';

/** Doubts that ended longer ago are drawn for the selected ship alone, and for it as long as its trail. */
const RECENT_MS = 14 * DAY_MS;

export const doubt: MapLayer = {
  id: 'doubt',
  anchor: 'lines',
  promoteId: 'id',
  picks: { layers: ['doubt-followed-marks', 'doubt-other-marks'], kind: 'vessel' },
  layers: (palette, theme) => [
    {
      id: 'doubt-ground',
      type: 'line',
      source: 'doubt',
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.letterHalo, 'line-width': 5, 'line-opacity': 0.8 },
    },
    {
      id: 'doubt-followed',
      type: 'line',
      source: 'doubt',
      filter: ['all', ['==', ['geometry-type'], 'LineString'], ['==', ['get', 'which'], 'followed']],
      paint: { 'line-color': palette.doubt, 'line-width': 1.8, 'line-dasharray': [4, 2] },
    },
    {
      id: 'doubt-other',
      type: 'line',
      source: 'doubt',
      filter: ['all', ['==', ['geometry-type'], 'LineString'], ['==', ['get', 'which'], 'other']],
      paint: { 'line-color': palette.doubt, 'line-width': 1.8, 'line-dasharray': [0.8, 1.6] },
    },
    {
      id: 'doubt-followed-marks',
      type: 'symbol',
      source: 'doubt',
      filter: ['all', ['==', ['geometry-type'], 'Point'], ['==', ['get', 'which'], 'followed']],
      layout: markLayout(`doubt:followed:${theme}`),
      paint: wordPaint(palette.doubt, palette.letterHalo),
    },
    {
      id: 'doubt-other-marks',
      type: 'symbol',
      source: 'doubt',
      filter: ['all', ['==', ['geometry-type'], 'Point'], ['==', ['get', 'which'], 'other']],
      layout: markLayout(`doubt:other:${theme}`),
      paint: wordPaint(palette.doubt, palette.letterHalo),
    },
  ],
  // The marks go as far as the playhead: ten minutes are near enough.
  key: (state, at) => [
    shownDoubts(state, at).length > 0 ? Math.floor(at / 600_000) : 0,
    state.events,
    state.vesselId,
    state.names,
  ],
  features: (state, at) => {
    const features: Feature[] = [];
    for (const event of shownDoubts(state, at)) {
      const name = state.names.get(event.vesselId) ?? event.vesselName;
      const title = `${name}: position in doubt`;
      const signs = event.facts.signs.map((sign) => DOUBT_WORDS[sign]).join(', ');
      for (const track of event.facts.tracks) {
        const points = track.points.filter((point) => point.at <= at);
        const newest = points[points.length - 1];
        if (newest === undefined) continue;
        const shared = { id: event.vesselId, which: track.which, title };
        if (points.length > 1) {
          features.push({
            type: 'Feature',
            properties: shared,
            geometry: { type: 'LineString', coordinates: lineOf(points) },
          });
        }
        for (const point of points) {
          features.push({
            type: 'Feature',
            properties: {
              ...shared,
              at: point.at,
              words: point === newest ? `${name}, ${TRACK_WORDS[track.which]}` : '',
              note: `${TRACK_WORDS[track.which]}, MMSI ${track.mmsi}, ${timeText(point.at)}; ${signs}`,
            },
            geometry: { type: 'Point', coordinates: [point.lon, point.lat] },
          });
        }
      }
    }
    return { ...EMPTY, features };
  },
};

function markLayout(image: string) {
  return {
    'icon-image': image,
    'icon-size': 0.8,
    // Marks keep apart, newest first: a chain of them would hide the dashes that tell the two ways from each other.
    'icon-allow-overlap': false,
    'icon-padding': 8,
    'symbol-sort-key': ['-', 0, ['get', 'at']] as unknown as number,
    'text-field': ['get', 'words'] as unknown as string,
    'text-font': FONTS.plain,
    'text-size': 11,
    'text-variable-anchor': ['top', 'bottom', 'left', 'right'] as ('top' | 'bottom' | 'left' | 'right')[],
    'text-radial-offset': 0.9,
    'text-optional': true,
  };
}

function wordPaint(colour: string, halo: string) {
  return { 'text-color': colour, 'text-halo-color': halo, 'text-halo-width': 1.6 };
}

function shownDoubts(state: State, at: number): (VesselEvent & { kind: 'position-doubt' })[] {
  return eventsOfKind(state.events, 'position-doubt').filter(({ endedAt, vesselId }) => {
    const ageMs = state.scope === LIVE ? 0 : at - (endedAt ?? at);
    return ageMs <= (vesselId === state.vesselId ? SELECTED_TRAIL_MS : RECENT_MS);
  });
}
