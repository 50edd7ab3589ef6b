// A table as people save it, as text: UTF-8 with or without a mark, UTF-16 in either order. Bytes come in, text goes out;
// a workbook, a page, an archive or letters in a code page nobody can tell are refused by name, so that a table that was
// not read never looks like one that holds nothing.

import { CodedError } from '../domain/errors.ts';

/** First bytes of what is no table of text, with how to get one. */
const OTHERS: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'is a workbook (xlsx, ods) or an archive: save the sheet as CSV'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'is a workbook (xls): save the sheet as CSV'],
  [[0x25, 0x50, 0x44, 0x46], 'is a PDF: copy the rows into a CSV table'],
  [[0x1f, 0x8b], 'is packed (gzip): unpack it first'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'is packed (zstd): unpack it first'],
  [[0x89, 0x50, 0x4e, 0x47], 'is a picture'],
  [[0xff, 0xd8, 0xff], 'is a picture'],
];

/** Throws `invalid` with one sentence that begins with the name. */
export function tableText(bytes: Uint8Array, name: string): string {
  if (bytes.length === 0) throw new CodedError('invalid', `${name} is empty: nothing was asked.`);
  const other = OTHERS.find(([first]) => first.every((byte, i) => bytes[i] === byte));
  if (other) throw new CodedError('invalid', `${name} ${other[1]}.`);
  const wide = wideOrder(bytes);
  try {
    return new TextDecoder(wide ?? 'utf-8', { fatal: true }).decode(bytes).replace(/^\ufeff/, '');
  } catch {
    const at = wide === null ? ', and its letters cannot be told without knowing its code page' : ' that is cut';
    throw new CodedError('invalid', `${name} is not UTF-8 text${at}: save it as CSV in UTF-8.`);
  }
}

/** By its mark; without one by the zero bytes that every second letter of a Latin table then is. */
export function wideOrder(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, 512);
  let even = 0;
  let odd = 0;
  for (const [i, byte] of head.entries()) if (byte === 0) i % 2 === 0 ? even++ : odd++;
  const most = head.length / 4;
  if (odd > most && even === 0) return 'utf-16le';
  return even > most && odd === 0 ? 'utf-16be' : null;
}
