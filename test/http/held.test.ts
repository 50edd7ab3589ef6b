// A token that is held to some watchlists: a walk over every route with it shows no ship outside them, the stream neither, and the
// ships that are on them are shown.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { listenOn } from '../../server/http/server.ts';
import { batchOf, DAY0, LADY_R, SIGNED, sampleAlert, sampleCall, sampleFix } from '../contract/samples.ts';
import { DEMO, openRig, type Rig } from './rig.ts';

const ANGARA = 'imo:9179842';
let rig: Rig;
/** Secrets of two tokens: one sees LADY R alone, one sees ANGARA alone. */
let tokens: { lady: string; angara: string };

/** What would give another ship away. */
const LADY_SIGNS = /LADY R\b|9161003|273212120|alert-1|call-1|sight-1/;
const STRANGER_SIGNS = /211000001|HYPERLINK/;

beforeAll(async () => {
  rig = await openRig();
  const { users, tokens: desk } = rig.deps.access;
  const { user } = await users.add({ name: 'Ines', role: 'admin', team: null }, 'terminal');
  const member = (hullId: string) => ({
    hullId,
    note: null,
    fromAt: null,
    toAt: null,
    how: 'hand' as const,
    addedAt: 0,
  });
  for (const [id, hullId] of [
    ['lady', LADY_R],
    ['angara', ANGARA],
  ] as const) {
    const list = { id, title: id, owner: '', purpose: '', filter: null, pinned: false, notes: null };
    await rig.store.saveWatchlist({ ...list, fromAt: null, toAt: null, createdAt: 0 }, SIGNED);
    await rig.store.saveMembers(id, [member(hullId) as never], SIGNED);
  }
  await rig.sync.refresh();
  // An alert about LADY R that names the stranger beside her.
  const met = sampleCall({ id: 'met', vesselId: LADY_R });
  await rig.store.commit(
    batchOf(DEMO, {
      alerts: [sampleAlert({ id: 'two-ships', ruleId: 'meeting', why: 'LADY R met mmsi:211000001' })],
      events: [{ ...met, facts: { ...met.facts, beside: 'mmsi:211000001' } } as never],
    }),
  );
  const make = async (watchlist: string) =>
    (await desk.make(user, { title: watchlist, scopes: ['read'], days: 1, watchlists: [watchlist] }, 'Ines')).secret;
  tokens = { lady: await make('lady'), angara: await make('angara') };
});
afterAll(() => rig.close());

const ask = (url: string, token: string, method = 'GET') =>
  rig.app.inject({ method: method as 'GET', url, headers: { authorization: `Bearer ${token}` } });

/** Every address of the table with what exists in place of its parameters, in both scopes. */
function addresses(): { method: string; url: string }[] {
  const ids: Record<string, readonly string[]> = {
    vessels: [LADY_R, 'mmsi:211000001', ANGARA],
    alerts: ['alert-1', 'two-ships'],
    sightings: ['sight-1'],
    cases: ['case'],
    watchlists: ['lady', 'angara'],
    lists: ['hand'],
    replays: [DEMO],
  };
  return rig.app.doors
    .filter(({ method }) => method !== 'HEAD' && method !== 'OPTIONS')
    .flatMap(({ method, url }) => {
      const room = /^\/api\/v1\/([\w-]+)/.exec(url)?.[1] ?? '';
      const filled = url.includes(':')
        ? (ids[room] ?? ['x']).map((id) => url.replace(/:\w+/g, encodeURIComponent(id)))
        : [url];
      const plain = filled.filter((each) => !each.includes('*'));
      return plain
        .flatMap((each) => [each, `${each}?scope=${DEMO}`, `${each}?scope=live`])
        .map((each) => ({ method, url: each }));
    });
}

describe('a token that is held to watchlists', () => {
  it('is shown no ship outside them by any route, whatever is asked', async () => {
    let answered = 0;
    for (const { method, url } of addresses()) {
      const reply = await ask(url, tokens.angara, method);
      // What the asker wrote themselves may come back in a refusal.
      const said = reply.body.replaceAll(decodeURIComponent(url.split('?')[0]!.split('/').at(-1)!), '');
      if (reply.statusCode < 400) {
        expect(LADY_SIGNS.test(said), `${method} ${url}: ${said.slice(0, 300)}`).toBe(false);
        expect(STRANGER_SIGNS.test(said), `${method} ${url}: ${said.slice(0, 300)}`).toBe(false);
        answered++;
      }
    }
    expect(answered).toBeGreaterThan(15);
  });

  it('is shown those on them, and nothing that names another ship beside them', async () => {
    const rows = async (url: string) => (await ask(url, tokens.lady)).json().rows as { id: string }[];
    expect((await rows(`/api/v1/alerts?scope=${DEMO}`)).map(({ id }) => id)).toEqual(['alert-1']);
    expect((await rows(`/api/v1/vessels?scope=${DEMO}`)).map(({ id }) => id)).toEqual([LADY_R]);
    expect(await rows('/api/v1/vessels?scope=live')).toEqual([]);
    const two = await ask(`/api/v1/alerts/two-ships?scope=${DEMO}`, tokens.lady);
    expect(two.statusCode).toBe(404);
    expect((await ask(`/api/v1/vessels/${LADY_R}/track?scope=${DEMO}`, tokens.lady)).statusCode).toBe(200);
    expect((await ask(`/api/v1/vessels/${LADY_R}/track?scope=${DEMO}`, tokens.angara)).statusCode).toBe(404);
  });

  it('finds every answer closed that is not held: exports, bundles, screening, presence, counts, the record', async () => {
    for (const url of [
      '/alerts.atom',
      '/alerts/alert-1/bundle',
      '/alerts/alert-1/evidence',
      '/cases.csv',
      '/cases.geojson',
      '/screen?q=LADY',
      '/presence',
      '/alibis',
      '/audit',
      '/health',
      '/positions',
      '/tracks',
      '/watchlists',
      '/lists',
    ]) {
      const reply = await ask(`/api/v1${url}`, tokens.lady);
      expect(reply.statusCode, url).toBe(403);
      expect(reply.json().detail).toContain('closed to a token that is held to watchlists');
    }
    expect((await ask('/metrics', tokens.lady)).statusCode).toBe(403);
  });

  it('loses a ship with the watchlist, at once', async () => {
    await rig.store.deleteMember('lady', LADY_R, SIGNED);
    await rig.sync.refresh();
    expect((await ask(`/api/v1/alerts?scope=${DEMO}`, tokens.lady)).json().rows).toEqual([]);
    const member = { hullId: LADY_R, note: null, fromAt: null, toAt: null, how: 'hand', addedAt: 0 };
    await rig.store.saveMembers('lady', [member as never], SIGNED);
    await rig.sync.refresh();
  });

  it('is sent nothing else by the stream: no alert, event, replay or position of another ship', async () => {
    const base = (await listenOn(rig.app, '127.0.0.1', 0)).replace('http', 'ws');
    const listen = async (token: string) => {
      const got: { type: string; fixes?: { vesselId: string }[] }[] = [];
      const socket = new WebSocket(`${base}/api/v1/stream?after=0&scope=${DEMO}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const until = (type: string) =>
        new Promise<void>((resolve) => {
          const look = () => got.some((message) => message.type === type) && resolve();
          socket.on('message', look);
          look();
        });
      socket.on('message', (text) => got.push(JSON.parse(String(text))));
      await until('live');
      return { got, until, socket };
    };
    const [lady, angara] = [await listen(tokens.lady), await listen(tokens.angara)];
    rig.bus.publish('positions', {
      scope: DEMO,
      fixes: [sampleFix({ at: DAY0 + 1 }), sampleFix({ mmsi: 211_000_001, at: DAY0 + 1 })],
    });
    await lady.until('positions');
    expect(angara.got.map(({ type }) => type)).toEqual(['hello', 'live']);
    expect(lady.got.map(({ type }) => type).sort()).toEqual(
      expect.arrayContaining(['alert', 'event', 'hello', 'live', 'positions']),
    );
    expect(lady.got.find(({ type }) => type === 'positions')!.fixes!.map(({ vesselId }) => vesselId)).toEqual([LADY_R]);
    expect(JSON.stringify(lady.got)).not.toMatch(STRANGER_SIGNS);
    expect(lady.got.some(({ type }) => type === 'replay')).toBe(false);
    lady.socket.terminate();
    angara.socket.terminate();
  });

  it('is for reading alone, and names a watchlist', async () => {
    const user = (await rig.store.userByName('Ines'))!;
    const make = (scopes: readonly 'desk'[] | readonly 'read'[], watchlists: string[]) =>
      rig.deps.access.tokens.make(user, { title: 'x', scopes, days: 1, watchlists }, 'Ines');
    await expect(make(['desk'], ['lady'])).rejects.toThrow("is for 'read' alone");
    await expect(make(['read'], [])).rejects.toThrow('names at least one');
  });
});
