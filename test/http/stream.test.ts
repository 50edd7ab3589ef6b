// The live stream over a real socket on loopback: alerts arrive, a lost connection resumes, strangers are refused.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { listenOn } from '../../server/http/server.ts';
import { StreamMessage } from '../../server/http/wire/stream.ts';
import { batchOf, sampleAlert } from '../contract/samples.ts';
import { DEMO, openRig, type Rig } from './rig.ts';

let rig: Rig;
let base: string;
beforeAll(async () => {
  rig = await openRig();
  base = (await listenOn(rig.app, '127.0.0.1', 0)).replace('http', 'ws');
});
afterAll(() => rig.close());

/** Resolves with all messages once one of them fits. */
function readUntil(socket: WebSocket, fits: (message: StreamMessage) => boolean): Promise<StreamMessage[]> {
  const messages: StreamMessage[] = [];
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', (code, reason) => reject(new Error(`closed ${code} ${reason}`)));
    socket.on('message', (text) => {
      const message = StreamMessage.parse(JSON.parse(String(text)));
      messages.push(message);
      if (fits(message)) resolve(messages);
    });
  });
}

const commit = async (id: string) => await rig.store.commit(batchOf(DEMO, { alerts: [sampleAlert({ id })] }));

test('alerts arrive while connected, and a reader that comes back gets what it missed, once', async () => {
  const first = new WebSocket(`${base}/api/v1/stream?after=0&scope=${DEMO}`);
  const live = await readUntil(first, (message) => message.type === 'live');
  expect(live.map((message) => message.type)).toEqual(['hello', 'event', 'alert', 'case', 'replay', 'live']);
  expect(first.extensions).toBe('');
  const heard = readUntil(first, (message) => message.type === 'case');
  await commit('while-there');
  expect((await heard).at(-2)).toMatchObject({ seq: 5, alert: { id: 'while-there' } });
  first.terminate();

  await commit('while-away');
  const second = new WebSocket(`${base}/api/v1/stream?after=6`);
  const missed = await readUntil(second, (message) => message.type === 'live');
  expect(missed).toMatchObject([
    { type: 'hello', seq: 8 },
    { seq: 7, alert: { id: 'while-away' } },
    { seq: 8, case: { alerts: 3 } },
    { type: 'live', seq: 8 },
  ]);
  second.terminate();

  // Without `after` it begins now.
  const third = new WebSocket(`${base}/api/v1/stream`);
  expect((await readUntil(third, (message) => message.type === 'live')).map((m) => m.type)).toEqual(['hello', 'live']);
  third.terminate();
});

test('pages of other origins and rebound names are refused before the upgrade', async () => {
  const status = (options: object) =>
    new Promise<number | undefined>((resolve) => {
      const socket = new WebSocket(`${base}/api/v1/stream`, options);
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.on('open', () => resolve(101));
      socket.on('error', () => {});
    });
  expect(await status({ origin: 'https://evil.example' })).toBe(403);
  expect(await status({ headers: { host: 'evil.example' } })).toBe(403);
  expect(await status({ origin: base.replace('ws', 'http') })).toBe(101);
});

test('an unknown replay and nonsense close with a named code', async () => {
  const end = (url: string, say?: string) =>
    new Promise<[number, string]>((resolve, reject) => {
      const socket = new WebSocket(url);
      socket.on('error', reject);
      if (say !== undefined) socket.on('open', () => socket.send(say));
      socket.on('close', (code, reason) => resolve([code, String(reason)]));
    });
  expect(await end(`${base}/api/v1/stream?scope=nowhere`)).toEqual([4000, "There is no replay 'nowhere'."]);
  expect(await end(`${base}/api/v1/stream`, 'nonsense')).toEqual([4000, 'invalid-request']);
});

test('without an upgrade it says what it speaks', async () => {
  expect((await rig.app.inject('/api/v1/stream')).json()).toMatchObject({ code: 'invalid' });
});
