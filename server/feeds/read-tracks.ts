// Reads recordings: one, or several merged in time order, from paths or standard input, each in whatever format it has.
// Reports go to the sink one by one; lines without a report are counted by reason. A file that cannot be a recording is
// refused before anything is read; one that is damaged further on gives what it has, and the result says so.

import type { Readable } from 'node:stream';
import { CodedError } from '../domain/errors.ts';
import { copyReport, emptyReport, type Report } from '../domain/report.ts';
import { CancelledError, type WaitOptions } from '../files/stored-bytes.ts';
import type { ParserOptions, ReportSink, TrackParser } from './feed.ts';
import { formatOf } from './index.ts';
import { errorsOf } from './read-errors.ts';
import { createRejects, type RejectExample, type Rejects } from './rejects.ts';
import { openSource, type TrackSource } from './source.ts';

export interface ReadOptions extends WaitOptions {
  /** Time of the first line, UTC ms, for logs that carry no time. Default: such reports are rejected. */
  startAt?: number | null | undefined;
  /** How fast lines follow from `startAt` on. Default 100 a second of event time. */
  linesPerSecond?: number | undefined;
  /** Column map for CSV with other headers: field → header text. */
  columns?: Readonly<Record<string, string>> | null | undefined;
  /** Whose track it is, where the file names no MMSI. */
  mmsi?: number | null | undefined;
  /** How dates like 01/06/2018 are read where the format does not say. Default: such rows are rejected. */
  dateOrder?: ParserOptions['dateOrder'] | undefined;
  /** Called after each chunk; reading waits for what it returns. */
  progress?: ((progress: Readonly<ReadProgress>) => void | Promise<void>) | undefined;
  /** What '-' reads. Default: standard input of the process. */
  standardInput?: Readable | undefined;
}

export interface ReadProgress {
  bytesDone: number;
  /** Stored size of all inputs; null when one of them has none, such as standard input. */
  bytesTotal: number | null;
  lines: number;
  reports: number;
  /** Lines without a report, and parts of lines that could not be taken, by reason. */
  rejects: Record<string, number>;
  /** How many of these are parts: their lines gave a report without them. */
  partRejects: number;
}

export interface TrackSink {
  /** The record is reused: copy what is kept. */
  report(report: Readonly<Report>): void;
}

export interface ReadInput {
  name: string;
  format: string;
  lines: number;
  /** Lines that are neither reports nor errors, such as other instruments in a log. */
  otherLines: number;
  reports: number;
  /** Of these, reports whose time was made from `startAt` and the line number. */
  invented: number;
}

export interface ReadResult extends ReadProgress {
  inputs: ReadInput[];
  /** The first few lines of each reason. */
  examples: Record<string, RejectExample[]>;
  /** Damage that was met, and what kept whole files from giving reports; one sentence each. */
  errors: string[];
  /** Reading itself failed: a file was cut off under it, or gave nothing more. What was read is not what stands there. */
  failed: boolean;
  /** What the reader should know of files that were read well; one sentence each. */
  notes: string[];
  cancelled: boolean;
}

const LINES_PER_SECOND = 100;

export async function readTracks(
  paths: readonly string[],
  sink: TrackSink,
  options: ReadOptions = {},
): Promise<ReadResult> {
  if (paths.length === 0) throw new CodedError('invalid', 'there is no recording to read');
  if (new Set(paths).size < paths.length) {
    const twice = paths.find((path, i) => paths.indexOf(path) < i);
    throw new CodedError('invalid', `${twice} is named twice`);
  }
  const rejects = createRejects();
  const inputs: Input[] = [];
  let cancelled = false;
  try {
    for (const path of paths) inputs.push(await openInput(path, options, rejects));
    cancelled = await run(inputs, sink, rejects, options);
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    cancelled = true;
  } finally {
    await Promise.all(inputs.map(({ source }) => source.close()));
  }
  return {
    ...progressOf(inputs, rejects),
    inputs: inputs.map(describe),
    examples: rejects.examples,
    failed: inputs.some(({ source }) => source.damage?.code === 'unavailable'),
    errors: inputs.flatMap((input) => errorsOf(input, rejects.examples)),
    notes: inputs.flatMap(({ source, parser }) => (parser.notes ?? []).map((note) => `${source.name} ${note}`)),
    cancelled,
  };
}

/** One recording being read. */
interface Input {
  source: TrackSource;
  format: string;
  parser: TrackParser;
  feed: ReportSink;
  /** Where its reports go at the moment. */
  to: TrackSink;
  reports: number;
  rejected: Record<string, number>;
  partRejects: number;
  ended: boolean;
}

async function openInput(path: string, options: ReadOptions, rejects: Rejects): Promise<Input> {
  const source = await openSource(path, options);
  try {
    const parserOptions: ParserOptions = {
      source: source.name,
      startAt: options.startAt ?? null,
      linesPerSecond: options.linesPerSecond ?? LINES_PER_SECOND,
      columns: options.columns ?? null,
      mmsi: options.mmsi ?? null,
      dateOrder: options.dateOrder ?? null,
    };
    const format = formatOf(new TextDecoder().decode(source.head), parserOptions);
    const input: Input = {
      source,
      format: format.name,
      parser: format.open(parserOptions),
      feed: {
        report: (report) => {
          input.reports++;
          input.to.report(report);
        },
        reject: (reason, line, bytes, start, end, inPart) => {
          if (inPart === true) input.partRejects++;
          input.rejected[reason] = (input.rejected[reason] ?? 0) + 1;
          rejects.add(source.name, reason, line, bytes, start, end);
        },
      },
      to: { report: () => undefined },
      reports: 0,
      rejected: {},
      partRejects: 0,
      ended: false,
    };
    return input;
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** True when it was cancelled. */
async function run(inputs: Input[], sink: TrackSink, rejects: Rejects, options: ReadOptions): Promise<boolean> {
  const step = inputs.length === 1 ? readAlone(inputs[0]!, sink) : readMerged(inputs, sink);
  while (!options.signal?.aborted) {
    const more = await step();
    await options.progress?.(progressOf(inputs, rejects));
    if (!more) return false;
  }
  return true;
}

/** Reads the next chunk of an input; false at its end. */
async function readChunk(input: Input): Promise<boolean> {
  if (input.ended) return false;
  const chunk = await input.source.next();
  if (chunk === null) {
    input.ended = true;
    input.parser.end(input.feed);
    return false;
  }
  input.parser.push(chunk, input.feed);
  return true;
}

function readAlone(input: Input, sink: TrackSink): () => Promise<boolean> {
  input.to = sink;
  return () => readChunk(input);
}

/**
 * Merges by event time: the report that goes next is the earliest of those that stand first in their files. A file that
 * is only roughly in order stays so; the order stage behind settles that.
 */
function readMerged(inputs: Input[], sink: TrackSink): () => Promise<boolean> {
  const queues = inputs.map((input) => {
    const queue = createQueue();
    input.to = queue;
    return queue;
  });
  return async () => {
    for (let i = 0; i < inputs.length; i++) {
      while (queues[i]!.size === 0 && (await readChunk(inputs[i]!)));
    }
    for (;;) {
      let first = -1;
      for (let i = 0; i < queues.length; i++) {
        const queue = queues[i]!;
        if (queue.size === 0) {
          // What it has next is not known yet.
          if (!inputs[i]!.ended) return true;
        } else if (first < 0 || queue.first().at < queues[first]!.first().at) {
          first = i;
        }
      }
      if (first < 0) return false;
      sink.report(queues[first]!.first());
      queues[first]!.drop();
    }
  };
}

interface Queue extends TrackSink {
  readonly size: number;
  first(): Report;
  drop(): void;
}

/** Reports of one chunk that wait; the records are used again. */
function createQueue(): Queue {
  const records: Report[] = [];
  let begin = 0;
  let end = 0;
  return {
    get size() {
      return end - begin;
    },
    first: () => records[begin]!,
    report: (report) => {
      if (end === records.length) records.push(emptyReport());
      copyReport(report, records[end++]!);
    },
    drop: () => {
      if (++begin === end) {
        begin = 0;
        end = 0;
      }
    },
  };
}

function progressOf(inputs: readonly Input[], rejects: Rejects): ReadProgress {
  const progress: ReadProgress = {
    bytesDone: 0,
    bytesTotal: 0,
    lines: 0,
    reports: 0,
    rejects: { ...rejects.counts },
    partRejects: 0,
  };
  for (const { source, parser, reports, partRejects } of inputs) {
    progress.bytesDone += source.bytesDone;
    if (source.bytesTotal === null) progress.bytesTotal = null;
    else if (progress.bytesTotal !== null) progress.bytesTotal += source.bytesTotal;
    progress.lines += parser.lines;
    progress.reports += reports;
    progress.partRejects += partRejects;
  }
  return progress;
}

function describe(input: Input): ReadInput {
  const { source, format, parser, reports } = input;
  return {
    name: source.name,
    format,
    lines: parser.lines,
    otherLines: parser.otherLines ?? 0,
    reports,
    invented: parser.invented ?? 0,
  };
}
