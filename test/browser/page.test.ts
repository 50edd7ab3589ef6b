// The page in a real browser: it comes up, says what the server says, by role and label, asks for nothing elsewhere, and
// has no serious barrier. Runs on whatever server `startServer` brings up.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveCanned } from './canned.ts';
import { launch, openPage } from './harness.ts';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const built = existsSync(`${DIST}index.html`);

const startServer = (): Promise<{ url: string; close(): Promise<void> }> => serveCanned(DIST);

describe.skipIf(!built)('the page in a browser (needs the built page in dist/)', { timeout: 60_000 }, () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof startServer>>;

  beforeAll(async () => {
    [browser, server] = await Promise.all([launch(), startServer()]);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it('shows LADY R’s alert with its reason, opens its dossier, and asks for nothing outside its origin', async () => {
    const { page, elsewhere, errors } = await openPage(browser, `${server.url}/?t=2023-09-02T00:00:00Z`, {
      theme: 'dark',
    });
    const feed = page.getByRole('region', { name: 'Alerts' });
    const card = feed.getByRole('article').filter({ hasText: 'LADY R' }).first();
    await card.getByText('Critical', { exact: true }).waitFor();
    await card.getByText('Sighted', { exact: true }).waitFor();
    expect(await card.getByText(/sighted at Rajin/).count()).toBe(1);
    await page.getByText(/positions between them are invented/).waitFor();

    await card.getByRole('button').click();
    const alert = page.getByRole('complementary', { name: 'Alert' });
    await alert.getByRole('heading', { name: /^In force on/ }).waitFor();
    await alert.getByRole('heading', { name: /^Not in force then/ }).waitFor();
    expect(page.url()).toContain('scope=');
    expect(await seriousBarriers(page)).toEqual([]);

    await alert.getByRole('tab', { name: 'Vessel' }).click();
    const dossier = page.getByRole('complementary', { name: 'Vessel dossier' });
    await dossier.getByRole('heading', { name: 'Port calls' }).waitFor();
    expect(await dossier.getByText('Listed later').count()).toBeGreaterThan(0);
    await page.keyboard.press('Escape');
    await dossier.waitFor({ state: 'detached' });
    expect(elsewhere).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('is worked by keyboard, and has no serious barrier in the light theme either', async () => {
    const { page, errors } = await openPage(browser, `${server.url}/?t=2023-09-02T00:00:00Z`, { theme: 'light' });
    expect(await page.locator('html').getAttribute('data-theme')).toBe('light');
    await page.getByRole('region', { name: 'Alerts' }).getByRole('article').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('o');
    await page.getByRole('complementary', { name: 'Alert' }).getByRole('button', { name: 'Acknowledge' }).waitFor();
    expect(await seriousBarriers(page)).toEqual([]);
    await page.keyboard.press('v');
    const table = page.getByRole('dialog', { name: 'Vessels' });
    await table.getByRole('row').filter({ hasText: 'LADY R' }).waitFor();
    expect(await seriousBarriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await table.waitFor({ state: 'detached' });
    const playhead = page.getByRole('slider', { name: 'Playhead' });
    const before = await playhead.getAttribute('aria-valuetext');
    await page.keyboard.press(']');
    await expect.poll(() => playhead.getAttribute('aria-valuetext'), { timeout: 15_000 }).not.toBe(before);
    expect(before).toMatch(/UTC$/);
    expect(errors).toEqual([]);
    await page.context().close();
  });
});

async function seriousBarriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}
