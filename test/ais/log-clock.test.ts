// Logs dated by clock sentences between the AIS sentences: which of these tell the time, and when a clock is too old to
// date anything.

import { describe, expect, it } from 'vitest';
import { encodeSentences } from '../../server/ais/write/encode.ts';
import { decode, sentence } from './captures.ts';

/** An instrument's sentence with its checksum. */
function instrument(body: string): string {
  return `$${sentence(body).slice(1)}`;
}

const GOOD = instrument('GPRMC,100000.00,A,5500.000,N,01200.000,E,0.0,0.0,010224,,,A');

function rmcVoid(time: string, date = '010224'): string {
  return instrument(`GPRMC,${time},V,,,,,,,${date},,,N`);
}

function fix(second: number | null = null): string {
  return encodeSentences({ type: 1, mmsi: 538_007_001, lon: 12, lat: 55, second })[0]!;
}

function base(at: number): string {
  return encodeSentences({ type: 4, mmsi: 2_731_234, lon: 12, lat: 55, utcAt: at })[0]!;
}

function times(lines: readonly string[]): (string | null)[] {
  return decode(lines).messages.map(({ time }) => time);
}

describe('a GPS that has lost its position', () => {
  it.each([
    ['RMC that is void', rmcVoid('100500.00')],
    ['RMC that is void and names no day', rmcVoid('100500', '')],
    ['RMC that is valid and names no day', instrument('GPRMC,100500,A,5500.0,N,01200.0,E,0.0,0.0,,,,A')],
    ['GGA', instrument('GPGGA,100500.00,,,,,0,00,99.99,,,,,,')],
    ['GNS', instrument('GNGNS,100500.00,,,,,NN,00,99.99,,,,')],
    ['GLL', instrument('GPGLL,,,,,100500.00,V,N')],
    ['ZDA without a day', instrument('GPZDA,100500.00,,,,00,00')],
  ])('still tells the time of day: %s', (_what, line) => {
    expect(times([GOOD, line, fix()])).toEqual(['2024-02-01T10:05:00Z']);
    expect(times([line, fix()])).toEqual([null]);
  });

  it('goes over midnight', () => {
    const late = instrument('GPRMC,235900,A,5500.0,N,01200.0,E,0.0,0.0,290224,,,A');
    expect(times([late, rmcVoid('000100', ''), fix()])).toEqual(['2024-03-01T00:01:00Z']);
    expect(times([late, rmcVoid('000100', '010324'), fix()])).toEqual(['2024-03-01T00:01:00Z']);
  });

  it.each([
    ['names another day', rmcVoid('100500', '060180')],
    ['goes back', rmcVoid('095500')],
    ['names no day after half a day', rmcVoid('221000', '')],
    ['has a time that is none', rmcVoid('256100')],
    ['fails its checksum', rmcVoid('100500').replace(/..$/, 'ZZ')],
  ])('is not believed where it %s', (_what, line) => {
    expect(times([GOOD, line, fix()])).toEqual(['2024-02-01T10:00:00Z']);
  });

  it('moves a ship on with every position (two hours of void RMC)', () => {
    const lines = [GOOD];
    for (let minute = 5; minute <= 120; minute += 5) {
      const clock = `${10 + Math.floor(minute / 60)}${String(minute % 60).padStart(2, '0')}00`;
      lines.push(rmcVoid(clock), fix(0));
    }
    expect(new Set(times(lines)).size).toBe(24);
    expect(times(lines).at(-1)).toBe('2024-02-01T12:00:00Z');
  });
});

describe('a clock that is not set again dates nothing once it is minutes old', () => {
  const PGHP = instrument('PGHP,1,2010,6,11,11,46,11,390,231,45,992190934,1,2B');

  it.each([
    ['RMC', GOOD],
    ['$PGHP', PGHP],
  ])('by the seconds that ships send: %s', (_what, clock) => {
    const lines = [clock, ...Array.from({ length: 60 }, (_, i) => fix((i * 10) % 60))];
    const dated = times(lines);
    // Ten seconds from one to the next: five minutes are over after the thirty-first.
    expect(dated.slice(0, 31).every((time) => time !== null)).toBe(true);
    expect(dated.slice(31).every((time) => time === null)).toBe(true);
    expect(times([...lines, clock, fix(0)]).at(-1)).not.toBeNull();
  });

  it('not by one ship whose seconds are wrong, nor by one that is heard late', () => {
    const seconds = Array.from({ length: 100 }, (_, i) => (i % 10 === 3 ? (i * 17) % 60 : i % 60));
    const dated = times([GOOD, ...seconds.map((second) => fix(second))]);
    expect(dated.every((time) => time !== null)).toBe(true);
  });

  it('by the time that a base station sends', () => {
    // Its clock is an hour wrong, but it goes.
    const from = Date.UTC(2024, 1, 1, 11);
    expect(times([GOOD, base(from), base(from + 240_000), fix(), base(from + 310_000), fix()])).toEqual([
      ...Array<string>(3).fill('2024-02-01T10:00:00Z'),
      null,
      null,
    ]);
  });

  it('by a GPS that says again and again that it knows no time', () => {
    const unknown = instrument('GPRMC,,V,,,,,,,,,,N');
    const lines = (count: number) => [GOOD, ...Array<string>(count).fill(unknown), fix()];
    expect(times(lines(299))).toEqual(['2024-02-01T10:00:00Z']);
    expect(times(lines(301))).toEqual([null]);
  });

  it('by more sentences than one receiver can hear in that time', () => {
    const dated = times([GOOD, ...Array<string>(22_502).fill(fix())]);
    expect(dated.indexOf(null)).toBe(22_500);
  });

  it('a time in the line is always as old as the line', () => {
    const lines = Array.from({ length: 100 }, (_, i) => `2024-02-01T10:00:00Z ${fix((i * 10) % 60)}`);
    expect(times([GOOD, ...lines]).every((time) => time === '2024-02-01T10:00:00Z')).toBe(true);
  });
});
