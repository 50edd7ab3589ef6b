import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { barentswatch } from '../../../../server/feeds/live/services/barentswatch.ts';
import { endAll, keepFeed, NOW, textOf } from './kept-feed.ts';

const SECRET = 'a-secret-nobody-may-see';
const servers: { close(): unknown }[] = [];
afterEach(async () => {
  await endAll();
  for (const server of servers.splice(0)) server.close();
});

interface Answers {
  token?(response: ServerResponse, count: number): void;
  stream?(response: ServerResponse, token: string, count: number): void;
}

async function norway({ token, stream }: Answers) {
  const asked: { url: string; authorization: string; body: string }[] = [];
  let tokens = 0;
  let streams = 0;
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const bytes of request) body += bytes;
    const authorization = request.headers.authorization ?? '';
    asked.push({ url: request.url!, authorization, body });
    if (request.method === 'POST') {
      tokens++;
      if (token !== undefined) token(response, tokens);
      else response.end(JSON.stringify({ access_token: `token-${tokens}`, expires_in: 3600 }));
    } else stream?.(response, authorization.replace('Bearer ', ''), ++streams);
  }
  const server = createServer((request, response) => void answer(request, response));
  servers.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings = {
    clientId: 'me@example.org:keelwatch',
    clientSecret: SECRET,
    form: 'lines' as const,
    url,
    tokenUrl: `${url}/connect/token`,
  };
  return { asked, settings };
}

const ship = (mmsi: number) =>
  JSON.stringify({
    mmsi,
    msgtime: '2026-08-20T11:59:58.1234567+00:00',
    latitude: 70.1,
    longitude: 20.2,
    speedOverGround: 8.1,
    draught: 24,
    reportClass: 'A',
  });

describe('BarentsWatch', () => {
  it('asks for a client and its secret', () => {
    expect(barentswatch.settings.safeParse({}).success).toBe(false);
    expect(barentswatch.settings.parse({ clientId: 'a', clientSecret: 'b' })).toMatchObject({
      form: 'lines',
      url: 'https://live.ais.barentswatch.no',
      tokenUrl: 'https://id.barentswatch.no/connect/token',
    });
  });

  it('has a token for the secret, and reads lines', async () => {
    const { settings, asked } = await norway({
      stream: (response) => response.write(`${ship(257_111_000)}\n${ship(257_222_000).slice(0, 40)}`),
    });
    const feed = keepFeed(barentswatch, settings);
    await feed.text(ship(257_111_000));
    expect(new URLSearchParams(asked[0]!.body).get('grant_type')).toBe('client_credentials');
    expect(asked[1]).toMatchObject({
      url: '/v1/combined?modelType=Full&modelFormat=Json',
      authorization: 'Bearer token-1',
    });
    expect(feed.read().reports).toMatchObject([{ mmsi: 257_111_000, at: NOW - 1877, arrivedAt: NOW, draughtM: 2.4 }]);
  });

  it('reads server-sent events where they are set', async () => {
    const { settings, asked } = await norway({
      stream: (response) => response.write(`: start\n\ndata: ${ship(257_111_000)}\n\n`),
    });
    const feed = keepFeed(barentswatch, { ...settings, form: 'events' });
    await feed.text('257111000');
    expect(asked[1]!.url).toContain('/v1/sse/combined');
    expect(feed.read()).toMatchObject({ rejects: {}, reports: [{ mmsi: 257_111_000 }] });
  });

  it('renews the token before it ends, and misses nothing between the two answers', async () => {
    const open: ServerResponse[] = [];
    const { settings, asked } = await norway({
      stream: (response, token) => {
        open.push(response);
        response.write(`${ship(token === 'token-1' ? 257_111_000 : 257_222_000)}\n{"mm`);
      },
    });
    const feed = keepFeed(barentswatch, settings);
    await feed.text('257111000');
    // Within the quiet limit of the feed, message by message, up to the margin before the token ends.
    for (let minute = 0; minute < 55; minute++) {
      open[0]!.write(minute === 0 ? `si":0}\n${ship(257_111_001)}\n` : '\n');
      await feed.heard('heard', minute + 2);
      await feed.pass(59_000);
    }
    open[0]!.write('\n');
    await feed.heard('heard', 57);
    await feed.pass(58_000);
    await feed.text('257222000');
    expect(asked.filter(({ authorization }) => authorization !== '').map(({ authorization }) => authorization)).toEqual(
      ['Bearer token-1', 'Bearer token-2'],
    );
    await feed.heard('left');
    expect(feed.states.map(({ how }) => how)).toEqual(['connecting', 'open']);
    expect(feed.read().reports.map(({ mmsi }) => mmsi)).toEqual(
      expect.arrayContaining([257_111_000, 257_111_001, 257_222_000]),
    );
  });

  it('renews a token that is turned away once, and is refused the second time', async () => {
    const once = await norway({
      stream: (response, token) => {
        if (token === 'token-1') response.writeHead(401).end();
        else response.write(`${ship(257_111_000)}\n`);
      },
    });
    const feed = keepFeed(barentswatch, once.settings);
    await feed.text('257111000');
    const never = await norway({ stream: (response) => response.writeHead(401).end() });
    const end = await keepFeed(barentswatch, never.settings).closed();
    expect(end).toMatchObject({ failure: 'refused', says: expect.stringContaining('HTTP 401') });
    expect(never.asked.filter(({ body }) => body !== '')).toHaveLength(2);
  });

  it('tells a wrong secret, a limit and an answer that is none', async () => {
    for (const [token, failure, says] of [
      [
        (response: ServerResponse) => response.writeHead(400).end('{"error":"invalid_client"}'),
        'refused',
        'the client or its secret is not valid',
      ],
      [
        (response: ServerResponse) => response.writeHead(429, { 'retry-after': '600' }).end(),
        'limited',
        'too many requests',
      ],
      [(response: ServerResponse) => response.writeHead(503).end(), 'limited', 'overloaded'],
      [(response: ServerResponse) => response.end('<html>'), 'invalid', 'holds no token'],
      [
        (response: ServerResponse) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
        'invalid',
        'has moved',
      ],
    ] as const) {
      const { settings } = await norway({ token });
      const end = await keepFeed(barentswatch, settings).closed();
      expect(end).toMatchObject({ failure, says: expect.stringContaining(says) });
      expect(end.says).not.toContain(SECRET);
      if (says === 'too many requests') expect(end.againAt - NOW).toBe(600_000);
    }
  });

  it('comes back when the service breaks off in the middle of a line', async () => {
    const { settings } = await norway({
      stream: (response, _token, count) => {
        response.write(`${ship(257_111_000 + count)}\n{"mmsi":`);
        if (count === 1) setImmediate(() => response.destroy());
      },
    });
    const feed = keepFeed(barentswatch, settings);
    expect(await feed.closed()).toMatchObject({
      failure: 'unreachable',
      says: expect.stringContaining('the connection broke'),
    });
    await feed.pass(1_000);
    await feed.text('257111002');
    expect(textOf(feed.news)).toContain('257111001');
  });
});
