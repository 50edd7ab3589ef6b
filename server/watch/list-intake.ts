// One copy of a list, opened and with its format known, on its way into force: web pages and what cannot be read are
// refused, the guards judge what was read, it is compared with the version before, and all is written in one commit, which
// takes place only while that version is still in force: of two imports at once, also of two processes, the later one is
// judged by what the other has brought. Whatever is wrong ends in an attempt with one sentence, and the version in force stays.

import { CodedError } from '../domain/errors.ts';
import { stableId } from '../domain/hash.ts';
import { compareVersions, type Difference } from '../domain/listing/difference.ts';
import type { ListedRecord } from '../domain/listing/listed-record.ts';
import type { PublicationMark } from '../domain/listing/publication.ts';
import { isoDay } from '../domain/time.ts';
import { webPageSentence } from '../lists/choose-format.ts';
import type { FetchOptions } from '../lists/copy/fetch.ts';
import { believedMark, HEALTH, type HealthSettings, judgeCopy, shipCount } from '../lists/copy/health.ts';
import { isWebPage, type OpenedFile } from '../lists/copy/open-file.ts';
import type { ListFormat, ListRead } from '../lists/list.ts';
import { markText } from '../lists/reading/list-file.ts';
import { settleRead } from '../lists/reading/settle-records.ts';
import type { Clock } from '../seams/clock.ts';
import type { AttemptOutcome, ListAttempt, ListVersion, Validators } from '../seams/list-store.ts';
import type { Store } from '../seams/store.ts';

export interface ImportDeps {
  store: Store;
  clock: Clock;
  formats: readonly ListFormat[];
  health?: HealthSettings;
  /** Bounds of a fetch, and for tests alone an address of this machine. */
  fetch?: Pick<FetchOptions, 'mostBytes' | 'timeoutMs' | 'allowLoopback'>;
  /** Upper bound of a file, unpacked, bytes. */
  mostBytes?: number;
}

export interface ImportResult {
  list: string;
  format: string;
  title: string;
  outcome: AttemptOutcome;
  /** Why it was refused; null when it was not. */
  says: string | null;
  warnings: string[];
  /** Terms of a list with a restrictive licence. */
  notice: string | null;
  ships: number;
  parties: number;
  classes: number;
  mark: PublicationMark | null;
  skipped: ListRead['skipped'];
  difference: Difference | null;
  versionId: number | null;
}

export interface Incoming {
  role: string;
  file: OpenedFile;
  lastModifiedAt: number | null;
}

export type About = Pick<ListAttempt, 'list' | 'how' | 'origin' | 'status'>;

/** What a person has said of a copy. */
export interface Word {
  /** The fall, the other ships or the older mark was looked at, and is right. */
  accepted?: boolean | undefined;
  /** When the copy was published, where nothing in it says so. */
  publishedAt?: number | null | undefined;
  /** Who brought it; absent: the program itself. */
  by?: string | undefined;
  /** May it take the place of this version? Asked anew whenever another has come into force. */
  mayReplace?: ((inForce: ListVersion | null) => boolean) | undefined;
}

/** How often a copy is judged again because another import came first; each time one has gone through. */
const MOST_TURNS = 20;

export async function takeIn(
  deps: ImportDeps,
  format: ListFormat,
  files: readonly Incoming[],
  about: About,
  word: Word,
  validators: readonly Validators[],
): Promise<ImportResult> {
  const hash = stableHash(files);
  const seen = { ...about, bytes: files.reduce((sum, { file }) => sum + file.bytes, 0), hash };
  const known = await inForceOf(deps.store, format.list);
  if (known?.hash === hash && format.frozen === null) return same(deps, format, seen, known, validators);
  const main = files.find(({ role }) => role === 'main');
  if (main && isWebPage(main.file.head) && !format.detect(main.file.head)) {
    return refused(deps, format, seen, webPageSentence(main.file.name));
  }
  let read: ListRead;
  try {
    read = settleRead(
      await format.read(
        files.map(({ role, file, lastModifiedAt }) => ({
          role,
          name: file.name,
          chunks: file.chunks(),
          lastModifiedAt,
        })),
      ),
    );
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return refused(deps, format, seen, error.message);
  }
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const result = await tryOnce(deps, format, files, { ...seen, hash }, read, word, validators);
    if (result !== null) return result;
  }
  return refused(deps, format, seen, `${format.title}: other imports of this list came first ${MOST_TURNS} times`);
}

/** Judges, compares and commits against the version that is in force now. Null when another came into force meanwhile. */
async function tryOnce(
  deps: ImportDeps,
  format: ListFormat,
  files: readonly Incoming[],
  seen: About & { bytes: number; hash: string },
  whole: ListRead,
  word: Word,
  validators: readonly Validators[],
): Promise<ImportResult | null> {
  const now = deps.clock.now();
  const inForce = await inForceOf(deps.store, format.list);
  if (inForce?.hash === seen.hash && format.frozen === null) return same(deps, format, seen, inForce, validators);
  if (word.mayReplace?.(inForce) === false) return same(deps, format, seen, inForce, validators);
  const before = inForce === null ? [] : await deps.store.recordsInForce(format.list);
  const difference = compareVersions(before, whole.records, format.idsArePlaces !== true);
  const { mark, says } = markOf(format, whole.mark, word.publishedAt ?? null, now);
  const read = { ...whole, mark };
  const judged = inForce === null ? null : { ...inForce, ...lostOf(before, difference) };
  const verdicts = judgeCopy(format, read, judged, now, word.accepted === true, deps.health ?? HEALTH);
  const refusal = verdicts.find(({ state }) => state === 'refused');
  if (refusal) return refused(deps, format, seen, refusal.says, 'refused', read);
  const warnings = [...says, ...verdicts.map((verdict) => verdict.says)];
  const version = versionOf(format, read, files, seen.hash, now, difference);
  const attempt: ListAttempt = { ...seen, at: now, outcome: 'in force', says: warnings[0] ?? null };
  try {
    const versionId = await deps.store.commitList({
      version,
      records: read.records,
      difference,
      attempt,
      validators,
      comparedWith: inForce?.id ?? null,
      by: word.by,
    });
    return { ...resultOf(format, read), outcome: 'in force', says: null, warnings, difference, versionId };
  } catch (error) {
    if (error instanceof CodedError && error.code === 'conflict') return null;
    throw error;
  }
}

async function inForceOf(store: Store, list: string): Promise<ListVersion | null> {
  return (await store.listsInForce()).find((version) => version.list === list) ?? null;
}

/** A day that a person gives stands where the copy itself says none. */
function markOf(
  { title }: ListFormat,
  found: PublicationMark | null,
  publishedAt: number | null,
  now: number,
): { mark: PublicationMark | null; says: string[] } {
  if (publishedAt !== null && found?.basis !== 'inside') {
    return {
      mark: { text: isoDay(publishedAt), at: publishedAt, basis: 'given' },
      says: [],
    };
  }
  const says: string[] = [];
  if (publishedAt !== null && found !== null && found.at !== publishedAt) {
    says.push(`${title}: the copy itself says ${markText(found)}, and that stands before the day given.`);
  }
  const mark = believedMark(found, now);
  if (found !== null && mark === null) {
    says.push(`${title}: the copy would be of ${markText(found)}, a day that has not come; its age is not known.`);
  }
  return { mark, says };
}

/** How much of the version in force the copy does not have. */
function lostOf(before: readonly ListedRecord[], { rows }: Difference): { lostShips: number; lostParties: number } {
  const lost = (kind: ListedRecord['kind']) =>
    rows.filter((row) => row.change === 'removed' && row.kind === kind).length;
  return before.length === 0
    ? { lostShips: 0, lostParties: 0 }
    : { lostShips: lost('ship'), lostParties: lost('party') };
}

function versionOf(
  format: ListFormat,
  read: ListRead,
  files: readonly Incoming[],
  hash: string,
  importedAt: number,
  difference: Difference,
): ListVersion {
  const { ships, parties, hullsAdded, hullsRemoved } = difference;
  return {
    id: 0,
    list: format.list,
    format: format.id,
    title: format.title,
    authority: format.authority,
    sanction: format.sanction,
    importedAt,
    mark: read.mark,
    hash,
    files: files.map(({ role, file: { name, bytes, sha256 } }) => ({ role, name, bytes, sha256 })),
    ...countsOf(read),
    skipped: read.skipped,
    difference: { ships, parties, hullsAdded: hullsAdded.length, hullsRemoved: hullsRemoved.length },
  };
}

/** The same content again: nothing changes but the day on which it was last seen. */
export async function same(
  deps: ImportDeps,
  format: ListFormat,
  about: About & Pick<ListAttempt, 'bytes' | 'hash'>,
  known?: ListVersion | null,
  validators: readonly Validators[] = [],
): Promise<ImportResult> {
  const inForce = known ?? (await deps.store.listsInForce()).find(({ list }) => list === format.list);
  const outcome = about.status === 304 ? 'not modified' : 'no change';
  await deps.store.recordAttempt({ ...about, at: deps.clock.now(), outcome, says: null }, validators);
  return {
    ...resultOf(format, { records: [], mark: inForce?.mark ?? null, skipped: inForce?.skipped ?? {} }),
    ships: inForce?.ships ?? 0,
    parties: inForce?.parties ?? 0,
    classes: inForce?.classes ?? 0,
    outcome,
    says: null,
    warnings: [],
    difference: compareVersions([], []),
    versionId: inForce?.id ?? null,
  };
}

export async function refused(
  deps: ImportDeps,
  format: ListFormat,
  about: About & Pick<ListAttempt, 'bytes' | 'hash'>,
  sentence: string,
  outcome: 'refused' | 'unreachable' = 'refused',
  read: ListRead | null = null,
): Promise<ImportResult> {
  const says = /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
  await deps.store.recordAttempt({ ...about, at: deps.clock.now(), outcome, says });
  const nothing: ListRead = { records: [], mark: null, skipped: {} };
  return { ...resultOf(format, read ?? nothing), outcome, says, warnings: [], difference: null, versionId: null };
}

function resultOf(format: ListFormat, read: ListRead) {
  const { list, id, title, notice } = format;
  return { list, format: id, title, notice, mark: read.mark, skipped: read.skipped, ...countsOf(read) };
}

function countsOf(read: ListRead): { ships: number; parties: number; classes: number } {
  const parties = read.records.filter(({ kind }) => kind === 'party').length;
  const ships = shipCount(read);
  return { ships, parties, classes: read.records.length - ships - parties };
}

export function stableHash(files: readonly Incoming[]): string {
  if (files.length === 1) return files[0]!.file.sha256;
  const parts = files.map(({ role, file }) => `${role}:${file.sha256}`).sort();
  return `${stableId(...parts)}${stableId(...parts.toReversed())}`;
}
