// AIS from a gpsd, which reads receivers and hands on what they say. It is asked for messages in field units, each part of a
// type 24 by itself; it says when it loses or finds a receiver, and that is told. It has no heartbeat.

import { z } from 'zod';
import { gpsdJson } from '../formats/gpsd.ts';
import { FeedFailure, type FeedNews, feedKind, USUAL_PAUSES } from './live-feed.ts';
import { readSocket } from './tcp-client.ts';

const Settings = z.strictObject({
  host: z
    .string()
    .min(1)
    .max(253)
    .default('127.0.0.1')
    .meta({ title: 'Host', description: 'Name or address of the machine that gpsd runs on.' }),
  listenPort: z
    .int()
    .min(1)
    .max(65_535)
    .default(2947)
    .meta({ title: 'Port', description: 'Its TCP port, mostly 2947.' }),
});

const WATCH = '?WATCH={"enable":true,"json":true,"scaled":true,"split24":true};\n';

export const gpsd = feedKind<z.infer<typeof Settings>>({
  kind: 'gpsd',
  title: 'gpsd',
  about: 'AIS receivers that a gpsd on this machine or another one reads. Messages are dated as they arrive.',
  settings: Settings,
  needsNothing: false,
  // A receiver far from any ship may say nothing for minutes.
  quietMs: 15 * 60_000,
  pauses: USUAL_PAUSES,
  format: () => gpsdJson,
  async *open({ host, listenPort }, session) {
    const words = createWords(`${host}:${listenPort}`);
    for await (const news of readSocket(host, listenPort, session, WATCH)) {
      if (news.kind !== 'heard') {
        yield news;
        continue;
      }
      const said = words(news.bytes, news.arrivedAt);
      yield news;
      yield* said;
    }
  },
});

/** Of a line so much is looked at; what gpsd says of itself is shorter, but for many receivers. */
const MOST_LINE = 16 << 10;

/** Hears what gpsd says of itself between the messages. Throws when it is no gpsd, or does not take what it was asked. */
function createWords(address: string): (bytes: Uint8Array, at: number) => FeedNews[] {
  let rest = '';
  let known = false;

  function one(line: string, at: number): FeedNews | null {
    if (!known && !line.startsWith('{"class":"VERSION"')) {
      throw new FeedFailure('invalid', `${address}: what answers there is not gpsd.`);
    }
    known = true;
    if (line.startsWith('{"class":"AIS"') || !line.startsWith('{"class":"')) return null;
    const word = parsed(line);
    if (word?.class === 'ERROR') {
      throw new FeedFailure('invalid', `${address}: gpsd says "${String(word.message).slice(0, 200)}".`);
    }
    if (word?.class !== 'DEVICE' || typeof word.path !== 'string') return null;
    const lost = word.activated === 0;
    const says = lost ? `gpsd has lost its receiver ${word.path}.` : `gpsd reads ${word.path}.`;
    return { kind: 'open', at, says };
  }

  return (bytes, at) => {
    const lines = (rest + Buffer.from(bytes).toString('latin1')).split('\n');
    rest = lines.pop()!.slice(0, MOST_LINE);
    const said = lines.map((line) => one(line.trimEnd(), at)).filter((news) => news !== null);
    // A peer that never ends its first line is no gpsd either.
    if (!known && rest.length > 0 && !'{"class":"VERSION"'.startsWith(rest.slice(0, 18))) one(rest, at);
    return said;
  };
}

function parsed(line: string): Record<string, unknown> | null {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return null;
  }
}
