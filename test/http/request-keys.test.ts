// A request that carries a key makes one thing, however often it is sent.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../server/domain/time.ts';
import type { ServerDeps } from '../../server/http/deps.ts';
import { LIVE } from '../../server/seams/store.ts';
import { NOW, openRig, type Rig } from './rig.ts';

let rig: Rig;
let now = NOW;
let late: (() => void)[] = [];
beforeEach(async () => {
  now = NOW;
  late = [];
  const sleep = () => new Promise<void>((resolve) => late.push(resolve));
  rig = await openRig({ clock: { now: () => now, every: () => () => {}, sleep } as unknown as ServerDeps['clock'] });
});
afterEach(() => rig.close());

function post(url: string, payload: object, key?: string) {
  const headers = { host: 'localhost', ...(key === undefined ? {} : { 'idempotency-key': key }) };
  return rig.app.inject({ method: 'POST', url: `/api/v1${url}`, headers, payload });
}

const MUTE = { rule: 'dprk-ru-arms', hours: 6, note: 'ferry' };
const mutes = async () => (await rig.store.mutes(LIVE)).length;

describe('a key of the sender', () => {
  it('an equal mute sent twice, later and at once, is one mute and one answer', async () => {
    const [first, second] = await Promise.all([
      post('/mutes?scope=live', MUTE, 'k1'),
      post('/mutes?scope=live', MUTE, 'k1'),
    ]);
    const third = await post('/mutes?scope=live', MUTE, 'k1');
    expect([first, second, third].map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    expect(second.json()).toEqual(first.json());
    expect(third.json()).toEqual(first.json());
    expect(third.headers['idempotency-replayed']).toBe('true');
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(await mutes()).toBe(1);
    await post('/mutes?scope=live', MUTE);
    await post('/mutes?scope=live', MUTE, 'k2');
    expect(await mutes()).toBe(3);
  });

  it('another request under the same key is refused, and makes nothing', async () => {
    await post('/mutes?scope=live', MUTE, 'k1');
    for (const other of [
      post('/mutes?scope=live', { ...MUTE, hours: 7 }, 'k1'),
      post('/mutes?scope=demo', MUTE, 'k1'),
    ]) {
      const answer = await other;
      expect(answer.statusCode).toBe(409);
      expect(answer.json().detail).toContain('came with another request before');
    }
    expect(await mutes()).toBe(1);
  });

  it('a refused request leaves the key free for the right one', async () => {
    expect((await post('/mutes?scope=live', { ...MUTE, rule: 'none' }, 'k1')).statusCode).toBe(400);
    expect((await post('/mutes?scope=live', MUTE, 'k1')).statusCode).toBe(200);
    expect((await post('/mutes?scope=live', MUTE, 'a key')).json().detail).toContain('no blank');
  });

  it('what was under way when the program ended is not done again, and says so', async () => {
    const own = { ...rig.store, beginRequest: rig.store.beginRequest, settleRequest: async () => {} };
    await rig.close();
    rig = await openRig();
    const halted = rig.store.settleRequest;
    rig.store.settleRequest = own.settleRequest;
    await post('/mutes?scope=live', MUTE, 'k1');
    rig.store.settleRequest = halted;
    const again = await post('/mutes?scope=live', MUTE, 'k1');
    expect(again.statusCode).toBe(409);
    expect(again.json().detail).toContain('Look whether it was done');
    expect(await mutes()).toBe(1);
  });

  it('a key is forgotten after a day', async () => {
    await post('/mutes?scope=live', MUTE, 'k1');
    now += DAY_MS + 1;
    expect((await post('/mutes?scope=live', MUTE, 'k1')).headers['idempotency-replayed']).toBeUndefined();
    expect(await mutes()).toBe(2);
  });

  it('an equal rule is made once', async () => {
    const rule = { title: 'Rajin to Vostochny, my way', origin: ['rajin'], destination: ['vostochny'], maxDays: 7 };
    const made = await post('/rules', rule, 'r1');
    expect(made.json()).toMatchObject({ rule: { title: rule.title } });
    expect((await post('/rules', rule, 'r1')).json()).toEqual(made.json());
    expect(rig.deps.rules.rules().filter(({ builtIn }) => !builtIn)).toHaveLength(1);
  });
});
