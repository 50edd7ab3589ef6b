// The bytes that stand before values of plain data, for those who write and read them.

export const TAG = {
  undefined: 0,
  null: 1,
  false: 2,
  true: 3,
  nan: 4,
  int: 5,
  double: 6,
  text: 7,
  wideText: 8,
  array: 9,
  map: 10,
  set: 11,
  shaped: 12,
  loose: 13,
  column: 14,
  graph: 15,
  known: 16,
} as const;

/** Typed arrays, by the byte that stands for them. */
export const COLUMNS = [
  Uint8Array,
  Int8Array,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
] as const;

/** A byte from here on is a whole number by itself. */
export const SMALL = 128;
