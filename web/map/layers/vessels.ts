// Vessels at the playhead: watched vessels as large signs with names, other traffic small. A sign turns with the course. It
// is hollow, with the age of the position beside it, while the ship is silent.

import type { Feature } from 'geojson';
import type { VesselSummary } from '../../../server/http/wire/vessel.ts';
import { eventsOfKind } from '../../state/events-by-kind.ts';
import { type Standing, standingAt } from '../../state/playback.ts';
import type { State } from '../../state/state.ts';
import { durationText, speedText } from '../../words/format.ts';
import { HOUR_MS } from '../../words/time.ts';
import { EMPTY, FONTS } from '../style.ts';
import type { MapLayer } from './layer.ts';

/** A ship of the other traffic that was not heard for this long is no longer drawn. */
const FORGET_MS = 6 * HOUR_MS;

export const traffic: MapLayer = {
  id: 'traffic',
  anchor: 'traffic',
  promoteId: 'id',
  picks: { layers: ['traffic-signs'], kind: 'vessel' },
  layers: (_palette, theme) => [
    {
      id: 'traffic-signs',
      type: 'symbol',
      source: 'traffic',
      layout: {
        'icon-image': ['concat', ['get', 'sign'], `:${theme}`],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 2, 0.5, 9, 0.95],
        'icon-rotate': ['get', 'courseDeg'],
        'icon-rotation-alignment': 'map',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
      paint: { 'icon-opacity': ['case', ['boolean', ['feature-state', 'hover'], false], 1, 0.8] },
    },
  ],
  key: (state, at) => [at, state.tracks, state.vessels],
  features: (state, at) => ({ ...EMPTY, features: vesselFeatures(state, at, false) }),
};

export const vessels: MapLayer = {
  id: 'vessels',
  anchor: 'watched',
  promoteId: 'id',
  picks: { layers: ['vessels-signs'], kind: 'vessel' },
  layers: (palette, theme) => [
    {
      id: 'vessels-ring',
      type: 'circle',
      source: 'vessels',
      paint: {
        'circle-radius': 17,
        'circle-color': palette.accent,
        'circle-opacity': ['case', ['boolean', ['feature-state', 'selected'], false], 0.14, 0],
        'circle-stroke-color': palette.accent,
        'circle-stroke-width': 1.6,
        'circle-stroke-opacity': [
          'case',
          ['boolean', ['feature-state', 'selected'], false],
          1,
          ['boolean', ['feature-state', 'hover'], false],
          0.6,
          0,
        ],
      },
    },
    {
      id: 'vessels-signs',
      type: 'symbol',
      source: 'vessels',
      layout: {
        'icon-image': ['concat', ['get', 'sign'], `:${theme}`],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 1, 0.62, 6, 0.86, 9, 1],
        'icon-rotate': ['get', 'courseDeg'],
        'icon-rotation-alignment': 'map',
        'icon-allow-overlap': true,
        'symbol-sort-key': ['get', 'order'],
      },
    },
    {
      id: 'vessels-names',
      type: 'symbol',
      source: 'vessels',
      layout: {
        'text-field': [
          'format',
          ['get', 'name'],
          { 'text-font': ['literal', FONTS.strong] },
          ['get', 'age'],
          { 'font-scale': 0.86, 'text-font': ['literal', FONTS.plain] },
        ],
        'text-font': FONTS.strong,
        'text-size': ['interpolate', ['linear'], ['zoom'], 2, 10.5, 7, 12.5],
        'text-variable-anchor': ['bottom', 'top', 'left', 'right', 'bottom-left', 'top-right'],
        'text-radial-offset': 1.25,
        'text-justify': 'auto',
        'text-allow-overlap': ['step', ['zoom'], false, 7, true] as unknown as boolean,
        'text-padding': 1,
        'symbol-sort-key': ['get', 'order'],
      },
      paint: {
        'text-color': [
          'match',
          ['get', 'hue'],
          ...palette.hues.flatMap((colour, hue) => [hue, colour]),
          palette.watched,
        ] as unknown as string,
        'text-halo-color': palette.letterHalo,
        'text-halo-width': 1.6,
      },
    },
  ],
  key: (state, at) => [at, state.tracks, state.names, state.hues, state.events],
  features: (state, at) => ({ ...EMPTY, features: vesselFeatures(state, at, true) }),
};

function vesselFeatures(state: State, at: number, watched: boolean): Feature[] {
  const features: Feature[] = [];
  const doubted = watched ? doubtedAt(state, at) : NOBODY;
  for (const track of state.tracks.values()) {
    const vessel = state.vessels.get(track.vesselId);
    if ((vessel?.watched ?? false) !== watched) continue;
    const standing = standingAt(track, at);
    if (standing === null || (!watched && standing.ageMs > FORGET_MS)) continue;
    features.push(vesselFeature(state, track.vesselId, vessel, standing, doubted.has(track.vesselId)));
  }
  return features;
}

const NOBODY: ReadonlySet<string> = new Set();

/** Ships whose place cannot be told for sure: both accounts are drawn by doubt.ts. */
function doubtedAt(state: State, at: number): ReadonlySet<string> {
  const doubted = new Set<string>();
  for (const event of eventsOfKind(state.events, 'position-doubt')) {
    if (event.endedAt === null || event.endedAt >= at) doubted.add(event.vesselId);
  }
  return doubted;
}

function vesselFeature(
  state: State,
  id: string,
  vessel: VesselSummary | undefined,
  standing: Standing,
  doubted: boolean,
): Feature {
  const watched = vessel?.watched ?? false;
  const hue = state.hues.get(id);
  const name = state.names.get(id) ?? id.replace(/^mmsi:/, 'MMSI ');
  const silent = !standing.observed;
  const look = watched ? (hue === undefined ? 'watched' : String(hue)) : 'other';
  const round = standing.courseDeg === null || (standing.speedKn !== null && standing.speedKn < 0.5);
  return {
    type: 'Feature',
    properties: {
      id,
      name,
      sign: `ship:${look}:${round ? 'round' : 'arrow'}${silent ? '-silent' : ''}`,
      courseDeg: round ? 0 : (standing.courseDeg ?? 0),
      age: `${silent ? `\nsilent ${durationText(standing.ageMs)}` : ''}${doubted ? '\nposition in doubt' : ''}`,
      order: silent ? 1 : 0,
      hue: hue ?? -1,
      title: name,
      note: silent
        ? `Last heard ${durationText(standing.ageMs)} ago; not observed since`
        : `${speedText(standing.speedKn)}${standing.ageMs > 60_000 ? `, heard ${durationText(standing.ageMs)} ago` : ''}`,
    },
    geometry: { type: 'Point', coordinates: [standing.lon, standing.lat] },
  };
}
