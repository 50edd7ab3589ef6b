// The desk's side of evidence: one bundle at a time, a few wait, more are refused at once, and a worker always ends.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createEvidenceDesk } from '../../server/evidence/evidence-desk.ts';
import { replaySource } from '../../server/evidence/replay-source.ts';
import { fileReplayId } from '../../server/run/replay-plan.ts';

function deskWith(answer: (id: string) => Promise<Uint8Array>) {
  let running = 0;
  let most = 0;
  let ended = 0;
  const desk = createEvidenceDesk({
    bus: {
      ask: async (_whom: unknown, _command: unknown, body: unknown) => answer((body as { alertId: string }).alertId),
    } as never,
    workers: {
      begin() {
        most = Math.max(most, ++running);
        return {
          begun: Promise.resolve(),
          ended: new Promise<never>(() => undefined),
          async stop() {
            running--;
            ended++;
            return { how: 'stopped' as const };
          },
        };
      },
    },
    folder: mkdtempSync(join(tmpdir(), 'keelwatch-desk-')),
    sourceOf: () => null,
  });
  return { desk, counts: () => ({ running, most, ended }) };
}

it('makes one bundle at a time, and refuses what would wait too long', async () => {
  const open: (() => void)[] = [];
  const { desk, counts } = deskWith((id) => new Promise((resolve) => open.push(() => resolve(Buffer.from(id)))));
  const asked = Array.from({ length: 9 }, (_, i) => desk.bundle('live', `a${i}`, null));
  await expect(desk.bundle('live', 'one more', null)).rejects.toMatchObject({ code: 'unavailable' });
  for (let i = 0; i < 9; i++) {
    await expect.poll(() => open.length).toBe(i + 1);
    open[i]!();
    expect(Buffer.from(await asked[i]!).toString()).toBe(`a${i}`);
  }
  expect(counts()).toEqual({ running: 0, most: 1, ended: 9 });
  const again = desk.bundle('live', 'later', null);
  await expect.poll(() => open.length).toBe(10);
  open[9]!();
  expect(Buffer.from(await again).toString()).toBe('later');
});

it('ends the worker of a bundle that could not be made, and makes the next one', async () => {
  const { desk, counts } = deskWith(async (id) => {
    if (id === 'bad') throw new Error('no');
    return Buffer.from(id);
  });
  await expect(desk.bundle('live', 'bad', null)).rejects.toThrow('no');
  expect(Buffer.from(await desk.bundle('live', 'good', null)).toString()).toBe('good');
  expect(counts()).toEqual({ running: 0, most: 1, ended: 2 });
});

it('makes the key when it is first asked for, and keeps it', () => {
  const { desk } = deskWith(async () => Buffer.from(''));
  expect(desk.key()).toEqual(desk.key());
});

it('finds again what a replay was read from: its scenario, its files, or the recording of that name', () => {
  const tables = {
    scenarios: [{ id: 'sea-bridge', track: { path: '/s/track.gz' }, bindings: [] }],
    recordingsFolder: '/data/recordings',
    listRecordings: () => ['other.nmea', 'day.nmea'],
    filesOf: (id: string) => (id === 'file-known' ? ['/elsewhere/x.csv'] : null),
  };
  expect(replaySource('live', tables)).toBeNull();
  expect(replaySource('sea-bridge-now', tables)!.paths).toEqual(['/s/track.gz']);
  expect(replaySource('file-known', tables)!.paths).toEqual(['/elsewhere/x.csv']);
  expect(replaySource(fileReplayId(['/data/recordings/day.nmea']), tables)!.paths).toEqual([
    '/data/recordings/day.nmea',
  ]);
  expect(replaySource('file-gone', tables)).toBeNull();
});
