// Text of ships, lists and people on its way into a message: what moves a cursor or turns a name round is taken out, and what
// is too long is cut by code points or bytes with a mark. A channel cuts first and escapes after, so that no escape is cut.

import { Buffer } from 'node:buffer';

const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const CUT = '…';

/** Several lines, without what is hidden. */
export function clean(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(HIDDEN, '');
}

/** One line, without what is hidden. */
export function cleanLine(text: string): string {
  return clean(text)
    .replace(/[\n\t]+/g, ' ')
    .trim();
}

/** At most so many UTF-16 units, which is what the services count at most; never half a letter. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = most - CUT.length;
  const half = /[\ud800-\udbff]/.test(text[end - 1] ?? '');
  return text.slice(0, Math.max(0, half ? end - 1 : end)) + CUT;
}

/** At most so many bytes of UTF-8; never half a letter. */
export function cutBytes(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  const room = most - Buffer.byteLength(CUT);
  let bytes = 0;
  let kept = '';
  for (const letter of text) {
    bytes += Buffer.byteLength(letter);
    if (bytes > room) break;
    kept += letter;
  }
  return kept + CUT;
}

/**
 * The longest cut of `text` whose escaped form is at most `most` long: what is escaped grows, and a cut may not go through
 * an escape.
 */
export function cutEscaped(text: string, most: number, escaped: (text: string) => string): string {
  const whole = escaped(text);
  if (whole.length <= most) return whole;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (escaped(cut(text, middle)).length <= most) low = middle;
    else high = middle - 1;
  }
  return escaped(cut(text, low));
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[letter]!);
}

/** For what reads Markdown: every sign that could begin something is kept from it. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|>~<]/g, '\\$&');
}
