// Holds the map and is told what to draw. Once a frame it asks every layer whether its key has changed. It sends only those
// sources, each when the worker has taken the previous one. It reports what was picked and where the view is; no other part
// of the page knows the map library.

import {
  type FilterSpecification,
  type GeoJSONSource,
  type MapMouseEvent,
  Map as MapView,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { PALETTES } from '../palette.ts';
import { LIVE, type State, type Theme } from '../state/state.ts';
import type { Viewport } from '../state/stream.ts';
import { emptyTraffic, setFromTracks } from '../state/traffic.ts';
import type { View } from '../state/url.ts';
import { type Bounds, boxOf, cameraFor, type Place } from './bounds.ts';
import { LAYERS } from './layers/index.ts';
import type { MapLayer } from './layers/layer.ts';
import { CONTEXT_ZOOM } from './layers/ports.ts';
import { addOwnBase } from './own-base.ts';
import { hitAt } from './picking.ts';
import { ATTRIBUTION, EMPTY, mapStyle, styledLayers } from './style.ts';
import { drawSign, SIGN_RATIO } from './symbols.ts';
import { type ToolListener, Tools } from './tools/tools.ts';
import { TrafficLayer, type TrafficLook } from './traffic/traffic-layer.ts';
import { viewportOf } from './viewport.ts';

setWorkerUrl(workerUrl);

export interface MapListener extends ToolListener {
  picked(kind: 'vessel' | 'alert' | 'port', id: string): void;
  pickedNothing(): void;
  viewed(view: View): void;
  /** Where the view is, for whoever thins what lies elsewhere. */
  looked(viewport: Viewport): void;
  /** Whether a base map of the configuration lies below, whose coast is its own. */
  finerBase(is: boolean): void;
  /** Where the pointer is, or null. */
  over(place: Place | null): void;
  /** Somebody has dragged or zoomed. */
  movedByHand(): void;
  /** The view is near enough for the harbours outside the rules. */
  nearHarbours(): void;
  /** What the pointer is over, in words, or null. */
  pointed(at: { x: number; y: number; title: string; note: string } | null): void;
  /** The base map and every layer of the first scope are drawn. */
  drawn(): void;
}

export interface Padding {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** One breath of the pulse round a new alert, wall ms. */
const PULSE_MS = 1_400;

/** The lowest layer of the page's own above the sea: the base map of a configuration goes below it. */
const BENEATH = 'footprint-fill';

const LOOKS: Record<Theme, TrafficLook> = {
  dark: { colour: PALETTES.dark.otherVessel, halo: PALETTES.dark.letterHalo },
  light: { colour: PALETTES.light.otherVessel, halo: PALETTES.light.letterHalo },
};

export class KeelMap {
  #view: MapView;
  #listener: MapListener;
  #theme: Theme;
  #calm: boolean;
  #ready = false;
  #sent = new Map<string, readonly unknown[]>();
  #busy = new Set<string>();
  #taken = new Set<string>();
  #marked: { source: string; id: string }[] = [];
  #hovered: { source: string; id: string } | null = null;
  #selection = '';
  #told = false;
  #tools: Tools;
  #trafficLayer: TrafficLayer;
  #traffic = emptyTraffic();
  #trafficKey: readonly unknown[] = [];
  #state: State | null = null;
  #at = 0;
  #projection = 'globe';
  #padding: Padding = { top: 0, right: 0, bottom: 0, left: 0 };

  constructor(container: HTMLElement, theme: Theme, view: View | null, listener: MapListener) {
    this.#listener = listener;
    this.#theme = theme;
    this.#calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#view = new MapView({
      container,
      style: mapStyle(PALETTES[theme], new URL('assets/natural-earth/', document.baseURI).href),
      center: view === null ? [90, 38] : [view.lon, view.lat],
      zoom: view?.zoom ?? 1.6,
      minZoom: 0.8,
      maxZoom: 14,
      maxPitch: 0,
      dragRotate: false,
      fadeDuration: 0,
      attributionControl: { compact: false, customAttribution: ATTRIBUTION },
      canvasContextAttributes: { antialias: true },
    });
    this.#tools = new Tools(this.#view, listener);
    this.#trafficLayer = new TrafficLayer(LOOKS[theme]);
    this.#view.touchZoomRotate.disableRotation();
    this.#view.keyboard.disableRotation();
    this.#view.addControl(new NavigationControl({ showCompass: false }), 'bottom-right');
    this.#view.addControl(new ScaleControl({ unit: 'nautical', maxWidth: 110 }), 'bottom-right');
    this.#view
      .getCanvas()
      .setAttribute('aria-label', 'Map of vessels, ports and alerts. The vessel table says the same.');
  }

  open(): void {
    const view = this.#view;
    view.setMissingStyleImageResolver((id) => this.#addSign(id));
    view.on('load', () => {
      for (const layer of LAYERS) this.#addLayer(layer);
      this.#view.addLayer(this.#trafficLayer, 'anchor-traffic');
      this.#ready = true;
      this.#moved();
      addOwnBase(this.#view, BENEATH).then(
        (styleUrl) => this.#listener.finerBase(styleUrl !== null),
        (error: unknown) => this.#listener.toolFailed(error instanceof Error ? error.message : String(error)),
      );
    });
    view.on('moveend', () => this.#moved());
    view.on('movestart', (start) => {
      if (start.originalEvent !== undefined) this.#listener.movedByHand();
    });
    view.on('click', (click) => this.#click(click));
    view.on('mousemove', (move) => this.#point(move));
    view.on('mouseout', () => this.#point(null));
  }

  close(): void {
    this.#tools.close();
    this.#view.remove();
  }

  /** Told once a frame; sends what changed. */
  frame(state: State, at: number, now: number): void {
    if (!this.#ready) return;
    if (state.theme !== this.#theme) this.#restyle(state.theme);
    for (const layer of LAYERS) this.#send(layer, state, at);
    this.#state = state;
    this.#at = at;
    this.#drawTraffic(state, at);
    this.#tools.frame(state);
    if (state.chart.projection !== this.#projection) {
      this.#projection = state.chart.projection;
      this.#view.setProjection({ type: this.#projection });
    }
    if (!this.#told && this.#taken.size === LAYERS.length && state.loading === 'ready') {
      this.#told = true;
      this.#view.once('render', () => this.#listener.drawn());
      this.#view.triggerRepaint();
    }
    const selection = `${state.vesselId ?? ''} ${state.alertId ?? ''}`;
    if (selection !== this.#selection) {
      this.#selection = selection;
      this.#mark(state);
    }
    if (state.fresh.size > 0 && !this.#calm) this.#pulse(now);
  }

  /** Live the columns are those of the stream; a replay's follow from its tracks at the playhead. */
  #drawTraffic(state: State, at: number): void {
    if (state.scope === LIVE) this.#traffic = state.traffic;
    else {
      const key = [state.scope, state.tracks, state.vessels, at];
      if (key.some((part, i) => part !== this.#trafficKey[i])) {
        if (state.tracks !== this.#trafficKey[1]) this.#traffic = emptyTraffic();
        this.#trafficKey = key;
        setFromTracks(this.#traffic, state.tracks.values(), (id) => state.vessels.get(id)?.watched ?? false, at);
      }
    }
    this.#trafficLayer.show(this.#traffic, at, LOOKS[this.#theme], state.chart.traffic);
  }

  /** Room taken by panels; the middle of the view is the middle of what they leave. */
  pad(padding: Padding): void {
    this.#padding = padding;
    if (this.#calm || !this.#ready) this.#view.setPadding(padding);
    else this.#view.easeTo({ padding, duration: 250 });
  }

  fit(bounds: Bounds, maxZoom: number): void {
    this.#view.fitBounds([bounds.west, bounds.south, bounds.east, bounds.north], {
      // Names stand to the right of their ports.
      padding: { top: 64, bottom: 64, left: 64, right: 110 },
      maxZoom,
      duration: 0,
    });
  }

  flyTo(lon: number, lat: number, zoom: number): void {
    const { lng, lat: now } = this.#view.getCenter();
    const near = Math.hypot(lng - lon, now - lat) < 25;
    const target = { center: [lon, lat] as [number, number], zoom: Math.max(zoom, near ? this.#view.getZoom() : zoom) };
    if (this.#calm) this.#view.jumpTo(target);
    else this.#view.easeTo({ ...target, duration: near ? 700 : 1_200 });
  }

  /** Moves only if one of the places is out of view or under a panel. */
  reveal(places: readonly Place[], maxZoom: number): void {
    const box = boxOf(places);
    if (box === null || places.every((place) => this.#shows(place))) return;
    const { top, right, bottom, left } = this.#padding;
    const { clientWidth, clientHeight } = this.#view.getContainer();
    const room = { width: clientWidth - left - right, height: clientHeight - top - bottom };
    // Its own arithmetic, since the panels may still be sliding in: where the room will be, not where it is.
    const camera = cameraFor(box, room, maxZoom);
    const target = { center: [camera.lon, camera.lat] as [number, number], zoom: camera.zoom, padding: this.#padding };
    if (this.#calm) this.#view.jumpTo(target);
    else this.#view.easeTo({ ...target, duration: 800 });
  }

  /** True when the place is drawn where no panel is or will be. */
  #shows({ lon, lat }: Place): boolean {
    const { x, y } = this.#view.project([lon, lat]);
    const now = this.#view.getPadding();
    const { top, right, bottom, left } = this.#padding;
    // A change of padding moves the picture by half of it.
    const toX = x + (left - right - ((now.left ?? 0) - (now.right ?? 0))) / 2;
    const toY = y + (top - bottom - ((now.top ?? 0) - (now.bottom ?? 0))) / 2;
    const { clientWidth, clientHeight } = this.#view.getContainer();
    return toX > left + 20 && toY > top + 20 && toX < clientWidth - right - 20 && toY < clientHeight - bottom - 20;
  }

  #send(layer: MapLayer, state: State, at: number): void {
    if (this.#busy.has(layer.id)) return;
    const key = layer.key(state, at);
    const sent = this.#sent.get(layer.id);
    if (sent !== undefined && sent.length === key.length && sent.every((part, i) => part === key[i])) return;
    this.#sent.set(layer.id, key);
    this.#busy.add(layer.id);
    const source = this.#view.getSource<GeoJSONSource>(layer.id);
    if (source === undefined) throw new Error(`the map has no source "${layer.id}"`);
    source.setData(layer.features(state, at)).finally(() => {
      this.#busy.delete(layer.id);
      this.#taken.add(layer.id);
    });
  }

  #addLayer(layer: MapLayer): void {
    this.#view.addSource(layer.id, {
      type: 'geojson',
      data: EMPTY,
      ...(layer.clusters === undefined
        ? {}
        : {
            cluster: true,
            clusterMaxZoom: layer.clusters.maxZoom,
            clusterRadius: layer.clusters.radius,
            clusterProperties: layer.clusters.properties,
          }),
      ...(layer.promoteId === undefined ? {} : { promoteId: layer.promoteId }),
    });
    for (const drawn of layer.layers(PALETTES[this.#theme], this.#theme)) {
      this.#view.addLayer(drawn, `anchor-${layer.anchor}`);
    }
  }

  /** Another theme sets other values on the same layers: nothing is sent again and nothing blinks. */
  #restyle(theme: Theme): void {
    this.#theme = theme;
    const palette = PALETTES[theme];
    const drawn = [...styledLayers(palette), ...LAYERS.flatMap((layer) => layer.layers(palette, theme))];
    for (const layer of drawn) {
      for (const [name, value] of Object.entries(layer.paint ?? {})) {
        this.#view.setPaintProperty(layer.id, name as never, value as never);
      }
      const icon = (layer.layout as Record<string, unknown> | undefined)?.['icon-image'];
      if (icon !== undefined)
        this.#view.setLayoutProperty(layer.id, 'icon-image', icon as FilterSpecification as never);
    }
  }

  #addSign(id: string): void {
    const theme: Theme = id.endsWith(':light') ? 'light' : 'dark';
    const sign = drawSign(id, PALETTES[theme]);
    if (sign !== null && !this.#view.hasImage(id)) this.#view.addImage(id, sign, { pixelRatio: SIGN_RATIO });
  }

  /** Selection is feature state: no source is sent for it. */
  #mark(state: State): void {
    for (const target of this.#marked) this.#view.setFeatureState(target, { selected: false });
    this.#marked = [];
    if (state.vesselId === null) return;
    const target = { source: 'vessels', id: state.vesselId };
    this.#view.setFeatureState(target, { selected: true });
    this.#marked.push(target);
  }

  #pulse(now: number): void {
    const part = (now % PULSE_MS) / PULSE_MS;
    const fading = 1 - part;
    this.#view.setPaintProperty('alerts-pulse', 'circle-radius', 12 + 34 * (1 - fading * fading), { validate: false });
    this.#view.setPaintProperty('alerts-pulse', 'circle-opacity', 0.22 * fading, { validate: false });
    this.#view.setPaintProperty('alerts-pulse', 'circle-stroke-opacity', fading, { validate: false });
  }

  #moved(): void {
    const { lng, lat } = this.#view.getCenter();
    const zoom = this.#view.getZoom();
    this.#listener.viewed({ lon: lng, lat, zoom });
    this.#listener.looked(viewportOf(this.#view));
    if (zoom >= CONTEXT_ZOOM) this.#listener.nearHarbours();
  }

  #click(click: MapMouseEvent): void {
    if (this.#tools.busy || this.#state === null) return;
    const hit = hitAt(this.#view, click, this.#state, this.#at, this.#traffic);
    if (hit === null) this.#listener.pickedNothing();
    else if (hit.kind === 'cluster') this.flyTo(hit.lon, hit.lat, this.#view.getZoom() + 2);
    else this.#listener.picked(hit.kind, hit.id);
  }

  #point(move: MapMouseEvent | null): void {
    this.#listener.over(move === null ? null : { lon: move.lngLat.wrap().lng, lat: move.lngLat.lat });
    if (!this.#ready || this.#tools.busy || this.#state === null) return;
    const hit = move === null ? null : hitAt(this.#view, move, this.#state, this.#at, this.#traffic);
    this.#view.getCanvas().style.cursor = hit === null ? '' : 'pointer';
    const target = hit?.source == null ? null : { source: hit.source, id: hit.id };
    if (target?.id !== this.#hovered?.id || target?.source !== this.#hovered?.source) {
      if (this.#hovered !== null) this.#view.setFeatureState(this.#hovered, { hover: false });
      this.#hovered = target;
      if (target !== null) this.#view.setFeatureState(target, { hover: true });
    }
    const says = hit !== null && hit.title !== '' && move !== null;
    this.#listener.pointed(says ? { x: move.point.x, y: move.point.y, title: hit.title, note: hit.note } : null);
  }
}
