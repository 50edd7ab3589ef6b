// aisstream.io, and servers that speak its protocol: one socket, subscribed to the whole world at once and without a list of
// ships, because its filters are joined by "and" and its list ends at fifty. What is watched is chosen here. Pongs are no
// sign of health: the known fault of this service is a socket that stands, is accepted, and brings nothing.

import { z } from 'zod';
import { aisstreamJson } from '../../formats/aisstream.ts';
import { FeedFailure, type FeedNews, feedKind } from '../live-feed.ts';
import { jsonLine, NOT_JSON, readFrames } from './web-socket.ts';

const Settings = z.strictObject({
  apiKey: z.string().min(1).max(500).meta({
    title: 'API key',
    description: 'From your account at aisstream.io; two connections at most for all keys of an account.',
    secret: true,
  }),
  url: z
    .url({ protocol: /^wss?$/ })
    .max(2000)
    .default('wss://stream.aisstream.io/v0/stream')
    .meta({ title: 'Address', description: 'Address of the service, or of another server with its protocol.' }),
});

const WORLD = [
  [
    [-90, -180],
    [90, 180],
  ],
];
/** A connection that ends so soon after it stood was turned away. */
const AT_ONCE_MS = 1_000;
/** So many in a row are no accident. */
const TURNED_AWAY = 3;
const BLOCKED_PAUSE_MS = 6 * 3_600_000;

/** By address: connections in a row that ended at once. */
const endedAtOnce = new Map<string, number>();

export const aisstream = feedKind<z.infer<typeof Settings>>({
  kind: 'aisstream',
  title: 'aisstream.io',
  about:
    'Receivers of volunteers all over the world, with a free key. Good near many coasts, nothing in the open sea and in ' +
    'some gulfs; where it is silent, nothing is said of a ship.',
  settings: Settings,
  needsNothing: false,
  quietMs: 60_000,
  pushes: true,
  lateMs: 120_000,
  // A retry storm is answered with a block of days.
  pauses: { firstMs: 10_000, mostMs: 30 * 60_000, refusedMs: 30 * 60_000 },
  format: () => aisstreamJson,
  open: ({ apiKey, url }, session) => {
    const name = new URL(url).host;
    let open = false;
    return readFrames(
      {
        url,
        name,
        first: JSON.stringify({ APIKey: apiKey, BoundingBoxes: WORLD }),
        pongIsAlive: false,
        take(text, at) {
          const failure = refusalIn(text, name, apiKey);
          if (failure !== null) return failure;
          const bytes = jsonLine(text);
          if (bytes === null) return [{ kind: 'lost', at, count: 1, reason: NOT_JSON }];
          endedAtOnce.delete(url);
          const news: FeedNews[] = [];
          if (!open) {
            open = true;
            news.push({ kind: 'open', at, says: `Connected to ${name}, subscribed to the whole world.` });
          }
          news.push({ kind: 'heard', bytes, arrivedAt: at, sender: '' });
          return news;
        },
        onClose(code, stoodMs) {
          if (code !== 1006 || open || stoodMs > AT_ONCE_MS) return null;
          const count = (endedAtOnce.get(url) ?? 0) + 1;
          endedAtOnce.set(url, count);
          if (count < TURNED_AWAY) return null;
          const says = `${name} ends every connection at once: the address of this machine is blocked, or the key is not valid.`;
          return new FeedFailure('refused', says, { pauseMs: BLOCKED_PAUSE_MS });
        },
      },
      session,
    );
  },
});

/** What the service says before it closes. Only short frames are looked into. */
function refusalIn(text: string, name: string, apiKey: string): FeedFailure | null {
  if (text.length > 1000 || !/"error"/i.test(text)) return null;
  let said: unknown;
  try {
    said = (JSON.parse(text) as { error?: unknown }).error;
  } catch {
    return null;
  }
  if (typeof said !== 'string') return null;
  if (/key is not valid|invalid.*key/i.test(said)) {
    return new FeedFailure('refused', `${name}: the API key is not valid.`);
  }
  if (/concurrent connections/i.test(said)) {
    return new FeedFailure(
      'refused',
      `${name}: the account has too many connections; end the others, or wait until they are forgotten.`,
    );
  }
  const quoted = said
    .replaceAll(apiKey, '…')
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, 200);
  return new FeedFailure('refused', `${name} refuses the subscription: "${quoted}".`);
}
