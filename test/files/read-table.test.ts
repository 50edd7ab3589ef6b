// Files that persons give, against what such a file may turn out to be: every door that reads one says so in one sentence,
// and takes none for a file that holds nothing. A table is read by three doors, a recording by another.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readScreenTable } from '../../server/desk/screen-table.ts';
import { readSightingCsv } from '../../server/desk/sighting-csv.ts';
import { CodedError } from '../../server/domain/errors.ts';
import { readTracks } from '../../server/feeds/read-tracks.ts';
import { MOST_TABLE_BYTES, readTable } from '../../server/files/read-table.ts';
import { readMemberCsv } from '../../server/watch/members.ts';

const folder = mkdtempSync(join(tmpdir(), 'keelwatch-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NOW = Date.UTC(2026, 10, 1);
const header = 'vessel,imo,from,what,source,name\n';
const row = '9161003,9161003,2024-02-04,at the quay,a source,LADY R\n';

const doors: Record<string, (text: string) => unknown> = {
  screen: (text) => readScreenTable(text).rows,
  watch: (text) => readMemberCsv(text.replaceAll(',2024-02-04,', ',,').replace(',from,', ',seen,'), new Map(), NOW),
  sightings: (text) => {
    const ports = [{ id: 'rajin', name: 'Rajin', country: 'KP', locode: null, lon: 130.3, lat: 42.2 }];
    const placed = text.replaceAll('what,', 'what,place,').replaceAll('at the quay,', 'at the quay,rajin,');
    const table = readSightingCsv(placed, { ports: ports as never, isKnown: () => true, now: NOW });
    if (table.refused.length > 0) throw new CodedError('invalid', table.refused[0]!.reason);
    return table.sightings;
  },
};

function given(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const be = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('a table that is there', () => {
  const whole: Record<string, Uint8Array> = {
    'utf8.csv': Buffer.from(header + row),
    'mark.csv': Buffer.from(`\ufeff${header}${row}`),
    'le.csv': Buffer.from(header + row, 'utf16le'),
    'le-mark.csv': Buffer.from(`\ufeff${header}${row}`, 'utf16le'),
    'be.csv': be(header + row),
    'be-mark.csv': be(`\ufeff${header}${row}`),
    'packed.csv.gz': gzipSync(header + row),
    'packed.csv.zst': zstdCompressSync(header + row),
  };
  for (const [door, read] of Object.entries(doors)) {
    it.each(Object.keys(whole))(`is read by ${door}, however it was saved: %s`, async (name) => {
      expect(read(await readTable(given(name, whole[name]!)))).toHaveLength(1);
    });
  }
});

describe('what is no table', () => {
  const bad: Record<string, () => Uint8Array | string> = {
    'empty.csv': () => '',
    'blank.csv': () => '\n\n \n',
    'header.csv': () => header,
    'zeros.csv': () => new Uint8Array(100_000),
    'zeros-behind.csv': () => Buffer.concat([Buffer.from(header), new Uint8Array(100_000)]),
    'bomb.csv.gz': () => gzipSync(new Uint8Array(MOST_TABLE_BYTES + 1)),
    'bomb.csv.zst': () => zstdCompressSync(new Uint8Array(MOST_TABLE_BYTES + 1)),
    'large.csv': () => header + row.repeat(MOST_TABLE_BYTES / row.length + 1),
    'many.csv': () => header + row.repeat(110_000),
    'quote.csv': () =>
      `${header}9161003,9161003,2024-02-04,"at the quay,${'a source,LADY R\n9161003,"x,'.repeat(100_000)}`,
    'cell.csv': () => `${header}9161003,9161003,2024-02-04,${'x'.repeat(2_000_000)},a,b\n`,
    'cut.csv.gz': () => gzipSync(header + row).subarray(0, 40),
    'latin.csv': () => Buffer.from(`${header}9161003,9161003,2024-02-04,\xe9t\xe9,a,b\n`, 'latin1'),
    'book.xlsx': () => 'PK\x03\x04 and so on',
  };
  for (const [door, read] of Object.entries(doors)) {
    it.each(Object.keys(bad))(`is refused by ${door} in one sentence: %s`, async (name) => {
      const path = given(name, bad[name]!());
      const error: unknown = await readTable(path)
        .then(read)
        .then(
          () => null,
          (why: unknown) => why,
        );
      expect(error).toBeInstanceOf(CodedError);
      const { message } = error as CodedError;
      expect(message).toMatch(/^[^\n]{10,400}\.$/);
    });
  }

  it('is a folder or a pipe, which may never answer', async () => {
    await expect(readTable(folder)).rejects.toThrow(/is a folder, not a file\.$/);
    const pipe = join(folder, 'pipe.csv');
    execFileSync('mkfifo', [pipe]);
    await expect(readTable(pipe)).rejects.toThrow(/is a pipe, not a file\.$/);
    await expect(readTable(join(folder, 'none.csv'))).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a track in XML', () => {
  const long = 'x'.repeat(1 << 20);
  const deep: Record<string, string[]> = {
    depth: ['<gpx><trk>', '<a>'.repeat(200_000)],
    attribute: ['<gpx><trk><name a="', long, long],
    text: ['<gpx><trk><name>', long, long],
    comment: ['<gpx><!--', long, long],
    'name of an element': ['<gpx><', long, long],
    'data as they are': ['<gpx><trk><name><![CDATA[', long, long],
  };
  it.each(Object.keys(deep))(
    'that holds more than any track does is stopped, and what stands before it is kept: %s',
    async (what) => {
      const good =
        '<gpx><trk><extensions><mmsi>273212120</mmsi></extensions><trkseg><trkpt lat="42" lon="130"><time>2024-01-01T00:00:00Z</time></trkpt></trkseg></trk>';
      const path = given(
        `${what}.gpx.gz`,
        gzipSync([good, ...deep[what]!.map((part) => part.replace('<gpx>', ''))].join('')),
      );
      let reports = 0;
      const result = await readTracks([path], { report: () => void reports++ });
      expect(reports).toBe(1);
      expect(result.errors.join()).toMatch(/more than (64 deep|1 MB)|elements more than 64 deep/);
    },
  );
});
