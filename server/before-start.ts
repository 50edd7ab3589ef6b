// What is settled before anything is started: under which names the server is reached, whether a feed is on, and the folders.

import { mkdirSync } from 'node:fs';
import type { Config } from './config.ts';
import type { FeedDesk } from './desk/feeds.ts';
import { CodedError } from './domain/errors.ts';
import { type Entrance, isLoopback } from './http/guard.ts';

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
