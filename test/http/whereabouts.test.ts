// Who was here, and who could not have been there, over HTTP: shapes, paging, files, as of a day, and hostile questions.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as wire from '../../server/http/wire/index.ts';
import { batchOf, DAY0, HOUR, LADY_R, sampleFix, sampleSighting, sampleVessel } from '../contract/samples.ts';
import { DEMO, openRig, type Rig } from './rig.ts';

const DAY = 24 * HOUR;
const MANY = 12;
/** In the strait of Dover, far from everything else that the rig holds. */
const BOX = '1.2,50.9,1.6,51.2';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
  // Ships that cross the box, one after the other, a fix in ten minutes.
  for (let n = 0; n < MANY; n++) {
    const mmsi = 235_000_100 + n;
    await rig.store.commit(
      batchOf('live', {
        fixes: Array.from({ length: 12 }, (_, i) =>
          sampleFix({ mmsi, at: DAY0 + n * HOUR + i * 600_000, lon: 1.1 + i * 0.05, lat: 51.05, speedKn: 12 }),
        ),
        vessels: [
          sampleVessel({
            id: `mmsi:${mmsi}`,
            mmsi,
            imo: null,
            name: n === 3 ? '=cmd|"/c calc"!A1' : `SHIP ${n}`,
            hullId: null,
            match: null,
          }),
        ],
        bindings: [{ mmsi, vesselId: `mmsi:${mmsi}`, fromAt: DAY0, toAt: null }],
      }),
    );
  }
});
afterAll(() => rig.close());

const ask = (path: string) => rig.app.inject({ url: `/api/v1${path}` });
async function presence(query: string): Promise<wire.Presence> {
  const response = await ask(`/presence?${query}`);
  expect(response.statusCode, response.body.slice(0, 500)).toBe(200);
  return wire.Presence.parse(response.json());
}
const PERIOD = `from=${DAY0}&to=${DAY0 + DAY}`;

describe('GET /presence', () => {
  it('tells every vessel heard there, first and last, how often and how near, page by page', async () => {
    const whole = await presence(`scope=live&area=${BOX}&${PERIOD}`);
    expect(whole.rows).toHaveLength(MANY);
    expect(whole.next).toBeNull();
    expect(whole.rows[0]).toMatchObject({
      vesselName: 'SHIP 0',
      watched: false,
      thinned: true,
      word: 'heard',
      crossing: null,
    });
    // Of twelve fixes those from 1.2 to 1.6 east.
    expect(whole.rows[0]!.fixes).toBe(9);
    expect(whole.rows[0]!.firstAt).toBe(DAY0 + 2 * 600_000);
    expect(whole.rows[0]!.closest.km).toBeLessThan(0.1);
    const paged: string[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const page: wire.Presence = await presence(
        `scope=live&area=${BOX}&${PERIOD}&limit=5${after && `&after=${after}`}`,
      );
      paged.push(...page.rows.map(({ vesselId }) => vesselId));
      after = page.next;
    }
    expect(paged).toEqual(whole.rows.map(({ vesselId }) => vesselId));
  });

  it('says in which hours nobody was heard, and never that nobody was there', async () => {
    const { hearing, says } = await presence(`scope=live&area=${BOX}&${PERIOD}`);
    // The last ship left the box 13 hours after midnight; after that only the ship on the antimeridian was heard, at 0 and 1.
    expect(hearing).toMatchObject({ hours: 24, thereHours: 13, nearHours: 0, deafHours: 0, silentHours: 11 });
    expect(hearing.silent).toEqual([{ fromAt: DAY0 + 13 * HOUR, toAt: DAY0 + DAY }]);
    expect(says.join(' ')).toMatch(
      /In 11 of 24 h nothing was heard anywhere: the feeds brought nothing \(2023-09-12 13:00Z to/,
    );
    const empty = await presence(`scope=live&area=0,0,30&${PERIOD}`);
    expect(empty.rows).toEqual([]);
    expect(empty.hearing).toMatchObject({ thereHours: 0, deafHours: 13, silentHours: 11 });
    expect(empty.says[0]).toBe(
      'Nobody was heard there or within 20 nm within the period; that says of no ship that it was not there.',
    );
    expect(empty.says.join(' ')).not.toMatch(/nobody was there/i);
  });

  it('tells of a ship that may have crossed between two kept positions, and says so', async () => {
    const said = await presence(`scope=live&area=1.32,51,1.33,51.1&from=${DAY0}&to=${DAY0 + HOUR}`);
    expect(said.rows.map(({ word, fixes }) => [word, fixes])).toEqual([['may-have-crossed', 0]]);
    expect(said.rows[0]!.crossing).toEqual({ fromAt: DAY0 + 4 * 600_000, toAt: DAY0 + 5 * 600_000 });
    expect(said.says.join(' ')).toMatch(/"May have crossed": no kept position/);
  });

  it('tells watched ships first, with who listed them on the day, events there and sightings', async () => {
    const at = `scope=${DEMO}&area=vostochny&from=${DAY0}&to=${DAY0 + 2 * DAY}`;
    const then = await presence(`${at}&asOf=2022-01-01`);
    expect(then.rows[0]).toMatchObject({ vesselId: LADY_R, watched: true, thinned: false, authorities: [] });
    const now = await presence(at);
    expect(now.rows[0]!.authorities.length).toBeGreaterThan(0);
    expect(now.area).toMatchObject({ placeId: 'vostochny', title: 'Vostochny' });
    expect(now.events.rows.map(({ id }) => id)).toEqual(['call-1']);
    expect(now.asOf.mode).toBe('now');
    const seen = sampleSighting();
    const rajin = `scope=${DEMO}&area=rajin&from=${seen.fromAt}&to=${seen.toAt}`;
    expect((await presence(rajin)).sightings.rows.map(({ id }) => id)).toEqual([seen.id]);
    const before = await presence(`${rajin}&asOf=${seen.arrivedAt - 1}`);
    expect(before.sightings).toMatchObject({ rows: [], knownLater: 1 });
  });

  it('understands a box, a circle, a polygon, a port, and what crosses the antimeridian', async () => {
    const names = async (area: string, scope = 'live') =>
      (await presence(`scope=${scope}&area=${encodeURIComponent(area)}&${PERIOD}`)).rows.length;
    const polygon = (coordinates: number[][]) => JSON.stringify({ type: 'Polygon', coordinates: [coordinates] });
    expect(await names('1.4,51.05,5')).toBe(MANY);
    expect(
      await names(
        polygon([
          [1.2, 50.9],
          [1.6, 50.9],
          [1.4, 51.2],
          [1.2, 50.9],
        ]),
      ),
    ).toBe(MANY);
    expect(await names('179.5,40,-179.5,45')).toBe(1);
    expect(
      await names(
        polygon([
          [179.5, 40],
          [180.5, 40],
          [180.5, 45],
          [179.5, 45],
        ]),
      ),
    ).toBe(1);
    expect(
      await names(
        polygon([
          [179.5, 40],
          [-179.5, 40],
          [-179.5, 45],
          [179.5, 45],
        ]),
      ),
    ).toBe(1);
    expect(await names('-179.5,40,179.5,45').catch(() => 'refused')).toBe('refused');
  });

  it('goes out as CSV that no spreadsheet runs, and as GeoJSON', async () => {
    const csv = await ask(`/presence?scope=live&area=${BOX}&${PERIOD}&format=csv`);
    expect(csv.headers['content-type']).toMatch(/text\/csv/);
    expect(csv.body).toContain(`"'=cmd|""/c calc""!A1"`);
    expect(csv.body.split('\r\n').filter((line) => line.startsWith('mmsi:'))).toHaveLength(MANY);
    expect(csv.body).toMatch(/In 11 of 24 h nothing was heard anywhere/);
    const json = JSON.parse((await ask(`/presence?scope=live&area=${BOX}&${PERIOD}&format=geojson`)).body);
    expect(json.features).toHaveLength(MANY + 1);
    expect(json.features[0].properties).toMatchObject({ what: 'area', cutShort: false });
  });

  it('refuses what is no area, no period or too much, with a sentence', async () => {
    const refused = async (query: string, status: number, says: RegExp) => {
      const response = await ask(`/presence?scope=live&${query}`);
      expect(response.statusCode, query).toBe(status);
      expect(response.json().detail, query).toMatch(says);
    };
    const area = (text: string) => `area=${encodeURIComponent(text)}&${PERIOD}`;
    await refused(area('atlantis'), 404, /no port or zone 'atlantis'/);
    await refused(area('1,2'), 400, /neither west,south,east,north nor lon,lat,km/);
    await refused(area('1,2,3,4,5'), 400, /neither/);
    await refused(area(',,,'), 400, /neither/);
    await refused(area('200,0,1'), 400, /longitude 200/);
    await refused(area('0,91,1'), 400, /latitude 91/);
    await refused(area('0,0,9000'), 400, /up to 550 km/);
    await refused(area('0,10,1,5'), 400, /south below its north/);
    await refused(area('-60,-60,60,60'), 400, /larger than ten degrees/);
    await refused(area('{"type":"Polygon"'), 400, /is none/);
    await refused(area('{"type":"Point","coordinates":[1,2]}'), 400, /a Polygon is understood/);
    await refused(area('{"type":"Polygon","coordinates":[[[0,0],[1,"x"],[1,1]]]}'), 400, /a corner is/);
    await refused(area('{"type":"Polygon","coordinates":[[[0,0],[1,1]]]}'), 400, /three corners/);
    await refused(area('{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]],[[0,0],[1,0],[1,1]]]}'), 400, /no holes/);
    await refused(`area=${BOX}&from=${DAY0 + DAY}&to=${DAY0}`, 400, /ends before it begins/);
    await refused(`area=${BOX}&from=2021-01-01&to=2023-01-01`, 400, /longer than 366 days/);
    await refused(`area=${BOX}&from=2200-01-01&to=2200-01-02`, 400, /has not begun yet/);
    await refused(`area=${BOX}&from=yesterday&to=2023-01-01`, 400, /from/);
    await refused(`area=${BOX}&${PERIOD}&after=1.2.3;DROP`, 400, /paging mark/);
    await refused(`area=${BOX}&${PERIOD}&limit=501`, 400, /limit/);
    const corners = Array.from({ length: 501 }, (_, i) => [i % 90, i % 7]);
    await refused(
      area(JSON.stringify({ type: 'Polygon', coordinates: [corners] })),
      400,
      /500 corners at most|at most/,
    );
  });

  it('cuts a period that reaches into the future at now', async () => {
    const now = rig.deps.clock.now();
    const said = await presence(`scope=live&area=${BOX}&from=${now - HOUR}&to=${now + DAY}`);
    expect(said.toAt).toBe(now);
  });
});

describe('GET /alibis', () => {
  async function alibis(query: string): Promise<wire.Alibis> {
    const response = await ask(`/alibis?${query}`);
    expect(response.statusCode, response.body.slice(0, 500)).toBe(200);
    return wire.Alibis.parse(response.json());
  }
  const at = (place: string, fromHour: number, toHour: number) =>
    `scope=${DEMO}&place=${place}&from=${DAY0 + fromHour * HOUR}&to=${DAY0 + toHour * HOUR}`;

  it('says of a ship that lay in one port all day that it could not have been in another', async () => {
    const said = await alibis(at('rajin', 2, 20));
    expect(said.rows[0]).toMatchObject({ vesselId: LADY_R, word: 'could-not', doubts: [] });
    expect(said.place).toMatchObject({ id: 'rajin', name: 'Rajin (Najin, Rason)' });
    expect(said.distancesBy).toBe('around land');
    const there = await alibis(at('vostochny', 8, 20));
    expect(there.rows[0]).toMatchObject({ vesselId: LADY_R, word: 'was', basis: 'observed' });
  });

  it('counts all, tells by word, and pages to the hulls that were never heard', async () => {
    const said = await alibis(`${at('rajin', 2, 20)}&limit=2`);
    expect(said.counts['could-not']).toBe(1);
    expect(said.counts['never-heard']).toBe(rig.deps.reference.hulls.length - 1);
    expect(said.next).not.toBeNull();
    const next = await alibis(`${at('rajin', 2, 20)}&limit=2&after=${said.next}`);
    expect(next.rows[0]!.word).toBe('never-heard');
    expect(next.rows[0]!.grounds[0]).toMatch(/has no alibi/);
    const only = await alibis(`${at('rajin', 2, 20)}&word=could-not,was`);
    expect(only.rows.map(({ word }) => word)).toEqual(['could-not']);
    expect(only.next).toBeNull();
  });

  it('goes by the sightings that were known on the day', async () => {
    const seen = sampleSighting();
    const query = `scope=${DEMO}&place=rajin&from=${seen.fromAt}&to=${seen.toAt + 1}`;
    expect((await alibis(query)).rows[0]).toMatchObject({ word: 'was', basis: 'sighted', sightingIds: [seen.id] });
    const before = await alibis(`${query}&asOf=${seen.arrivedAt - 1}`);
    expect(before.knownLater).toBe(1);
    expect(before.rows[0]!.word).not.toBe('was');
  });

  it('goes out as CSV and GeoJSON', async () => {
    const csv = await ask(`/alibis?${at('rajin', 2, 20)}&format=csv`);
    expect(csv.body).toMatch(/^vessel,name,imo,listed_by,word/);
    expect(csv.body).toMatch(/imo:9161003,LADY R,9161003,.*could-not/);
    const json = JSON.parse((await ask(`/alibis?${at('rajin', 2, 20)}&format=geojson`)).body);
    expect(json.features[0].properties).toMatchObject({ what: 'place', id: 'rajin' });
  });

  it('refuses what it cannot answer, with a sentence', async () => {
    for (const [query, status, says] of [
      [at('atlantis', 0, 1), 404, /no port 'atlantis'/],
      [at('rajin', 5, 1), 400, /ends before it begins/],
      [at('rajin', 0, 32 * 24), 400, /longer than 31 days/],
      [`${at('rajin', 0, 5)}&stay=-1`, 400, /stay/],
      [`${at('rajin', 0, 5)}&stay=1e9`, 400, /stay/],
      [`${at('rajin', 0, 5)}&word=guilty`, 400, /word/],
      [`${at('rajin', 0, 5)}&after=imo:0`, 400, /paging mark/],
      [`scope=nowhere&place=rajin&${PERIOD}`, 404, /no replay 'nowhere'/],
    ] as const) {
      const response = await ask(`/alibis?${query}`);
      expect(response.statusCode, query).toBe(status);
      expect(response.json().detail, query).toMatch(says);
    }
  });
});

// Last: it lets go of what the others ask about.
describe('positions that were let go of', () => {
  it('are told of by every answer about the time before, and by no other', async () => {
    const before = DAY0 + 2 * HOUR;
    await rig.store.letGo(
      { tracksBefore: before, watchedTracksBefore: before, logBefore: null, deliveriesBefore: null },
      DAY0 + DAY,
    );
    const letGo = /^Positions of (ships that are not watched|watched ships) from before .* have been let go of/;
    const past = await presence(`scope=live&area=${BOX}&${PERIOD}`);
    expect(past.says.filter((sentence) => letGo.test(sentence))).toHaveLength(2);
    const later = await presence(`scope=live&area=${BOX}&from=${before}&to=${DAY0 + DAY}`);
    expect(later.says.filter((sentence) => letGo.test(sentence))).toEqual([]);

    const query = `place=rajin&from=${DAY0}&to=${DAY0 + DAY}`;
    const alibis = wire.Alibis.parse((await ask(`/alibis?scope=live&${query}`)).json());
    expect(alibis.says).toEqual([expect.stringMatching(letGo)]);
    expect((await ask(`/alibis?scope=live&${query}&format=csv`)).body).toMatch(/have been let go of/);
    expect((await ask(`/alibis?scope=live&${query}&format=geojson`)).body).toMatch(/have been let go of/);
    // A replay is removed whole.
    expect(wire.Alibis.parse((await ask(`/alibis?scope=${DEMO}&${query}`)).json()).says).toEqual([]);
  });
});
