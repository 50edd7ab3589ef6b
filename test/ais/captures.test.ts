import { describe, expect, test } from 'vitest';
import type { DecodeSummary } from '../../server/ais/tally.ts';
import { capturesAreMissing, decode, readCapture } from './captures.ts';

/** Every line is AIS or not, every sentence went into a message or under a reason. */
function expectSumsToAddUp(summary: DecodeSummary, bytes: Uint8Array, joined: number): void {
  const rejected = Object.values(summary.rejects).reduce((sum, count) => sum + count, 0);
  const byType = Object.values(summary.messagesByType).reduce((sum, count) => sum + count, 0);
  expect(byType).toBe(summary.messages);
  expect(joined + rejected).toBe(summary.sentences);
  expect(summary.sentences).toBeGreaterThanOrEqual(summary.lines - summary.notAis);
  const lineEnds = bytes.filter((byte) => byte === 10).length;
  expect(summary.lines).toBe(lineEnds + (bytes.length > 0 && bytes.at(-1) !== 10 ? 1 : 0));
}

describe.skipIf(capturesAreMissing)('recorded files (skipped where ../shared is missing)', () => {
  test('the public sample of 85,194 lines gives 82,750 messages and every other line under a reason', () => {
    const { summary, rejects } = decode(readCapture('nmea-sample/nmea-sample-85194.nmea.gz'));
    expect(summary).toEqual({
      lines: 85_194,
      notAis: 0,
      sentences: 85_194,
      joined: 85_182,
      messages: 82_750,
      messagesByType: {
        1: 61_368,
        2: 1973,
        3: 8785,
        4: 4043,
        5: 2221,
        6: 443,
        8: 1082,
        9: 27,
        10: 7,
        11: 28,
        16: 1,
        17: 314,
        18: 1361,
        19: 109,
        20: 276,
        21: 380,
        22: 23,
        24: 307,
        25: 2,
      },
      rejects: {
        'too short': 6,
        'noise type': 2,
        'incomplete message': 2,
        'replaced by a new message': 1,
        'repeated part': 1,
      },
    });
    expect(rejects).toHaveLength(12);
  });

  test('the share of missing values in the sample is the one its notes give', () => {
    const { messages } = decode(readCapture('nmea-sample/nmea-sample-85194.nmea.gz'));
    const positions = messages.filter((m) => 'headingDeg' in m);
    const share = (count: number): number => Math.round((count / positions.length) * 1000) / 10;
    expect(share(positions.filter((m) => m.headingDeg === null).length)).toBe(44.5 + 0.1);
    expect(share(positions.filter((m) => m.second === null).length)).toBe(2);
    expect(share(positions.filter((m) => m.courseDeg === null).length)).toBe(1.8);
    expect(share(positions.filter((m) => m.speedKn === null).length)).toBe(1.6);
    expect(share(positions.filter((m) => m.lon === null).length)).toBe(1.4);
  });

  test.each([
    ['nmea-sample/nmea-sample-85194.nmea.gz', 82_750],
    ['kystverket/kystverket-2026-08-20.nmea', 216],
    ['aislib/stream_example.txt.gz', 4051],
    ['opencpn/go-to-guernesey.log.gz', 17_762],
    ['opencpn/stupan-se-10112-tcp.log.gz', 1264],
    ['gpsd/ais-18-27.log', 207],
    ['gfw-ais-tools/mixed_types.nmea', 99],
    ['gfw-ais-tools/multi-part.nmea', 43],
    ['gfw-ais-tools/spire-test.nmea', 2],
    ['gfw-ais-tools/type1-bad-bitcount.nmea', 12],
    ['libais/tagblock.nmea', 4],
  ])('%s gives %i messages, and its sums add up', (path, count) => {
    const bytes = readCapture(path);
    const { summary } = decode(bytes);
    expect(summary.messages).toBe(count);
    expectSumsToAddUp(summary, bytes, summary.joined);
  });

  test('the Norwegian feed: digit talkers, stations and receive times on every message', () => {
    const { messages, rejects } = decode(readCapture('kystverket/kystverket-2026-08-20.nmea'));
    expect(rejects).toEqual([]);
    const untagged = messages.filter((m) => m.receiver === null || !m.time?.startsWith('2026-08-20T'));
    expect(untagged.map((m) => [m.line, m.at, m.channel])).toEqual([[236, null, 'C']]);
    expect(messages.filter((m) => m.type === 5)).toHaveLength(45);
  });

  test('the AisLib stream: every message is dated by the $PGHP line before it', () => {
    const { messages, rejects } = decode(readCapture('aislib/stream_example.txt.gz'));
    expect(rejects).toEqual([]);
    expect(messages[0]?.time).toBe('2010-06-11T11:46:11.390Z');
    expect(messages.every((m) => m.time?.startsWith('2010-06-11T11:4'))).toBe(true);
    expect(messages.filter((m) => m.ownShip)).toHaveLength(143);
  });

  test('the OpenCPN day: times come from the RMC sentences of the boat', () => {
    const { messages } = decode(readCapture('opencpn/go-to-guernesey.log.gz'));
    const times = messages.map((m) => m.at ?? Number.NaN).filter((at) => !Number.isNaN(at));
    expect(new Date(times[0]!).toISOString()).toBe('2011-07-26T03:53:12.000Z');
    expect(new Date(times.at(-1)!).toISOString().slice(0, 13)).toBe('2011-07-26T22');
    expect(new Set(messages.map((m) => m.mmsi)).size).toBe(123);
  });

  test('two sentences in one line, their tag blocks spoilt: both are read, the tags are not', () => {
    const { messages, summary } = decode(readCapture('gfw-ais-tools/spire-test.nmea'));
    expect(messages.map((m) => [m.type, m.mmsi, m.receiver, m.at])).toEqual([
      [5, 2424139, null, null],
      [5, 2424139, null, null],
    ]);
    expect(summary).toMatchObject({ lines: 2, notAis: 0, sentences: 4 });
  });

  test('a group tag that is damaged falls back to the sequence number', () => {
    const { messages } = decode(readCapture('gfw-ais-tools/bad-tagblock-group.nmea'));
    expect(messages).toMatchObject([{ type: 21, at: 1_326_055_296_000 }]);
  });

  test('a group joins its parts although other stations speak in between', () => {
    const { messages, rejects } = decode(readCapture('libais/tagblock.nmea'));
    expect(rejects).toEqual([]);
    expect(messages.find((m) => m.type === 5)).toMatchObject({ receiver: 'rORBCOMM008', at: 1_418_169_601_000 });
  });

  test('damaged copies of good lines are rejected for their checksum', () => {
    const { summary, rejects } = decode(readCapture('gfw-ais-tools/errors.nmea'));
    expect(summary.messages).toBe(3);
    expect(rejects).toEqual(['bad checksum @2', 'bad checksum @4']);
  });

  test('position reports with three characters too many are read', () => {
    const { messages } = decode(readCapture('gfw-ais-tools/type1-bad-bitcount.nmea'));
    expect(messages).toHaveLength(12);
    expect(messages.every((m) => 'lon' in m && m.lon !== null)).toBe(true);
  });

  test('a type 5 of 400 bits is rejected with both of its parts; those of 424 and more are read', () => {
    const { summary, rejects } = decode(readCapture('gfw-ais-tools/bad-type5.nmea'));
    expect(summary.messagesByType).toEqual({ 5: 2 });
    expect(rejects).toEqual(['too short @2', 'too short @2']);
  });
});
