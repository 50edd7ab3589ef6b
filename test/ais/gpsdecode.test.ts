// gpsd's own decoder as a witness: every value of every position report of types 1, 2, 3 and 18.

import { describe, expect, test } from 'vitest';
import { compareWithGpsdecode, gpsdecodeIsHere } from '../../scripts/compare-gpsdecode.ts';
import { capturesAreMissing, readCapture } from './captures.ts';

const here = !capturesAreMissing && gpsdecodeIsHere();

describe.skipIf(!here)('agreement with gpsdecode (skipped without gpsd-clients or ../shared)', () => {
  test('the public sample: 73,487 reports without a difference; the six of 163 bits are refused here', async () => {
    const found = await compareWithGpsdecode(readCapture('nmea-sample/nmea-sample-85194.nmea.gz'));
    expect(found.differences).toEqual([]);
    expect(found.reports).toBe(73_487);
    expect(found.onlyOurs).toEqual([]);
    expect(found.onlyGpsd).toHaveLength(6);
  });

  test.each([
    'kystverket/kystverket-2026-08-20.nmea',
    'opencpn/stupan-se-10112-tcp.log.gz',
    'aislib/stream_example.txt.gz',
  ])('%s: no difference, and nothing that only gpsdecode reads', async (path) => {
    const found = await compareWithGpsdecode(readCapture(path));
    expect(found.differences).toEqual([]);
    expect(found.onlyGpsd).toEqual([]);
  });
});
