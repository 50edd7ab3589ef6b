// Where a map looks, for whoever thins what lies elsewhere.

import type { Map as MapView } from 'maplibre-gl';
import type { Viewport } from '../state/stream.ts';

/** A little more than is seen, so that a small move has its ships at once; the whole world where the globe shows most of it. */
export function viewportOf(view: MapView): Viewport {
  const bounds = view.getBounds();
  const [west, east] = [bounds.getWest(), bounds.getEast()];
  const margin = 0.25;
  const across = (east - west) * margin;
  const up = (bounds.getNorth() - bounds.getSouth()) * margin;
  const south = Math.max(-90, bounds.getSouth() - up);
  const north = Math.min(90, bounds.getNorth() + up);
  if (east - west + 2 * across >= 360) return [-180, south, 180, north];
  return [wrapped(west - across), south, wrapped(east + across), north];
}

function wrapped(lon: number): number {
  return ((((lon + 180) % 360) + 360) % 360) - 180;
}
