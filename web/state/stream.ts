// The WebSocket that keeps the page fresh. It remembers the last seq it has seen and asks for what came after it, so
// that a lost connection loses no alert; it waits longer after every failure. It hands messages on and keeps none.

import type { StreamMessage, StreamRequest } from '../../server/http/wire/stream.ts';
import { SIGNED_OUT } from '../access/me.ts';
import { streamUrl } from '../api.ts';
import { type PackedFixes, readPacked } from './packed-fixes.ts';

export interface StreamListener {
  message(message: StreamMessage | PackedFixes): void;
  /** The connection is gone; the next attempt is in `waitMs`. */
  away(reason: string, waitMs: number): void;
}

/** West, south, east, north; west may lie east of east. */
export type Viewport = [number, number, number, number];

/** As in server/http/stream-session.ts. */
const SIGNED_OUT_CODE = 4001;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;

/** Wait before attempt number `failures`: doubling, with a bound. */
export function waitAfter(failures: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1));
}

export class Stream {
  #scope: string;
  #after: number;
  #listener: StreamListener;
  #socket: WebSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #closed = false;
  #viewport: Viewport | null = null;

  constructor(scope: string, after: number, listener: StreamListener) {
    this.#scope = scope;
    this.#after = after;
    this.#listener = listener;
  }

  open(): void {
    if (this.#closed || this.#socket !== null) return;
    clearTimeout(this.#timer);
    const socket = new WebSocket(streamUrl(this.#after, this.#scope, location));
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    socket.onopen = () => this.#ask();
    socket.onmessage = ({ data }) => (data instanceof ArrayBuffer ? this.#takePacked(data) : this.#take(String(data)));
    socket.onclose = (end) => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      if (end.code === SIGNED_OUT_CODE) dispatchEvent(new Event(SIGNED_OUT));
      this.#again(end.reason === '' ? 'The connection to the server was lost.' : `The server closed: ${end.reason}.`);
    };
  }

  /** Says where the page looks: positions come from there, and of watched ships from everywhere. */
  look(viewport: Viewport): void {
    this.#viewport = viewport;
    this.#ask();
  }

  /** Tries now instead of waiting for the next attempt. */
  retry(): void {
    if (this.#socket === null) this.open();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #ask(): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    const asked: StreamRequest = { positions: 'packed' };
    if (this.#viewport !== null) asked.bounds = this.#viewport;
    this.#socket.send(JSON.stringify(asked));
  }

  #takePacked(bytes: ArrayBuffer): void {
    const packed = readPacked(bytes);
    if (packed !== null) this.#listener.message(packed);
  }

  #take(text: string): void {
    const message = JSON.parse(text) as StreamMessage;
    if (message.type !== 'positions') {
      if (message.type !== 'hello') this.#after = Math.max(this.#after, message.seq);
      if (message.type === 'live') this.#failures = 0;
    }
    this.#listener.message(message);
  }

  #again(reason: string): void {
    if (this.#closed) return;
    this.#failures++;
    const waitMs = waitAfter(this.#failures);
    this.#listener.away(reason, waitMs);
    this.#timer = setTimeout(() => this.open(), waitMs);
  }
}
