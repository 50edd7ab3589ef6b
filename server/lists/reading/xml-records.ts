// Elements of a large XML file, streamed as small trees. Bytes in any chunking come in; the root (attributes only) and
// then each wanted element go out, with local names: publishers change their namespaces. Nothing is ever expanded:
// a file with a DOCTYPE is refused, so are depth, size and ends that no list has.

import { SaxesParser } from 'saxes';
import { CodedError } from '../../domain/errors.ts';
import type { ListFile } from '../list.ts';

export interface XmlElement {
  /** Without prefix. */
  name: string;
  /** By local name. */
  attributes: Readonly<Record<string, string>>;
  children: XmlElement[];
  /** Its own text, CDATA included, without that of its children. */
  text: string;
  /** Of a record: as it stood in the file, up to `MAX_RECORD_RAW` characters; '' for elements inside one. */
  raw: string;
}

const MAX_RECORD_RAW = 16_000;
/** OFAC advanced is about 127 MB. */
const MAX_FILE_CHARACTERS = 512 * 1024 * 1024;
/** The deepest list known (OFAC advanced) has 12 levels. */
const MAX_DEPTH = 64;
/** Elements of one record; a company of the OFAC advanced file has some thousands. */
const MAX_RECORD_ELEMENTS = 200_000;
/** Characters of one record, text and attributes. */
const MAX_RECORD_CHARACTERS = 16 * 1024 * 1024;
/** A prolog or a tag longer than this is no list's. */
const MAX_HEAD = 65_536;

/**
 * Yields the root first, without children, then every outermost element whose local name is in `wanted`.
 * Refuses the file when its root has another name than `root`, or it does not end.
 */
export async function* xmlRecords(
  file: ListFile,
  title: string,
  root: string,
  wanted: readonly string[],
): AsyncGenerator<XmlElement> {
  const reader = new RecordReader(file.name, title, root, new Set(wanted));
  let decoder: TextDecoder | null = null;
  for await (const chunk of file.chunks) {
    if (chunk.length === 0) continue;
    decoder ??= new TextDecoder(encodingOf(chunk));
    reader.push(decoder.decode(chunk, { stream: true }));
    yield* reader.take();
  }
  if (decoder === null) throw new CodedError('invalid', `${file.name} is empty`);
  reader.push(decoder.decode());
  reader.end();
  yield* reader.take();
}

/** By byte order mark; the lists are in UTF-8, whatever else their declarations have said. */
function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8';
}

class RecordReader {
  readonly #fileName: string;
  readonly #title: string;
  readonly #root: string;
  readonly #wanted: ReadonlySet<string>;
  readonly #parser = new SaxesParser({ xmlns: false, fileName: '' });
  /** The open elements of the record being read, outermost first. */
  readonly #open: XmlElement[] = [];
  #done: XmlElement[] = [];
  #depth = 0;
  #elements = 0;
  #characters = 0;
  #begun = false;
  /** What has been read and may still be wanted, and where in the file it begins. */
  #text = '';
  #textAt = 0;
  #recordAt = -1;

  constructor(fileName: string, title: string, root: string, wanted: ReadonlySet<string>) {
    this.#fileName = fileName;
    this.#title = title;
    this.#root = root;
    this.#wanted = wanted;
    this.#parser.on('error', (error) => this.#damaged(error.message));
    this.#parser.on('doctype', () => this.#refuse('declares a DOCTYPE, which no sanctions list has: it is not read'));
    this.#parser.on('opentag', (tag) => this.#opened(tag.name, tag.attributes));
    this.#parser.on('closetag', () => this.#closed());
    this.#parser.on('text', (text) => this.#said(text));
    this.#parser.on('cdata', (text) => this.#said(text));
  }

  push(text: string): void {
    this.#forget();
    this.#text += text;
    if (this.#textAt + this.#text.length > MAX_FILE_CHARACTERS) {
      this.#refuse(`is over ${MAX_FILE_CHARACTERS / 1_048_576} MB: no list is that large`);
    }
    // Looked for before the parser gathers what a DOCTYPE declares.
    if (!this.#begun) this.#checkHead();
    this.#parser.write(text);
    if (!this.#begun && this.#text.length > MAX_HEAD)
      this.#refuse(`is not the ${this.#title}: it has no element at all`);
  }

  end(): void {
    if (this.#text.trim() === '' && !this.#begun) this.#refuse('is empty');
    this.#parser.close();
  }

  take(): XmlElement[] {
    const done = this.#done;
    this.#done = [];
    return done;
  }

  #checkHead(): void {
    const head = this.#text.slice(0, MAX_HEAD);
    if (/<!doctype\s+html|<html[\s>]/i.test(head)) this.#refuse(`is a web page, not the ${this.#title}`);
    if (/<!doctype|<!entity/i.test(head)) {
      this.#refuse('declares a DOCTYPE or an entity, which no sanctions list has: it is not read');
    }
    const sign = head.trimStart()[0];
    if (sign !== undefined && sign !== '<') this.#refuse(`is not the ${this.#title}: it is no XML`);
  }

  /** Drops what lies before the record being read, or before the last tag begun. */
  #forget(): void {
    if (!this.#begun) return;
    const keepAt = this.#recordAt >= 0 ? this.#recordAt : this.#textAt + Math.max(0, this.#text.lastIndexOf('<'));
    const keep = this.#text.slice(keepAt - this.#textAt);
    if (keep.length > MAX_RECORD_CHARACTERS) {
      this.#damaged(`an element is longer than ${MAX_RECORD_CHARACTERS} characters`);
    }
    this.#text = keep;
    this.#textAt = keepAt;
  }

  #opened(tagName: string, tagAttributes: Readonly<Record<string, string>>): void {
    const name = localName(tagName);
    if (++this.#depth > MAX_DEPTH) this.#refuse(`nests its elements more than ${MAX_DEPTH} deep`);
    if (this.#depth === 1) {
      this.#begun = true;
      if (name !== this.#root) {
        const page = name.toLowerCase() === 'html';
        this.#refuse(
          page ? `is a web page, not the ${this.#title}` : `is not the ${this.#title}: its root is <${name}>`,
        );
      }
    }
    const parent = this.#open.at(-1);
    const isRoot = this.#depth === 1;
    if (!isRoot && parent === undefined && !this.#wanted.has(name)) return;
    const attributes: Record<string, string> = {};
    for (const [key, value] of Object.entries(tagAttributes)) {
      attributes[localName(key)] = value;
      this.#characters += value.length;
    }
    const element: XmlElement = { name, attributes, children: [], text: '', raw: '' };
    if (isRoot) {
      this.#done.push(element);
      return;
    }
    if (parent === undefined) {
      this.#elements = 0;
      this.#characters = 0;
      this.#recordAt = this.#textAt + this.#text.lastIndexOf('<', this.#parser.position - this.#textAt - 1);
    } else parent.children.push(element);
    if (++this.#elements > MAX_RECORD_ELEMENTS) this.#damaged(`a record has more than ${MAX_RECORD_ELEMENTS} elements`);
    this.#open.push(element);
  }

  #closed(): void {
    this.#depth--;
    const element = this.#open.pop();
    if (element === undefined || this.#open.length > 0) return;
    const end = Math.min(this.#parser.position, this.#recordAt + MAX_RECORD_RAW);
    element.raw = this.#text.slice(this.#recordAt - this.#textAt, end - this.#textAt);
    this.#recordAt = -1;
    this.#done.push(element);
  }

  #said(text: string): void {
    const element = this.#open.at(-1);
    if (element === undefined) return;
    this.#characters += text.length;
    if (this.#characters > MAX_RECORD_CHARACTERS) this.#damaged('a record is too long');
    element.text += text;
  }

  #damaged(message: string): never {
    const cut = /unclosed|unexpected end|must contain a root/i.test(message);
    this.#refuse(cut ? `is cut: it ends before its XML does (${message})` : `is damaged XML: ${message}`);
  }

  #refuse(sentence: string): never {
    throw new CodedError('invalid', `${this.#fileName} ${sentence}`);
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The first child of that name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** All elements at the end of a path of names, in order. */
export function elementsAt(element: XmlElement, ...path: readonly string[]): XmlElement[] {
  let found = [element];
  for (const name of path) found = found.flatMap((one) => one.children.filter((child) => child.name === name));
  return found;
}

/** The text at the end of a path of names, trimmed; '' where there is none. */
export function textAt(element: XmlElement, ...path: readonly string[]): string {
  return elementsAt(element, ...path)[0]?.text.trim() ?? '';
}

/** Does the head hold that root element, in any namespace? */
export function headHasRoot(head: Uint8Array, root: string): boolean {
  const text = new TextDecoder(encodingOf(head)).decode(head.subarray(0, 16_384));
  return new RegExp(`<(?:[\\w.-]+:)?${root}[\\s>/]`).test(text);
}
