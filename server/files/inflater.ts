// One decompressor of node:zlib, asked piece by piece: it gives bytes, or says that it wants more, that its data are over,
// or what is wrong with them. Its own streams end in several ways, of which some never call back; here each is an answer.

import type { Transform } from 'node:stream';

export interface Inflater {
  /** Bytes, or why none come: it wants to be written to, it is done, or its data are wrong. */
  read(): Promise<Uint8Array | 'hungry' | 'done' | Error>;
  /** Only after 'hungry'. */
  write(piece: Uint8Array): void;
  /** Only after 'hungry': there is no more. */
  end(): void;
  /** After 'done': what stands behind its data in the last piece. */
  left(): Uint8Array;
  close(): void;
}

export function inflater(through: Transform & { readonly bytesWritten: number }): Inflater {
  let piece: Uint8Array = new Uint8Array(0);
  /** Bytes of the pieces before. */
  let before = 0;
  let busy = false;
  let over = false;
  let ended = false;
  let failure: Error | null = null;
  let wake = (): void => undefined;
  const turn = (): void => wake();
  through.on('readable', turn);
  through.on('end', () => {
    over = true;
    turn();
  });
  through.on('close', () => {
    over = true;
    turn();
  });
  through.on('error', (error) => {
    failure = error;
    turn();
  });

  return {
    async read() {
      for (;;) {
        const chunk: unknown = through.read();
        if (chunk instanceof Uint8Array) return chunk;
        if (failure !== null) return failure;
        // What it was given and left lying stands behind its data.
        if (over || (!busy && through.bytesWritten < before + piece.length)) return 'done';
        if (!busy && !ended) return 'hungry';
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    write(next) {
      before += piece.length;
      piece = next;
      busy = true;
      through.write(next, () => {
        busy = false;
        turn();
      });
    },
    end() {
      ended = true;
      through.end();
    },
    left: () => piece.subarray(Math.max(0, through.bytesWritten - before)),
    close() {
      through.destroy();
    },
  };
}
