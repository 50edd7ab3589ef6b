// Which files of a folder were read: by the hash of their content for good, and by name, size and date so that an unchanged
// file need not be read to be known. It is kept in the memory of the feed and has a bound: of contents that lie in the folder no
// more, the oldest are forgotten.

import type { FeedMemory } from '../live-feed.ts';
import type { Dropped } from './dropped.ts';

export interface Ledger {
  /** It was read, or could not be, as it lies there. */
  knows(file: Dropped): boolean;
  /** The name under which this content was read; null: it was not. */
  named(hash: string): string | null;
  /** It was read. */
  put(file: Dropped, hash: string, at: number): void;
  /** It cannot be read as it is. */
  refuse(file: Dropped): void;
  /** These lie in the folder. */
  keep(files: ReadonlyMap<string, Dropped>): void;
}

interface Entry {
  hash: string;
  name: string;
  size: number;
  changedAt: number;
  /** When it was read, UTC ms. */
  at: number;
}

const MOST_ENTRIES = 20_000;

export function openLedger(memory: FeedMemory | undefined): Ledger {
  /** By hash. */
  const read = new Map<string, Entry>();
  const names = new Map<string, string>();
  for (const entry of entriesOf(memory?.read() ?? '')) {
    read.set(entry.hash, entry);
    names.set(entry.name, keyOf(entry));
  }
  const refused = new Map<string, string>();

  function forgetOldest(): void {
    for (const [hash, { name }] of read) {
      if (read.size <= MOST_ENTRIES) return;
      if (!names.has(name)) read.delete(hash);
    }
  }

  return {
    knows: (file) => names.get(file.name) === keyOf(file) || refused.get(file.name) === keyOf(file),
    named: (hash) => read.get(hash)?.name ?? null,
    put(file, hash, at) {
      const { name, size, changedAt } = file;
      const first = read.get(hash);
      if (first === undefined) read.set(hash, { hash, name, size, changedAt, at });
      names.set(name, keyOf(file));
      forgetOldest();
      if (first === undefined) memory?.write(JSON.stringify({ read: [...read.values()] }));
    },
    refuse: (file) => void refused.set(file.name, keyOf(file)),
    keep(files) {
      for (const known of [names, refused]) for (const name of known.keys()) if (!files.has(name)) known.delete(name);
    },
  };
}

function keyOf({ size, changedAt }: Pick<Dropped, 'size' | 'changedAt'>): string {
  return `${size} ${changedAt}`;
}

/** A memory that cannot be read is none: the files are read again, and what they say is said once all the same. */
function entriesOf(text: string): Entry[] {
  try {
    const { read } = JSON.parse(text) as { read?: unknown };
    return Array.isArray(read) ? read.filter((entry) => typeof entry?.hash === 'string') : [];
  } catch {
    return [];
  }
}
