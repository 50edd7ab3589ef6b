// The one gate: every route of the table with every identity, the stream and its upgrade among them; a route that says
// nothing of what it needs does not start.

import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { commonPasswords } from '../../db/reference/common-passwords.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { createAccess } from '../../server/access/access.ts';
import type { Credentials, Doorkeeper, Person } from '../../server/access/person.ts';
import { type Role, SCOPES, scopesOf, type TokenScope } from '../../server/domain/access/need.ts';
import type { App } from '../../server/http/deps.ts';
import { type Door, setGate } from '../../server/http/gate.ts';
import { listenOn } from '../../server/http/server.ts';
import { manualClock } from '../../server/seams/clock.ts';
import { NOW, openRig, type Rig } from './rig.ts';

const person = (name: string, by: Person['by'], scopes: readonly TokenScope[]): Person => ({
  id: name,
  name,
  by,
  scopes,
  proof: name,
  watchlists: null,
});
const IDENTITIES: Record<string, Person | null> = {
  nobody: null,
  ...Object.fromEntries(
    (['viewer', 'analyst', 'admin'] satisfies Role[]).map((role) => [role, person(role, 'session', scopesOf(role))]),
  ),
  ...Object.fromEntries(SCOPES.map((scope) => [`token ${scope}`, person(`token ${scope}`, 'token', [scope])])),
};
/** Knows people by the name they send. */
const byName: Doorkeeper = {
  who: async ({ authorization }: Credentials) => IDENTITIES[authorization ?? 'nobody'] ?? null,
};

let rig: Rig;
let doors: readonly Door[];
beforeAll(async () => {
  const access = createAccess(openStore(':memory:'), manualClock(NOW), commonPasswords());
  rig = await openRig({ access: { ...access, doorkeeper: byName } });
  doors = rig.app.doors;
});
afterAll(() => rig.close());

/** Written out here once more, so that a change of what a role may do is seen. */
const ALLOWED: Record<Door['needs'], readonly string[]> = {
  nobody: Object.keys(IDENTITIES),
  self: ['viewer', 'analyst', 'admin'],
  read: ['viewer', 'analyst', 'admin', 'token read'],
  desk: ['analyst', 'admin', 'token desk'],
  lists: ['analyst', 'admin', 'token lists'],
  feeds: ['admin', 'token feeds'],
  admin: ['admin', 'token admin'],
};

const ask = ({ method, url }: Door, name: string) =>
  rig.app.inject({
    method: method as 'GET',
    // What no route finds: nothing is changed by those who may.
    url: url.replaceAll(/:[A-Za-z]+/g, 'x').replace('*', 'x'),
    headers: { host: 'localhost', authorization: name },
  });

describe('every route with every identity', () => {
  it('has a table of routes with all kinds of needs', () => {
    expect(doors.length).toBeGreaterThan(100);
    expect(new Set(doors.map(({ needs }) => needs)).size).toBe(7);
    expect(doors.filter(({ needs }) => needs === 'nobody').map(({ method, url }) => `${method} ${url}`)).toEqual(OPEN);
  });

  it.each(Object.keys(IDENTITIES))('%s gets through where the need is met, and is refused elsewhere', async (name) => {
    for (const door of doors) {
      const { statusCode, headers } = await ask(door, name);
      const where = `${door.method} ${door.url} needs ${door.needs}`;
      const refused = name === 'nobody' ? 401 : 403;
      if (ALLOWED[door.needs].includes(name)) expect([401, 403], where).not.toContain(statusCode);
      else expect(statusCode, where).toBe(refused);
      if (statusCode === 401) expect(headers['www-authenticate']).toContain('Bearer');
    }
  });

  it('says in the document what each operation needs', async () => {
    const { body } = await rig.app.inject({ url: '/api/openapi.json', headers: { authorization: 'admin' } });
    for (const [path, operations] of Object.entries((JSON.parse(body) as { paths: object }).paths)) {
      for (const [method, operation] of Object.entries(operations as Record<string, Record<string, unknown>>)) {
        const url = path.replaceAll(/\{(\w+)\}/g, ':$1');
        const door = doors.find((each) => each.url === url && each.method === method.toUpperCase());
        expect(operation['x-needs'], `${method} ${path}`).toBe(door!.needs);
      }
    }
  });

  it('refuses before a body is read, and says what is lacking', async () => {
    const reply = await rig.app.inject({
      method: 'POST',
      url: '/api/v1/mutes',
      payload: '{broken',
      headers: { authorization: 'viewer', 'content-type': 'application/json' },
    });
    expect(reply.json()).toMatchObject({
      code: 'unauthorised',
      detail: "POST /api/v1/mutes needs the right 'desk'; viewer has read.",
    });
  });

  it('answers an address that is none to everybody alike', async () => {
    for (const name of Object.keys(IDENTITIES)) {
      const reply = await rig.app.inject({ url: '/api/v1/nothing', headers: { authorization: name } });
      expect(reply.statusCode, name).toBe(404);
    }
  });
});

/** Open to whoever reaches the server; a line here is a decision. */
const OPEN = [
  'GET /api/v1/me',
  'HEAD /api/v1/me',
  'POST /api/v1/sign-in',
  'POST /api/v1/sign-in/link',
  'POST /api/v1/sign-in/link/use',
  'GET /api/v1/ready',
  'HEAD /api/v1/ready',
  'GET /api/v1/unsubscribe/:token',
  'HEAD /api/v1/unsubscribe/:token',
  'POST /api/v1/unsubscribe/:token',
];

/** Answers that are held to watchlists; test/http/held.test.ts looks into them. */
const HELD = [
  '/vessels',
  '/vessels/:id',
  '/vessels/:id/track',
  '/alerts',
  '/alerts/:id',
  '/events',
  '/cases',
  '/cases/:id',
  '/sightings',
  '/sightings/:id',
  '/ports',
  '/reasons',
  '/stream',
];

describe('a token that is held to some watchlists', () => {
  it('is let in where the answer is held to them, and nowhere else', async () => {
    IDENTITIES.bounded = { ...person('bounded', 'token', SCOPES), watchlists: ['own'] };
    for (const door of doors) {
      const held = HELD.some((url) => door.url === `/api/v1${url}` && /GET|HEAD/.test(door.method));
      if (door.needs !== 'nobody' && !held) expect((await ask(door, 'bounded')).statusCode, door.url).toBe(403);
      if (held) expect([401, 403], door.url).not.toContain((await ask(door, 'bounded')).statusCode);
    }
    delete IDENTITIES.bounded;
  });
});

describe('the stream', () => {
  it('lets nobody upgrade who may not read, and sends them no message', async () => {
    const base = (await listenOn(rig.app, '127.0.0.1', 0)).replace('http', 'ws');
    for (const name of Object.keys(IDENTITIES)) {
      const got = await new Promise<string>((resolve) => {
        const socket = new WebSocket(`${base}/api/v1/stream?after=0`, { headers: { authorization: name } });
        socket.on('unexpected-response', (_request, response) => resolve(String(response.statusCode)));
        socket.on('message', (text) => {
          resolve((JSON.parse(String(text)) as { type: string }).type);
          socket.terminate();
        });
        socket.on('error', () => {});
      });
      const refused = name === 'nobody' ? '401' : '403';
      expect(got, name).toBe(ALLOWED.read.includes(name) ? 'hello' : refused);
    }
  });
});

describe('a route that does not say what it needs', () => {
  it('keeps the server from starting', async () => {
    const app = Fastify() as unknown as App;
    setGate(app, byName);
    app.get('/said', { config: { needs: 'read' } }, async () => 'x');
    app.get('/forgotten', async () => 'x');
    await expect(app.ready()).rejects.toThrow('The route GET /forgotten does not say what it needs');
    const wrong = Fastify() as unknown as App;
    setGate(wrong, byName);
    wrong.get('/wrong', { config: { needs: 'everything' as 'read' } }, async () => 'x');
    await expect(wrong.ready()).rejects.toThrow('GET /wrong does not say');
  });
});
