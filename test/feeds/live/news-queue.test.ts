import { describe, expect, it } from 'vitest';
import type { FeedNews } from '../../../server/feeds/live/live-feed.ts';
import { createNewsQueue } from '../../../server/feeds/live/news-queue.ts';

const heard = (text: string): FeedNews => ({ kind: 'heard', bytes: Buffer.from(text), arrivedAt: 1, sender: 'a' });

async function taken(queue: AsyncIterable<FeedNews>): Promise<string[]> {
  const said: string[] = [];
  for await (const news of queue) {
    if (news.kind === 'heard') said.push(Buffer.from(news.bytes).toString());
    else said.push(news.kind === 'lost' ? `lost ${news.count}` : news.kind);
  }
  return said;
}

describe('what waits for a busy hearer', () => {
  it('is bounded in number, and what finds no room is counted where it is missing', async () => {
    const queue = createNewsQueue({ overflow: 'too much', mostNews: 2 });
    for (const text of ['1', '2', '3', '4']) queue.put(heard(text));
    const taking = queue[Symbol.asyncIterator]();
    expect((await taking.next()).value).toMatchObject({ kind: 'heard' });
    queue.put(heard('5'));
    queue.put(heard('6'));
    queue.end();
    expect(await taken({ [Symbol.asyncIterator]: () => taking })).toEqual(['2', 'lost 2', '5', 'lost 1']);
  });

  it('is bounded in bytes', async () => {
    const queue = createNewsQueue({ overflow: 'too much', mostBytes: 10 });
    queue.put(heard('12345678'));
    queue.put(heard('12345678'));
    queue.put(heard('12'));
    queue.end();
    expect(await taken(queue)).toEqual(['12345678', 'lost 1', '12']);
    expect(queue.waitingBytes).toBe(0);
  });

  it('is given in full before a fault is told', async () => {
    const queue = createNewsQueue({ overflow: 'too much' });
    queue.put(heard('1'));
    queue.end(new Error('broken'));
    const taking = queue[Symbol.asyncIterator]();
    expect((await taking.next()).done).toBe(false);
    await expect(taking.next()).rejects.toThrow('broken');
  });

  it('takes twenty thousand and gives them in order', async () => {
    const queue = createNewsQueue({ overflow: 'too much' });
    const texts = Array.from({ length: 20_000 }, (_, i) => String(i));
    for (const text of texts) queue.put(heard(text));
    queue.end();
    expect(await taken(queue)).toEqual(texts);
  });
});
