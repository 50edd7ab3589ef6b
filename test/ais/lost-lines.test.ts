// Feeds that lose lines: no message may be made of the parts of two ships more often than by joining strictly in order,
// and no fewer messages may come out. Feeds are made here, of one receiver and of several, that count their messages and
// that do not; the public sample is tried as well where it is at hand.

import { describe, expect, it } from 'vitest';
import { countInOrder, countOurs, payloadsSent, withoutSome } from '../../scripts/bench/joins.ts';
import { encodeSentences } from '../../server/ais/write/encode.ts';
import { capturesAreMissing, readCapture } from './captures.ts';

const LOSSES = [0, 0.01, 0.05];

/** How a feed numbers its messages: the sequence of message `i`, heard by receiver `by`. */
const NUMBERING: Readonly<Record<string, (i: number, by: number) => number>> = {
  'counts from 0 to 9': (i) => i % 10,
  'counts to 3': (i) => i % 4,
  'always says 3': () => 3,
  'is of receivers that count for themselves': (i, by) => (i * 7 + by * 3) % 10,
};

interface Shape {
  /** Out of ten messages, those of one part. */
  singles: number;
  /** Parts of one message stand so many lines apart at most. */
  spread: number;
  tagged: boolean;
}

function feed(
  messages: number,
  number: (i: number, by: number) => number,
  { singles, spread, tagged }: Shape,
): string[] {
  const lines: { at: number; line: string }[] = [];
  for (let i = 0; i < messages; i++) {
    const by = i % 3;
    const options = tagged ? { station: `s${by}`, at: 1_700_000_000_000 + i * 100 } : {};
    const mmsi = 201_000_000 + i;
    const sent =
      i % 10 < singles
        ? encodeSentences({ type: 1, mmsi, lon: 10, lat: 50 }, options)
        : encodeSentences(
            { type: 5, mmsi, name: `SHIP ${i}`, destination: `PORT NUMBER ${i}` },
            { ...options, sequence: number(i, by), channel: i % 2 === 0 ? 'A' : 'B' },
          );
    sent.forEach((line, part) => void lines.push({ at: i * 2 + part * (1 + ((i * 5) % spread) * 2), line }));
  }
  return lines.sort((a, b) => a.at - b.at).map(({ line }) => line);
}

/** Every shape, each with another die. */
const SHAPES: readonly Shape[] = [0, 3, 6, 9].flatMap((singles) =>
  [1, 2, 3].flatMap((spread) => [false, true].map((tagged) => ({ singles, spread, tagged }))),
);

describe.each(Object.entries(NUMBERING))('a feed that %s', (_, number) => {
  it.each(LOSSES)(
    'joins no more strangers than joining in order, and no fewer messages, %d of its lines lost',
    (lost) => {
      const sums = { ours: { right: 0, wrong: 0 }, plain: { right: 0, wrong: 0 } };
      SHAPES.forEach((shape, seed) => {
        const lines = feed(150, number, shape);
        const sent = payloadsSent(lines);
        const kept = withoutSome(lines, lost, seed);
        for (const [way, { messages, wrong }] of [
          ['ours', countOurs(kept, sent)],
          ['plain', countInOrder(kept, sent)],
        ] as const) {
          sums[way].right += messages - wrong;
          sums[way].wrong += wrong;
        }
      });
      expect(sums.ours.wrong).toBeLessThanOrEqual(sums.plain.wrong);
      expect(sums.ours.right).toBeGreaterThanOrEqual(sums.plain.right);
      expect(sums.ours.right).toBeGreaterThan(100);
    },
  );
});

describe.skipIf(capturesAreMissing)('the public sample (skipped where ../shared is missing)', () => {
  it.each(LOSSES)('joins no more strangers than joining in order does, %d of its lines lost', (lost) => {
    const lines = Buffer.from(readCapture('nmea-sample/nmea-sample-85194.nmea.gz'))
      .toString('latin1')
      .trimEnd()
      .split('\n');
    const sent = payloadsSent(lines);
    for (const seed of [1, 2, 3]) {
      const kept = withoutSome(lines, lost, seed);
      const ours = countOurs(kept, sent);
      const plain = countInOrder(kept, sent);
      expect({ seed, wrong: ours.wrong <= plain.wrong }).toEqual({ seed, wrong: true });
      expect(ours.messages).toBeGreaterThanOrEqual(plain.messages);
    }
  });
});
