// The search and the recordings over HTTP, without a socket.

import { afterAll, beforeAll, expect, test } from 'vitest';
import * as wire from '../../server/http/wire/index.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

async function find(q: string, more = ''): Promise<wire.SearchAnswer> {
  const reply = await rig.app.inject({
    method: 'GET',
    url: `/api/v1/search?scope=live&q=${encodeURIComponent(q)}${more}`,
  });
  expect(reply.statusCode, reply.body.slice(0, 300)).toBe(200);
  return wire.SearchAnswer.parse(reply.json());
}

test('a ship is found by its number, its name and a call sign, a port by its name, a rule by its title', async () => {
  expect((await find('9161003')).rows[0]).toMatchObject({ kind: 'ship', id: 'imo:9161003', watched: true });
  expect((await find('lady r')).rows.map(({ id }) => id)).toContain('imo:9161003');
  expect((await find('vostochny')).rows.find(({ kind }) => kind === 'port')).toMatchObject({ lon: expect.any(Number) });
  expect((await find('dprk-ru-arms')).rows.some(({ kind }) => kind === 'rule')).toBe(true);
});

test('a number that nobody heard and no list has is found, opened, and can be sighted; one that is wrong says so', async () => {
  const [hit] = (await find('IMO 9074729')).rows;
  expect(hit).toMatchObject({ kind: 'ship', id: 'imo:9074729', heard: false, watched: false });
  expect(hit!.note).toContain('on no list that is loaded here');
  const reply = await rig.app.inject({ method: 'GET', url: '/api/v1/vessels/imo:9074729?scope=live' });
  expect(wire.VesselDossier.parse(reply.json())).toMatchObject({ watched: false, designations: [], lastAt: null });
  const wrong = await find('9074728');
  expect(wrong.says).toBe('IMO 9074728 fails its check digit.');
  expect(wrong.rows.some(({ id }) => id === 'imo:9074728')).toBe(false);
});

test('who lists a ship is told as of the day that is asked', async () => {
  const noteOn = async (day: string) => (await find('9161003', `&asOf=${day}`)).rows[0]!.note;
  expect(await noteOn('2021-01-01')).not.toContain('listed by');
  expect(await noteOn('2026-01-01')).toContain('listed by');
});

test('a question is bounded, and one of nothing is answered with nothing', async () => {
  expect((await find(' ')).rows).toEqual([]);
  const long = await rig.app.inject({ method: 'GET', url: `/api/v1/search?q=${'a'.repeat(101)}` });
  expect(long.statusCode).toBe(400);
  const { rows, more } = await find('a');
  expect(rows.length).toBeLessThan(60);
  expect(Object.values(more).every((count) => count > 0)).toBe(true);
});

test('a recording is taken in whole under its name, and one beyond the bound is refused by name', async () => {
  const send = (name: string, payload: string, type = 'application/octet-stream') =>
    rig.app.inject({
      method: 'POST',
      url: `/api/v1/recordings?name=${encodeURIComponent(name)}`,
      headers: { 'content-type': type },
      payload,
    });
  expect(wire.ReceivedRecording.parse((await send('../day.csv', 'a,b')).json())).toEqual({
    file: 'day.csv',
    bytes: 3,
    known: false,
  });
  expect((await send('day.csv', 'x'.repeat(2_000))).json().detail).toMatch(/“day.csv” has more than/);
  expect((await send('day.csv', '{}', 'application/json')).statusCode).toBe(400);
  const sketch = await rig.app.inject({ method: 'GET', url: '/api/v1/scenarios/sea-bridge/sketch' });
  expect(wire.ScenarioSketch.parse(sketch.json()).tracks).toHaveLength(1);
  expect((await rig.app.inject({ method: 'GET', url: '/api/v1/scenarios/none/sketch' })).statusCode).toBe(404);
});
