// What ten thousand cases cost the page: a real browser with the built page on a store made for it. What is told is when the
// first case is seen, how long the page stands still while the feed is rolled through, and how long it takes to narrow and to
// order it.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore } from '../../db/sqlite-store.ts';
import { readConfig } from '../../server/config.ts';
import type { Alert } from '../../server/domain/alert.ts';
import { SEVERITIES } from '../../server/domain/rule.ts';
import { start } from '../../server/main.ts';
import { launch } from '../../test/browser/harness.ts';
import { batchOf, sampleAlert } from '../../test/contract/samples.ts';

export const FEED_CASES = 10_000;
const BATCH = 500;
const ROLLS = 200;

export interface FeedFigures {
  /** Milliseconds from the request of the page to the first case on it. */
  firstCase: number;
  /** Milliseconds between two frames while the feed is rolled from end to end: at the median, at 95 in a hundred, the longest. */
  frames: { half: number; p95: number; longest: number };
  /** Milliseconds until the feed shows what was asked for. */
  searched: number;
  cleared: number;
  ordered: number;
}

export async function feedFigures(): Promise<FeedFigures> {
  if (!existsSync(fileURLToPath(new URL('../../dist/index.html', import.meta.url)))) {
    throw new Error('the page is not built: npm run build');
  }
  const folder = mkdtempSync(join(tmpdir(), 'keelwatch-bench-feed-'));
  const store = openStore(join(folder, 'keelwatch.db'));
  for (let from = 0; from < FEED_CASES; from += BATCH) {
    const alerts = Array.from({ length: BATCH }, (_, i) => madeAlert(from + i));
    await store.commit(batchOf('live', { alerts }));
  }
  await store.close();
  const config = readConfig({
    KEELWATCH_DATA: folder,
    KEELWATCH_LISTEN: '127.0.0.1:0',
    KEELWATCH_LOG: 'silent',
    KEELWATCH_LISTS: 'off',
    KEELWATCH_DEMO: 'none',
  });
  const [browser, server] = await Promise.all([launch(), start(config)]);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    page.setDefaultTimeout(300_000);
    const began = performance.now();
    await page.goto(`${server.url}/?scope=live&view=0,20,1`);
    await page.locator('[data-case]').first().waitFor();
    const firstCase = performance.now() - began;
    await page.locator('.feed .count', { hasText: '10,000' }).first().waitFor();
    const frames = await page.evaluate(rolled, ROLLS);
    return {
      firstCase,
      frames: spreadOf(frames),
      searched: await page.evaluate(changed, ['input#feed-search', 'SHIP 9999'] as const),
      cleared: await page.evaluate(changed, ['input#feed-search', ''] as const),
      ordered: await page.evaluate(changed, ['.feed-order select', 'severity'] as const),
    };
  } finally {
    await browser.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A story of each ship, over the last month. */
function madeAlert(i: number): Alert {
  const at = Date.now() - ((i * 7919) % 2_592_000) * 1000;
  return sampleAlert({
    id: `alert-${i}`,
    vesselId: `mmsi:${200_000_000 + i}`,
    vesselName: `SHIP ${i}`,
    imo: null,
    mmsi: 200_000_000 + i,
    severity: SEVERITIES[i % SEVERITIES.length]!,
    confidence: (['low', 'medium', 'high'] as const)[i % 3]!,
    fromAt: at - 86_400_000,
    toAt: at,
    raisedAt: at,
    knownAt: at,
  });
}

/** In the page: times between frames while the list goes from its beginning to its end. */
async function rolled(rolls: number): Promise<number[]> {
  const list = document.querySelector('.case-cards')!;
  const step = list.scrollHeight / rolls;
  const gaps: number[] = [];
  let last = performance.now();
  for (let i = 1; i <= rolls; i++) {
    list.scrollTop = i * step;
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    gaps.push(now - last);
    last = now;
  }
  return gaps;
}

/** In the page: milliseconds until a field's new value is on screen. */
async function changed([selector, value]: readonly [string, string]): Promise<number> {
  const field = document.querySelector<HTMLInputElement | HTMLSelectElement>(selector)!;
  const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')!.set!;
  const began = performance.now();
  set.call(field, value);
  field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - began;
}

function spreadOf(times: readonly number[]): FeedFigures['frames'] {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  return { half: at(0.5), p95: at(0.95), longest: sorted.at(-1)! };
}
