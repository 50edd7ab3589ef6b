// How long the desk takes to answer while a replay of a million reports runs at full speed: the program as a user starts
// it, asked over HTTP by another process. Health is asked twenty times a second, and of the page's questions one after the
// other, at the scenario that the page opens on and at the replay under way. What is told is how long answers took.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export interface Waits {
  name: string;
  /** Of each run: milliseconds at the median, at 99 in a hundred, and the longest. */
  runs: { half: number; p99: number; longest: number; asked: number }[];
  /** The bound on the 99th, ms. */
  atMost: number;
}

export interface DeskFigures {
  /** Reports a second that the replay ran meanwhile, by run. */
  replayed: number[];
  waits: Waits[];
}

export const root = fileURLToPath(new URL('../../', import.meta.url));
const DEMO = 'sea-bridge';
const VESSELS = 5_000;
const FIXES_EACH = 200;
const STEP_MS = 300_000;
const BEGIN = Date.UTC(2026, 0, 1);
const HEALTH_EVERY_MS = 50;
const QUESTION_EVERY_MS = 40;

/** What the page asks when it opens, while it is open, and when a ship is chosen. */
const questions = (replay: string): readonly string[] => [
  `/alerts?scope=${DEMO}&limit=200`,
  `/events?scope=${DEMO}&limit=200`,
  `/vessels?scope=${DEMO}&watched=true&limit=200`,
  `/vessels/imo:9161003?scope=${DEMO}`,
  `/vessels/imo:9161003/track?scope=${DEMO}`,
  `/vessels/imo:9161003/reach?scope=${DEMO}&at=${Date.UTC(2024, 1, 6)}`,
  `/tracks?scope=${DEMO}`,
  `/alerts?scope=${replay}&limit=200`,
  `/vessels?scope=${replay}&limit=200`,
  '/replays',
  '/rules',
  '/lists',
];

export async function deskFigures(runs = 3, of = root): Promise<DeskFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'keelwatch-bench-desk-'));
  try {
    mkdirSync(join(folder, 'recordings'));
    await writeRecording(join(folder, 'recordings', 'million.csv'));
    const listen = `127.0.0.1:${await freePort()}`;
    const child = spawn(process.execPath, [join(of, 'scripts/keelwatch.ts'), 'serve'], {
      cwd: of,
      env: { ...process.env, KEELWATCH_DATA: folder, KEELWATCH_LISTEN: listen, KEELWATCH_LOG: 'error' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    try {
      return await measure(`http://${listen}/api/v1`, runs);
    } finally {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(api: string, runs: number): Promise<DeskFigures> {
  await done(api, DEMO);
  const replayed: number[] = [];
  const health: Waits = { name: 'GET /health', runs: [], atMost: 50 };
  const page: Waits = { name: "the page's questions", runs: [], atMost: 150 };
  const each = new Map<string, Waits>();
  for (let run = 0; run < runs; run++) {
    const { id } = (await (
      await fetch(`${api}/replays`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ files: ['million.csv'] }),
      })
    ).json()) as { id: string };
    const startedAt = performance.now();
    let running = true;
    const asked = async (path: string) => {
      const at = performance.now();
      const response = await fetch(api + path);
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`${path} was answered with ${response.status}`);
      return performance.now() - at;
    };
    const healthWaits: number[] = [];
    const pageWaits: number[] = [];
    const eachWaits = new Map<string, number[]>();
    const askHealth = async () => {
      while (running) {
        healthWaits.push(await asked('/health'));
        await pause(HEALTH_EVERY_MS);
      }
    };
    const askPage = async () => {
      for (let i = 0; running; i++) {
        const all = questions(id);
        const path = all[i % all.length]!;
        const wait = await asked(path);
        pageWaits.push(wait);
        const name = path.replace(/\?.*/, path.includes(id) ? ' (under way)' : '').replace(/imo:\d+/, ':id');
        eachWaits.set(name, [...(eachWaits.get(name) ?? []), wait]);
        await pause(QUESTION_EVERY_MS);
      }
    };
    const asking = [askHealth(), askPage()];
    const reports = await done(api, id);
    replayed.push((reports * 1000) / (performance.now() - startedAt));
    running = false;
    await Promise.all(asking);
    health.runs.push(told(healthWaits));
    page.runs.push(told(pageWaits));
    for (const [name, waits] of eachWaits) {
      const row = each.get(name) ?? { name: `  GET ${name}`, runs: [], atMost: 150 };
      row.runs.push(told(waits));
      each.set(name, row);
    }
  }
  return { replayed, waits: [health, page, ...each.values()] };
}

export function told(waits: number[]): Waits['runs'][number] {
  const sorted = waits.toSorted((a, b) => a - b);
  const share = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return { half: share(0.5), p99: share(0.99), longest: sorted.at(-1) ?? Number.NaN, asked: sorted.length };
}

/** Resolves with its number of reports when the replay has ended. */
async function done(api: string, id: string): Promise<number> {
  for (;;) {
    await pause(200);
    const response = await fetch(`${api}/replays/${id}`).catch(() => null);
    if (!response?.ok) continue;
    const { state, error, reports } = (await response.json()) as { state: string; error: string; reports: number };
    if (state === 'done') return reports;
    if (state !== 'running') throw new Error(`the replay ended as ${state}: ${error}`);
  }
}

/** A day and more of a fleet: each ship every five minutes, a fifth of them lying, in the order of time. */
async function writeRecording(path: string): Promise<void> {
  const file = createWriteStream(path);
  file.write(
    'MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft\n',
  );
  for (let step = 0; step < FIXES_EACH; step++) {
    const rows: string[] = [];
    for (let n = 0; n < VESSELS; n++) {
      const at = new Date(BEGIN + step * STEP_MS + n * 50).toISOString().slice(0, 19);
      const lies = n % 5 === 0;
      const lon = ((n * 37) % 3000) / 10 - 150 + (lies ? 0 : step * 0.004);
      const lat = ((n * 53) % 1000) / 10 - 50 + (lies ? 0 : step * 0.004);
      const name = `BENCH SHIP ${n}`;
      rows.push(
        `${210_000_000 + n},${at},${lat.toFixed(5)},${lon.toFixed(5)},${lies ? 0 : 12},45,45,${name},,,70,0,100,20,`,
      );
    }
    if (!file.write(`${rows.join('\n')}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
