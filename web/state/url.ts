// What a user would send a colleague: scope, view, selection, playhead and filters, as query parameters. Reading takes
// any string and drops what it cannot use; writing leaves out what is at its default.

import { isoMoment } from '../words/time.ts';
import { ALERT_STATES, type Basis, type Confidence, SEVERITIES } from '../words/words.ts';
import { type Chart, chartText, measuredText, readChart } from './chart.ts';
import { type Filters, NO_FILTERS } from './feed.ts';

const CONFIDENCES: readonly Confidence[] = ['low', 'medium', 'high'];
const BASES: readonly Basis[] = ['observed', 'sighted', 'inferred', 'claimed'];

export interface View {
  lon: number;
  lat: number;
  zoom: number;
}

export interface Address {
  scope: string | null;
  view: View | null;
  vesselId: string | null;
  alertId: string | null;
  caseId: string | null;
  /** Playhead, UTC ms. */
  at: number | null;
  filters: Filters;
  chart: Chart;
  /** What "Who was here?" asks about, as its form writes it; null while the panel is closed. */
  whoArea: string | null;
  trackColour: 'vessel' | 'speed' | 'leg';
}

export function readAddress(search: string): Address {
  const query = new URLSearchParams(search);
  return {
    scope: query.get('scope'),
    view: readView(query.get('view')),
    vesselId: query.get('vessel'),
    alertId: query.get('alert'),
    caseId: query.get('case'),
    at: readTime(query.get('t')),
    chart: readChart(query.get('map') ?? '', query.get('tool'), query.get('line') ?? ''),
    whoArea: query.get('who')?.slice(0, 20_000) ?? null,
    trackColour: readColour(query.get('tracks')),
    filters: {
      severities: readSet(query.get('severity'), SEVERITIES) ?? NO_FILTERS.severities,
      states: readSet(query.get('state'), ALERT_STATES) ?? NO_FILTERS.states,
      text: (query.get('q') ?? '').slice(0, 200),
      order: readOrder(query.get('order')),
      theme: (query.get('theme') ?? '').slice(0, 200),
      leastSure: CONFIDENCES.find((word) => word === query.get('sure')) ?? NO_FILTERS.leastSure,
      withdrawn: query.get('withdrawn') === 'shown',
      muted: query.get('muted') === 'shown',
      ship: readId(query.get('ship')),
      list: readId(query.get('list')),
      place: readId(query.get('place')),
      region: readId(query.get('region')),
      basis: BASES.find((word) => word === query.get('basis')) ?? NO_FILTERS.basis,
      fromAt: readDay(query.get('from')),
      toAt: readDay(query.get('to')),
    },
  };
}

export function writeAddress(address: Address): string {
  const query = new URLSearchParams();
  if (address.scope !== null) query.set('scope', address.scope);
  if (address.at !== null) query.set('t', `${isoMoment(address.at).slice(0, 19)}Z`);
  if (address.vesselId !== null) query.set('vessel', address.vesselId);
  if (address.caseId !== null) query.set('case', address.caseId);
  if (address.alertId !== null) query.set('alert', address.alertId);
  if (address.view !== null) {
    const { lon, lat, zoom } = address.view;
    query.set('view', `${lon.toFixed(4)},${lat.toFixed(4)},${zoom.toFixed(2)}`);
  }
  const { chart } = address;
  if (chartText(chart) !== '') query.set('map', chartText(chart));
  if (chart.tool !== 'none') query.set('tool', chart.tool);
  if (chart.measured.length > 0) query.set('line', measuredText(chart.measured));
  if (address.whoArea !== null) query.set('who', address.whoArea);
  if (address.trackColour !== 'vessel') query.set('tracks', address.trackColour);
  const { severities, states, text, order, theme, leastSure, withdrawn } = address.filters;
  if (!same(severities, NO_FILTERS.severities)) query.set('severity', severities.join(','));
  if (!same(states, NO_FILTERS.states)) query.set('state', states.join(','));
  if (text !== '') query.set('q', text);
  if (order !== 'newest') query.set('order', order);
  if (theme !== '') query.set('theme', theme);
  if (leastSure !== NO_FILTERS.leastSure) query.set('sure', leastSure);
  if (withdrawn) query.set('withdrawn', 'shown');
  if (address.filters.muted) query.set('muted', 'shown');
  for (const name of ['ship', 'list', 'place', 'region', 'basis'] as const) {
    if (address.filters[name] !== '') query.set(name, address.filters[name]);
  }
  if (address.filters.fromAt !== null) query.set('from', isoMoment(address.filters.fromAt).slice(0, 10));
  if (address.filters.toAt !== null) query.set('to', isoMoment(address.filters.toAt).slice(0, 10));
  // Commas and colons are legal in a query, and a person reads them.
  const written = query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return written === '' ? '' : `?${written}`;
}

function readColour(text: string | null): Address['trackColour'] {
  return text === 'speed' || text === 'leg' ? text : 'vessel';
}

function readId(text: string | null): string {
  return (text ?? '').slice(0, 200);
}

/** A UTC day; its beginning. */
function readDay(text: string | null): number | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) ? null : at;
}

function readOrder(text: string | null): Filters['order'] {
  return text === 'severity' || text === 'sure' ? text : 'newest';
}

function readView(text: string | null): View | null {
  const numbers = (text ?? '').split(',').map(Number);
  if (text === null || numbers.length !== 3 || numbers.some((value) => !Number.isFinite(value))) return null;
  const [lon, lat, zoom] = numbers as [number, number, number];
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90 || zoom < 0 || zoom > 22) return null;
  return { lon, lat, zoom };
}

function readTime(text: string | null): number | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?Z$/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

function readSet<T extends string>(text: string | null, known: readonly T[]): readonly T[] | null {
  if (text === null) return null;
  const asked = new Set(text.split(','));
  const found = known.filter((word) => asked.has(word));
  return found.length === 0 ? null : found;
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word) => b.includes(word));
}
