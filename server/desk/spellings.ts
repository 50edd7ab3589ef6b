// Listed names that another spelling or another script may mean: Александр Невский and ALEKSANDR NEVSKIY, IRIGOYEN and
// IRIGOIEN, 청천강호 and CHONG CHON GANG. A name comes in, the listed names whose letters fold to the same go out, and for
// another script those one slip away. All are candidates: whoever asks ranks them as possible and no more.

import { foldedName, type Origin } from '../domain/identity/folded-name.ts';
import { splitNames } from '../domain/identity/listed-name.ts';
import { type NameKey, nameIndexKey } from '../domain/identity/name.ts';
import { findNearNames, indexNearNames, type NearIndex } from '../domain/identity/near-index.ts';
import type { ListedHullName } from '../domain/identity/watch-index.ts';
import { inLatin, isLatin, originOf } from './latin.ts';

export interface Spelled {
  name: ListedHullName;
  /** False: the folded letters are equal. */
  near: boolean;
}

export interface Spellings {
  find(name: string): Spelled[];
}

interface Folded {
  key: NameKey;
  listed: ListedHullName;
}

interface ByOrigin {
  equal: ReadonlyMap<string, readonly ListedHullName[]>;
  folded: readonly Folded[];
  near: NearIndex<Folded> | null;
}

/** Names taken from one question: 'X (ex A, ex B)'. */
const MOST_NAMES = 20;

/** Each way of folding is made ready when a question first needs it. */
export function indexSpellings(names: readonly ListedHullName[]): Spellings {
  const ready = new Map<Origin, ByOrigin>();

  function of(origin: Origin): ByOrigin {
    let index = ready.get(origin);
    if (!index) {
      const equal = new Map<string, ListedHullName[]>();
      const folded: Folded[] = [];
      for (const listed of names) {
        const key = foldedName(isLatin(listed.text) ? listed.text : inLatin(listed.text), origin);
        if (key === null) continue;
        folded.push({ key, listed });
        const known = equal.get(nameIndexKey(key));
        if (known) known.push(listed);
        else equal.set(nameIndexKey(key), [listed]);
      }
      index = { equal, folded, near: null };
      ready.set(origin, index);
    }
    return index;
  }

  function add(found: Map<string, Spelled>, latin: string, origin: Origin): void {
    const key = foldedName(latin, origin);
    if (key === null) return;
    const index = of(origin);
    for (const name of index.equal.get(nameIndexKey(key)) ?? []) found.set(name.hull.id, { name, near: false });
    if (origin !== 'cyrillic' && origin !== 'hangul') return;
    index.near ??= indexNearNames(index.folded);
    for (const { listed } of findNearNames(index.near, key)) {
      if (!found.has(listed.hull.id)) found.set(listed.hull.id, { name: listed, near: true });
    }
  }

  return {
    find(name) {
      const found = new Map<string, Spelled>();
      for (const { text } of splitNames(name).slice(0, MOST_NAMES)) {
        const latin = inLatin(text);
        const origin = originOf(text);
        add(found, latin, origin);
        // 'CHONG CHON GANG HO' says "ship" behind the name, which folding for Korean leaves out.
        if (origin === 'latin' && / HO$/i.test(latin)) add(found, latin, 'hangul');
      }
      return [...found.values()];
    },
  };
}
