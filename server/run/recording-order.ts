// Puts a whole recording in event-time order without holding it in memory: reports come in as their files have them, and
// then go out in order. They are sorted chunk by chunk, in memory as far as they fit and then on disk, and merged in the
// end. A recording in rough order, as most are, has one or two chunks open at a time; one in no order has all of them open.
// Reports of one instant come out in any order; the order stage of the flow settles their order.
//
//   put ──▶ chunk, sorted ──▶ memory or disk ──▶ merge ──▶ drain

import { emptyReport, type Report } from '../domain/report.ts';
import { type Chunk, type ChunkOptions, createSortedChunks } from './sorted-chunks.ts';

export interface RecordingOrder {
  /** Copies the report. Throws a CodedError where the disk takes no more. */
  put(report: Readonly<Report>): void;
  /** After the last `put`: hands over up to `most` reports, in order. True when there are no more. */
  drain(most: number, take: (report: Readonly<Report>) => void): boolean;
  /** Bytes on disk. */
  spilledBytes(): number;
  close(): void;
}

const ORDER_DEFAULTS = {
  /** About a million reports; a replay of fewer writes nothing to disk. */
  heldBytes: 96 * 1024 * 1024,
  /** Sorted in some 20 ms where they are in no order. */
  chunkReports: 65_536,
};

export function createRecordingOrder(options: { folder: string } & Partial<ChunkOptions>): RecordingOrder {
  const chunks = createSortedChunks({ ...ORDER_DEFAULTS, ...options });
  let merge: RecordingOrder['drain'] | null = null;
  return {
    put: chunks.put,
    drain(most, take) {
      merge ??= mergerOf(chunks.finish());
      return merge(most, take);
    },
    spilledBytes: chunks.spilledBytes,
    close: chunks.close,
  };
}

/** A chunk that is being read, or not yet. */
interface Cursor {
  chunk: Chunk;
  /** Place of the chunk: of two reports of one instant, that of the earlier chunk goes first. */
  place: number;
  /** Event time of its next report. */
  at: number;
  /** Its next report; null before it is opened. */
  report: Report | null;
}

/** Takes from the chunk whose next report is the earliest. */
function mergerOf(chunks: readonly Chunk[]): RecordingOrder['drain'] {
  // A heap, the earliest on top. Sorted, it is one to begin with.
  const heap: Cursor[] = chunks
    .map((chunk, place) => ({ chunk, place, at: chunk.firstAt, report: null }))
    .sort((a, b) => a.at - b.at || a.place - b.place);

  function sink(): void {
    const top = heap[0]!;
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && comesBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!comesBefore(heap[child]!, top)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = top;
  }

  return (most, take) => {
    for (let i = 0; i < most && heap.length > 0; i++) {
      const top = heap[0]!;
      if (top.report === null) {
        top.report = emptyReport();
        top.chunk.take(top.report);
      }
      take(top.report);
      if (top.chunk.take(top.report)) {
        top.at = top.report.at;
      } else {
        const last = heap.pop()!;
        if (heap.length === 0) return true;
        heap[0] = last;
      }
      sink();
    }
    return heap.length === 0;
  };
}

function comesBefore(a: Cursor, b: Cursor): boolean {
  return a.at < b.at || (a.at === b.at && a.place < b.place);
}
