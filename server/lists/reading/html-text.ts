// The text of an HTML page as blocks: what stands between two block tags is one block, inline tags join. Bytes in any
// chunking come in; scripts and styles are passed over; nothing is fetched or run.

import { Parser } from 'htmlparser2';
import { CodedError } from '../../domain/errors.ts';
import type { ListFile } from '../list.ts';
import { clean } from './list-words.ts';

export interface HtmlEvents {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text(text: string): void;
}

/** A saved page is some 200 kB; the UN table has 200. */
const MAX_PAGE_BYTES = 32 * 1024 * 1024;

/** Feeds the page through `events`; refuses a file that is empty, too large, or has no tag at all. */
export async function parseHtml(file: ListFile, title: string, events: HtmlEvents): Promise<void> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let tags = 0;
  let silent = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      tags++;
      if (SILENT.has(name)) silent++;
      else events.open?.(name, attributes);
    },
    onclosetag(name) {
      if (SILENT.has(name)) silent--;
      else events.close?.(name);
    },
    ontext(text) {
      if (silent === 0) events.text(text);
    },
  });
  for await (const chunk of file.chunks) {
    bytes += chunk.length;
    if (bytes > MAX_PAGE_BYTES) {
      throw new CodedError('invalid', `${file.name} is over ${MAX_PAGE_BYTES / 1_048_576} MB: no page is that large`);
    }
    parser.write(decoder.decode(chunk, { stream: true }));
  }
  if (bytes === 0) throw new CodedError('invalid', `${file.name} is empty`);
  parser.write(decoder.decode());
  parser.end();
  if (tags === 0) throw new CodedError('invalid', `${file.name} is not the ${title}: it is no web page`);
}

const SILENT = new Set(['script', 'style', 'noscript', 'template']);

const INLINE = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'em',
  'font',
  'i',
  'img',
  'mark',
  's',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'u',
  'wbr',
]);

/** The blocks of text of the page's body, cleaned, none of them empty. */
export async function htmlBlocks(file: ListFile, title: string): Promise<string[]> {
  const blocks: string[] = [];
  let block = '';
  const flush = () => {
    const text = clean(block);
    if (text !== '') blocks.push(text);
    block = '';
  };
  let inHead = false;
  await parseHtml(file, title, {
    open(name) {
      if (name === 'head') inHead = true;
      else if (name === 'body') inHead = false;
      if (!INLINE.has(name)) flush();
    },
    close(name) {
      if (!INLINE.has(name)) flush();
      if (name === 'head') inHead = false;
    },
    text(text) {
      if (!inHead) block += text;
    },
  });
  flush();
  return blocks;
}
