// Finds the objects of a JSON text of any size, in any chunking: those in the array `member` of an outer object, those
// in an outer array, or those that stand one after the other (one per line). Only the object at hand is held.

export interface JsonItemSink {
  /** `bytes` holds the object alone; it is valid during the call. Line from 1. */
  item(text: string, bytes: Uint8Array, line: number): void;
  /** What could not be an object: text between objects, one that never ends, or one beyond the bound. */
  damaged(bytes: Uint8Array, line: number): void;
}

export interface JsonItems {
  push(bytes: Uint8Array): void;
  end(): void;
  readonly lines: number;
}

/** Longest object held: a line of half a million points. */
export const MAX_ITEM_BYTES = 64 * 1024 * 1024;

const LF = 10;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_ARRAY = 91;
const BACKSLASH = 92;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

export function createJsonItems(member: string, sink: JsonItemSink): JsonItems {
  const wanted = new TextEncoder().encode(member);
  let kept = new Uint8Array(4096);
  let length = 0;
  let overlong = false;
  /** Where the object at hand began. */
  let itemLine = 0;
  let line = 1;
  let seen = false;
  let depth = 0;
  /** Depth at which items begin: 0 for a bare sequence, 1 in an array, 2 in the member of a collection. */
  let base = 0;
  let inText = false;
  let escaped = false;
  /** The string at depth 1 that was read last, as far as it can be `member`. */
  let nameLength = 0;
  let nameFits = false;
  let named = false;
  let strayLine = 0;

  function push(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i]!;
      seen = true;
      if (byte === LF) line++;
      if (inText) {
        keep(byte);
        takeTextByte(byte);
      } else {
        takeByte(byte);
      }
    }
  }

  function takeTextByte(byte: number): void {
    if (escaped) {
      escaped = false;
      nameFits = false;
      return;
    }
    if (byte === BACKSLASH) {
      escaped = true;
    } else if (byte === QUOTE) {
      inText = false;
      named = depth === 1 && nameFits && nameLength === wanted.length;
    } else {
      nameFits = nameFits && byte === wanted[nameLength];
      nameLength++;
    }
  }

  function takeByte(byte: number): void {
    if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      open(byte);
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      close(byte);
    } else {
      if (byte === QUOTE) {
        inText = true;
        nameLength = 0;
        nameFits = depth === 1;
      } else if (byte > 32 && byte !== COLON && byte !== COMMA) {
        named = false;
      }
      if (holding()) keep(byte);
      else if (depth === base && base === 0 && byte > 32) stray(byte);
    }
  }

  function open(byte: number): void {
    if (depth === 0 && byte === OPEN_ARRAY) {
      base = 1;
      depth = 1;
      return;
    }
    if (depth === 1 && base === 0 && named && byte === OPEN_ARRAY) {
      // What was held is the beginning of a collection, not an item.
      base = 2;
      depth = 2;
      length = 0;
      overlong = false;
      return;
    }
    if (depth === base && byte === OPEN_OBJECT) {
      itemLine = line;
      length = 0;
      overlong = false;
    }
    named = false;
    depth++;
    keep(byte);
  }

  function close(byte: number): void {
    if (depth === base) {
      // The end of the array, or a bracket too many.
      depth = Math.max(0, depth - 1);
      if (base === 2 && byte === CLOSE_ARRAY) base = 3;
      else if (base === 1) base = 0;
      return;
    }
    if (base === 3) {
      depth--;
      if (depth === 0) base = 0;
      return;
    }
    keep(byte);
    depth--;
    if (depth === base) finish();
  }

  /** Inside an item; base 3 is the rest of a collection behind its features. */
  function holding(): boolean {
    return base < 3 && depth > base;
  }

  function finish(): void {
    const bytes = kept.subarray(0, length);
    if (overlong) sink.damaged(bytes.subarray(0, 256), itemLine);
    else sink.item(new TextDecoder().decode(bytes), bytes, itemLine);
    length = 0;
  }

  function keep(byte: number): void {
    if (!holding() || overlong) return;
    if (length === kept.length) {
      if (length >= MAX_ITEM_BYTES) {
        overlong = true;
        return;
      }
      const wider = new Uint8Array(length * 2);
      wider.set(kept);
      kept = wider;
    }
    kept[length++] = byte;
  }

  /** Anything but white space between objects; once per line. Record separators and a byte order mark are no damage. */
  function stray(byte: number): void {
    if (byte === COMMA || byte === 0xef || byte === 0xbb || byte === 0xbf || strayLine === line) return;
    strayLine = line;
    sink.damaged(new Uint8Array([byte]), line);
  }

  function end(): void {
    if (holding() || inText) sink.damaged(kept.subarray(0, Math.min(length, 256)), itemLine);
    length = 0;
    depth = 0;
    base = 0;
    inText = false;
  }

  return {
    push,
    end,
    get lines() {
      return seen ? line : 0;
    },
  };
}
