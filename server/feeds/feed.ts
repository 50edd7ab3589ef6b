// What a feed gives: reports in field units, or a counted reason why a line gave none. Parsers are fed bytes in any
// chunking and give the same output for each; they never throw on content.

import type { Report } from '../domain/report.ts';

export interface ReportSink {
  /** The record is reused by the parser: copy what is kept. */
  report(report: Readonly<Report>): void;
  /**
   * A line that gave no report. `reason` is a short fixed text, e.g. 'bad checksum'. The line itself is
   * `bytes[start..end)`, valid during the call only; it may be cut or empty where the parser no longer has it.
   * `inPart`: the line gave a report, but this part of it could not be taken.
   */
  reject(reason: string, line: number, bytes: Uint8Array, start: number, end: number, inPart?: boolean): void;
}

/** Turns the bytes of one source into reports. */
export interface TrackParser {
  push(bytes: Uint8Array, sink: ReportSink): void;
  /** The last line, sets of parts still waiting, and whatever else the end settles. */
  end(sink: ReportSink): void;
  /** Lines seen so far. */
  readonly lines: number;
  /** Lines that are neither reports nor errors, such as other instruments in a log of sentences; absent: none. */
  readonly otherLines?: number;
  /** Reports whose time was made from `startAt` and the line number; absent: none. */
  readonly invented?: number;
  /** What the reader should be told of the source although all is well: each follows its name. Absent: nothing. */
  readonly notes?: readonly string[];
  /** What ended the reports too early, such as "breaks off inside a feature"; it follows the name. Absent: nothing. */
  readonly damage?: string | null;
}

export interface ParserOptions {
  /** Goes into every report. */
  source: string;
  /** Time of the first line, UTC ms, for recordings that carry none. */
  startAt: number | null;
  /** How fast lines follow each other from `startAt` on, in lines per second of event time. */
  linesPerSecond: number;
  /** Column map for generic CSV: field name of Report → header text. */
  columns: Readonly<Record<string, string>> | null;
  /** Whose track it is, for files that name no MMSI (GPX, one-vessel CSV). */
  mmsi: number | null;
  /** How dates like 01/06/2018 are read where the format does not say; null: they are rejected, for nobody can tell. */
  dateOrder: 'day first' | 'month first' | null;
  /**
   * Of a live feed: the instant at which the bytes that are being pushed were heard, UTC ms. Every report gets it as
   * `arrivedAt`, and as `at` where it tells no time. Absent: a recording.
   */
  arrival?: () => number;
  /** Refuse sentences that our own relay has sent out: heard live, they are no second witness. Absent: no. */
  refuseOwn?: boolean;
}

/** One file format, known by its content. */
export interface TrackFormat {
  readonly name: string;
  /** What it is, for `doctor` and error sentences. */
  readonly title: string;
  /** Does the head of the file (decompressed, up to 64 KiB) look like it? */
  detect(head: string, options: ParserOptions): boolean;
  open(options: ParserOptions): TrackParser;
}
