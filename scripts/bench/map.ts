// What a hundred thousand moving ships cost the main thread of the page: a real browser with the built page in the live scope,
// and a stream that brings each second what a session sends at most, ten thousand positions. What is told is the time of the
// main thread an update, by the browser's own counters, over that of the same page while nothing comes: of its scripts, which is
// ours, and of whole tasks, which also wait for whoever draws.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CDPSession, WebSocketRoute } from 'playwright-core';
import { readConfig } from '../../server/config.ts';
import type { KeptFix } from '../../server/domain/heard.ts';
import { packFixes } from '../../server/http/packed-fixes.ts';
import { start } from '../../server/main.ts';
import { launch } from '../../test/browser/harness.ts';

export const MAP_SHIPS = 100_000;
/** As in server/http/stream-session.ts. */
const MESSAGE = 10_000;
const UPDATES = 30;

export interface MapFigures {
  /** Milliseconds of the main thread an update, by run: all of it, and its scripts alone. */
  runs: { task: number; script: number }[];
  /** Megabytes of the page's heap that a minute of updates adds. */
  heapPerMinute: number;
  aim: number;
  bound: number;
}

export async function mapFigures(runs = 3): Promise<MapFigures> {
  if (!existsSync(fileURLToPath(new URL('../../dist/index.html', import.meta.url)))) {
    throw new Error('the page is not built: npm run build');
  }
  const folder = mkdtempSync(join(tmpdir(), 'keelwatch-bench-map-'));
  const config = readConfig({
    KEELWATCH_DATA: folder,
    KEELWATCH_LISTEN: '127.0.0.1:0',
    KEELWATCH_LOG: 'silent',
    KEELWATCH_LISTS: 'off',
    KEELWATCH_DEMO: 'none',
  });
  const [browser, server] = await Promise.all([launch(), start(config)]);
  try {
    // Without a locale in its environment the packed browser calls itself "en-US@posix", which is no language.
    const page = await browser.newPage({ viewport: { width: 800, height: 500 }, locale: 'en-GB' });
    page.setDefaultTimeout(300_000);
    let stream: WebSocketRoute | null = null;
    await page.routeWebSocket(/\/api\/v1\/stream/, (socket) => {
      stream = socket;
      socket.send(JSON.stringify({ type: 'hello', seq: 0, version: 'bench' }));
      socket.send(JSON.stringify({ type: 'live', seq: 0 }));
    });
    await page.goto(`${server.url}/?scope=live&view=0,20,1`);
    await page.locator('html[data-map="drawn"]').waitFor({ state: 'attached' });
    const counters = await page.context().newCDPSession(page);
    await counters.send('Performance.enable');
    const ships = madeShips();
    const bring = (round: number) => {
      const from = (round * MESSAGE) % MAP_SHIPS;
      const moved = ships.slice(from, from + MESSAGE);
      for (const ship of moved) {
        ship.at = Date.now();
        ship.lon = ((ship.lon + 180.01) % 360) - 180;
      }
      const ids = moved.map(({ mmsi }) => `mmsi:${mmsi}`);
      stream!.send(Buffer.from(packFixes('live', moved, ids)));
    };
    for (let i = 0; i < MAP_SHIPS / MESSAGE; i++) bring(i);
    await pause(page, 3_000);
    const figures: MapFigures = { runs: [], heapPerMinute: 0, aim: 8, bound: 25 };
    await counters.send('HeapProfiler.collectGarbage');
    const heapBefore = (await metricsOf(counters)).heap;
    for (let run = 0; run < runs; run++) {
      const quiet = await costOf(counters, () => pause(page, UPDATES * 300));
      const busy = await costOf(counters, async () => {
        for (let i = 0; i < UPDATES; i++) {
          bring(i);
          await pause(page, 300);
        }
      });
      figures.runs.push({
        task: Math.max(0, busy.task - quiet.task) / UPDATES,
        script: Math.max(0, busy.script - quiet.script) / UPDATES,
      });
    }
    await counters.send('HeapProfiler.collectGarbage');
    figures.heapPerMinute = (((await metricsOf(counters)).heap - heapBefore) / (runs * UPDATES)) * 60;
    return figures;
  } finally {
    await browser.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function madeShips(): KeptFix[] {
  return Array.from({ length: MAP_SHIPS }, (_, i) => ({
    mmsi: 200_000_000 + i,
    at: 0,
    lon: ((i * 137.508) % 360) - 180,
    lat: ((i * 61.803) % 140) - 70,
    speedKn: 12,
    courseDeg: (i * 31) % 360,
    headingDeg: Number.NaN,
    navStatus: 0,
  }));
}

async function costOf(counters: CDPSession, work: () => Promise<void>): Promise<{ task: number; script: number }> {
  const before = await metricsOf(counters);
  await work();
  const after = await metricsOf(counters);
  return { task: after.task - before.task, script: after.script - before.script };
}

/** Milliseconds, and megabytes. */
async function metricsOf(counters: CDPSession): Promise<{ task: number; script: number; heap: number }> {
  const { metrics } = await counters.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return { task: of('TaskDuration') * 1e3, script: of('ScriptDuration') * 1e3, heap: of('JSHeapUsedSize') / 1e6 };
}

function pause(page: { waitForTimeout(ms: number): Promise<void> }, ms: number): Promise<void> {
  return page.waitForTimeout(ms);
}
