// How fast a queue of datagrams takes in five times of what is taken out of it, watched vessels last: every message is looked at
// for whose it is, and what finds no room is given up. A run in which a watched vessel loses a message fails.

import { encodeSentences } from '../../server/ais/write/encode.ts';
import type { FeedNews } from '../../server/feeds/live/live-feed.ts';
import { createNewsQueue, OF_WATCHED } from '../../server/feeds/live/news-queue.ts';
import type { Bench } from './bench.ts';

const MESSAGES = 50_000;
const OVERLOAD = 5;
/** One message in so many is of a watched vessel. */
const ONE_IN = 100;
const OURS = 273_212_120;

export const benches: readonly Bench[] = [
  {
    name: 'overload: datagrams queued, five for each taken',
    unit: 'msg/s',
    atLeast: 200_000,
    reachFor: 600_000,
    prepare: async () => {
      const datagrams = Array.from({ length: MESSAGES }, (_, i) => datagram(i));
      return () => run(datagrams);
    },
  },
];

function datagram(i: number): Extract<FeedNews, { kind: 'heard' }> {
  const mmsi = i % ONE_IN === 0 ? OURS : 200_000_000 + (i % 50_000);
  const lines =
    i % 10 === 1
      ? encodeSentences({ type: 5, mmsi, name: 'MAIA', destination: 'ROTTERDAM' }, { sequence: ((i / 10) % 10) | 0 })
      : encodeSentences({ type: 1, mmsi, lon: (i % 300) / 10, lat: (i % 80) / 2, speedKn: (i % 200) / 10 });
  return { kind: 'heard', bytes: Buffer.from(`${lines.join('\r\n')}\r\n`), arrivedAt: i, sender: '127.0.0.1:9' };
}

async function run(datagrams: readonly Extract<FeedNews, { kind: 'heard' }>[]): Promise<number> {
  const watched = { mmsi: (mmsi: number) => mmsi === OURS, imo: () => false };
  const queue = createNewsQueue({ overflow: 'too much', watched });
  const taking = queue[Symbol.asyncIterator]();
  for (let i = 0; i < datagrams.length; i++) {
    queue.put(datagrams[i]!);
    if (i % OVERLOAD === 0) check((await taking.next()).value!);
  }
  queue.end();
  for await (const news of { [Symbol.asyncIterator]: () => taking }) check(news);
  return datagrams.length;
}

function check(news: FeedNews): void {
  if (news.kind === 'lost' && news.reason.endsWith(OF_WATCHED)) {
    throw new Error(`${news.count} messages of watched vessels were lost`);
  }
}
