// Alerts as they were at the playhead: a shape by severity at the place of each alert, and the leg from origin to destination
// as a dashed bow. The bow says which ports, not which way: the path was not observed. There is one shape per place and
// severity, or the calls of a year would hide each other.

import type { Feature } from 'geojson';
import type { AlertSummary } from '../../../server/http/wire/alert.ts';
import type { Port } from '../../../server/http/wire/place.ts';
import { LIVE, type State } from '../../state/state.ts';
import { dateText } from '../../words/format.ts';
import { DAY_MS } from '../../words/time.ts';
import { SEVERITY_WORDS, severityRank } from '../../words/words.ts';
import { EMPTY, FONTS } from '../style.ts';
import type { MapLayer } from './layer.ts';

/** Signs older than this are in the feed and not on the map, which speaks of the time at the playhead. */
const SIGN_MS = 30 * DAY_MS;
/** Legs older than this at the playhead are drawn only for the selected alert. */
const RECENT_MS = 10 * DAY_MS;
/** Points of a bow: enough to look round at any zoom. */
const BOW_STEPS = 32;

export const legs: MapLayer = {
  id: 'legs',
  anchor: 'lines',
  layers: (palette) => [
    {
      id: 'legs-line',
      type: 'line',
      source: 'legs',
      layout: { 'line-cap': 'butt' },
      paint: {
        'line-color': [
          'match',
          ['get', 'severity'],
          ...Object.entries(palette.severity).flat(),
          palette.gap,
        ] as unknown as string,
        'line-width': ['case', ['get', 'selected'], 2.4, 1.4],
        'line-opacity': ['case', ['get', 'selected'], 1, 0.55],
        'line-dasharray': [3, 2.5],
      },
    },
    {
      id: 'legs-label',
      type: 'symbol',
      source: 'legs',
      filter: ['get', 'selected'],
      layout: {
        'symbol-placement': 'line-center',
        'text-field': 'reported leg, path not observed',
        'text-font': FONTS.plain,
        'text-size': 10.5,
        'text-offset': [0, -0.9],
        'text-keep-upright': true,
      },
      paint: { 'text-color': palette.text, 'text-halo-color': palette.letterHalo, 'text-halo-width': 1.4 },
    },
  ],
  key: (state, at) => [countSince(state, at, RECENT_MS), state.alerts, state.ports, state.alertId],
  features: (state, at) => {
    const places = new Map(state.ports.map((port) => [port.id, port]));
    const found = new Map<string, Feature>();
    for (const alert of state.alerts.values()) {
      const selected = alert.id === state.alertId;
      if (alert.state === 'withdrawn') continue;
      if (!selected && at - alert.raisedAt > RECENT_MS) continue;
      const points = legPoints(alert, places);
      if (points === null) continue;
      const key = `${selected}:${alert.severity}:${alert.placeIds.join('>')}`;
      found.set(key, {
        type: 'Feature',
        properties: { severity: alert.severity, selected },
        geometry: { type: 'LineString', coordinates: points },
      });
    }
    return { ...EMPTY, features: [...found.values()] };
  },
};

export const alerts: MapLayer = {
  id: 'alerts',
  anchor: 'alerts',
  promoteId: 'id',
  picks: { layers: ['alerts-signs'], kind: 'alert' },
  layers: (palette, theme) => [
    {
      id: 'alerts-pulse',
      type: 'circle',
      source: 'alerts',
      filter: ['get', 'fresh'],
      paint: {
        'circle-radius': 20,
        'circle-color': severityColour(palette.severity, palette.gap),
        'circle-opacity': 0.16,
        'circle-stroke-color': severityColour(palette.severity, palette.gap),
        'circle-stroke-width': 2,
        'circle-stroke-opacity': 0.8,
        'circle-pitch-alignment': 'map',
      },
    },
    {
      id: 'alerts-halo',
      type: 'circle',
      source: 'alerts',
      paint: {
        'circle-radius': ['case', ['get', 'selected'], 18, 14],
        'circle-color': severityColour(palette.severity, palette.gap),
        'circle-opacity': [
          'case',
          ['get', 'selected'],
          0.28,
          ['boolean', ['feature-state', 'hover'], false],
          0.3,
          0.14,
        ],
        'circle-stroke-color': severityColour(palette.severity, palette.gap),
        'circle-stroke-width': ['case', ['get', 'selected'], 2, 1],
        'circle-stroke-opacity': ['case', ['get', 'selected'], 1, 0.7],
      },
    },
    {
      id: 'alerts-signs',
      type: 'symbol',
      source: 'alerts',
      layout: {
        'icon-image': ['concat', 'alert:', ['get', 'severity'], ':', theme],
        'icon-size': ['case', ['get', 'selected'], 0.95, 0.8],
        // Beside the ring: the sign of the ship alongside is in the middle of the ring.
        'icon-offset': [-22, 0],
        // Always drawn; the names of ports keep clear of it.
        'icon-allow-overlap': true,
        'symbol-sort-key': ['get', 'rank'],
        'text-field': ['case', ['>', ['get', 'count'], 1], ['concat', '×', ['to-string', ['get', 'count']]], ''],
        'text-font': FONTS.strong,
        'text-size': 10.5,
        'text-anchor': 'right',
        'text-offset': [-2.3, 0],
        'text-optional': true,
      },
      paint: {
        'text-color': severityColour(palette.severity, palette.gap),
        'text-halo-color': palette.letterHalo,
        'text-halo-width': 1.4,
      },
    },
  ],
  key: (state, at) => [countSince(state, at, SIGN_MS), state.alerts, state.alertId, state.fresh, state.filters],
  features: (state, at) => {
    const heaps = new Map<string, { top: AlertSummary; count: number; fresh: boolean; selected: boolean }>();
    for (const alert of state.alerts.values()) {
      if (alert.state === 'withdrawn') continue;
      const selected = alert.id === state.alertId;
      if (!selected && !state.filters.severities.includes(alert.severity)) continue;
      if (!selected && state.scope !== LIVE && at - alert.raisedAt > SIGN_MS) continue;
      const key = `${alert.severity}:${alert.lon.toFixed(2)}:${alert.lat.toFixed(2)}`;
      const heap = heaps.get(key) ?? { top: alert, count: 0, fresh: false, selected: false };
      heap.count++;
      if (selected || (!heap.selected && alert.raisedAt >= heap.top.raisedAt)) heap.top = alert;
      heap.selected ||= selected;
      heap.fresh ||= state.fresh.has(alert.id);
      heaps.set(key, heap);
    }
    return {
      ...EMPTY,
      features: [...heaps.values()].map(({ top, count, fresh, selected }) => ({
        type: 'Feature',
        properties: {
          id: top.id,
          severity: top.severity,
          rank: severityRank(top.severity) + (selected ? 10 : 0),
          count,
          fresh,
          selected,
          title: `${SEVERITY_WORDS[top.severity]}: ${top.vesselName}`,
          note: `${top.ruleTitle}, ${dateText(top.raisedAt)}${count > 1 ? `; ${count} here, this is the newest` : ''}`,
        },
        geometry: { type: 'Point', coordinates: [top.lon, top.lat] },
      })),
    };
  },
};

function severityColour(colours: Record<string, string>, otherwise: string): string {
  return ['match', ['get', 'severity'], ...Object.entries(colours).flat(), otherwise] as unknown as string;
}

/** Moves when an alert grows older than `spanMs`. */
function countSince(state: State, at: number, spanMs: number): number {
  let count = 0;
  for (const alert of state.alerts.values()) if (at - alert.raisedAt <= spanMs) count++;
  return count;
}

/** A bow over every two ports that follow each other; null when there is but one, or one is not in the table. */
function legPoints(alert: AlertSummary, places: ReadonlyMap<string, Port>): [number, number][] | null {
  const points: [number, number][] = [];
  for (let i = 1; i < alert.placeIds.length; i++) {
    const from = places.get(alert.placeIds[i - 1]!);
    const to = places.get(alert.placeIds[i]!);
    if (from === undefined || to === undefined) return null;
    if (from.id !== to.id) points.push(...bow(from, to));
  }
  return points.length === 0 ? null : points;
}

/** A gentle bow to the right of the way, so that there and back do not cover each other. */
function bow(from: { lon: number; lat: number }, to: { lon: number; lat: number }): [number, number][] {
  let dLon = to.lon - from.lon;
  if (dLon > 180) dLon -= 360;
  if (dLon < -180) dLon += 360;
  const dLat = to.lat - from.lat;
  const squeeze = Math.cos((((from.lat + to.lat) / 2) * Math.PI) / 180);
  const bend = 0.16;
  const middleLon = from.lon + dLon / 2 + (dLat * bend) / squeeze;
  const middleLat = from.lat + dLat / 2 - dLon * squeeze * bend;
  const points: [number, number][] = [];
  for (let i = 0; i <= BOW_STEPS; i++) {
    const t = i / BOW_STEPS;
    const a = (1 - t) * (1 - t);
    const b = 2 * t * (1 - t);
    const c = t * t;
    points.push([a * from.lon + b * middleLon + c * (from.lon + dLon), a * from.lat + b * middleLat + c * to.lat]);
  }
  return points;
}
