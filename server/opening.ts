// What a start finds out before it opens anything: by which names the server goes, whether a feed is on, whether there is a
// folder to write in.

import { mkdirSync } from 'node:fs';
import type { Config } from './config.ts';
import type { FeedDesk } from './desk/feeds.ts';
import { CodedError } from './domain/errors.ts';
import { type Entrance, isLoopback } from './http/guard.ts';
import type { Clock } from './seams/clock.ts';
import type { Log } from './seams/log.ts';
import type { Store } from './seams/store.ts';

/** A start waits so long for earlier alerts to be gathered into cases; the rest is gathered beside the work. */
const GATHER_WAIT_MS = 2_000;

export async function gatherCases(store: Pick<Store, 'gatherCases'>, clock: Clock, log: Log): Promise<void> {
  const gathered = store.gatherCases().catch((error: unknown) => {
    log.error({ error }, 'not all earlier alerts are gathered into cases; the next start goes on with it');
  });
  await Promise.race([gathered, clock.sleep(GATHER_WAIT_MS)]);
}

/** The name in the address of the page is a name of the server's own. */
export function entranceOf({ hosts, proxies, listenHost, pageUrl }: Config): Entrance {
  const page = pageUrl === null ? null : new URL(pageUrl).hostname;
  const named = page === null || isLoopback(page) || (hosts.length === 0 && proxies.length === 0) ? [] : [page];
  return { hosts: [...hosts, ...named], proxies, beyondLoopback: !isLoopback(listenHost) };
}

/** Is any feed switched on? Then the page opens on the live monitor. */
export function listening(feeds: FeedDesk): boolean {
  try {
    return feeds.rows().some(({ on }) => on);
  } catch {
    // A file that cannot be used is told by health.
    return false;
  }
}

export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    const remedy = 'Name another data folder in KEELWATCH_DATA.';
    throw new CodedError('unavailable', `${folder} cannot be made or written${code}. ${remedy}`, { cause: error });
  }
}
