// `keelwatch verify` on the command line: what it says, and the codes that it ends with.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { verifyCommand } from '../../scripts/commands/verify.ts';
import type { DecisionInput } from '../../server/evidence/again/decision.ts';
import { reportsOf, tableOf } from '../../server/evidence/again/report-table.ts';
import { sealBundle } from '../../server/evidence/manifest.ts';
import { openBundle } from '../../server/evidence/open-bundle.ts';
import { type ReplayedScenario, replayed } from './rig.ts';

const folder = mkdtempSync(join(tmpdir(), 'keelwatch-verify-'));
const path = join(folder, 'bundle.zip');
let scene: ReplayedScenario;
let bundle: Uint8Array;

beforeAll(async () => {
  scene = await replayed('chon-ma-san');
  bundle = await scene.make(scene.alerts[0]!.id);
});
afterAll(() => scene.store.close());
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = 0;
});

async function verify(bytes: Uint8Array, ...flags: string[]): Promise<{ said: string; code: unknown }> {
  writeFileSync(path, bytes);
  let said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  process.exitCode = 0;
  await verifyCommand().parseAsync([path, ...flags], { from: 'user' });
  return { said, code: process.exitCode };
}

it('ends with 0 and says who signed, and that it decides the same', async () => {
  const { said, code } = await verify(bundle);
  expect(code).toBe(0);
  expect(said).toContain(scene.deps.key.fingerprint);
  expect(said).toContain('compare it with the fingerprint that the sender tells you');
  expect(said).toContain('it is the same in every field that was compared');
  expect(said).toContain(`${scene.alerts[0]!.evidence.hash}, as recorded`);
});

it('refuses another key than the one asked for, however the fingerprint is written', async () => {
  const { fingerprint } = scene.deps.key;
  expect((await verify(bundle, '--key', fingerprint.replaceAll(' ', '').toUpperCase())).code).toBe(0);
  vi.restoreAllMocks();
  await expect(verify(bundle, '--key', '0000')).rejects.toMatchObject({ code: 'invalid' });
});

it('refuses a bundle of which a byte is another one, and a file that is none', async () => {
  const changed = Uint8Array.from(bundle);
  changed[bundle.length >> 1]! ^= 1;
  await expect(verify(changed)).rejects.toMatchObject({ code: 'invalid' });
  vi.restoreAllMocks();
  await expect(verifyCommand().parseAsync([join(folder, 'nothing.zip')], { from: 'user' })).rejects.toThrow('ENOENT');
});

it('ends with 4 where the bundle is whole and decides otherwise, and tells what its maker found', async () => {
  const { parts, manifest } = openBundle(bundle);
  const decision = JSON.parse(Buffer.from(parts.get('decision.json')!).toString('utf8')) as DecisionInput;
  const reports = reportsOf(decision.reports);
  const half = { ...decision, reports: tableOf(reports.slice(0, reports.length / 2)) };
  const { product, subject, says, asOf, label } = manifest;
  const other = sealBundle(
    { product, subject, says, asOf, label },
    [...parts].map(([name, content]) => ({
      name,
      about: '',
      content: name === 'decision.json' ? JSON.stringify(half) : content,
    })),
    scene.deps.key,
  );
  const { said, code } = await verify(other, '--json');
  expect(code).toBe(4);
  expect(JSON.parse(said)).toMatchObject({ holds: false });
});
