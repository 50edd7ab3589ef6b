// What lies under the pointer, topmost first: a sign of a layer, a number that stands for several ships, or a ship of the other
// traffic, which is found in its columns since no layer of the library holds it.

import { type MapMouseEvent, type Map as MapView, MercatorCoordinate } from 'maplibre-gl';
import type { State } from '../state/state.ts';
import { idOfRow, nearestRow, type Traffic } from '../state/traffic.ts';
import { durationText, speedText } from '../words/format.ts';
import { LAYERS } from './layers/index.ts';

export interface Hit {
  kind: 'vessel' | 'alert' | 'port' | 'cluster';
  /** Of a layer, for its feature state; null for the other traffic. */
  source: string | null;
  id: string;
  title: string;
  note: string;
  lon: number;
  lat: number;
}

/** Within so many pixels of the pointer. */
const REACH_PX = 6;

export function hitAt(
  view: MapView,
  { point, lngLat }: MapMouseEvent,
  state: State,
  at: number,
  traffic: Traffic,
): Hit | null {
  const { x, y } = point;
  const names = ['vessels-clusters', ...LAYERS.flatMap((layer) => layer.picks?.layers ?? [])];
  const found = view.queryRenderedFeatures(
    [
      [x - REACH_PX, y - REACH_PX],
      [x + REACH_PX, y + REACH_PX],
    ],
    { layers: names },
  )[0];
  const place = { lon: lngLat.lng, lat: lngLat.lat };
  if (found === undefined) return state.chart.traffic ? trafficAt(view, { x, y }, place, state, at, traffic) : null;
  const { id, title, note, point_count: count, silent, doubted } = found.properties;
  if (typeof count === 'number') {
    const [lon, lat] = found.geometry.type === 'Point' ? found.geometry.coordinates : [place.lon, place.lat];
    const heard = count - Number(silent ?? 0);
    const doubt = Number(doubted ?? 0) > 0 ? `, ${doubted} with their position in doubt` : '';
    return {
      kind: 'cluster',
      source: null,
      id: String(found.properties.cluster_id),
      title: `${count} watched ships`,
      note: `${heard} heard, ${silent} silent${doubt}. Click to come nearer.`,
      lon: lon!,
      lat: lat!,
    };
  }
  const kind = LAYERS.find((layer) => layer.id === found.source)?.picks?.kind;
  if (kind === undefined || typeof id !== 'string') return null;
  return { kind, source: found.source, id, title: String(title ?? ''), note: String(note ?? ''), ...place };
}

function trafficAt(
  view: MapView,
  { x, y }: { x: number; y: number },
  place: { lon: number; lat: number },
  state: State,
  at: number,
  traffic: Traffic,
): Hit | null {
  const here = MercatorCoordinate.fromLngLat([place.lon, place.lat]);
  const beside = MercatorCoordinate.fromLngLat(view.unproject([x + REACH_PX, y]));
  const row = nearestRow(traffic, here.x, here.y, Math.abs(beside.x - here.x), at);
  if (row < 0) return null;
  const id = idOfRow(traffic, row);
  const speedKn = traffic.speedKn[row]!;
  const vessel = state.vessels.get(id);
  const mmsi = traffic.mmsi[row]!;
  const numbers = [
    vessel?.imo == null ? null : `IMO ${vessel.imo}`,
    mmsi === 0 ? null : `MMSI ${mmsi}`,
    vessel?.flag && `flag ${vessel.flag}`,
  ];
  const heard = durationText(at - (traffic.at[row] ?? at));
  const age = Number.isFinite(traffic.at[row]!) ? `, heard ${heard} ago` : '';
  return {
    kind: 'vessel',
    source: null,
    id,
    title: state.names.get(id) ?? `MMSI ${mmsi}`,
    note: [
      numbers.filter(Boolean).join(' · '),
      `${speedText(Number.isNaN(speedKn) ? null : speedKn)}${age}`,
      'Not watched',
    ].join('\n'),
    ...place,
  };
}
