// Which format a copy is read with, and which part of it each file is: by what was asked for, what the content looks
// like and what the names say. It opens nothing; a source or a pair of files that makes no sense is refused by name.

import { CodedError } from '../domain/errors.ts';
import { isWebPage, type OpenedFile } from './copy/open-file.ts';
import type { ListFormat } from './list.ts';

/** Formats named in a sentence. */
const MOST_NAMED = 5;

/** The format by which a list is fetched: the first with an address. Throws for an unknown list. */
export function fetchFormat(formats: readonly ListFormat[], source: string): ListFormat {
  const candidates = formatsOf(formats, source);
  return candidates.find(({ addresses, frozen }) => addresses.main !== undefined && frozen === null) ?? candidates[0]!;
}

export function formatsOf(formats: readonly ListFormat[], source: string): ListFormat[] {
  const found = source === 'auto' ? [...formats] : formats.filter(({ id, list }) => id === source || list === source);
  if (found.length > 0) return found;
  const known = [...new Set(formats.map(({ list }) => list))].sort().join(', ');
  throw new CodedError('not_found', `There is no list or format '${source}'; known lists are: ${known}.`);
}

/** Of which list an attempt is, before its format is known. */
export function listNamed(candidates: readonly ListFormat[], source: string): string {
  const lists = new Set(candidates.map(({ list }) => list));
  return lists.size === 1 ? candidates[0]!.list : source;
}

/** The one format asked for, or the first that the content fits; else why there is none. */
export function formatFor(
  candidates: readonly ListFormat[],
  opened: readonly { file: OpenedFile }[],
): ListFormat | string {
  if (candidates.length === 1) return candidates[0]!;
  for (const format of candidates) if (opened.some(({ file }) => format.detect(file.head))) return format;
  const { name, head } = opened[0]!.file;
  if (isWebPage(head)) return webPageSentence(name);
  if (candidates.length > MOST_NAMED) return `${name} is in none of the ${candidates.length} formats that are known.`;
  return `${name} is none of these: ${candidates.map(({ title }) => title).join('; ')}.`;
}

export function webPageSentence(name: string): string {
  return `${name} is a web page and not the list; the site may have asked for a login or turned a program away.`;
}

/** Given roles stay; a file whose name holds the word of a role has that role; what is left is the main file. */
export function withRoles(
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
