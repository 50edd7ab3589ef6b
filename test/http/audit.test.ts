// The record of who did what over HTTP: every change is in it, by whom and from where, and no secret ever is.

import { afterEach, describe, expect, it } from 'vitest';
import { checkLines } from '../../server/desk/audit-lines.ts';
import type { AuditRow } from '../../server/http/wire/desk.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
afterEach(() => rig.close());

const PASSWORD = 'kelp and tidewater';

/** Makes an admin and signs in; gives the cookie, and every secret that was seen on the way. */
async function signedIn(): Promise<{ cookie: string; secrets: string[] }> {
  rig = await openRig();
  const { link } = await rig.deps.access.users.add({ name: 'Ines', role: 'admin', team: null }, 'terminal');
  const answer = await rig.app.inject({
    method: 'POST',
    url: '/api/v1/sign-in/link/use',
    payload: { link: link.secret, password: PASSWORD },
  });
  const cookie = [answer.headers['set-cookie']]
    .flat()
    .map((line) => line!.split(';')[0])
    .join('; ');
  const secrets = [link.secret, PASSWORD, ...cookie.split('; ').map((part) => part.slice(part.indexOf('=') + 1))];
  return { cookie, secrets };
}

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const call = (cookie: string, method: Method, url: string, payload?: object) =>
  rig.app.inject({ method, url: `/api/v1${url}`, headers: { cookie }, ...(payload === undefined ? {} : { payload }) });
const rowsOf = async (cookie: string, query = ''): Promise<AuditRow[]> =>
  (await rig.app.inject({ url: `/api/v1/audit?limit=500${query}`, headers: { cookie } })).json().rows;

describe('the record of who did what', () => {
  it('has every change of users, logins, tokens, lists, rules, feeds, channels, watchlists and replays, by whom and from where', async () => {
    const { cookie, secrets } = await signedIn();
    const made = await call(cookie, 'POST', '/users', { name: 'Otto', role: 'viewer' });
    secrets.push(made.json().link.split('#')[1]);
    const otto = (await rig.store.userByName('Otto'))!.id;
    await call(cookie, 'PATCH', `/users/${otto}`, { role: 'analyst' });
    await call(cookie, 'PATCH', `/users/${otto}`, { disabled: true });
    await call(cookie, 'PATCH', `/users/${otto}`, { disabled: false });
    secrets.push((await call(cookie, 'POST', `/users/${otto}/link`)).json().link.split('#')[1]);
    const token = (await call(cookie, 'POST', '/me/tokens', { title: 'loader', scopes: ['read'] })).json();
    secrets.push(token.secret);
    await call(cookie, 'DELETE', `/me/tokens/${token.id}`);
    await call(cookie, 'PUT', '/me/settings', { theme: 'dark' });
    await call(cookie, 'POST', '/me/password', { current: PASSWORD, next: 'another tidewater' });
    secrets.push('another tidewater');
    const channel = await call(cookie, 'POST', '/channels', {
      kind: 'ntfy',
      title: 'Phone',
      settings: { topic: 'keel', token: 'tk_very-secret' },
    });
    expect(channel.statusCode).toBe(200);
    secrets.push('tk_very-secret');
    await call(cookie, 'PUT', '/relay', { tcp: false, listenPort: 10_111, targets: [] });
    const replay = (await call(cookie, 'POST', '/replays', { scenario: 'sea-bridge' })).json();
    await call(cookie, 'POST', `/replays/demo/cancel`);
    await call(cookie, 'DELETE', '/replays/demo');
    await call(cookie, 'POST', '/watchlists', { id: 'arms', title: 'Arms' });
    const rows = await rowsOf(cookie);
    const done = rows.map(({ subject, what }) => `${subject.kind} ${what}`);
    expect(done.reverse()).toEqual([
      'user made',
      'user link made',
      'user link used',
      'user password set',
      'session signed in',
      'user made',
      'user link made',
      'user changed',
      'user disabled',
      'user enabled',
      'user link made',
      'token made',
      'token removed',
      'user changed',
      'user password set',
      'channel made',
      'feed changed',
      'replay started',
      'replay stopped',
      'replay removed',
      'watchlist made',
    ]);
    expect(replay.id).toBe('started');
    const session = rows.find(({ subject }) => subject.kind === 'session')!.subject.id;
    // The first two were done by a hand that says nothing of where it is; the next ones open the login.
    for (const row of rows.slice(0, -5)) expect(row.from).toEqual({ address: '127.0.0.1', through: session });
    expect(rows.slice(-5, -2).map(({ from }) => from?.address)).toEqual(['127.0.0.1', '127.0.0.1', '127.0.0.1']);
    expect(rows.find(({ what }) => what === 'disabled')).toMatchObject({
      by: 'Ines',
      before: { name: 'Otto', role: 'analyst', disabled: false },
      after: { name: 'Otto', role: 'analyst', disabled: true },
    });
    const text = JSON.stringify(rows);
    for (const secret of secrets) expect(text.includes(secret), secret).toBe(false);
  });

  it('says by which token something was done', async () => {
    const { cookie } = await signedIn();
    const token = (await call(cookie, 'POST', '/me/tokens', { title: 'loader', scopes: ['read', 'lists'] })).json();
    await rig.app.inject({
      method: 'POST',
      url: '/api/v1/watchlists',
      headers: { authorization: `Bearer ${token.secret}` },
      payload: { id: 'arms', title: 'Arms' },
    });
    expect((await rowsOf(cookie, '&kind=watchlist'))[0]).toMatchObject({
      by: 'Ines (token loader)',
      from: { address: '127.0.0.1', through: token.id },
    });
  });

  it('tells addresses, accounts and settings to admins alone', async () => {
    const { cookie } = await signedIn();
    await call(cookie, 'POST', '/watchlists', { id: 'arms', title: 'Arms' });
    const token = (await call(cookie, 'POST', '/me/tokens', { title: 'loader', scopes: ['read', 'desk'] })).json();
    const headers = { authorization: `Bearer ${token.secret}` };
    const seen = (await rig.app.inject({ url: '/api/v1/audit', headers })).json().rows as AuditRow[];
    expect(seen.map(({ subject, from }) => [subject.kind, from])).toEqual([['watchlist', null]]);
    expect((await rig.app.inject({ url: '/api/v1/audit.csv', headers })).body).not.toContain('127.0.0.1');
    for (const url of ['/audit?kind=session', '/audit?kind=settings', '/audit.ndjson', '/audit/chain'])
      expect((await rig.app.inject({ url: `/api/v1${url}`, headers })).statusCode).toBe(403);
  });

  it('goes out as lines that can be checked elsewhere, and says whether it is whole', async () => {
    const { cookie } = await signedIn();
    for (let i = 0; i < 20; i++)
      await call(cookie, 'POST', '/watchlists', { id: `list-${i}`, title: `Schlösser ${i}` });
    const lines = await rig.app.inject({ url: '/api/v1/audit.ndjson', headers: { cookie } });
    expect(lines.headers['content-type']).toContain('application/x-ndjson');
    const checked = checkLines(lines.body);
    const chain = (await rig.app.inject({ url: '/api/v1/audit/chain', headers: { cookie } })).json();
    expect(checked).toMatchObject({ whole: true, rows: chain.rows });
    expect(chain).toMatchObject({ whole: true, head: { number: chain.rows } });
    const csv = await rig.app.inject({ url: '/api/v1/audit.csv', headers: { cookie } });
    expect(csv.body).toContain(chain.head.hash);
  });
});
