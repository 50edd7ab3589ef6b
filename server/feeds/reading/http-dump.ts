// Takes the bodies out of recorded HTTP answers (`curl -i`, a proxy's dump): status lines and headers go, a chunked body is
// put together. What does not begin with a status line is handed on as it is. Bytes in, bytes out, in any chunking; the
// lines that go leave their line ends, so that later lines keep their numbers.

export interface HttpBodies {
  push(bytes: Uint8Array): void;
  end(): void;
}

/** As much as is held to tell what it is: a line of a header. */
const MAX_HELD = 65_536;
const LF = 10;
const NEWLINE = new Uint8Array([LF]);
const STATUS = 'HTTP/';

type State = 'start' | 'plain' | 'head' | 'first' | 'body' | 'size' | 'data' | 'joint';

export function createHttpBodies(take: (bytes: Uint8Array) => void): HttpBodies {
  let state: State = 'start';
  let held: Uint8Array = new Uint8Array(0);
  /** Of the chunk at hand. */
  let left = 0;
  let chunked = false;

  function push(bytes: Uint8Array): void {
    let input = bytes;
    if (held.length > 0) {
      input = new Uint8Array(held.length + bytes.length);
      input.set(held);
      input.set(bytes, held.length);
      held = new Uint8Array(0);
    }
    let i = 0;
    while (i < input.length) {
      const next = step(input, i);
      if (next < 0) {
        held = input.slice(i);
        return;
      }
      i = next;
    }
  }

  /** Takes what stands at `i`; gives where it ended, or −1 when more must be seen. */
  function step(b: Uint8Array, i: number): number {
    switch (state) {
      case 'plain':
        take(b.subarray(i));
        return b.length;
      case 'start':
        return start(b, i);
      case 'head':
        return headerLine(b, i);
      case 'first':
        return firstOfBody(b, i);
      case 'body':
        return body(b, i);
      case 'size':
        return chunkSize(b, i);
      case 'data':
        return chunkData(b, i);
      case 'joint':
        if (b[i] === LF) state = 'size';
        return i + 1;
    }
  }

  function start(b: Uint8Array, i: number): number {
    if (!mayBeStatus(b, i)) state = 'plain';
    else if (b.length - i < STATUS.length) return -1;
    else state = 'head';
    return i;
  }

  function headerLine(b: Uint8Array, i: number): number {
    const lf = b.indexOf(LF, i);
    if (lf < 0) return b.length - i > MAX_HELD ? giveUp(i) : -1;
    const line = latin1(b, i, lf).trim();
    take(NEWLINE);
    if (/^transfer-encoding:.*\bchunked\b/i.test(line)) chunked = true;
    if (line === '') state = chunked ? 'first' : 'body';
    return lf + 1;
  }

  /** Some programs put a chunked body together and keep the header that says so. */
  function firstOfBody(b: Uint8Array, i: number): number {
    const lf = b.indexOf(LF, i);
    if (lf < 0 && b.length - i < 32) return -1;
    const isSize = lf >= 0 && sizeIn(latin1(b, i, lf)) !== null;
    state = isSize ? 'size' : 'body';
    return i;
  }

  function body(b: Uint8Array, i: number): number {
    for (let at = b.indexOf(72, i); at >= 0; at = b.indexOf(72, at + 1)) {
      if (!mayBeStatus(b, at)) continue;
      if (at > i) take(b.subarray(i, at));
      if (b.length - at < STATUS.length) return at === i ? -1 : at;
      take(NEWLINE);
      chunked = false;
      state = 'head';
      return at;
    }
    take(b.subarray(i));
    return b.length;
  }

  function chunkSize(b: Uint8Array, i: number): number {
    const lf = b.indexOf(LF, i);
    if (lf < 0) return b.length - i > MAX_HELD ? giveUp(i) : -1;
    const size = sizeIn(latin1(b, i, lf));
    if (size === null) return giveUp(i);
    left = size;
    // Behind the last chunk may stand trailers, a blank line, and the next answer.
    state = size === 0 ? 'body' : 'data';
    return lf + 1;
  }

  function chunkData(b: Uint8Array, i: number): number {
    const to = Math.min(b.length, i + left);
    take(b.subarray(i, to));
    left -= to - i;
    if (left === 0) state = 'joint';
    return to;
  }

  /** Not what it seemed to be: the rest is handed on as it stands. */
  function giveUp(i: number): number {
    state = 'body';
    return i;
  }

  function end(): void {
    const rest = held;
    held = new Uint8Array(0);
    if (rest.length > 0) take(rest);
  }

  return { push, end };
}

/** The text of a file without the header it may begin with, for telling its format. */
export function withoutHttpHead(head: string): string {
  if (!head.startsWith(STATUS)) return head;
  const end = /\r?\n\r?\n/.exec(head);
  return end === null ? head : head.slice(end.index + end[0].length).replace(/^[0-9a-f]+(?:;[^\n]*)?\r?\n/i, '');
}

/** Does a status line stand at `at`, as far as can be seen? */
function mayBeStatus(b: Uint8Array, at: number): boolean {
  for (let k = 0; k < STATUS.length && at + k < b.length; k++) if (b[at + k] !== STATUS.charCodeAt(k)) return false;
  return true;
}

/** The size of a chunk, in hex, with what extensions may follow. */
function sizeIn(line: string): number | null {
  const hex = /^([0-9a-f]{1,8})\s*(?:;.*)?\s*$/i.exec(line)?.[1];
  return hex === undefined ? null : Number.parseInt(hex, 16);
}

function latin1(b: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let i = from; i < Math.min(to, from + 1024); i++) text += String.fromCharCode(b[i]!);
  return text;
}
