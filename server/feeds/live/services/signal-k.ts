// The delta stream of a Signal K server, as boats and stations run them: subscribes to every vessel, because names and numbers
// cannot be asked for by themselves. Where the server merged values because we were slow, it says so, and it counts as loss.

import { z } from 'zod';
import { signalK as deltas } from '../../formats/signal-k.ts';
import { type FeedNews, feedKind, USUAL_PAUSES } from '../live-feed.ts';
import { jsonLine, NOT_JSON, readFrames } from './web-socket.ts';

const Settings = z.strictObject({
  url: z
    .url({ protocol: /^wss?$/ })
    .max(2000)
    .default('ws://127.0.0.1:3000/signalk/v1/stream')
    .meta({ title: 'Address', description: 'Of the stream: ws://host:3000/signalk/v1/stream, or wss:// with TLS.' }),
  token: z.string().max(4000).default('').meta({
    title: 'Token',
    description: 'Where the server lets nobody in without one.',
    secret: true,
  }),
});

const SUBSCRIPTION = JSON.stringify({
  context: 'vessels.*',
  subscribe: [{ path: '*', policy: 'instant' }],
});
/** A delta without updates: what its reader has gathered so far is whole. */
const SETTLE = Buffer.from('{"updates":[]}\n');

/** The deltas of one message come in one go. */
const RESTS_MS = 1_000;

export const signalK = feedKind<z.infer<typeof Settings>>({
  kind: 'signal-k',
  title: 'Signal K server',
  about: 'The ships that a Signal K server hears by its AIS receiver, and the boat that it sails on.',
  settings: Settings,
  needsNothing: false,
  quietMs: 90_000,
  pushes: true,
  pauses: USUAL_PAUSES,
  format: () => deltas,
  open: ({ url, token }, session) => {
    const stream = new URL(url);
    stream.searchParams.set('subscribe', 'none');
    stream.searchParams.set('sendCachedValues', 'false');
    const name = stream.host;
    let open = false;
    /** When the last frame came of which something may still be gathered. */
    let gatheredAt: number | null = null;
    return readFrames(
      {
        url: stream.href,
        name,
        headers: token === '' ? {} : { authorization: `Bearer ${token}` },
        first: SUBSCRIPTION,
        pongIsAlive: true,
        onAlive(at) {
          // Not in the middle of a message.
          if (gatheredAt === null || at - gatheredAt < RESTS_MS) return [];
          gatheredAt = null;
          return [{ kind: 'heard', bytes: SETTLE, arrivedAt: at, sender: '' }];
        },
        take(text, at) {
          const bytes = jsonLine(text);
          if (bytes === null) return [{ kind: 'lost', at, count: 1, reason: NOT_JSON }];
          const news: FeedNews[] = [];
          if (!open) {
            open = true;
            news.push({ kind: 'open', at, says: `Connected to ${name}, subscribed to every vessel.` });
          }
          const merged = mergedIn(text);
          if (merged > 0)
            news.push({ kind: 'lost', at, count: merged, reason: 'merged by the server, which found us slow' });
          gatheredAt = at;
          news.push({ kind: 'heard', bytes, arrivedAt: at, sender: '' });
          return news;
        },
      },
      session,
    );
  },
});

function mergedIn(text: string): number {
  if (!text.includes('"$backpressure"')) return 0;
  const { $backpressure: told } = JSON.parse(text) as { $backpressure?: { accumulated?: unknown } | null };
  const count = Number(told?.accumulated);
  return Number.isInteger(count) && count > 0 ? count : 1;
}
