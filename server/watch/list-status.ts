// How every list stands: which version is in force and how old it is by its publication mark, what was tried last and
// what came of it, since when it fails. For the page and the command line; it changes nothing.

import { DAY_MS } from '../domain/time.ts';
import { ageVerdicts, HEALTH, type HealthSettings } from '../lists/copy/health.ts';
import type { ListFormat } from '../lists/list.ts';
import type { ListStanding, ListVersion } from '../seams/list-store.ts';
import type { Store } from '../seams/store.ts';

export type ListState = 'in force' | 'stale' | 'failing' | 'not loaded' | 'closed';

export interface ListStatus {
  id: string;
  title: string;
  authority: string;
  sanction: boolean;
  /** Formats that it can be read from. */
  formats: string[];
  /** Where it can be fetched from; null for lists that are imported or entered by hand. */
  address: string | null;
  notice: string | null;
  state: ListState;
  /** One sentence on what is wrong; null when nothing is. */
  says: string | null;
  /** Since when it is wrong. */
  sinceAt: number | null;
  version: ListVersion | null;
  /** By the publication mark; null where there is none: the newest listing in a copy does not tell how old it is. */
  ageDays: number | null;
  standing: ListStanding | null;
}

/** Every list that a format reads or a version is in force of, by id. */
export async function listStatuses(
  store: Pick<Store, 'listsInForce' | 'listStandings'>,
  formats: readonly ListFormat[],
  now: number,
  settings: HealthSettings = HEALTH,
): Promise<ListStatus[]> {
  const versions = new Map((await store.listsInForce()).map((version) => [version.list, version]));
  const standings = new Map((await store.listStandings()).map((standing) => [standing.list, standing]));
  const ids = new Set([...formats.map(({ list }) => list), ...versions.keys()]);
  return [...ids].sort().map((id) => {
    const own = formats.filter(({ list }) => list === id);
    const version = versions.get(id) ?? null;
    const standing = standings.get(id) ?? null;
    const about = version ?? own[0]!;
    const mark = version?.mark ?? null;
    return {
      id,
      title: about.title,
      authority: about.authority,
      sanction: about.sanction,
      formats: own.map((format) => format.id),
      address:
        own.find(({ addresses, frozen }) => addresses.main !== undefined && frozen === null)?.addresses.main ?? null,
      notice: own.find(({ notice }) => notice !== null)?.notice ?? null,
      ...health(id, own, version, standing, now, settings),
      version,
      ageDays:
        mark === null || mark.basis === 'newest-listing' ? null : Math.max(0, Math.floor((now - mark.at) / DAY_MS)),
      standing,
    };
  });
}

function health(
  id: string,
  formats: readonly ListFormat[],
  version: ListVersion | null,
  standing: ListStanding | null,
  now: number,
  settings: HealthSettings,
): Pick<ListStatus, 'state' | 'says' | 'sinceAt'> {
  if (standing !== null && standing.failingSinceAt !== null) {
    return { state: 'failing', says: standing.lastAttempt.says, sinceAt: standing.failingSinceAt };
  }
  if (version === null) {
    const closed = formats.length > 0 && formats.every(({ frozen }) => frozen !== null) ? formats[0]!.frozen : null;
    return { state: closed === null ? 'not loaded' : 'closed', says: closed, sinceAt: null };
  }
  const [verdict] = ageVerdicts({ list: id, title: version.title }, version.mark, now, settings);
  if (verdict?.guard === 'stale') return { state: 'stale', says: verdict.says, sinceAt: version.mark?.at ?? null };
  return { state: 'in force', says: verdict?.says ?? null, sinceAt: version.importedAt };
}
