// What the feed tests share: reads a text as a recording in a given chunking, and keeps what came out.

import { copyReport, emptyReport, type Report } from '../../server/domain/report.ts';
import type { ParserOptions, ReportSink } from '../../server/feeds/feed.ts';
import { formatOf } from '../../server/feeds/index.ts';

export interface Reading {
  format: string;
  reports: Report[];
  /** `reason@line`, in order. */
  rejects: string[];
  /** The same of parts of lines that gave a report without them. */
  parts: string[];
  lines: number;
  otherLines: number;
  notes: readonly string[];
  damage: string | null;
}

export const plainOptions: ParserOptions = {
  source: 'test',
  startAt: null,
  linesPerSecond: 100,
  columns: null,
  mmsi: null,
  dateOrder: null,
};

/** How many bytes the next chunk has. */
export type Chunking = (rest: number) => number;
export const whole: Chunking = (rest) => rest;
export const oneByOne: Chunking = () => 1;

/** The same chunks for the same seed. */
export function randomChunks(seed: number, most: number): Chunking {
  let state = seed | 1;
  return () => {
    state = Math.imul(state, 1_664_525) + 1_013_904_223;
    return 1 + ((state >>> 8) % most);
  };
}

export function readText(text: string | Uint8Array, options: Partial<ParserOptions> = {}, chunking = whole): Reading {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const all = { ...plainOptions, ...options };
  const format = formatOf(new TextDecoder().decode(bytes.subarray(0, 65_536)), all);
  const reading: Reading = {
    format: format.name,
    reports: [],
    rejects: [],
    parts: [],
    lines: 0,
    otherLines: 0,
    notes: [],
    damage: null,
  };
  const sink: ReportSink = {
    report: (report) => {
      const copy = emptyReport();
      copyReport(report, copy);
      reading.reports.push(copy);
    },
    reject: (reason, line, _bytes, _start, _end, inPart) => {
      (inPart === true ? reading.parts : reading.rejects).push(`${reason}@${line}`);
    },
  };
  const parser = format.open(all);
  for (let from = 0; from < bytes.length; ) {
    const to = Math.min(bytes.length, from + chunking(bytes.length - from));
    // A copy, so that nothing can look behind the end of its chunk.
    parser.push(bytes.slice(from, to), sink);
    from = to;
  }
  parser.end(sink);
  reading.lines = parser.lines;
  reading.otherLines = parser.otherLines ?? 0;
  reading.notes = parser.notes ?? [];
  reading.damage = parser.damage ?? null;
  return reading;
}
