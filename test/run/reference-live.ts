// What the live monitor watches where a test has no lists: the compiled reference data.

import { liveOptions, loadTables } from '../../server/assembly.ts';
import { NO_BINDINGS } from '../../server/domain/identity/identify.ts';
import type { LiveDeps } from '../../server/run/live-contract.ts';

const tables = loadTables();

export const referenceLive: Pick<LiveDeps, 'lists' | 'options'> = {
  lists: async () => ({ hulls: tables.reference.hulls, bindings: NO_BINDINGS }),
  options: (known) => liveOptions(tables, known),
};
