// Too much at once: whatever comes, in whatever pieces and order, a watched vessel loses nothing while the rest gives way, and
// what was given up or discarded is counted to the message. The time is the test's.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeSentences } from '../../../server/ais/write/encode.ts';
import type { FeedNews } from '../../../server/feeds/live/live-feed.ts';
import { above, createRanking, RANK, type Rank, type Watched } from '../../../server/feeds/live/message-rank.ts';
import { createNewsQueue, OF_WATCHED } from '../../../server/feeds/live/news-queue.ts';
import { createPace, createRateLimit } from '../../../server/feeds/live/rate-limit.ts';
import { manualClock } from '../../../server/seams/clock.ts';

const LADY = 273_212_120;
const watched: Watched = { mmsi: (mmsi) => mmsi === LADY, imo: (imo) => imo === 9_161_003 };

const fix = (mmsi: number, speedKn: number) => encodeSentences({ type: 1, mmsi, lon: 131.9, lat: 43.1, speedKn });
const voyage = (mmsi: number, sequence: number, imo: number | null = null) =>
  encodeSentences(
    { type: 5, mmsi, imo, name: 'SHIP', destination: `RAJIN ${sequence}`.padStart(20, '-') },
    { sequence: sequence % 10 },
  );
const text = (lines: readonly string[]) => Buffer.from(lines.map((line) => `${line}\r\n`).join(''));

/** One datagram: some messages, each with its lines in either order. */
interface Message {
  own: boolean;
  lines: string[];
}

const message = (i: number): fc.Arbitrary<Message> =>
  fc.record({ long: fc.boolean(), swapped: fc.boolean() }).map(({ long, swapped }) => {
    // Of a world feed one message in thousands is of a watched vessel; here it is one in seventeen.
    const own = i % 17 === 3;
    const mmsi = own ? LADY : 300_000_000 + i;
    const lines = long ? voyage(mmsi, i) : fix(mmsi, (i % 300) / 10);
    return { own, lines: swapped ? lines.toReversed() : lines };
  });

const traffic = fc
  .integer({ min: 100, max: 300 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => message(i))));

/** What a hearer has taken, and what was told as lost. */
function tally() {
  const taken: Buffer[] = [];
  const lost: Record<string, number> = {};
  return {
    taken,
    lost,
    hear(news: FeedNews) {
      if (news.kind === 'heard') taken.push(Buffer.from(news.bytes));
      if (news.kind === 'lost') lost[news.reason] = (lost[news.reason] ?? 0) + news.count;
    },
  };
}

describe('at five times of what can be taken', () => {
  it('a watched vessel loses nothing, the rest is counted to the line, and no message is cut in two', async () => {
    await fc.assert(
      fc.asyncProperty(traffic, fc.boolean(), fc.integer({ min: 1, max: 4 }), async (messages, split, together) => {
        const most = 40;
        const queue = createNewsQueue({ overflow: 'too much', mostNews: most, watched });
        const taking = queue[Symbol.asyncIterator]();
        const { taken, lost, hear } = tally();
        // Datagrams: several messages together, or a message in as many as it has lines.
        const datagrams: string[][] = [];
        for (let i = 0; i < messages.length; i += together) {
          const lines = messages.slice(i, i + together).flatMap((one) => one.lines);
          datagrams.push(...(split ? lines.map((line) => [line]) : [lines]));
        }
        let due = 0;
        for (const [i, lines] of datagrams.entries()) {
          queue.put({ kind: 'heard', bytes: text(lines), arrivedAt: i, sender: 'a' });
          due++;
          if (due % 5 === 0) hear((await taking.next()).value!);
        }
        queue.end();
        for await (const news of { [Symbol.asyncIterator]: () => taking }) hear(news);
        const through = Buffer.concat(taken).toString().split('\r\n').slice(0, -1);
        const there = new Set(through);
        const own = messages.filter((one) => one.own).flatMap(({ lines }) => lines);
        expect(own.filter((line) => !there.has(line))).toEqual([]);
        // Of every other message all lines came through, or none of them.
        for (const { lines } of split ? [] : messages) {
          expect([0, lines.length]).toContain(lines.filter((line) => there.has(line)).length);
        }
        expect(lost[`too much${OF_WATCHED}`] ?? 0).toBe(0);
        const sent = messages.reduce((sum, { lines }) => sum + lines.length, 0);
        expect(through.length + (lost['too much'] ?? 0)).toBe(sent);
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  it('those of watched vessels give way last, the oldest first, and are told apart', async () => {
    const queue = createNewsQueue({ overflow: 'too much', mostNews: 3, watched });
    for (let i = 0; i < 5; i++) {
      queue.put({ kind: 'heard', bytes: text(fix(LADY, i)), arrivedAt: i, sender: 'a' });
      queue.put({ kind: 'heard', bytes: text(fix(300_000_000, i)), arrivedAt: i, sender: 'a' });
    }
    queue.end();
    const { taken, lost, hear } = tally();
    for await (const news of queue) hear(news);
    expect(Buffer.concat(taken).toString()).toBe(text([2, 3, 4].flatMap((kn) => fix(LADY, kn))).toString());
    expect(lost).toEqual({ 'too much': 5, [`too much${OF_WATCHED}`]: 2 });
  });
});

describe('the look at a message', () => {
  const ranking = createRanking(watched);
  const left = (rank: Rank, said: string) => {
    const bytes = Buffer.from(said);
    return Buffer.from(above(rank, bytes, ranking.marks(bytes, 'a')).kept?.bytes ?? []).toString();
  };

  it.each([
    ['a position', `${fix(LADY, 1)[0]}\r\n`],
    ['a position behind a tag block', `\\s:2573010,c:1787227200*5A\\${fix(LADY, 1)[0]}\r\n`],
    ['a voyage under an unknown MMSI, by its IMO number', `${voyage(300_000_000, 1, 9_161_003).join('\r\n')}\r\n`],
    ['a frame of aisstream', `{"MessageType":"PositionReport","MetaData":{"MMSI":${LADY},"ShipName":"X"}}\n`],
    [
      'voyage data of aisstream by IMO',
      '{"MetaData":{"MMSI":300000000},"Message":{"ShipStaticData":{"ImoNumber":9161003}}}\n',
    ],
    ['a topic of Digitraffic', `vessels-v2/${LADY}/location {"time":1}\n`],
    ['a delta of Signal K', `{"context":"vessels.urn:mrn:imo:mmsi:${LADY}","updates":[]}\n`],
    ['an event of openwaters', `{"type":"event","mmsi":"${LADY}"}\n`],
  ])('knows %s of a watched vessel', (_, said) => {
    expect(left(RANK.unknown, said)).toBe(said);
    expect(
      left(
        RANK.other,
        said
          .replaceAll(String(LADY), '300000001')
          .replace('9161003', '9161004')
          .replace(fix(LADY, 1)[0]!, fix(300_000_001, 1)[0]!)
          .replace(voyage(300_000_000, 1, 9_161_003)[0]!, voyage(300_000_000, 1, 9_161_004)[0]!),
      ),
    ).toBe('');
  });

  it('keeps what it cannot read longer than ships that nobody watches', () => {
    expect([left(RANK.other, 'hello\n'), left(RANK.unknown, 'hello\n')]).toEqual(['hello\n', '']);
  });

  it('does not take longer for a datagram of line ends, or of exclamation marks', () => {
    for (const piece of ['\n', '!', '!AIVDM,', '!AIVDM,2,1,']) {
      const bytes = Buffer.from(piece.repeat(65_507 / piece.length));
      const all = above(RANK.watched, bytes, ranking.marks(bytes, 'a'));
      expect([all.kept, all.others + all.watched > 0]).toEqual([null, true]);
    }
  });
});

describe('a source that brings more than it may', () => {
  it('is let through at its rate, watched vessels beyond it, each sender by itself', () => {
    const clock = manualClock(0);
    const limit = createRateLimit({ perSecond: 10, clock, watched });
    let passed = 0;
    let discarded = 0;
    let own = 0;
    for (let ms = 0; ms < 60_000; ms += 20) {
      clock.set(ms);
      const result = limit.pass(text([...fix(300_000_000, 1), ...(ms % 1_000 === 0 ? fix(LADY, 1) : [])]), 'flood');
      discarded += result.discarded;
      const heard = Buffer.from(result.kept ?? []).toString();
      own += heard.split(fix(LADY, 1)[0]!).length - 1;
      passed += heard.split(fix(300_000_000, 1)[0]!).length - 1;
    }
    expect(own).toBe(60);
    expect(passed + discarded).toBe(3_000);
    expect(passed).toBeGreaterThan(10 * 60 - 61);
    expect(passed).toBeLessThanOrEqual(10 * 60 + 20);
    expect(limit.pass(text(fix(300_000_000, 1)), 'other').discarded).toBe(0);
  });

  it('is held to its rate under the number of a watched vessel too', () => {
    const clock = manualClock(0);
    const limit = createRateLimit({ perSecond: 10, clock, watched });
    let passed = 0;
    for (let i = 0; i < 10_000; i++) if (limit.pass(text(fix(LADY, 1)), 'forger').kept !== null) passed++;
    expect(passed).toBe(40);
  });

  it('is made to wait where it can wait, and loses nothing', async () => {
    const clock = manualClock(0);
    const pace = createPace({ perSecond: 100, clock });
    let through = 0;
    const lines = text(Array.from({ length: 50 }, () => fix(300_000_000, 1)[0]!));
    const ending = new AbortController();
    const done = (async () => {
      for (let i = 0; i < 20; i++) {
        await pace(lines, ending.signal);
        through += 50;
      }
    })();
    for (let ms = 0; through < 1_000; ms += 500) {
      clock.set(ms);
      await new Promise((resolve) => setImmediate(resolve));
      expect(through).toBeLessThanOrEqual(ms / 10 + 250);
    }
    await done;
  });
});
