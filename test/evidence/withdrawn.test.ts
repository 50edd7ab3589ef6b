// An alert that is taken back: the bundle made before still verifies and decides again, the state of that day can be asked for
// once more, and the newest bundle says that it was withdrawn and why.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadSeaMasks } from '../../db/reference/sea.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { builtInKnown, liveOptions, loadTables } from '../../server/assembly.ts';
import type { Sighting } from '../../server/domain/sighting.ts';
import { DAY_MS } from '../../server/domain/time.ts';
import { type MakerDeps, makeBundle } from '../../server/evidence/make-bundle.ts';
import { openBundle } from '../../server/evidence/open-bundle.ts';
import { openSigningKey } from '../../server/evidence/signing-key.ts';
import { verifyBundle } from '../../server/evidence/verify.ts';
import { createPipeline } from '../../server/run/pipeline.ts';
import { LIVE, type Store } from '../../server/seams/store.ts';
import { SIGNED } from '../contract/samples.ts';

const LOADS = Date.UTC(2024, 1, 4);
const REASON = 'the ship in the picture was another one';
const tables = loadTables();
const engine = liveOptions(tables, builtInKnown(tables));

function seen(id: string, placeId: string, fromAt: number): Sighting {
  const { lon, lat } = tables.places.port(placeId)!;
  return {
    id,
    vesselId: 'imo:9161003',
    fromAt,
    toAt: fromAt + DAY_MS - 1_000,
    placeId,
    lon,
    lat,
    what: 'at the quay',
    means: 'satellite',
    grade: 'confirmed',
    source: 'a picture',
    link: null,
    arrivedAt: fromAt + DAY_MS,
  };
}

let store: Store;
let deps: MakerDeps;
let alertId: string;
let before: Uint8Array;
let saidAt: number;

beforeAll(async () => {
  store = openStore(':memory:');
  const folder = mkdtempSync(join(tmpdir(), 'keelwatch-withdrawn-'));
  deps = {
    store,
    folder,
    options: async () => engine,
    masks: loadSeaMasks,
    key: openSigningKey(folder),
    product: 'keelwatch test',
    engine: null,
  };
  const pipeline = createPipeline({ scope: LIVE, store, engine, windowMs: 0, reprocess: false });
  const sightings = [seen('s1', 'rajin', LOADS), seen('s2', 'vostochny', LOADS + 4 * DAY_MS)];
  await store.enterSightings(LIVE, sightings, SIGNED);
  for (const sighting of sightings) {
    pipeline.take({ kind: 'sighting', at: sighting.arrivedAt, sighting });
    pipeline.handOver(sighting.arrivedAt);
  }
  await pipeline.commit();
  const { rows } = await store.alerts({ scope: LIVE, limit: 10 });
  const alert = rows.find(({ ruleId }) => ruleId === 'dprk-ru-arms')!;
  alertId = alert.id;
  saidAt = alert.knownAt;
  before = await makeBundle(deps, { scope: LIVE, alertId, asOf: null, source: null });
  const at = saidAt + 2 * DAY_MS;
  await store.withdrawSighting(LIVE, 's2', REASON, { ...SIGNED, at });
  pipeline.take({ kind: 'withdrawal', at, sighting: sightings[1]!, reason: REASON });
  pipeline.handOver(at);
  await pipeline.commit();
});
afterAll(() => store.close());

function pageOf(bytes: Uint8Array): string {
  return Buffer.from(openBundle(bytes).parts.get('index.html')!).toString('utf8');
}

it('still verifies and decides again in the state of before', () => {
  const [decision] = verifyBundle(before, null).decisions;
  expect(decision).toMatchObject({ comparison: { outcome: 'same' }, asFound: true });
  expect(decision!.hash).toBe(decision!.recordedHash);
  expect(pageOf(before)).not.toContain('Withdrawn at');
});

it('says in its new state that it was withdrawn and why, and decides that again', async () => {
  expect((await store.alert(LIVE, alertId))!.state).toBe('withdrawn');
  const after = await makeBundle(deps, { scope: LIVE, alertId, asOf: null, source: null });
  const [decision] = verifyBundle(after, null).decisions;
  expect(['same', 'withdrawn']).toContain(decision!.comparison!.outcome);
  expect(decision!.asFound).toBe(true);
  expect(decision!.why).toContain('Withdrawn');
  expect(pageOf(after)).toContain('Withdrawn at');
  expect(pageOf(after)).toContain(REASON);
});

it('can be had once more as it stood, and then says what came of it', async () => {
  const then = await makeBundle(deps, { scope: LIVE, alertId, asOf: saidAt, source: null });
  const [decision] = verifyBundle(then, null).decisions;
  expect(decision).toMatchObject({
    comparison: { outcome: 'same' },
    asFound: true,
    revision: verifyBundle(before, null).decisions[0]!.revision,
  });
  expect(pageOf(then)).toContain('This is an earlier state. It was withdrawn at');
});
