// The tools of the map: one in hand at a time. It is told the state once a frame and starts and ends what draws; what was drawn
// goes to the page, which decides what it means. Drawing with corners is loaded when somebody first asks for it.

import type { MapMouseEvent, Map as MapView } from 'maplibre-gl';
import type { Tool } from '../../state/chart.ts';
import type { State } from '../../state/state.ts';
import type { Place } from '../bounds.ts';
import { drawBox } from '../box-drawing.ts';
import type { Ring } from './rings.ts';

export interface ToolListener {
  /** A box was drawn by dragging, from one corner to the other. */
  boxed(from: Place, to: Place): void;
  /** A polygon was drawn, or the one in hand was changed. */
  ringDrawn(ring: Ring, tool: Tool): void;
  /** A corner of the line that is measured. */
  measured(place: Place): void;
  /** The tool could not be started; in one sentence. */
  toolFailed(why: string): void;
}

interface InHand {
  tool: Tool;
  /** Which zone is drawn anew. */
  zoneId: string | null;
  end(): void;
}

export class Tools {
  #view: MapView;
  #listener: ToolListener;
  #inHand: InHand | null = null;

  constructor(view: MapView, listener: ToolListener) {
    this.#view = view;
    this.#listener = listener;
  }

  /** A click belongs to the tool. */
  get busy(): boolean {
    return this.#inHand !== null;
  }

  frame({ chart }: State): void {
    const zoneId = chart.draft?.zoneId ?? null;
    if ((this.#inHand?.tool ?? 'none') === chart.tool && (this.#inHand?.zoneId ?? null) === zoneId) return;
    if (this.#inHand === null && chart.tool === 'none') return;
    this.#inHand?.end();
    this.#inHand = null;
    if (chart.tool === 'none') return;
    const end = this.#start(chart.tool, chart.draft?.ring ?? null);
    this.#inHand = { tool: chart.tool, zoneId, end };
  }

  close(): void {
    this.#inHand?.end();
    this.#inHand = null;
  }

  #start(tool: Tool, ring: Ring | null): () => void {
    if (tool === 'box') {
      const drawing = drawBox(this.#view, (from, to) => this.#listener.boxed(from, to));
      return () => drawing.end();
    }
    if (tool === 'measure') return this.#measure();
    return this.#polygon(tool, ring);
  }

  #measure(): () => void {
    const add = ({ lngLat }: MapMouseEvent) => this.#listener.measured({ lon: lngLat.lng, lat: lngLat.lat });
    this.#view.on('click', add);
    this.#view.doubleClickZoom.disable();
    this.#view.getCanvas().style.cursor = 'crosshair';
    return () => {
      this.#view.off('click', add);
      this.#view.doubleClickZoom.enable();
      this.#view.getCanvas().style.cursor = '';
    };
  }

  #polygon(tool: Tool, ring: Ring | null): () => void {
    let ended = false;
    let end = () => {};
    import('./polygon-drawing.ts').then(
      ({ drawPolygon }) => {
        if (!ended) end = drawPolygon(this.#view, ring, (drawn) => this.#listener.ringDrawn(drawn, tool));
      },
      () => this.#listener.toolFailed('The drawing tool could not be loaded: is the server away? Try again.'),
    );
    return () => {
      ended = true;
      end();
    };
  }
}
