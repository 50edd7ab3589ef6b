// Evidence over HTTP: the bundle comes as a file, of the scope and the day asked for, and the key can be asked for.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRig, type Rig } from '../http/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

it('hands out the bundle of an alert as a file', async () => {
  const reply = await rig.app.inject('/api/v1/alerts/alert-1/bundle?scope=demo');
  expect(reply.statusCode).toBe(200);
  expect(reply.headers['content-type']).toBe('application/zip');
  expect(reply.headers['content-disposition']).toBe('attachment; filename="keelwatch-evidence-alert-1.zip"');
  expect(reply.body).toBe('bundle of alert-1 in demo as of null');
});

it('asks for the revision of a day', async () => {
  const reply = await rig.app.inject('/api/v1/alerts/alert-1/bundle?scope=demo&asOf=2024-02-08T00:00:00Z');
  expect(reply.body).toBe(`bundle of alert-1 in demo as of ${Date.UTC(2024, 1, 8)}`);
});

it('refuses an alert that is not there, and a time that is none', async () => {
  expect((await rig.app.inject('/api/v1/alerts/nothing/bundle?scope=demo')).statusCode).toBe(404);
  expect((await rig.app.inject('/api/v1/alerts/alert-1/bundle?scope=demo&asOf=soon')).statusCode).toBe(400);
});

it('tells the fingerprint of the key', async () => {
  const reply = await rig.app.inject('/api/v1/evidence-key');
  expect(reply.json()).toEqual({ algorithm: 'Ed25519', fingerprint: 'aaaa bbbb', publicKey: 'cccc' });
});
