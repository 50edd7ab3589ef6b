// Hex digits of checksums, either case, by character code.

/** The value of a digit; far below zero for a byte that is none, so that no sum of two digits can hide it. */
export const HEX = new Int16Array(256).fill(-4096);
for (let i = 0; i < 16; i++) {
  HEX['0123456789abcdef'.charCodeAt(i)] = i;
  HEX['0123456789ABCDEF'.charCodeAt(i)] = i;
}
