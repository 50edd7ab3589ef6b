// The intake log on a real folder: what was appended is read again, whatever happened in between.

import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../server/domain/time.ts';
import { openIntakeLog } from '../../../server/run/intake/intake-log.ts';
import { decodeRecord, encodeRecord, type IntakeRecord } from '../../../server/run/intake/record.ts';
import { at } from '../../scenario.ts';

const BEGAN = at('2026-03-01T10:00Z');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keelwatch-intake-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const heard = (n: number, hours = 0): IntakeRecord => ({
  kind: 'heard',
  at: BEGAN + hours * HOUR_MS + n * 1000,
  feed: 'quay',
  sender: n % 2 === 0 ? '' : '10.0.0.7:10110',
  bytes: bytes(`!AIVDM,1,1,,A,${n},0*00\r\n`),
});
const plain = (record: IntakeRecord) =>
  record.kind === 'heard' ? { ...record, bytes: Buffer.from(record.bytes).toString() } : record;
const all = (found: Iterable<{ number: number; record: IntakeRecord }>) =>
  [...found].map(({ number, record }) => ({ number, record: plain(record) }));

const others: IntakeRecord[] = [
  { kind: 'begun', at: BEGAN, feed: 'quay', format: 'nmea' },
  { kind: 'left', at: BEGAN + 1, feed: 'quay', sender: '10.0.0.7:10110' },
  { kind: 'state', at: BEGAN + 2, feed: 'quay', state: 'down', fromAt: BEGAN - 5, toAt: null },
  { kind: 'tick', at: BEGAN + 3.5 },
  { kind: 'window', at: BEGAN + 4, windowMs: 5000 },
  { kind: 'formats', at: BEGAN + 5, formats: { quay: 'nmea' } },
];

describe('a record', () => {
  it('of any kind comes back as it was', () => {
    for (const record of [heard(1), heard(2), ...others]) {
      expect(plain(decodeRecord(encodeRecord(record), 0)!.record)).toEqual(plain(record));
    }
  });

  it('that is torn off or damaged in any place is none', () => {
    const whole = encodeRecord(heard(3));
    for (let length = 0; length < whole.length; length++) expect(decodeRecord(whole.subarray(0, length), 0)).toBeNull();
    for (let i = 0; i < whole.length; i++) {
      const damaged = Uint8Array.from(whole);
      damaged[i] = damaged[i]! ^ 0x55;
      const found = decodeRecord(damaged, 0);
      // A length that is still within the bytes is caught by the sum.
      expect(found).toBeNull();
    }
  });
});

describe('the log', () => {
  it('gives back what was appended, by number, after it was closed and opened', () => {
    const log = openIntakeLog(folder);
    const records = [...others, heard(5), heard(6)];
    for (const [i, record] of records.entries()) expect(log.append(record)).toBe(i);
    log.close();
    const again = openIntakeLog(folder);
    expect(again.next).toBe(records.length);
    expect(all(again.read(0))).toEqual(records.map((record, number) => ({ number, record: plain(record) })));
    expect(all(again.read(5)).map(({ number }) => number)).toEqual([5, 6, 7]);
  });

  it('cuts off a record that a kill left half written, and goes on after the last whole one', () => {
    const log = openIntakeLog(folder);
    for (let n = 0; n < 5; n++) log.append(heard(n));
    log.close();
    const [name] = readdirSync(folder);
    const path = join(folder, name!);
    truncateSync(path, readFileSync(path).length - 7);
    appendFileSync(path, '');
    const again = openIntakeLog(folder);
    expect(again.next).toBe(4);
    expect(again.append(heard(40))).toBe(4);
    again.flush();
    expect(all(openIntakeLog(folder).read(0)).map(({ number }) => number)).toEqual([0, 1, 2, 3, 4]);
  });

  it('begins a file each hour, packs those of past hours, and reads them all the same', async () => {
    const log = openIntakeLog(folder);
    for (let hour = 0; hour < 4; hour++) for (let n = 0; n < 3; n++) log.append(heard(n, hour));
    log.flush();
    const before = all(log.read(0));
    await log.tidy(BEGAN + 4 * HOUR_MS, 0);
    expect(readdirSync(folder).sort()).toEqual([
      '000000000000.kwi.zst',
      '000000000003.kwi.zst',
      '000000000006.kwi.zst',
      '000000000009.kwi',
    ]);
    expect(all(log.read(0))).toEqual(before);
    expect(all(log.readSince(BEGAN + 2 * HOUR_MS)).map(({ number }) => number)).toEqual([6, 7, 8, 9, 10, 11]);
    const again = openIntakeLog(folder);
    expect(all(again.read(0))).toEqual(before);
    expect(again.next).toBe(12);
  });

  it('says at the head of each file how the feeds are read', () => {
    const log = openIntakeLog(folder);
    log.append({ kind: 'begun', at: BEGAN, feed: 'quay', format: 'nmea' });
    for (let hour = 0; hour < 3; hour++) log.append(heard(1, hour));
    log.close();
    const again = openIntakeLog(folder);
    again.append(heard(1, 3));
    again.flush();
    const since = (hours: number) => all(again.readSince(BEGAN + hours * HOUR_MS)).map(({ record }) => record.kind);
    expect(since(0)).toEqual(['begun', 'heard', 'formats', 'heard', 'formats', 'heard', 'formats', 'heard']);
    expect(since(3)).toEqual(['formats', 'heard', 'formats', 'heard']);
  });

  it('goes on with the numbers where its newest file is packed already', async () => {
    const log = openIntakeLog(folder);
    log.append(heard(0));
    log.append(heard(1, 1));
    log.close();
    await log.tidy(BEGAN + 2 * HOUR_MS, 0);
    const again = openIntakeLog(folder);
    expect(again.next).toBe(2);
    again.append(heard(2, 1));
    again.flush();
    expect(all(openIntakeLog(folder).read(0)).map(({ number }) => number)).toEqual([0, 1, 2]);
  });

  it('lets go of what is older than its bound, and never of what a restart needs', async () => {
    const log = openIntakeLog(folder, { keepMs: 2 * HOUR_MS });
    for (let hour = 0; hour < 10; hour++) for (let n = 0; n < 3; n++) log.append(heard(n, hour));
    log.flush();
    await log.tidy(BEGAN + 10 * HOUR_MS, 7);
    expect(all(log.read(0))[0]!.number).toBe(6);
    await log.tidy(BEGAN + 10 * HOUR_MS, 30);
    expect(all(log.read(0))[0]!.number).toBe(21);
  });

  it('lets go of what is beyond its bound in bytes', async () => {
    const log = openIntakeLog(folder, { keepBytes: 1000 });
    for (let hour = 0; hour < 10; hour++) for (let n = 0; n < 30; n++) log.append(heard(n, hour));
    log.flush();
    await log.tidy(BEGAN + 10 * HOUR_MS, 300);
    expect(log.stats().files).toBe(1);
  });

  it('keeps what it could not write, and writes it once in its place when it can', () => {
    const log = openIntakeLog(folder);
    log.append(heard(0));
    log.flush();
    log.append(heard(1, 1));
    // A file of that name cannot be made: as on a full disk, the write fails.
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'not a folder');
    expect(() => log.flush()).toThrow(/cannot be written/);
    log.append(heard(2, 1));
    expect(() => log.flush()).toThrow(/cannot be written/);
    rmSync(folder);
    openIntakeLog(folder);
    log.flush();
    expect(all(openIntakeLog(folder).read(0)).map(({ number }) => number)).toEqual([1, 2]);
  });
});
