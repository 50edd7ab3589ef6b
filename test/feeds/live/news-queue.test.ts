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
  it('is bounded in number: the oldest give way, and are counted before what comes after them', async () => {
    const queue = createNewsQueue({ overflow: 'too much', mostNews: 2 });
    for (const text of ['1', '2', '3', '4']) queue.put(heard(text));
    const taking = queue[Symbol.asyncIterator]();
    expect((await taking.next()).value).toEqual({ kind: 'lost', at: 1, count: 2, reason: 'too much' });
    expect((await taking.next()).value).toMatchObject({ kind: 'heard' });
    queue.put(heard('5'));
    queue.put(heard('6'));
    queue.end();
    expect(await taken({ [Symbol.asyncIterator]: () => taking })).toEqual(['lost 1', '5', '6']);
  });

  it('is bounded in bytes, and takes nothing that is wider than it', async () => {
    const queue = createNewsQueue({ overflow: 'too much', mostBytes: 10 });
    queue.put(heard('12345678'));
    expect(queue.hasRoomFor(8)).toBe(false);
    expect(queue.put(heard('12345678901'))).toBe(false);
    queue.put(heard('abcdefgh'));
    queue.put(heard('12'));
    queue.end();
    expect(await taken(queue)).toEqual(['lost 2', 'abcdefgh', '12']);
    expect(queue.waitingBytes).toBe(0);
  });

  it('does not grow by what is said of connections, nor by what was given up', async () => {
    const queue = createNewsQueue({ overflow: 'too much', mostNews: 10 });
    for (let i = 0; i < 100_000; i++) {
      queue.put({ kind: 'alive', at: i });
      queue.put({ kind: 'lost', at: i, count: 1, reason: 'other' });
      queue.put({ kind: 'left', at: i, sender: String(i) });
      queue.put(heard(String(i)));
    }
    queue.end();
    const all = await taken(queue);
    expect(all.length).toBeLessThan(2_000);
    expect(all.filter((text) => /^\d+$/.test(text))).toEqual(Array.from({ length: 10 }, (_, i) => String(99_990 + i)));
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
