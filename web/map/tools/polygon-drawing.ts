// Polygons drawn corner by corner on the map, and drawn ones changed by dragging their corners. A chunk of its own: the
// library that does it is only loaded when somebody draws.

import type { Map as MapView } from 'maplibre-gl';
import { type GeoJSONStoreFeatures, TerraDraw, TerraDrawPolygonMode, TerraDrawSelectMode } from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import { closedRing, openRing, type Ring } from './rings.ts';

/** Calls `drawn` when a polygon is closed, and again whenever its corners are moved. Returns what ends it. */
export function drawPolygon(view: MapView, from: Ring | null, drawn: (ring: Ring) => void): () => void {
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map: view as never, coordinatePrecision: 6 }),
    modes: [
      new TerraDrawPolygonMode({ pointerDistance: 14 }),
      new TerraDrawSelectMode({
        flags: {
          polygon: { feature: { draggable: true, coordinates: { midpoints: true, draggable: true, deletable: true } } },
        },
      }),
    ],
  });
  draw.start();
  const change = (id: string | number) => {
    const ring = ringOf(draw.getSnapshotFeature(id));
    if (ring !== null) drawn(ring);
  };
  draw.on('finish', (id, context) => {
    change(id);
    if (context.mode !== 'polygon') return;
    draw.setMode('select');
    draw.selectFeature(id);
  });
  if (from === null || from.length < 3) draw.setMode('polygon');
  else {
    const feature = {
      type: 'Feature' as const,
      properties: { mode: 'polygon' },
      geometry: { type: 'Polygon' as const, coordinates: [closedRing(from)] },
    };
    const [added] = draw.addFeatures([feature]);
    draw.setMode('select');
    if (added?.valid === true && added.id !== undefined) draw.selectFeature(added.id);
  }
  return () => draw.stop();
}

function ringOf(feature: GeoJSONStoreFeatures | undefined): Ring | null {
  if (feature?.geometry.type !== 'Polygon') return null;
  const ring = feature.geometry.coordinates[0]!.map((corner: number[]): [number, number] => [corner[0]!, corner[1]!]);
  return openRing(ring);
}
