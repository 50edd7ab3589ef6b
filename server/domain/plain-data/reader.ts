// Reads plain data from bytes. Damaged bytes are refused, or read as something else; no reading is longer than the bytes.

import type { Shape } from './shapes.ts';
import { COLUMNS, SMALL, TAG } from './tags.ts';

export interface Reader {
  /** Where the next value begins. */
  readonly at: number;
  next(): unknown;
}

export function createReader(bytes: Uint8Array, from: number, shapes: readonly Shape[]): Reader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = from;
  /** The objects of the graph that is being read, in the order in which they begin; null in a tree. */
  let graph: object[] | null = null;

  function begin<T extends object>(value: T): T {
    graph?.push(value);
    return value;
  }

  function readGraph(): unknown {
    graph = [];
    const value = readValue();
    graph = null;
    return value;
  }

  function readKnown(): object {
    at += 4;
    const known = graph?.[view.getUint32(at - 4)];
    if (known === undefined) throw new Error(`an object at ${at - 5} stands nowhere before`);
    return known;
  }

  function readCount(): number {
    const count = view.getUint8(at++);
    if (count < 255) return count;
    at += 4;
    return view.getUint32(at - 4);
  }

  function readChars(wide: boolean): string {
    const length = readCount();
    let text = '';
    for (let i = 0; i < length; i++) {
      text += String.fromCharCode(wide ? view.getUint16(at) : view.getUint8(at));
      at += wide ? 2 : 1;
    }
    return text;
  }

  function readColumn(): object {
    const kind = view.getUint8(at++);
    const column = COLUMNS[kind];
    if (column === undefined) throw new Error(`byte ${kind} at ${at - 1} is no kind of column`);
    const length = readCount() * column.BYTES_PER_ELEMENT;
    if (at + length > bytes.length) throw new Error(`a column of ${length} bytes at ${at} of ${bytes.length}`);
    const copy = new Uint8Array(length);
    copy.set(bytes.subarray(at, at + length));
    at += length;
    return begin(new column(copy.buffer));
  }

  function readValue(): unknown {
    const tag = view.getUint8(at++);
    if (tag >= SMALL) return tag - SMALL;
    switch (tag) {
      case TAG.undefined:
        return undefined;
      case TAG.null:
        return null;
      case TAG.false:
        return false;
      case TAG.true:
        return true;
      case TAG.nan:
        return Number.NaN;
      case TAG.int:
        at += 4;
        return view.getInt32(at - 4);
      case TAG.double:
        at += 8;
        return view.getFloat64(at - 8);
      case TAG.text:
        return readChars(false);
      case TAG.wideText:
        return readChars(true);
      case TAG.array:
        return readArray();
      case TAG.map:
        return readMap();
      case TAG.set:
        return readSet();
      case TAG.shaped:
        return readShaped(shapes[readCount()]);
      case TAG.loose:
        return readLoose();
      case TAG.column:
        return readColumn();
      case TAG.graph:
        return readGraph();
      case TAG.known:
        return readKnown();
      default:
        throw new Error(`byte ${tag} at ${at - 1} is no tag of plain data`);
    }
  }

  function readArray(): unknown[] {
    const length = readCount();
    const array: unknown[] = begin([]);
    for (let i = 0; i < length; i++) array.push(readValue());
    return array;
  }

  function readMap(): Map<unknown, unknown> {
    const size = readCount();
    const map = begin(new Map<unknown, unknown>());
    for (let i = 0; i < size; i++) {
      const key = readValue();
      map.set(key, readValue());
    }
    return map;
  }

  function readSet(): Set<unknown> {
    const size = readCount();
    const set = begin(new Set<unknown>());
    for (let i = 0; i < size; i++) set.add(readValue());
    return set;
  }

  function readShaped(shape: Shape | undefined): object {
    if (shape === undefined) throw new Error(`an object of an unknown shape at ${at}`);
    const { keys } = shape;
    const object: Record<string, unknown> = begin({});
    for (const key of keys) setField(object, key, readValue());
    return object;
  }

  function readLoose(): object {
    const length = readCount();
    const object: Record<string, unknown> = begin({});
    for (let i = 0; i < length; i++) {
      const key = String(readValue());
      setField(object, key, readValue());
    }
    return object;
  }

  return {
    get at() {
      return at;
    },
    next: readValue,
  };
}

/** The key `__proto__` would set the prototype. */
function setField(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
