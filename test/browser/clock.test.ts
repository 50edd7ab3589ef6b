// One clock on the whole page: of each scenario, at several playheads, every panel is opened and read, also what is folded and
// what only a pointer or a screen reader finds. A date after the playhead stands under a mark that says so, or fails here.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';
import type { Replay, Scenario } from '../../server/http/wire/replay.ts';
import type { TrackSet } from '../../server/http/wire/track.ts';
import { type Running, start } from '../../server/main.ts';
import { laterDates, MARK_WORDS } from './clock-scan.ts';
import { launch } from './harness.ts';

const built = existsSync(fileURLToPath(new URL('../../dist/index.html', import.meta.url)));
/** Parts of a scenario at which its page is read. */
const PARTS = [0.35, 0.8];
/** Keys that open what lies over the page: vessels, events, watchlists, rules, who is told, who did what, help. */
const KEYS = ['v', 'e', 'w', 'u', 'n', 'h', '?'];

describe.skipIf(!built)('the clock of the page (needs the built page in dist/)', () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'keelwatch-clock-'));
  let browser: Browser;
  let server: Running;

  beforeAll(async () => {
    const config = readConfig({
      KEELWATCH_DATA: dataFolder,
      KEELWATCH_LISTEN: '127.0.0.1:0',
      KEELWATCH_LOG: 'silent',
      KEELWATCH_LISTS: 'off',
      KEELWATCH_DEMO: 'sea-bridge',
    });
    [browser, server] = await Promise.all([launch(), start(config)]);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  it('no panel of any scenario tells a date after the playhead without saying that it was known later', async () => {
    const scenarios = (await asked<{ rows: Scenario[] }>('/scenarios')).rows;
    expect(scenarios.length).toBeGreaterThan(5);
    const found: string[] = [];
    for (const scenario of scenarios) {
      const replay = await ran(scenario.id);
      const { vessels } = await asked<TrackSet>(`/tracks?scope=${replay.id}`);
      const ship = vessels.find(({ watched }) => watched)?.id ?? vessels[0]!.id;
      for (const part of PARTS) {
        const at = Math.floor((replay.fromAt! + part * (replay.toAt! - replay.fromAt!)) / 1000) * 1000;
        found.push(...(await readAll(replay.id, at, ship, part === PARTS[0] ? KEYS : [])));
      }
    }
    expect([...new Set(found)]).toEqual([]);
  });

  async function readAll(scope: string, at: number, ship: string, keys: readonly string[]): Promise<string[]> {
    const moment = `${new Date(at).toISOString().slice(0, 19)}Z`;
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'en-GB' });
    const page = await context.newPage();
    page.setDefaultTimeout(300_000);
    const found: string[] = [];
    const read = async (what: string) => {
      await page.locator('.skeletons').waitFor({ state: 'detached' });
      for (const { date, text, where } of await page.evaluate(laterDates, { at, words: MARK_WORDS }))
        found.push(`${scope} at ${moment}, ${what}, ${where}: ${date} in “${text}”`);
    };
    await page.goto(`${server.url}/?scope=${scope}&t=${moment}&vessel=${ship}`);
    await page.getByRole('complementary', { name: 'Vessel dossier' }).getByRole('heading', { level: 2 }).waitFor();
    await settled(page);
    await read('dossier');
    for (const leaf of ['Case', 'Alert']) {
      const card = page.locator('.card-open').first();
      if ((await card.count()) === 0) break;
      if (leaf === 'Case') await card.click();
      const tab = page.getByRole('tab', { name: leaf });
      if (!(await tab.isEnabled())) continue;
      await tab.click();
      await page.getByRole('complementary', { name: leaf }).waitFor();
      await read(leaf);
    }
    await page.keyboard.press('Escape');
    for (const key of keys) {
      await page.keyboard.press(key);
      await page.locator('dialog[open]').waitFor();
      await read(`key ${key}`);
      await page.keyboard.press('Escape');
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
    }
    await context.close();
    return found;
  }

  /** Everything of the scope has come, and the playhead stands where the address put it. */
  async function settled(page: Page): Promise<void> {
    await page.locator('.banner').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  }

  async function ran(scenario: string): Promise<Replay> {
    const body = JSON.stringify({ scenario, keep: true });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${server.url}/api/v1/replays`, { method: 'POST', headers, body });
    let replay = (await answer.json()) as Replay;
    await expect
      .poll(
        async () => {
          replay = await asked<Replay>(`/replays/${replay.id}`);
          return replay.state;
        },
        { timeout: 300_000, interval: 500 },
      )
      .toBe('done');
    return replay;
  }

  async function asked<T>(path: string): Promise<T> {
    return (await (await fetch(`${server.url}/api/v1${path}`)).json()) as T;
  }
});
