// Listed names that another spelling or another script may mean: Александр Невский and ALEKSANDR NEVSKIY, IRIGOYEN and
// IRIGOIEN, 청천강호 and CHONG CHON GANG. A name comes in, the listed names whose letters fold to the same go out, and for
// another script those one slip away. All are candidates: whoever asks ranks them as possible and no more.

import { foldedName, foldKey, latinKey, type Origin } from '../domain/identity/folded-name.ts';
import { splitNames } from '../domain/identity/listed-name.ts';
import { type NameKey, nameIndexKey } from '../domain/identity/name.ts';
import { findNearNames, indexNearNames, type NearIndex } from '../domain/identity/near-index.ts';
import { nearName } from '../domain/identity/near-name.ts';
import type { ListedHullName } from '../domain/identity/watch-index.ts';
import { inLatin, originOf } from './latin.ts';

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
/** Without vowels too little is left for a slip to be told from another name. */
const NEAR: ReadonlySet<Origin> = new Set(['cyrillic', 'hangul']);

/** Each way of folding is made ready when a question first needs it. */
export function indexSpellings(names: readonly ListedHullName[]): Spellings {
  const ready = new Map<Origin, ByOrigin>();
  /** Names that lists write in another script, to be met by a question in Latin letters. */
  const foreign = new Map<Origin, ByOrigin>();
  for (const [origin, own] of Map.groupBy(names, ({ text }) => originOf(text))) {
    if (origin !== 'latin') foreign.set(origin, fold(own, origin));
  }

  function of(origin: Origin): ByOrigin {
    let index = ready.get(origin);
    if (!index) {
      index = fold(names, origin);
      ready.set(origin, index);
    }
    return index;
  }

  return {
    find(name) {
      const found = new Map<string, Spelled>();
      for (const { text } of splitNames(name).slice(0, MOST_NAMES)) {
        const origin = originOf(text);
        const latin = latinKey(inLatin(text));
        if (latin === null) continue;
        look(found, of(origin), latin, origin);
        if (origin !== 'latin') continue;
        for (const [written, index] of foreign) look(found, index, latin, written);
        // 'CHONG CHON GANG HO' says "ship" behind the name, which folding for Korean leaves out.
        if (latin.tokens.at(-1) === 'HO') look(found, of('hangul'), latin, 'hangul');
      }
      return [...found.values()];
    },
  };
}

function fold(names: readonly ListedHullName[], origin: Origin): ByOrigin {
  const equal = new Map<string, ListedHullName[]>();
  const folded: Folded[] = [];
  for (const listed of names) {
    const key = foldedName(inLatin(listed.text), origin);
    if (key === null) continue;
    folded.push({ key, listed });
    const known = equal.get(nameIndexKey(key));
    if (known) known.push(listed);
    else equal.set(nameIndexKey(key), [listed]);
  }
  return { equal, folded, near: null };
}

function look(found: Map<string, Spelled>, index: ByOrigin, latin: NameKey, origin: Origin): void {
  const key = foldKey(latin, origin);
  if (key === null) return;
  for (const name of index.equal.get(nameIndexKey(key)) ?? []) found.set(name.hull.id, { name, near: false });
  if (!NEAR.has(origin)) return;
  for (const { listed } of nearTo(index, key)) {
    if (!found.has(listed.hull.id)) found.set(listed.hull.id, { name: listed, near: true });
  }
}

/** A few names are looked at one by one, which costs less than making the keys of an index. */
function nearTo(index: ByOrigin, key: NameKey): readonly Folded[] {
  if (index.folded.length <= FEW) return index.folded.filter((each) => nearName(key, each.key));
  index.near ??= indexNearNames(index.folded);
  return findNearNames(index.near, key);
}

const FEW = 64;
