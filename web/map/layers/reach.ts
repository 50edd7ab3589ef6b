// What a silent ship can have reached by now, over water: a light area with a dashed edge, in words "can be anywhere
// within by …". It is a limit and no place. The selected ship's, or those of all silent ships when they are wanted.

import type { Feature, Position } from 'geojson';
import { clockText, dateText, durationText, shortTimeText } from '../../format.ts';
import { areaHolds, reachesShown, reachShown } from '../../reach.ts';
import type { State } from '../../state.ts';
import { EMPTY, FONTS } from '../style.ts';
import type { MapLayer } from './layer.ts';

export const reach: MapLayer = {
  id: 'reach',
  anchor: 'areas',
  layers: (palette) => {
    const colour = [
      'match',
      ['get', 'hue'],
      ...palette.hues.flatMap((hue, number) => [number, hue]),
      palette.watched,
    ] as unknown as string;
    return [
      {
        id: 'reach-fill',
        type: 'fill',
        source: 'reach',
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': colour, 'fill-opacity': ['case', ['get', 'selected'], 0.13, 0.06] },
      },
      {
        id: 'reach-edge',
        type: 'line',
        source: 'reach',
        filter: ['==', ['geometry-type'], 'Polygon'],
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': colour,
          'line-width': ['case', ['get', 'selected'], 1.6, 1],
          'line-opacity': ['case', ['get', 'selected'], 0.9, 0.55],
          'line-dasharray': [3, 2],
        },
      },
      {
        id: 'reach-words',
        type: 'symbol',
        source: 'reach',
        filter: ['==', ['geometry-type'], 'Point'],
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
        paint: { 'text-color': colour, 'text-halo-color': palette.letterHalo, 'text-halo-width': 1.8 },
      },
    ];
  },
  key: (state, at) => {
    const one = reachShown(state, at);
    const held = one !== null && areaHolds(one, at) ? one : null;
    const all = reachesShown(state, at);
    // The same answer may hold for other ships as the playhead moves.
    return [held, all.map(({ properties }) => properties.vesselId).join(), state.reaches, state.vesselId, state.hues];
  },
  features: (state, at) => {
    const features: Feature[] = [];
    for (const { geometry, properties } of reachesShown(state, at)) {
      if (geometry === null || properties.vesselId === state.vesselId) continue;
      features.push(...areaFeatures(state, { ...properties, rings: geometry.coordinates, selected: false }));
    }
    const one = reachShown(state, at);
    if (one !== null && one.area !== null && areaHolds(one, at)) {
      features.push(...areaFeatures(state, { ...one, rings: one.area.coordinates, selected: true }));
    }
    return { ...EMPTY, features };
  },
};

interface Area {
  vesselId: string;
  at: number;
  lastAt: number;
  lon: number;
  lat: number;
  rings: [number, number][][];
  selected: boolean;
}

function areaFeatures(state: State, { vesselId, at, lastAt, lon, lat, rings, selected }: Area): Feature[] {
  const name = state.names.get(vesselId) ?? vesselId;
  const by = dateText(at) === dateText(lastAt) ? `${clockText(at)} UTC` : shortTimeText(at);
  const properties = {
    hue: state.hues.get(vesselId) ?? -1,
    selected,
    words: `${name} can be anywhere within by ${by}\nsilent ${durationText(at - lastAt)}, inferred`,
  };
  const edge = rings[0]!;
  return [
    { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: rings } },
    { type: 'Feature', properties, geometry: { type: 'Point', coordinates: farthest(edge, lon, lat) } },
  ];
}

/** Half-way to the corner of the edge that is farthest off: the words stand within, where the area is wide. */
function farthest(edge: readonly [number, number][], lon: number, lat: number): Position {
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
