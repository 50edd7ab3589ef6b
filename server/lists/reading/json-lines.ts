// Objects of a file with one JSON object a line, streamed, with the line each was read from. A last line that is not
// whole refuses the file as cut; a single odd line elsewhere is counted by the caller.

import { CodedError } from '../../domain/errors.ts';
import type { ListFile } from '../list.ts';

export interface JsonLine {
  /** Null where the line is no JSON object. */
  fields: Readonly<Record<string, unknown>> | null;
  raw: string;
  /** From 1. */
  line: number;
}

/** The longest known (an entity with its whole history) has some 300,000 characters. */
const MAX_LINE_CHARACTERS = 4 * 1024 * 1024;
/** The largest known (OpenSanctions, all its vessels) is about 300 MB. */
const MAX_FILE_BYTES = 1024 * 1024 * 1024;

export async function* jsonLines(file: ListFile): AsyncGenerator<JsonLine> {
  const decoder = new TextDecoder();
  let rest = '';
  let bytes = 0;
  let line = 0;
  for await (const chunk of file.chunks) {
    bytes += chunk.length;
    if (bytes > MAX_FILE_BYTES) refuse(file, `is over ${MAX_FILE_BYTES / 1_048_576} MB: no list is that large`);
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop()!;
    if (rest.length > MAX_LINE_CHARACTERS) refuse(file, `has a line of more than ${MAX_LINE_CHARACTERS} characters`);
    for (const raw of lines) {
      line++;
      if (raw.trim() === '') continue;
      if (line === 1 && /^\s*</.test(raw)) refuse(file, 'is a web page or XML, not lines of JSON');
      yield { fields: objectIn(raw), raw: raw.trimEnd(), line };
    }
  }
  rest += decoder.decode();
  if (rest.trim() !== '') {
    const fields = objectIn(rest);
    if (fields === null && /^\s*</.test(rest)) refuse(file, 'is a web page or XML, not lines of JSON');
    if (fields === null) refuse(file, `is cut: its last line (${line + 1}) is no whole JSON object`);
    yield { fields, raw: rest, line: line + 1 };
  } else if (line === 0) refuse(file, 'is empty');
}

function objectIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The value as an object; null for anything else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}

/** A field that is a text or a number, as text; '' for anything else. */
export function textIn(fields: unknown, name: string): string {
  const value = fieldsOf(fields)?.[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** A field that is a list; one that is no list is a list of one. */
export function listIn(fields: unknown, name: string): readonly unknown[] {
  const value = fieldsOf(fields)?.[name];
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function refuse(file: ListFile, sentence: string): never {
  throw new CodedError('invalid', `${file.name} ${sentence}`);
}
