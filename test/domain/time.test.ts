import { expect, it } from 'vitest';
import { dayOf, daysOf, momentOf } from '../../server/domain/time.ts';
import { at } from '../scenario.ts';

it('writes a day as people do, in UTC, up to its last millisecond', () => {
  expect(dayOf(at('2024-02-08T00:00:00.000Z'))).toBe('8 Feb 2024');
  expect(dayOf(at('2024-02-08T23:59:59.999Z'))).toBe('8 Feb 2024');
  expect(dayOf(at('2024-02-09T00:00Z'))).toBe('9 Feb 2024');
});

it('knows leap days, turns of years and days before 1970', () => {
  const days = ['2024-02-29', '2023-12-31', '2000-02-29', '2100-03-01', '1970-01-01', '1969-12-31', '1904-02-29'];
  expect(days.map((day) => dayOf(at(`${day}T12:00Z`)))).toEqual([
    '29 Feb 2024',
    '31 Dec 2023',
    '29 Feb 2000',
    '1 Mar 2100',
    '1 Jan 1970',
    '31 Dec 1969',
    '29 Feb 1904',
  ]);
});

it('agrees with the calendar of the machine on every day of four centuries', () => {
  const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
  for (let time = Date.UTC(1800, 0, 1); time < Date.UTC(2200, 0, 1); time += 86_400_000) {
    const date = new Date(time);
    const expected = `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
    if (dayOf(time) !== expected) expect(dayOf(time)).toBe(expected);
  }
});

it('writes a span as shortly as it stays clear', () => {
  const span = (from: string, to: string | null) =>
    daysOf(at(`${from}T06:00Z`), to === null ? null : at(`${to}T18:00Z`));
  expect(span('2024-03-12', '2024-03-12')).toBe('12 Mar 2024');
  expect(span('2024-03-12', null)).toBe('12 Mar 2024');
  expect(span('2024-03-10', '2024-03-12')).toBe('10 to 12 Mar 2024');
  expect(span('2024-02-27', '2024-03-03')).toBe('27 Feb to 3 Mar 2024');
  expect(span('2023-12-30', '2024-01-02')).toBe('30 Dec 2023 to 2 Jan 2024');
  expect(span('2023-03-10', '2024-03-10')).toBe('10 Mar 2023 to 10 Mar 2024');
});

it('writes a moment to the minute, in UTC, before 1970 too', () => {
  expect(momentOf(at('2024-02-08T14:05:59.999Z'))).toBe('8 Feb 2024 14:05Z');
  expect(momentOf(at('1969-12-31T23:59Z'))).toBe('31 Dec 1969 23:59Z');
});
