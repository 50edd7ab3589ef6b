// The bundle of LADY R's alert in a real browser without a network: it opens from a file, asks for nothing, decides the alert
// again to the recorded hash, holds at every width, and prints to a few pages. And the page's own button hands it out.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Alert } from '../../server/domain/alert.ts';
import { engineScript } from '../../server/evidence/engine-script.ts';
import { openBundle } from '../../server/evidence/open-bundle.ts';
import { replayed } from '../evidence/rig.ts';
import { launch } from './harness.ts';

const engine = engineScript();

describe.skipIf(engine === null)('a bundle in a browser without a network (needs the built page in dist/)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keelwatch-bundle-'));
  const path = join(folder, 'index.html');
  let browser: Browser;
  let alert: Alert;

  beforeAll(async () => {
    const scene = await replayed('sea-bridge');
    alert = scene.alerts.find(({ vesselName, ruleId }) => vesselName === 'LADY R' && ruleId === 'dprk-ru-arms')!;
    scene.deps.engine = engine;
    const bytes = await scene.make(alert.id);
    await scene.store.close();
    writeFileSync(path, openBundle(bytes).parts.get('index.html')!);
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(file: string, width: number, theme: 'light' | 'dark' = 'light') {
    const context = await browser.newContext({
      offline: true,
      viewport: { width, height: 900 },
      colorScheme: theme,
      locale: 'en-GB',
    });
    const page = await context.newPage();
    const asked: string[] = [];
    const errors: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(pathToFileURL(file).href);
    return { page, asked, errors };
  }

  async function decided(page: Page): Promise<string> {
    await page.getByRole('button', { name: 'Decide again in this browser' }).click();
    await page.locator('#result[data-outcome]:not([data-outcome="busy"])').waitFor();
    return page.locator('#result').innerText();
  }

  it('opens from a file, asks for nothing, and decides the alert again to the recorded hash', async () => {
    const { page, asked, errors } = await open(path, 1440);
    await page.getByRole('heading', { name: /LADY R/ }).waitFor();
    expect(await page.getByText('This is a replay that is reconstructed').count()).toBe(1);
    const said = await decided(page);
    expect(said).toContain('Decided again: the same, in every field that was compared.');
    expect(said).toContain(alert.why);
    expect(said).toContain('word for word as recorded');
    expect(said).toContain(alert.evidence.hash);
    expect(said).toContain('as recorded');
    expect(said).not.toContain('recorded was');
    expect(asked).toEqual([pathToFileURL(path).href]);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('says what differs when the recorded alert was changed', async () => {
    const changed = join(folder, 'changed.html');
    const html = readFileSync(path, 'utf8');
    const data = /(<script type="application\/json" id="recorded">)(.*?)(<\/script>)/s;
    writeFileSync(
      changed,
      html.replace(data, (_, head, json: string, end) => head + json.replace('Vostochny', 'Vladivostok') + end),
    );
    const { page } = await open(changed, 1024);
    const said = await decided(page);
    expect(said).toContain('parts of it come out otherwise here');
    expect(said).toContain('Vladivostok');
    await page.context().close();
  });

  it('holds at every width in both themes, without a serious barrier', async () => {
    for (const theme of ['light', 'dark'] as const) {
      const { page } = await open(path, 390, theme);
      for (const width of [390, 768, 1024, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      }
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
      expect(
        violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id),
      ).toEqual([]);
      await page.context().close();
    }
  });

  it('prints to two or three pages', async () => {
    const { page } = await open(path, 1024);
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
    const pages = pdf.match(/\/Type\s*\/Page[^s]/g) ?? [];
    expect(pages.length).toBeGreaterThanOrEqual(1);
    expect(pages.length).toBeLessThanOrEqual(3);
    await page.context().close();
  });
});
