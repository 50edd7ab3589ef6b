import { describe, expect, it } from 'vitest';
import { type ConnectionState, keepOpen } from '../../../server/feeds/live/keep-open.ts';
import { FeedFailure, type FeedKind, type FeedNews, USUAL_PAUSES } from '../../../server/feeds/live/live-feed.ts';
import { tcpClient } from '../../../server/feeds/live/tcp-client.ts';
import { manualClock } from '../../../server/seams/clock.ts';

const BEGAN = Date.UTC(2026, 0, 1);

/** A kind whose connections do what `connections` say, one after the other; the last again and again. */
function scripted(connections: ((signal: AbortSignal) => AsyncGenerator<FeedNews>)[]): FeedKind<object> {
  let next = 0;
  return {
    ...(tcpClient as unknown as FeedKind<object>),
    quietMs: 30_000,
    pauses: USUAL_PAUSES,
    open: (_settings, { signal }) => connections[Math.min(next++, connections.length - 1)]!(signal),
  };
}

async function turns(count = 20): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}

async function run(kind: FeedKind<object>, seconds: number, chance = 0) {
  const clock = manualClock(BEGAN);
  const ending = new AbortController();
  const states: ConnectionState[] = [];
  const heard: FeedNews[] = [];
  const done = keepOpen(
    kind,
    {},
    {
      signal: ending.signal,
      clock,
      random: () => chance,
      hear: (news) => void heard.push(news),
      tell: (state) => states.push(state),
    },
  );
  for (let s = 1; s <= seconds; s++) {
    await turns(4);
    clock.set(BEGAN + s * 1000);
  }
  await turns();
  ending.abort();
  await turns();
  await done;
  return {
    states,
    heard,
    tried: states.filter(({ how }) => how === 'connecting').map(({ at }) => (at - BEGAN) / 1000),
  };
}

// biome-ignore lint/correctness/useYield: it fails before anything comes.
async function* fails(failure: FeedFailure): AsyncGenerator<FeedNews> {
  throw failure;
}

describe('a feed is kept open', () => {
  it('tries again after pauses that grow, and never in a tight loop', async () => {
    const { tried, states } = await run(scripted([() => fails(new FeedFailure('unreachable', 'nobody listens'))]), 600);
    expect(tried).toEqual([0, 1, 3, 7, 15, 31, 63, 127, 255, 511]);
    expect(states.find(({ how }) => how === 'closed')).toMatchObject({
      says: 'nobody listens',
      failure: 'unreachable',
    });
  });

  it('leaves half of each pause to chance', async () => {
    const { tried } = await run(scripted([() => fails(new FeedFailure('unreachable', 'nobody listens'))]), 40, 1);
    expect(tried.length).toBeGreaterThan(5);
    expect(tried[1]).toBeLessThanOrEqual(1);
  });

  it('waits half an hour where it was refused, and as long as it is asked to', async () => {
    expect((await run(scripted([() => fails(new FeedFailure('refused', 'wrong key'))]), 1900)).tried).toEqual([
      0, 1800,
    ]);
    const limited = () => fails(new FeedFailure('limited', 'too many', { pauseMs: 90_000 }));
    expect((await run(scripted([limited]), 100)).tried).toEqual([0, 90]);
  });

  it('opens a connection anew on which nothing comes', async () => {
    async function* quiet(signal: AbortSignal): AsyncGenerator<FeedNews> {
      yield { kind: 'open', at: BEGAN, says: 'Connected.' };
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    }
    const { states } = await run(scripted([quiet]), 40);
    expect(states.find(({ how }) => how === 'closed')).toMatchObject({
      says: 'Nothing was heard for 30 s; the connection is opened anew.',
      failure: null,
    });
  });

  it('does not call a feed quiet while the hearer is busy', async () => {
    async function* once(signal: AbortSignal): AsyncGenerator<FeedNews> {
      yield { kind: 'heard', bytes: new Uint8Array([10]), arrivedAt: BEGAN, sender: '' };
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    }
    const clock = manualClock(BEGAN);
    const ending = new AbortController();
    const states: ConnectionState[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const done = keepOpen(
      scripted([once]),
      {},
      {
        signal: ending.signal,
        clock,
        random: () => 0,
        hear: () => promise,
        tell: (state) => states.push(state),
      },
    );
    await turns();
    clock.set(BEGAN + 300_000);
    await turns();
    expect(states.map(({ how }) => how)).toEqual(['connecting']);
    resolve();
    await turns();
    ending.abort();
    await done;
  });
});
