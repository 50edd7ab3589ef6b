// A small sea bridge in the wire's shapes, made by arithmetic: what a server would answer to the page. Positions are
// invented; ports and hulls are those of the reference tables. Serves the built page beside it, on loopback only.

import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';
import type {
  AlertDetail,
  AlertSummary,
  Designation,
  Health,
  Port,
  Replay,
  Scenario,
  Sighting,
  StreamMessage,
  Track,
  TrackSet,
  VesselDossier,
  VesselEvent,
  VesselSummary,
} from '../../server/http/wire.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SCOPE = 'sea-bridge';
const FROM = Date.UTC(2023, 7, 12);
const TO = Date.UTC(2023, 10, 30);
const LABEL = 'reconstructed: dates and ports are published, positions between them are invented';

const PORTS: Port[] = [
  port('rajin', 'Rajin (Najin, Rason)', 'KP', 130.3, 42.2333, 10),
  port('sonbong', 'Sonbong (Unggi)', 'KP', 130.4, 42.3333, 6),
  port('vostochny', 'Vostochny', 'RU', 133.08, 42.75, 6),
  port('nakhodka', 'Nakhodka', 'RU', 132.88, 42.8, 6),
  port('dunay', 'Dunay', 'RU', 132.34, 42.88, 5),
  port('vladivostok', 'Vladivostok', 'RU', 131.89, 43.1, 8),
  port('slavyanka', 'Slavyanka', 'RU', 131.39, 42.86, 5),
];

const HULLS = [
  { id: 'imo:9161003', name: 'LADY R', imo: 9161003, mmsi: 273212120, callSign: 'UBDT8', port: 'vostochny', phase: 6 },
  { id: 'imo:9179842', name: 'ANGARA', imo: 9179842, mmsi: 273210440, callSign: 'UBYT2', port: 'dunay', phase: 0 },
  { id: 'imo:8517839', name: 'MARIA', imo: 8517839, mmsi: 273359830, callSign: 'UBRH7', port: 'dunay', phase: 17 },
  { id: 'imo:9358010', name: 'MAIA-1', imo: 9358010, mmsi: 273291160, callSign: 'UBGW2', port: 'vostochny', phase: 11 },
] as const;
type Hull = (typeof HULLS)[number];

const SEA_ROAD: [number, number][] = [
  [130.34, 42.2],
  [130.6, 42.1],
  [131.4, 42.22],
  [132.2, 42.5],
];
const ENDS: Record<string, [number, number][]> = {
  vostochny: [
    [132.95, 42.58],
    [133.05, 42.7],
    [133.07, 42.735],
  ],
  dunay: [
    [132.3, 42.7],
    [132.36, 42.8],
    [132.35, 42.865],
  ],
};
/** Days of one round: alongside, out in the dark to Rajin, back. */
const ROUND_DAYS = 22;

export interface CannedServer {
  url: string;
  close(): Promise<void>;
}

/** Serves `dist` and the canned answers; port 0 takes a free one. */
export async function serveCanned(dist: string, listenPort = 0): Promise<CannedServer> {
  const world = makeWorld();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    response.setHeader(
      'content-security-policy',
      "default-src 'self'; script-src 'self'; worker-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:",
    );
    if (url.pathname.startsWith('/api/v1/')) {
      const answer = world.answer(url.pathname.slice('/api/v1'.length), request.method ?? 'GET');
      response.statusCode = answer === null ? 404 : 200;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer ?? notFound(url.pathname)));
      return;
    }
    const file = normalize(join(dist, url.pathname === '/' ? 'index.html' : url.pathname));
    try {
      if (!file.startsWith(normalize(dist))) throw new Error('outside');
      const body = await readFile(file);
      response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
      response.end(body);
    } catch {
      response.statusCode = 404;
      response.end('not found');
    }
  });
  const sockets = new WebSocketServer({ server, path: '/api/v1/stream' });
  sockets.on('connection', (socket) => {
    for (const message of world.greeting) socket.send(JSON.stringify(message));
  });
  await new Promise<void>((resolve) => server.listen(listenPort, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${listenPortOf(server)}`, close: () => closed(server, sockets) };
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
};

function makeWorld() {
  const tracks: Track[] = [];
  const events: VesselEvent[] = [];
  const alerts: AlertSummary[] = [];
  const sightings: Sighting[] = [];
  for (const hull of HULLS) sail(hull, tracks, events, alerts, sightings);
  const others = makeTraffic(tracks);
  const vessels: VesselSummary[] = [...HULLS.map((hull) => summaryOf(hull, alerts)), ...others];
  const replay: Replay = {
    id: SCOPE,
    title: 'Rajin to Vostochny and Dunay: the sea bridge, autumn 2023',
    kind: 'scenario',
    label: LABEL,
    about: 'Four carriers between Rajin and two Russian ports, with AIS off at the Korean end.',
    sources: ['published satellite chronology'],
    asOf: 'then',
    state: 'done',
    error: null,
    createdAt: '2026-11-23T20:00:00Z',
    fromAt: FROM,
    toAt: TO,
    opensAt: FROM + 9 * DAY,
    speed: 43_200,
    reports: 20_000,
    lines: 20_140,
    progress: 1,
    rejects: { 'bad checksum': 97, 'no position sent': 43 },
  };
  const scenarios: Scenario[] = [
    scenario('simons-town', 'LADY R at Simon’s Town, December 2022'),
    scenario('caspian', 'PORT OLYA-3 across the Caspian, 2024'),
  ];
  const health: Health = {
    status: 'ok',
    version: '0.1.0',
    startedAt: '2026-11-23T20:00:00Z',
    now: '2026-11-23T20:10:00Z',
    opens: SCOPE,
    lastSeq: 100,
    store: { fixes: 20_000, vessels: vessels.length, events: events.length, alerts: alerts.length, bytes: 4_100_000 },
    watchedHulls: 168,
    ports: PORTS.length,
    rules: 19,
    problems: [],
  };
  const set: TrackSet = { scope: SCOPE, fromAt: FROM, toAt: TO, vessels, tracks };
  const greeting: StreamMessage[] = [
    { type: 'hello', seq: 100, version: '0.1.0' },
    { type: 'live', seq: 100 },
  ];
  const fixed: Record<string, unknown> = {
    '/health': health,
    '/replays': page([replay]),
    '/scenarios': page(scenarios),
    '/tracks': set,
    '/alerts': page(alerts),
    '/events': page(events),
    '/sightings': page(sightings),
    '/ports': page(PORTS),
    '/zones': page([]),
    '/lists': page([
      {
        id: 'ofac',
        title: 'OFAC SDN, vessels',
        authority: 'US OFAC',
        asOf: '2026-03-22',
        hulls: 121,
        designations: 140,
        source: 'compiled facts table',
        sanction: true,
      },
    ]),
    '/feeds': page([]),
  };
  const answer = (path: string, method: string): unknown => {
    const known = fixed[path];
    if (known !== undefined) return known;
    const [, kind, id] = path.split('/').map(decodeURIComponent);
    const alert = alerts.find((each) => each.id === id);
    if (kind === 'alerts' && alert !== undefined) {
      if (method === 'POST') {
        alert.state = 'acknowledged';
        alert.revision++;
      }
      return detailOf(alert, events, sightings);
    }
    const vessel = vessels.find((each) => each.id === id);
    return kind === 'vessels' && vessel !== undefined ? dossierOf(vessel, events, alerts, sightings) : null;
  };
  return { answer, greeting };
}

function sail(hull: Hull, tracks: Track[], events: VesselEvent[], alerts: AlertSummary[], sightings: Sighting[]): void {
  const track: Track = { vesselId: hull.id, at: [], lon: [], lat: [], speedKn: [], courseDeg: [] };
  const end = ENDS[hull.port]!;
  const berth = end[end.length - 1]!;
  const way = [...SEA_ROAD.slice(2), ...end];
  const home = PORTS.find((each) => each.id === hull.port)!;
  const rajin = PORTS[0]!;
  for (let round = 0; FROM + (round * ROUND_DAYS + hull.phase) * DAY < TO; round++) {
    const start = FROM + (round * ROUND_DAYS + hull.phase) * DAY;
    moor(track, berth, start, start + 4 * DAY);
    passage(track, [...way].reverse(), start + 4 * DAY, 12);
    // Dark from the middle of the sea road until it is there again seven days later.
    const back = start + 12 * DAY;
    passage(track, way, back, 11);
    const arrival = back + 9 * HOUR;
    moor(track, berth, arrival, Math.min(TO, start + ROUND_DAYS * DAY));
    const seenAt = start + 7 * DAY;
    const sighting: Sighting = {
      id: `sighting-${hull.mmsi}-${round}`,
      vesselId: hull.id,
      fromAt: seenAt,
      toAt: seenAt + DAY - 1000,
      placeId: 'rajin',
      lon: rajin.lon,
      lat: rajin.lat,
      what: `A ${hull.name === 'MARIA' ? 'general cargo ship' : 'roll-on cargo ship'} of its length alongside Pier 2, containers on the quay`,
      means: 'satellite',
      grade: 'probable',
      source: 'published satellite imagery',
      link: 'https://example.org/imagery',
      arrivedAt: seenAt + 2 * DAY,
    };
    sightings.push(sighting);
    const call = callOf(hull, rajin, seenAt, seenAt + DAY - 1000, 'sighted', sighting.arrivedAt, [sighting.id], round);
    const there = callOf(hull, home, arrival, arrival + 8 * DAY, 'observed', arrival, [], round);
    if (sighting.arrivedAt < TO) events.push(call);
    if (arrival < TO) events.push(there, gapOf(hull, start + 4 * DAY + 6 * HOUR, back, round));
    if (arrival < TO) alerts.push(alertOf(hull, rajin, home, seenAt, arrival, round, seenAt < Date.UTC(2023, 8, 20)));
  }
  tracks.push(track);
}

function alertOf(
  hull: Hull,
  from: Port,
  to: Port,
  fromAt: number,
  at: number,
  round: number,
  early: boolean,
): AlertSummary {
  return {
    id: `alert-${hull.mmsi}-${round}`,
    scope: SCOPE,
    ruleId: 'dprk-ru-arms',
    ruleTitle: 'DPRK east coast to Russian Pacific port',
    vesselId: hull.id,
    vesselName: hull.name,
    imo: hull.imo,
    mmsi: hull.mmsi,
    severity: hull.name === 'MARIA' ? 'high' : hull.name === 'MAIA-1' && early ? 'medium' : 'critical',
    basis: 'sighted',
    state: 'open',
    revision: 1,
    raisedAt: at,
    knownAt: at,
    fromAt,
    toAt: at,
    lon: to.lon,
    lat: to.lat,
    placeIds: [from.id, to.id],
    placeNames: [from.name, to.name],
    why: `${hull.name} was sighted at Rajin on ${new Date(fromAt).toISOString().slice(0, 10)} and called at ${to.name} ${Math.round((at - fromAt) / DAY)} days later; on that day it was designated by US OFAC (EO 14024, listed 2022-05-08).`,
  };
}

function callOf(
  hull: Hull,
  place: Port,
  fromAt: number,
  toAt: number,
  basis: 'observed' | 'sighted',
  knownAt: number,
  sightingIds: string[],
  round: number,
): VesselEvent {
  const until = Math.min(toAt, TO);
  return {
    id: `call-${place.id}-${hull.mmsi}-${round}`,
    scope: SCOPE,
    vesselId: hull.id,
    vesselName: hull.name,
    mmsi: hull.mmsi,
    state: 'closed',
    revision: 1,
    knownAt,
    beganAt: fromAt,
    endedAt: until,
    basis,
    lon: place.lon,
    lat: place.lat,
    reason: null,
    summary:
      basis === 'sighted'
        ? `${hull.name} was seen at ${place.name}.`
        : `${hull.name} called at ${place.name}, alongside.`,
    kind: 'port-call',
    facts: {
      placeId: place.id,
      placeName: place.name,
      runnerUpId: null,
      distanceKm: 1.2,
      confidence: basis === 'sighted' ? 2 : 4,
      entry: basis === 'sighted' ? { fromAt: fromAt - 3 * DAY, toAt: fromAt } : { fromAt, toAt: fromAt },
      exit: { fromAt: until, toAt: until },
      stops: [],
      gaps: [],
      waiting: false,
      sightingIds,
    },
  };
}

function gapOf(hull: Hull, lastAt: number, nextAt: number, round: number): VesselEvent {
  return {
    id: `gap-${hull.mmsi}-${round}`,
    scope: SCOPE,
    vesselId: hull.id,
    vesselName: hull.name,
    mmsi: hull.mmsi,
    state: 'closed',
    revision: 2,
    knownAt: nextAt,
    beganAt: lastAt,
    endedAt: nextAt,
    basis: 'observed',
    lon: 131.4,
    lat: 42.22,
    reason: null,
    summary: `${hull.name} was not heard for ${Math.round((nextAt - lastAt) / DAY)} days off the Korean coast.`,
    kind: 'gap',
    facts: {
      lastAt,
      next: { at: nextAt, lon: 131.4, lat: 42.22 },
      distanceKm: 2,
      thresholdMs: 6 * HOUR,
      grade: 'off-near-place',
      grounds: ['Other ships were heard there at the same time.'],
    },
  };
}

function moor(track: Track, berth: [number, number], fromAt: number, toAt: number): void {
  for (let at = fromAt; at <= Math.min(toAt, TO); at += HOUR) add(track, at, berth[0], berth[1], 0, 0);
}

function passage(track: Track, way: [number, number][], startAt: number, speedKn: number): void {
  let at = startAt;
  for (let i = 1; i < way.length; i++) {
    const [lon0, lat0] = way[i - 1]!;
    const [lon1, lat1] = way[i]!;
    const east = (lon1 - lon0) * Math.cos((lat0 * Math.PI) / 180) * 60;
    const north = (lat1 - lat0) * 60;
    const nm = Math.hypot(east, north);
    const courseDeg = ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360;
    const steps = Math.max(1, Math.round((nm / speedKn) * 6));
    for (let k = 0; k < steps; k++) {
      add(track, at, lon0 + ((lon1 - lon0) * k) / steps, lat0 + ((lat1 - lat0) * k) / steps, speedKn, courseDeg);
      at += ((nm / speedKn) * HOUR) / steps;
    }
  }
}

function add(track: Track, at: number, lon: number, lat: number, speedKn: number, courseDeg: number): void {
  if (at > TO || at <= (track.at[track.at.length - 1] ?? 0)) return;
  track.at.push(Math.round(at));
  track.lon.push(lon);
  track.lat.push(lat);
  track.speedKn.push(speedKn);
  track.courseDeg.push(courseDeg);
}

/** Two dozen ships on two lanes, some with names to confuse. */
function makeTraffic(tracks: Track[]): VesselSummary[] {
  const names = ['MARIA E', 'LADY RANIA', 'ANGARA STAR', 'PACIFIC DAWN', 'ORIENT PEARL', 'SEA WIND'];
  const lanes: [number, number][][] = [
    [
      [129.4, 39.5],
      [131.2, 41.2],
      [132.6, 42.4],
      [132.9, 42.6],
    ],
    [
      [136.5, 41.2],
      [134.2, 42.1],
      [132.4, 42.45],
      [131.85, 42.9],
    ],
    [
      [134.5, 39.4],
      [133.9, 41.3],
      [133.4, 42.3],
    ],
  ];
  return Array.from({ length: 24 }, (_, i) => {
    const mmsi = 412_000_000 + i * 7919;
    const track: Track = { vesselId: `mmsi:${mmsi}`, at: [], lon: [], lat: [], speedKn: [], courseDeg: [] };
    const lane = lanes[i % lanes.length]!;
    for (let start = FROM + i * 9 * HOUR; start < TO; start += 5 * DAY + i * HOUR) {
      passage(track, lane, start, 10 + (i % 5));
      passage(track, [...lane].reverse(), start + 60 * HOUR, 10 + (i % 4));
    }
    tracks.push(track);
    return {
      ...blankSummary(track.vesselId, names[i] ?? `COASTER ${i}`),
      mmsi,
      flag: 'CN',
      shipType: 'cargo',
    };
  });
}

function summaryOf(hull: Hull, alerts: AlertSummary[]): VesselSummary {
  return {
    ...blankSummary(hull.id, hull.name),
    imo: hull.imo,
    mmsi: hull.mmsi,
    callSign: hull.callSign,
    flag: 'RU',
    shipType: 'ro-ro cargo',
    lengthM: 122,
    destination: 'VOSTOCHNY',
    watched: true,
    level: 'confident',
    group: 'dprk-russia-arms',
    authorities: ['US OFAC', 'EU', 'UK'],
    openAlerts: alerts.filter((alert) => alert.vesselId === hull.id).length,
  };
}

function blankSummary(id: string, name: string): VesselSummary {
  return {
    id,
    name,
    imo: null,
    mmsi: null,
    callSign: '',
    flag: null,
    shipType: null,
    lengthM: null,
    destination: '',
    watched: false,
    pinned: false,
    level: null,
    group: null,
    authorities: [],
    firstAt: FROM,
    lastAt: TO,
    openAlerts: 0,
  };
}

const OFAC: Designation = designation('US OFAC', 'EO 14024', null, '2022-05-08', 'batch');
const LATER: Designation[] = [
  designation('Republic of Korea (MOFA)', 'unilateral DPRK sanctions', null, '2024-04-02', 'day'),
  designation('EU', 'Reg. 833/2014 art. 3s, Annex XLII', null, '2024-06-25', 'day'),
  designation('UK', 'Russia Regs 2019', 'RUS2185', '2024-07-31', 'day'),
];

function detailOf(alert: AlertSummary, events: VesselEvent[], sightings: Sighting[]): AlertDetail {
  const round = alert.id.split('-').pop();
  const own = events.filter((event) => event.vesselId === alert.vesselId && event.id.endsWith(`-${round}`));
  return {
    ...alert,
    evidence: {
      events: own,
      designations: [OFAC],
      otherDesignations: LATER,
      legal: [
        {
          jurisdiction: 'UN',
          instrument: 'UNSCR 1718 para 8 (arms embargo)',
          from: '2006-10-14',
          to: null,
          verified: true,
        },
        {
          jurisdiction: 'US',
          instrument: 'EO 14024 listings of the carriers',
          from: '2022-05-08',
          to: null,
          verified: true,
        },
      ],
      match: {
        rule: 'IMO sent and valid',
        level: 'confident',
        witnesses: [`IMO ${alert.imo} sent in type 5`, `MMSI ${alert.mmsi} bound to the hull`],
        contradictions: [],
      },
      rule: { id: alert.ruleId, version: 1, maxDays: 10 },
      thresholds: [
        { name: 'longest time between the calls', value: 10, unit: 'days' },
        { name: 'port entry distance', value: 6, unit: 'km' },
      ],
      otherExplanations: ['Russian-origin coal through Rajin is exempt (UNSCR 2371 para 8).'],
      reports: [{ source: 'sea-bridge.nmea', line: 4711, at: alert.raisedAt, lon: alert.lon, lat: alert.lat }],
      hash: '9f2c1a7be04d5f86c3b7a1e0d9f84c25617be3a90d4f2c8b7e61a5d03f9c4b28',
    },
    sightings: sightings.filter(
      (sighting) => sighting.vesselId === alert.vesselId && sighting.id.endsWith(`-${round}`),
    ),
    history: [],
  };
}

function dossierOf(
  vessel: VesselSummary,
  events: VesselEvent[],
  alerts: AlertSummary[],
  sightings: Sighting[],
): VesselDossier {
  return {
    ...vessel,
    aliases: vessel.name === 'LADY R' ? ['SLOMAN PRODUCER'] : [],
    mmsis: vessel.mmsi === null ? [] : [{ mmsi: vessel.mmsi, source: 'watchlist', old: false }],
    builtYear: vessel.watched ? 2004 : null,
    grossTonnage: vessel.watched ? 7260 : null,
    owner: vessel.watched ? 'MG-Flot LLC (formerly Transmorflot)' : null,
    operator: vessel.watched ? 'MG-FLOT LLC' : null,
    status: 'active',
    ended: null,
    notes: vessel.watched ? 'Switches AIS off on the Rajin run.' : null,
    designations: vessel.watched ? [OFAC, ...LATER] : [],
    identity: [
      { field: 'name', value: vessel.name, firstAt: FROM, lastAt: TO, source: 'AIS type 5' },
      { field: 'callSign', value: vessel.callSign, firstAt: FROM, lastAt: TO, source: 'AIS type 5' },
    ],
    match: null,
    candidates: [],
    events: events.filter((event) => event.vesselId === vessel.id),
    alerts: alerts.filter((alert) => alert.vesselId === vessel.id),
    sightings: sightings.filter((sighting) => sighting.vesselId === vessel.id),
  };
}

function designation(
  authority: string,
  programme: string,
  ref: string | null,
  listed: string,
  precision: Designation['precision'],
): Designation {
  return {
    authority,
    programme,
    ref,
    listed,
    precision,
    delisted: null,
    sanction: true,
    note: null,
    source: 'facts table',
  };
}

function port(id: string, name: string, country: string, lon: number, lat: number, enterKm: number): Port {
  return {
    id,
    name,
    country,
    locode: null,
    lon,
    lat,
    kind: 'port',
    confidence: 'ok',
    enterKm,
    leaveKm: enterKm + 1,
    watch: true,
    waitingArea: false,
    tags: [],
    note: null,
    source: 'World Port Index',
  };
}

function scenario(id: string, title: string): Scenario {
  return { id, title, about: title, label: LABEL, from: '2022-12-01T00:00:00Z', to: '2022-12-20T00:00:00Z' };
}

function page<T>(rows: T[]): { rows: T[]; next: null } {
  return { rows, next: null };
}

function notFound(path: string) {
  return { type: 'about:blank', title: 'Not found', status: 404, detail: `There is no ${path}.`, code: 'not_found' };
}

function listenPortOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the canned server has no port');
  return address.port;
}

async function closed(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.terminate();
  sockets.close();
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const served = await serveCanned(
    fileURLToPath(new URL('../../dist/', import.meta.url)),
    Number(process.argv[2] ?? 0),
  );
  console.log(served.url);
}
