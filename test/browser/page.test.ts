// The page in a real browser on the real server with the demo: it opens on the replay by itself, plays, shows LADY R's
// alert in the feed and on the map as it was known at the playhead, asks for nothing elsewhere, and has no serious
// barrier. Found by role and label, as a user would.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { type Running, start } from '../../server/main.ts';
import { launch, openPage } from './harness.ts';

const built = existsSync(fileURLToPath(new URL('../../dist/index.html', import.meta.url)));

/** The demo, and the leg of which LADY R's case of that time speaks; raised on 7 Feb 2024, sighted on 8 Feb. */
const RAISED = '/?t=2024-02-07T20:00:00Z';
const LEG = /Rajin (to|and) Vostochny/;
/** LADY R, six hours into the gap in which she is sighted at Rajin. */
const SILENT = '/?t=2024-02-03T15:00:00Z&vessel=imo:9161003';

describe.skipIf(!built)('the page in a browser (needs the built page in dist/)', () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'keelwatch-browser-'));
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

  it('opens on the replay by itself, and LADY R’s case arrives in the feed, with its alert on the map', async () => {
    const { page, elsewhere, errors } = await openPage(browser, server.url, {
      theme: 'dark',
      width: 1280,
      height: 720,
    });
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    await page.getByText('REPLAY', { exact: true }).waitFor();
    await page.getByText(/sightings are as published, positions and their days invented/).waitFor();

    // The stage grows and shrinks with the bar below it, and the map follows a frame later.
    const [drawn, stage] = [page.locator('.maplibregl-canvas'), page.locator('.stage')];
    const { height } = (await stage.boundingBox())!;
    expect((await drawn.boundingBox())!.height, 'the map fills its stage').toBeGreaterThan(height / 2);

    const card = cardOf(page);
    await card.getByText('Critical', { exact: true }).waitFor();
    await card.getByText('Sighted', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    expect(await cardOf(page).count()).toBe(1);

    await card.getByRole('button').click();
    const opened = page.getByRole('complementary', { name: 'Case' });
    await opened.getByText(LEG).first().waitFor();
    await opened.getByRole('heading', { name: 'Alerts inside' }).waitFor();
    await expect.poll(() => page.evaluate(() => location.search)).toContain('case=case_');
    expect(await seriousBarriers(page)).toEqual([]);
    await opened
      .getByRole('button', { name: /Rajin to Vostochny/ })
      .last()
      .click();
    const alert = page.getByRole('complementary', { name: 'Alert' });
    await alert.getByText(/^dprk-ru-arms, version/).waitFor();
    await alert.getByText(/^This replay is reconstructed: sightings are as published/).waitFor();
    await alert.getByRole('heading', { name: /^In force on/ }).waitFor();
    await alert.getByRole('heading', { name: /^Not in force then/ }).waitFor();
    expect(page.url()).toContain(server.url);
    expect(await pointedAt(page, alert)).toMatch(/^Critical: LADY R/);
    expect(await seriousBarriers(page)).toEqual([]);

    await alert.getByRole('tab', { name: 'Vessel' }).click();
    const dossier = page.getByRole('complementary', { name: 'Vessel dossier' });
    await dossier.getByRole('heading', { name: 'Port calls' }).waitFor();
    expect(await dossier.getByText('Listed later').count()).toBeGreaterThan(0);
    expect(await dossier.getByRole('heading', { name: 'Gaps' }).count()).toBe(1);
    expect(await seriousBarriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dossier.waitFor({ state: 'detached' });
    expect(elsewhere).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('tells an alert as it stood at the playhead, by keyboard, without barrier in the light theme', async () => {
    const { page, elsewhere, errors } = await openPage(browser, server.url + RAISED, { theme: 'light' });
    expect(await page.locator('html').getAttribute('data-theme')).toBe('light');
    await cardOf(page).getByText('Inferred', { exact: true }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('o');
    const opened = page.getByRole('complementary', { name: 'Case' });
    await opened
      .getByRole('button', { name: /Rajin to Vostochny/ })
      .last()
      .click();
    const alert = page.getByRole('complementary', { name: 'Alert' });
    await alert.getByText(/^Shown as it stood at the playhead/).waitFor();
    expect(await seriousBarriers(page)).toEqual([]);

    await alert.getByRole('button', { name: 'Go to the last revision' }).click();
    await alert.getByText(/inferred to sighted/).waitFor();
    expect(await cardOf(page).count()).toBe(1);
    await cardOf(page).getByText('Sighted', { exact: true }).waitFor();
    await alert.getByRole('button', { name: 'Acknowledge' }).click();
    await cardOf(page).getByText('Acknowledged', { exact: true }).waitFor();

    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('card-open');
    await page.keyboard.press('v');
    const table = page.getByRole('dialog', { name: 'Vessels' });
    await table.getByRole('row').filter({ hasText: 'LADY R' }).waitFor();
    expect(await seriousBarriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await table.waitFor({ state: 'detached' });

    const playhead = page.getByRole('slider', { name: 'Playhead' });
    const before = await playhead.getAttribute('aria-valuetext');
    expect(before).toMatch(/UTC$/);
    await page.keyboard.press(']');
    await expect.poll(() => playhead.getAttribute('aria-valuetext')).not.toBe(before);
    expect(elsewhere).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('counts down for a silent ship, says as a table what the map draws, and changes to the lists of today', async () => {
    const { page, elsewhere, errors } = await openPage(browser, server.url + SILENT, {
      theme: 'dark',
      width: 1280,
      height: 720,
    });
    const dossier = page.getByRole('complementary', { name: 'Vessel dossier' });
    await dossier.getByRole('heading', { name: 'What it can have reached' }).waitFor();
    await dossier.getByText(/until it can have reached/).waitFor();
    const within = dossier.getByRole('table', { name: /^Within reach/ }).first();
    await within.getByRole('row').filter({ hasText: 'Rajin' }).getByText(/ago$/).waitFor();
    expect(await seriousBarriers(page)).toEqual([]);

    await page.keyboard.press('r');
    expect(await page.getByRole('button', { name: 'Reach of every silent ship' }).getAttribute('aria-pressed')).toBe(
      'true',
    );
    await page.keyboard.press('e');
    const events = page.getByRole('dialog', { name: 'Events' });
    await events.getByRole('combobox', { name: 'Kind' }).selectOption({ value: 'gap' });
    await events.getByRole('row').filter({ hasText: 'LADY R' }).filter({ hasText: 'AIS gap' }).first().waitFor();
    expect(await seriousBarriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await events.waitFor({ state: 'detached' });

    await page.getByText('Lists of that day', { exact: true }).waitFor();
    const playhead = page.getByRole('slider', { name: 'Playhead' });
    const before = await playhead.getAttribute('aria-valuetext');
    await page.getByRole('group', { name: 'Lists and rules of' }).getByText('today').click();
    await page.getByText('Lists of today', { exact: true }).waitFor();
    await dossier.getByText('This replay goes by the lists of today, whatever stood at the playhead.').waitFor();
    await expect.poll(() => playhead.getAttribute('aria-valuetext')).toBe(before);
    expect(elsewhere).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });
});

/** The row of LADY R's case. */
function cardOf(page: Page): Locator {
  const feed = page.getByRole('region', { name: 'Cases', exact: true });
  return feed.getByRole('article').filter({ hasText: 'LADY R' }).filter({ hasText: LEG });
}

/** What the map says of the sign beside the place of the alert, which is brought to the middle of the free part. */
async function pointedAt(page: Page, alert: Locator): Promise<string> {
  await alert.getByRole('button', { name: 'Show on the map' }).click();
  const map = await boxOf(page.getByRole('region', { name: 'Map', exact: true }));
  const left = await boxOf(page.getByRole('region', { name: 'Cases', exact: true }));
  const right = await boxOf(alert);
  const from = left.x + left.width - map.x;
  const middle = map.x + from + (right.x - map.x - from) / 2;
  const said = page.locator('.hover-card strong');
  // The map settles under software rendering: the pointer is moved until the sign is there.
  await expect
    .poll(async () => {
      for (const off of [-14, -20, -26]) {
        await page.mouse.move(middle + off, map.y + map.height / 2);
        const text = (await said.count()) > 0 ? await said.first().textContent() : null;
        if (text?.startsWith('Critical') === true) return text;
      }
      return null;
    })
    .toContain('Critical');
  return (await said.first().textContent()) ?? '';
}

async function boxOf(part: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await part.boundingBox();
  if (box === null) throw new Error('a part of the page that should be seen has no box');
  return box;
}

async function seriousBarriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}
