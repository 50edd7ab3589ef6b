// GET /api/v1/stream: the WebSocket side of the live stream. It gives each session its socket, its beat and its end.

import type { FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { CodedError } from '../domain/errors.ts';
import type { App, Needs } from './deps.ts';
import { type Hold, holdOf } from './held.ts';
import type { Lookup } from './lookup.ts';
import { scopeOf, scopeQuery } from './query.ts';
import { CLOSE, openSession, type Sink } from './stream-session.ts';

const TICK_MS = 1_000;
/** Ticks between two pings; a reader that has not answered the last one by the next is gone. */
const PING_TICKS = 30;
/** Ticks between two looks whether the reader may still read: a login, token or user may have been ended anywhere. */
const LOOK_TICKS = 3;
/** Every open page holds one; beyond this something opens them without closing. */
const MOST_STREAMS = 500;

export function streamRoute(
  app: App,
  deps: Needs<'store' | 'access' | 'bus' | 'clock' | 'log' | 'opensScope' | 'version' | 'lists'>,
  lookup: Lookup,
): void {
  let streams = 0;
  app.route({
    method: 'GET',
    url: '/stream',
    config: { needs: 'read', held: true },
    schema: {
      summary: 'WebSocket: what was said after a seq, then what is said from now on',
      querystring: z.object({
        ...scopeQuery,
        after: z.coerce.number().int().min(0).optional().describe('last seq seen; absent: from now on, 0: everything'),
      }),
    },
    handler: async () => {
      throw new CodedError('invalid', '/api/v1/stream speaks WebSocket; ask with an Upgrade header.');
    },
    wsHandler: (socket, request) => {
      const { after, scope } = request.query as { after?: number; scope?: string };
      if (streams >= MOST_STREAMS) return socket.close(CLOSE.full.code, CLOSE.full.reason);
      streams++;
      socket.once('close', () => streams--);
      // Messages that come while the session is being prepared must not be lost.
      const early: string[] = [];
      const keep = (message: unknown) => void (early.length < 16 && early.push(String(message)));
      socket.on('message', keep);
      prepare(deps, scope, after)
        .then((start) => {
          socket.off('message', keep);
          const hold = holdOf(request.person, deps);
          attach(socket, deps, lookup, { ...start, hold, mayStay: () => mayStay(deps, request) }, early);
        })
        .catch((error: unknown) => {
          const told = error instanceof CodedError;
          if (!told) request.log.error({ err: error }, 'stream could not start');
          const end = told ? CLOSE.badRequest : CLOSE.broken;
          socket.close(end.code, told ? error.message.slice(0, 120) : end.reason);
        });
    },
  });
}

interface Start {
  after: number;
  scope: string | undefined;
}

interface Reading extends Start {
  /** Of a token that is held to watchlists. */
  hold: Hold | null;
  /** Is the reader still somebody who may read? */
  mayStay(): Promise<boolean>;
}

async function mayStay(deps: Needs<'access'>, { headers, person }: FastifyRequest): Promise<boolean> {
  const { cookie, authorization } = headers;
  const now = await deps.access.doorkeeper.who({ cookie, authorization }, true);
  return now !== null && now.id === person?.id && now.scopes.includes('read');
}

async function prepare(
  deps: Needs<'store' | 'opensScope'>,
  scope: string | undefined,
  after: number | undefined,
): Promise<Start> {
  return {
    scope: scope === undefined || scope === 'all' ? undefined : await scopeOf(deps, scope),
    after: after ?? (await deps.store.lastSeq()),
  };
}

function attach(
  socket: WebSocket,
  deps: Needs<'store' | 'access' | 'bus' | 'clock' | 'log' | 'opensScope' | 'version' | 'lists'>,
  lookup: Lookup,
  { mayStay, ...start }: Reading,
  early: readonly string[],
): void {
  const session = openSession({ deps, lookup, sink: sinkOf(socket), ...start });
  let ticks = 0;
  let answered = true;
  const fail = (error: unknown) => {
    deps.log.error({ err: error }, 'stream broke');
    session.close();
    socket.close(CLOSE.broken.code, CLOSE.broken.reason);
  };
  const look = async () => {
    if (await mayStay()) return;
    session.close();
    socket.close(CLOSE.signedOut.code, CLOSE.signedOut.reason);
  };
  const beat = setInterval(() => {
    session.tick().catch(fail);
    if (++ticks % LOOK_TICKS === 0) look().catch(fail);
    if (ticks % PING_TICKS !== 0) return;
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, TICK_MS);
  socket.on('pong', () => {
    answered = true;
  });
  socket.on('message', (message) => session.take(String(message)));
  socket.once('close', () => {
    clearInterval(beat);
    session.close();
  });
  if (socket.readyState !== socket.OPEN) {
    clearInterval(beat);
    session.close();
    return;
  }
  for (const message of early) session.take(message);
  session.run().catch(fail);
}

function sinkOf(socket: WebSocket): Sink {
  return {
    // An error here means that the socket is closing; its close event ends the session.
    send: (message) => new Promise((resolve) => socket.send(message, () => resolve())),
    buffered: () => socket.bufferedAmount,
    close: (code, reason) => socket.close(code, reason),
  };
}
