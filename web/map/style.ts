// The empty map: globe, sea, land, borders and names, and the named anchors that fix the drawing order. Every layer of
// layers/ is put before the anchor that it names. No tiles, no sprite, and no glyphs: letters are drawn from the fonts
// of the browser, so that the map needs nothing from anywhere.

import type { FeatureCollection } from 'geojson';
import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import type { Palette } from '../palette.ts';
import { SEA_NAMES } from './sea-names.ts';

/** Bottom to top; what is put before 'water' lies on the sea and is covered by the land. */
export const ANCHORS = ['water', 'areas', 'lines', 'harbours', 'traffic', 'alerts', 'watched'] as const;
export type Anchor = (typeof ANCHORS)[number];

/** From this zoom the 10 m coast is drawn; the 50 m one is visibly crude round Vladivostok and Rajin. */
const FINE_ZOOM = 4.6;

/** First names are looked up for a weight by the map library; the browser takes the first family that it has. */
export const FONTS = {
  plain: ['Keelwatch Regular', 'Inter', 'Segoe UI', 'Roboto', 'Noto Sans', 'Helvetica Neue', 'sans-serif'],
  strong: ['Keelwatch SemiBold', 'Inter', 'Segoe UI', 'Roboto', 'Noto Sans', 'Helvetica Neue', 'sans-serif'],
  slanted: ['Keelwatch Italic', 'Inter', 'Segoe UI', 'Roboto', 'Noto Sans', 'Helvetica Neue', 'sans-serif'],
};

export const ATTRIBUTION = 'Made with Natural Earth; anchorages: Global Fishing Watch (Apache-2.0)';

export const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };

export function mapStyle(palette: Palette, base: string): StyleSpecification {
  return {
    version: 8,
    projection: { type: 'globe' },
    // A rim of air tells the sea from the space round the globe; it is gone before ports matter.
    sky: { 'atmosphere-blend': ['interpolate', ['linear'], ['zoom'], 0, 0.45, 4, 0.3, 6, 0] },
    sources: baseSources(base),
    layers: withAnchors(baseLayers(palette), nameLayers(palette)),
  };
}

/** Every layer of the empty map, for a change of theme. */
export function styledLayers(palette: Palette): LayerSpecification[] {
  return [...baseLayers(palette), ...nameLayers(palette)];
}

function baseSources(base: string): Record<string, SourceSpecification> {
  const area = (name: string, maxzoom: number): SourceSpecification => ({
    type: 'geojson',
    data: `${base}${name}.json`,
    maxzoom,
    tolerance: 0.3,
    buffer: 32,
  });
  return {
    'land-coarse': { ...area('land-50m', 6), attribution: ATTRIBUTION } as SourceSpecification,
    'borders-coarse': area('borders-50m', 6),
    'land-fine': area('land-10m', 10),
    'borders-fine': area('borders-10m', 10),
    countries: area('countries', 6),
    seas: {
      type: 'geojson',
      data: {
        type: 'FeatureCollection',
        features: SEA_NAMES.map(([name, lon, lat, from]) => ({
          type: 'Feature',
          properties: { name, from },
          geometry: { type: 'Point', coordinates: [lon, lat] },
        })),
      },
    },
  };
}

function baseLayers(palette: Palette): LayerSpecification[] {
  const range = (fine: boolean) => (fine ? { minzoom: FINE_ZOOM } : { maxzoom: FINE_ZOOM });
  const scale = (fine: boolean): LayerSpecification[] => {
    const end = fine ? 'fine' : 'coarse';
    return [
      {
        id: `land-${end}`,
        type: 'fill',
        source: `land-${end}`,
        ...range(fine),
        paint: { 'fill-color': palette.land, 'fill-antialias': true },
      },
      {
        id: `coast-${end}`,
        type: 'line',
        source: `land-${end}`,
        ...range(fine),
        layout: { 'line-join': 'round' },
        paint: { 'line-color': palette.coast, 'line-width': ['interpolate', ['linear'], ['zoom'], 1, 0.5, 8, 1.2] },
      },
      {
        id: `borders-${end}`,
        type: 'line',
        source: `borders-${end}`,
        ...range(fine),
        layout: { 'line-join': 'round' },
        paint: { 'line-color': palette.border, 'line-width': ['interpolate', ['linear'], ['zoom'], 1, 0.6, 8, 1.4] },
      },
    ];
  };
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': palette.sea } },
    ...scale(false),
    ...scale(true),
  ];
}

/** Names come below everything that moves, but are placed by the same collision test. */
function nameLayers(palette: Palette): LayerSpecification[] {
  return [
    {
      id: 'sea-names',
      type: 'symbol',
      source: 'seas',
      filter: ['<=', ['get', 'from'], ['zoom']],
      maxzoom: 10,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONTS.slanted,
        'text-size': ['interpolate', ['linear'], ['zoom'], 1, 10, 7, 14],
        'text-letter-spacing': 0.12,
        'text-max-width': 7,
        'symbol-sort-key': ['get', 'from'],
      },
      paint: { 'text-color': palette.seaName, 'text-halo-color': palette.sea, 'text-halo-width': 0.8 },
    },
    {
      id: 'country-names',
      type: 'symbol',
      source: 'countries',
      // Large countries from the world view, small ones as they grow.
      filter: ['<=', ['get', 'rank'], ['+', ['zoom'], -0.5]],
      maxzoom: 9,
      layout: {
        'text-field': ['upcase', ['get', 'name']],
        'text-font': FONTS.plain,
        'text-size': ['interpolate', ['linear'], ['zoom'], 1, 9, 6, 12.5],
        'text-letter-spacing': 0.14,
        'text-max-width': 8,
        'text-padding': 6,
        'symbol-sort-key': ['get', 'rank'],
      },
      paint: { 'text-color': palette.country, 'text-halo-color': palette.land, 'text-halo-width': 1 },
    },
  ];
}

function withAnchors([sea, ...land]: LayerSpecification[], names: LayerSpecification[]): LayerSpecification[] {
  const [water, ...others] = ANCHORS.map(anchorLayer);
  return [sea!, water!, ...land, ...others, ...names];
}

function anchorLayer(anchor: Anchor): LayerSpecification {
  return { id: `anchor-${anchor}`, type: 'background', layout: { visibility: 'none' } };
}
