// The next time of a timetable: a cron expression on the clock of a time zone. Comes in: expression, zone, an instant. Goes
// out: the first full minute after it that matches. Fields are read by node-cron; all of them must match.

import { parse } from 'node-cron';
import { CodedError } from '../domain/errors.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../domain/time.ts';

const FARTHEST_MS = 400 * DAY_MS;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Throws 'invalid' for an expression or a zone that is none, or that matches no day of the next year. */
export function nextRun(cron: string, timeZone: string, at: number): number {
  let fields: ReturnType<typeof parse>;
  let format: Intl.DateTimeFormat;
  try {
    fields = parse(cron);
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      month: 'numeric',
      day: 'numeric',
      weekday: 'short',
      hour: 'numeric',
      minute: 'numeric',
    });
  } catch {
    throw new CodedError('invalid', `'${cron.slice(0, 100)}' in '${timeZone.slice(0, 100)}' is no timetable.`);
  }
  const has = (values: readonly unknown[], value: number) => values.some((each) => Number(each) === value);
  for (let next = (Math.floor(at / MINUTE_MS) + 1) * MINUTE_MS; next < at + FARTHEST_MS; ) {
    const parts = Object.fromEntries(format.formatToParts(next).map(({ type, value }) => [type, value]));
    const minute = Number(parts.minute);
    const weekday = WEEKDAYS.indexOf(parts.weekday ?? '');
    const day =
      has(fields.month, Number(parts.month)) &&
      has(fields.dayOfMonth, Number(parts.day)) &&
      (has(fields.dayOfWeek, weekday) || (weekday === 0 && has(fields.dayOfWeek, 7)));
    if (!day || !has(fields.hour, Number(parts.hour))) {
      next += HOUR_MS - minute * MINUTE_MS;
    } else if (!has(fields.minute, minute)) {
      next += MINUTE_MS;
    } else {
      return next;
    }
  }
  throw new CodedError('invalid', `'${cron.slice(0, 100)}' names no day of the next year.`);
}
