// What a map layer is: a source, the drawn layers on it, and a pure function from the state to features. A layer never
// touches the map; the holder of the map asks the layer for features, and sends them only when the layer's key has changed.

import type { FeatureCollection } from 'geojson';
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { Palette } from '../../palette.ts';
import type { State, Theme } from '../../state/state.ts';
import type { Anchor } from '../style.ts';

export interface MapLayer {
  id: string;
  anchor: Anchor;
  /** Features can be selected and hovered by this property; absent for layers that cannot. */
  promoteId?: 'id';
  /** Drawn layers of the source `id`, bottom to top. */
  layers(palette: Palette, theme: Theme): LayerSpecification[];
  /** Features change only when one of these does. `at` is the exact playhead. */
  key(state: State, at: number): readonly unknown[];
  features(state: State, at: number): FeatureCollection;
  /** Points nearer than `radius` px are one up to `maxZoom`; a click on it comes nearer. */
  clusters?: { maxZoom: number; radius: number; properties: Record<string, ExpressionSpecification> };
  /** Ids of drawn layers that a click or the pointer may hit, and what is hit. */
  picks?: { layers: string[]; kind: 'vessel' | 'alert' | 'port' };
}
