// Every route is called without a socket, and every reply is held against its schema.

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import * as wire from '../../server/http/wire/index.ts';
import { DAY0, HOUR, LADY_R, LADY_R_MMSI } from '../contract/samples.ts';
import { DEMO, NOW, openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

async function get<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> {
  const reply = await rig.app.inject(`/api/v1${path}`);
  expect(reply.statusCode, reply.body.slice(0, 500)).toBe(200);
  return schema.parse(reply.json());
}

async function refused(path: string, init: object = {}): Promise<wire.Problem> {
  const reply = await rig.app.inject({ url: `/api/v1${path}`, ...init });
  expect(reply.headers['content-type']).toContain('application/problem+json');
  const problem = wire.Problem.parse(reply.json());
  expect(problem.status).toBe(reply.statusCode);
  return problem;
}

describe('health and sources', () => {
  test('health says what it holds and where to open', async () => {
    const health = await get('/health', wire.Health);
    expect(health).toMatchObject({ status: 'ok', opens: DEMO, lastSeq: 4, store: { fixes: 32, alerts: 1 } });
    expect(health.now).toBe(new Date(NOW).toISOString());
  });

  test('health is degraded while something is wrong', async () => {
    const said = { id: 'live/unwritten', says: 'The disk is full.', remedy: 'Make room.' };
    const ill = await openRig({ problems: () => [{ ...said, sinceAt: NOW }] });
    expect((await ill.app.inject('/api/v1/health')).json()).toMatchObject({
      status: 'degraded',
      problems: [{ ...said, since: new Date(NOW).toISOString() }],
    });
    await ill.close();
  });

  test('the footprint is GeoJSON, of a feed and an hour where that is asked, and refuses what is no box', async () => {
    const all = await get('/feeds/footprint', wire.Footprint);
    expect(all.features).toHaveLength(3);
    expect(all.features.at(-1)!.properties).toEqual({ hours: [0], lastHeardOn: '2026-11-01' });
    expect((await get('/feeds/footprint?feed=quay&hour=12', wire.Footprint)).features).toHaveLength(1);
    expect((await get('/feeds/footprint?box=9,58,10.2,60', wire.Footprint)).features).toHaveLength(1);
    for (const box of ['1,2,3', '0,10,10,0', '0,-100,10,0', 'a,b,c,d'])
      expect((await rig.app.inject(`/api/v1/feeds/footprint?box=${box}`)).statusCode).toBe(400);
    expect((await rig.app.inject('/api/v1/feeds/footprint?feed=nobody')).statusCode).toBe(404);
  });

  test('the watched ships that are heard are paged, and their count is that of all pages', async () => {
    const first = await get('/feeds/heard?limit=100', wire.WatchedHeard);
    expect(first).toMatchObject({ watched: 170, heard: 0, feeds: [], next: '100' });
    expect(first.says).toBe('Of 170 watched ships, none was heard in the last day.');
    const rest = await get(`/feeds/heard?limit=100&after=${first.next}`, wire.WatchedHeard);
    expect(rest.next).toBeNull();
    expect(new Set([...first.rows, ...rest.rows].map(({ hullId }) => hullId)).size).toBe(170);
  });

  test('feeds tell their rejects and when they were last heard', async () => {
    const feeds = await get('/feeds', wire.page(wire.Feed));
    expect(feeds.rows[0]!.state).toMatchObject({
      rejects: { 'bad checksum': 2 },
      lastHeardAt: new Date(NOW).toISOString(),
    });
  });
});

describe('alerts', () => {
  test('the list opens on the demo and names its places', async () => {
    const { rows } = await get('/alerts', wire.page(wire.AlertSummary));
    expect(rows).toMatchObject([{ id: 'alert-1', scope: DEMO, severity: 'critical' }]);
    expect(rows[0]!.placeNames).toHaveLength(2);
  });

  test('filters narrow it, alone and together', async () => {
    const count = async (query: string) => (await get(`/alerts?${query}`, wire.page(wire.AlertSummary))).rows.length;
    expect(await count('severity=high,critical&state=open&order=severity')).toBe(1);
    expect(await count('severity=high&severity=critical')).toBe(1);
    expect(await count('severity=low')).toBe(0);
    expect(await count('scope=all')).toBe(1);
    expect(await count('scope=live')).toBe(0);
    expect(await count(`replay=${DEMO}&rule=dprk-ru-arms&vessel=${encodeURIComponent(LADY_R)}`)).toBe(1);
    expect(await count('from=2023-09-12T07:00:00Z&to=2023-09-13')).toBe(1);
    expect(await count(`from=${DAY0 + 8 * HOUR}`)).toBe(0);
    expect(await count('q=lady')).toBe(1);
  });

  test('one alert comes with evidence, sentence, sightings and history', async () => {
    const alert = await get('/alerts/alert-1', wire.AlertDetail);
    expect(alert.evidence.designations[0]).toMatchObject({ listed: '2022-05-08', delisted: null });
    expect(alert.evidence.legal[0]!.from).toBe('2017-09-11');
    expect(alert.sightings.map((sighting) => sighting.id)).toEqual(['sight-1']);
    expect(alert.evidence.events[0]!.summary).toBe(
      'LADY R stopped at Vostochny (0.4 km from the port point) from 2023-09-12 06:00Z to 2023-09-13 05:00Z; entry and exit observed.',
    );
  });

  test('a person acknowledges it, the history says so, and streams are told', async () => {
    const own = await openRig();
    const told: number[] = [];
    own.bus.subscribe('log', ({ seq }) => told.push(seq));
    const act = (payload: object) => own.app.inject({ method: 'POST', url: '/api/v1/alerts/alert-1/actions', payload });
    const reply = await act({ action: 'acknowledge', reasonCode: 'reviewed', note: 'seen' });
    const alert = wire.AlertDetail.parse(reply.json());
    expect(alert).toMatchObject({ state: 'acknowledged', scope: DEMO });
    const at = new Date(NOW).toISOString();
    expect(alert.history).toMatchObject([
      { at, by: 'analyst', what: 'acknowledge', reasonCode: 'reviewed', note: 'seen', before: { state: 'open' } },
    ]);
    expect(alert.handling).toMatchObject({ state: 'acknowledged', last: { action: 'acknowledge', by: 'analyst', at } });
    expect(told).toEqual([5]);
    expect((await act({ action: 'acknowledge' })).json()).toMatchObject({ code: 'conflict', status: 409 });
    expect((await act({ action: 'note' })).json()).toMatchObject({ code: 'invalid' });
    expect((await act({ action: 'shout' })).json().detail).toContain('body field \'action\' is "shout"');
    await own.close();
  });

  test('the evidence is a file whose hash can be checked', async () => {
    const reply = await rig.app.inject('/api/v1/alerts/alert-1/evidence');
    expect(reply.headers['content-disposition']).toBe('attachment; filename="keelwatch-alert-alert-1.json"');
    const bundle = wire.EvidenceBundle.parse(reply.json());
    const hash = createHash('sha256')
      .update(JSON.stringify({ ...reply.json(), sha256: '' }))
      .digest('hex');
    expect(bundle.sha256).toBe(hash);
    expect(bundle.label).toContain('Reconstructed');
    expect(bundle.track.at).toHaveLength(30);
    expect(bundle.rule?.id).toBe('dprk-ru-arms');
  });

  test('every revision is told, so that a replay shows what was known when', async () => {
    const { rows, next } = await get('/alerts/revisions', wire.page(wire.AlertSummary));
    const of = rows.filter(({ id }) => id === 'alert-1');
    expect(of.length).toBeGreaterThan(0);
    expect(of.map(({ revision }) => revision)).toEqual(of.map((_, index) => of[0]!.revision + index));
    expect(next).toBeNull();
    expect(await refused('/alerts/revisions?scope=nowhere')).toMatchObject({ code: 'not_found' });
  });

  test('the Atom feed carries the why-sentence and the label of the replay', async () => {
    const reply = await rig.app.inject('/api/v1/alerts.atom');
    expect(reply.headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect(reply.body).toContain('<id>urn:keelwatch:demo:alert:alert-1</id>');
    expect(reply.body).toContain('[Reconstructed: sightings are as published');
    expect(reply.body).toContain('scope=demo&amp;alert=alert-1');
  });
});

describe('events', () => {
  test('are listed with names and sentences', async () => {
    const { rows } = await get('/events?kind=port-call,gap', wire.page(wire.VesselEvent));
    expect(rows).toMatchObject([{ id: 'call-1', vesselName: 'LADY R', scope: DEMO }]);
    expect((await get('/events?scope=all&place=nowhere', wire.page(wire.VesselEvent))).rows).toEqual([]);
  });

  test('are told in every revision, with names, so that a replay shows what was known when', async () => {
    const { rows, next } = await get('/events/revisions', wire.page(wire.VesselEvent));
    expect(rows.filter(({ id }) => id === 'call-1')).toMatchObject([
      { vesselName: 'LADY R', scope: DEMO, kind: 'port-call' },
    ]);
    expect(next).toBeNull();
    expect(await refused('/events/revisions?scope=nowhere')).toMatchObject({ code: 'not_found' });
  });
});

describe('vessels', () => {
  test('those heard in a scope', async () => {
    const { rows } = await get('/vessels', wire.page(wire.VesselSummary));
    expect(rows).toMatchObject([{ id: LADY_R, watched: true, flag: 'RU', openAlerts: 1, level: 'confident' }]);
    const live = await get('/vessels?scope=live&q=211000001', wire.page(wire.VesselSummary));
    expect(live.rows).toMatchObject([
      { id: 'mmsi:211000001', watched: false, flag: 'DE', shipType: 'cargo', authorities: [] },
    ]);
  });

  test('the whole watchlist, heard or not, in pages', async () => {
    const seen: string[] = [];
    let after = '';
    for (let i = 0; i < 100; i++) {
      const { rows, next } = await get(`/vessels?watched=true&limit=50${after}`, wire.page(wire.VesselSummary));
      seen.push(...rows.map((row) => row.id));
      if (next === null) break;
      after = `&after=${encodeURIComponent(next)}`;
    }
    expect(seen).toHaveLength(rig.deps.reference.hulls.length);
    expect(new Set(seen).size).toBe(seen.length);
    expect((await get('/vessels?watched=true&q=angara', wire.page(wire.VesselSummary))).rows.length).toBeGreaterThan(0);
    expect(await refused('/vessels?watched=true&after=nobody')).toMatchObject({ code: 'invalid' });
  });

  test('a dossier joins the watchlist with what was heard', async () => {
    const dossier = await get(`/vessels/${encodeURIComponent(LADY_R)}`, wire.VesselDossier);
    expect(dossier).toMatchObject({ name: 'LADY R', watched: true, firstAt: DAY0 });
    expect(dossier.designations.length).toBeGreaterThan(0);
    expect(dossier.identity).toHaveLength(2);
    expect(dossier.events.map((event) => event.id)).toEqual(['call-1']);
    expect(dossier.alerts.map((alert) => alert.id)).toEqual(['alert-1']);
    expect(dossier.sightings.map((sighting) => sighting.id)).toEqual(['sight-1']);
  });

  test('every watched hull has a dossier before it is ever heard', async () => {
    for (const hull of rig.deps.reference.hulls) {
      const dossier = await get(`/vessels/${encodeURIComponent(hull.id)}?scope=live`, wire.VesselDossier);
      expect(dossier).toMatchObject({ id: hull.id, watched: true, lastAt: null, events: [] });
    }
  });

  test('an IMO number with a wrong check digit is refused by name, wherever it is entered', async () => {
    const wrong = 'imo:9074728';
    const sentence = 'IMO 9074728 fails its check digit';
    for (const path of [`/vessels/${wrong}`, `/vessels/${wrong}/track`]) {
      expect(await refused(path)).toMatchObject({ status: 400, code: 'invalid', detail: `${sentence}.` });
    }
    for (const path of ['/alerts', '/events', '/sightings']) {
      expect(await refused(`${path}?vessel=${wrong}`)).toMatchObject({
        status: 400,
        code: 'invalid',
        detail: `query field 'vessel' is "${wrong}": ${sentence}`,
      });
    }
    const body = {
      vesselId: wrong,
      from: '2023-09-11T00:00:00Z',
      placeId: 'rajin',
      what: 'alongside',
      means: 'satellite',
    };
    const payload = { ...body, grade: 'confirmed', source: 'a report' };
    const entered = await rig.app.inject({ method: 'POST', url: '/api/v1/sightings', payload });
    expect(entered.json()).toMatchObject({ status: 400, code: 'invalid', detail: `${sentence}.` });
    expect((await get(`/alerts?vessel=${LADY_R}`, wire.page(wire.AlertSummary))).rows).toHaveLength(1);
  });

  test('a vessel nobody knows is not found, by name', async () => {
    expect(await refused('/vessels/imo:1')).toMatchObject({
      code: 'not_found',
      detail: "No vessel 'imo:1' was heard in 'demo', and no watched hull has that id.",
    });
  });
});

describe('tracks', () => {
  const track = `/vessels/${encodeURIComponent(LADY_R)}/track`;

  test('come as columns of equal length, within the period, thinned to the limit', async () => {
    expect((await get(track, wire.Track)).at).toHaveLength(30);
    const part = await get(`${track}?from=${DAY0 + HOUR}&to=${DAY0 + 5 * HOUR}`, wire.Track);
    expect(part.at.map((at) => (at - DAY0) / HOUR)).toEqual([1, 2, 3, 4]);
    expect([part.lon.length, part.lat.length, part.speedKn.length, part.courseDeg.length]).toEqual([4, 4, 4, 4]);
    expect((await get(`${track}?limit=7`, wire.Track)).at).toHaveLength(7);
  });

  test('a set for scrubbing holds every vessel and its track', async () => {
    const set = await get(`/tracks?scope=${DEMO}`, wire.TrackSet);
    expect(set).toMatchObject({ scope: DEMO, fromAt: DAY0, toAt: DAY0 + 48 * HOUR });
    expect(set.vessels.map((vessel) => vessel.id)).toEqual([LADY_R]);
    expect(set.tracks[0]!.at).toHaveLength(30);
  });

  test('positions are those of the instant asked for', async () => {
    const then = await get(`/positions?at=${DAY0 + 90 * 60_000}`, wire.Positions);
    expect(then.fixes).toMatchObject([{ vesselId: LADY_R, at: DAY0 + HOUR }]);
    expect((await get('/positions', wire.Positions)).at).toBe(DAY0 + 29 * HOUR);
  });

  test('files guard spreadsheets and XML readers against what came over the radio', async () => {
    const file = async (format: string) =>
      rig.app.inject(`/api/v1/vessels/mmsi:211000001/track?scope=live&format=${format}`);
    const csv = await file('csv');
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.headers['content-disposition']).toContain('keelwatch-mmsi-211000001.csv');
    expect(csv.body).toContain('"\'=HYPERLINK(""<B>"")"');
    expect(csv.body).toContain(',-179.9,');
    expect((await file('gpx')).body).toContain('<name>=HYPERLINK(&quot;&lt;B&gt;&quot;)</name>');
    expect((await file('kml')).body).toContain('<gx:coord>179.9 42.7304 0</gx:coord>');
    const line = (await file('geojson')).json().features[0];
    expect(line.geometry).toEqual({
      type: 'MultiLineString',
      coordinates: [
        [
          [179.9, 42.7304],
          [180, 42.7304],
        ],
        [
          [-180, 42.7304],
          [-179.9, 42.7304],
        ],
      ],
    });
  });
});

describe('reference', () => {
  test('lists, ports, zones and rules are all there', async () => {
    const { reference } = rig.deps;
    const lists = (await get('/lists', wire.page(wire.ListStatus))).rows;
    expect(lists.filter(({ builtIn }) => builtIn)).toHaveLength(reference.lists.length);
    expect((await get('/zones', wire.page(wire.Zone))).rows).toHaveLength(reference.zones.length);
    const watch = (await get('/ports', wire.page(wire.Port))).rows;
    expect(watch.every((port) => port.watch)).toBe(true);
    expect((await get('/ports?context=true', wire.page(wire.Port))).rows).toHaveLength(reference.ports.length);
    const rules = (await get(`/rules?scope=${DEMO}`, wire.page(wire.Rule))).rows;
    expect(rules).toHaveLength(reference.rules.length);
    expect(rules.find((rule) => rule.id === 'dprk-ru-arms')!.alerts).toBe(1);
  });
});

describe('replays and sightings', () => {
  test('scenarios, recordings and replays are listed', async () => {
    expect((await get('/scenarios', wire.page(wire.Scenario))).rows[0]!.from).toBe('2023-09-12T00:00:00.000Z');
    expect((await get('/recordings', wire.page(wire.Recording))).rows).toEqual([{ file: 'day.nmea' }]);
    expect((await get('/replays', wire.page(wire.Replay))).rows).toMatchObject([{ id: DEMO, progress: 1 }]);
    expect(await get(`/replays/${DEMO}`, wire.Replay)).toMatchObject({ id: DEMO });
    expect(await refused('/replays/none')).toMatchObject({ code: 'not_found' });
  });

  test('a replay is started, cancelled and removed', async () => {
    const own = await openRig();
    const call = (method: 'POST' | 'DELETE', url: string, payload?: object) =>
      own.app.inject({ method, url: `/api/v1${url}`, ...(payload === undefined ? {} : { payload }) });
    expect((await call('POST', '/replays', { scenario: 'sea-bridge', asOf: 'now' })).json()).toMatchObject({
      id: 'started',
      asOf: 'now',
    });
    expect((await call('POST', '/replays', { like: 'sea-bridge', asOf: 'now', keep: true })).statusCode).toBe(200);
    expect((await call('POST', '/replays', {})).json()).toMatchObject({ code: 'invalid' });
    expect((await call('POST', '/replays', { scenario: 'sea-bridge', like: 'x' })).json()).toMatchObject({
      code: 'invalid',
      detail:
        "A replay needs one of the body fields 'scenario', 'files', 'heardHours' and 'like', and not more than one.",
    });
    expect((await call('POST', `/replays/${DEMO}/cancel`)).statusCode).toBe(200);
    expect((await call('POST', '/replays/none/cancel')).statusCode).toBe(404);
    expect((await call('DELETE', `/replays/${DEMO}`)).json()).toEqual({ removed: DEMO });
    expect((await call('DELETE', `/replays/${DEMO}`)).statusCode).toBe(404);
    expect((await own.store.stats()).fixes).toBe(2);
    await own.close();
  });

  test('a sighting is checked, placed and handed to the monitor', async () => {
    const post = (payload: object) => rig.app.inject({ method: 'POST', url: '/api/v1/sightings', payload });
    const seen = {
      vesselId: LADY_R,
      from: '2023-09-11T00:00:00Z',
      placeId: 'rajin',
      what: 'alongside',
      means: 'satellite',
      grade: 'confirmed',
      source: 'a report',
    };
    const place = rig.deps.reference.ports.find((port) => port.watch)!;
    const reply = await post({ ...seen, placeId: place.id });
    const sighting = wire.Sighting.parse(reply.json());
    expect(sighting).toMatchObject({ lon: place.lon, lat: place.lat, arrivedAt: NOW, toAt: Date.UTC(2023, 8, 11) });
    expect(rig.sighted).toEqual([sighting]);
    expect((await post({ ...seen, placeId: 'atlantis' })).json().detail).toContain("'atlantis'");
    expect((await post({ ...seen, placeId: null })).json()).toMatchObject({ code: 'invalid' });
    expect((await post({ ...seen, placeId: place.id, to: '2023-09-10T00:00:00Z' })).json().detail).toContain('before');
    expect((await post({ ...seen, placeId: place.id, from: '2030-01-01T00:00:00Z' })).json().detail).toContain(
      'future',
    );
    expect((await post({ ...seen, vesselId: 'imo:1' })).statusCode).toBe(404);
    expect((await post({ ...seen, link: 'javascript:alert(1)' })).statusCode).toBe(400);
    expect((await get('/sightings', wire.page(wire.Sighting))).rows).toHaveLength(1);
    expect((await get(`/sightings?vessel=mmsi:${LADY_R_MMSI}`, wire.page(wire.Sighting))).rows).toEqual([]);
  });
});

describe('sightings over HTTP', () => {
  const seen = {
    vesselId: LADY_R,
    from: '2023-09-11',
    placeId: 'rajin',
    what: 'alongside',
    means: 'satellite',
    grade: 'confirmed',
    source: 'a report',
  };

  async function withRig(work: (own: Rig, call: Call) => Promise<void>): Promise<void> {
    const own = await openRig();
    await work(own, (method, url, payload, type) =>
      own.app.inject({
        method,
        url: `/api/v1${url}`,
        ...(payload === undefined ? {} : { payload }),
        ...(type === undefined ? {} : { headers: { 'content-type': type } }),
      }),
    );
    await own.close();
  }
  type Call = (
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    payload?: object | string,
    type?: string,
  ) => Promise<Reply>;
  type Rig = Awaited<ReturnType<typeof openRig>>;
  type Reply = Awaited<ReturnType<Rig['app']['inject']>>;

  test('a day is the whole day, and the same sighting twice is one', async () => {
    await withRig(async (own, call) => {
      const first = wire.Sighting.parse((await call('POST', '/sightings', seen)).json());
      expect([first.fromAt, first.toAt]).toEqual([Date.UTC(2023, 8, 11), Date.UTC(2023, 8, 11, 23, 59, 59)]);
      expect((await call('POST', '/sightings', seen)).json()).toEqual(first);
      expect(own.sighted).toHaveLength(1);
      expect((await call('GET', `/sightings/${first.id}?scope=live`)).json()).toEqual(first);
      expect((await call('GET', '/sightings/none?scope=live')).statusCode).toBe(404);
    });
  });

  test('one is withdrawn with a reason, stays in the list, and is found by filters', async () => {
    await withRig(async (_own, call) => {
      const { id } = (await call('POST', '/sightings', seen)).json();
      await call('POST', '/sightings', { ...seen, grade: 'possible', placeId: 'dunay' });
      expect((await call('DELETE', `/sightings/${id}`)).json()).toMatchObject({ code: 'invalid' });
      expect((await call('DELETE', `/sightings/${id}?reason=%20`)).statusCode).toBe(400);
      const withdrawn = (await call('DELETE', `/sightings/${id}?reason=a%20sister%20ship`)).json();
      expect(withdrawn).toMatchObject({ id, withdrawn: { at: NOW, reason: 'a sister ship' } });
      expect((await call('DELETE', `/sightings/${id}?reason=x`)).statusCode).toBe(409);
      expect((await call('DELETE', '/sightings/none?reason=x')).statusCode).toBe(404);
      const ids = async (query: string) =>
        (await call('GET', `/sightings?scope=live${query}`)).json().rows.map((row: { id: string }) => row.id === id);
      expect(await ids('')).toHaveLength(2);
      expect(await ids('&withdrawn=true')).toEqual([true]);
      expect(await ids('&withdrawn=false')).toEqual([false]);
      expect(await ids('&grade=possible')).toEqual([false]);
      expect(await ids('&place=rajin')).toEqual([true]);
      expect(await ids('&from=2023-09-12')).toEqual([]);
      expect(await ids('&limit=1')).toHaveLength(1);
      expect((await call('GET', '/sightings?scope=live&grade=sure')).statusCode).toBe(400);
    });
  });

  test('a table is entered row by row, and what is refused is told', async () => {
    await withRig(async (own, call) => {
      const csv = [
        'Ship,from,place,what,source',
        '9161003,2023-09-11,rajin,alongside,a report',
        '9161003,tomorrow,rajin,alongside,a report',
        '9179999,2023-09-11,rajin,alongside,a report',
      ].join('\n');
      const post = (text: string, query = '') => call('POST', `/sightings.csv${query}`, text, 'text/csv');
      const table = wire.SightingTable.parse((await post(csv)).json());
      expect(table).toMatchObject({ entered: 1, known: 0 });
      expect(table.refused.map(({ line }) => line)).toEqual([3, 4]);
      expect(own.sighted.map(({ id }) => id)).toEqual(table.rows.map(({ id }) => id));
      expect((await post(csv)).json()).toMatchObject({ entered: 0, known: 1 });
      const mapped = csv.replace('Ship', 'Schiff');
      expect((await post(mapped)).json().detail).toContain("no column 'vessel'");
      expect((await post(mapped, '?columns=vessel%3DSchiff')).json()).toMatchObject({ known: 1 });
      expect((await call('POST', '/sightings.csv', { a: 1 })).statusCode).toBe(400);
    });
  });
});

describe('scopes', () => {
  test('a replay that is not there is not found, and "all" is refused where it makes no sense', async () => {
    expect(await refused('/alerts?scope=nowhere')).toMatchObject({ detail: "There is no replay 'nowhere'." });
    expect(await refused('/vessels?scope=all')).toMatchObject({ code: 'invalid' });
    expect(await refused('/alerts/none')).toMatchObject({ detail: "There is no alert 'none'." });
    expect(await refused('/alerts/alert-1?scope=live')).toMatchObject({ code: 'not_found' });
  });
});
