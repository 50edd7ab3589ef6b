// One request to a service by HTTP, with a deadline for the beginning of its answer. No redirect is followed: the request may
// carry a key. What is not answered with success is a failure of the feed.

import type { Clock } from '../../../seams/clock.ts';
import { FeedFailure } from '../live-feed.ts';
import { failureOf } from '../socket-failure.ts';
import { failureOfStatus } from './http-refusal.ts';

const ANSWER_MS = 30_000;

export interface AnswerOptions {
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: URLSearchParams;
  signal: AbortSignal;
  clock: Clock;
}

/** `name` stands in sentences for the address, which may hold a key. */
export async function answerOf(url: string, name: string, options: AnswerOptions): Promise<Response> {
  const { signal, clock, ...request } = options;
  const late = new AbortController();
  const begun = new AbortController();
  void clock.sleep(ANSWER_MS, begun.signal).then(() => {
    if (!begun.signal.aborted) late.abort();
  });
  try {
    const ending = AbortSignal.any([signal, late.signal]);
    const answer = await fetch(url, { ...request, redirect: 'manual', signal: ending });
    if (answer.ok) return answer;
    await answer.body?.cancel();
    throw failureOfStatus(answer.status, name, answer.headers.get('retry-after'));
  } catch (error) {
    if (error instanceof FeedFailure) throw error;
    if (late.signal.aborted) throw failureOf(new Error(`no answer within ${ANSWER_MS / 1000} s`), name);
    throw failureOfFetch(error, name);
  } finally {
    begun.abort();
  }
}

/** Of fetch itself, or of reading its body: the reason stands in the cause. */
export function failureOfFetch(error: unknown, name: string): FeedFailure {
  if (error instanceof FeedFailure) return error;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = String((cause as { code?: unknown } | null)?.code ?? '');
  if (
    code.startsWith('HPE_') ||
    (cause instanceof Error && /does not match the HTTP|Parse Error/.test(cause.message))
  ) {
    return new FeedFailure('invalid', `${name}: what answers there does not speak HTTP.`, { cause: error });
  }
  if (code === 'UND_ERR_SOCKET')
    return new FeedFailure('unreachable', `${name}: the connection broke.`, { cause: error });
  return failureOf(cause, name);
}
