// The log: one JSON line per entry on standard error, so that standard output stays free for results.

import { type Logger, type LoggerOptions, pino } from 'pino';
import { plainLines } from '../domain/plain-text.ts';

export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

export function createLog(level: LogLevel): Logger {
  return pino(logOptions(level), pino.destination({ fd: 2, sync: true }));
}

/** An error is told with its message and its stack under whichever of the two names it comes: as plain data it is {}. */
export function logOptions(level: LogLevel): LoggerOptions {
  const { err } = pino.stdSerializers;
  // JSON leaves marks of direction and the upper controls as they are; a terminal would obey them.
  const hooks = { streamWrite: plainLines };
  return { level, base: null, hooks, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err, error: err } };
}
