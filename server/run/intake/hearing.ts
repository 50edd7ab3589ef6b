// From records of the intake log to inputs of an engine: live, at a restart, and when a day is heard again. Each sender of
// each feed has a reader of its own, so that parts of messages are put together where they belong. What comes out hangs on
// the records alone, never on the machine's time: the same records give the same inputs. It counts what it read, and why
// the rest gave nothing, by feed.

import { CANARY_FEED } from '../../domain/canary.ts';
import type { EngineInput } from '../../domain/engine/input.ts';
import { CANARY_MMSI } from '../../domain/identity/mmsi.ts';
import type { Report } from '../../domain/report.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import type { ParserOptions, ReportSink, TrackFormat, TrackParser } from '../../feeds/feed.ts';
import { createRejects, type RejectExample } from '../../feeds/rejects.ts';
import type { IntakeRecord } from './record.ts';

export interface HearingOptions {
  /** By the name that a record carries; undefined where this version has no such reader. */
  formatNamed(name: string): TrackFormat | undefined;
  take(input: EngineInput): void;
  /** The formats in which feeds were read when the records that are to come were written. */
  formats?: Readonly<Record<string, string>>;
  /** From now on reports wait so long for earlier ones, ms. */
  wait(windowMs: number): void;
  /** A report that goes on; counted already. */
  heard?(feed: string, report: Readonly<Report>): void;
}

export interface Hearing {
  /** `number`: of the record; it goes into the reports as their line. */
  take(record: IntakeRecord, number: number): void;
  /** Brings readers to where they stood, from records heard before: nothing of them is handed on or counted. */
  warm(record: IntakeRecord): void;
  /** By feed, the name of the format that it is read by: what a restart goes on from. */
  formats(): Record<string, string>;
  counts(feed: string): HeardCounts;
}

export interface HeardCounts {
  reports: number;
  bytes: number;
  /** Why messages gave no report, by reason; the first few of each are kept. */
  rejects: Record<string, number>;
  examples: Record<string, RejectExample[]>;
  /** When bytes came last, and the newest event time that they told; UTC ms, null before. */
  lastHeardAt: number | null;
  newestAt: number | null;
}

/** A report that says it was sent so much after it was heard is doubted: its clock or ours is wrong. */
export const MOST_AHEAD_MS = MINUTE_MS;
export const AHEAD = 'time after its arrival';
/** Readers of one feed at once; the one that was quiet for longest ends. A flood of forged senders costs no more. */
const MOST_SENDERS = 1_000;
/** Lines are kept in 31 bits. */
const MOST_LINE = 0x7fffffff;

interface Reader {
  parser: TrackParser;
  sink: ReportSink;
}

interface Ear extends Omit<HeardCounts, 'rejects' | 'examples'> {
  feed: string;
  format: TrackFormat | null;
  /** In the order in which they were last heard. */
  parsers: Map<string, Reader>;
  rejects: ReturnType<typeof createRejects>;
  sink: ReportSink;
}

export function createHearing({ formatNamed, take, wait, heard, formats = {} }: HearingOptions): Hearing {
  const ears = new Map<string, Ear>();
  let arrivedAt = 0;
  let line = 0;
  let muted = false;

  function earOf(feed: string): Ear {
    const known = ears.get(feed);
    if (known !== undefined) return known;
    const rejects = createRejects();
    const ear: Ear = {
      feed,
      format: formatNamed(formats[feed] ?? '') ?? null,
      parsers: new Map(),
      rejects,
      reports: 0,
      bytes: 0,
      lastHeardAt: null,
      newestAt: null,
      sink: {
        report(report) {
          if (muted) return;
          // No sentence can carry the number: here alone it is given, and to nobody else's.
          if (feed === CANARY_FEED) (report as Report).mmsi = CANARY_MMSI;
          if (report.at > arrivedAt + MOST_AHEAD_MS) {
            rejects.add(feed, AHEAD, report.line, NO_BYTES, 0, 0);
            return;
          }
          ear.reports++;
          if (ear.newestAt === null || report.at > ear.newestAt) ear.newestAt = report.at;
          // The parser's own record: it is filled anew for the next one.
          (report as Report).line = line;
          take(report as Report);
          heard?.(feed, report);
        },
        reject(reason, at, bytes, start, end) {
          if (!muted) rejects.add(feed, reason, at, bytes, start, end);
        },
      },
    };
    ears.set(feed, ear);
    return ear;
  }

  function readerOf(ear: Ear, sender: string): Reader | null {
    const known = ear.parsers.get(sender);
    if (known !== undefined) {
      ear.parsers.delete(sender);
      ear.parsers.set(sender, known);
      return known;
    }
    if (ear.format === null) return null;
    return begin(ear, sender, {
      parser: ear.format.open({ ...optionsOf(ear), arrival: () => arrivedAt }),
      sink: ear.sink,
    });
  }

  /** A file dates its reports itself, or gives none; each was heard when the file was read. */
  function beginFile(ear: Ear, sender: string, format: TrackFormat | undefined): void {
    endSender(ear, sender);
    if (format === undefined) return;
    const sink: ReportSink = {
      ...ear.sink,
      report(report) {
        (report as Report).arrivedAt = arrivedAt;
        ear.sink.report(report);
      },
    };
    begin(ear, sender, { parser: format.open(optionsOf(ear)), sink });
  }

  function begin(ear: Ear, sender: string, reader: Reader): Reader {
    ear.parsers.set(sender, reader);
    if (ear.parsers.size > MOST_SENDERS) endSender(ear, ear.parsers.keys().next().value!);
    return reader;
  }

  function endSender(ear: Ear, sender: string): void {
    const reader = ear.parsers.get(sender);
    reader?.parser.end(reader.sink);
    ear.parsers.delete(sender);
  }

  function hear(record: IntakeRecord): void {
    switch (record.kind) {
      case 'heard': {
        arrivedAt = record.at;
        const ear = earOf(record.feed);
        if (!muted) {
          ear.lastHeardAt = record.at;
          ear.bytes += record.bytes.length;
        }
        const reader = readerOf(ear, record.sender);
        if (reader === null) ear.rejects.add(record.feed, 'no reader for it', 0, record.bytes, 0, record.bytes.length);
        else reader.parser.push(record.bytes, reader.sink);
        return;
      }
      case 'begun': {
        arrivedAt = record.at;
        const ear = earOf(record.feed);
        if (record.sender !== undefined) {
          beginFile(ear, record.sender, formatNamed(record.format));
          return;
        }
        for (const sender of [...ear.parsers.keys()]) endSender(ear, sender);
        ear.format = formatNamed(record.format) ?? null;
        return;
      }
      case 'left':
        arrivedAt = record.at;
        endSender(earOf(record.feed), record.sender);
        return;
      case 'state': {
        const { at, feed, state, fromAt, toAt } = record;
        take({ kind: 'feed', at, feed, state, fromAt, toAt });
        return;
      }
      case 'tick':
        take({ kind: 'time', at: record.at });
        return;
      case 'window':
        wait(record.windowMs);
        return;
      case 'formats':
        for (const [feed, format] of Object.entries(record.formats)) earOf(feed).format ??= formatNamed(format) ?? null;
    }
  }

  return {
    take(record, number) {
      line = number % MOST_LINE;
      hear(record);
    },
    warm(record) {
      if (record.kind === 'state' || record.kind === 'tick' || record.kind === 'window') return;
      muted = true;
      hear(record);
      muted = false;
    },
    formats: () => ({
      ...formats,
      ...Object.fromEntries([...ears].flatMap(([feed, { format }]) => (format === null ? [] : [[feed, format.name]]))),
    }),
    counts(feed) {
      const { reports, bytes, rejects, lastHeardAt, newestAt } = earOf(feed);
      return { reports, bytes, rejects: { ...rejects.counts }, examples: rejects.examples, lastHeardAt, newestAt };
    },
  };
}

function optionsOf({ feed }: Ear): ParserOptions {
  return {
    source: feed,
    startAt: null,
    linesPerSecond: 1,
    columns: null,
    mmsi: null,
    dateOrder: null,
    refuseOwn: true,
  };
}

const NO_BYTES = new Uint8Array(0);
