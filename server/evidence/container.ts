// The zip file of a bundle, written so that every byte of it follows from its parts: fixed times, fixed order, no field that
// a program may fill as it likes. Reading it is the same in reverse: what was read is written again, and a byte that is
// another one is named by where it stands. Any zip program opens it.

import { crc32 } from 'node:zlib';
import { deflateSync } from 'fflate';
import { CodedError } from '../domain/errors.ts';

export interface Entry {
  name: string;
  /** As it stands in the zip: packed or, where `stored`, as it is. */
  packed: Uint8Array;
  stored: boolean;
  /** Of the content. */
  bytes: number;
  crc: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
const VERSION = 20;
/** 1 Jan 1980, the first day that a zip knows. */
const DAY = 0x21;
const DEFLATED = 8;
const NAME = /^[a-z0-9][a-z0-9-]*(?:\/[a-z0-9][a-z0-9-]*)*\.[a-z0-9.]+$/;
const MOST_ENTRIES = 5_000;

/** Packed by a library that gives the same bytes on every machine, which zlib does not promise. */
export function packEntry(name: string, content: Uint8Array): Entry {
  return {
    name,
    packed: deflateSync(content, { level: 6 }),
    stored: false,
    bytes: content.length,
    crc: crc32(content),
  };
}

export function storeEntry(name: string, content: Uint8Array): Entry {
  return { name, packed: content, stored: true, bytes: content.length, crc: crc32(content) };
}

export function writeContainer(entries: readonly Entry[]): Uint8Array {
  const blocks: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name, 'latin1');
    const head = Buffer.alloc(LOCAL_BYTES);
    head.writeUInt32LE(LOCAL, 0);
    writeCommon(head, 4, entry, name.length);
    const row = Buffer.alloc(CENTRAL_BYTES);
    row.writeUInt32LE(CENTRAL, 0);
    row.writeUInt16LE(VERSION, 4);
    writeCommon(row, 6, entry, name.length);
    row.writeUInt32LE(at, 42);
    blocks.push(head, name, Buffer.from(entry.packed.buffer, entry.packed.byteOffset, entry.packed.length));
    directory.push(row, name);
    at += head.length + name.length + entry.packed.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...blocks, ...directory, end]);
}

/** The fields that the head of a part and its row in the directory have in common. */
function writeCommon(head: Buffer, at: number, { packed, stored, bytes, crc }: Entry, nameLength: number): void {
  head.writeUInt16LE(VERSION, at);
  head.writeUInt16LE(stored ? 0 : DEFLATED, at + 4);
  head.writeUInt16LE(DAY, at + 8);
  head.writeUInt32LE(crc, at + 10);
  head.writeUInt32LE(packed.length, at + 14);
  head.writeUInt32LE(bytes, at + 18);
  head.writeUInt16LE(nameLength, at + 22);
}

/** The parts as the directory names them. Throws CodedError('invalid') where this is not a zip as written here. */
export function readContainer(given: Uint8Array): Entry[] {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.length);
  const endAt = bytes.length - END_BYTES;
  if (endAt < 0 || bytes.readUInt32LE(endAt) !== END)
    throw refused(
      'its last bytes are not the end of a zip: it is cut off, something follows it, or it is another file',
    );
  const count = bytes.readUInt16LE(endAt + 10);
  const from = bytes.readUInt32LE(endAt + 16);
  if (count === 0 || count > MOST_ENTRIES || from > endAt)
    throw refused('the end of the zip speaks of a directory that is not there');
  const entries: Entry[] = [];
  let at = from;
  for (let i = 0; i < count; i++) {
    const where = `row ${i + 1} of the zip's directory`;
    if (at + CENTRAL_BYTES > endAt || bytes.readUInt32LE(at) !== CENTRAL) throw refused(`${where} is damaged`);
    const nameEnd = at + CENTRAL_BYTES + bytes.readUInt16LE(at + 28);
    if (nameEnd > endAt) throw refused(`${where} is damaged`);
    const name = bytes.toString('latin1', at + CENTRAL_BYTES, nameEnd);
    if (!NAME.test(name))
      throw refused(`${where} has a name that no part of a bundle has: ${JSON.stringify(name.slice(0, 80))}`);
    if (entries.some((entry) => entry.name === name)) throw refused(`${name} stands twice in the zip's directory`);
    const method = bytes.readUInt16LE(at + 10);
    const start = bytes.readUInt32LE(at + 42) + LOCAL_BYTES + name.length;
    const stop = start + bytes.readUInt32LE(at + 20);
    if ((method !== 0 && method !== DEFLATED) || stop > from) throw refused(`${where}, of ${name}, is damaged`);
    entries.push({
      name,
      packed: bytes.subarray(start, stop),
      stored: method === 0,
      bytes: bytes.readUInt32LE(at + 24),
      crc: bytes.readUInt32LE(at + 16),
    });
    at = nameEnd;
  }
  return entries;
}

/** Where the bytes are not those that the parts make; null where each one is. */
export function strayByte(bytes: Uint8Array, entries: readonly Entry[]): string | null {
  const own = writeContainer(entries);
  let at = 0;
  const most = Math.max(own.length, bytes.length);
  while (at < most && own[at] === bytes[at]) at++;
  if (at === most) return null;
  let start = 0;
  for (const { name, packed } of entries) {
    const data = start + LOCAL_BYTES + name.length;
    if (at < data) return `the head of ${name}`;
    start = data + packed.length;
    if (at < start) return name;
  }
  for (const { name } of entries) {
    start += CENTRAL_BYTES + name.length;
    if (at < start) return `the row of ${name} in the zip's directory`;
  }
  return 'the end of the zip';
}

function refused(why: string): CodedError {
  return new CodedError('invalid', `This is no bundle as it was made: ${why}.`);
}
