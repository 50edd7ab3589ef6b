// Lists and watchlists for the wire: days instead of milliseconds, counts beside what they count.

import type { ListRow } from '../../../db/reference/load.ts';
import type { WatchlistWithMembers, WatchMember } from '../../domain/listing/watchlist.ts';
import { designationsAt, type WatchedHull } from '../../domain/vessel.ts';
import type { HandVerdict, ListAttempt, ListRecordRow, ListVersion } from '../../seams/list-store.ts';
import type { ImportResult } from '../../watch/list-intake.ts';
import type { ListStatus } from '../../watch/list-status.ts';
import type * as wire from '../wire/index.ts';
import { dayOf, dayOrNull, rfc3339, rfc3339OrNull } from './moment.ts';

export function presentStatus(status: ListStatus): wire.ListStatus {
  const { version, standing } = status;
  return {
    id: status.id,
    title: status.title,
    authority: status.authority,
    asOf: version === null ? '' : (publishedText(version.mark) ?? dayOf(version.importedAt)),
    hulls: version?.ships ?? 0,
    designations: version?.ships ?? 0,
    source: version === null ? 'not loaded' : version.files.map(({ name }) => name).join(', ') || 'entered by hand',
    sanction: status.sanction,
    builtIn: false,
    state: status.state,
    says: status.says,
    since: rfc3339OrNull(status.sinceAt),
    ageDays: status.ageDays,
    published: publishedText(version?.mark ?? null),
    markBasis: version?.mark?.basis ?? null,
    importedAt: rfc3339OrNull(version?.importedAt ?? null),
    versionId: version?.id ?? null,
    ships: version?.ships ?? 0,
    parties: version?.parties ?? 0,
    classes: version?.classes ?? 0,
    skipped: version?.skipped ?? {},
    formats: status.formats,
    address: status.address,
    notice: status.notice,
    lastDifference: version?.difference ?? null,
    lastAttempt: standing === null ? null : presentAttempt(standing.lastAttempt),
    lastGoodAt: rfc3339OrNull(standing?.lastGoodAt ?? null),
    failingSince: rfc3339OrNull(standing?.failingSinceAt ?? null),
  };
}

/** A source of the built-in table. */
export function presentBuiltIn(row: ListRow): wire.ListStatus {
  return {
    ...row,
    builtIn: true,
    state: 'built-in',
    says: null,
    since: null,
    ageDays: null,
    published: /^\d{4}-\d\d-\d\d$/.test(row.asOf) ? row.asOf : null,
    markBasis: null,
    importedAt: null,
    versionId: null,
    ships: row.hulls,
    parties: 0,
    classes: 0,
    skipped: {},
    formats: [],
    address: null,
    notice: null,
    lastDifference: null,
    lastAttempt: null,
    lastGoodAt: null,
    failingSince: null,
  };
}

/** A mark that names a month is not made a day. */
function publishedText(mark: ListVersion['mark']): string | null {
  return mark === null ? null : dayOf(mark.at).slice(0, mark.latestAt === undefined ? 10 : 7);
}

export function presentAttempt({ at, how, origin, status, bytes, outcome, says }: ListAttempt): wire.ListAttempt {
  return { at: rfc3339(at), how, origin, status, bytes, outcome, says };
}

export function presentVersion(version: ListVersion): wire.ListVersion {
  const { id, format, importedAt, mark, ships, parties, classes, files, difference } = version;
  return {
    id,
    format,
    importedAt: rfc3339(importedAt),
    published: publishedText(mark),
    ships,
    parties,
    classes,
    files,
    difference,
  };
}

export function presentRecord({ list, record, firstAt, missedAt }: ListRecordRow): wire.ListRecord {
  const { listedAt, delistedAt, ...rest } = record;
  return {
    ...rest,
    list,
    listed: dayOrNull(listedAt),
    delisted: dayOrNull(delistedAt),
    firstSeen: dayOf(firstAt),
    firstMissed: dayOrNull(missedAt),
  };
}

export function presentImport(result: ImportResult): wire.ImportReport {
  const { list, format, title, outcome, says, warnings, ships, parties, classes, difference } = result;
  return { list, format, title, outcome, says, warnings, ships, parties, classes, difference };
}

export function presentWatchlist(list: WatchlistWithMembers, hulls: readonly WatchedHull[]): wire.Watchlist {
  const { fromAt, toAt, createdAt, members, ...rest } = list;
  return {
    ...rest,
    from: dayOrNull(fromAt),
    to: dayOrNull(toAt),
    createdAt: rfc3339(createdAt),
    members: members.length,
    hulls: hulls.filter(({ watchlists }) => watchlists?.includes(list.id)).length,
  };
}

export function presentMember(
  member: WatchMember,
  hull: WatchedHull | undefined,
  listedAt: number | null = null,
): wire.WatchMember {
  const { hullId, name, note, fromAt, toAt, how } = member;
  const imo = hull?.imo ?? (/^imo:\d{7}$/.test(hullId) ? Number(hullId.slice(4)) : null);
  return {
    hullId,
    name,
    imo,
    note,
    from: dayOrNull(fromAt),
    to: dayOrNull(toAt),
    how,
    authorities: authoritiesOf(hull, listedAt),
  };
}

/** A hull that is watched because the list's filter takes it. */
export function presentFiltered(hull: WatchedHull, listedAt: number | null = null): wire.WatchMember {
  const { id, name, imo } = hull;
  const authorities = authoritiesOf(hull, listedAt);
  return { hullId: id, name, imo, note: null, from: null, to: null, how: 'filter', authorities };
}

/** Who lists it on a day; null is today. */
function authoritiesOf(hull: WatchedHull | undefined, listedAt: number | null): string[] {
  if (hull !== undefined && listedAt !== null) {
    return [...new Set(designationsAt(hull, listedAt).map(({ authority }) => authority))].sort();
  }
  const standing = (hull?.designations ?? []).filter(({ sanction, ended }) => sanction && !ended);
  return [...new Set(standing.map(({ authority }) => authority))].sort();
}

export function presentVerdict(verdict: HandVerdict): wire.HandVerdict {
  return { ...verdict, at: rfc3339(verdict.at) };
}
