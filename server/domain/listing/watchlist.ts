// Watchlists: named sets of hulls, each with an owner and a purpose. Members are chosen by a filter over designations, by
// hand or by CSV, with notes and effective dates. In come all known hulls and the watchlists with their members; out go the
// hulls that are watched at an instant.

import { blankHull, hasEnded, type WatchedHull } from '../vessel.ts';

/**
 * All conditions present must hold; within one any of its words. Authority and programme ask for a listing that has not
 * ended. No condition at all: every hull of any source, those that were delisted too, so that their past can be asked.
 */
export interface WatchFilter {
  /** As in designations, e.g. 'US OFAC'; sanctions and catalogues alike. */
  authorities?: string[];
  /** Part of the programme's text, e.g. 'DPRK'. */
  programmes?: string[];
  /** ISO 3166 codes or the list's own words. */
  flags?: string[];
  /** Part of the ship type's text, e.g. 'tanker'. */
  types?: string[];
}

export interface Watchlist {
  /** Letters, digits and dashes. */
  id: string;
  title: string;
  owner: string;
  purpose: string;
  /** null: members by hand or CSV only. */
  filter: WatchFilter | null;
  /** Its members stand above the rest. */
  pinned: boolean;
  notes: string | null;
  /** In effect in [fromAt, toAt); null is open. */
  fromAt: number | null;
  toAt: number | null;
  createdAt: number;
}

export interface WatchMember {
  /** 'imo:9161003', or the id of a hull without a number. */
  hullId: string;
  /** As it was entered; shown where no source knows the hull. */
  name: string;
  note: string | null;
  fromAt: number | null;
  toAt: number | null;
  addedAt: number;
  how: 'hand' | 'csv';
}

export interface WatchlistWithMembers extends Watchlist {
  members: readonly WatchMember[];
}

/** The watched hulls: those of `known` in their order, then members that no source knows, by id. */
export function watchedHulls(
  known: readonly WatchedHull[],
  watchlists: readonly WatchlistWithMembers[],
  at: number,
): WatchedHull[] {
  const lists = watchlists.filter((list) => inEffect(list, at)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const members = new Map<string, { list: Watchlist; member: WatchMember }[]>();
  for (const list of lists) {
    for (const member of list.members) {
      if (!inEffect(member, at)) continue;
      const rows = members.get(member.hullId);
      if (rows) rows.push({ list, member });
      else members.set(member.hullId, [{ list, member }]);
    }
  }
  const watched: WatchedHull[] = [];
  for (const hull of known) {
    const rows = members.get(hull.id) ?? [];
    members.delete(hull.id);
    const on = lists.filter((list) => rows.some((row) => row.list === list) || passes(hull, list.filter, at));
    if (on.length > 0) watched.push(marked(hull, on));
  }
  for (const [id, rows] of [...members].sort(([a], [b]) => (a < b ? -1 : 1))) {
    watched.push(
      marked(
        unlisted(id, rows[0]!.member, rows[0]!.list),
        rows.map(({ list }) => list),
      ),
    );
  }
  return watched;
}

/** `at`: when it is asked; absent: when the lists were read. */
export function passes(hull: Readonly<WatchedHull>, filter: WatchFilter | null, at?: number): boolean {
  if (filter === null) return false;
  const { authorities, programmes, flags, types } = filter;
  if (authorities || programmes) {
    const fits = hull.designations.some(
      (row) =>
        !(at === undefined ? row.ended : hasEnded(row, at)) &&
        (!authorities || authorities.includes(row.authority)) &&
        (!programmes || holdsAny(row.programme, programmes)),
    );
    if (!fits) return false;
  }
  if (flags) {
    const own = [...hull.flagCodes, hull.flag ?? ''].map((text) => text.toUpperCase());
    if (!flags.some((flag) => own.includes(flag.toUpperCase()))) return false;
  }
  return !types || holdsAny(hull.shipType ?? '', types);
}

function holdsAny(text: string, parts: readonly string[]): boolean {
  const low = text.toLowerCase();
  return parts.some((part) => low.includes(part.toLowerCase()));
}

function inEffect({ fromAt, toAt }: { fromAt: number | null; toAt: number | null }, at: number): boolean {
  return (fromAt === null || fromAt <= at) && (toAt === null || at < toAt);
}

function marked(hull: WatchedHull, lists: readonly Watchlist[]): WatchedHull {
  return { ...hull, pinned: hull.pinned || lists.some(({ pinned }) => pinned), watchlists: lists.map(({ id }) => id) };
}

/** A hull that somebody watches although no list names it. */
function unlisted(id: string, member: WatchMember, list: Watchlist): WatchedHull {
  const imo = /^imo:(\d{7})$/.exec(id);
  return {
    ...blankHull(id, imo ? Number(imo[1]) : null, member.name),
    group: list.id,
    notes: member.note,
    sources: [`watchlist ${list.title}`],
  };
}
