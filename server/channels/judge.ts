// How an answer over HTTP is judged where a service has no words of its own, and how long it asks to be left alone: seconds
// or a date in the header (RFC 9110, 10.2.3), decimals or milliseconds in the body.

import { DAY_MS } from '../domain/time.ts';
import type { Answer, Verdict } from './channel.ts';
import { cleanLine, cut } from './text.ts';

const SECOND_MS = 1_000;
const SAID_LETTERS = 300;
/** Statuses that go better later: timeouts, too early, too many, and what a server has at fault. */
const PASSING = new Set([408, 421, 423, 425, 429]);
/** Statuses by which a service says that nothing will go this way: whoever holds the key must mend it. */
const BROKEN = new Set([401, 403, 404, 410]);

export function judgeHttp(answer: Answer, now: number, remote: (body: unknown) => string | null = () => null): Verdict {
  if (!answer.answered) return unanswered(answer);
  const status = answer.status ?? 0;
  const said = saidBy(answer);
  if (status >= 200 && status < 300) return { outcome: 'accepted', said, remote: remote(jsonOf(answer)) };
  if (PASSING.has(status) || status >= 500) {
    return { outcome: 'passing', said, retryAfterMs: retryAfterMs(answer, now), doubtful: status >= 500 };
  }
  return { outcome: 'permanent', said, channel: BROKEN.has(status) || (status >= 300 && status < 400) };
}

/** No answer: the address may be refused for good, anything else may go better. */
export function unanswered({ code, body, doubtful }: Answer): Verdict {
  const said = cut(cleanLine(body === '' ? `No answer (${code ?? 'unknown'})` : body), SAID_LETTERS);
  if (code === 'REFUSED_ADDRESS') return { outcome: 'permanent', said, channel: true };
  return { outcome: 'passing', said, retryAfterMs: null, doubtful };
}

/** Between a second and a day; null where nothing is asked. */
export function retryAfterMs(answer: Answer, now: number): number | null {
  const asked = headerMs(answer.headers['retry-after'], now) ?? bodyMs(jsonOf(answer));
  return asked === null ? null : Math.min(Math.max(asked, SECOND_MS), DAY_MS);
}

export function jsonOf({ body }: Pick<Answer, 'body'>): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** A field of a JSON object, or undefined. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

export function textField(value: unknown, name: string): string | null {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? field : typeof field === 'number' ? String(field) : null;
}

export function saidBy({ status, body }: Answer): string {
  return cut(`${status ?? ''} ${cleanLine(body)}`.trim(), SAID_LETTERS);
}

function headerMs(text: string | undefined, now: number): number | null {
  if (text === undefined || text.trim() === '') return null;
  if (/^\d+(\.\d+)?$/.test(text.trim())) return Number(text) * SECOND_MS;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/** Discord: `retry_after` in seconds with decimals. Telegram: the same in `parameters`. Matrix: `retry_after_ms`. */
function bodyMs(body: unknown): number | null {
  const milliseconds = Number(fieldOf(body, 'retry_after_ms') ?? Number.NaN);
  if (milliseconds >= 0) return milliseconds;
  const seconds = Number(
    fieldOf(body, 'retry_after') ?? fieldOf(fieldOf(body, 'parameters'), 'retry_after') ?? Number.NaN,
  );
  return seconds >= 0 ? seconds * SECOND_MS : null;
}
