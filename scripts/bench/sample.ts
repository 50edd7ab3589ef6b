// The recording that NMEA benchmarks run on: the public sample, or generated messages where it is missing.

import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createDecoder } from '../../server/ais/decoder.ts';
import { type Encodable, encodeSentences } from '../../server/ais/write/encode.ts';
import { seededRandom } from '../fuzz.ts';

const SAMPLE = new URL('../../../shared/data/ais/nmea-sample/nmea-sample-85194.nmea.gz', import.meta.url);

/** The sample, or as many encoded messages in about the same mixture. */
export function sampleBytes(): Uint8Array {
  if (existsSync(SAMPLE)) return gunzipSync(readFileSync(SAMPLE));
  console.error(`${SAMPLE.pathname.split('/').at(-1)} is missing: measured on generated messages instead.`);
  return Buffer.from(generatedLines().join('\n'), 'latin1');
}

function generatedLines(): string[] {
  const random = seededRandom(1);
  const lines: string[] = [];
  while (lines.length < 85_000) {
    const roll = random();
    const message: Encodable = {
      type: roll < 0.87 ? 1 : roll < 0.92 ? 4 : roll < 0.95 ? 18 : 5,
      mmsi: 201_000_000 + Math.floor(random() * 11_000),
      lon: random() * 360 - 180,
      lat: random() * 180 - 90,
      speedKn: random() * 20,
      courseDeg: random() * 360,
      name: `VESSEL ${Math.floor(random() * 11_000)}`,
      destination: 'VLADIVOSTOK',
    };
    lines.push(...encodeSentences(message, { sequence: lines.length % 10 }));
  }
  return lines;
}

/** The sample several times over, as a file, with the number of its messages. */
export function sampleFile(times: number): { path: string; messages: number } {
  const bytes = Buffer.concat(Array<Uint8Array>(times).fill(sampleBytes()));
  const path = join(mkdtempSync(join(tmpdir(), 'keelwatch-bench-')), 'sample.nmea');
  writeFileSync(path, bytes);
  const decoder = createDecoder();
  decoder.push(bytes, () => undefined);
  decoder.end(() => undefined);
  return { path, messages: decoder.summary().messages };
}
