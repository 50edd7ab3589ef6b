// What a maker of evidence bundles is given: the options that an engine of the scope has, the masks of the sea, the key of the
// installation and the script for readers. For the worker and the command line alike.

import { loadSeaMasks } from '../db/reference/sea.ts';
import { liveOptions, readKnown, replayOptions, type Tables } from './assembly.ts';
import { VERSION } from './config.ts';
import { engineScript } from './evidence/engine-script.ts';
import type { MakerDeps } from './evidence/make-bundle.ts';
import { openSigningKey } from './evidence/signing-key.ts';
import type { Store } from './seams/store.ts';

export interface EvidenceParts {
  store: Store;
  tables: Tables;
  /** Of the data. */
  folder: string;
  now(): number;
}

export function evidenceMaker({ store, tables, folder, now }: EvidenceParts): MakerDeps {
  return {
    store,
    folder,
    async options(replay, source) {
      const known = await readKnown(store, tables, now());
      return replay === null
        ? liveOptions(tables, known)
        : replayOptions(tables, known, { asOf: replay.asOf, bindings: source?.bindings ?? [] });
    },
    builtInLists: tables.reference.lists,
    masks: loadSeaMasks,
    key: openSigningKey(folder),
    product: `keelwatch ${VERSION}`,
    engine: engineScript(),
  };
}
