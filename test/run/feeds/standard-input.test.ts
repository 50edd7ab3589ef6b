// Standard input from the desk to the feed: a stream that the test writes, a bus, and the feed as it is kept open.

import { PassThrough, Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { standardInput } from '../../../server/feeds/live/standard-input.ts';
import { FEED_WORKER } from '../../../server/run/feeds/feed-commands.ts';
import { createStandardInput, sendStandardInput } from '../../../server/run/feeds/standard-input.ts';
import { tryFeed } from '../../../server/run/feeds/try-feed.ts';
import { createBus } from '../../../server/seams/bus.ts';
import { manualClock } from '../../../server/seams/clock.ts';
import { endAll, keepFeed, NOW, turns } from '../../feeds/live/services/kept-feed.ts';

const SENTENCE = '!AIVDM,1,1,,A,13u?etPv2;0n:dDPwUM1U1Cb069D,0*24\r\n';

const ending = new AbortController();
afterEach(endAll);

function worker(bus: ReturnType<typeof createBus>) {
  const input = createStandardInput();
  const stop = bus.answer(FEED_WORKER.name, async (_, body) => {
    const { bytes, says } = body as { bytes: Uint8Array | null; says: string };
    if (bytes === null) input.end(says);
    else await input.hear(bytes);
    return null;
  });
  return { input, stop };
}

describe('standard input', () => {
  it('is heard to its end, which is told and not tried again', async () => {
    const bus = createBus();
    const { input } = worker(bus);
    const feed = keepFeed(standardInput, {}, { input: input.read });
    await sendStandardInput(Readable.from([Buffer.from(SENTENCE), Buffer.from(SENTENCE)]), {
      bus,
      clock: manualClock(NOW),
      signal: ending.signal,
    });
    expect(await feed.closed()).toMatchObject({
      failure: 'ended',
      says: 'Standard input has ended; nothing more comes from it.',
      againAt: Number.POSITIVE_INFINITY,
    });
    expect(feed.read().reports).toHaveLength(2);
    await feed.pass(3_600_000);
    expect(feed.states.map(({ how }) => how)).toEqual(['connecting', 'open', 'closed']);
  });

  it('waits for a feed that listens, and for a worker that begins anew', async () => {
    const bus = createBus();
    const clock = manualClock(NOW);
    const pipe = new PassThrough();
    const sent = sendStandardInput(pipe, { bus, clock, signal: ending.signal });
    pipe.end(SENTENCE);
    await turns();
    // There is no worker yet; then there is one, and nobody listens.
    const { input } = worker(bus);
    clock.set(NOW + 1_000);
    await turns();
    const feed = keepFeed(standardInput, {}, { input: input.read });
    await feed.text(SENTENCE);
    await sent;
    expect((await feed.closed()).failure).toBe('ended');
  });

  it('that is switched off and on goes on where it was', async () => {
    const bus = createBus();
    const { input } = worker(bus);
    const pipe = new PassThrough();
    void sendStandardInput(pipe, { bus, clock: manualClock(NOW), signal: ending.signal });
    const first = keepFeed(standardInput, {}, { input: input.read });
    pipe.write('one\n');
    await first.text('one');
    await first.end();
    pipe.write('two\n');
    const second = keepFeed(standardInput, {}, { input: input.read });
    expect(await second.text('two')).toBe('two\n');
    pipe.end();
    await second.closed();
  });

  it('that is a terminal is told so, and nothing is read from it', async () => {
    const bus = createBus();
    const { input } = worker(bus);
    const terminal = Object.assign(new PassThrough(), { isTTY: true });
    await sendStandardInput(terminal, { bus, clock: manualClock(NOW), signal: ending.signal });
    const end = await keepFeed(standardInput, {}, { input: input.read }).closed();
    expect(end.says).toBe('Standard input is a terminal: pipe sentences into keelwatch.');
  });

  it('cannot be tried beforehand', async () => {
    const trial = await tryFeed({ kind: 'stdin', settings: {} }, manualClock(NOW));
    expect(trial).toMatchObject({ connected: false, says: expect.stringContaining('not be tried') });
  });
});
