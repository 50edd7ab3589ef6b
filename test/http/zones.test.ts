// Zones over HTTP: drawn, listed, asked about, deleted and undone.

import { afterEach, expect, test } from 'vitest';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
afterEach(() => rig.close());

const RING = [
  [130.2, 42.1],
  [130.5, 42.1],
  [130.5, 42.3],
  [130.2, 42.3],
];

async function call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
  const answer = await rig.app.inject({ method, url: `/api/v1${url}`, ...(payload ? { payload } : {}) });
  return { status: answer.statusCode, body: answer.json() };
}

test('a zone is drawn, stands among all, can be asked about, and is deleted and brought back', async () => {
  rig = await openRig();
  const before = (await call('GET', '/zones')).body.rows.length;
  const made = await call('POST', '/zones', { name: 'Roads off Rajin', ring: RING });
  expect(made).toMatchObject({ status: 200, body: { id: 'own-roads-off-rajin', kind: 'drawn', version: 1 } });
  expect((await call('GET', '/zones')).body.rows).toHaveLength(before + 1);
  const asked = await call(
    'GET',
    '/presence?scope=demo&area=own-roads-off-rajin&from=2024-02-01T00:00:00Z&to=2024-02-02T00:00:00Z',
  );
  expect(asked).toMatchObject({ status: 200, body: { area: { title: 'Roads off Rajin' } } });

  expect((await call('DELETE', '/zones/own-roads-off-rajin')).body).toEqual({ removed: 'own-roads-off-rajin' });
  expect((await call('GET', '/zones/drawn')).body.rows).toEqual([]);
  const back = await call('PUT', '/zones/own-roads-off-rajin', { name: 'Roads off Rajin', ring: RING });
  expect(back.body).toMatchObject({ version: 3 });
});

test('a zone that is none is refused with what is wrong, and a stale change is a conflict', async () => {
  rig = await openRig();
  expect(await call('POST', '/zones', { name: 'x', ring: RING.slice(0, 2) })).toMatchObject({ status: 400 });
  const crossed = await call('POST', '/zones', { name: 'x', ring: [RING[0], RING[2], RING[1], RING[3]] });
  expect(crossed).toMatchObject({ status: 400, body: { detail: expect.stringContaining('cross each other') } });
  await call('POST', '/zones', { name: 'Roads', ring: RING });
  expect(await call('PUT', '/zones/own-roads', { name: 'Roads', ring: RING, version: 7 })).toMatchObject({
    status: 409,
  });
  expect(await call('DELETE', '/zones/nowhere')).toMatchObject({ status: 404 });
});
