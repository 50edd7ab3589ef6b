// A message and settings for tests of channels: one of each kind, towards servers of this machine.

import { createECDH } from 'node:crypto';
import type { Message } from '../../server/domain/subscription/message.ts';

export const AT = Date.UTC(2026, 10, 1, 12);
export const KEY = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
export const OLD_KEY = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;

/** Of a browser that nobody has: a point of the curve and a secret. */
const browser = createECDH('prime256v1');
browser.setPrivateKey(Buffer.alloc(32, 3));
export const BROWSER = { key: browser, auth: Buffer.alloc(16, 5) };
const BROWSER_KEYS = { p256dh: browser.getPublicKey('base64url'), auth: BROWSER.auth.toString('base64url') };

export function sampleMessage(parts: Partial<Message> = {}): Message {
  return {
    id: 'd0c0ffee00000001',
    subject: { kind: 'alert', id: 'alert-1' },
    revision: 1,
    reason: 'first',
    headline: 'LADY R: Rajin to Vostochny or Dunay',
    sentences: ['LADY R was sighted at Rajin and then observed at Vostochny.'],
    facts: [{ name: 'Severity', value: 'critical' }],
    links: [{ title: 'Open the alert', url: 'https://watch.example.org/?alert=alert-1' }],
    severity: 'critical',
    confidence: 'high',
    beganAt: AT - 3_600_000,
    knownAt: AT,
    supersedes: null,
    sequence: 1,
    decision: 'It matches the subscription and is new to this receiver.',
    ...parts,
  };
}

/** Settings of each kind, with the address of a server of this machine in them. */
export function settingsOf(kind: string, port: number): Record<string, unknown> {
  const url = `http://127.0.0.1:${port}/hook`;
  const own: Record<string, Record<string, unknown>> = {
    'web-push': { endpoint: url, ...BROWSER_KEYS },
    webhook: { url, key: KEY, oldKey: OLD_KEY },
    email: {
      host: '127.0.0.1',
      port,
      security: 'none',
      from: 'watch@example.org',
      to: 'analyst@example.org',
      unsubscribeUrl: 'https://watch.example.org/api/v1/unsubscribe',
      unsubscribeToken: 'abc',
    },
    slack: { token: 'xoxb-1', channel: 'C01', apiUrl: `http://127.0.0.1:${port}/api` },
    'slack-webhook': { url },
    teams: { url },
    discord: { url },
    telegram: { token: '123:abc', chatId: '-100', apiUrl: `http://127.0.0.1:${port}` },
    matrix: { homeserver: `http://127.0.0.1:${port}`, token: 'tok', roomId: '!room:example.org' },
    ntfy: { server: `http://127.0.0.1:${port}`, topic: 'ships' },
    mqtt: { host: '127.0.0.1', port, tls: false, topic: 'watch' },
    syslog: { host: '127.0.0.1', port, over: 'udp' },
    file: { name: 'test' },
  };
  return own[kind]!;
}
