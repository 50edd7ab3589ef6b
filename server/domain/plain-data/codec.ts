// Plain data as bytes and back: numbers, texts, booleans, null, undefined, arrays, objects, maps, sets and typed arrays,
// as a structured clone would keep them. Objects with the same keys share one entry for their keys: a codec learns the keys
// as shapes, and its shapes must be kept with its bytes. A value may be written as a tree, where an object that is referred
// to twice is written twice, or as a graph, where it stays one object. A function or an instance of a class is refused.

import { createReader } from './reader.ts';
import { createShapes } from './shapes.ts';
import { createWriter } from './writer.ts';

export interface PlainCodec {
  /** Writes a value behind those written before, from `reset` on; as a tree. */
  write(value: unknown): void;
  /** The same as a graph, which takes longer: an object that is referred to twice is one object when it is read. */
  writeGraph(value: unknown): void;
  /** Bytes written since `reset`. */
  readonly length: number;
  /** A copy of what was written since `reset`. */
  bytes(): Uint8Array;
  /** Copies what was written since `reset` to a place of another array. */
  copyTo(target: Uint8Array, at: number): void;
  reset(): void;
  /** The values in the bytes, one after the other. */
  read(bytes: Uint8Array): unknown[];
  /** The one value that begins at a place, and where it ends. */
  readAt(bytes: Uint8Array, at: number): { value: unknown; endAt: number };
  /** Keys of each shape learnt; give them to the codec that reads the bytes. */
  shapes(): string[][];
}

/** Objects that serve as dictionaries each have keys of their own; past this many shapes objects carry their own keys. */
const MOST_SHAPES = 2_000;

/** `known` are shapes of a codec that wrote before; `most` 0 writes all keys, so that the bytes stand by themselves. */
export function createPlainCodec(known: readonly (readonly string[])[] = [], most = MOST_SHAPES): PlainCodec {
  const shapes = createShapes(known, most);
  const writer = createWriter(shapes);
  return {
    write: writer.write,
    writeGraph: writer.writeGraph,
    get length() {
      return writer.length;
    },
    bytes: () => writer.written().slice(),
    copyTo: (target, at) => target.set(writer.written(), at),
    reset: writer.reset,
    read(bytes) {
      const reader = createReader(bytes, 0, shapes.all);
      const values: unknown[] = [];
      while (reader.at < bytes.length) values.push(reader.next());
      return values;
    },
    readAt(bytes, from) {
      const reader = createReader(bytes, from, shapes.all);
      const value = reader.next();
      return { value, endAt: reader.at };
    },
    shapes: () => shapes.all.map(({ keys }) => [...keys]),
  };
}
