// Watchlists with their members, and what people decided about radio units by hand.

import type { Database } from 'better-sqlite3';
import type { Signature } from '../server/domain/desk/deed.ts';
import { CodedError } from '../server/domain/errors.ts';
import type { Watchlist, WatchlistWithMembers, WatchMember } from '../server/domain/listing/watchlist.ts';
import type { HandVerdict } from '../server/seams/list-store.ts';
import type { Audit } from './audit.ts';

export function watchlistQueries(db: Database, audit: Audit) {
  const selectLists = db.prepare<[], string>('SELECT body FROM watchlists ORDER BY id').pluck();
  const selectOne = db.prepare<[string], string>('SELECT body FROM watchlists WHERE id = ?').pluck();
  const selectMember = db
    .prepare<[string, string], string>('SELECT body FROM watch_members WHERE watchlist_id = ? AND hull_id = ?')
    .pluck();
  const selectVerdict = db
    .prepare<[number, string], string>('SELECT body FROM hand_bindings WHERE mmsi = ? AND hull_id = ?')
    .pluck();
  const selectMembers = db.prepare<[], { watchlist_id: string; body: string }>(
    'SELECT watchlist_id, body FROM watch_members ORDER BY watchlist_id, hull_id',
  );
  const upsertList = db.prepare<[string, string]>(
    'INSERT INTO watchlists (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body',
  );
  const removeList = db.prepare<[string]>('DELETE FROM watchlists WHERE id = ?');
  const upsertMember = db.prepare<[string, string, string]>(`
    INSERT INTO watch_members (watchlist_id, hull_id, body) VALUES (?, ?, ?)
    ON CONFLICT (watchlist_id, hull_id) DO UPDATE SET body = excluded.body`);
  const removeMember = db.prepare<[string, string]>('DELETE FROM watch_members WHERE watchlist_id = ? AND hull_id = ?');

  const selectVerdicts = db.prepare<[], string>('SELECT body FROM hand_bindings ORDER BY mmsi, hull_id').pluck();
  const upsertVerdict = db.prepare<[number, string, string, number, string]>(`
    INSERT INTO hand_bindings (mmsi, hull_id, verdict, at, body) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (mmsi, hull_id) DO UPDATE SET verdict = excluded.verdict, at = excluded.at, body = excluded.body`);
  const removeVerdict = db.prepare<[number, string]>('DELETE FROM hand_bindings WHERE mmsi = ? AND hull_id = ?');

  const read = (body: string | undefined): unknown => (body === undefined ? null : JSON.parse(body));

  function note(
    kind: 'watchlist' | 'verdict',
    id: string,
    what: string,
    before: unknown,
    after: unknown,
    signed: Signature,
  ): void {
    const subject = { kind, id };
    audit.append({ ...signed, scope: null, subject, what, reasonCode: null, note: null, before, after, undoes: null });
  }

  return {
    all(): WatchlistWithMembers[] {
      const members = new Map<string, WatchMember[]>();
      for (const row of selectMembers.all()) {
        const rows = members.get(row.watchlist_id);
        if (rows) rows.push(JSON.parse(row.body));
        else members.set(row.watchlist_id, [JSON.parse(row.body)]);
      }
      return selectLists.all().map((body) => {
        const list = JSON.parse(body) as Watchlist;
        return { ...list, members: members.get(list.id) ?? [] };
      });
    },
    save(list: Watchlist, signed: Signature): void {
      const { id, title, owner, purpose, filter, pinned, notes, fromAt, toAt, createdAt } = list;
      const body = { id, title, owner, purpose, filter, pinned, notes, fromAt, toAt, createdAt };
      const before = read(selectOne.get(id));
      upsertList.run(id, JSON.stringify(body));
      note('watchlist', id, before === null ? 'made' : 'changed', before, body, signed);
    },
    remove(id: string, signed: Signature): void {
      const before = read(selectOne.get(id));
      removeList.run(id);
      if (before !== null) note('watchlist', id, 'removed', before, null, signed);
    },
    saveMembers(id: string, members: readonly WatchMember[], signed: Signature): void {
      if (selectOne.get(id) === undefined) throw new CodedError('not_found', `There is no watchlist '${id}'.`);
      const before = members.flatMap(({ hullId }) => read(selectMember.get(id, hullId)) ?? []);
      for (const member of members) upsertMember.run(id, member.hullId, JSON.stringify(member));
      note('watchlist', id, 'ships added', { members: before }, { members }, signed);
    },
    removeMember(id: string, hullId: string, signed: Signature): void {
      const before = read(selectMember.get(id, hullId));
      removeMember.run(id, hullId);
      if (before !== null) note('watchlist', id, 'ship taken off', { members: [before] }, { members: [] }, signed);
    },

    verdicts: (): HandVerdict[] => selectVerdicts.all().map((body) => JSON.parse(body)),
    saveVerdict(verdict: HandVerdict): void {
      const { mmsi, hullId, at, by } = verdict;
      const before = read(selectVerdict.get(mmsi, hullId));
      upsertVerdict.run(mmsi, hullId, verdict.verdict, Math.round(at), JSON.stringify(verdict));
      note('verdict', `${mmsi} ${hullId}`, verdict.verdict, before, verdict, { by, at, deed: null });
    },
    removeVerdict(mmsi: number, hullId: string, signed: Signature): void {
      const before = read(selectVerdict.get(mmsi, hullId));
      removeVerdict.run(mmsi, hullId);
      if (before !== null) note('verdict', `${mmsi} ${hullId}`, 'removed', before, null, signed);
    },
  };
}
