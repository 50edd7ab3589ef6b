// Posts over real connections on loopback, in the forms that AIS-catcher 0.70 sent (its bodies, shortened, or made alike).

import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { encodeSentences } from '../../../server/ais/write/encode.ts';
import { httpPost } from '../../../server/feeds/live/http-post.ts';
import { MOST_BODY_BYTES } from '../../../server/feeds/live/post-body.ts';
import { NOW, type OpenFeed, openFeed, readNews } from './open-feed.ts';

const SETTINGS = { address: '127.0.0.1', listenPort: 0 };
const TOKEN = 'a-long-enough-token';
const FIX = encodeSentences({ type: 1, mmsi: 273_111_222, lon: 131.9, lat: 43.1, speedKn: 9 });
const VOYAGE = encodeSentences({ type: 5, mmsi: 273_111_222, name: 'LADY R', destination: 'RAJIN' }, { sequence: 3 });

const message = (nmea: string[], more: object = {}) => ({
  class: 'AIS',
  device: 'AIS-catcher',
  version: 70,
  driver: 8,
  hardware: 'RTLTCP',
  rxuxtime: NOW / 1000 - 20.5,
  channel: 'A',
  nmea,
  ...more,
});
const body = (...msgs: object[]) =>
  JSON.stringify({
    protocol: 'jsonaiscatcher',
    encodetime: '20260820120000',
    stationid: null,
    receiver: { description: 'AIS-catcher v0.70', version: 70 },
    device: { product: null },
    msgs,
  });

const open: OpenFeed[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.end();
});

async function listening(token?: string) {
  const feed = openFeed(httpPost, token === undefined ? SETTINGS : { ...SETTINGS, token });
  open.push(feed);
  const listenPort = await feed.openPort();
  const post = async (
    data: string | Uint8Array<ArrayBuffer> | null,
    headers: Record<string, string> = {},
    method = 'POST',
  ) => {
    const all = { 'Content-Type': 'application/json', Connection: 'close', ...headers };
    const answer = await fetch(`http://127.0.0.1:${listenPort}/`, { method, body: data, headers: all });
    await answer.text();
    return answer.status;
  };
  return { feed, post, read: () => readNews(httpPost, SETTINGS, feed.news) };
}

describe('posts of a receiver', () => {
  it('are read by their sentences, with the time of reception', async () => {
    const { post, read } = await listening();
    expect(await post(body(message(FIX), message(VOYAGE, { shipname: 'IGNORED' })))).toBe(200);
    const { reports, rejects } = read();
    expect(reports.map(({ at, arrivedAt, name }) => [at, arrivedAt, name])).toEqual([
      [NOW - 20_500, NOW, ''],
      [NOW - 20_500, NOW, 'LADY R'],
    ]);
    expect(rejects).toEqual({});
  });

  it('are unpacked', async () => {
    const { post, read } = await listening();
    expect(await post(gzipSync(body(message(FIX))), { 'Content-Encoding': 'gzip' })).toBe(200);
    expect(read().reports).toHaveLength(1);
  });

  it('may be one message a line, or sentences', async () => {
    const { post, read } = await listening();
    const lines = [message(FIX), message(VOYAGE)].map((one) => JSON.stringify(one)).join('\n');
    expect(await post(lines, { 'Content-Type': 'application/x-ndjson' })).toBe(200);
    expect(await post([...VOYAGE, ...FIX].join('\r\n'), { 'Content-Type': 'text/plain' })).toBe(200);
    const { reports, rejects } = read();
    expect(reports.map(({ name, at }) => [name, at])).toEqual([
      ['', NOW - 20_500],
      ['LADY R', NOW - 20_500],
      ['LADY R', NOW],
      ['', NOW],
    ]);
    expect(rejects).toEqual({});
  });

  it('that are empty show that the receiver is alive', async () => {
    const { feed, post } = await listening();
    expect(await post(body())).toBe(200);
    expect(await post('')).toBe(200);
    expect(feed.news.map(({ kind }) => kind)).toEqual(['open', 'alive', 'alive']);
  });

  it('that break off spoil no other, and count', async () => {
    const { post, read } = await listening();
    expect(await post(body(message(FIX)).slice(0, -40))).toBe(200);
    expect(await post(body(message(FIX)))).toBe(200);
    const { reports, rejects } = read();
    expect(reports).toHaveLength(1);
    expect(Object.keys(rejects)).toEqual(['damaged JSON']);
  });

  it('without sentences, or of another kind, are counted by reason', async () => {
    const { post, read } = await listening();
    await post(body(message([]), { class: 'GPS' }, message(['!AIVDM,1,1,,A,1,0*00'])));
    expect(read().rejects).toEqual({
      'message without its sentences': 1,
      'not a message of this feed': 1,
      'bad checksum': 1,
    });
  });

  it('need the token where there is one, as Bearer or as password', async () => {
    const { feed, post } = await listening(TOKEN);
    const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;
    expect(await post(body(message(FIX)))).toBe(401);
    expect(await post(body(message(FIX)), { Authorization: `Bearer ${TOKEN}x` })).toBe(401);
    expect(await post(body(message(FIX)), { Authorization: basic(`${TOKEN}:wrong`) })).toBe(401);
    expect(feed.news.map(({ kind }) => kind)).toEqual(['open']);
    expect(await post(body(message(FIX)), { Authorization: `Bearer ${TOKEN}` })).toBe(200);
    expect(await post(body(message(FIX)), { Authorization: basic(`station:${TOKEN}`) })).toBe(200);
  });

  it('are not listened for beyond this machine without a token', () => {
    expect(httpPost.settings.safeParse({}).success).toBe(true);
    expect(httpPost.settings.safeParse({ address: '0.0.0.0' }).success).toBe(false);
    expect(httpPost.settings.safeParse({ address: '0.0.0.0', token: TOKEN }).success).toBe(true);
    expect(httpPost.settings.safeParse({ address: 'localhost' }).success).toBe(false);
  });

  it('are refused where they are too large, packed or unpacked, or of a form that is not read', async () => {
    const { feed, post } = await listening();
    const large = Buffer.alloc(MOST_BODY_BYTES + 1, 32);
    expect(await post(gzipSync(large), { 'Content-Encoding': 'gzip' })).toBe(413);
    expect(await post(body(message(FIX)), { 'Content-Encoding': 'gzip' })).toBe(400);
    expect(await post(body(message(FIX)), { 'Content-Encoding': 'br' })).toBe(415);
    expect(await post('a=b', { 'Content-Type': 'application/x-www-form-urlencoded' })).toBe(415);
    expect(await post(null, {}, 'GET')).toBe(405);
    expect(feed.news.map(({ kind }) => kind)).toEqual(['open']);
  });
});
