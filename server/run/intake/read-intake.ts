// The intake log of a data folder as a recording: what was heard since an instant, for a replay with other lists or rules.
// Reports go to the sink as they were heard, and what the feeds said of themselves beside them, so that our own deafness
// counts as it did. It reads a log that may be growing, and changes nothing of it.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CANARY_FEED } from '../../domain/canary.ts';
import type { RareInput } from '../../domain/engine/input.ts';
import { CodedError } from '../../domain/errors.ts';
import type { Report } from '../../domain/report.ts';
import { isoMoment } from '../../domain/time.ts';
import { formatNamed } from '../../feeds/index.ts';
import type { ReadProgress, ReadResult } from '../../feeds/read-tracks.ts';
import { createGiveWay } from '../../seams/give-way.ts';
import { createHearing } from './hearing.ts';
import { openIntakeLog } from './intake-log.ts';

export interface IntakeSink {
  /** The record is reused: copy what is kept. */
  report(report: Readonly<Report>): void;
  /** What a feed said of itself. */
  state(input: RareInput): void;
}

export interface IntakeSpan {
  fromAt: number;
  /** What was heard later is left out. Default: everything. */
  toAt?: number;
}

export interface IntakeReadOptions {
  /** Aborted, it ends where it is. */
  signal?: AbortSignal;
  progress?(progress: Readonly<ReadProgress>): void | Promise<void>;
}

/** Milliseconds between two reports of progress; others on this thread are heard as often. */
const TURN_MS = 25;

/** Rejects with CodedError('not_found') where nothing was heard in that time. */
export async function readIntake(
  folder: string,
  { fromAt, toAt = Number.POSITIVE_INFINITY }: IntakeSpan,
  sink: IntakeSink,
  { signal, progress }: IntakeReadOptions = {},
): Promise<ReadResult> {
  if (!existsSync(folder)) throw nothing(folder, fromAt);
  const log = openIntakeLog(folder, { readOnly: true });
  const records = new Map<string, number>();
  const giveWay = createGiveWay(TURN_MS);
  let bytes = 0;
  let lines = 0;
  let reports = 0;
  let muted = true;
  const hearing = createHearing({
    formatNamed,
    wait() {},
    take(input) {
      if (muted) return;
      if (input.kind === 'report') {
        reports++;
        sink.report(input);
      } else if (input.kind === 'feed') sink.state(input);
    },
  });
  for (const { number, record } of log.readSince(fromAt)) {
    // What was heard before tells how feeds are read, and leaves their readers in the middle of a sentence.
    if (record.at < fromAt) {
      hearing.warm(record);
      continue;
    }
    if (record.at > toAt) break;
    muted = false;
    // The canary proves the live way; a replay proves nothing by it.
    if (record.kind === 'heard' && record.feed === CANARY_FEED) continue;
    hearing.take(record, number);
    if (record.kind !== 'heard') continue;
    records.set(record.feed, (records.get(record.feed) ?? 0) + 1);
    bytes += record.bytes.length;
    lines++;
    if (!giveWay.due()) continue;
    await giveWay.now();
    await progress?.({ bytesDone: bytes, bytesTotal: null, lines, reports, rejects: {}, partRejects: 0 });
    if (signal?.aborted) break;
  }
  if (records.size === 0) throw nothing(folder, fromAt);
  const formats = hearing.formats();
  const rejects: Record<string, number> = {};
  const examples: ReadResult['examples'] = {};
  const inputs = [...records].map(([feed, heardLines]) => {
    const counts = hearing.counts(feed);
    for (const [reason, count] of Object.entries(counts.rejects)) rejects[reason] = (rejects[reason] ?? 0) + count;
    for (const [reason, rows] of Object.entries(counts.examples))
      examples[reason] = [...(examples[reason] ?? []), ...rows];
    return {
      name: feed,
      format: formats[feed] ?? 'unknown',
      lines: heardLines,
      otherLines: 0,
      reports: counts.reports,
      invented: 0,
    };
  });
  return {
    bytesDone: bytes,
    bytesTotal: bytes,
    lines,
    reports,
    rejects,
    partRejects: 0,
    inputs,
    examples,
    errors: [],
    failed: false,
    notes: [],
    cancelled: signal?.aborted === true,
  };
}

function nothing(folder: string, fromAt: number): CodedError {
  return new CodedError('not_found', `Nothing was heard since ${isoMoment(fromAt)} by the log in ${join(folder)}.`);
}
