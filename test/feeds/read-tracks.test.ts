import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReadOptions, type ReadProgress, readTracks } from '../../server/feeds/read-tracks.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keelwatch-tracks-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const START_AT = Date.UTC(2023, 7, 1);

/** A CSV of one ship, one row each `stepMs`. */
function track(mmsi: number, rows: number, stepMs: number, beginAt = START_AT): string {
  const lines = ['mmsi,time,lat,lon'];
  for (let i = 0; i < rows; i++) {
    lines.push(`${mmsi},${new Date(beginAt + i * stepMs).toISOString()},43.1,131.9`);
  }
  return `${lines.join('\n')}\n`;
}

async function read(paths: string[], options: ReadOptions = {}) {
  const heard: [mmsi: number, at: number, source: string, line: number][] = [];
  const result = await readTracks(
    paths,
    { report: ({ mmsi, at, source, line }) => heard.push([mmsi, at, source, line]) },
    options,
  );
  return { heard, result };
}

describe('several recordings', () => {
  it('are merged in time order, a dense one with a sparse one', async () => {
    const sparse = file('sparse.csv', track(1, 50, 3_600_000));
    const dense = file('dense.csv.gz', gzipSync(track(2, 20_000, 9_000)));
    const { heard, result } = await read([sparse, dense]);
    expect(heard).toHaveLength(20_050);
    const times = heard.map(([, at]) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(result.inputs).toEqual([
      { name: 'sparse.csv', format: 'generic-csv', lines: 51, otherLines: 0, reports: 50, invented: 0 },
      { name: 'dense.csv.gz', format: 'generic-csv', lines: 20_001, otherLines: 0, reports: 20_000, invented: 0 },
    ]);
  });

  it('follow one another where their times do, whatever order they are named in', async () => {
    const later = file('later.csv', track(2, 10, 1000, START_AT + 86_400_000));
    const first = file('first.csv', track(1, 10, 1000));
    const { heard } = await read([later, first]);
    expect(heard.map(([mmsi]) => mmsi)).toEqual([...Array(10).fill(1), ...Array(10).fill(2)]);
    expect(heard[0]).toEqual([1, START_AT, 'first.csv', 2]);
  });

  it('are refused before anything is read when one of them is none', async () => {
    const good = file('good.csv', track(1, 10, 1000));
    const bad = file('bad.csv', 'a,b,c\n');
    await expect(read([good, bad])).rejects.toThrow(/^bad.csv has the unknown CSV header "a,b,c"/);
    await expect(read([good, good])).rejects.toThrow('is named twice');
    await expect(read([])).rejects.toThrow('there is no recording to read');
  });
});

describe('a reading', () => {
  it('says how far it is, and ends at the size of the file', async () => {
    const path = file('long.csv', track(1, 10_000, 1000));
    const said: ReadProgress[] = [];
    const { result } = await read([path], { progress: (progress) => void said.push({ ...progress }) });
    expect(said.length).toBeGreaterThan(3);
    expect(said.map(({ bytesDone }) => bytesDone)).toEqual(
      said.map(({ bytesDone }) => bytesDone).toSorted((a, b) => a - b),
    );
    expect(result.bytesDone).toBe(result.bytesTotal);
    expect(result).toMatchObject({ lines: 10_001, reports: 10_000, cancelled: false, errors: [] });
  });

  it('waits for whoever takes the progress, and can be cancelled', async () => {
    const path = file('cancelled.csv', track(1, 10_000, 1000));
    const abort = new AbortController();
    const { heard, result } = await read([path], {
      signal: abort.signal,
      progress: async () => {
        await Promise.resolve();
        abort.abort();
      },
    });
    expect(result.cancelled).toBe(true);
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.length).toBeLessThan(10_000);
  });

  it('is cancelled at once while it waits, for the first byte or for the next', async () => {
    for (const begin of ['', track(1, 5, 1000)]) {
      const abort = new AbortController();
      const quiet = new Readable({ read: () => undefined });
      if (begin !== '') quiet.push(begin.padEnd(70_000, '\n'));
      const reading = read(['-'], { standardInput: quiet, signal: abort.signal });
      setTimeout(() => abort.abort(), 20);
      const { result } = await reading;
      expect(result).toMatchObject({ cancelled: true, failed: false });
      expect(quiet.destroyed).toBe(true);
    }
  });

  it('takes standard input', async () => {
    const { heard, result } = await read(['-'], { standardInput: Readable.from([Buffer.from(track(1, 3, 1000))]) });
    expect(heard).toHaveLength(3);
    expect(result.bytesTotal).toBeNull();
    expect(heard[0]![2]).toBe('standard input');
  });

  it('counts bad lines by reason and keeps the first five of each, shortened', async () => {
    const bad = Array.from({ length: 9 }, (_, i) => `x${i},2023-08-01T00:00:00Z,43,131${' '.repeat(500)}`).join('\n');
    const path = file('rows.csv', `${track(1, 2, 1000)}${bad}\n1,never,43,131\n`);
    const { result } = await read([path]);
    expect(result.rejects).toEqual({ 'bad MMSI': 9, 'bad time': 1 });
    expect(result.examples['bad MMSI']).toHaveLength(5);
    expect(result.examples['bad time']).toEqual([{ source: 'rows.csv', line: 13, text: '1,never,43,131' }]);
  });
});

describe('what keeps a whole file from giving reports is said in one sentence', () => {
  const sentence = '!AIVDM,1,1,,A,33nr7t001f13KNTOahh2@QpF00vh,0*58\n';

  it('no time', async () => {
    const path = file('timeless.nmea', sentence.repeat(3));
    const { result } = await read([path]);
    expect(result.rejects).toEqual({ 'no time': 3 });
    expect(result.errors).toEqual(['timeless.nmea carries no time: say when its first line was heard with --start']);
    const dated = await read([path], { startAt: START_AT });
    expect(dated.heard.map(([, at]) => at - START_AT)).toEqual([0, 10, 20]);
    expect(dated.result.inputs[0]).toMatchObject({ reports: 3, invented: 3 });
  });

  it('no MMSI', async () => {
    const path = file(
      'own.gpx',
      '<gpx><trk><trkseg><trkpt lat="1" lon="2"><time>2023-08-01T00:00:00Z</time></trkpt></trkseg></trk></gpx>',
    );
    expect((await read([path])).result.errors).toEqual(['own.gpx names no MMSI: say whose track it is with --mmsi']);
    expect((await read([path], { mmsi: 273_212_120 })).heard).toHaveLength(1);
  });

  it('nothing but bad rows', async () => {
    const path = file('bad-rows.csv', 'mmsi,time,lat,lon\nx,2023-08-01T00:00:00Z,1,2\n');
    expect((await read([path])).result.errors).toEqual(['bad-rows.csv holds no report: bad MMSI 1×']);
  });

  it('damage, with what was read before it', async () => {
    const packed = gzipSync(track(1, 5000, 1000));
    const path = file('cut.csv.gz', packed.subarray(0, packed.length - 2000));
    const { result, heard } = await read([path]);
    expect(heard.length).toBeGreaterThan(1000);
    expect(result.errors).toEqual([
      `cut.csv.gz is damaged: its gzip data break off or are wrong; ${heard.length} reports were read before that`,
    ]);
  });
});

describe('a log whose clock fails half-way', () => {
  it('is not given another clock for the rest, also where one was named for logs without any', async () => {
    const clock = '$GPRMC,100000.00,A,5500.000,N,01200.000,E,0.0,0.0,010224,,,A*59\n';
    const unknown = `${'$GPRMC,,V,,,,,,,,,,N\n'.repeat(400)}`;
    const sentence = '!AIVDM,1,1,,A,33nr7t001f13KNTOahh2@QpF00vh,0*58\n';
    const path = file('failing-clock.nmea', clock + sentence + unknown + sentence);
    const { heard, result } = await read([path], { startAt: START_AT });
    expect(heard.map(([, at]) => at)).toEqual([Date.UTC(2024, 1, 1, 10)]);
    expect(result.rejects).toEqual({ 'no time': 1 });
  });
});
