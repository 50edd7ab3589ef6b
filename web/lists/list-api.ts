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
