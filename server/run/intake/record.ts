// One record of the intake log: what was heard, or what the ears themselves did, at an instant. A record is written as its
// length, its CRC-32 and its body; whoever reads finds out where a log was torn off. Nothing here reads what a feed said.

import { crc32 } from 'node:zlib';
import type { FeedState } from '../../domain/fleet/feeds.ts';
import type { FeedNews } from '../../feeds/live/live-feed.ts';

export type IntakeRecord =
  /** Bytes of a feed as they came. */
  | { kind: 'heard'; at: number; feed: string; sender: string; bytes: Uint8Array }
  /** A connection of a feed begins: every reader of it begins anew, in this format. */
  | { kind: 'begun'; at: number; feed: string; format: string; sender?: undefined }
  /** A file among the senders of a feed begins: it is read in this format, and by the times that it tells alone. */
  | { kind: 'begun'; at: number; feed: string; format: string; sender: string }
  /** A sender is gone; its reader ends. */
  | { kind: 'left'; at: number; feed: string; sender: string }
  /** What a feed says of itself, for the engine: since when it is so, and until when where that is known. */
  | { kind: 'state'; at: number; feed: string; state: FeedState; fromAt: number; toAt: number | null }
  /** Time has come so far though nobody said so. */
  | { kind: 'tick'; at: number }
  /** From now on reports wait so long for earlier ones, ms. */
  | { kind: 'window'; at: number; windowMs: number }
  /** At the head of a file: how each feed is read, for whoever begins here. */
  | { kind: 'formats'; at: number; formats: Readonly<Record<string, string>> };

const KINDS: readonly IntakeRecord['kind'][] = ['heard', 'begun', 'left', 'state', 'tick', 'window', 'formats'];
/** Length and CRC-32 of the body. */
const HEAD_BYTES = 8;
/** A longer record is no record: a feed hands over at most some ten kilobytes at a time, a folder a little more. */
export const MOST_RECORD_BYTES = 16 << 20;

/** News of a feed that are heard; null where they say something of the connection alone. */
export function recordOf(news: FeedNews, feed: string): IntakeRecord | null {
  switch (news.kind) {
    case 'heard':
      return { kind: 'heard', at: news.arrivedAt, feed, sender: news.sender, bytes: news.bytes };
    case 'begun':
      return { kind: 'begun', at: news.at, feed, sender: news.sender, format: news.format };
    case 'left':
      return { kind: 'left', at: news.at, feed, sender: news.sender };
    default:
      return null;
  }
}

/** As it stands in the log. */
export function encodeRecord(record: IntakeRecord): Uint8Array {
  const { kind, at, ...rest } = record;
  const bytes = record.kind === 'heard' ? record.bytes : new Uint8Array(0);
  if ('bytes' in rest) delete (rest as { bytes?: Uint8Array }).bytes;
  const text = Buffer.from(JSON.stringify(rest));
  const body = Buffer.allocUnsafe(13 + text.length + bytes.length);
  body.writeUInt8(KINDS.indexOf(kind), 0);
  body.writeDoubleLE(at, 1);
  body.writeUInt32LE(text.length, 9);
  body.set(text, 13);
  body.set(bytes, 13 + text.length);
  const head = Buffer.allocUnsafe(HEAD_BYTES);
  head.writeUInt32LE(body.length, 0);
  head.writeUInt32LE(crc32(body), 4);
  return Buffer.concat([head, body]);
}

export interface DecodedRecord {
  record: IntakeRecord;
  /** Where the next one begins. */
  end: number;
}

/** The record that begins at `start`; null where it is torn off, damaged or of another version. */
export function decodeRecord(log: Uint8Array, start: number): DecodedRecord | null {
  if (start + HEAD_BYTES > log.length) return null;
  const view = Buffer.from(log.buffer, log.byteOffset, log.byteLength);
  const length = view.readUInt32LE(start);
  const end = start + HEAD_BYTES + length;
  if (length < 13 || length > MOST_RECORD_BYTES || end > view.length) return null;
  const body = view.subarray(start + HEAD_BYTES, end);
  if (crc32(body) !== view.readUInt32LE(start + 4)) return null;
  const kind = KINDS[body.readUInt8(0)];
  const textEnd = 13 + body.readUInt32LE(9);
  if (kind === undefined || textEnd > body.length) return null;
  const rest = JSON.parse(body.toString('utf8', 13, textEnd)) as object;
  const bytes = kind === 'heard' ? { bytes: body.subarray(textEnd) } : {};
  return { record: { kind, at: body.readDoubleLE(1), ...rest, ...bytes } as IntakeRecord, end };
}
