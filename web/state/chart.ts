// How the map is drawn and what is done on it: layers that can be switched, the projection, the tool in hand, and what was
// measured. Small and plain: it is written into the address, so that a colleague sees the same map.

import type { FeatureCollection } from 'geojson';

export interface Spot {
  lon: number;
  lat: number;
}

/** 'box' and 'polygon' ask who was there; 'zone' draws one of one's own, or the one in `zoneId` anew. */
export type Tool = 'none' | 'measure' | 'box' | 'polygon' | 'zone';
export const TOOLS: readonly Tool[] = ['none', 'measure', 'box', 'polygon', 'zone'];

export interface Chart {
  tool: Tool;
  projection: 'globe' | 'mercator';
  /** Where the sun is below the horizon at the playhead. */
  night: boolean;
  /** Ships that nobody watches. */
  traffic: boolean;
  zones: boolean;
  /** From which ports to which the rules look. */
  corridors: boolean;
  /** Instants written along the track of the selected ship. */
  dates: boolean;
  /** Corners of the line that is measured, in order. */
  measured: readonly Spot[];
  /** The zone that is drawn, with the id of the one that it replaces, or null for a new one. */
  draft: { zoneId: string | null; ring: readonly (readonly [number, number])[] } | null;
  /** Files that were dropped onto the page: they stay in this browser. */
  overlays: readonly Overlay[];
  /** Why a tool could not do what was asked of it, or null. */
  refusal: string | null;
  /** A base map of the configuration lies below. */
  finerBase: boolean;
}

export interface Overlay {
  name: string;
  features: FeatureCollection;
  /** How many were too many, and are not shown. */
  left: number;
}

export const PLAIN_CHART: Chart = {
  tool: 'none',
  projection: 'globe',
  night: false,
  traffic: true,
  zones: true,
  corridors: false,
  dates: true,
  measured: [],
  draft: null,
  overlays: [],
  refusal: null,
  finerBase: false,
};

/** Corners of a measured line: more are drawn by mistake. */
export const MOST_MEASURED = 100;

const SWITCHES = ['night', 'traffic', 'zones', 'corridors', 'dates'] as const;
export type Switch = (typeof SWITCHES)[number];

/** "mercator,night,no-traffic", or '' for the plain chart. */
export function chartText(chart: Chart): string {
  const words: string[] = chart.projection === 'mercator' ? ['mercator'] : [];
  for (const name of SWITCHES) {
    if (chart[name] !== PLAIN_CHART[name]) words.push(chart[name] ? name : `no-${name}`);
  }
  return words.join(',');
}

/** Measured corners as "130.3000,42.2300 133.0800,42.7500". */
export function measuredText(measured: readonly Spot[]): string {
  return measured.map(({ lon, lat }) => `${lon.toFixed(4)},${lat.toFixed(4)}`).join(' ');
}

/** Words that it does not know are passed over: an address may be of another version. */
export function readChart(text: string, tool: string | null, line: string): Chart {
  const words = new Set(text.split(','));
  const chart: Chart = { ...PLAIN_CHART, projection: words.has('mercator') ? 'mercator' : 'globe' };
  for (const name of SWITCHES) {
    if (words.has(name)) chart[name] = true;
    else if (words.has(`no-${name}`)) chart[name] = false;
  }
  const measured = line
    .split(/[\s+]+/)
    .slice(0, MOST_MEASURED)
    .map((pair) => pair.split(',').map(Number))
    .filter((pair) => pair.length === 2 && Math.abs(pair[0]!) <= 540 && Math.abs(pair[1]!) <= 90)
    .map(([lon, lat]) => ({ lon: lon!, lat: lat! }));
  const inHand = TOOLS.find((each) => each === tool) ?? 'none';
  // A zone that somebody else was drawing is not in the address: the tool begins with none.
  return { ...chart, measured, tool: inHand, draft: inHand === 'zone' ? { zoneId: null, ring: [] } : null };
}
