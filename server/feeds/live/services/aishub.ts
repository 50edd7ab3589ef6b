// AISHub, for its members: the last known row of each ship, asked for again and again. The service answers a member at most
// once a minute, and answers nothing at all to who asks sooner: the pause is kept across connections too. Of each answer only
// rows that are newer than the last one of their ship are handed on, each as a line; an old row said again is no news.

import { z } from 'zod';
import { aisHubJson } from '../../formats/aishub.ts';
import { FeedFailure, type FeedNews, type FeedSession, feedKind } from '../live-feed.ts';
import { answerOf, failureOfFetch } from './http-answer.ts';

const Settings = z.strictObject({
  username: z.string().min(1).max(200).meta({
    title: 'User name',
    description: 'Of your AISHub membership; whoever knows it can use it.',
    secret: true,
  }),
  everyS: z
    .int()
    .min(60)
    .max(3600)
    .default(60)
    .meta({ title: 'Every', description: 'Seconds between two questions, 60 at least.' }),
  withinMinutes: z.int().min(1).max(1440).default(15).meta({
    title: 'Not older than',
    description: 'Rows older than so many minutes are not asked for.',
  }),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .default('https://data.aishub.net/ws.php')
    .meta({ title: 'Address', description: 'Address of the service.' }),
});
type Settings = z.infer<typeof Settings>;

const LEAST_MS = 60_000;
/** The world has some 50,000 rows of 250 bytes. */
const MOST_CHARACTERS = 64 << 20;
/** Rows of a ship that has not been heard for so long may come again as news. */
const FORGOTTEN_MS = 24 * 3_600_000;

/** When a member's name was used last, by address and name. */
const askedAt = new Map<string, number>();

export const aishub = feedKind<Settings>({
  kind: 'aishub',
  title: 'AISHub',
  about:
    'Receivers of its members all over the world; for those who feed it themselves. Rows are a minute old and more.',
  settings: Settings,
  needsNothing: false,
  quietMs: null,
  lateMs: 120_000,
  pauses: { firstMs: 2 * LEAST_MS, mostMs: 30 * LEAST_MS, refusedMs: 30 * LEAST_MS },
  format: () => aisHubJson,
  open: poll,
});

async function* poll(settings: Settings, { signal, clock }: FeedSession): AsyncGenerator<FeedNews, void> {
  const address = new URL(settings.url);
  const name = address.host;
  const member = `${settings.url} ${settings.username}`;
  const newest = new Map<unknown, number>();
  for (const [key, value] of Object.entries({
    username: settings.username,
    format: '0',
    output: 'json',
    compress: '0',
    interval: String(settings.withinMinutes),
  })) {
    address.searchParams.set(key, value);
  }
  for (let count = 0; ; count++) {
    const before = askedAt.get(member);
    const everyMs = count === 0 ? LEAST_MS : settings.everyS * 1000;
    const restMs = before === undefined ? 0 : Math.min(before + everyMs - clock.now(), everyMs);
    if (restMs > 0) await clock.sleep(restMs, signal);
    if (signal.aborted) return;
    askedAt.set(member, clock.now());
    let text: string;
    try {
      text = await (await answerOf(address.href, name, { signal, clock })).text();
    } catch (error) {
      if (signal.aborted) return;
      throw failureOfFetch(error, name);
    }
    const rows = rowsOf(text, name, settings.username);
    const at = clock.now();
    if (count === 0) yield { kind: 'open', at, says: `${name} answers, with ${rows.length} rows.` };
    const lines = newer(rows, newest, at);
    if (lines.length === 0) yield { kind: 'alive', at };
    else yield { kind: 'heard', bytes: Buffer.from(`${lines.join('\n')}\n`), arrivedAt: at, sender: '' };
  }
}

function rowsOf(text: string, name: string, username: string): unknown[] {
  if (text.trim() === '') {
    throw new FeedFailure(
      'limited',
      `${name}: an empty answer, as to one who asks more than once a minute; is the name used elsewhere?`,
      { pauseMs: 2 * LEAST_MS },
    );
  }
  let answer: unknown;
  try {
    answer = text.length > MOST_CHARACTERS ? null : JSON.parse(text);
  } catch {
    answer = null;
  }
  const [head, rows] = Array.isArray(answer) ? (answer as unknown[]) : [];
  const told = head as { ERROR?: unknown; ERROR_MESSAGE?: unknown } | null | undefined;
  if (typeof told?.ERROR !== 'boolean') {
    throw new FeedFailure('invalid', `${name}: the answer is not one of AISHub.`, { pauseMs: 2 * LEAST_MS });
  }
  if (told.ERROR) {
    const said = String(told.ERROR_MESSAGE ?? 'no reason')
      .replaceAll(username, '…')
      .replace(/\p{Cc}+/gu, ' ')
      .slice(0, 200);
    if (/frequent|too many/i.test(said))
      throw new FeedFailure('limited', `${name}: "${said}".`, { pauseMs: 2 * LEAST_MS });
    throw new FeedFailure('refused', `${name} refuses: "${said}".`);
  }
  return Array.isArray(rows) ? rows : [];
}

/** As lines. A row without a time that can be compared goes on, and its reader says why it is none. */
function newer(rows: readonly unknown[], newest: Map<unknown, number>, now: number): string[] {
  const lines: string[] = [];
  for (const row of rows) {
    const { MMSI, TIME } = (typeof row === 'object' && row !== null ? row : {}) as { MMSI?: unknown; TIME?: unknown };
    const at = Number(TIME) * 1000;
    // A time to come is no measure for what comes after it.
    if (at > 0 && at < now + LEAST_MS) {
      if (at <= (newest.get(MMSI) ?? 0)) continue;
      newest.set(MMSI, at);
    }
    lines.push(JSON.stringify(row));
  }
  for (const [mmsi, at] of newest) if (at < now - FORGOTTEN_MS) newest.delete(mmsi);
  return lines;
}
