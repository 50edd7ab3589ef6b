// Text of others in HTML, XML and SVG: escaped, with what hides or turns text written out, and without what XML has no place
// for. Everything that goes into a bundle passes here.

import { plainLine } from '../domain/plain-text.ts';

export function escaped(text: string | number): string {
  return plainLine(String(text))
    .replace(/[^\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** JSON inside a script element: it cannot end it, and stays the same JSON. */
export function scriptJson(value: unknown): string {
  return plainLine(JSON.stringify(value)).replaceAll('<', '\\u003c');
}
