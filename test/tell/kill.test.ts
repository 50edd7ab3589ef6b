// The kill drill in the small: `npm run drill` runs it in the large.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { killDrill } from './kill-drill.ts';

const folder = mkdtempSync(join(tmpdir(), 'keelwatch-kill-tell-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SEED = 20_261_102;

it(`every message arrives, once or more, under one id and after what it corrects (seed ${SEED})`, async () => {
  const drilled = await killDrill({ rounds: 3, alerts: 12, seed: SEED, folder, patienceMs: 2_000 });
  expect(drilled.wrong).toEqual([]);
  expect(drilled.alerts).toBe(48);
  expect(drilled.arrived).toBeGreaterThanOrEqual(drilled.messages / 2);
});
