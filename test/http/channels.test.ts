// Channels, subscriptions and deliveries over the API: secrets go in and never come out, a test sends the real request.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { KEY } from '../channels/samples.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const ask = async (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, payload?: object) => {
  const headers = { host: '127.0.0.1:8080' };
  const response = await rig.app.inject({ method, url: `/api/v1${path}`, headers, ...(payload ? { payload } : {}) });
  return { status: response.statusCode, body: response.json(), text: response.body };
};
const hook = (url: string) => ({ kind: 'webhook', title: 'Own program', settings: { url, key: KEY } });

it('a channel is set up, tested by its real request, and tells no secret', async () => {
  let verified: unknown = null;
  const receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part) => {
      body += part;
    });
    request.once('end', () => {
      const headers = request.headers as Record<string, string>;
      // The clock of the rig stands still: the check of age is put aside, not that of the signature.
      const stamp = new Date(Number(headers['webhook-timestamp']) * 1_000);
      const signature = new Webhook(KEY).sign(headers['webhook-id']!, stamp, body);
      verified = signature === headers['webhook-signature'] ? JSON.parse(body) : null;
      response.writeHead(418).end('a teapot');
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/secret-path`;
  const made = await ask('POST', '/channels', hook(url));
  expect(made).toMatchObject({ status: 200, body: { settings: {}, secrets: ['key', 'url'], on: true } });
  const test = await ask('POST', `/channels/${made.body.id}/test`);
  receiver.close();
  expect(test.body).toEqual({ outcome: 'permanent', said: '418 a teapot' });
  expect(verified).toMatchObject({ type: 'alert.test' });
  expect((await ask('GET', '/channels')).text + made.text).not.toMatch(/secret-path|whsec/);
});

it('a wrong setting is refused by its name', async () => {
  const refused = await ask('POST', '/channels', hook('ftp://x'));
  expect(refused).toMatchObject({ status: 400, body: { code: 'invalid' } });
  expect(refused.body.detail).toContain("Setting 'url'");
  expect((await ask('POST', '/channels', { ...hook('https://x.example'), kind: 'pigeon' })).status).toBe(400);
});

it('every kind tells the form of its settings', async () => {
  const { body } = await ask('GET', '/channel-kinds');
  expect(body.rows.length).toBeGreaterThan(10);
  expect(body.rows[0].settings.properties.key).toMatchObject({ title: 'Signing key', secret: true });
});

it('a subscription is previewed, kept, changed and ended', async () => {
  const channel = await ask('POST', '/channels', hook('https://receiver.example/hook'));
  const text = { title: 'Grave ones', channelId: channel.body.id, what: { leastSeverity: 'critical' } };
  const preview = await ask('POST', '/subscription-preview', text);
  expect(preview).toMatchObject({ status: 200, body: { days: 30, sent: 1, reasons: { 'told at once': 1 } } });
  const less = { ...text, what: { rules: ['none'] } };
  expect((await ask('POST', '/subscription-preview', less)).body).toMatchObject({
    sent: 0,
    reasons: { 'another rule': 1 },
  });
  const made = await ask('POST', '/subscriptions', text);
  expect(made.status).toBe(200);
  const when = { digest: { cron: '0 25 * * *', timeZone: 'UTC' } };
  expect((await ask('PUT', `/subscriptions/${made.body.id}`, { ...text, when })).status).toBe(400);
  const changed = await ask('PUT', `/subscriptions/${made.body.id}`, { ...text, budgetADay: 5 });
  expect(changed.body).toMatchObject({ id: made.body.id, budgetADay: 5 });
  expect((await ask('DELETE', `/channels/${channel.body.id}`)).status).toBe(409);
  expect((await ask('DELETE', `/subscriptions/${made.body.id}`)).status).toBe(200);
  expect((await ask('DELETE', `/channels/${channel.body.id}`)).status).toBe(200);
  expect((await ask('GET', '/deliveries')).body.rows).toEqual([]);
  expect((await ask('GET', '/decisions')).body.rows).toEqual([]);
});

it('a mail program unsubscribes by POST, and a scanner that opens the link changes nothing', async () => {
  const settings = {
    host: 'mail.example.org',
    from: 'watch@example.org',
    to: 'analyst@example.org',
    unsubscribeToken: 'secret-token',
  };
  const { body } = await ask('POST', '/channels', { kind: 'email', title: 'Mail', settings });
  const on = async () => (await rig.store.channels()).find(({ id }) => id === body.id)!.offReason === null;
  const url = '/api/v1/unsubscribe/secret-token';
  const shown = await rig.app.inject({ url, headers: { host: '127.0.0.1:8080' } });
  expect([shown.statusCode, await on()]).toEqual([200, true]);
  const headers = { host: '127.0.0.1:8080', 'content-type': 'application/x-www-form-urlencoded' };
  const done = await rig.app.inject({ method: 'POST', url, headers, payload: 'List-Unsubscribe=One-Click' });
  expect([done.statusCode, await on()]).toEqual([200, false]);
  const other = await rig.app.inject({
    method: 'POST',
    url: `${url}x`,
    headers,
    payload: 'List-Unsubscribe=One-Click',
  });
  expect(other.statusCode).toBe(404);
});
