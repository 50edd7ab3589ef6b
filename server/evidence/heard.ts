// What was heard of the ships that a decision is about, for its inputs: from the recording that a replay was read from, from
// the intake log of what the feeds brought, and else from the positions that the store kept. Each comes with the raw lines
// where they are kept. Everything is bounded, and what is cut or missing is said in a sentence.

import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { FeedInput } from '../domain/engine/input.ts';
import { copyReport, emptyReport, type Report } from '../domain/report.ts';
import { utcMinute } from '../domain/time.ts';
import { formatNamed } from '../feeds/index.ts';
import { readTracks } from '../feeds/read-tracks.ts';
import { createHearing } from '../run/intake/hearing.ts';
import { openIntakeLog } from '../run/intake/intake-log.ts';
import { linesOfFile, ownLines, type RawLine } from './raw-lines.ts';

export interface Heard {
  /** In the order they came. */
  reports: Report[];
  raw: RawLine[];
  feeds: FeedInput[];
  /** First and last instant that this source speaks of, UTC ms; null where it has nothing. */
  fromAt: number | null;
  /** What was cut, or could not be had; one sentence each. */
  notes: string[];
}

/** Reports carried at most: a ship heard every 10 s over a week, or a fleet of few over months. The newest are kept. */
export const MOST_REPORTS = 60_000;
const MOST_RAW_LINES = 20_000;
/** A larger recording is not read through for one alert. */
const MOST_FILE_BYTES = 1e9;
/** Records of the intake log read through for one alert. */
const MOST_RECORDS = 10_000_000;

export async function heardInRecording(
  paths: readonly string[],
  mmsis: ReadonlySet<number>,
  until: number,
): Promise<Heard> {
  const heard = nothingHeard();
  const gone = paths.find((path) => !existsSync(path));
  if (gone !== undefined) {
    heard.notes.push(
      `The recording ${basename(gone)} is no longer where it was: its sentences are not in this bundle.`,
    );
    return heard;
  }
  const bytes = paths.reduce((sum, path) => sum + statSync(path).size, 0);
  if (bytes > MOST_FILE_BYTES) {
    heard.notes.push(
      `The recording has ${Math.round(bytes / 1e6)} MB, more than is read through for one bundle: its sentences are not in this bundle.`,
    );
    return heard;
  }
  await readTracks(paths, {
    report(report) {
      if (report.at <= until && mmsis.has(report.mmsi)) keep(heard, report);
    },
  });
  bound(heard);
  const wanted = new Map<string, Set<number>>();
  for (const { source, line } of heard.reports) {
    const lines = wanted.get(source) ?? new Set();
    wanted.set(source, lines.add(line));
  }
  for (const path of paths) {
    const lines = wanted.get(basename(path));
    if (lines !== undefined) heard.raw.push(...(await linesOfFile(path, lines, MOST_RAW_LINES - heard.raw.length)));
  }
  if (heard.raw.length >= MOST_RAW_LINES)
    heard.notes.push(`Of the raw lines the first ${MOST_RAW_LINES} are in this bundle.`);
  return heard;
}

export function heardInIntake(folder: string, mmsis: ReadonlySet<number>, fromAt: number, until: number): Heard {
  const heard = nothingHeard();
  if (!existsSync(folder)) {
    heard.notes.push('No raw sentences are kept: there is no log of what feeds brought.');
    return heard;
  }
  const log = openIntakeLog(folder, { readOnly: true });
  let wanted = false;
  let count = 0;
  const hearing = createHearing({
    formatNamed,
    wait() {},
    take(input) {
      if (input.kind === 'report') {
        if (input.at > until || !mmsis.has(input.mmsi)) return;
        wanted = true;
        keep(heard, input);
      } else if (input.kind === 'feed') heard.feeds.push(input);
    },
  });
  for (const { number, record } of log.readSince(fromAt)) {
    if (record.at < fromAt) {
      hearing.warm(record);
      continue;
    }
    heard.fromAt ??= record.at;
    if (++count > MOST_RECORDS) {
      heard.notes.push(
        `The log of what feeds brought was read up to ${utcMinute(record.at)}: what came later is not in this bundle.`,
      );
      break;
    }
    wanted = false;
    hearing.take(record, number);
    if (wanted && record.kind === 'heard' && heard.raw.length < MOST_RAW_LINES)
      heard.raw.push(...ownLines(record.bytes, mmsis, record.feed, number));
  }
  if (heard.raw.length >= MOST_RAW_LINES)
    heard.notes.push(`Of the raw lines the first ${MOST_RAW_LINES} are in this bundle.`);
  bound(heard);
  return heard;
}

export function nothingHeard(): Heard {
  return { reports: [], raw: [], feeds: [], fromAt: null, notes: [] };
}

function keep(heard: Heard, report: Readonly<Report>): void {
  const copy = emptyReport();
  copyReport(report, copy);
  heard.reports.push(copy);
  // Now and then, so that a busy ship does not fill the memory.
  if (heard.reports.length > 2 * MOST_REPORTS) bound(heard);
}

function bound(heard: Heard): void {
  if (heard.reports.length <= MOST_REPORTS) return;
  heard.reports.sort((a, b) => a.at - b.at);
  heard.reports.splice(0, heard.reports.length - MOST_REPORTS);
  const cut = 'Of the reports the newest';
  if (heard.notes.some((note) => note.startsWith(cut)))
    heard.notes.splice(
      heard.notes.findIndex((note) => note.startsWith(cut)),
      1,
    );
  heard.notes.push(
    `${cut} ${MOST_REPORTS.toLocaleString('en')} are in this bundle, from ${utcMinute(heard.reports[0]!.at)} on.`,
  );
}
