// The map's jobs in a real browser, with their steps counted: who was in a region, a zone of one's own, a measured way, a place
// to go to, a file laid over the map. By mouse where the map is drawn on, and by keyboard alone.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { type Running, start } from '../../server/main.ts';
import { launch, openPage } from './harness.ts';

const built = existsSync(fileURLToPath(new URL('../../dist/index.html', import.meta.url)));
/** The sea between Rajin and Vladivostok, while LADY R is silent. */
const SEA = '/?t=2024-02-03T15:00:00Z&view=131.5,42.0,6.5';

describe.skipIf(!built)('the map in a browser (needs the built page in dist/)', () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'keelwatch-browser-map-'));
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

  it('says who was in a region in three steps: take the box, draw it, ask', async () => {
    const { page, errors } = await openPage(browser, server.url + SEA, { theme: 'dark', width: 1280, height: 720 });
    const steps = countSteps();
    await steps('take the box', () => page.keyboard.press('b'));
    const panel = page.getByRole('region', { name: 'Who was here?' });
    await panel.waitFor();
    await page.locator('.maplibregl-canvas[style*="crosshair"]').waitFor();
    await steps('draw it', () => drag(page, [620, 200], [900, 420]));
    const area = panel.getByRole('combobox', { name: 'Place or area' });
    await expect.poll(() => area.inputValue()).toMatch(/^-?[\d.]+,-?[\d.]+,-?[\d.]+,-?[\d.]+$/);
    await steps('ask', () => panel.getByRole('button', { name: 'Ask' }).click());
    await panel.getByText(/^As known at 3 Feb 2024, 15:00 UTC/).waitFor();
    await panel.getByRole('table', { name: /^Vessels heard in/ }).waitFor();
    expect(steps.count()).toBeLessThanOrEqual(3);
    await expect.poll(() => page.evaluate(() => location.search)).toContain('who=');

    await page.keyboard.press('Escape');
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press(']');
    await expect.poll(() => panel.getByText(/^As known at/).textContent()).not.toContain('3 Feb 2024, 15:00 UTC');
    expect(await seriousBarriers(page)).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('keeps a zone that is written by keyboard alone, shows it by name, and undoes it', async () => {
    const { page, errors } = await openPage(browser, server.url + SEA, { theme: 'light' });
    await page.keyboard.press('d');
    const panel = page.getByRole('region', { name: 'Zones' });
    await press(page, panel.getByRole('button', { name: 'Draw a zone' }));
    await panel.getByRole('textbox', { name: 'Name' }).fill('Roads off Rajin');
    const corners = panel.getByRole('textbox', { name: /^Corners/ });
    await corners.fill('42.1, 130.2\n42.3, 130.5\n42.1, 130.5\n42.3, 130.2');
    await press(page, panel.getByRole('button', { name: 'Keep the zone' }));
    await panel.getByText('Two sides of the zone cross each other.').waitFor();
    await corners.fill('42.1, 130.2\n42.1, 130.5\n42° 18′ N, 130° 30′ E\n42.3, 130.2');
    await press(page, panel.getByRole('button', { name: 'Keep the zone' }));
    await panel.getByText('Zone “Roads off Rajin” is kept.').waitFor();
    const own = panel.getByRole('list', { name: 'Zones of your own' });
    await own.getByRole('button', { name: 'Roads off Rajin', exact: true }).waitFor();
    expect(await seriousBarriers(page)).toEqual([]);
    await press(page, panel.getByRole('button', { name: 'Undo' }));
    await own.getByRole('listitem').waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('measures a way, goes to a place in another notation, lays a file over the map, and keeps all but the file in the address', async () => {
    const { page, elsewhere, errors } = await openPage(browser, server.url + SEA, { theme: 'dark' });
    await page.keyboard.press('m');
    const measure = page.getByRole('region', { name: 'Measure' });
    for (const corner of ['42.23, 130.3', '42° 45′ N, 133° 04.8′ E']) {
      await measure.getByRole('textbox', { name: 'Corner' }).fill(corner);
      await page.keyboard.press('Enter');
    }
    await measure
      .getByRole('row')
      .filter({ hasText: /1\d\d nm.*0\d\d°/ })
      .waitFor();
    await expect.poll(() => page.evaluate(() => location.search)).toContain('line=130.3000,42.2300');
    await page.getByRole('button', { name: 'Close: Measure' }).click();

    await page.keyboard.press('g');
    const goTo = page.getByRole('region', { name: 'Go to a place' });
    await goTo.getByRole('textbox').fill('95, 10');
    await page.keyboard.press('Enter');
    await goTo.getByText(/Latitude 95 is out of range/).waitFor();
    await goTo.getByRole('textbox').fill("N42°14' E130°18'");
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => location.search)).toMatch(/view=130\.3000,42\.2333,/);
    await page.getByText(/^The coast is coarse here/).waitFor();
    await page.getByRole('button', { name: 'Close: Go to a place' }).click();

    await page.keyboard.press('y');
    const layers = page.getByRole('region', { name: 'Layers' });
    await layers.getByLabel('Night at the playhead').check();
    await layers.getByLabel('Mercator, as on a sea chart').check();
    await layers.locator('input[type=file]').setInputFiles([
      {
        name: 'buoys.gpx',
        mimeType: 'application/gpx+xml',
        buffer: Buffer.from('<gpx><wpt lat="42.2" lon="130.3"><name>A</name></wpt></gpx>'),
      },
      { name: 'bad.json', mimeType: 'application/json', buffer: Buffer.from('{"type":"Topology"}') },
    ]);
    await layers.getByText('buoys.gpx: 1 feature').waitFor();
    await layers.getByText(/^bad\.json cannot be read/).waitFor();
    await expect.poll(() => page.evaluate(() => location.search)).toContain('map=mercator,night');
    expect(await seriousBarriers(page)).toEqual([]);
    expect(elsewhere).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });
});

/** Counts what a person does, and prints it at the end. */
function countSteps() {
  const done: string[] = [];
  const step = async (what: string, act: () => Promise<unknown>) => {
    done.push(what);
    await act();
  };
  return Object.assign(step, {
    count() {
      console.log(`${done.length} steps: ${done.join(', ')}`);
      return done.length;
    },
  });
}

async function drag(page: Page, [x, y]: [number, number], [toX, toY]: [number, number]): Promise<void> {
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move((x + toX) / 2, (y + toY) / 2);
  await page.mouse.move(toX, toY);
  await page.mouse.up();
}

async function press(page: Page, button: ReturnType<Page['getByRole']>): Promise<void> {
  await button.focus();
  await page.keyboard.press('Enter');
}

async function seriousBarriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}
