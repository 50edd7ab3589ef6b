import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSource } from '../../server/feeds/source.ts';

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
  const source = await openSource(path, standardInput);
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
