import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSource, TrackSource } from '../../server/feeds/source.ts';
import {
  CancelledError,
  CHUNK_BYTES,
  type OpenFile,
  openFile,
  type WaitOptions,
} from '../../server/files/stored-bytes.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keelwatch-source-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function read(path: string, standardInput?: Readable) {
  const source = await openSource(path, { standardInput });
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  await source.close();
  return { source, text: Buffer.concat(chunks).toString() };
}

// Half a megabyte that does not compress away.
const TEXT = Array.from({ length: 20_000 }, (_, i) => `${i},${Math.imul(i, 2_654_435_761) >>> 0}\n`).join('');

describe('a recording', () => {
  it.each([
    ['plain', (bytes: Buffer) => bytes],
    ['gzip', (bytes: Buffer) => gzipSync(bytes)],
    ['zstd', (bytes: Buffer) => zstdCompressSync(bytes)],
    ['gzip in two members', (b: Buffer) => Buffer.concat([gzipSync(b.subarray(0, 999)), gzipSync(b.subarray(999))])],
    [
      'zstd in two frames',
      (b: Buffer) => Buffer.concat([zstdCompressSync(b.subarray(0, 999)), zstdCompressSync(b.subarray(999))]),
    ],
  ])('is given whole: %s', async (name, pack) => {
    const packed = pack(Buffer.from(TEXT));
    const { source, text } = await read(file(name, packed));
    expect(text).toBe(TEXT);
    expect(source).toMatchObject({ damage: null, bytesTotal: packed.length, bytesDone: packed.length });
  });

  it.each(['to its end', 'in part'])('is let go of when it has been read %s', async (how) => {
    const chunks = ['a,b\n', '1,2\n'].map((line) => Buffer.from(line));
    let closed = 0;
    const stored = { next: async () => chunks.shift() ?? null, close: async () => void closed++ };
    for await (const _ of new TrackSource('rows', null, stored)) if (how === 'in part') break;
    expect(closed).toBe(1);
  });

  it('comes from standard input as well, byte by byte and compressed', async () => {
    const packed = gzipSync('a,b\n1,2\n');
    const { source, text } = await read('-', Readable.from(Array.from(packed, (byte) => Buffer.from([byte]))));
    expect(text).toBe('a,b\n1,2\n');
    expect(source).toMatchObject({ name: 'standard input', bytesTotal: null });
  });

  it('that breaks off gives what stands before, and says so', async () => {
    const packed = gzipSync(TEXT);
    const { source, text } = await read(file('cut.gz', packed.subarray(0, packed.length >> 1)));
    expect(text.length).toBeGreaterThan(TEXT.length / 4);
    expect(TEXT.startsWith(text)).toBe(true);
    expect(source.damage?.message).toBe('cut.gz is damaged: its gzip data break off or are wrong');
  });

  it('that is damaged in the middle gives what stands before, and says so', async () => {
    const packed = Buffer.from(gzipSync(TEXT));
    packed.fill(0xff, packed.length - 20_000, packed.length - 10_000);
    const { source, text } = await read(file('holed.gz', packed));
    expect(text.length).toBeGreaterThan(50_000);
    expect(TEXT.startsWith(text.slice(0, 50_000))).toBe(true);
    expect(source.damage?.code).toBe('invalid');
  });
});

describe('what stands behind compressed data', () => {
  const kinds = [
    ['gzip', gzipSync(TEXT)],
    ['zstd', zstdCompressSync(TEXT)],
  ] as const;

  it.each(kinds)('is padding where it is zeros: %s', async (kind, packed) => {
    // Behind it in the same piece, in the next, and over many.
    for (const zeros of [1, 700, CHUNK_BYTES, 300_000]) {
      const { source, text } = await read(file(`padded.${kind}`, Buffer.concat([packed, Buffer.alloc(zeros)])));
      expect(text).toBe(TEXT);
      expect(source).toMatchObject({ damage: null, bytesDone: packed.length + zeros });
    }
  });

  it.each(kinds)('is told where it is anything else, and everything before it is kept: %s', async (kind, packed) => {
    const strays = ['garbage at the end', '\x1f\x8c', '\0\0\0x', `${'\0'.repeat(200_000)}x`];
    for (const stray of strays) {
      const { source, text } = await read(file(`more.${kind}`, Buffer.concat([packed, Buffer.from(stray, 'latin1')])));
      expect(text).toBe(TEXT);
      expect(source.damage).toMatchObject({
        code: 'invalid',
        message: `more.${kind} has bytes behind its ${kind} data that are none`,
      });
    }
  });

  it.each(kinds)('and where the file is cut there never is a wait: %s', async (kind, packed) => {
    for (let cut = 1; cut < packed.length; cut = Math.ceil(cut * 1.7)) {
      const path = file(`cut.${kind}`, packed.subarray(0, packed.length - cut));
      const { source, text } = await read(path).catch((error: unknown) => ({ source: { damage: error }, text: '' }));
      expect(source.damage).toMatchObject({ code: 'invalid' });
      expect(TEXT.startsWith(text)).toBe(true);
    }
  });
});

it('a gzip file may name its file, say something and carry fields of its own', async () => {
  const packed = gzipSync(TEXT);
  // FHCRC, FEXTRA, FNAME and FCOMMENT.
  const header = Buffer.concat([packed.subarray(0, 10), Buffer.from('\x03\0abctrack.csv\0a note\0\x12\x34', 'latin1')]);
  header[3] = 2 | 4 | 8 | 16;
  const { text, source } = await read(file('named.gz', Buffer.concat([header, packed.subarray(10)])));
  expect(source.damage).toBeNull();
  expect(text).toBe(TEXT);
});

it('gzip data that are read whole and fail their checksum are told', async () => {
  const packed = Buffer.from(gzipSync(TEXT));
  packed[packed.length - 8]! ^= 1;
  const { text, source } = await read(file('sum.gz', packed));
  expect(text).toBe(TEXT);
  expect(source.damage?.message).toBe('sum.gz is damaged: its gzip data break off or are wrong');
});

describe('every wait has an end', () => {
  const never = <T>() => new Promise<T>(() => undefined);

  /** A file of which one call hangs. */
  function hanging(call: 'open' | 'stat' | 'read' | 'close'): OpenFile {
    const handle = {
      stat: () => (call === 'stat' ? never() : Promise.resolve({ isFile: () => true, size: 10 })),
      read: () => (call === 'read' ? never() : Promise.resolve({ bytesRead: 10, buffer: Buffer.from('a,b\n1,2\n3,') })),
      close: () => (call === 'close' ? never() : Promise.resolve()),
    };
    return (() => (call === 'open' ? never() : Promise.resolve(handle))) as unknown as OpenFile;
  }

  async function readWith(openWith: OpenFile, waits: WaitOptions) {
    const stored = await openFile('/mnt/away/day.csv', waits, openWith);
    try {
      return await stored.next();
    } finally {
      await stored.close();
    }
  }

  it.each([
    ['open', 'day.csv cannot be opened: nothing came for 0.02 s'],
    ['stat', 'day.csv cannot be read: nothing came for 0.02 s'],
    ['read', 'day.csv cannot be read: nothing came for 0.02 s'],
  ] as const)('of a disk that does not answer to %s, by its deadline', async (call, message) => {
    await expect(readWith(hanging(call), { deadlineMs: 20 })).rejects.toMatchObject({ code: 'unavailable', message });
  });

  it.each(['open', 'stat', 'read'] as const)('and at once for whoever cancels, in %s', async (call) => {
    const abort = new AbortController();
    const reading = readWith(hanging(call), { signal: abort.signal });
    setImmediate(() => abort.abort());
    await expect(reading).rejects.toBeInstanceOf(CancelledError);
    await expect(readWith(hanging(call), { signal: abort.signal })).rejects.toBeInstanceOf(CancelledError);
  });

  it('a file that cannot be closed holds nobody up', async () => {
    expect(await readWith(hanging('close'), {})).toHaveLength(10);
  });
});

it('a file that is cut off while it is read says so, with what was read', async () => {
  const path = file('shrinking.csv', TEXT);
  const source = await openSource(path);
  truncateSync(path, 200_000);
  let length = 0;
  for await (const chunk of source) length += chunk.length;
  await source.close();
  expect(length).toBe(200_000);
  expect(source.damage).toMatchObject({
    code: 'unavailable',
    message: `shrinking.csv was cut off while it was read, after 200,000 of ${TEXT.length.toLocaleString('en')} bytes`,
  });
});

it('what is written behind a file while it is read is not waited for', async () => {
  const path = file('growing.csv', TEXT);
  const source = await openSource(path);
  let length = 0;
  for await (const chunk of source) {
    length += chunk.length;
    if (length < 10 * TEXT.length) appendFileSync(path, TEXT);
  }
  await source.close();
  expect(length).toBe(TEXT.length);
});

describe.skipIf(process.platform === 'win32')('what is no regular file is refused by name', () => {
  it('a pipe, also one that nobody writes to', async () => {
    const path = join(folder, 'pipe.nmea');
    execFileSync('mkfifo', [path]);
    await expect(openSource(path)).rejects.toMatchObject({ code: 'invalid', message: `${path} is a pipe, not a file` });
  });

  it('a device', async () => {
    await expect(openSource('/dev/zero')).rejects.toMatchObject({ message: '/dev/zero is a device, not a file' });
  });
});

it('a log with a block of zeros in it, where a logger lost its power, is read', async () => {
  const { text } = await read(file('lost-power.nmea', `a,b\n${'\0'.repeat(5000)}1,2\n`));
  expect(text).toHaveLength(5008);
});

describe('what is no recording is refused in one sentence', () => {
  it.each([
    ['empty.csv', '', 'empty.csv is empty'],
    ['blank.csv', '\r\n \n', 'blank.csv holds nothing but blank lines'],
    ['empty.gz', gzipSync(''), 'empty.gz is empty'],
    ['a.zip', 'PK\x03\x04rest', 'a.zip is a zip archive: unpack it first'],
    ['a.csv.gz', gzipSync('PK\x03\x04rest'), 'a.csv.gz is a zip archive: unpack it first'],
    ['a.bz2', 'BZh91AY', 'a.bz2 is bzip2 data: unpack them first (gzip and zstd are read as they are)'],
    ['photo.jpg', Buffer.from([0xff, 0xd8, 0xff, 0, 1]), 'photo.jpg is a binary file, not a recording of positions'],
    ['wide.csv', Buffer.from('\uFEFFa,b', 'utf16le'), 'wide.csv is UTF-16 text: save it as UTF-8'],
    ['no.gz', Buffer.from([0x1f, 0x8b, 1, 2, 3]), 'no.gz is damaged: its gzip data break off or are wrong'],
  ])('%s', async (name, content, sentence) => {
    const path = file(name, content);
    await expect(openSource(path)).rejects.toMatchObject({ code: 'invalid', message: sentence });
  });

  it('a file that is not there', async () => {
    const path = join(folder, 'missing.csv');
    await expect(openSource(path)).rejects.toMatchObject({ code: 'not_found', message: `there is no file ${path}` });
  });

  it('a folder', async () => {
    await expect(openSource(folder)).rejects.toMatchObject({ message: `${folder} is a folder, not a file` });
  });
});
