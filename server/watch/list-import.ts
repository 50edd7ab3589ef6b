// The three roads on which a list comes: files that a person names, the copy that is built in, and the address where it
// is published. Each ends in the same intake. It knows no engine: who watches the hulls hears of it afterwards.

import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { CodedError } from '../domain/errors.ts';
import { isoDay } from '../domain/time.ts';
import { formatFor, formatsOf, listNamed, withRoles } from '../lists/choose-format.ts';
import { FetchError, fetchFile } from '../lists/copy/fetch.ts';
import { frozenSentence } from '../lists/copy/health.ts';
import { type OpenedFile, openFile } from '../lists/copy/open-file.ts';
import { checkUn1718Pdf } from '../lists/formats/un/un-1718-pdf.ts';
import type { ListFormat } from '../lists/list.ts';
import type { ListVersion, Validators } from '../seams/list-store.ts';
import type { Store } from '../seams/store.ts';
import {
  type ImportDeps,
  type ImportResult,
  type Incoming,
  refused,
  same,
  stableHash,
  takeIn,
  type Word,
} from './list-intake.ts';

export interface ImportFiles extends Pick<Word, 'accepted' | 'publishedAt' | 'by'> {
  /** Id of a list or of a format, or 'auto'. */
  source: string;
  /** Paths, each with its role before an '=' where its name does not tell it: 'alt=names.csv'. */
  files: readonly string[];
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
  mustBePast(request.publishedAt ?? null, deps.clock.now());
  // When the file came onto this disk says nothing of when it was published.
  const files = withRoles(format, opened).map(({ role, file }) => ({ role, file, lastModifiedAt: null }));
  return takeIn(deps, format, files, { ...about, list: format.list }, request, []);
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
  const mayReplace = (version: ListVersion | null) =>
    version === null || version.files.map(({ name }) => name).join(', ') === origin;
  const inForce = (await deps.store.listsInForce()).find(({ list }) => list === format.list) ?? null;
  if (inForce?.hash === stableHash(files) || !mayReplace(inForce)) return null;
  const about = { list: format.list, how: 'file' as const, origin, status: null };
  return takeIn(deps, format, files, about, { accepted: true, mayReplace }, []);
}

/** Fetches the files of a list from where they are published. */
export async function importAddress(
  deps: ImportDeps,
  format: ListFormat,
  word: Pick<Word, 'accepted' | 'publishedAt' | 'by'> = {},
): Promise<ImportResult> {
  mustBePast(word.publishedAt ?? null, deps.clock.now());
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
    return await takeIn(deps, format, files, { ...about, status }, word, validators);
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

async function isFrom(store: Store, format: ListFormat): Promise<boolean> {
  const inForce = (await store.listsInForce()).find(({ list }) => list === format.list);
  if (inForce?.format !== format.id) return false;
  const [good] = (await store.listAttempts(format.list, 50)).filter(
    ({ outcome }) => outcome !== 'refused' && outcome !== 'unreachable',
  );
  return good?.how === 'address';
}

/** A day of publication that a person gives: from the first lists on, and not ahead. */
function mustBePast(publishedAt: number | null, now: number): void {
  if (publishedAt === null || (publishedAt >= 0 && publishedAt <= now)) return;
  const day = isoDay(publishedAt);
  throw new CodedError('invalid', `A copy cannot have been published on ${day}; give a day from 1970 to today.`);
}

function nameOf(address: string): string {
  return basename(new URL(address).pathname) || new URL(address).host;
}
