// The companies and persons of all lists in force, with their ships, ready to be searched. Read from the store when
// first asked for and again after every change of the lists. It writes nothing.

import { mergeParties, type PartyList } from '../domain/listing/party.ts';
import { type NameOf, type PartyName, partyName } from '../domain/listing/party-name.ts';
import { indexParties, type PartyIndex } from '../domain/listing/party-search.ts';
import { dayOf } from '../domain/time.ts';
import { markText } from '../lists/reading/list-file.ts';
import type { Store } from '../seams/store.ts';
import type { Watch } from '../watch/hulls.ts';
import { inLatin } from './latin.ts';

export interface PartyDesk {
  current(): Promise<PartyIndex>;
}

export function createPartyDesk(store: Pick<Store, 'partyRecords' | 'listsInForce'>, watch: () => Watch): PartyDesk {
  let built: { of: Watch; index: Promise<PartyIndex> } | null = null;
  return {
    current() {
      const now = watch();
      if (built?.of !== now) {
        const index = load(store, now);
        built = { of: now, index };
        // What could not be read is asked for again.
        index.catch(() => {
          if (built?.index === index) built = null;
        });
      }
      return built.index;
    },
  };
}

async function load(store: Pick<Store, 'partyRecords' | 'listsInForce'>, { known }: Watch): Promise<PartyIndex> {
  const records = Map.groupBy(await store.partyRecords(), ({ list }) => list);
  const lists = (await store.listsInForce()).map(
    (version): PartyList => ({
      id: version.list,
      title: version.title,
      authority: version.authority,
      sanction: version.sanction,
      asOf: version.mark?.at ?? version.importedAt,
      asOfText: version.mark === null ? dayOf(version.importedAt) : markText(version.mark),
      records: records.get(version.list) ?? [],
    }),
  );
  // Each name is read for merging and again for the index.
  const names = new Map<string, PartyName | null>();
  const nameOf: NameOf = (text) => {
    let name = names.get(text);
    if (name === undefined) {
      name = partyName(inLatin(text));
      names.set(text, name);
    }
    return name;
  };
  return indexParties(mergeParties(lists, known, nameOf), nameOf);
}
