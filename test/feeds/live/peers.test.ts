// What real peers sent when each was fed with the same forty sentences: every dress must give the same ships. The captures
// lie beside the repository where it was made.

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { copyReport, emptyReport, type Report } from '../../../server/domain/report.ts';
import { formatNamed, formatOf } from '../../../server/feeds/index.ts';

const folder = fileURLToPath(new URL('../../../../shared/data/peers/', import.meta.url));
const OPTIONS = {
  source: 'peer',
  startAt: null,
  linesPerSecond: 1,
  columns: null,
  mmsi: null,
  dateOrder: null,
  arrival: () => Date.UTC(2026, 10, 30, 12),
};

function read(file: string, format: string) {
  const text = readFileSync(folder + file, 'latin1').replaceAll('---datagram---', '');
  const reports: Report[] = [];
  const rejects: string[] = [];
  const sink = {
    report: (from: Readonly<Report>) => {
      const report = emptyReport();
      copyReport(from, report);
      reports.push(report);
    },
    reject: (reason: string) => void rejects.push(reason),
  };
  const parser = formatNamed(format)!.open(OPTIONS);
  const bytes = Buffer.from(text, 'latin1');
  for (let at = 0; at < bytes.length; at += 97) parser.push(bytes.subarray(at, at + 97), sink);
  parser.end(sink);
  return { detected: formatOf(text.slice(0, 65_536), OPTIONS).name, reports, rejects };
}

const said = ({ mmsi, lon, lat, name, imo }: Report) =>
  JSON.stringify([mmsi, lon.toFixed(4), lat.toFixed(4), name, imo]);

describe.skipIf(!existsSync(folder))('captures of real peers', () => {
  it.each([
    ['aiscatcher-http-post.json', 'ais-catcher'],
    ['aiscatcher-udp-json-nmea.txt', 'ais-catcher'],
    ['aiscatcher-udp-json-full.txt', 'ais-catcher'],
    ['aiscatcher-udp-nmea-tag.txt', 'nmea'],
  ])('%s says what the sentences alone say', (file, format) => {
    const plain = read('aiscatcher-udp-nmea.txt', 'nmea');
    const { detected, reports, rejects } = read(file, format);
    expect(detected).toBe(format);
    expect(reports.length).toBeGreaterThan(25);
    const known = new Set(plain.reports.map(said));
    expect(reports.map(said).filter((one) => !known.has(one))).toEqual([]);
    expect(new Set(reports.map(said))).toEqual(known);
    expect(new Set(rejects)).toEqual(new Set(plain.rejects));
  });

  it('gpsd-json.ndjson says the same positions, to a ten thousandth of a degree', () => {
    const { detected, reports } = read('gpsd-json.ndjson', 'gpsd-json');
    expect(detected).toBe('gpsd-json');
    const known = read('aiscatcher-udp-nmea.txt', 'nmea').reports;
    // It was given more sentences than the others: ships that they have not are nothing to compare.
    const shared = reports.filter(({ mmsi }) => known.some((one) => one.mmsi === mmsi));
    const same = (a: number, b: number) => (Number.isNaN(a) ? Number.isNaN(b) : Math.abs(a - b) <= 1e-4);
    const strange = shared.filter(
      ({ mmsi, lon, lat }) => !known.some((one) => mmsi === one.mmsi && same(lon, one.lon) && same(lat, one.lat)),
    );
    expect(shared.length).toBeGreaterThan(25);
    expect(strange.map(said)).toEqual([]);
  });
});
