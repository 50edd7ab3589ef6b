// Writes plain data as bytes, one value behind the other.

import type { Shape, Shapes } from './shapes.ts';
import { COLUMNS, SMALL, TAG } from './tags.ts';

export interface Writer {
  /** As a tree. */
  write(value: unknown): void;
  writeGraph(value: unknown): void;
  /** What was written since `reset`; the bytes are the writer's own and are written over. */
  written(): Uint8Array;
  readonly length: number;
  reset(): void;
}

const MOST_KEYS = 64;
const FIRST_BYTES = 1 << 14;

export function createWriter(shapes: Shapes): Writer {
  let out = new Uint8Array(FIRST_BYTES);
  let view = new DataView(out.buffer);
  let at = 0;
  /** The objects of the graph that is being written, by their order; null in a tree. */
  let graph: Map<object, number> | null = null;

  function need(bytes: number): void {
    if (at + bytes <= out.length) return;
    const wider = new Uint8Array(Math.max(out.length * 2, at + bytes));
    wider.set(out);
    out = wider;
    view = new DataView(out.buffer);
  }

  function writeCount(count: number): void {
    need(5);
    if (count < 255) {
      out[at++] = count;
      return;
    }
    out[at++] = 255;
    view.setUint32(at, count);
    at += 4;
  }

  function writeNumber(value: number): void {
    need(9);
    if ((value | 0) === value && (value !== 0 || 1 / value > 0)) {
      if (value >= 0 && value < 256 - SMALL) {
        out[at++] = SMALL + value;
        return;
      }
      out[at++] = TAG.int;
      view.setInt32(at, value);
      at += 4;
    } else if (Number.isNaN(value)) {
      out[at++] = TAG.nan;
    } else {
      out[at++] = TAG.double;
      view.setFloat64(at, value);
      at += 8;
    }
  }

  function writeChars(text: string): void {
    const { length } = text;
    need(length * 2 + 6);
    const start = at;
    out[at++] = TAG.text;
    writeCount(length);
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code > 255) {
        writeWide(text, start);
        return;
      }
      out[at++] = code;
    }
  }

  function writeWide(text: string, start: number): void {
    at = start;
    out[at++] = TAG.wideText;
    writeCount(text.length);
    for (let i = 0; i < text.length; i++) {
      view.setUint16(at, text.charCodeAt(i));
      at += 2;
    }
  }

  /** `guess` is the shape that an object here had last. Returns the shape it has, for the next guess. */
  function writeValue(value: unknown, guess: Shape | null): Shape | null {
    switch (typeof value) {
      case 'number':
        writeNumber(value);
        return guess;
      case 'string':
        writeChars(value);
        return guess;
      case 'boolean':
        need(1);
        out[at++] = value ? TAG.true : TAG.false;
        return guess;
      case 'undefined':
        need(1);
        out[at++] = TAG.undefined;
        return guess;
      case 'object':
        if (value !== null) return writeObject(value, guess);
        need(1);
        out[at++] = TAG.null;
        return guess;
      default:
        throw new Error(`a ${typeof value} is no plain data`);
    }
  }

  function writeObject(value: object, guess: Shape | null): Shape | null {
    need(8);
    if (graph !== null) {
      const place = graph.get(value);
      if (place !== undefined) {
        out[at++] = TAG.known;
        view.setUint32(at, place);
        at += 4;
        return guess;
      }
      graph.set(value, graph.size);
    }
    if (Array.isArray(value)) {
      out[at++] = TAG.array;
      writeCount(value.length);
      let inner = guess;
      for (let i = 0; i < value.length; i++) inner = writeValue(value[i], inner);
      return inner;
    }
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) return writePlain(value, guess);
    if (value instanceof Map) {
      out[at++] = TAG.map;
      writeCount(value.size);
      let inner = guess;
      for (const [key, item] of value) {
        writeValue(key, null);
        inner = writeValue(item, inner);
      }
      return inner;
    }
    if (value instanceof Set) {
      out[at++] = TAG.set;
      writeCount(value.size);
      for (const item of value) writeValue(item, null);
      return guess;
    }
    writeColumn(value as Uint8Array);
    return guess;
  }

  function writeColumn(value: Uint8Array): void {
    const kind = COLUMNS.findIndex((column) => value instanceof column);
    if (kind < 0) throw new Error(`a ${value.constructor.name} is no plain data`);
    out[at++] = TAG.column;
    out[at++] = kind;
    writeCount(value.length);
    const { byteLength } = value;
    need(byteLength);
    out.set(new Uint8Array(value.buffer, value.byteOffset, byteLength), at);
    at += byteLength;
  }

  function writePlain(value: object, guess: Shape | null): Shape | null {
    const start = at;
    // In a graph nothing may be written and taken back: what stands in it counts as known.
    if (guess !== null && graph === null && writeShaped(value as Record<string, unknown>, guess)) return guess;
    at = start;
    const keys = Object.keys(value);
    const shape = keys.length > MOST_KEYS ? null : shapes.of(keys);
    if (shape !== null) {
      writeShaped(value as Record<string, unknown>, shape);
      return shape;
    }
    need(1);
    out[at++] = TAG.loose;
    writeCount(keys.length);
    for (const key of keys) {
      writeChars(key);
      writeValue((value as Record<string, unknown>)[key], null);
    }
    return guess;
  }

  /** False, with some bytes written, when the object has other keys. */
  function writeShaped(value: Record<string, unknown>, shape: Shape): boolean {
    const { keys, inner } = shape;
    need(6);
    out[at++] = TAG.shaped;
    writeCount(shape.number);
    let field = 0;
    for (const key in value) {
      if (key !== keys[field]) return false;
      const item = value[key];
      if (typeof item === 'number') writeNumber(item);
      else inner[field] = writeValue(item, inner[field]!);
      field++;
    }
    return field === keys.length;
  }

  return {
    write: (value) => void writeValue(value, null),
    writeGraph(value) {
      need(1);
      out[at++] = TAG.graph;
      graph = new Map();
      try {
        writeValue(value, null);
      } finally {
        graph = null;
      }
    },
    written: () => out.subarray(0, at),
    get length() {
      return at;
    },
    reset() {
      at = 0;
    },
  };
}
