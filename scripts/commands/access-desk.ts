// Users and tokens of the data folder for a command. A monitor that runs on the same folder follows within seconds.

import { join } from 'node:path';
import { commonPasswords } from '../../db/reference/common-passwords.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { type Access, createAccess } from '../../server/access/access.ts';
import type { Link } from '../../server/access/users.ts';
import { type Config, readConfig } from '../../server/config.ts';
import { isoMoment } from '../../server/domain/time.ts';
import { systemClock } from '../../server/seams/clock.ts';
import type { Store } from '../../server/seams/store.ts';
import { personHere, print } from './list-desk.ts';

export interface AccessDesk {
  config: Config;
  store: Store;
  access: Access;
  /** Who sits at the terminal. */
  by: string;
}

/** Opens, works, closes, whatever happens. */
export async function withAccess<T>(work: (desk: AccessDesk) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  const store = openStore(join(config.dataFolder, 'keelwatch.db'));
  try {
    return await work({ config, store, access: createAccess(store, systemClock, commonPasswords()), by: personHere() });
  } finally {
    await store.close();
  }
}

export function printLink(name: string, { secret, expiresAt }: Link, config: Config): void {
  print(`One-time link for ${name}, good until ${isoMoment(expiresAt)}; it is shown now and never again:`);
  print(`${addressOf(config)}/welcome#${secret}`);
}

/** Where the page is, as far as this machine knows. */
function addressOf({ pageUrl, listenHost, listenPort }: Config): string {
  if (pageUrl !== null) return pageUrl;
  const everywhere = listenHost === '0.0.0.0' || listenHost === '::';
  const host = everywhere ? 'localhost' : listenHost;
  return `http://${host.includes(':') ? `[${host}]` : host}:${listenPort}`;
}
