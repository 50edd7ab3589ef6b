// Launches a Chromium for the browser tests: the one CHROMIUM_PATH names, the system's, or the one that comes with npm
// (CHROMIUM_PATH=none asks for that one).
// Hands out a page that remembers what went wrong on it: requests elsewhere, console errors, exceptions.

import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Software rendering through ANGLE and SwiftShader: WebGL 2 on a machine without a graphics card. */
const ARGS = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launch(): Promise<Browser> {
  const named = process.env.CHROMIUM_PATH;
  const system = (named ? [named] : SYSTEM).find((path) => existsSync(path));
  if (named && named !== 'none' && system === undefined) throw new Error(`CHROMIUM_PATH is "${named}": no such file`);
  if (system !== undefined) return chromium.launch({ executablePath: system, headless: true, args: ARGS });
  // The package unpacks the shared libraries that it needs away from its home only when this is set before its import.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs24.x';
  const { default: packed } = await import('@sparticuz/chromium');
  // Not with the package's own arguments: they switch off the very walls that the tests look at.
  return chromium.launch({ executablePath: await packed.executablePath(), headless: true, args: ARGS });
}

/** A slow machine is no fault; what never comes is named after five minutes, long before the test's own guard ends it. */
const HANGS_MS = 300_000;

export interface WatchedPage {
  page: Page;
  /** Addresses asked for outside the page's own origin. */
  elsewhere: string[];
  /** Console errors and uncaught exceptions. */
  errors: string[];
}

export interface PageOptions {
  theme: 'dark' | 'light';
  width?: number;
  height?: number;
}

/** Opens `url` in a fresh context and waits until the map has drawn everything. */
export async function openPage(browser: Browser, url: string, options: PageOptions): Promise<WatchedPage> {
  const context = await browser.newContext({
    colorScheme: options.theme,
    viewport: { width: options.width ?? 1024, height: options.height ?? 640 },
    reducedMotion: 'reduce',
    // Without a locale in its environment the packed browser calls itself "en-US@posix", which is no language.
    locale: 'en-GB',
  });
  context.setDefaultTimeout(HANGS_MS);
  const page = await context.newPage();
  const { origin } = new URL(url);
  const elsewhere: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => {
    const asked = request.url();
    if (!asked.startsWith(origin) && !asked.startsWith('data:')) elsewhere.push(asked);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(url);
  await page.locator('html[data-map="drawn"]').waitFor({ state: 'attached' });
  return { page, elsewhere, errors };
}
