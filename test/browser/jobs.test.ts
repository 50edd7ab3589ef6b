// The jobs of the page that begin with finding or bringing something, by mouse and by keyboard, with the steps that each takes:
// a step is one click, one key or one thing typed or chosen.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { type Running, start } from '../../server/main.ts';
import { launch } from './harness.ts';

const built = existsSync(fileURLToPath(new URL('../../dist/index.html', import.meta.url)));

describe.skipIf(!built)('jobs on the page (needs the built page in dist/)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keelwatch-jobs-'));
  const names = join(folder, 'names.csv');
  let browser: Browser;
  let server: Running;

  beforeAll(async () => {
    writeFileSync(names, 'name,imo\nLADY R,9161003\nNO SUCH SHIP,\nWRONG,9161004\n');
    const config = readConfig({
      KEELWATCH_DATA: join(folder, 'data'),
      KEELWATCH_LISTEN: '127.0.0.1:0',
      KEELWATCH_LOG: 'silent',
      KEELWATCH_LISTS: 'off',
      KEELWATCH_DEMO: 'port-olya-3',
    });
    [browser, server] = await Promise.all([launch(), start(config)]);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('opens a ship that nobody heard and no list has, and begins its sighting, by keyboard', async () => {
    const page = await opened('/?scope=live');
    await steps('sighting of a never-heard ship, up to the form', 5, async (step) => {
      await step(() => page.keyboard.press('Control+k'));
      const field = page.getByRole('combobox', { name: /^Ship, number/ });
      await field.waitFor();
      await step(() => page.keyboard.type('9074729'));
      await page.getByRole('option', { name: /IMO 9074729/ }).waitFor();
      await step(() => page.keyboard.press('Enter'));
      const sight = page.getByRole('button', { name: 'Enter a sighting' });
      await sight.waitFor();
      await sight.focus();
      await step(() => page.keyboard.press('Enter'));
      await page.getByRole('heading', { name: 'A new sighting' }).waitFor();
    });
    await page.context().close();
  });

  it('screens a table, and tells row by row what is no all-clear', async () => {
    const page = await opened('/?scope=live');
    await steps('screen a CSV', 3, async (step) => {
      await step(() => page.keyboard.press('w'));
      await step(() => page.locator('.screen-table input[type=file]').setInputFiles(names));
      const answer = page.getByRole('region', { name: 'Screening of names.csv' });
      await answer.getByRole('row', { name: /LADY R.*Match/ }).waitFor();
      await answer.getByText(/fails the check digit/).waitFor();
    });
    await page.context().close();
  });

  it('shows then against today as a table', async () => {
    const page = await opened('/?scope=port-olya-3&t=2024-09-09T00:00:00Z');
    await steps('then against today', 2, async (step) => {
      await step(() => page.getByRole('button', { name: 'Compare' }).click());
      const table = page.getByRole('dialog', { name: 'Then against today' }).getByRole('row', { name: /PORT OLYA-3/ });
      await table
        .getByText(/US OFAC/)
        .first()
        .waitFor();
    });
    await page.context().close();
  });

  async function opened(path: string): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'en-GB' });
    const page = await context.newPage();
    page.setDefaultTimeout(300_000);
    await page.goto(server.url + path);
    await page.locator('.clock-date').waitFor();
    return page;
  }
});

/** Counts what a person does, prints it, and holds it to the most that it may take. */
async function steps(
  job: string,
  most: number,
  walk: (step: (act: () => Promise<unknown>) => Promise<void>) => Promise<void>,
) {
  let count = 0;
  await walk(async (act) => {
    count++;
    await act();
  });
  console.log(`${job}: ${count} steps (at most ${most})`);
  expect(count, job).toBeLessThanOrEqual(most);
}
