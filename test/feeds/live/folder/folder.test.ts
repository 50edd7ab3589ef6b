// Recordings dropped into a folder: real files, and a clock that the test puts on.

import { mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeSentences } from '../../../../server/ais/write/encode.ts';
import { folder } from '../../../../server/feeds/live/folder/folder.ts';
import type { FeedMemory } from '../../../../server/feeds/live/live-feed.ts';
import { NOW, type OpenFeed, openFeed, readNews } from '../open-feed.ts';

let path: string;
let clockAt: number;
const open: OpenFeed[] = [];
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'keelwatch-folder-'));
});
afterEach(async () => {
  for (const feed of open.splice(0)) await feed.end();
  rmSync(path, { recursive: true });
});

const drop = (name: string, content: string | Uint8Array) => writeFileSync(join(path, name), content);
const log = (mmsi: number, at: number) =>
  `${encodeSentences({ type: 1, mmsi, lon: 131.9, lat: 43.1, speedKn: 9 }, { at, station: 's1' })[0]}\n`;
const csv = (mmsi: number, time: string) =>
  `mmsi,base_date_time,longitude,latitude,sog,cog,heading,vessel_name,imo,call_sign,vessel_type,status,length,width,draft,cargo,transceiver\n` +
  `${mmsi},${time},131.9,43.1,9,81,80,MAIA,,,70,0,,,,,A\n`;

function watching(memory?: FeedMemory): OpenFeed {
  const feed = openFeed(folder, { path, settleS: 5 }, memory === undefined ? {} : { memory });
  clockAt = NOW;
  open.push(feed);
  return feed;
}

/** Seconds pass, each with a look at the folder that has come to its end. */
async function pass(feed: OpenFeed, seconds: number): Promise<void> {
  await feed.asleep(1);
  for (let i = 0; i < seconds; i++) {
    const { sleeps } = feed;
    clockAt += 1_000;
    feed.clock.set(clockAt);
    await feed.asleep(sleeps + 1);
  }
}

const notes = ({ news }: OpenFeed) => news.flatMap((one) => (one.kind === 'note' ? [one.says] : []));
const read = ({ news }: OpenFeed) =>
  readNews(folder, { path, settleS: 5 }, news).reports.map(({ mmsi, at, arrivedAt }) => [mmsi, at, arrivedAt]);

function memoryOf(): FeedMemory & { text: string } {
  return {
    text: '',
    read() {
      return this.text;
    },
    write(text) {
      this.text = text;
    },
  };
}

describe('a folder that recordings are dropped into', () => {
  it('gives what each file says at the times that it tells, the earliest file first, in any format and packing', async () => {
    drop('b.csv', csv(273_000_002, '2026-08-20 11:00:00'));
    drop('a.nmea.gz', gzipSync(log(273_000_003, NOW - 1_800_000)));
    drop('c.txt', log(273_000_001, NOW - 7_200_000));
    const feed = watching();
    await pass(feed, 7);
    expect(read(feed)).toEqual([
      [273_000_001, NOW - 7_200_000, NOW + 5_000],
      [273_000_002, NOW - 3_600_000, NOW + 5_000],
      [273_000_003, NOW - 1_800_000, NOW + 5_000],
    ]);
    expect(notes(feed)).toEqual([
      'c.txt was read (NMEA log of AIS sentences (!AIVDM,…)).',
      expect.stringContaining('b.csv was read (MarineCadastre'),
      'a.nmea.gz was read (NMEA log of AIS sentences (!AIVDM,…)).',
    ]);
  });

  it('waits for a file that is still being written, and never touches one under a name of its writer', async () => {
    drop('growing.txt', log(273_000_001, NOW));
    drop('empty.txt', '');
    drop('other.txt.part', log(273_000_009, NOW));
    const feed = watching();
    await pass(feed, 4);
    drop('growing.txt', log(273_000_001, NOW) + log(273_000_002, NOW));
    await pass(feed, 4);
    expect(read(feed)).toEqual([]);
    await pass(feed, 4);
    expect(read(feed).map(([mmsi]) => mmsi)).toEqual([273_000_001, 273_000_002]);
    renameSync(join(path, 'other.txt.part'), join(path, 'other.txt'));
    await pass(feed, 8);
    expect(read(feed).map(([mmsi]) => mmsi)).toContain(273_000_009);
  });

  it('reads a content once, whatever it is called, and over a restart', async () => {
    const memory = memoryOf();
    drop('day.txt', log(273_000_001, NOW));
    const first = watching(memory);
    await pass(first, 8);
    drop('copy.txt', log(273_000_001, NOW));
    utimesSync(join(path, 'day.txt'), 1_000, 1_000);
    await pass(first, 8);
    expect(read(first)).toHaveLength(1);
    expect(notes(first).at(-1)).toBe('copy.txt holds what day.txt held; it is not read again.');
    await first.end();
    const second = watching(memory);
    drop('next.txt', log(273_000_002, NOW));
    await pass(second, 8);
    expect(read(second).map(([mmsi]) => mmsi)).toEqual([273_000_002]);
  });

  it('tells by its name what cannot be read, once, and reads it when it has been put right', async () => {
    drop('tracks.zip', 'PK\x03\x04 rest');
    drop('notes.txt', 'hello, this is no recording\n');
    drop('good.txt', log(273_000_001, NOW));
    const feed = watching();
    await pass(feed, 20);
    expect(notes(feed)).toEqual([
      'notes.txt has the unknown CSV header "hello, this is no recording". It was not read.',
      'tracks.zip is a zip archive: unpack it first. It was not read.',
      expect.stringMatching(/^good.txt was read/),
    ]);
    drop('notes.txt', log(273_000_002, NOW));
    await pass(feed, 8);
    expect(read(feed).map(([mmsi]) => mmsi)).toEqual([273_000_001, 273_000_002]);
  });

  it('gives what stands before the damage of a file, and says so', async () => {
    const whole = gzipSync(Array.from({ length: 4_000 }, (_, i) => log(273_000_000 + i, NOW - i * 1000)).join(''));
    drop('cut.gz', whole.subarray(0, whole.length / 2));
    const feed = watching();
    await pass(feed, 8);
    expect(read(feed).length).toBeGreaterThan(100);
    expect(notes(feed)).toEqual([expect.stringMatching(/^cut\.gz .* What stands before that was read\.$/)]);
  });

  it('dates nothing that tells no time', async () => {
    drop('bare.txt', `${encodeSentences({ type: 1, mmsi: 273_000_001, lon: 131.9, lat: 43.1 })[0]}\n`);
    const feed = watching();
    await pass(feed, 8);
    const { reports, rejects } = readNews(folder, { path, settleS: 5 }, feed.news);
    expect([reports, Object.values(rejects)]).toEqual([[], [1]]);
  });

  it('that is not there, or is a file, is told by its name', async () => {
    drop('file', 'x');
    expect(await openFeed(folder, { path: join(path, 'gone'), settleS: 5 }).ended).toMatchObject({
      failure: 'unreachable',
      message: `${join(path, 'gone')}: there is no such folder.`,
    });
    expect(await openFeed(folder, { path: join(path, 'file'), settleS: 5 }).ended).toMatchObject({
      failure: 'invalid',
    });
    expect(folder.settings.safeParse({ path: 'data' }).success).toBe(false);
  });

  it('reads a file from its beginning again when it was ended in the middle', async () => {
    const memory = memoryOf();
    drop('long.txt', Array.from({ length: 4_000 }, (_, i) => log(273_000_000 + i, NOW)).join(''));
    const feed = watching(memory);
    await pass(feed, 4);
    const go = feed.hold();
    feed.clock.set(NOW + 5_000);
    await feed.until('begun');
    const ending = feed.end();
    go();
    await ending;
    expect([memory.text, read(feed).length < 4_000]).toEqual(['', true]);
    const again = watching(memory);
    await pass(again, 6);
    expect(read(again)).toHaveLength(4_000);
  });
});
