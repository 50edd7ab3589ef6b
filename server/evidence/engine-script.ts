// The script that decides again in a reader's browser, as the build of the page has made it.

import { readFileSync } from 'node:fs';

const PATH = new URL('../../dist/evidence/engine.js', import.meta.url);

/** null where the page is not built: bundles are then made without it. */
export function engineScript(): string | null {
  try {
    return readFileSync(PATH, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
