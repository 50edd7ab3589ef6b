// From where the work under way was asked for. The server says it once for each request, the command line once for a command;
// the record of who did what (db/audit.ts) reads it when it writes a row, so that no deed can forget to say it.

import { AsyncLocalStorage } from 'node:async_hooks';
import type { Origin } from '../domain/desk/deed.ts';

const current = new AsyncLocalStorage<Origin>();

/** Runs some work as asked for from there, with all that it starts. */
export function workFrom<T>(origin: Origin, work: () => T): T {
  return current.run(origin, work);
}

/** null: nobody asked, the program does it by itself. */
export function originNow(): Origin | null {
  return current.getStore() ?? null;
}
