// Channels on the very request that they send, against servers that check it.

import { createDecipheriv, createPublicKey, type ECDH, hkdfSync, verify } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer as createTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Aedes } from 'aedes';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';
import { afterAll, describe, expect, it } from 'vitest';
import type { Circumstance, Verdict } from '../../server/channels/channel.ts';
import { channels } from '../../server/channels/index.ts';
import { send } from '../../server/channels/transport/send.ts';
import type { Message } from '../../server/domain/subscription/message.ts';
import { attemptOn } from '../../server/tell/deliver.ts';
import { pushKeysOf } from '../../server/tell/push-keys.ts';
import { AT, BROWSER, KEY, OLD_KEY, sampleMessage, settingsOf } from './samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'keelwatch-channels-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MEANS = {
  policy: { allowLoopback: true },
  timeoutMs: 60_000,
  folder,
  signal: new AbortController().signal,
  now: () => AT,
};

interface Sent {
  verdict: Verdict;
  headers: IncomingMessage['headers'];
  url: string;
  method: string;
  body: string;
}

/** Sends by a channel to a peer over HTTP that answers so. */
async function sendTo(
  kind: string,
  reply: { status: number; body?: string; headers?: Record<string, string> },
  message: Message = sampleMessage(),
  now: Partial<Circumstance> = {},
): Promise<Sent> {
  let seen: Omit<Sent, 'verdict'> | null = null;
  const peer = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen = {
        headers: request.headers,
        url: request.url ?? '',
        method: request.method ?? '',
        body: Buffer.concat(chunks).toString('utf8'),
      };
      response.writeHead(reply.status, reply.headers ?? {}).end(reply.body ?? '');
    });
  });
  await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve));
  try {
    const verdict = await sendBy(kind, (peer.address() as AddressInfo).port, message, now);
    return { verdict, ...seen! };
  } finally {
    peer.close();
  }
}

async function sendBy(
  kind: string,
  port: number,
  message: Message = sampleMessage(),
  now: Partial<Circumstance> = {},
  own: Record<string, unknown> = {},
): Promise<Verdict> {
  const channel = channels.find((each) => each.kind === kind)!;
  const settings = channel.settings.parse({ ...settingsOf(kind, port), ...own });
  const at = now.at ?? Date.now();
  const circumstance = { before: null, plain: false, doubtful: false, ...now, at };
  return channel.judge(await send(channel.request(message, settings, circumstance), MEANS), at);
}

const CORRECTION = sampleMessage({
  id: 'd0c0ffee00000002',
  reason: 'withdrawn',
  supersedes: 1,
  sequence: 2,
  revision: 2,
  headline: 'Withdrawn: LADY R: Rajin to Vostochny or Dunay',
});
const BEFORE = { firstId: sampleMessage().id, remote: '4711', headline: sampleMessage().headline };

describe('a signed webhook', () => {
  it('is verified by the old key and by the new one, and says what it supersedes', async () => {
    const { verdict, headers, body } = await sendTo('webhook', { status: 200 }, CORRECTION);
    expect(verdict).toMatchObject({ outcome: 'accepted' });
    for (const key of [KEY, OLD_KEY]) {
      expect(new Webhook(key).verify(body, headers as Record<string, string>)).toMatchObject({
        type: 'alert.withdrawn',
        data: { supersedes: 1, sequence: 2, revision: 2 },
      });
    }
    expect(headers['webhook-id']).toBe(CORRECTION.id);
  });

  it('carries the same id in every attempt, and says that it may be a repetition', async () => {
    const { headers, body } = await sendTo('webhook', { status: 200 }, sampleMessage(), { doubtful: true });
    expect(headers['webhook-id']).toBe(sampleMessage().id);
    expect(JSON.parse(body).data.mayBeRepeated).toBe(true);
  });

  it('goes to no address of a private network unless the configuration lets it', async () => {
    const channel = channels.find(({ kind }) => kind === 'webhook')!;
    const settings = channel.settings.parse({ url: 'http://127.0.0.1:9/', key: KEY });
    const made = channel.request(sampleMessage(), settings, { before: null, at: AT, plain: false, doubtful: false });
    const answer = await send(made, { ...MEANS, policy: {} });
    expect(channel.judge(answer, AT)).toMatchObject({ outcome: 'permanent', channel: true });
  });

  it('follows no redirect', async () => {
    const { verdict } = await sendTo('webhook', { status: 302, headers: { location: 'http://127.0.0.1:9/' } });
    expect(verdict).toMatchObject({ outcome: 'permanent' });
  });
});

describe('how an answer is judged', () => {
  const passing = (retryAfterMs: number | null) => ({ outcome: 'passing', retryAfterMs });
  const broken = { outcome: 'permanent', channel: true };
  it.each<[string, number, string, Record<string, string>, object]>([
    ['webhook', 503, '', { 'retry-after': '7' }, passing(7_000)],
    ['webhook', 429, '', { 'retry-after': new Date(AT + 90_000).toUTCString() }, passing(90_000)],
    ['webhook', 410, '', {}, broken],
    ['webhook', 400, '', {}, { outcome: 'permanent', channel: false }],
    ['discord', 429, '{"retry_after":2.5}', {}, passing(2_500)],
    ['discord', 404, '{"code":10015}', {}, broken],
    ['telegram', 429, '{"ok":false,"parameters":{"retry_after":14}}', {}, passing(14_000)],
    ['telegram', 403, '{"ok":false,"description":"Forbidden: bot was kicked"}', {}, broken],
    ['telegram', 400, '{"ok":false,"description":"Bad Request: chat not found"}', {}, broken],
    ['telegram', 400, '{"ok":false,"parameters":{"migrate_to_chat_id":-1001}}', {}, { settings: { chatId: '-1001' } }],
    ['telegram', 400, '{"ok":false,"description":"can\'t parse entities"}', {}, { outcome: 'again', plain: true }],
    ['matrix', 429, '{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":3000}', {}, passing(3_000)],
    ['matrix', 401, '{"errcode":"M_UNKNOWN_TOKEN"}', {}, broken],
    ['ntfy', 429, '{"code":42908,"http":429}', {}, passing(12 * 3_600_000)],
    ['ntfy', 403, '{}', {}, broken],
    ['slack', 200, '{"ok":false,"error":"ratelimited"}', { 'retry-after': '30' }, passing(30_000)],
    ['slack', 200, '{"ok":false,"error":"token_revoked"}', {}, broken],
    ['slack', 200, '{"ok":false,"error":"msg_blocks_too_long"}', {}, { outcome: 'permanent', channel: false }],
    ['slack', 200, '{"ok":true,"ts":"17.5"}', {}, { outcome: 'accepted', remote: '17.5' }],
    ['slack-webhook', 404, 'no_service', {}, broken],
    ['slack-webhook', 400, 'invalid_payload', {}, { outcome: 'permanent', channel: false }],
    ['slack-webhook', 200, 'ok', {}, { outcome: 'accepted' }],
    ['teams', 202, '', {}, { outcome: 'accepted' }],
    ['teams', 413, '', {}, { outcome: 'permanent', channel: false }],
  ])('%s: %i %s %j', async (kind, status, body, headers, expected) => {
    const { verdict } = await sendTo(kind, { status, body, headers }, sampleMessage(), { at: AT });
    expect(verdict).toMatchObject(expected);
  });

  it.each(['webhook', 'mqtt', 'email'])('%s: a receiver that is not there may come back', async (kind) => {
    const peer = createTcp();
    await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve));
    const { port } = peer.address() as AddressInfo;
    await new Promise((resolve) => peer.close(resolve));
    expect(await sendBy(kind, port)).toMatchObject({ outcome: 'passing', doubtful: false });
  });

  it('an answer that is lost leaves it open whether the message arrived', async () => {
    const peer = createServer((request) => request.socket.destroy());
    await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve));
    const verdict = await sendBy('telegram', (peer.address() as AddressInfo).port);
    peer.close();
    expect(verdict).toMatchObject({ outcome: 'passing', doubtful: true });
  });
});

describe('a correction', () => {
  it.each<[string, (body: Record<string, never>) => unknown, unknown]>([
    ['slack', (body) => body.thread_ts, '4711'],
    ['telegram', (body) => body.reply_parameters, { message_id: 4711, allow_sending_without_reply: true }],
    ['matrix', (body) => (body['m.relates_to'] as unknown as { event_id: string }).event_id, '4711'],
  ])('%s: stands in the thread of the first', async (kind, read, expected) => {
    const { body } = await sendTo(kind, { status: 200, body: '{"ok":true}' }, CORRECTION, { before: BEFORE });
    expect(read(JSON.parse(body))).toEqual(expected);
  });

  it.each(['discord', 'teams', 'ntfy', 'slack-webhook'])('%s: is a message that says what it is', async (kind) => {
    const { body } = await sendTo(kind, { status: 200 }, CORRECTION, { before: BEFORE });
    expect(body).toContain('Withdrawn');
  });

  it.each<[string, string, string, object]>([
    ['slack', 'POST', '/api/chat.update', { channel: 'C01', ts: '4711', blocks: [] }],
    ['discord', 'PATCH', '/hook/messages/4711', { allowed_mentions: { parse: [] }, embeds: [] }],
  ])(
    '%s: the first message is marked once the correction is there, and not before',
    async (kind, method, url, parts) => {
      const replies = [
        { status: 503, body: '' },
        { status: 200, body: '{"ok":true,"ts":"2","id":"2"}' },
        { status: 200, body: '{"ok":true}' },
      ];
      const asked: { method?: string; url?: string; body: string }[] = [];
      const peer = createServer((request, response) => {
        let body = '';
        request.setEncoding('utf8').on('data', (part) => {
          body += part;
        });
        request.once('end', () => {
          asked.push({ method: request.method!, url: request.url!, body });
          const { status, body: said } = replies.shift()!;
          response.writeHead(status).end(said);
        });
      });
      await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve));
      const all = settingsOf(kind, (peer.address() as AddressInfo).port);
      const stored = {
        ...{ id: 'c', kind, title: '', owner: '', settings: {}, secretNames: [], offReason: null, failingSince: null },
        createdAt: 0,
      };
      const store = { channelSecrets: async () => all, saveChannel: async () => {} };
      const channel = channels.find((each) => each.kind === kind)!;
      const attempt = (message: Message) =>
        attemptOn({ channel, stored, message, before: BEFORE, doubtful: false }, store, MEANS);
      expect(await attempt(CORRECTION)).toMatchObject({ outcome: 'passing' });
      expect(asked).toHaveLength(1);
      const verdict = await attempt(CORRECTION);
      expect(verdict).toMatchObject({ outcome: 'accepted', remote: '2' });
      expect(verdict.said).toContain('the first message is marked');
      peer.close();
      expect(asked[2]).toMatchObject({ method, url });
      expect(JSON.parse(asked[2]!.body)).toMatchObject(parts);
      expect(asked[2]!.body).toContain('Withdrawn');
    },
  );

  it('the transaction of Matrix is the delivery', async () => {
    const { url, method } = await sendTo('matrix', { status: 200, body: '{"event_id":"$1"}' });
    expect([method, url]).toEqual([
      'PUT',
      `/_matrix/client/v3/rooms/!room%3Aexample.org/send/m.room.message/${sampleMessage().id}`,
    ]);
  });
});

describe('a mail', () => {
  async function mailTo(to: string, message = sampleMessage(), now: Partial<Circumstance> = {}) {
    // biome-ignore lint/suspicious/noExplicitAny: the parser brings no types.
    const got: any[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onRcptTo({ address }: { address: string }, _session: unknown, done: (error?: Error) => void) {
        const refused = { full: 452, gone: 550 }[address.split('@')[0]!];
        done(refused === undefined ? undefined : Object.assign(new Error('no'), { responseCode: refused }));
      },
      onAuth(_auth: unknown, _session: unknown, done: (error: Error) => void) {
        done(Object.assign(new Error('no'), { responseCode: 535 }));
      },
      onData(stream: Readable, _session: unknown, done: (error?: Error) => void) {
        simpleParser(stream).then((mail: unknown) => {
          got.push(mail);
          done();
        }, done);
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const own = to === 'auth@example.org' ? { to, user: 'u', password: 'wrong' } : { to };
    const verdict = await sendBy('email', (server.server.address() as AddressInfo).port, message, now, own);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    return { verdict, mail: got[0] };
  }

  it('comes as text and HTML, with an id of the delivery and one-click unsubscribing', async () => {
    const { verdict, mail } = await mailTo('a@example.org');
    expect(verdict).toMatchObject({ outcome: 'accepted' });
    expect(mail.subject).toBe(sampleMessage().headline);
    expect(mail.messageId).toBe(`<${sampleMessage().id}@example.org>`);
    expect(mail.text).toContain('sighted at Rajin');
    expect(mail.html).toContain('<p>LADY R was sighted at Rajin');
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.headers.get('list').unsubscribe.url).toBe('https://watch.example.org/api/v1/unsubscribe/abc');
    expect(mail.headers.get('list')['unsubscribe-post'].name).toBe('List-Unsubscribe=One-Click');
  });

  it('stands in the thread of the first mail as a correction', async () => {
    const { mail } = await mailTo('a@example.org', CORRECTION, { before: BEFORE });
    expect(mail.inReplyTo).toBe(`<${sampleMessage().id}@example.org>`);
    expect(mail.references).toBe(`<${sampleMessage().id}@example.org>`);
    expect(mail.subject).toBe(`[Withdrawn] Re: ${sampleMessage().headline}`);
  });

  it('a full mailbox may be emptied; one that is gone stays gone; a wrong password is the channel’s', async () => {
    expect((await mailTo('full@example.org')).verdict).toMatchObject({ outcome: 'passing' });
    expect((await mailTo('gone@example.org')).verdict).toMatchObject({ outcome: 'permanent', channel: false });
    expect((await mailTo('auth@example.org')).verdict).toMatchObject({ outcome: 'permanent', channel: true });
  });
});

describe('a push to a browser', () => {
  const OWN = mkdtempSync(join(tmpdir(), 'keelwatch-push-'));
  afterAll(() => rmSync(OWN, { recursive: true, force: true }));
  const pushKeys = pushKeysOf(OWN, 'https://watch.example.org');

  async function pushTo(status: number, message = sampleMessage()) {
    const seen: { headers: IncomingMessage['headers']; body: Buffer }[] = [];
    const peer = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        seen.push({ headers: request.headers, body: Buffer.concat(chunks) });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve));
    const { port } = peer.address() as AddressInfo;
    const channel = channels.find(({ kind }) => kind === 'web-push')!;
    const made = channel.request(message, channel.settings.parse(settingsOf('web-push', port)), {
      before: null,
      at: AT,
      plain: false,
      doubtful: false,
    });
    const verdict = channel.judge(await send(made, { ...MEANS, pushKeys }), AT);
    peer.close();
    return { verdict, port, ...seen[0]! };
  }

  it('is opened by that browser alone, and signed by this installation', async () => {
    const { verdict, port, headers, body } = await pushTo(201);
    expect(verdict).toMatchObject({ outcome: 'accepted' });
    expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '259200', urgency: 'high' });
    expect(headers.topic).toMatch(/^[A-Za-z0-9_-]{1,32}$/);
    const told = JSON.parse(opened(body, BROWSER));
    expect(told).toMatchObject({
      web_push: 8030,
      notification: { title: sampleMessage().headline, tag: headers.topic, navigate: sampleMessage().links[0]!.url },
    });
    expect(told.notification.body).toContain('sighted at Rajin');
    const [, token, key] = /^vapid t=([^,]+), ?k=(.+)$/.exec(String(headers.authorization))!;
    expect(key).toBe(pushKeys().publicKey);
    expect(verifiedToken(token!, key!)).toMatchObject({
      aud: `http://127.0.0.1:${port}`,
      sub: 'https://watch.example.org',
    });
    expect(() => opened(body, { ...BROWSER, auth: Buffer.alloc(16, 6) })).toThrow();
  });

  it('is as long as every service takes, and its correction takes the place of the first', async () => {
    const words = '<𝔏&"\n'.repeat(5_000);
    const first = await pushTo(201, sampleMessage({ headline: words, sentences: [words] }));
    expect(first.body.length).toBeLessThanOrEqual(4_096);
    expect(opened(first.body, BROWSER).isWellFormed()).toBe(true);
    const correction = await pushTo(201, CORRECTION);
    expect(correction.headers.topic).toBe(first.headers.topic);
    expect(JSON.parse(opened(correction.body, BROWSER)).notification.title).toContain('Withdrawn');
  });

  it.each([
    [410, { outcome: 'permanent', channel: true }],
    [404, { outcome: 'permanent', channel: true }],
    [403, { outcome: 'permanent', channel: true }],
    [413, { outcome: 'permanent', channel: false }],
    [429, { outcome: 'passing' }],
    [500, { outcome: 'passing' }],
  ])('%i is judged', async (status, expected) => {
    expect((await pushTo(status)).verdict).toMatchObject(expected);
  });

  it('goes by a key that is made once, for its owner’s eyes alone, and never made anew', () => {
    const path = join(OWN, 'web-push-keys.json');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    chmodSync(path, 0o644);
    expect(pushKeysOf(OWN, null)()).toEqual({ ...pushKeys(), subject: 'mailto:operator@keelwatch.invalid' });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    writeFileSync(path, '{');
    expect(() => pushKeysOf(OWN, null)()).toThrow(/holds no key for push services/);
  });
});

/** RFC 8291 and RFC 8188 from the browser's side. */
function opened(body: Buffer, { key, auth }: { key: ECDH; auth: Buffer }): string {
  const salt = body.subarray(0, 16);
  const sender = body.subarray(21, 21 + body[20]!);
  const sealed = body.subarray(21 + body[20]!);
  const derived = (secret: Buffer, own: Buffer, info: Buffer, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, own, info, length));
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), key.getPublicKey(), sender]);
  const secret = derived(key.computeSecret(sender), auth, info, 32);
  const cipher = createDecipheriv(
    'aes-128-gcm',
    derived(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16),
    derived(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12),
  );
  cipher.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
  return plain.subarray(0, plain.lastIndexOf(2)).toString('utf8');
}

function verifiedToken(token: string, publicKey: string): unknown {
  const [head, body, signature] = token.split('.') as [string, string, string];
  const point = Buffer.from(publicKey, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const signed = { key, dsaEncoding: 'ieee-p1363' as const };
  expect(verify('sha256', Buffer.from(`${head}.${body}`), signed, Buffer.from(signature, 'base64url'))).toBe(true);
  return JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
}

describe('lines and brokers', () => {
  it('a broker acknowledges a message on the topic of its alert', async () => {
    const broker = await Aedes.createBroker();
    const server = createTcp(broker.handle);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const heard = new Promise<{ topic: string; payload: string }>((resolve) => {
      broker.on('publish', (packet, client) => {
        if (client) resolve({ topic: packet.topic, payload: String(packet.payload) });
      });
    });
    const verdict = await sendBy('mqtt', (server.address() as AddressInfo).port, CORRECTION);
    expect(verdict).toMatchObject({ outcome: 'accepted' });
    const { topic, payload } = await heard;
    expect(topic).toBe('watch/alert/alert-1');
    expect(JSON.parse(payload)).toMatchObject({ id: CORRECTION.id, supersedes: 1, sequence: 2 });
    await new Promise<void>((resolve) => broker.close(resolve));
    server.close();
  });

  const FORM =
    /^<130>1 \d{4}-\d\d-\d\dT[\d:.]+Z keelwatch keelwatch - withdrawn \[keelwatch@32473 id="d0c0ffee00000002" .*supersedes="1".*\] \ufeffWithdrawn: LADY R/;

  it('syslog over UDP is one datagram of RFC 5424', async () => {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    const came = new Promise<string>((resolve) => socket.once('message', (bytes) => resolve(bytes.toString('utf8'))));
    expect(await sendBy('syslog', socket.address().port, CORRECTION)).toMatchObject({ outcome: 'sent' });
    expect(await came).toMatch(FORM);
    socket.close();
  });

  it('syslog over TCP counts its octets', async () => {
    let text = '';
    let ended = () => {};
    const whole = new Promise<void>((resolve) => {
      ended = resolve;
    });
    const server = createTcp((socket) => {
      socket.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      socket.once('end', ended);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await sendBy('syslog', port, CORRECTION, {}, { over: 'tcp' })).toMatchObject({ outcome: 'sent' });
    await whole;
    server.close();
    const [, count, line] = /^(\d+) ([\s\S]*)$/.exec(text)!;
    expect(Buffer.byteLength(line!)).toBe(Number(count));
    expect(line).toMatch(FORM);
  });

  it('a file holds one line a message', async () => {
    for (const message of [sampleMessage(), CORRECTION]) {
      expect(await sendBy('file', 0, message)).toMatchObject({ outcome: 'sent' });
    }
    const lines = readFileSync(join(folder, 'test.ndjson'), 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).id)).toEqual([sampleMessage().id, CORRECTION.id]);
  });
});
