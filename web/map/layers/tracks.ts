// Trails behind the watched vessels: what was observed as a line, a silence as dashes between the two fixes that frame
// it (nobody saw the path). An open silence has no line. The selected vessel's trail is whole, the others' recent.

import type { Feature } from 'geojson';
import { trailOf } from '../../playback.ts';
import { LIVE, type State } from '../../state.ts';
import { EMPTY } from '../style.ts';
import type { MapLayer } from './layer.ts';

/** How much of a trail is drawn behind a vessel that is not selected. */
export const TRAIL_MS = 12 * 86_400_000;
/** How much behind the selected one. */
export const SELECTED_TRAIL_MS = 60 * 86_400_000;

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
        filter: ['==', ['get', 'kind'], 'observed'],
        layout: { 'line-join': 'round', 'line-cap': 'round' },
        paint: {
          'line-color': colour,
          'line-width': width,
          'line-opacity': ['case', ['get', 'selected'], 1, 0.62],
        },
      },
      {
        id: 'tracks-gaps',
        type: 'line',
        source: 'tracks',
        filter: ['==', ['get', 'kind'], 'gap'],
        paint: {
          'line-color': palette.gap,
          'line-width': 1.2,
          'line-opacity': ['case', ['get', 'selected'], 0.95, 0.5],
          'line-dasharray': [2, 3],
        },
      },
    ];
  },
  key: (state, at) => [at, state.tracks, state.hues, state.vesselId, state.trackColour, state.vessels],
  features: (state, at) => {
    const features: Feature[] = [];
    for (const track of state.tracks.values()) {
      const selected = track.vesselId === state.vesselId;
      if (!selected && !isWatched(state, track.vesselId)) continue;
      const length = state.scope === LIVE ? 2 * 86_400_000 : selected ? SELECTED_TRAIL_MS : TRAIL_MS;
      for (const part of trailOf(track, at - length, at, state.trackColour === 'speed')) {
        features.push({
          type: 'Feature',
          properties: {
            kind: part.kind,
            pace: part.pace ?? -1,
            hue: state.hues.get(track.vesselId) ?? -1,
            selected,
          },
          geometry: { type: 'LineString', coordinates: part.points },
        });
      }
    }
    return { ...EMPTY, features };
  },
};

function isWatched(state: State, vesselId: string): boolean {
  return state.vessels.get(vesselId)?.watched ?? false;
}
