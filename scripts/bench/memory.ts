// How much memory a replay takes at most: 6 million AIS sentences, and a Danish day of 20 million rows, made here in the
// order such files have and in no order; and `decode`, which must not grow with the file at all. Each runs as a person runs
// it, in a process of its own, whose peak the system tells. Takes minutes, so it runs only when it is asked for by name.

import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { constants, createZstdCompress } from 'node:zlib';
import { seededRandom } from '../fuzz.ts';
import { sampleBytes } from './sample.ts';

export interface MemoryPeak {
  name: string;
  peakGb: number;
  atMostGb: number;
  reachForGb: number;
  seconds: number;
}

const AT_MOST_GB = 1.5;
const REACH_FOR_GB = 0.5;
const LINES = 6_000_000;
const ROWS = 20_000_000;
const SHIPS = 6_000;
const DAY_AT = Date.UTC(2023, 2, 18);
const DAY_MS = 86_400_000;
const ROWS_AT_ONCE = 2_000;

export async function measureMemory(say: (peak: MemoryPeak) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'keelwatch-memory-'));
  const start = ['--start', '2026-01-01T00:00:00Z'];
  try {
    const sentences = await write(join(folder, 'lines.nmea.zst'), repeated(sampleBytes(), LINES));
    say(await measured('replay of 6 million AIS sentences', ['replay', sentences, ...start]));
    say(await measured('the same, every ship watched', ['replay', sentences, ...start, '--every-ship']));
    say(await measured('decode of 6 million AIS sentences', ['decode', sentences], DECODE));
    rmSync(sentences);
    for (const [words, isShuffled] of [
      ['in order', false],
      ['in no order', true],
    ] as const) {
      const day = await write(join(folder, 'aisdk.csv.zst'), danishDay(isShuffled));
      say(await measured(`replay of a Danish day of 20 million rows ${words}`, ['replay', day]));
      rmSync(day);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Node alone takes 0.06 GB. */
const DECODE = { atMostGb: 0.3, reachForGb: 0.15 };

async function write(path: string, chunks: Iterable<string | Uint8Array>): Promise<string> {
  const compress = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  await pipeline(Readable.from(chunks), compress, createWriteStream(path));
  return path;
}

function* repeated(bytes: Uint8Array, lines: number): Generator<Uint8Array> {
  let perCopy = 0;
  for (const byte of bytes) if (byte === 10) perCopy++;
  for (let done = 0; done < lines; done += perCopy) yield bytes;
}

/** Rows as the daily files have them: about in order, with the particulars of the ship on every row. */
function* danishDay(isShuffled: boolean): Generator<string> {
  const random = seededRandom(1);
  yield '# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational status,ROT,SOG,COG,Heading,IMO,Callsign,Name,' +
    'Ship type,Cargo type,Width,Length,Type of position fixing device,Draught,Destination,ETA,Data source type,A,B,C,D\n';
  for (let from = 0; from < ROWS; from += ROWS_AT_ONCE) {
    let text = '';
    for (let row = from; row < from + ROWS_AT_ONCE; row++) {
      const passed = isShuffled ? random() : Math.min(1, Math.max(0, row / ROWS + (random() - 0.5) / 1440));
      text += danishRow((row * 7919) % SHIPS, DAY_AT + Math.floor(passed * (DAY_MS - 1)));
    }
    yield text;
  }
}

function danishRow(ship: number, at: number): string {
  const iso = new Date(at).toISOString();
  const time = `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)} ${iso.slice(11, 19)}`;
  // Ten knots along a parallel, to and fro over the day.
  const hours = (at - DAY_AT) / 3_600_000;
  const lon = (4 + (ship % 97) / 10 + 0.28 * Math.abs(((hours + ship) % 24) - 12)).toFixed(6);
  const lat = (54 + (ship % 389) / 100).toFixed(6);
  return (
    `${time},Class A,${219_000_000 + ship},${lat},${lon},Under way using engine,0.0,10.0,90.0,90,${9_000_000 + ship},` +
    `OX${ship},VESSEL NUMBER ${ship},Cargo,,20,140,GPS,7.5,PORT ${ship % 50},,AIS,100,40,10,10\n`
  );
}

const PEAK = 'peak memory in KB: ';
const SAY_PEAK = `data:text/javascript,process.on('exit',()=>console.error('${PEAK}'+process.resourceUsage().maxRSS))`;

function measured(
  name: string,
  words: readonly string[],
  { atMostGb, reachForGb } = { atMostGb: AT_MOST_GB, reachForGb: REACH_FOR_GB },
): Promise<MemoryPeak> {
  const script = fileURLToPath(new URL('../keelwatch.ts', import.meta.url));
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', SAY_PEAK, script, ...words, '--quiet'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const at = said.indexOf(PEAK);
      if (code !== 0 || at < 0) reject(new Error(`${name} ended with ${code}: ${said.trim()}`));
      const peakGb = (Number.parseInt(said.slice(at + PEAK.length), 10) * 1024) / 1e9;
      resolve({ name, peakGb, atMostGb, reachForGb, seconds: (performance.now() - began) / 1000 });
    });
  });
}
