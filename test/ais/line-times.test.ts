// Times around sentences: what a logger wrote in front, Unix times of any fineness, and a GPS clock whose weeks began anew.

import { describe, expect, it } from 'vitest';
import { decodeSentences } from '../../server/ais/decode-sentences.ts';
import { createDecoder } from '../../server/ais/decoder.ts';
import { encodeSentences } from '../../server/ais/write/encode.ts';

const SENTENCE = '!AIVDM,1,1,,A,1815En@01TaKjU0HVe@3Q2l00000,0*07';

function timeBehind(prefix: string): string | null {
  return decodeSentences(`${prefix}${SENTENCE}\n`)[0]!.time;
}

describe('the time that a logger writes before a sentence', () => {
  it.each([
    ['2024-01-01T00:00:00Z ', '2024-01-01T00:00:00Z'],
    ['2024-01-01 00:00:00 ', '2024-01-01T00:00:00Z'],
    ['2024/01/01 00:00:00 ', '2024-01-01T00:00:00Z'],
    ['20240101T000000Z ', '2024-01-01T00:00:00Z'],
    ['20240101000000 ', '2024-01-01T00:00:00Z'],
    ['2024-01-01 09:00:00+09 ', '2024-01-01T00:00:00Z'],
    ['2024-01-01 09:00:00+9 ', '2024-01-01T00:00:00Z'],
    ['2024-01-01 09:00:00+0900 ', '2024-01-01T00:00:00Z'],
    ['2024-01-01T09:00:00.250+09:00 ', '2024-01-01T00:00:00.250Z'],
    ['2024-01-01 09:00:00 +0900 ', '2024-01-01T00:00:00Z'],
    ['2023-12-31 19:30:00-04:30 ', '2024-01-01T00:00:00Z'],
    ['2024-01-01 09:00:00 KST ', '2024-01-01T00:00:00Z'],
    ['2024-01-01 09:00:00KST,', '2024-01-01T00:00:00Z'],
    ['[2024-01-01 09:00:00 JST] ', '2024-01-01T00:00:00Z'],
    ['2024-01-01 09:00:00 (KST) ', '2024-01-01T00:00:00Z'],
    ['2024-01-01 09:00:00 UTC+9 ', '2024-01-01T00:00:00Z'],
    ['2024-01-01 00:00:00 UTC: ', '2024-01-01T00:00:00Z'],
    ['2024-01-01 00:00:00 +0000 UTC ', '2024-01-01T00:00:00Z'],
    // Words that are no zone say nothing of it.
    ['2024-01-01 00:00:00 INFO ', '2024-01-01T00:00:00Z'],
    ['2024-01-01 00:00:00,123 rx1: ', '2024-01-01T00:00:00.123Z'],
    ['2024-01-01 00:00:00 -75 dBm ', '2024-01-01T00:00:00Z'],
    ['2024-01-01 00:00:00 - ', '2024-01-01T00:00:00Z'],
    // A leap second is the first of the next minute.
    ['2016-12-31T23:59:60Z ', '2017-01-01T00:00:00Z'],
    ['1700000000 ', '2023-11-14T22:13:20Z'],
    ['1700000000.5 ', '2023-11-14T22:13:20.500Z'],
    ['1700000000123 ', '2023-11-14T22:13:20.123Z'],
    ['1700000000123456 ', '2023-11-14T22:13:20.123Z'],
    ['1700000000123456789 ', '2023-11-14T22:13:20.123Z'],
  ])('%j is %s', (prefix, time) => {
    expect(timeBehind(prefix)).toBe(time);
  });

  it.each([
    ['2024-01-01 00:00:00 CST '],
    ['2024-01-01 00:00:00 EST '],
    ['2024-01-01 00:00:00+25:00 '],
    ['2024-01-01 00:00:00X '],
    ['2024-01-01 00:00:00 Asia/Seoul '],
    ['2024-13-01 00:00:00 '],
    ['01/02/2024 00:00:00 '],
  ])('%j is not guessed: no time, and counted', (prefix) => {
    const decoder = createDecoder();
    const times: number[] = [];
    decoder.push(new TextEncoder().encode(`${prefix}${SENTENCE}\n`), ({ at }) => times.push(at));
    expect(times).toEqual([Number.NaN]);
    expect(decoder.unreadTimes).toBe(1);
  });

  it.each([['17000000001234 '], ['170000000012345 '], ['1700000000123.5 '], ['42 '], ['COM3 ']])(
    '%j is no time at all',
    (prefix) => {
      expect(timeBehind(prefix)).toBeNull();
    },
  );
});

describe('a GPS clock', () => {
  const base = (utcAt: number) => encodeSentences({ type: 4, mmsi: 2_190_064, utcAt, lon: 12, lat: 55 }).join('\n');
  const rmc = (clock: string, date: string) => `$GPRMC,${clock},A,5500.000,N,01200.000,E,0.0,0.0,${date},,,A`;

  function timesOf(lines: readonly string[]): (string | null)[] {
    return decodeSentences(`${lines.join('\n')}\n`).map(({ time }) => time);
  }

  it('whose count of weeks began anew is set right by the base stations it hears', () => {
    const at = Date.UTC(2024, 2, 24, 10, 10, 10);
    const log = [rmc('101010', '080804'), SENTENCE, base(at), SENTENCE, rmc('101110', '080804'), SENTENCE];
    expect(timesOf(log)).toEqual([
      // Before the first base station nobody can know.
      '2004-08-08T10:10:10Z',
      '2024-03-24T10:10:10Z',
      '2024-03-24T10:10:10Z',
      '2024-03-24T10:11:10Z',
    ]);
  });

  it('is believed where a base station is the one that is behind, or wrong by anything but whole counts', () => {
    const behind = Date.UTC(2024, 2, 24, 10, 10, 10) - 1024 * 7 * 86_400_000;
    expect(timesOf([rmc('101010', '240324'), base(behind), SENTENCE])[1]).toBe('2024-03-24T10:10:10Z');
    expect(timesOf([rmc('101010', '140324'), base(Date.UTC(2024, 2, 24)), SENTENCE])[1]).toBe('2024-03-14T10:10:10Z');
  });
});
