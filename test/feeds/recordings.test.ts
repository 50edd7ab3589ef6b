// Whole recordings, which are not part of this repository: they lie beside it where it was made.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { POSITION, STATIC } from '../../server/domain/report.ts';
import { type ReadOptions, readTracks } from '../../server/feeds/read-tracks.ts';

const folder = fileURLToPath(new URL('../../../shared/data/ais/', import.meta.url));
const absent = !existsSync(folder);

async function count(file: string, options: ReadOptions = {}) {
  const counts = { positions: 0, statics: 0, units: 0, firstAt: Number.POSITIVE_INFINITY, lastAt: 0 };
  const units = new Set<number>();
  const result = await readTracks(
    [folder + file],
    {
      report: ({ parts, mmsi, at }) => {
        units.add(mmsi);
        if ((parts & POSITION) !== 0) counts.positions++;
        if ((parts & STATIC) !== 0) counts.statics++;
        counts.firstAt = Math.min(counts.firstAt, at);
        counts.lastAt = Math.max(counts.lastAt, at);
      },
    },
    options,
  );
  counts.units = units.size;
  return { ...counts, result };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

describe.skipIf(absent)('the recordings beside the repository (skipped where ../shared is absent)', () => {
  it('Solent, two hours of a busy port: every row is a position', async () => {
    const { result, positions, units, firstAt, lastAt } = await count('solent/SolentAIS_20160112_130211.csv.gz');
    expect(result.inputs[0]).toMatchObject({ format: 'generic-csv', lines: 18_624, reports: 18_623 });
    expect({ positions, units, rejects: result.rejects }).toEqual({ positions: 18_623, units: 91, rejects: {} });
    expect([iso(firstAt), iso(lastAt)]).toEqual(['2016-01-12T13:02:11.218Z', '2016-01-12T14:26:41.924Z']);
  });

  it('Go to Guernesey, a day on one boat: AIS dated by its GPS', async () => {
    const { result, positions, units, lastAt } = await count('opencpn/go-to-guernesey.log.gz');
    expect(result.lines).toBe(63_318);
    expect(positions).toBeGreaterThan(16_500);
    expect(units).toBe(123);
    expect(iso(lastAt)).toBe('2011-07-26T22:03:52.000Z');
    expect(result.rejects['no time']).toBeUndefined();
  });

  it('Stupan, a public port: AIS dated by the sentences between', async () => {
    const { positions, firstAt, lastAt } = await count('opencpn/stupan-se-10112-tcp.log.gz');
    expect(positions).toBeGreaterThan(1_100);
    expect([iso(firstAt), iso(lastAt)]).toEqual(['2022-08-18T17:09:48.000Z', '2022-08-18T17:10:45.000Z']);
  });

  it('AisLib, a national stream: each sentence dated by its $PGHP', async () => {
    const { positions, statics, firstAt } = await count('aislib/stream_example.txt.gz');
    expect(positions).toBeGreaterThan(3_000);
    expect(statics).toBeGreaterThan(500);
    expect(iso(firstAt)).toBe('2010-06-11T11:46:10.000Z');
  });

  it('Kystverket: dated by tag blocks but for the one line without', async () => {
    const { result, positions } = await count('kystverket/kystverket-2026-08-20.nmea');
    expect(positions).toBeGreaterThan(140);
    expect(result.rejects).toEqual({ 'no time': 1 });
    expect(result.examples['no time']![0]!.line).toBe(236);
  });

  it('MarineCadastre, both headers: every row is a position', async () => {
    const noaa = await count('marinecadastre/noaa-2023-01-11-1000.csv');
    expect(noaa).toMatchObject({
      positions: 1000,
      result: { rejects: {}, inputs: [{ format: 'marine-cadastre-csv' }] },
    });
    expect(await count('marinecadastre/legacy-rows.csv')).toMatchObject({ positions: 3, statics: 3 });
    expect(await count('marinecadastre/csv2-lowercase-rows.csv')).toMatchObject({ positions: 3, statics: 3 });
  });

  it('Danish files, both headers: the row at latitude 91 tells only who it is', async () => {
    const rows = await count('dma/aisdk-rows.csv');
    expect(rows).toMatchObject({ positions: 7, result: { reports: 8, rejects: {}, inputs: [{ format: 'dma-csv' }] } });
    expect(await count('dma/aisdk-rows-2018-22col.csv')).toMatchObject({ positions: 1, statics: 0 });
  });

  it('the timeless sample gives nothing but one sentence, and everything once its start is told', async () => {
    const sample = 'nmea-sample/nmea-sample-85194.nmea.gz';
    const { result } = await count(sample);
    expect(result.reports).toBe(0);
    expect(result.errors).toEqual([
      'nmea-sample-85194.nmea.gz carries no time: say when its first line was heard with --start',
    ]);
    const startAt = Date.UTC(2024, 0, 1);
    const dated = await count(sample, { startAt });
    expect(dated.result.reports).toBe(result.rejects['no time']);
    expect(dated.lastAt - startAt).toBeLessThan(85_194 * 10);
  });

  it('BarentsWatch, both models and both streams: every message is a report, and no draught is over 25.5 m', async () => {
    const full = await count('barentswatch/combined_full.ndjson');
    expect(full).toMatchObject({ positions: 500, statics: 500, units: 470, result: { rejects: {} } });
    expect([iso(full.firstAt), iso(full.lastAt)]).toEqual(['2023-02-17T11:38:38.000Z', '2023-02-17T11:38:42.695Z']);
    expect(await count('barentswatch/combined_simple.ndjson')).toMatchObject({
      positions: 326,
      result: { rejects: {} },
    });
    const lines = await count('barentswatch/ais.ndjson.gz');
    expect(lines).toMatchObject({ positions: 1861, statics: 392, result: { reports: 2140, rejects: {} } });
    const events = await count('barentswatch/ais.sse.txt.gz');
    expect(events).toMatchObject({ positions: 2079, statics: 575, result: { reports: 2506, rejects: {} } });
    expect(events.result.inputs[0]).toMatchObject({ format: 'barentswatch-json', otherLines: 1 });
  });

  it('Digitraffic, AISHub and aisstream.io, as documented: what has a time and a ship is a report', async () => {
    expect(await count('digitraffic/mqtt.ndjson')).toMatchObject({ positions: 1, statics: 1, result: { rejects: {} } });
    expect(await count('digitraffic/rest-location-feature.json')).toMatchObject({ positions: 1 });
    const hub = await count('aishub/format0-format1.json');
    expect(hub).toMatchObject({ positions: 1, statics: 1, result: { rejects: { 'error told by the feed': 1 } } });
    const frames = await count('aisstream/frames.ndjson');
    expect(frames).toMatchObject({ positions: 3, statics: 1 });
    // Four frames were published without their time.
    expect(frames.result.rejects).toEqual({ 'no time': 4, 'error told by the feed': 3 });
    expect(frames.result.inputs[0]!.otherLines).toBe(1);
  });
});
