// A box drawn on the map by dragging with the mouse or a finger: while it lasts the map stays where it is. It shows the box
// as it grows, and gives both corners at the end.

import type { MapMouseEvent, MapTouchEvent, Map as MapView } from 'maplibre-gl';
import type { Place } from './bounds.ts';

export interface BoxDrawing {
  /** Drawing is over; the map moves again. */
  end(): void;
}

/** Shorter drags are slips, px. */
const LEAST_PX = 6;

export function drawBox(view: MapView, drawn: (from: Place, to: Place) => void): BoxDrawing {
  const canvas = view.getCanvas();
  const frame = document.createElement('div');
  frame.className = 'map-box';
  frame.hidden = true;
  view.getContainer().append(frame);
  let from: { x: number; y: number; place: Place } | null = null;

  const begin = (event: MapMouseEvent | MapTouchEvent) => {
    event.preventDefault();
    from = {
      ...event.point,
      x: event.point.x,
      y: event.point.y,
      place: { lon: event.lngLat.lng, lat: event.lngLat.lat },
    };
  };
  const grow = ({ point }: MapMouseEvent | MapTouchEvent) => {
    if (from === null) return;
    frame.hidden = false;
    frame.style.left = `${Math.min(from.x, point.x)}px`;
    frame.style.top = `${Math.min(from.y, point.y)}px`;
    frame.style.width = `${Math.abs(from.x - point.x)}px`;
    frame.style.height = `${Math.abs(from.y - point.y)}px`;
  };
  const finish = ({ point, lngLat }: MapMouseEvent | MapTouchEvent) => {
    if (from === null) return;
    const begun = from;
    from = null;
    frame.hidden = true;
    if (Math.abs(begun.x - point.x) < LEAST_PX || Math.abs(begun.y - point.y) < LEAST_PX) return;
    drawn(begun.place, { lon: lngLat.lng, lat: lngLat.lat });
  };
  const handlers = [
    ['mousedown', begin],
    ['touchstart', begin],
    ['mousemove', grow],
    ['touchmove', grow],
    ['mouseup', finish],
    ['touchend', finish],
  ] as const;
  for (const [name, handler] of handlers) view.on(name, handler);
  view.dragPan.disable();
  view.boxZoom.disable();
  canvas.style.cursor = 'crosshair';
  return {
    end() {
      for (const [name, handler] of handlers) view.off(name, handler);
      view.dragPan.enable();
      view.boxZoom.enable();
      canvas.style.cursor = '';
      frame.remove();
    },
  };
}
