// Requests that carry the header Idempotency-Key. Sent again within a day, the same request is answered as it was the first
// time and makes nothing twice; another request under the same key is refused. The key is the sender's own: nobody else's key
// is the same. What is under way is written down before it begins, so that a request which the program's end cut off is never
// quietly done a second time.

import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { CodedError } from '../domain/errors.ts';
import type { App, Needs } from './deps.ts';
import { whoOf } from './person.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its answer holds a secret that is told once: a key is not read, and nothing of it is kept. */
    secretAnswer?: boolean;
  }
  interface FastifyRequest {
    /** Of a request that is done under a key; null for all others. */
    keptAs: string | null;
  }
}

const HEADER = 'idempotency-key';
/** A longer answer is not kept; the request is not done again all the same. */
const MOST_ANSWER = 256 * 1024;
/** The same request, sent while the first is under way, waits so long for its answer. */
const WAIT_MS = 30_000;

/** To be called in the room of the routes, before any of them. */
export function takeRequestKeys(app: App, { store, clock }: Needs<'store' | 'clock'>): void {
  const underWay = new Map<string, { done: Promise<void>; end: () => void }>();
  app.decorateRequest('keptAs', null);

  app.addHook('preHandler', async (request, reply) => {
    const given = request.headers[HEADER];
    const { needs, secretAnswer } = request.routeOptions.config;
    // The sign-in and the own account answer with what is told once.
    if (given === undefined || request.method !== 'POST' || secretAnswer || needs === 'nobody' || needs === 'self')
      return;
    if (typeof given !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(given)) {
      throw new CodedError('invalid', 'Header Idempotency-Key has 1 to 200 letters, digits and signs, and no blank.');
    }
    const key = sumOf('key', whoOf(request).id, given);
    const asked = sumOf('asked', request.url, JSON.stringify(request.body ?? null));
    for (;;) {
      await waitFor(underWay.get(key)?.done);
      let end = () => {};
      const done = new Promise<void>((resolve) => {
        end = resolve;
      });
      // Between this and the next line nothing else runs: of two at once, one begins.
      if (underWay.has(key)) continue;
      underWay.set(key, { done, end });
      let kept: Awaited<ReturnType<typeof store.beginRequest>>;
      try {
        kept = await store.beginRequest(key, asked, clock.now());
      } catch (error) {
        free(key);
        throw error;
      }
      if (kept === null) {
        request.keptAs = key;
        return;
      }
      free(key);
      return tellAgain(reply, kept, asked);
    }
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const key = request.keptAs;
    if (key === null) return payload;
    request.keptAs = null;
    try {
      const { statusCode: status } = reply;
      const type = String(reply.getHeader('content-type') ?? '');
      const text = typeof payload === 'string' ? payload : null;
      if (status < 300) {
        const body = text !== null && text.length <= MOST_ANSWER ? text : null;
        await store.settleRequest(key, { status, type, body });
      } else if (status !== 500) {
        // It was refused, and made nothing. After an error of our own nobody knows.
        await store.settleRequest(key, null);
      }
    } finally {
      free(key);
    }
    return payload;
  });

  function free(key: string): void {
    underWay.get(key)?.end();
    underWay.delete(key);
  }

  async function waitFor(done: Promise<void> | undefined): Promise<void> {
    if (done === undefined) return;
    const late = clock.sleep(WAIT_MS).then(() => {
      throw new CodedError('conflict', 'A request with this Idempotency-Key is still under way; ask again later.');
    });
    await Promise.race([done, late]);
  }
}

function tellAgain(
  reply: FastifyReply,
  kept: NonNullable<Awaited<ReturnType<Needs<'store'>['store']['beginRequest']>>>,
  asked: string,
): FastifyReply {
  if (kept.asked !== asked) {
    throw new CodedError('conflict', 'This Idempotency-Key came with another request before; give each its own.');
  }
  if (kept.answer === null) {
    const what = 'A request with this Idempotency-Key was under way when the program ended or failed.';
    throw new CodedError('conflict', `${what} Look whether it was done, and use another key if not.`);
  }
  if (kept.answer.body === null) {
    throw new CodedError('conflict', 'This was done already; its answer is too long to be told again.');
  }
  reply.header('idempotency-replayed', 'true');
  return reply.code(kept.answer.status).type(kept.answer.type).send(kept.answer.body);
}

function sumOf(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
