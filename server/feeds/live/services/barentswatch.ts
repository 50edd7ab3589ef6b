// BarentsWatch Live AIS: the ships round Norway as JSON over an endless HTTP answer, as lines or as an event stream. A token
// is had for the account's secret and lasts an hour: before it ends, a new one is fetched and a second answer begun, and only
// then the first is ended, so that no message is missed between them. A token that is turned away is renewed once.

import { z } from 'zod';
import { barentsWatchJson } from '../../formats/barentswatch.ts';
import { FeedFailure, type FeedNews, type FeedSession, feedKind, USUAL_PAUSES } from '../live-feed.ts';
import { createNewsQueue } from '../news-queue.ts';
import { answerOf, failureOfFetch } from './http-answer.ts';

const url = (official: string) =>
  z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .default(official);

const Settings = z.strictObject({
  clientId: z
    .string()
    .min(1)
    .max(500)
    .meta({ title: 'Client', description: 'Id of the client in your BarentsWatch account.' }),
  clientSecret: z
    .string()
    .min(1)
    .max(500)
    .meta({ title: 'Secret', description: 'Secret of that client.', secret: true }),
  form: z.enum(['lines', 'events']).default('lines').meta({
    title: 'Form',
    description: 'JSON lines, or server-sent events where a proxy holds lines back.',
  }),
  url: url('https://live.ais.barentswatch.no').meta({ title: 'Address', description: 'Address of the service.' }),
  tokenUrl: url('https://id.barentswatch.no/connect/token').meta({
    title: 'Token address',
    description: 'Where tokens are had.',
  }),
});
type Settings = z.infer<typeof Settings>;

/** Tokens are renewed so long before they end. */
const MARGIN_MS = 5 * 60_000;
const SHORTEST_USE_MS = 30_000;
/** After a renewal that failed, while the old answer still brings news. */
const AGAIN_MS = 60_000;
/** More than this waiting, and the answer is not read on: the other side feels it. */
const MOST_WAITING_BYTES = 4 << 20;
const MOST_TOKEN_BYTES = 64 * 1024;

export const barentswatch = feedKind<Settings>({
  kind: 'barentswatch',
  title: 'BarentsWatch Live AIS',
  about:
    'Ships along the coast of Norway as JSON, with a free account. Contains data under the Norwegian licence for Open ' +
    'Government data (NLOD) distributed by BarentsWatch and Kystverket.',
  settings: Settings,
  needsNothing: false,
  quietMs: 60_000,
  pauses: USUAL_PAUSES,
  format: () => barentsWatchJson,
  open: readStreams,
});

async function* readStreams(settings: Settings, session: FeedSession): AsyncGenerator<FeedNews, void> {
  const { clock, signal } = session;
  const ending = new AbortController();
  const stop = () => ending.abort();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  let resume: (() => void) | null = null;
  const queue = createNewsQueue({
    overflow: 'more messages than could be read',
    mostBytes: 2 * MOST_WAITING_BYTES,
    pieces: true,
    onTaken: () => resume?.(),
  });
  const giveUp = () => {
    queue.end();
    resume?.();
  };
  ending.signal.addEventListener('abort', giveUp, { once: true });
  const within = { signal: ending.signal, clock };
  let number = 0;
  let current: AbortController | null = null;

  async function pump(body: ReadableStream<Uint8Array>, mine: AbortController, sender: string): Promise<void> {
    try {
      for await (const bytes of body) {
        queue.put({ kind: 'heard', bytes, arrivedAt: clock.now(), sender });
        while (queue.waitingBytes > MOST_WAITING_BYTES && !ending.signal.aborted) {
          await new Promise<void>((resolve) => {
            resume = resolve;
          });
        }
      }
      if (current === mine) queue.end();
    } catch (error) {
      if (current === mine) queue.end(failureOfFetch(error, hostOf(settings.url)));
    }
    queue.put({ kind: 'left', at: clock.now(), sender });
  }

  /** Begins an answer with a new token, and ends the one before. How long the token is of use, ms. */
  async function change(): Promise<number> {
    let token = await tokenFor(settings, within);
    const mine = new AbortController();
    const ended = AbortSignal.any([ending.signal, mine.signal]);
    let answer: Response;
    try {
      answer = await streamFor(settings, token.text, { signal: ended, clock });
    } catch (error) {
      if (!(error instanceof FeedFailure && error.failure === 'refused')) throw error;
      token = await tokenFor(settings, within);
      answer = await streamFor(settings, token.text, { signal: ended, clock });
    }
    if (answer.body === null) throw new FeedFailure('invalid', `${hostOf(settings.url)}: the answer is empty.`);
    const before = current;
    current = mine;
    void pump(answer.body, mine, String(++number));
    before?.abort();
    return token.useMs;
  }

  async function renew(firstMs: number): Promise<void> {
    for (let ms = firstMs; ; ) {
      await clock.sleep(ms, ending.signal);
      if (ending.signal.aborted) return;
      ms = await change().catch(() => AGAIN_MS);
    }
  }

  try {
    const useMs = await change();
    queue.put({ kind: 'open', at: clock.now(), says: `Connected to ${hostOf(settings.url)}.` });
    void renew(useMs);
    yield* queue;
  } catch (error) {
    if (!ending.signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    ending.abort();
  }
}

function streamFor(
  { url, form }: Settings,
  token: string,
  within: Pick<FeedSession, 'signal' | 'clock'>,
): Promise<Response> {
  const path = form === 'events' ? '/v1/sse/combined' : '/v1/combined';
  return answerOf(`${url.replace(/\/+$/, '')}${path}?modelType=Full&modelFormat=Json`, hostOf(url), {
    ...within,
    headers: { authorization: `Bearer ${token}`, accept: form === 'events' ? 'text/event-stream' : 'application/json' },
  });
}

async function tokenFor(
  { clientId, clientSecret, tokenUrl }: Settings,
  within: Pick<FeedSession, 'signal' | 'clock'>,
): Promise<{ text: string; useMs: number }> {
  const name = hostOf(tokenUrl);
  const body = new URLSearchParams({
    client_id: clientId,
    client_secret: clientSecret,
    scope: 'ais',
    grant_type: 'client_credentials',
  });
  let answer: Response;
  try {
    answer = await answerOf(tokenUrl, name, { ...within, method: 'POST', body });
  } catch (error) {
    // An unknown client is answered with 400.
    if (!(error instanceof FeedFailure && /HTTP 40[013]/.test(error.message))) throw error;
    throw new FeedFailure('refused', `${name}: the client or its secret is not valid.`, { cause: error });
  }
  const read = await jsonOf(answer, name);
  const text = read?.access_token;
  if (typeof text !== 'string' || text === '' || !/^[\x21-\x7e]+$/.test(text)) {
    throw new FeedFailure('invalid', `${name}: the answer holds no token.`);
  }
  const lastsMs = typeof read?.expires_in === 'number' && read.expires_in > 0 ? read.expires_in * 1000 : 3_600_000;
  return { text, useMs: Math.max(lastsMs - Math.min(MARGIN_MS, lastsMs / 2), SHORTEST_USE_MS) };
}

async function jsonOf(answer: Response, name: string): Promise<Record<string, unknown> | null> {
  try {
    const text = await answer.text();
    return text.length > MOST_TOKEN_BYTES ? null : (JSON.parse(text) as Record<string, unknown> | null);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw failureOfFetch(error, name);
  }
}

function hostOf(url: string): string {
  return new URL(url).host;
}
