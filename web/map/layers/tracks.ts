// Trails behind the watched vessels: what was observed, as a line, by ship, by speed or by leg (from one port call to the next).
// Gaps are in gaps.ts. The selected vessel's trail is whole, the others' recent, and along the selected one stand its instants.

import type { Feature } from 'geojson';
import type { Track } from '../../../server/http/wire/track.ts';
import { eventsOfKind } from '../../state/events-by-kind.ts';
import { indexAt, STALE_MS, standingAt, trailOf } from '../../state/playback.ts';
import { LIVE, type State } from '../../state/state.ts';
import { dayTimeText } from '../../words/format.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../words/time.ts';
import { EMPTY, FONTS } from '../style.ts';
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
  key: (state, at) => [
    state.playing ? at : Math.floor(at / 1_000),
    state.tracks,
    state.hues,
    state.vesselId,
    state.trackColour,
    state.vessels,
    state.trackColour === 'leg' ? state.events : null,
  ],
  features: (state, at) => {
    const features: Feature[] = [];
    for (const track of state.tracks.values()) {
      const length = trailMs(state, track.vesselId);
      if (length === null) continue;
      for (const part of trailOf(track, at - length, at, classOf(state, track))) {
        if (part.kind === 'gap') continue;
        features.push({
          type: 'Feature',
          properties: {
            pace: part.pace ?? -1,
            leg: state.trackColour === 'leg',
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

/** By speed the class of the fix; by leg 1 and 3 by turns, so that neighbours differ; by ship nothing. */
function classOf(state: State, track: Track): boolean | ((i: number) => number | null) {
  if (state.trackColour !== 'leg') return state.trackColour === 'speed';
  const calls = eventsOfKind(state.events, 'port-call')
    .filter((call) => call.vesselId === track.vesselId)
    .map((call) => call.beganAt)
    .sort((a, b) => a - b);
  return (i) => ((indexAt(calls, track.at[i]!) + 1) % 2 === 0 ? 1 : 3);
}

/** Instants along the trail of the selected ship, where it was observed: at most so many. */
const MOST_DATES = 12;
const STEPS_MS = [
  HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  DAY_MS,
  2 * DAY_MS,
  5 * DAY_MS,
  10 * DAY_MS,
  30 * DAY_MS,
];

export const trackDates: MapLayer = {
  id: 'track-dates',
  anchor: 'harbours',
  layers: (palette) => [
    {
      id: 'track-dates-marks',
      type: 'circle',
      source: 'track-dates',
      paint: {
        'circle-radius': 2.4,
        'circle-color': palette.sea,
        'circle-stroke-color': palette.text,
        'circle-stroke-width': 1,
      },
    },
    {
      id: 'track-dates-words',
      type: 'symbol',
      source: 'track-dates',
      layout: {
        'text-field': ['get', 'words'],
        'text-font': FONTS.plain,
        'text-size': 10.5,
        'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
        'text-radial-offset': 0.6,
      },
      paint: { 'text-color': palette.text, 'text-halo-color': palette.letterHalo, 'text-halo-width': 1.5 },
    },
  ],
  key: (state, at) => [
    state.chart.dates ? Math.floor(at / (10 * MINUTE_MS)) : null,
    state.vesselId,
    state.vesselId === null ? null : state.tracks.get(state.vesselId),
  ],
  features: (state, at) => {
    const track = state.vesselId === null ? undefined : state.tracks.get(state.vesselId);
    const length = state.vesselId === null ? null : trailMs(state, state.vesselId);
    const firstAt = track?.at[0];
    if (!state.chart.dates || track === undefined || firstAt === undefined || length === null) return EMPTY;
    const fromAt = Math.max(firstAt, at - length);
    const stepMs = STEPS_MS.find((step) => (at - fromAt) / step <= MOST_DATES) ?? STEPS_MS.at(-1)!;
    const features: Feature[] = [];
    for (let stepAt = Math.ceil(fromAt / stepMs) * stepMs; stepAt <= at; stepAt += stepMs) {
      const standing = standingAt(track, stepAt);
      // Nobody knows where it was in a gap, and a time there would say so.
      if (standing === null || standing.ageMs > STALE_MS) continue;
      features.push({
        type: 'Feature',
        properties: { words: stepMs >= DAY_MS ? shortDay(stepAt) : dayTimeText(stepAt) },
        geometry: { type: 'Point', coordinates: [standing.lon, standing.lat] },
      });
    }
    return { ...EMPTY, features };
  },
};

function shortDay(at: number): string {
  return dayTimeText(at).replace(/,.*$/, '');
}

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
