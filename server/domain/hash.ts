// Stable ids from content: the same words always give the same id, on every run, restart and machine.

/**
 * 64-bit hash of the parts as 16 hex digits. Two independent 32-bit multiply-xor lanes (after cyrb53, public domain),
 * enough to keep a few million ids apart; not for secrets or proof.
 */
export function stableId(...parts: (string | number)[]): string {
  const text = parts.join('\u001f');
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (b >>> 0).toString(16).padStart(8, '0') + (a >>> 0).toString(16).padStart(8, '0');
}
