// From files, or an address, to a version in force: format, roles, reading, guards, difference, and one commit. Whatever
// is wrong with a copy ends in an attempt with one sentence, and the version in force stays. It knows no engine: who
// watches the hulls hears of it afterwards.

import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import type { Clock } from './clock.ts';
import { CodedError } from './domain/errors.ts';
import { stableId } from './domain/hash.ts';
import { compareVersions, type Difference } from './lists/difference.ts';
import { FetchError, type FetchOptions, fetchFile } from './lists/fetch.ts';
import { fileNameMark } from './lists/file-name-mark.ts';
import { frozenSentence, HEALTH, type HealthSettings, judgeCopy, shipCount } from './lists/health.ts';
import type { ListFormat, ListRead, PublicationMark } from './lists/list.ts';
import { isWebPage, type OpenedFile, openFile } from './lists/open-file.ts';
import { checkUn1718Pdf } from './lists/un-1718-pdf.ts';
import type { AttemptOutcome, ListAttempt, ListVersion, Store, Validators } from './store.ts';

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

export interface ImportFiles {
  /** Id of a list or of a format, or 'auto'. */
  source: string;
  /** Paths, each with its role before an '=' where its name does not tell it: 'alt=names.csv'. */
  files: readonly string[];
  /** A person has looked at the fall in ships, or at the older mark, and wants the copy all the same. */
  accepted?: boolean;
  /** When the copy was published, where nothing in it says so. */
  publishedAt?: number | null;
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

/** Throws when the source or a file is not known at all; a copy that is refused is a result. */
export async function importFiles(deps: ImportDeps, request: ImportFiles): Promise<ImportResult> {
  if (request.files.length === 0)
    throw new CodedError('invalid', `lists import ${request.source} needs at least one file.`);
  const candidates = formatsOf(deps.formats, request.source);
  const given = request.files.map((text) => {
    const role = /^([a-z]+)=(.+)$/.exec(text);
    return role ? { role: role[1]!, path: role[2]! } : { role: null, path: text };
  });
  const origin = given.map(({ path }) => basename(path)).join(', ');
  const about = { list: listNamed(candidates, request.source), how: 'file' as const, origin, status: null };
  const opened: { role: string | null; file: OpenedFile }[] = [];
  try {
    for (const { role, path } of given) opened.push({ role, file: await openFile(path, deps.mostBytes) });
  } catch (error) {
    if (!(error instanceof CodedError) || error.code === 'not_found') throw error;
    return refused(deps, candidates[0]!, { ...about, bytes: 0, hash: null }, error.message);
  }
  const printed = opened.length === 1 ? await readPrinted(deps, candidates, opened[0]!.file) : null;
  if (printed !== null) return printed;
  const format = formatFor(candidates, opened);
  if (typeof format === 'string') {
    return refused(
      deps,
      candidates[0]!,
      { ...about, bytes: opened[0]!.file.bytes, hash: opened[0]!.file.sha256 },
      format,
    );
  }
  const files = withRoles(format, opened).map(({ role, file }) => ({
    role,
    file,
    lastModifiedAt: request.publishedAt ?? nameMarkAt(file.name) ?? file.modifiedAt,
  }));
  return takeIn(deps, format, files, { ...about, list: format.list }, request.accepted === true, []);
}

/** Takes in the copy that comes with the program. Null while a copy from elsewhere, or the very same one, is in force. */
export async function importBuiltIn(deps: ImportDeps, format: ListFormat): Promise<ImportResult | null> {
  if (format.builtIn === undefined) return null;
  const files: Incoming[] = [];
  for (const { role, name, chunks, lastModifiedAt } of format.builtIn()) {
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    const whole = Buffer.concat(parts);
    const file: OpenedFile = {
      name,
      path: '',
      bytes: whole.length,
      sha256: createHash('sha256').update(whole).digest('hex'),
      head: whole.subarray(0, 65_536),
      modifiedAt: 0,
      chunks: () => Readable.from([whole]),
    };
    files.push({ role, file, lastModifiedAt });
  }
  const origin = files.map(({ file }) => file.name).join(', ');
  const inForce = (await deps.store.listsInForce()).find(({ list }) => list === format.list);
  if (inForce?.hash === stableHash(files)) return null;
  if (inForce && inForce.files.map(({ name }) => name).join(', ') !== origin) return null;
  return takeIn(deps, format, files, { list: format.list, how: 'file', origin, status: null }, true, []);
}

/** Fetches the files of a list from where they are published. */
export async function importAddress(deps: ImportDeps, format: ListFormat): Promise<ImportResult> {
  const { main } = format.addresses;
  const about = { list: format.list, how: 'address' as const, origin: main ?? '', bytes: 0, hash: null, status: null };
  if (main === undefined) {
    throw new CodedError('invalid', `${format.title} has no address to fetch from; download it and import the file.`);
  }
  if (format.frozen !== null) return refused(deps, format, about, frozenSentence(format.title, format.frozen));
  const folder = await mkdtemp(join(tmpdir(), 'keelwatch-list-'));
  try {
    const files: Incoming[] = [];
    const validators: Validators[] = [];
    let status = 200;
    for (const [role, address] of Object.entries(format.addresses)) {
      const path = join(folder, role);
      // The copy in force must be from this address, or "not modified" would keep another.
      const known = role === 'main' && (await isFrom(deps.store, format)) ? await deps.store.validators(address) : null;
      const fetched = await fetchFile(address, { ...deps.fetch, ...known, path });
      if (fetched.outcome === 'not modified') return await same(deps, format, { ...about, status: fetched.status });
      status = fetched.status;
      validators.push({ address, etag: fetched.etag, lastModified: fetched.lastModified });
      const modifiedAt = fetched.lastModified === null ? Number.NaN : Date.parse(fetched.lastModified);
      files.push({
        role,
        file: await openFile(path, deps.mostBytes, nameOf(address)),
        lastModifiedAt: Number.isNaN(modifiedAt) ? null : modifiedAt,
      });
    }
    return await takeIn(deps, format, files, { ...about, status }, false, validators);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const status = error instanceof FetchError ? error.status : null;
    return refused(
      deps,
      format,
      { ...about, status },
      error.message,
      error.code === 'unavailable' ? 'unreachable' : 'refused',
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The format by which a list is fetched: the first with an address. Throws for an unknown list. */
export function fetchFormat(formats: readonly ListFormat[], source: string): ListFormat {
  const candidates = formatsOf(formats, source);
  return candidates.find(({ addresses, frozen }) => addresses.main !== undefined && frozen === null) ?? candidates[0]!;
}

/** Formats named in a sentence. */
const MOST_NAMED = 5;

interface Incoming {
  role: string;
  file: OpenedFile;
  lastModifiedAt: number | null;
}

type About = Pick<ListAttempt, 'list' | 'how' | 'origin' | 'status'>;

async function takeIn(
  deps: ImportDeps,
  format: ListFormat,
  files: readonly Incoming[],
  about: About,
  accepted: boolean,
  validators: readonly Validators[],
): Promise<ImportResult> {
  const hash = stableHash(files);
  const seen = { ...about, bytes: files.reduce((sum, { file }) => sum + file.bytes, 0), hash };
  const inForce = (await deps.store.listsInForce()).find(({ list }) => list === format.list) ?? null;
  if (inForce?.hash === hash && format.frozen === null) return same(deps, format, seen, inForce, validators);
  const main = files.find(({ role }) => role === 'main');
  if (main && isWebPage(main.file.head) && !format.detect(main.file.head)) {
    return refused(deps, format, seen, webPageSentence(main.file.name));
  }
  let read: ListRead;
  try {
    read = await format.read(
      files.map(({ role, file, lastModifiedAt }) => ({ role, name: file.name, chunks: file.chunks(), lastModifiedAt })),
    );
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return refused(deps, format, seen, error.message);
  }
  const now = deps.clock.now();
  const verdicts = judgeCopy(format, read, inForce, now, accepted, deps.health ?? HEALTH);
  const refusal = verdicts.find(({ state }) => state === 'refused');
  if (refusal) return refused(deps, format, seen, refusal.says, 'refused', read);
  const before = await deps.store.recordsInForce(format.list);
  const difference = compareVersions(before, read.records);
  const version = versionOf(format, read, files, hash, now, difference);
  const attempt: ListAttempt = { ...seen, at: now, outcome: 'in force', says: verdicts[0]?.says ?? null };
  const versionId = await deps.store.commitList({ version, records: read.records, difference, attempt, validators });
  return {
    ...resultOf(format, read),
    outcome: 'in force',
    says: null,
    warnings: verdicts.map(({ says }) => says),
    difference,
    versionId,
  };
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
async function same(
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

async function refused(
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

function formatsOf(formats: readonly ListFormat[], source: string): ListFormat[] {
  const found = source === 'auto' ? [...formats] : formats.filter(({ id, list }) => id === source || list === source);
  if (found.length > 0) return found;
  const known = [...new Set(formats.map(({ list }) => list))].sort().join(', ');
  throw new CodedError('not_found', `There is no list or format '${source}'; known lists are: ${known}.`);
}

/** Of which list an attempt is, before its format is known. */
function listNamed(candidates: readonly ListFormat[], source: string): string {
  const lists = new Set(candidates.map(({ list }) => list));
  return lists.size === 1 ? candidates[0]!.list : source;
}

/** The 1718 list is published as a PDF alone: the known edition is built in, any other wants a person to look at it. */
async function readPrinted(
  deps: ImportDeps,
  candidates: readonly ListFormat[],
  file: OpenedFile,
): Promise<ImportResult | null> {
  const format = candidates.find(({ list, builtIn }) => list === 'un-1718' && builtIn !== undefined);
  if (format === undefined || !Buffer.from(file.head.subarray(0, 1_024)).includes('%PDF-')) return null;
  const about = { list: format.list, how: 'file' as const, origin: file.name, status: null };
  const seen = { ...about, bytes: file.bytes, hash: file.sha256 };
  const parts: Uint8Array[] = [];
  for await (const chunk of file.chunks()) parts.push(chunk);
  const { known, sentence } = checkUn1718Pdf(Buffer.concat(parts));
  if (!known) return refused(deps, format, seen, sentence);
  return (await importBuiltIn(deps, format)) ?? same(deps, format, seen);
}

/** The one format asked for, or the first that the content fits; else why there is none. */
function formatFor(candidates: readonly ListFormat[], opened: readonly { file: OpenedFile }[]): ListFormat | string {
  if (candidates.length === 1) return candidates[0]!;
  for (const format of candidates) if (opened.some(({ file }) => format.detect(file.head))) return format;
  const { name, head } = opened[0]!.file;
  if (isWebPage(head)) return webPageSentence(name);
  if (candidates.length > MOST_NAMED) return `${name} is in none of the ${candidates.length} formats that are known.`;
  return `${name} is none of these: ${candidates.map(({ title }) => title).join('; ')}.`;
}

function webPageSentence(name: string): string {
  return `${name} is a web page and not the list; the site may have asked for a login or turned a program away.`;
}

/** Given roles stay; a file whose name holds the word of a role has that role; what is left is the main file. */
function withRoles(
  format: ListFormat,
  opened: readonly { role: string | null; file: OpenedFile }[],
): { role: string; file: OpenedFile }[] {
  if (opened.length === 1) return [{ role: opened[0]!.role ?? 'main', file: opened[0]!.file }];
  const roles = Object.keys(format.addresses).filter((role) => role !== 'main');
  const found = opened.map(({ role, file }) => {
    const words = file.name.toLowerCase().split(/[^a-z]+/);
    return { role: role ?? roles.find((word) => words.includes(word)) ?? 'main', file };
  });
  for (const { role, file } of found) {
    const twin = found.find((other) => other.role === role && other.file !== file);
    if (twin) {
      throw new CodedError(
        'invalid',
        `${file.name} and ${twin.file.name} would both be the ${role} file of ${format.title}; name the role, as in main=${file.name}.`,
      );
    }
  }
  return found;
}

async function isFrom(store: Store, format: ListFormat): Promise<boolean> {
  const inForce = (await store.listsInForce()).find(({ list }) => list === format.list);
  if (inForce?.format !== format.id) return false;
  const [good] = (await store.listAttempts(format.list, 50)).filter(
    ({ outcome }) => outcome !== 'refused' && outcome !== 'unreachable',
  );
  return good?.how === 'address';
}

function stableHash(files: readonly Incoming[]): string {
  if (files.length === 1) return files[0]!.file.sha256;
  const parts = files.map(({ role, file }) => `${role}:${file.sha256}`).sort();
  return `${stableId(...parts)}${stableId(...parts.toReversed())}`;
}

/** A day in the file's name says more than when the copy came onto this disk. */
function nameMarkAt(name: string): number | null {
  return fileNameMark({ role: 'main', name, chunks: (async function* () {})(), lastModifiedAt: null })?.at ?? null;
}

function nameOf(address: string): string {
  return basename(new URL(address).pathname) || new URL(address).host;
}
