// Lays a base map of the configuration under the page's own layers: areas, lines and pictures of a style, or of a PMTiles archive that
// a style names. Its letters and signs are left out, since the page writes its own from the fonts of the browser and
// asks nobody for glyphs. Where it cannot be had, Natural Earth stays, and the reason is said.

import {
  addProtocol,
  type LayerSpecification,
  type Map as MapView,
  type SourceSpecification,
  type StyleSpecification,
} from 'maplibre-gl';
import type { MapBase } from '../../server/http/wire/place.ts';
import { get } from '../api.ts';

/** Layers of the page's own that it replaces. */
const REPLACED = ['land-coarse', 'land-fine', 'coast-coarse', 'coast-fine', 'borders-coarse', 'borders-fine'];
const DRAWN = new Set(['background', 'fill', 'line', 'raster', 'circle', 'hillshade']);
const MOST_LAYERS = 300;

export interface OwnBase {
  sources: Record<string, SourceSpecification>;
  layers: LayerSpecification[];
}

/** Null where none is configured. Rejects with a sentence. */
export async function addOwnBase(view: MapView, beneath: string): Promise<string | null> {
  const { styleUrl } = await get<MapBase>('/map-style');
  if (styleUrl === null) return null;
  let style: StyleSpecification;
  try {
    const answer = await fetch(styleUrl);
    if (!answer.ok) throw new Error(`it answers ${answer.status}`);
    style = (await answer.json()) as StyleSpecification;
  } catch (error) {
    throw new Error(
      `The base map at ${styleUrl} cannot be had (${error instanceof Error ? error.message : String(error)}); Natural Earth is shown.`,
    );
  }
  const { sources, layers } = ownBase(style, styleUrl);
  if (JSON.stringify(sources).includes('pmtiles://')) {
    const { Protocol } = await import('pmtiles');
    addProtocol('pmtiles', new Protocol().tile);
  }
  for (const [id, source] of Object.entries(sources)) view.addSource(id, source);
  for (const layer of layers) view.addLayer(layer, beneath);
  for (const id of REPLACED) view.setLayoutProperty(id, 'visibility', 'none');
  return styleUrl;
}

/** What is taken of a style, under ids that are nobody else's, with addresses made whole. Pure. */
export function ownBase(style: Pick<StyleSpecification, 'sources' | 'layers'>, styleUrl: string): OwnBase {
  const whole = (address: string) =>
    /^[a-z]+:/.test(address) ? address : new URL(address, styleUrl).href.replaceAll('%7B', '{').replaceAll('%7D', '}');
  const sources: OwnBase['sources'] = {};
  for (const [id, source] of Object.entries(style.sources ?? {})) {
    const own = { ...source } as Record<string, unknown>;
    if (typeof own.url === 'string') own.url = whole(own.url);
    if (typeof own.data === 'string') own.data = whole(own.data);
    if (Array.isArray(own.tiles)) own.tiles = own.tiles.map((tile) => whole(String(tile)));
    sources[`base-${id}`] = own as unknown as SourceSpecification;
  }
  const layers = (style.layers ?? [])
    .filter((layer) => DRAWN.has(layer.type) && !hasPattern(layer))
    .slice(0, MOST_LAYERS)
    .map((layer) => ({
      ...layer,
      id: `base-${layer.id}`,
      ...('source' in layer && typeof layer.source === 'string' ? { source: `base-${layer.source}` } : {}),
    })) as LayerSpecification[];
  return { sources, layers };
}

/** A pattern is a picture of the style's own sprite, which is not asked for. */
function hasPattern(layer: LayerSpecification): boolean {
  return Object.keys(layer.paint ?? {}).some((name) => name.endsWith('-pattern'));
}
