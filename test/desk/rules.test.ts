// The rule desk with a live monitor and replays behind it: a rule is gone by from the moment it is saved.

import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadReference } from '../../db/reference/load.ts';
import { listScenarios } from '../../db/scenarios/load.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { liveOptions, loadTables } from '../../server/assembly.ts';
import { type DryRunQuestion, dryRun } from '../../server/desk/dry-run.ts';
import { createRuleDesk, type RuleDesk } from '../../server/desk/rules.ts';
import type { RuleDraft } from '../../server/domain/rules/draft.ts';
import type { Sighting } from '../../server/domain/sighting.ts';
import { createLive } from '../../server/run/live.ts';
import type { Live, LiveKnown } from '../../server/run/live-contract.ts';
import { createReplays, type ReplayController } from '../../server/run/replay.ts';
import { manualClock } from '../../server/seams/clock.ts';
import { createProblems } from '../../server/seams/problems.ts';
import { LIVE, type Store } from '../../server/seams/store.ts';
import { SIGNED, sampleSighting } from '../contract/samples.ts';
import { places } from '../play.ts';
import { replaysHere } from '../run/replays-here.ts';
import { at } from '../scenario.ts';

const { rules: builtIn, ports, zones, mids, hulls } = loadReference();
let now: number;
const clock = { now: () => now, every: () => () => undefined, sleep: async () => undefined };
const tables = loadTables();
const log = pino({ level: 'silent' });
let store: Store;
let live: Live;
let desk: RuleDesk;

async function open(): Promise<void> {
  const watch = () => ({
    known: hulls,
    hulls,
    classes: [],
    bindings: { bound: new Map(), refused: new Set<string>() },
    revision: 1,
  });
  const asked = (question: DryRunQuestion) => dryRun({ store, ports, mids, hulls }, question);
  desk = await createRuleDesk({ store, clock, builtIn, ports, zones, mids, watch, dryRun: asked });
  const options = (known: LiveKnown) => liveOptions(tables, known);
  live = await createLive({ store, clock, log, lists: async () => watch(), options });
  desk.follow(live);
}

beforeEach(async () => {
  now = at('2024-02-01T00:00Z');
  store = openStore(':memory:');
  await open();
});
afterEach(() => store.close());

function draft(more: Partial<RuleDraft> = {}): RuleDraft {
  return {
    title: 'Busan to Ulsan',
    kind: 'route',
    enabled: true,
    origin: ['busan'],
    originZones: [],
    originCountries: [],
    destination: ['ulsan'],
    destinationZones: [],
    destinationCountries: [],
    via: [],
    maxDays: 10,
    bothWays: false,
    severity: 'low',
    steps: [],
    needs: {},
    ships: null,
    except: null,
    fromAt: null,
    toAt: null,
    why: '',
    noise: '',
    ...more,
  };
}

/** LADY R was seen there that day, and it is entered on that day's evening. */
async function seen(placeId: string, day: string): Promise<void> {
  const fromAt = at(`${day}T00:00Z`);
  now = fromAt + 20 * 3_600_000;
  const { lon, lat } = places.port(placeId)!;
  const sighting: Sighting = sampleSighting({
    id: `seen ${placeId} ${day}`,
    placeId,
    lon,
    lat,
    fromAt,
    toAt: fromAt + 3_600_000,
    arrivedAt: now,
  });
  await store.enterSightings(LIVE, [sighting], SIGNED);
  await live.takeSightings();
}

const BY = { by: 'test', behind: false };
const own = async () =>
  (await store.alerts({ scope: LIVE, limit: 100 })).rows.filter(({ ruleId }) => ruleId.startsWith('own-'));

describe('a rule saved while the monitor runs', () => {
  test('is gone by from then on, also after a restart', async () => {
    await desk.make(draft(), BY);
    await seen('busan', '2024-02-03');
    await live.close();
    await open();
    await seen('ulsan', '2024-02-06');
    expect(await own()).toMatchObject([{ vesselId: 'imo:9161003', basis: 'sighted', placeIds: ['busan', 'ulsan'] }]);
  });

  test('takes up a leg under way from what the store keeps', async () => {
    await seen('busan', '2024-02-03');
    await desk.make(draft(), BY);
    expect(await own()).toEqual([]);
    await seen('ulsan', '2024-02-06');
    expect(await own()).toHaveLength(1);
  });

  test('raises nothing for what lies behind, unless that is asked for', async () => {
    await seen('busan', '2024-02-03');
    await seen('ulsan', '2024-02-06');
    now = at('2024-02-08T00:00Z');
    await desk.make(draft(), BY);
    await seen('vostochny', '2024-02-09');
    expect(await own()).toEqual([]);
    const { firstRun, rule } = await desk.make(draft({ title: 'Again' }), { ...BY, behind: true });
    expect(firstRun).toEqual({ found: 1, raised: 1, cap: 200 });
    expect(await own()).toMatchObject([{ ruleId: rule.rule.id, raisedAt: now }]);
    const again = await desk.change(rule.rule.id, draft({ title: 'Again' }), { ...BY, behind: true });
    expect(again.firstRun, 'what was raised is not raised twice').toEqual({ found: 1, raised: 0, cap: 200 });
  });

  test('switched off says nothing, and removed neither', async () => {
    const { rule } = await desk.make(draft(), BY);
    await seen('busan', '2024-02-03');
    await desk.switch(rule.rule.id, false, 'test');
    await seen('ulsan', '2024-02-06');
    expect(await own()).toEqual([]);
    await desk.remove(rule.rule.id, 'test');
    await seen('busan', '2024-02-10');
    await seen('ulsan', '2024-02-12');
    expect(await own()).toEqual([]);
  });

  test('of the program switched off is not gone by any more', async () => {
    await desk.switch('dprk-ru-arms', false, 'test');
    await seen('rajin', '2024-02-03');
    await seen('vostochny', '2024-02-06');
    expect((await store.alerts({ scope: LIVE, limit: 10 })).rows.map(({ ruleId }) => ruleId)).not.toContain(
      'dprk-ru-arms',
    );
  });

  test('may be changed by two at once: one after the other', async () => {
    const { rule } = await desk.make(draft(), BY);
    const both = [draft({ maxDays: 5 }), draft({ maxDays: 6 })];
    await Promise.all(both.map((each) => desk.change(rule.rule.id, each, BY)));
    expect(
      desk.history(rule.rule.id).map((change) => [change.number, change.rule!.version, change.rule!.maxDays]),
    ).toEqual([
      [1, 1, 10],
      [2, 2, 5],
      [3, 3, 6],
    ]);
  });
});

describe('a replay that is started later', () => {
  let replays: ReplayController;
  beforeEach(() => {
    now = at('2026-11-01');
    replays = createReplays({
      store,
      clock: manualClock(now),
      log,
      problems: createProblems(clock),
      run: replaysHere({ store, clock: manualClock(now), log }),
      removeRows: store.deleteReplay,
      scenarios: listScenarios(),
      version: 'test',
      recordingsFolder: '',
      intakeFolder: '',
      listRecordings: () => [],
    });
  });

  async function ruleIds(asOf: 'then' | 'now'): Promise<Set<string>> {
    const { id } = await replays.start({ scenario: 'chon-ma-san', asOf });
    await replays.settled();
    return new Set((await store.alerts({ scope: id, limit: 500 })).rows.map(({ ruleId }) => ruleId));
  }

  test('goes by it, by the dates that it carries, and as of today by no dates', async () => {
    const ships = { hulls: ['imo:8660313'] };
    const call = (more: Partial<RuleDraft>) =>
      draft({ kind: 'call', origin: [], destination: ['vostochny'], maxDays: null, ships, ...more });
    const before = await ruleIds('then');
    expect([...before].some((id) => id.startsWith('own-'))).toBe(false);
    const { rule } = await desk.make(call({}), BY);
    expect(await ruleIds('then')).toContain(rule.rule.id);
    await desk.change(rule.rule.id, call({ fromAt: at('2025-01-01') }), BY);
    expect(await ruleIds('then')).not.toContain(rule.rule.id);
    expect(await ruleIds('now')).toContain(rule.rule.id);
    await desk.switch(rule.rule.id, false, 'test');
    expect(await ruleIds('now')).not.toContain(rule.rule.id);
  });
});
