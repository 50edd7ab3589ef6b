// The area that a silent ship can have reached by now, over water: an outline with a light hatch, since a fill would look like
// land, and in words "can be anywhere within by …". The area is a limit and no place, and grows with the playhead. It is drawn for the selected ship, or for all silent ships on
// request. The area lies under the land, which cuts it off more finely than its own edge does; the words lie above.

import type { Position } from 'geojson';
import type { Palette } from '../../palette.ts';
import type { State } from '../../state/state.ts';
import { areaHolds, reachesShown, reachShown } from '../../vessel/reach.ts';
import { clockText, dateText, durationText, shortTimeText } from '../../words/format.ts';
import { EMPTY, FONTS } from '../style.ts';
import type { MapLayer } from './layer.ts';

export const reach: MapLayer = {
  id: 'reach',
  anchor: 'water',
  layers: (palette, theme) => [
    {
      id: 'reach-hatch',
      type: 'fill',
      source: 'reach',
      paint: {
        'fill-pattern': ['concat', 'reach:', ['get', 'pattern'], `:${theme}`] as unknown as string,
        'fill-opacity': ['case', ['get', 'selected'], 0.75, 0.4],
        'fill-antialias': false,
      },
    },
    {
      id: 'reach-edge',
      type: 'line',
      source: 'reach',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': hueOf(palette),
        'line-width': ['case', ['get', 'selected'], 1.6, 1],
        'line-opacity': ['case', ['get', 'selected'], 0.9, 0.55],
        'line-dasharray': [3, 2],
      },
    },
  ],
  key: keyOf,
  features: (state, at) => ({
    ...EMPTY,
    features: shownAreas(state, at).map(({ rings, ...area }) => ({
      type: 'Feature',
      properties: lookOf(state, area),
      geometry: { type: 'Polygon', coordinates: rings },
    })),
  }),
};

export const reachWords: MapLayer = {
  id: 'reach-words',
  anchor: 'areas',
  layers: (palette) => [
    {
      id: 'reach-words-text',
      type: 'symbol',
      source: 'reach-words',
      layout: {
        'text-field': ['get', 'words'],
        'text-font': FONTS.plain,
        'text-size': 11.5,
        'text-max-width': 14,
        'text-variable-anchor': ['center', 'bottom', 'top', 'left', 'right'],
        'text-radial-offset': 0.6,
        'text-justify': 'auto',
        'symbol-sort-key': ['case', ['get', 'selected'], 0, 1],
      },
      paint: { 'text-color': hueOf(palette), 'text-halo-color': palette.letterHalo, 'text-halo-width': 1.8 },
    },
  ],
  key: (state, at) => [...keyOf(state, at), state.names],
  features: (state, at) => ({
    ...EMPTY,
    features: shownAreas(state, at).map((area) => ({
      type: 'Feature',
      properties: { ...lookOf(state, area), words: wordsOf(state, area) },
      geometry: { type: 'Point', coordinates: wordsPlace(area.rings[0]!, area.lon, area.lat) },
    })),
  }),
};

function hueOf(palette: Palette): string {
  const hues = palette.hues.flatMap((hue, number) => [number, hue]);
  return ['match', ['get', 'hue'], ...hues, palette.watched] as unknown as string;
}

function keyOf(state: State, at: number): readonly unknown[] {
  const one = reachShown(state, at);
  const held = one !== null && areaHolds(one, at) ? one : null;
  // The same answer may hold for other ships as the playhead moves.
  const ids = reachesShown(state, at).map(({ properties }) => properties.vesselId);
  return [held, ids.join(), state.reaches, state.vesselId, state.hues];
}

function shownAreas(state: State, at: number): Area[] {
  const areas: Area[] = [];
  for (const { geometry, properties } of reachesShown(state, at)) {
    if (geometry === null || properties.vesselId === state.vesselId) continue;
    areas.push({ ...properties, rings: geometry.coordinates });
  }
  const one = reachShown(state, at);
  if (one !== null && one.area !== null && areaHolds(one, at)) areas.push({ ...one, rings: one.area.coordinates });
  return areas;
}

interface Area {
  vesselId: string;
  at: number;
  lastAt: number;
  lon: number;
  lat: number;
  rings: [number, number][][];
}

function lookOf(state: State, { vesselId }: Pick<Area, 'vesselId'>) {
  const hue = state.hues.get(vesselId) ?? -1;
  return { hue, pattern: hue < 0 ? 'watched' : String(hue), selected: vesselId === state.vesselId };
}

function wordsOf(state: State, { vesselId, at, lastAt }: Area): string {
  const name = state.names.get(vesselId) ?? vesselId;
  const by = dateText(at) === dateText(lastAt) ? `${clockText(at)} UTC` : shortTimeText(at);
  return `${name} can be anywhere within by ${by}\nsilent ${durationText(at - lastAt)}, inferred`;
}

/** Most of the way to the corner of the edge that is farthest off: within, and where the area is wide. */
function wordsPlace(edge: readonly [number, number][], lon: number, lat: number): Position {
  const squeeze = Math.cos((lat * Math.PI) / 180);
  let far: Position = [lon, lat];
  let most = -1;
  for (const [toLon, toLat] of edge) {
    const away = ((toLon - lon) * squeeze) ** 2 + (toLat - lat) ** 2;
    if (away > most) {
      most = away;
      far = [toLon, toLat];
    }
  }
  return [lon + (far[0]! - lon) * 0.62, lat + (far[1]! - lat) * 0.62];
}
