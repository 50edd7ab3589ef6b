// Trails behind the watched vessels: what was observed, as a line. Gaps are in gaps.ts. The selected vessel's trail is
// whole, the others' recent.

import type { Feature } from 'geojson';
import { trailOf } from '../../state/playback.ts';
import { LIVE, type State } from '../../state/state.ts';
import { DAY_MS } from '../../words/time.ts';
import { EMPTY } from '../style.ts';
import type { MapLayer } from './layer.ts';

/** How much of a trail is drawn behind a vessel that is not selected. */
const TRAIL_MS = 12 * DAY_MS;
/** How much behind the selected one. */
export const SELECTED_TRAIL_MS = 60 * DAY_MS;
const LIVE_TRAIL_MS = 2 * DAY_MS;

export const tracks: MapLayer = {
  id: 'tracks',
  anchor: 'lines',
  layers: (palette) => {
    const byHue = palette.hues.flatMap((colour, hue) => [hue, colour]);
    const byPace = palette.paces.flatMap((colour, pace) => [pace, colour]);
    const colour = [
      'case',
      ['>=', ['get', 'pace'], 0],
      ['match', ['get', 'pace'], ...byPace, palette.watched],
      ['match', ['get', 'hue'], ...byHue, palette.watched],
    ] as unknown as string;
    const width = ['interpolate', ['linear'], ['zoom'], 2, 1, 8, 2.2] as unknown as number;
    return [
      {
        id: 'tracks-observed',
        type: 'line',
        source: 'tracks',
        layout: { 'line-join': 'round', 'line-cap': 'round' },
        paint: {
          'line-color': colour,
          'line-width': width,
          'line-opacity': ['case', ['get', 'selected'], 1, 0.62],
        },
      },
    ];
  },
  key: (state, at) => [at, state.tracks, state.hues, state.vesselId, state.trackColour, state.vessels],
  features: (state, at) => {
    const features: Feature[] = [];
    for (const track of state.tracks.values()) {
      const length = trailMs(state, track.vesselId);
      if (length === null) continue;
      for (const part of trailOf(track, at - length, at, state.trackColour === 'speed')) {
        if (part.kind === 'gap') continue;
        features.push({
          type: 'Feature',
          properties: {
            pace: part.pace ?? -1,
            hue: state.hues.get(track.vesselId) ?? -1,
            selected: track.vesselId === state.vesselId,
          },
          geometry: { type: 'LineString', coordinates: part.points },
        });
      }
    }
    return { ...EMPTY, features };
  },
};

/** How much of the past of a watched vessel is drawn while it is not selected, ms. */
export function recentMs(state: State): number {
  return state.scope === LIVE ? LIVE_TRAIL_MS : TRAIL_MS;
}

/** How much of a vessel's past is drawn, ms; null for other traffic that is not selected. */
export function trailMs(state: State, vesselId: string): number | null {
  const selected = vesselId === state.vesselId;
  if (!selected && !state.vessels.get(vesselId)?.watched) return null;
  return selected && state.scope !== LIVE ? SELECTED_TRAIL_MS : recentMs(state);
}
