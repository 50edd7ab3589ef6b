// Live feeds for the wire.

import type { FeedRow, RelayRow } from '../../desk/feeds.ts';
import type { WatchedHeard } from '../../desk/watched-heard.ts';
import type { Report } from '../../domain/report.ts';
import type { FeedTrial } from '../../run/feeds/try-feed.ts';
import type { Footprint } from '../../run/reception/footprint.ts';
import type { FeedStatus } from '../../seams/feed-status.ts';
import type * as wire from '../wire/feed.ts';
import { dayOf, rfc3339, rfc3339OrNull } from './moment.ts';

export function presentFeed({ id, kind, title, on, mostPerSecond, settings, status }: FeedRow): wire.Feed {
  return {
    id,
    kind,
    title,
    on,
    ...(mostPerSecond === undefined ? {} : { mostPerSecond }),
    settings: { ...settings },
    state: status && presentState(status),
  };
}

function presentState({ id: _, kind: __, on: ___, sinceAt, lastHeardAt, notes, ...state }: FeedStatus): wire.FeedState {
  return {
    ...state,
    since: sinceAt === 0 ? null : rfc3339(sinceAt),
    lastHeardAt: rfc3339OrNull(lastHeardAt),
    notes: notes.map(({ at, ...note }) => ({ at: rfc3339(at), ...note })),
  };
}

/** The page that begins behind the row with this number. */
export function presentHeard(
  { rows, sinceAt, says, watched, heard, feeds }: WatchedHeard,
  after: number,
  limit: number,
): wire.WatchedHeard {
  const end = after + limit;
  return {
    says,
    watched,
    heard,
    since: rfc3339(sinceAt),
    feeds,
    rows: rows
      .slice(after, end)
      .map(({ lastHeardAt, ...row }) => ({ ...row, lastHeardAt: rfc3339OrNull(lastHeardAt) })),
    next: end < rows.length ? String(end) : null,
  };
}

export function presentFootprint({ gridDeg, cells, feeds }: Footprint, feed: string | null): wire.Footprint {
  return {
    type: 'FeatureCollection',
    features: cells.map(({ lon, lat, hours, lastDayAt }) => {
      const east = Math.min(180, lon + gridDeg);
      const north = Math.min(90, lat + gridDeg);
      const ring: [number, number][] = [
        [lon, lat],
        [east, lat],
        [east, north],
        [lon, north],
        [lon, lat],
      ];
      return {
        type: 'Feature',
        geometry: { type: 'Polygon', coordinates: [ring] },
        properties: { hours: HOURS.filter((hour) => (hours & (1 << hour)) !== 0), lastHeardOn: dayOf(lastDayAt) },
      };
    }),
    gridDeg,
    feed,
    feeds: feeds.map(({ full, ...row }) => ({ ...row, atLeast: full })),
  };
}

export function presentRelay({ settings, status, form }: RelayRow): wire.Relay {
  return {
    settings,
    form,
    state: status && {
      ...status,
      clients: status.clients.map(({ sinceAt, ...client }) => ({ ...client, since: rfc3339(sinceAt) })),
      notes: status.notes.map(({ at, ...note }) => ({ at: rfc3339(at), ...note })),
    },
  };
}

export function presentTrial({ connected, says, reports, rejects }: FeedTrial): wire.FeedTest {
  return { connected, says, rejects, reports: reports.map(presentReport) };
}

function presentReport({ mmsi, at, lon, lat, speedKn, name }: Report): wire.FeedTest['reports'][number] {
  return {
    mmsi: String(mmsi).padStart(9, '0'),
    at: rfc3339(at),
    lon: known(lon),
    lat: known(lat),
    speedKn: known(speedKn),
    name: name === '' ? null : name,
  };
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const known = (value: number) => (Number.isNaN(value) ? null : value);
