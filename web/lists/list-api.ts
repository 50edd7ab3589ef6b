// Asks the server about lists, watchlists and screening, as api.ts does for the rest. Long answers (records, changes)
// come one page at a time, since nobody reads twenty thousand rows.

import type { ImportReport, ListDetail, ListDifference, ListRecord, ListStatus } from '../../server/http/wire/list.ts';
import type { ScreenPage } from '../../server/http/wire/screen.ts';
import type { Watchlist, WatchlistRequest, WatchMemberRequest, WatchMembers } from '../../server/http/wire/watch.ts';
import { get, post, postText, remove, rows } from '../api.ts';

export interface Page<T> {
  rows: T[];
  next: string | null;
}

export interface RecordQuery {
  kind?: ListRecord['kind'];
  gone?: boolean;
  q?: string;
}

const one = (id: string) => `/lists/${encodeURIComponent(id)}`;
/** Ships of a list in one answer, and answers that are asked for. */
const SHIP_ROWS = 500;
const MOST_SHIP_PAGES = 40;
const watchlist = (id: string) => `/watchlists/${encodeURIComponent(id)}`;
const ROWS = 100;
const MEMBER_ROWS = 200;
/** Changes come whole, since ships stand between thousands of companies; a version that changes more is cut, and says so. */
const CHANGE_ROWS = 500;
const MAX_CHANGE_PAGES = 40;

export const listApi = {
  lists: () => rows<ListStatus>('/lists'),
  list: (id: string) => get<ListDetail>(one(id)),
  difference,
  records: (id: string, query: RecordQuery, after: string | undefined) =>
    get<Page<ListRecord>>(`${one(id)}/records`, { ...query, after, limit: ROWS }),
  fetchNow: (id: string) => post<ImportReport>(`${one(id)}/sync`, {}),
  watchlists: () => rows<Watchlist>('/watchlists'),
  saveWatchlist: (request: WatchlistRequest) => post<Watchlist>('/watchlists', request),
  removeWatchlist: (id: string) => remove(watchlist(id)),
  members: (id: string, q: string, asOf?: string) =>
    get<WatchMembers>(`${watchlist(id)}/members`, { q, asOf, limit: MEMBER_ROWS }),
  /** All ships of a watchlist, page by page. */
  async shipsOf(id: string): Promise<{ ships: ReadonlySet<string>; cut: boolean }> {
    const ships = new Set<string>();
    let after: string | null | undefined;
    for (let pages = 0; after !== null && pages < MOST_SHIP_PAGES; pages++) {
      const found: WatchMembers = await get<WatchMembers>(`${watchlist(id)}/members`, { limit: SHIP_ROWS, after });
      for (const { hullId } of found.rows) ships.add(hullId);
      after = found.next;
    }
    return { ships, cut: after !== null };
  },
  addMember: (id: string, member: WatchMemberRequest) =>
    post<WatchMembers>(`${watchlist(id)}/members`, { members: [member] }),
  addMemberTable: (id: string, csv: string) => postText<WatchMembers>(`${watchlist(id)}/members.csv`, 'text/csv', csv),
  removeMember: (id: string, hullId: string) => remove(`${watchlist(id)}/members/${encodeURIComponent(hullId)}`),
  screen: (q: string, asOf?: string) => get<ScreenPage>('/screen', { q, asOf }),
};

/** `next` is not null where it was cut. */
async function difference(id: string): Promise<ListDifference> {
  const whole = await get<ListDifference>(`${one(id)}/difference`, { limit: CHANGE_ROWS });
  const { version } = whole;
  for (let i = 1; i < MAX_CHANGE_PAGES && whole.next !== null; i++) {
    const after = whole.next;
    const page = await get<ListDifference>(`${one(id)}/difference`, { version: version.id, after, limit: CHANGE_ROWS });
    whole.rows.push(...page.rows);
    whole.next = page.next;
  }
  return whole;
}
