// Entries that list a class of ships, "every DPRK-flagged vessel", as rules that a question can meet: by the digits of an
// MMSI, by a flag, by the entry's own name or reference. Such an entry names no hull, and a MID shows what a radio set sends,
// not a registration. So the answer tells a class, never a match of a ship.

import { midOf } from '../identity/mmsi.ts';
import { nameKey, sameName } from '../identity/name.ts';
import type { MidTable } from '../identity/watch-index.ts';
import { type FlagTable, flagsNamedIn } from './flags.ts';
import type { ClassEntry } from './hulls.ts';

export interface ClassRule {
  entry: ClassEntry;
  /** 'DPRK Vessel Class'. */
  title: string;
  /** ISO codes of the flags that it speaks of. */
  flags: readonly string[];
}

export interface ClassMatch {
  rule: ClassRule;
  /** Why the class is told, in a sentence. */
  why: string;
}

/** The part of an entry that says what it lists; definitions that follow name further states. */
const HEAD = 300;

export function classRules(entries: readonly ClassEntry[], flags: FlagTable): ClassRule[] {
  return entries.map((entry) => {
    const [title = entry.recordId] = entry.text.split(': ');
    const named = flagsNamedIn(title, flags);
    return { entry, title, flags: named.length > 0 ? named : flagsNamedIn(entry.text.slice(0, HEAD), flags) };
  });
}

export interface ClassQuery {
  name: string;
  mmsi: number | null;
  /** ISO codes. */
  flags: readonly string[];
}

export function findClasses(query: ClassQuery, rules: readonly ClassRule[], mids: MidTable): ClassMatch[] {
  if (rules.length === 0) return [];
  const mid = query.mmsi === null ? null : midOf(query.mmsi);
  const sent = mid === null ? undefined : mids.get(mid);
  const key = query.name === '' ? null : nameKey(query.name);
  const found: ClassMatch[] = [];
  for (const rule of rules) {
    const { authority, recordId } = rule.entry;
    const every = `${authority} lists a whole class of ships, "${rule.title}" (${recordId})`;
    const title = nameKey(rule.title);
    const flag = query.flags.find((code) => rule.flags.includes(code));
    if (sent?.iso2.some((code) => rule.flags.includes(code))) {
      found.push({
        rule,
        why: `MID ${mid} of the MMSI is that of ${sent.name}; ${every}. A MID shows what is sent, not where the ship is registered.`,
      });
    } else if (flag !== undefined) found.push({ rule, why: `The flag ${flag} is one that it speaks of; ${every}.` });
    else if (query.name.toUpperCase() === recordId.toUpperCase())
      found.push({ rule, why: `${recordId} is its reference; ${every}.` });
    else if (key !== null && title !== null && sameName(key, title))
      found.push({ rule, why: `It bears that name; ${every}.` });
  }
  return found;
}
