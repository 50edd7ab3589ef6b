// The frames of a WebSocket, for services that send one message in each: opens it, sends what the service asks for at once,
// pings, and hands on the frames in a queue with a bound. At the end it says farewell and waits for the answer, because some
// services hold the place of a client that has just gone away. It never connects again by itself.

import { WebSocket } from 'ws';
import { FeedFailure, type FeedNews, type FeedSession } from '../live-feed.ts';
import { createNewsQueue } from '../news-queue.ts';
import { failureOf } from '../socket-failure.ts';
import { failureOfStatus } from './http-refusal.ts';

export interface FramesOptions {
  url: string;
  /** Names the service in sentences; never holds a key. */
  name: string;
  headers?: Readonly<Record<string, string>>;
  /** Sent as soon as the connection stands. */
  first: string;
  /** Is an answer to our ping a sign that the service is well? Where a busy service is silent, it is not. */
  pongIsAlive: boolean;
  /** Further news as the other side is found alive. */
  onAlive?(at: number): readonly FeedNews[];
  /** What a frame means: news of it, or a failure that ends the connection. */
  take(text: string, at: number): readonly FeedNews[] | FeedFailure;
  /** The connection was closed with this code, 1006: without one; null: a plain end. */
  onClose?(code: number, stoodMs: number): FeedFailure | null;
}

const CONNECT_MS = 15_000;
const PING_MS = 30_000;
/** How long the answer to our farewell is waited for. */
const FAREWELL_MS = 5_000;
const MOST_FRAME_BYTES = 4 << 20;

export async function* readFrames(
  options: FramesOptions,
  { signal, clock, watched }: FeedSession,
): AsyncGenerator<FeedNews, void> {
  const { url, name, headers, first, pongIsAlive, take, onClose } = options;
  if (signal.aborted) return;
  const queue = createNewsQueue({ overflow: 'more messages than could be read', watched });
  const socket = new WebSocket(url, { headers: { ...headers }, maxPayload: MOST_FRAME_BYTES, perMessageDeflate: true });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const deadline = new AbortController();
  let stoodAt: number | null = null;
  const alive = () => {
    if (!pongIsAlive) return;
    const at = clock.now();
    for (const news of options.onAlive?.(at) ?? []) queue.put(news);
    queue.put({ kind: 'alive', at });
  };
  const stop = () => queue.end();
  signal.addEventListener('abort', stop, { once: true });
  void clock.sleep(CONNECT_MS, deadline.signal).then(() => {
    if (!deadline.signal.aborted) queue.end(failureOf(new Error(`no connection within ${CONNECT_MS / 1000} s`), name));
  });
  const stopPinging = clock.every(PING_MS, () => {
    if (socket.readyState === WebSocket.OPEN) socket.ping();
  });
  socket.on('open', () => {
    deadline.abort();
    stoodAt = clock.now();
    socket.send(first);
    if (pongIsAlive) socket.ping();
  });
  // Some services send text in binary frames.
  socket.on('message', (bytes: Buffer) => {
    const taken = take(bytes.toString(), clock.now());
    if (taken instanceof FeedFailure) queue.end(taken);
    else for (const news of taken) queue.put(news);
  });
  socket.on('pong', alive);
  socket.on('ping', alive);
  socket.on('unexpected-response', (request, { statusCode = 0, headers: answered }) => {
    queue.end(failureOfStatus(statusCode, name, answered['retry-after'] ?? null));
    request.destroy();
  });
  socket.on('error', (error) => queue.end(failureOfFrames(error, name)));
  socket.on('close', (code) => {
    const failure = stoodAt === null ? null : (onClose?.(code, clock.now() - stoodAt) ?? null);
    queue.end(failure ?? plainEnd(code, name));
  });
  try {
    yield* queue;
  } finally {
    deadline.abort();
    stopPinging();
    signal.removeEventListener('abort', stop);
    await sayFarewell(socket, closed, clock);
  }
}

async function sayFarewell(socket: WebSocket, closed: Promise<void>, clock: FeedSession['clock']): Promise<void> {
  if (socket.readyState === WebSocket.CLOSED) return;
  if (socket.readyState === WebSocket.CONNECTING) {
    socket.terminate();
    return;
  }
  const answered = new AbortController();
  socket.close(1000);
  await Promise.race([closed, clock.sleep(FAREWELL_MS, answered.signal)]);
  answered.abort();
  socket.terminate();
}

/** Undefined: the other side closed the connection as one does. */
function plainEnd(code: number, name: string): FeedFailure | undefined {
  if (code === 1000 || code === 1001 || code === 1005 || code === 1012) return undefined;
  if (code === 1006) return new FeedFailure('unreachable', `${name}: the connection broke.`);
  if (code === 1008)
    return new FeedFailure('limited', `${name}: the service ended the connection: too slow, or against its rules.`);
  if (code === 1013) return new FeedFailure('limited', `${name}: the service is overloaded.`);
  return new FeedFailure('unreachable', `${name}: the service ended the connection (code ${code}).`);
}

function failureOfFrames(error: Error, name: string): FeedFailure {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (
    code.startsWith('WS_ERR_') ||
    code.startsWith('HPE_') ||
    /^(Invalid|Unexpected|Server sent)/.test(error.message)
  ) {
    return new FeedFailure('invalid', `${name}: what answers there does not speak its protocol.`, { cause: error });
  }
  return failureOf(error, name);
}

/** Why a frame is lost. */
export const NOT_JSON = 'frame that holds no JSON object';

/** A frame as a line of its own; null: no object, and it could spoil what comes after it. */
export function jsonLine(text: string): Uint8Array | null {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null || Array.isArray(read)) return null;
    return Buffer.from(`${text}\n`);
  } catch {
    return null;
  }
}
