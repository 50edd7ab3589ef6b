// Cases are dealt with in the browser, once with the keyboard alone and once with the mouse alone; each job prints its steps.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../db/sqlite-store.ts';
import { readConfig } from '../../server/config.ts';
import type { Alert } from '../../server/domain/alert.ts';
import { type Running, start } from '../../server/main.ts';
import { batchOf, sampleAlert } from '../contract/samples.ts';
import { launch, openPage } from './harness.ts';

const built = existsSync(fileURLToPath(new URL('../../dist/index.html', import.meta.url)));
/** Alerts of one story, and of how many ships there is one. */
const LEGS = 12;
const SHIPS = 3;

const DAY = 86_400_000;

/** So many alerts of a ship, one a day until yesterday. */
function story(vesselId: string, vesselName: string, alerts: number, parts: Partial<Alert> = {}): Alert[] {
  return Array.from({ length: alerts }, (_, i) => {
    const at = Math.floor(Date.now() / DAY) * DAY - (alerts - i) * DAY;
    const times = { fromAt: at, toAt: at + DAY / 4, raisedAt: at + DAY / 4, knownAt: at + DAY / 4 };
    return sampleAlert({ id: `${vesselName}-${i}`, vesselId, vesselName, imo: null, ...times, ...parts });
  });
}

function others(): Alert[] {
  const ships = Array.from({ length: SHIPS }, (_, i) => `27321200${i}`);
  return ships.flatMap((mmsi) => story(`mmsi:${mmsi}`, `SHIP ${mmsi}`, 1, { confidence: 'low' }));
}

/** Counts what a person does. */
function stepsOf(page: Page) {
  let count = 0;
  return {
    press: async (key: string) => {
      count++;
      await page.keyboard.press(key);
    },
    click: async (role: 'button' | 'checkbox', name: string | RegExp) => {
      count++;
      await page.getByRole(role, { name, exact: true }).first().click();
    },
    told(job: string, most: number) {
      process.stdout.write(`${job}: ${count} steps, at most ${most}\n`);
      expect(count, job).toBeLessThanOrEqual(most);
      count = 0;
    },
  };
}

describe.skipIf(!built)('cases in a browser (needs the built page in dist/)', () => {
  let dataFolder: string;
  let browser: Browser;
  let server: Running;

  beforeAll(async () => {
    browser = await launch();
  });

  afterAll(() => browser?.close());

  // Each job has a store of its own: undoing the one before would have to come within ten seconds.
  beforeEach(async () => {
    dataFolder = mkdtempSync(join(tmpdir(), 'keelwatch-casework-'));
    const config = readConfig({
      KEELWATCH_DATA: dataFolder,
      KEELWATCH_LISTEN: '127.0.0.1:0',
      KEELWATCH_LOG: 'silent',
      KEELWATCH_LISTS: 'off',
      KEELWATCH_DEMO: 'none',
    });
    const store = openStore(join(dataFolder, 'keelwatch.db'));
    await store.commit(batchOf('live', { alerts: [...story('imo:9161003', 'LADY R', LEGS), ...others()] }));
    await store.close();
    server = await start(config);
  });

  afterEach(async () => {
    await server?.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  async function count(state: string): Promise<number> {
    const reply = await fetch(`${server.url}/api/v1/alerts?scope=live&state=${state}&limit=500`);
    return ((await reply.json()) as { rows: unknown[] }).rows.length;
  }

  async function mutes(): Promise<number> {
    const reply = await fetch(`${server.url}/api/v1/mutes?scope=live`);
    return ((await reply.json()) as { rows: unknown[] }).rows.length;
  }

  const open = (theme: 'dark' | 'light') =>
    openPage(browser, `${server.url}/?scope=live&order=sure`, { theme, width: 1280, height: 720 });

  it('ten alerts are acknowledged, read, and their case muted with the keyboard alone', async () => {
    const { page, errors } = await open('dark');
    const steps = stepsOf(page);
    await page.getByRole('article').first().waitFor();
    const before = await count('open');
    expect(before).toBeGreaterThanOrEqual(10);

    await steps.press('x');
    await page.getByRole('region', { name: 'Deal with the picked cases' }).waitFor();
    await steps.press('a');
    await page.getByText(/case acknowledged/).waitFor();
    steps.told('acknowledge ten alerts by keyboard', 3);
    expect(await count('acknowledged')).toBeGreaterThanOrEqual(10);

    // The focus follows into the case and comes back.
    await page.keyboard.press('o');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('case-heading');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('card-open');

    await steps.press('x');
    await page.getByRole('region', { name: 'Deal with the picked cases' }).waitFor();
    await steps.press('s');
    await page.getByText('1 case muted.').waitFor();
    steps.told('mute a case by keyboard', 2);
    expect(await mutes()).toBe(1);

    // Keys of one letter are switched off and on in the help.
    await page.keyboard.press('?');
    await page.getByRole('checkbox', { name: /Keys of one letter/ }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await page.keyboard.press('x');
    expect(await page.getByRole('region', { name: 'Deal with the picked cases' }).count()).toBe(0);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('ten alerts are acknowledged, a case is muted, and somebody subscribes with the mouse alone', async () => {
    const { page, errors } = await open('light');
    const steps = stepsOf(page);
    await page.getByRole('article').first().waitFor();
    const before = await count('open');
    await steps.click('checkbox', 'Pick all cases shown');
    await steps.click('button', 'Acknowledge');
    await page.getByText(/cases? acknowledged/).waitFor();
    steps.told('acknowledge ten alerts by mouse', 3);
    expect(await count('acknowledged')).toBe(before);

    await steps.click('checkbox', /^Pick LADY R/);
    await steps.click('button', 'Mute');
    await page.getByText('1 case muted.').waitFor();
    steps.told('mute a case by mouse', 2);
    expect(await mutes()).toBe(1);

    const made = await fetch(`${server.url}/api/v1/channels`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'file', title: 'A file', owner: 'desk', settings: { name: 'told' } }),
    });
    expect(made.status, await made.clone().text()).toBe(200);
    await steps.click('button', 'Notify');
    await steps.click('button', /^Subscribe…/);
    await steps.click('button', 'Subscribe');
    await page
      .getByText(/Everything/)
      .first()
      .waitFor();
    steps.told('subscribe by mouse', 4);
    expect(errors).toEqual([]);
    await page.context().close();
  });
});
