// Who is told once a case, or only what is new in it: the sea bridge over its eight months, a storm, and cases that move.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../db/scenarios/load.ts';
import type { Alert } from '../../server/domain/alert.ts';
import { boundBesides } from '../../server/domain/identity/identify.ts';
import { copyReport, emptyReport, type Report } from '../../server/domain/report.ts';
import type { Timing } from '../../server/domain/subscription/subscription.ts';
import { formatOf } from '../../server/feeds/index.ts';
import { batchOf, sampleAlert, sampleCall } from '../contract/samples.ts';
import { play } from '../play.ts';
import { openTelling, START } from './samples.ts';

const DAY = 86_400_000;
const ONCE: Timing = { every: 'case', digest: null, quiet: null, also: ['graver', 'surer', 'resolved'] };

/** A leg that began so many days before the start of the telling. */
function leg(day: number, parts: Partial<Alert> = {}): Alert {
  const fromAt = START + day * DAY;
  const id = parts.id ?? `leg-${day}`;
  const alert = sampleAlert({
    fromAt,
    toAt: fromAt + 3_600_000,
    raisedAt: fromAt + 3_600_000,
    knownAt: fromAt + 3_600_000,
    severity: 'medium',
    confidence: 'low',
    ...parts,
    id,
  });
  return { ...alert, evidence: { ...alert.evidence, events: [sampleCall({ id: `call-${id}` })] } };
}

type Telling = Awaited<ReturnType<typeof openTelling>>;
const say = async (telling: Telling, ...alerts: Alert[]) => {
  await telling.store.commit(batchOf('live', { alerts }));
  await telling.settle();
};
const told = ({ sent }: Telling) => sent.map(({ data }) => String(data.reason));
const why = async ({ store }: Telling) => (await store.decisions({ limit: 10 })).rows.map((row) => row.why);

function seaBridge(): Alert[] {
  const scenario = loadScenario('sea-bridge')!;
  const bytes = gunzipSync(readFileSync(scenario.track.path));
  const options = {
    source: 'sea-bridge',
    startAt: null,
    linesPerSecond: 100,
    columns: null,
    mmsi: null,
    dateOrder: null,
  };
  const parser = formatOf(new TextDecoder().decode(bytes.subarray(0, 65_536)), options).open(options);
  const reports: Report[] = [];
  const sink = {
    report(report: Readonly<Report>) {
      const copy = emptyReport();
      copyReport(report, copy);
      reports.push(copy);
    },
    reject() {},
  };
  parser.push(bytes, sink);
  parser.end(sink);
  return play(reports, { sightings: scenario.sightings, bindings: boundBesides(undefined, scenario.bindings) }).alerts;
}

describe('once a case', () => {
  it('the sea bridge sends at most twelve messages over its eight months, corrections included', async () => {
    const telling = await openTelling({ when: ONCE });
    const alerts = seaBridge();
    for (let from = 0; from < alerts.length; ) {
      const { knownAt } = alerts[from]!;
      const to = alerts.findIndex((alert, i) => i > from && alert.knownAt !== knownAt);
      await say(telling, ...alerts.slice(from, to < 0 ? alerts.length : to));
      from = to < 0 ? alerts.length : to;
    }
    const lines = telling.sent.map(({ data }) => {
      const { reason, headline, severity, confidence, knownAt } = data as unknown as Record<string, string>;
      return `${knownAt!.slice(0, 10)} ${reason}, ${severity}, ${confidence}: ${headline}`;
    });
    expect(lines.length).toBeLessThanOrEqual(12);
    expect(lines).toEqual(SEA_BRIDGE);
    await telling.close();
  });

  it('tells the first, and nothing of what goes on; then what is graver, surer and taken back', async () => {
    const telling = await openTelling({ when: ONCE });
    await say(telling, leg(0));
    await say(telling, leg(5));
    expect(await why(telling)).toEqual(['nothing new', 'told at once']);
    await say(telling, leg(6, { severity: 'high' }));
    await say(telling, leg(7, { confidence: 'high' }));
    expect(told(telling)).toEqual(['first', 'graver', 'surer']);
    await say(telling, leg(7, { confidence: 'high', revision: 2, state: 'withdrawn' }));
    expect(told(telling).at(-1)).toBe('revised');
    for (const day of [0, 5, 6]) await say(telling, leg(day, { revision: 3, state: 'withdrawn' }));
    expect(told(telling).at(-1)).toBe('withdrawn');
    expect(telling.sent.map(({ data }) => data.sequence)).toEqual(telling.sent.map((_, i) => i + 1));
    expect(new Set(telling.sent.map(({ data }) => (data.subject as unknown as { id: string }).id)).size).toBe(1);
    await telling.close();
  });

  it('says no more than was asked for, and what was said wrongly all the same', async () => {
    const telling = await openTelling({ when: { ...ONCE, also: [] } });
    await say(telling, leg(0));
    await say(telling, leg(5, { severity: 'high' }));
    expect(await why(telling)).toContain('not asked for');
    await say(telling, leg(0, { revision: 2, placeIds: ['rajin', 'nakhodka'] }));
    expect(told(telling)).toEqual(['first', 'revised']);
    await telling.close();
  });

  it('goes on under the id that it was told under, when the first alert is taken back', async () => {
    const telling = await openTelling({ when: ONCE });
    await say(telling, leg(0), leg(5));
    await say(telling, leg(0, { revision: 2, state: 'withdrawn', knownAt: START + 8 * DAY }));
    expect(told(telling)).toEqual(['first', 'revised']);
    const [first, second] = telling.sent.map(({ data }) => data.subject);
    expect(second).toEqual(first);
    expect(await why(telling)).toContain('goes on as another case');
    await telling.close();
  });

  it('asks the conditions of its legs, by theme, rule, ship and severity', async () => {
    const none = async (what: object) => {
      const telling = await openTelling({ when: ONCE, what });
      await say(telling, leg(0));
      const [reason] = await why(telling);
      await telling.close();
      return reason;
    };
    expect(await none({ themes: ['yards'] })).toBe('another theme');
    expect(await none({ themes: ['arms-bridge'] })).toBe('told at once');
    expect(await none({ rules: ['yard-stay'] })).toBe('another rule');
    expect(await none({ vessels: ['imo:1'] })).toBe('another ship');
    expect(await none({ leastSeverity: 'high' })).toBe('not grave enough');
    expect(await none({ bases: ['observed'] })).toBe('another basis');
  });

  it('is told of a case from before that goes on, and not of one that was over', async () => {
    const telling = await openTelling({ when: ONCE, createdAt: START });
    await say(telling, leg(-9, { id: 'old', vesselId: 'a' }), leg(-9, { id: 'open' }));
    await say(telling, leg(-8, { id: 'old', vesselId: 'a', revision: 2, severity: 'high' }), leg(1));
    expect(telling.sent.map(({ data }) => String(data.headline))).not.toEqual([]);
    await telling.close();
  });

  it('a storm of one rule, 2,000 hits in an hour, stays within the budget, is ranked and told, and none is lost', async () => {
    const telling = await openTelling({ when: ONCE, budgetADay: 5 });
    const at = (i: number) => START + i * 1_800;
    for (let from = 0; from < 2_000; from += 100) {
      const many = Array.from({ length: 100 }, (_, n) => {
        const i = from + n;
        const grave = i === 1_500 ? ({ severity: 'critical' } as const) : {};
        return leg(0, {
          id: `hit-${i}`,
          vesselId: `mmsi:${i}`,
          vesselName: `SHIP ${i}`,
          knownAt: at(i),
          raisedAt: at(i),
          ...grave,
        });
      });
      await telling.store.commit(batchOf('live', { alerts: many }));
    }
    await telling.settle();
    expect(telling.sent).toHaveLength(5);
    await telling.until(START + DAY);
    expect(telling.sent).toHaveLength(6);
    const digest = telling.sent[5]!.data as unknown as { headline: string; sentences: string[] };
    expect(digest.headline).toBe('Gathered: 1995 messages');
    expect(digest.sentences[0]).toContain('SHIP 1500');
    const page = await telling.store.cases({ scope: 'live', now: START, limit: 1, order: 'grave' });
    expect(page.rows[0]).toMatchObject({ severity: 'critical', ships: [{ name: 'SHIP 1500' }] });
    expect(await telling.store.caseThemes('live')).toMatchObject([{ theme: 'arms-bridge', cases: 2_000 }]);
    await telling.close();
  });
});

/** What a subscriber of the whole scenario is told. */
const SEA_BRIDGE = [
  '2023-09-08 first, high, low: ANGARA: arms bridge between the DPRK and Russia',
  '2023-09-28 first, high, low: MARIA: arms bridge between the DPRK and Russia',
  '2023-10-20 first, low, low: LADY R: arms bridge between the DPRK and Russia',
  '2023-10-21 graver, critical, low: Graver: LADY R: arms bridge between the DPRK and Russia',
  '2023-11-28 first, high, low: ANGARA: arms bridge between the DPRK and Russia',
  '2024-02-07 first, low, low: LADY R: arms bridge between the DPRK and Russia',
  '2024-02-07 graver, critical, medium: Graver: LADY R: arms bridge between the DPRK and Russia',
  '2024-02-08 surer, critical, high: Surer: LADY R: arms bridge between the DPRK and Russia',
  '2024-02-12 first, medium, high: ANGARA: stays at foreign yards',
  '2024-02-13 first, critical, low: MAIA-1: arms bridge between the DPRK and Russia',
];
