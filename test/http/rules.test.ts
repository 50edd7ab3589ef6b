// Rules over HTTP: made, changed, switched and removed, refused in sentences, and tried before they are saved.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import * as wire from '../../server/http/wire/index.ts';
import { batchOf, DAY0, HOUR, LADY_R, SIGNED, sampleCall, sampleVessel } from '../contract/samples.ts';
import { DEMO, NOW, openRig, type Rig } from './rig.ts';

const DAY = 24 * HOUR;
let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

async function ask<T extends z.ZodType>(
  schema: T,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
): Promise<z.output<T>> {
  const reply = await rig.app.inject({ method, url: `/api/v1${path}`, ...(body ? { payload: body } : {}) });
  expect(reply.statusCode, reply.body.slice(0, 500)).toBe(200);
  return schema.parse(reply.json());
}

async function refused(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<wire.Problem> {
  const reply = await rig.app.inject({ method, url: `/api/v1${path}`, ...(body ? { payload: body } : {}) });
  expect(reply.headers['content-type']).toContain('application/problem+json');
  return wire.Problem.parse(reply.json());
}

const leg: wire.RuleRequest = {
  title: 'Rajin to Vostochny, my way',
  origin: ['rajin'],
  destination: ['vostochny'],
  maxDays: 7,
};
const make = (more: Partial<wire.RuleSaveRequest> = {}) => ask(wire.RuleSaved, 'POST', '/rules', { ...leg, ...more });
const list = async (query = '') => (await ask(wire.asOfPage(wire.Rule), 'GET', `/rules${query}`)).rows;

function call(id: string, placeId: string, at: number, vesselId = LADY_R) {
  const { facts, ...event } = sampleCall();
  return {
    ...event,
    id,
    vesselId,
    beganAt: at,
    endedAt: at + DAY,
    knownAt: at + DAY,
    facts: { ...facts, placeId, placeName: placeId },
  };
}

/** Rajin and Vostochny again and again, one leg in four days, up to now. */
async function seedLegs(legs: number, scope = 'live', newest = NOW - 4 * DAY): Promise<void> {
  const events = Array.from({ length: legs }, (_, i) => newest - 4 * DAY * i).flatMap((at, i) => [
    call(`rajin ${i}`, 'rajin', at),
    call(`vostochny ${i}`, 'vostochny', at + 2 * DAY),
  ]);
  await rig.store.commit(batchOf(scope, { vessels: [sampleVessel()], events }));
}

describe('a rule', () => {
  test('of a user is made, told with what it says, changed, switched and removed', async () => {
    const { rule, firstRun } = await make({
      ships: { flags: ['RU'] },
      except: { hulls: ['imo:9179842'] },
      from: '2024-01-01',
    });
    expect(rule).toMatchObject({
      id: 'own-rajin-to-vostochny-my-way',
      version: 1,
      builtIn: false,
      enabled: true,
      ships: { flags: ['RU'] },
      except: { hulls: ['imo:9179842'] },
      from: '2024-01-01',
      to: null,
      changedBy: 'analyst',
    });
    expect(firstRun).toBeNull();
    const path = `/rules/${rule.id}`;
    const changed = await ask(wire.RuleSaved, 'PUT', path, { ...leg, maxDays: 3, version: 1 });
    expect(changed.rule).toMatchObject({ version: 2, maxDays: 3, ships: null, from: null });
    expect(await ask(wire.Rule, 'POST', `${path}/switch`, { enabled: false })).toMatchObject({
      version: 3,
      enabled: false,
    });
    expect(await ask(wire.Rule, 'POST', `${path}/switch`, { enabled: false }), 'twice').toMatchObject({ version: 3 });
    const { changes } = await ask(wire.RuleHistory, 'GET', path);
    expect(changes.map(({ what, version }) => [what, version])).toEqual([
      ['made', 1],
      ['changed', 2],
      ['switched off', 3],
    ]);
    await ask(wire.Rule.partial(), 'DELETE', path);
    expect((await list()).some(({ id }) => id === rule.id)).toBe(false);
    expect((await refused('PUT', path, leg)).status).toBe(404);
    expect((await make()).rule.id, 'an id that was taken stays taken').toBe(`${rule.id}-2`);
  });

  test('of the program is switched, and neither changed nor removed', async () => {
    const path = '/rules/crimea-any';
    expect(await ask(wire.Rule, 'POST', `${path}/switch`, { enabled: false })).toMatchObject({
      enabled: false,
      builtIn: true,
      version: 1,
    });
    expect((await list()).find(({ id }) => id === 'crimea-any')).toMatchObject({ enabled: false });
    expect(await ask(wire.Rule, 'POST', `${path}/switch`, { enabled: true })).toMatchObject({ enabled: true });
    for (const problem of [await refused('PUT', path, leg), await refused('DELETE', path)]) {
      expect(problem.status).toBe(409);
      expect(problem.detail).toContain("Rule 'crimea-any' comes with the program");
    }
  });

  test('is copied by what it tells of itself', async () => {
    for (const rule of await list()) {
      const { id: _, version, builtIn, requires, legal, changedAt, changedBy, alerts, confirmed, ...copy } = rule;
      const needsPlace =
        !['encounter', 'deception'].includes(rule.kind) && rule.destination.length + rule.origin.length === 0;
      const made = await make({ ...copy, title: `Copy of ${rule.title}`, maxDays: copy.maxDays || null });
      expect(made.rule, rule.id).toMatchObject({ ...copy, title: `Copy of ${rule.title}`, version: 1 });
      expect(needsPlace && rule.destinationCountries.length === 0).toBe(false);
      expect([version, builtIn, requires, legal, changedAt, changedBy, alerts, confirmed]).toHaveLength(8);
    }
    expect(await list()).toHaveLength(44);
  });

  test('is refused in one sentence for each problem, with the value', async () => {
    const problem = await refused('POST', '/rules', {
      title: ' ',
      origin: ['rajn'],
      destination: ['rajn'],
      maxDays: 400,
      ships: { watchlists: ['nobody'] },
      from: '2024-05-02',
      to: '2024-05-01',
    });
    expect(problem.status).toBe(400);
    expect(problem.detail.split(/(?<=\.) /)).toEqual([
      'The title is missing.',
      "There is no port 'rajn'.",
      "There is no watchlist 'nobody'.",
      'Origin and destination are the same, and no place in between is named.',
      "'maxDays' is 400; it must be more than 0 and at most 365 days.",
      'The rule ends on 1 May 2024, which is not after its first day, 2 May 2024.',
    ]);
    expect((await refused('POST', '/rules', { title: 'Everything' })).detail).toContain('no ships and no places');
    expect((await refused('POST', '/rules', { ...leg, needs: { stayhours: 3 } })).detail).toContain('stayhours');
    expect(await list()).toHaveLength(22);
  });

  test('that somebody else has changed meanwhile is a conflict', async () => {
    const { rule } = await make();
    await ask(wire.RuleSaved, 'PUT', `/rules/${rule.id}`, { ...leg, version: 1 });
    const problem = await refused('PUT', `/rules/${rule.id}`, { ...leg, version: 1 });
    expect(problem).toMatchObject({ status: 409, detail: expect.stringContaining('has version 2 by now') });
  });

  test('is told as of a day: there was none before it was made', async () => {
    const { rule } = await make();
    const now = await ask(wire.asOfPage(wire.Rule), 'GET', '/rules');
    expect(now.asOf.mode).toBe('now');
    const then = await ask(wire.asOfPage(wire.Rule), 'GET', '/rules?asOf=2026-10-01');
    expect(then.asOf).toEqual({ mode: 'then', at: '2026-10-01T00:00:00.000Z' });
    expect(now.rows.some(({ id }) => id === rule.id)).toBe(true);
    expect(then.rows.some(({ id }) => id === rule.id)).toBe(false);
  });
});

describe('a dry run', () => {
  const run = (more: object = {}, rule: wire.RuleRequest = leg) =>
    ask(wire.DryRun, 'POST', '/rules/dry-run', { rule, ...more });

  test('tells what the rule would have raised in the last 30 days, by day and ship, and saves nothing', async () => {
    await seedLegs(20);
    const told = await run();
    expect(told).toMatchObject({
      scope: 'live',
      asOf: 'then',
      to: new Date(NOW).toISOString(),
      alerts: 8,
      ships: 1,
      cap: 200,
    });
    expect(told.from).toBe(new Date(NOW - 30 * DAY).toISOString());
    expect(told.days).toHaveLength(8);
    expect(told.days.at(-1)).toEqual({ day: '2026-10-30', alerts: 1 });
    expect(told.vessels).toEqual([{ vesselId: LADY_R, name: 'LADY R', imo: 9_161_003, alerts: 8 }]);
    expect(told.sample[0]!.why).toContain(
      'LADY R (IMO 9161003), listed by US OFAC (batch of 8 May 2022, membership not re-read)',
    );
    expect(told.sample[0]!.why).toContain('called at rajin');
    expect(told.says).toBe(
      'From 2026-10-02 to 2026-11-01 this rule would have raised 8 alerts about 1 ship, with lists as they were.',
    );
    expect((await rig.store.alerts({ scope: 'live', limit: 10 })).rows).toEqual([]);
    expect(await rig.store.ruleChanges()).toEqual([]);
  });

  test('finds a leg that began before its period, and leaves out one that ended before it', async () => {
    await seedLegs(1);
    const arrived = NOW - 2 * DAY;
    const from = (at: number) => ({ from: new Date(at).toISOString(), to: new Date(NOW).toISOString() });
    expect((await run(from(arrived))).alerts).toBe(1);
    expect((await run(from(arrived + 1))).alerts).toBe(0);
    expect(
      (await run({ from: new Date(NOW - 9 * DAY).toISOString(), to: new Date(arrived).toISOString() })).alerts,
    ).toBe(0);
  });

  test('goes by the rule’s own dates and ships', async () => {
    await seedLegs(4);
    expect((await run({}, { ...leg, from: '2026-10-28' })).alerts).toBe(1);
    expect((await run({}, { ...leg, except: { hulls: [LADY_R] } })).alerts).toBe(0);
    expect((await run({}, { ...leg, ships: { authorities: ['US OFAC'] } })).alerts).toBe(4);
    expect((await run({}, { ...leg, enabled: false })).alerts, 'a rule that will be off is tried all the same').toBe(4);
  });

  test('runs over a replay, with the lists of then or of today', async () => {
    await rig.store.commit(
      batchOf(DEMO, { events: [call('r', 'rajin', DAY0 - 3 * DAY), call('v', 'vostochny', DAY0 + DAY)] }),
    );
    const korean: wire.RuleRequest = { ...leg, ships: { authorities: ['Republic of Korea (MOFA)'] } };
    expect((await run({ scope: DEMO })).alerts).toBe(1);
    expect(await run({ scope: DEMO }, korean)).toMatchObject({ alerts: 0, asOf: 'then' });
    expect(await run({ scope: DEMO, asOf: 'now' }, korean)).toMatchObject({ alerts: 1, asOf: 'now' });
    expect((await refused('POST', '/rules/dry-run', { rule: leg, scope: 'none' })).status).toBe(404);
  });

  test('refuses a half-made rule and a period that ends before it begins', async () => {
    expect((await refused('POST', '/rules/dry-run', { rule: { title: 'x' } })).detail).toContain(
      'no ships and no places',
    );
    const period = { from: '2026-10-02T00:00:00Z', to: '2026-10-02T00:00:00Z' };
    expect((await refused('POST', '/rules/dry-run', { rule: leg, ...period })).detail).toContain('not after its begin');
  });

  test('counts everything, and on saving raises no more than the cap, and says so', async () => {
    const vessels = Array.from({ length: 210 }, (_, i) => `mmsi:${538_000_001 + i}`);
    const events = vessels.flatMap((id, i) => [
      call(`r ${id}`, 'rajin', NOW - 9 * DAY + i, id),
      call(`v ${id}`, 'vostochny', NOW - 6 * DAY + i, id),
    ]);
    await rig.store.commit(
      batchOf('live', {
        events,
        vessels: vessels.map((id) => sampleVessel({ id, mmsi: Number(id.slice(5)), imo: null, hullId: null })),
      }),
    );
    const told = await run();
    expect(told).toMatchObject({ alerts: 210, ships: 210 });
    expect(told.vessels).toHaveLength(50);
    expect(told.sample).toHaveLength(20);
    expect(told.says).toContain('Of what lies behind, 200 at most are raised when the rule is saved.');
    expect((await make()).firstRun).toBeNull();
    const { rule, firstRun } = await make({ behind: true });
    expect(firstRun).toMatchObject({ found: 210, raised: 200, cap: 200 });
    expect(firstRun!.says).toContain('210 alerts');
    expect(rule.alerts).toBe(200);
    const { rows } = await rig.store.alerts({ scope: 'live', ruleId: rule.id, limit: 1 });
    expect(rows[0]).toMatchObject({ raisedAt: NOW, evidence: { rule: { id: rule.id, version: 1 } } });
    expect(rows[0]!.evidence.hash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('the evidence of an alert', () => {
  test('carries the rule in the version that raised it', async () => {
    await seedLegs(1);
    const { rule } = await make({ behind: true });
    await ask(wire.RuleSaved, 'PUT', `/rules/${rule.id}`, { ...leg, maxDays: 3 });
    const [alert] = (await rig.store.alerts({ scope: 'live', limit: 1 })).rows;
    const bundle = await ask(wire.EvidenceBundle, 'GET', `/alerts/${alert!.id}/evidence?scope=live`);
    expect(bundle.rule).toMatchObject({ id: rule.id, version: 1, maxDays: 7 });
  });
});

describe('answers as of a day', () => {
  test('a dossier says how each listing stood, and who listed the ship then', async () => {
    const path = `/vessels/${encodeURIComponent(LADY_R)}`;
    const then = await ask(wire.VesselDossier, 'GET', `${path}?asOf=2023-10-15`);
    expect(then.asOf).toEqual({ mode: 'then', at: '2023-10-15T00:00:00.000Z' });
    expect(then.authorities).toEqual(['US OFAC']);
    const standing = (authority: string) => then.designations.find((row) => row.authority === authority)!.standing;
    expect(standing('US OFAC')).toBe('in-force');
    expect(standing('Republic of Korea (MOFA)')).toBe('later');
    expect(new Set(then.designations.map((row) => row.standing))).toContain('catalogue');
    const now = await ask(wire.VesselDossier, 'GET', path);
    expect(now.asOf).toEqual({ mode: 'now', at: new Date(NOW).toISOString() });
    expect(now.authorities).toContain('Republic of Korea (MOFA)');
  });

  test('a screening says how each line stood', async () => {
    const lines = async (query: string) => {
      const { rows, asOf } = await ask(wire.asOfPage(wire.ScreenResult), 'GET', `/screen?imo=9161003${query}`);
      return {
        asOf,
        korean: rows[0]!.matches[0]!.lines.find(({ authority }) => authority.includes('Korea'))!.standing,
      };
    };
    expect(await lines('&asOf=2024-04-01')).toMatchObject({ korean: 'later', asOf: { mode: 'then' } });
    // Announced on the 2nd, in force from the 3rd.
    expect(await lines('&asOf=2024-04-02')).toMatchObject({ korean: 'later' });
    expect(await lines('&asOf=2024-04-03')).toMatchObject({ korean: 'in-force' });
    expect(await lines('')).toMatchObject({ korean: 'in-force', asOf: { mode: 'now' } });
  });

  test('alerts say whether they go by the lists of then or of today', async () => {
    const answer = async (scope: string) => (await rig.app.inject(`/api/v1/alerts?scope=${scope}`)).json().asOf;
    expect(await answer(DEMO)).toBe('then');
    expect(await answer('live')).toBe('then');
    expect(await answer('all')).toBeNull();
  });

  test('a day that is none is refused', async () => {
    const reply = await rig.app.inject('/api/v1/lists?asOf=yesterday');
    expect(reply.statusCode).toBe(400);
    expect(reply.json().detail).toContain('yesterday');
  });
});

describe('a mute', () => {
  const alerts = async (query = '') =>
    (await ask(wire.page(wire.AlertSummary), 'GET', `/alerts?scope=${DEMO}${query}`)).rows;
  const mute = (body: wire.MuteRequest, scope = DEMO) => ask(wire.Mute, 'POST', `/mutes?scope=${scope}`, body);
  /** The sample alert's leg was made whole at this time. */
  const arrived = DAY0 + 6 * HOUR;
  const iso = (at: number) => new Date(at).toISOString();

  test('shows on the alerts that fall under it, and ends again', async () => {
    const made = await mute({ vessel: LADY_R, rule: 'dprk-ru-arms', from: iso(DAY0), hours: 24, note: 'known' });
    const [alert] = await alerts();
    expect(alert).toMatchObject({
      state: 'open',
      mute: { id: made.id, by: 'analyst', until: iso(DAY0 + DAY), note: 'known' },
    });
    expect(await alerts('&muted=false')).toEqual([]);
    const dossier = await ask(wire.VesselDossier, 'GET', `/vessels/${encodeURIComponent(LADY_R)}`);
    expect(dossier.openAlerts).toBe(0);
    expect((await ask(wire.page(wire.Mute), 'GET', '/mutes')).rows).toEqual([made]);
    const ended = await rig.app.inject({ method: 'DELETE', url: `/api/v1/mutes/${made.id}` });
    expect(ended.statusCode).toBe(200);
    expect((await alerts())[0]!.mute).toBeNull();
  });

  test('SIL-2: of an hour does not hold for an event of an hour and a minute later', async () => {
    await mute({ vessel: LADY_R, from: iso(arrived - HOUR - 60_000), hours: 1 });
    expect((await alerts())[0]!.mute).toBeNull();
    await mute({ vessel: LADY_R, from: iso(arrived - HOUR + 60_000), hours: 1 });
    expect((await alerts())[0]!.mute).not.toBeNull();
  });

  test('of now, ended, keeps quiet what fell under it', async () => {
    const made = await mute({ vessel: `mmsi:211000001`, hours: 2 }, 'live');
    expect(made.from).toBe(iso(NOW));
    await rig.store.saveMute('live', { ...(await rig.store.mutes('live'))[0]!, fromAt: NOW - HOUR }, SIGNED);
    await rig.app.inject({ method: 'DELETE', url: `/api/v1/mutes/${made.id}?scope=live` });
    expect((await rig.store.mutes('live'))[0]).toMatchObject({ fromAt: NOW - HOUR, toAt: NOW });
  });

  test('of a case is shown beforehand, holds from its first day for what it tells, and is undone as one deed', async () => {
    const [{ caseId: inCase, fromAt }] = (await alerts()) as [wire.AlertSummary];
    const caseId = inCase!;
    const shown = await ask(wire.MutePreview, 'POST', `/mutes/preview?scope=${DEMO}`, { case: caseId });
    expect(shown).toMatchObject({ hidden: 1, open: 1, muted: 0, newest: [{ caseId }] });
    const made = await ask(wire.MuteMade, 'POST', `/mutes?scope=${DEMO}`, { case: caseId, hours: 24 });
    expect(made).toMatchObject({ caseId, vesselId: null, from: iso(fromAt), until: iso(arrived + DAY) });
    expect(await alerts('&muted=true')).toMatchObject([{ mute: { id: made.id } }]);
    await ask(wire.BulkDeed, 'POST', `/deeds/${made.deed}/undo`);
    expect(await alerts('&muted=true')).toEqual([]);
    const many = await ask(wire.AlertMutes, 'POST', `/mutes/of-cases?scope=${DEMO}`, {
      cases: [caseId, caseId],
      hours: 1,
    });
    expect(many.rows).toMatchObject([{ caseId, until: iso(arrived + HOUR) }]);
    const none = await refused('POST', `/mutes/of-cases?scope=${DEMO}`, { cases: ['case_none'], hours: 1 });
    expect(none.detail).toBe(`There is no case 'case_none' in '${DEMO}'.`);
  });

  test.each<[string, object, string, number]>([
    ['everything', { hours: 1, from: iso(DAY0) }, 'a mute of everything is none', 400],
    ['no time', { vessel: LADY_R, from: iso(DAY0) }, "either body field 'until' or body field 'hours'", 400],
    ['two times', { vessel: LADY_R, from: iso(DAY0), hours: 1, until: iso(NOW) }, 'and not both', 400],
    ['a rule that is none', { rule: 'nothing', from: iso(DAY0), hours: 1 }, "There is no rule 'nothing'.", 400],
    ['a ship that is none', { vessel: 'hull:none', from: iso(DAY0), hours: 1 }, "No vessel 'hull:none'", 404],
    [
      'an end before its begin',
      { vessel: LADY_R, from: iso(DAY0), until: iso(DAY0) },
      'it lasts more than nothing',
      400,
    ],
    ['two years', { vessel: LADY_R, from: iso(DAY0), until: iso(DAY0 + 730 * DAY) }, 'at most 366 days', 400],
    ['a replay without a begin', { vessel: LADY_R, hours: 1 }, 'a replay has no now', 400],
  ])('of %s is refused', async (_, body, sentence, status) => {
    const problem = await refused('POST', `/mutes?scope=${DEMO}`, body);
    expect(problem).toMatchObject({ status, detail: expect.stringContaining(sentence) });
    expect(await rig.store.mutes(DEMO)).toEqual([]);
  });
});
