// Accounts over the API: the first admin, links, sign-in, logins, tokens, and what is refused of each.

import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { IDLE_MS, LINK_MS, LONGEST_MS } from '../../server/domain/access/session.ts';
import { listenOn } from '../../server/http/server.ts';
import { manualClock } from '../../server/seams/clock.ts';
import { NOW, openRig, type Rig } from './rig.ts';

const PASSWORD = 'kelp and tidewater';
const DAY = 86_400_000;

let rig: Rig;
let clock: ReturnType<typeof manualClock>;
beforeEach(async () => {
  clock = manualClock(NOW);
  rig = await openRig({ clock });
  return () => rig.close();
});

interface Asked {
  cookie?: string | undefined;
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

async function ask(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, asked: Asked = {}) {
  const reply = await rig.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: {
      host: 'localhost',
      ...(asked.cookie === undefined ? {} : { cookie: asked.cookie }),
      ...(asked.token === undefined ? {} : { authorization: `Bearer ${asked.token}` }),
      ...asked.headers,
    },
    ...(asked.body === undefined ? {} : { payload: asked.body as object }),
  });
  return { status: reply.statusCode, cookies: [reply.headers['set-cookie'] ?? []].flat(), ...reply.json() };
}

/** Makes a user, as an admin where there is one, and signs them in by their link. Returns their cookie. */
async function newcomer(name: string, role: string, cookie?: string): Promise<string> {
  const made = await ask('POST', '/users', { cookie, body: { name, role } });
  expect(made.status, JSON.stringify(made)).toBe(200);
  const { cookies } = await ask('POST', '/sign-in/link/use', {
    body: { link: made.link.split('#')[1], password: PASSWORD },
  });
  return jar(cookies);
}
const jar = (cookies: readonly string[]) => cookies.map((each) => each.split(';')[0]).join('; ');
const sessionOnly = (cookie: string) => cookie.split('; ').find((each) => each.startsWith('keelwatch='))!;

describe('a machine without users', () => {
  it('is open, says so, and the first user has to be an admin', async () => {
    expect(await ask('GET', '/me')).toMatchObject({ person: { name: 'analyst', by: 'machine' } });
    expect(await ask('POST', '/users', { body: { name: 'Vera', role: 'viewer' } })).toMatchObject({ code: 'conflict' });
    expect(await ask('POST', '/me/tokens', { body: { title: 't', scopes: ['read'] } })).toMatchObject({
      code: 'conflict',
    });
    const made = await ask('POST', '/users', { body: { name: 'Ines', role: 'admin' } });
    expect(made.link).toMatch(/^\/welcome#[\w-]{43}$/);
    // From now on nobody is let in who has not signed in.
    expect(await ask('GET', '/alerts')).toMatchObject({ status: 401, code: 'unauthenticated' });
    expect(await ask('GET', '/me')).toMatchObject({ status: 200, person: null });
  });

  it('is not open to what a proxy hands on', async () => {
    expect((await ask('GET', '/alerts', { headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(401);
    expect((await ask('GET', '/alerts')).status).toBe(200);
  });

  it('refuses other addresses until there is an admin', async () => {
    await expect(listenOn(rig.app, '0.0.0.0', 0)).rejects.toThrow("Make an admin first ('keelwatch user add");
  });
});

describe('a one-time link', () => {
  it('works once, for a day, and for one who is not disabled', async () => {
    const made = await ask('POST', '/users', { body: { name: 'Ines', role: 'admin' } });
    const link = made.link.split('#')[1];
    expect(await ask('POST', '/sign-in/link', { body: { link } })).toMatchObject({ name: 'Ines' });
    expect(await ask('POST', '/sign-in/link/use', { body: { link, password: 'password' } })).toMatchObject({
      code: 'invalid',
    });
    const used = await ask('POST', '/sign-in/link/use', { body: { link, password: PASSWORD } });
    expect(used.status).toBe(200);
    expect(await ask('POST', '/sign-in/link/use', { body: { link, password: 'another password' } })).toMatchObject({
      status: 401,
    });
    const cookie = jar(used.cookies);
    const late = await ask('POST', '/users', { cookie, body: { name: 'Otto', role: 'viewer' } });
    clock.set(NOW + LINK_MS);
    expect((await ask('POST', '/sign-in/link', { body: { link: late.link.split('#')[1] } })).status).toBe(401);
    expect((await ask('POST', '/sign-in/link', { body: { link: 'made-up' } })).status).toBe(401);
  });

  it('is the way back in: the new password ends every other login', async () => {
    const cookie = await newcomer('Ines', 'admin');
    const otto = await newcomer('Otto', 'analyst', cookie);
    const [user] = (await ask('GET', '/users', { cookie })).rows.filter((row: { name: string }) => row.name === 'Otto');
    const { link } = await ask('POST', `/users/${user.id}/link`, { cookie });
    expect((await ask('GET', '/alerts', { cookie: otto })).status).toBe(200);
    await ask('POST', '/sign-in/link/use', { body: { link: link.split('#')[1], password: 'a newer password' } });
    expect((await ask('GET', '/alerts', { cookie: otto })).status).toBe(401);
  });
});

describe('a login', () => {
  it('comes with a cookie that no script reads and no other site sends, and under https is bound to the host', async () => {
    await newcomer('Ines', 'admin');
    const body = { name: 'INES', password: PASSWORD };
    const plain = await ask('POST', '/sign-in', { body });
    expect(plain.cookies[0]).toMatch(/^keelwatch=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=604800$/);
    const again = await ask('POST', '/sign-in', { body });
    expect(jar(again.cookies)).not.toBe(jar(plain.cookies));
    const behind = await openRig({
      clock,
      entrance: { hosts: ['watch.example'], proxies: ['127.0.0.1'], beyondLoopback: false },
    });
    const users = await behind.deps.access.users.add({ name: 'Ines', role: 'admin', team: null }, 'terminal');
    const reply = await behind.app.inject({
      method: 'POST',
      url: '/api/v1/sign-in/link/use',
      headers: {
        host: '127.0.0.1:8080',
        'x-forwarded-host': 'watch.example',
        'x-forwarded-proto': 'https',
        'x-forwarded-for': '203.0.113.9',
        origin: 'https://watch.example',
      },
      payload: { link: users.link.secret, password: PASSWORD },
    });
    expect(reply.statusCode, reply.body).toBe(200);
    expect(String(reply.headers['set-cookie'])).toContain('__Host-keelwatch=');
    expect(String(reply.headers['set-cookie'])).toContain('Secure');
    expect((await behind.store.sessionsOf(users.user.id))[0]).toMatchObject({ address: '203.0.113.9' });
    await behind.close();
  });

  it('ends after eight hours without use, after a week in any case, and when it is signed out: the cookie is worth nothing', async () => {
    const cookie = await newcomer('Ines', 'admin');
    const status = async () => (await ask('GET', '/alerts', { cookie })).status;
    for (let at = NOW; at < NOW + LONGEST_MS; at += IDLE_MS - 60_000) {
      clock.set(at);
      expect(await status()).toBe(200);
    }
    clock.set(NOW + LONGEST_MS);
    expect(await status()).toBe(401);
    const again = jar((await ask('POST', '/sign-in', { body: { name: 'Ines', password: PASSWORD } })).cookies);
    expect((await ask('GET', '/alerts', { cookie: again })).status).toBe(200);
    const out = await ask('POST', '/sign-out', { cookie: again });
    expect(out.cookies[0]).toContain('Max-Age=0');
    expect((await ask('GET', '/alerts', { cookie: again })).status).toBe(401);
  });

  it('is listed with where it is from, and can be ended by its owner alone', async () => {
    const cookie = await newcomer('Ines', 'admin');
    const otto = await newcomer('Otto', 'viewer', cookie);
    await ask('POST', '/sign-in', { body: { name: 'Ines', password: PASSWORD } });
    const { rows } = await ask('GET', '/me/logins', { cookie });
    expect(rows).toHaveLength(2);
    expect(rows.filter((row: { current: boolean }) => row.current)).toHaveLength(1);
    const other = rows.find((row: { current: boolean }) => !row.current);
    expect((await ask('DELETE', `/me/logins/${other.id}`, { cookie: otto })).status).toBe(404);
    expect(await ask('DELETE', `/me/logins/${other.id}`, { cookie })).toMatchObject({ ended: 1 });
    expect(JSON.stringify(rows)).not.toContain(sessionOnly(cookie).split('=')[1]);
  });

  it('changes its password with the present one alone, and the other logins end', async () => {
    const cookie = await newcomer('Ines', 'admin');
    const second = jar((await ask('POST', '/sign-in', { body: { name: 'Ines', password: PASSWORD } })).cookies);
    const change = (current: string, next: string) => ask('POST', '/me/password', { cookie, body: { current, next } });
    expect(await change('wrong', 'quite another one')).toMatchObject({ status: 403 });
    expect(await change(PASSWORD, 'short')).toMatchObject({ status: 400 });
    expect((await ask('GET', '/alerts', { cookie: second })).status).toBe(200);
    expect(await change(PASSWORD, 'quite another one')).toMatchObject({ ended: 1 });
    expect((await ask('GET', '/alerts', { cookie: second })).status).toBe(401);
    expect((await ask('GET', '/alerts', { cookie })).status).toBe(200);
    expect((await ask('POST', '/sign-in', { body: { name: 'Ines', password: PASSWORD } })).status).toBe(401);
  });

  it('of a page of another site does nothing', async () => {
    const cookie = await newcomer('Ines', 'admin');
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      expect(
        (await ask('POST', '/me/tokens', { cookie, headers, body: { title: 't', scopes: ['read'] } })).status,
      ).toBe(403);
    }
  });
});

describe('the log', () => {
  it('says who came in and where somebody was refused, and no secret', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const logged = await openRig({ clock, log });
    const { link } = await logged.deps.access.users.add({ name: 'Ines', role: 'admin', team: null }, 'terminal');
    const enter = (url: string, payload: object) =>
      logged.app.inject({ method: 'POST', url: `/api/v1/sign-in${url}`, headers: { host: 'localhost' }, payload });
    await enter('/link/use', { link: link.secret, password: PASSWORD });
    await enter('', { name: 'my secret in the wrong field', password: 'not this one' });
    await enter('', { name: 'Ines', password: PASSWORD });
    const text = lines.join('');
    expect(text.match(/"user":"Ines".*"msg":"signed in"/g)).toHaveLength(2);
    expect(text.match(/"from":"127.0.0.1".*"msg":"a sign-in was refused"/g)).toHaveLength(1);
    for (const secret of [link.secret, PASSWORD, 'not this one', 'wrong field']) expect(text).not.toContain(secret);
    await logged.close();
  });
});

describe('roles', () => {
  it('follow at once, stand beside deeds by name, and leave one admin', async () => {
    const cookie = await newcomer('Ines', 'admin');
    const otto = await newcomer('Otto', 'analyst', cookie);
    const note = { cookie: otto, body: { action: 'note', note: 'seen' } };
    const noted = await ask('POST', '/alerts/alert-1/actions', note);
    expect(JSON.stringify(noted)).toContain('"by":"Otto"');
    const users = (await ask('GET', '/users', { cookie })).rows;
    const id = (name: string) => users.find((row: { name: string }) => row.name === name).id;
    expect(await ask('PATCH', `/users/${id('Otto')}`, { cookie, body: { role: 'viewer' } })).toMatchObject({
      role: 'viewer',
    });
    expect(await ask('POST', '/alerts/alert-1/actions', note)).toMatchObject({ status: 403 });
    expect(await ask('PATCH', `/users/${id('Ines')}`, { cookie, body: { role: 'viewer' } })).toMatchObject({
      status: 409,
    });
    expect(await ask('PATCH', `/users/${id('Ines')}`, { cookie, body: { disabled: true } })).toMatchObject({
      status: 409,
    });
    expect((await ask('GET', '/users', { cookie: otto })).status).toBe(403);
    expect((await ask('GET', '/colleagues', { cookie: otto })).rows).toHaveLength(2);
    expect(await ask('POST', '/users', { cookie, body: { name: 'otto', role: 'viewer' } })).toMatchObject({
      status: 409,
    });
    expect(await ask('POST', '/users', { cookie, body: { name: '=cmd()', role: 'viewer' } })).toMatchObject({
      status: 400,
    });
  });
});

describe('a token', () => {
  const make = (cookie: string, body: object) => ask('POST', '/me/tokens', { cookie, body });

  it('is shown once, does what it was made for, and is gone when it is taken back or runs out', async () => {
    const cookie = await newcomer('Ines', 'admin');
    const made = await make(cookie, { title: 'loader', scopes: ['read'] });
    expect(made.secret).toMatch(/^kw_[\w-]{43}$/);
    expect(Date.parse(made.expiresAt) - NOW).toBe(90 * DAY);
    const { rows } = await ask('GET', '/me/tokens', { cookie });
    expect(JSON.stringify(rows)).not.toContain(made.secret.slice(3));
    expect((await ask('GET', '/alerts', { token: made.secret })).status).toBe(200);
    expect((await ask('GET', '/me/tokens', { cookie })).rows[0].usedAt).not.toBeNull();
    expect((await ask('POST', '/mutes', { token: made.secret, body: {} })).status).toBe(403);
    expect((await ask('GET', '/alerts', { token: 'kw_made-up' })).status).toBe(401);
    // A cookie beside a token that is none does not help it.
    expect((await ask('GET', '/alerts', { token: 'kw_made-up', cookie })).status).toBe(401);
    clock.set(NOW + 90 * DAY);
    expect((await ask('GET', '/alerts', { token: made.secret })).status).toBe(401);
    clock.set(NOW + DAY);
    const again = jar((await ask('POST', '/sign-in', { body: { name: 'Ines', password: PASSWORD } })).cookies);
    await ask('DELETE', `/me/tokens/${made.id}`, { cookie: again });
    expect((await ask('GET', '/alerts', { token: made.secret })).status).toBe(401);
  });

  it('is never wider than its maker, nor makes others, and shrinks with them', async () => {
    const cookie = await newcomer('Ines', 'admin');
    const otto = await newcomer('Otto', 'analyst', cookie);
    expect(await make(otto, { title: 't', scopes: ['admin'] })).toMatchObject({ status: 403 });
    expect(await make(otto, { title: 't', scopes: ['read'], days: 400 })).toMatchObject({ status: 400 });
    expect(await make(otto, { title: 't', scopes: [] })).toMatchObject({ status: 400 });
    const { secret } = await make(cookie, { title: 'all', scopes: ['read', 'desk', 'lists', 'feeds', 'admin'] });
    for (const [method, url] of [
      ['POST', '/me/tokens'],
      ['POST', '/me/password'],
      ['GET', '/me/logins'],
    ] as const) {
      expect((await ask(method, url, { token: secret })).status, url).toBe(403);
    }
    const desk = (await make(otto, { title: 'desk', scopes: ['read', 'desk'] })).secret;
    const action = { token: desk, body: { action: 'note', note: 'by a program' } };
    expect(JSON.stringify(await ask('POST', '/alerts/alert-1/actions', action))).toContain('Otto (token desk)');
    const [user] = (await ask('GET', '/users', { cookie })).rows.filter((row: { name: string }) => row.name === 'Otto');
    await ask('PATCH', `/users/${user.id}`, { cookie, body: { role: 'viewer' } });
    expect((await ask('POST', '/alerts/alert-1/actions', action)).status).toBe(403);
    expect((await ask('GET', '/alerts', { token: desk })).status).toBe(200);
    await ask('PATCH', `/users/${user.id}`, { cookie, body: { disabled: true } });
    expect((await ask('GET', '/alerts', { token: desk })).status).toBe(401);
  });
});

describe('a disabled user', () => {
  // The stream asks every three beats of a second.
  it('is out at once, and so are their open streams at the next look', async () => {
    const cookie = await newcomer('Ines', 'admin');
    const otto = await newcomer('Otto', 'viewer', cookie);
    const base = (await listenOn(rig.app, '127.0.0.1', 0)).replace('http', 'ws');
    const socket = new WebSocket(`${base}/api/v1/stream`, { headers: { cookie: otto } });
    const closed = new Promise<[number, string]>((resolve) =>
      socket.on('close', (code, why) => resolve([code, String(why)])),
    );
    await new Promise((resolve) => socket.once('message', resolve));
    const [user] = (await ask('GET', '/users', { cookie })).rows.filter((row: { name: string }) => row.name === 'Otto');
    await ask('PATCH', `/users/${user.id}`, { cookie, body: { disabled: true } });
    expect((await ask('GET', '/alerts', { cookie: otto })).status).toBe(401);
    expect(await closed).toEqual([4001, 'signed-out']);
    expect((await ask('POST', '/sign-in', { body: { name: 'Otto', password: PASSWORD } })).status).toBe(401);
  });
});
