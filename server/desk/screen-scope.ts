// What a screening was asked of: the lists in force with the day of each copy, the table that is built in, and the
// authorities of which nothing is loaded. Every answer names them, since "no match" says nothing of a list that was
// never asked. The state of the lists comes in; it judges no ship.

import { dayOf, isoDay } from '../domain/time.ts';
import type { ListStatus } from '../watch/list-status.ts';

export interface AskedList {
  id: string;
  title: string;
  authority: string;
  /** False for catalogues that are no legal listing. */
  sanction: boolean;
  /** Day or month that the publisher put on the copy; null where it put none. */
  published: string | null;
  /** UTC ms. */
  importedAt: number;
  state: ListStatus['state'];
  /** What is wrong with it, in a sentence. */
  says: string | null;
  ships: number;
  parties: number;
}

export interface MissingAuthority {
  authority: string;
  /** Its lists that are not loaded. */
  lists: { id: string; title: string }[];
  /** True when another of its lists is loaded. */
  partly: boolean;
}

export interface ScreenScope {
  /** When it was asked, UTC ms. */
  at: number;
  lists: AskedList[];
  /** The table built into the program; a choice of ships, and no authority's list. */
  builtIn: { hulls: number; asOf: string };
  notLoaded: MissingAuthority[];
  /** False: there are ships' lists that were not asked, so that no answer is an all-clear. */
  complete: boolean;
}

/** A list that holds what others hold: where it is loaded they are asked. */
const HOLDS: Readonly<Record<string, readonly string[]>> = {
  'eu-vessels': ['eu-833', 'eu-dprk'],
  'eu-833': ['eu-vessels'],
  'us-csl': ['ofac-sdn', 'ofac-consolidated'],
  'opensanctions-maritime': [],
};
/** Lists beside those of an authority: aggregates of what others publish, and tables of one's own. */
const BESIDE = /^(?:us-csl|opensanctions-.*|own|hand.*|eu-merged.*)$/;
/** Lists of companies and persons: told when they are missing, though no ship stands on them. */
const PARTIES_ALONE = new Set(['un-consolidated', 'eu-fsf', 'ofac-consolidated']);

export function screenScope(
  statuses: readonly ListStatus[],
  builtIn: { hulls: readonly unknown[]; lists: readonly { asOf: string }[] },
  at: number,
): ScreenScope {
  const lists = statuses.flatMap((status) => askedList(status));
  const asked = new Set(lists.flatMap(({ id }) => [id, ...(HOLDS[id] ?? [])]));
  const needed = statuses.filter(({ id, sanction, state }) => sanction && state !== 'closed' && !BESIDE.test(id));
  const missing = needed.filter(({ id }) => !asked.has(id));
  const notLoaded = [...Map.groupBy(missing, ({ authority }) => authority)].map(([authority, own]) => ({
    authority,
    lists: own.map(({ id, title }) => ({ id, title })),
    partly: needed.some((status) => status.authority === authority && asked.has(status.id)),
  }));
  return {
    at,
    lists,
    builtIn: {
      hulls: builtIn.hulls.length,
      asOf: builtIn.lists.reduce((last, { asOf }) => (asOf > last ? asOf : last), ''),
    },
    notLoaded: notLoaded.sort((a, b) => Number(a.partly) - Number(b.partly) || (a.authority < b.authority ? -1 : 1)),
    complete: notLoaded.every(({ partly, lists: own }) => partly && own.every(({ id }) => PARTIES_ALONE.has(id))),
  };
}

function askedList({ id, title, authority, sanction, state, says, version }: ListStatus): AskedList[] {
  if (version === null) return [];
  const { mark, importedAt, ships, parties } = version;
  // A mark that names a month is not made a day.
  const published = mark === null ? null : dayText(mark.at).slice(0, mark.latestAt === undefined ? 10 : 7);
  return [{ id, title, authority, sanction, published, importedAt, state, says, ships, parties }];
}

function dayText(at: number): string {
  return isoDay(at);
}

/** "OFAC SDN list of 2026-08-20"; a list without a mark says when it was imported. */
export function askedListText({ title, published, importedAt, state }: AskedList): string {
  const day = published === null ? `imported ${dayOf(importedAt)}` : `of ${published}`;
  return `${title} (${day}${state === 'stale' || state === 'failing' ? `, ${state}` : ''})`;
}

/** "US OFAC, UK, EU"; of an authority that is loaded in part, the list that is not. */
export function missingText(notLoaded: readonly MissingAuthority[]): string {
  return notLoaded
    .map(({ authority, partly, lists }) =>
      partly ? `${authority} (${lists.map(({ title }) => title).join('; ')})` : authority,
    )
    .join(', ');
}
