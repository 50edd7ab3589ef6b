// Late reports: what the flow says, and says again, when a report comes too late for the window.

import { describe, expect, it } from 'vitest';
import type { Gap } from '../../server/domain/kinds/gap/facts.ts';
import type { Report } from '../../server/domain/report.ts';
import { createFlow, LIVE_WINDOW_MS } from '../../server/run/flow.ts';
import type { ReprocessOptions } from '../../server/run/reprocess.ts';
import { type FlowState, readFlow } from '../../server/run/stored-flow.ts';
import { chunksOf } from '../chunks.ts';
import { rule } from '../domain/rules/happened.ts';
import { collect, newest, places, referenceOptions } from '../play.ts';
import { away, ms, type Ship, vessel } from '../scenario.ts';

const LADY_R = { mmsi: 273_212_120, imo: 9_161_003 };
const rajin = places.port('rajin')!;
/** Off the Korean coast, far from any port. */
const sea = { lon: 131.2, lat: 40.6 };

interface Story {
  /** In the order of arrival. */
  arriving: readonly Report[];
  reprocess?: ReprocessOptions | false;
  /** Stops after so many reports and goes on from the snapshot. */
  restartAfter?: number;
}

function tell({ arriving, reprocess, restartAfter }: Story) {
  const { sink, ...said } = collect();
  const open = (from?: FlowState) =>
    createFlow(
      {
        engine: referenceOptions,
        windowMs: LIVE_WINDOW_MS,
        ...(reprocess === undefined ? {} : { reprocess }),
        ...(from ? { from } : {}),
      },
      sink,
    );
  let flow = open();
  arriving.forEach((report, index) => {
    flow.take(report);
    if (index + 1 === restartAfter) flow = open(readFlow(chunksOf(flow.snapshot()))!);
  });
  while (!flow.drain(100_000));
  return { ...said, revision: flow.counts().revision };
}

const gapsOf = (said: ReturnType<typeof tell>): Gap[] => newest(said.events).filter((event) => event.kind === 'gap');

/** Sails, is silent for seven hours, and sails on; the report from the middle of the gap is kept apart. */
function darkCall(): { before: Report[]; middle: Report; after: Report[] } {
  const ship = vessel('LADY R', LADY_R).at(sea, '2024-02-01T00:00Z').says({});
  ship.sails({ to: away(sea, 60), kn: 12 });
  const before = ship.reports.length;
  ship.goesSilent('3 h 30 min').arrives(away(sea, 100), 6);
  ship.goesSilent('3 h 30 min').arrives(away(sea, 140), 6);
  ship.sails({ to: away(sea, 260), kn: 12 });
  const { reports } = ship as Ship;
  return { before: reports.slice(0, before), middle: reports[before]!, after: reports.slice(before + 1) };
}

describe('hygiene 2: a report that comes too late for the window', () => {
  it('GAP-2: withdraws a gap of 7 h when it falls into the middle, with the reason', () => {
    const { before, middle, after } = darkCall();
    const said = tell({ arriving: [...before, ...after.slice(0, 4), middle, ...after.slice(4)] });
    expect(said.events.filter(({ kind }) => kind === 'gap').map(({ state }) => state)).toEqual([
      'open',
      'closed',
      'withdrawn',
    ]);
    const [gap] = gapsOf(said);
    expect(gap!.reason).toBe('revised: a late report has been put in place');
    expect(gap!.revision).toBe(3);
    expect(gap!.knownAt).toBe(after[3]!.at);
    expect(said.revision).toMatchObject({ late: 1, tooLate: 0, runs: 1, withdrawn: 1 });
  });

  it('is heard before the end of a gap that is open: the event that was told is withdrawn', () => {
    const { before, middle, after } = darkCall();
    const other = vessel('OTHER', { mmsi: 211_000_001 })
      .at(away(sea, 30, 0), before.at(-1)!.at)
      .stops('6 h 50 min');
    const arriving = [...before, ...other.reports, middle, ...after].sort((a, b) => arrivalOf(a) - arrivalOf(b));
    function arrivalOf(report: Report): number {
      return report === middle ? after[0]!.at - 60_000 : report.at;
    }
    const said = tell({ arriving });
    expect(said.events.filter(({ kind }) => kind === 'gap').map(({ state }) => state)).toEqual(['open', 'withdrawn']);
  });

  it('keeps its position', () => {
    const { before, middle, after } = darkCall();
    const said = tell({ arriving: [...before, ...after.slice(0, 4), middle, ...after.slice(4)] });
    expect(said.fixes.some(({ at, lon }) => at === middle.at && lon === middle.lon)).toBe(true);
  });

  it('shortens a gap that it moves the end of: the same event, revised', () => {
    const { before, after } = darkCall();
    const [end, ...rest] = after as [Report, ...Report[]];
    // First only what comes half an hour after the gap is heard.
    const late = { ...end, at: end.at - ms('30 min') };
    const said = tell({ arriving: [...before, ...rest.slice(0, 6), late, ...rest.slice(6)] });
    const [gap, ...more] = gapsOf(said);
    expect(more).toEqual([]);
    expect(gap).toMatchObject({ state: 'closed', endedAt: late.at, revision: 3 });
    expect(said.revision).toMatchObject({ runs: 1, revised: 1, withdrawn: 0 });
  });

  it('tells who the ship is: what its unit did is told again as the hull that it is', () => {
    const ship = vessel('LADY R', LADY_R);
    const fromSea = away(rajin, 40, 135);
    ship.at(fromSea, '2024-02-04T00:00Z').says({});
    ship.sails({ to: rajin, kn: 12 }).stops('20 h', { kn: 0 }).sails({ to: fromSea, kn: 12 });
    // An MMSI that no list knows: only the static message, which comes last, tells the hull.
    const reports = ship.reports.map((report) => ({ ...report, mmsi: 273_999_991 }));
    const [who, ...positions] = reports as [Report, ...Report[]];
    const inOrder = tell({ arriving: reports });
    const said = tell({
      arriving: [
        ...positions,
        who,
        ...vessel('X')
          .at(fromSea, ship.now + 600_000)
          .sends(1).reports,
      ],
    });
    const calls = (all: typeof said) =>
      newest(all.events).filter((event) => event.kind === 'port-call' && event.state !== 'withdrawn');
    expect(calls(said).map(({ id, vesselId }) => ({ id, vesselId }))).toEqual(
      calls(inOrder).map(({ id, vesselId }) => ({ id, vesselId })),
    );
    expect(calls(said)[0]!.vesselId).toBe('imo:9161003');
  });

  it('is counted and not judged when it is older than the oldest checkpoint; its position is kept', () => {
    const { before, middle, after } = darkCall();
    const reprocess = { latenessMs: ms('2 h'), everyMs: ms('30 min') };
    const said = tell({ arriving: [...before, ...after, middle], reprocess });
    expect(said.revision).toMatchObject({ late: 0, tooLate: 1, runs: 0 });
    expect(gapsOf(said).map(({ state }) => state)).toEqual(['closed']);
    expect(said.fixes.some(({ at }) => at === middle.at)).toBe(true);
  });

  it('is left alone where no checkpoints are kept', () => {
    const { before, middle, after } = darkCall();
    const said = tell({ arriving: [...before, ...after.slice(0, 4), middle, ...after.slice(4)], reprocess: false });
    expect(gapsOf(said).map(({ state }) => state)).toEqual(['closed']);
  });

  it('is put in place after a stop, too', () => {
    const { before, middle, after } = darkCall();
    const arriving = [...before, ...after.slice(0, 4), middle, ...after.slice(4)];
    for (const restartAfter of [before.length, before.length + 4, before.length + 5]) {
      const said = tell({ arriving, restartAfter });
      expect(gapsOf(said).map(({ state }) => state)).toEqual(['withdrawn']);
    }
  });

  it('that brings nothing new changes nothing that was said', () => {
    const { before, middle, after } = darkCall();
    const reports = [...before, middle, ...after];
    const said = tell({ arriving: [...reports, { ...before[6]!, receiver: 'another' }] });
    expect(said.revision).toMatchObject({ late: 1, runs: 1, revised: 0, withdrawn: 0, added: 0 });
  });
});

describe('revisions', () => {
  it('count up over several runs', () => {
    const { before, middle, after } = darkCall();
    const more = vessel('LADY R', LADY_R)
      .at(away(sea, 260), after.at(-1)!.at + 600_000)
      .stops('12 h', { kn: 1 }).reports;
    const early = { ...middle, at: middle.at - ms('2 h') };
    const said = tell({
      arriving: [
        ...before,
        ...after.slice(0, 4),
        early,
        ...after.slice(4),
        ...more.slice(0, 20),
        middle,
        ...more.slice(20),
      ],
    });
    const revisions = said.events.filter(({ kind }) => kind === 'gap').map(({ id, revision }) => `${id} ${revision}`);
    expect(new Set(revisions).size).toBe(revisions.length);
    expect(said.revision.runs).toBe(2);
  });
});

describe('rules that change while reports come late', () => {
  const trade = rule({ id: 'own-trade', title: 'A call at Rajin', kind: 'call', origin: ['rajin'], destination: [] });
  const fromSea = away(rajin, 40, 135);
  const caller = vessel('LADY R', LADY_R).at(fromSea, '2024-02-04T00:00Z').says({});
  caller.sails({ to: rajin, kn: 12 }).stops('10 h', { kn: 0 }).sails({ to: fromSea, kn: 12 });
  const inPort = caller.reports.findIndex(({ at }) => at > caller.reports[0]!.at + ms('8 h'));

  /** A rule is made after `madeAfter` reports; one report is held back and comes when everything else has come. */
  function told(madeAfter: number, isLate: boolean) {
    const { sink, ...said } = collect();
    const flow = createFlow({ engine: { ...referenceOptions, rules: [] }, windowMs: LIVE_WINDOW_MS }, sink);
    const late = caller.reports[inPort + 3]!;
    caller.reports.forEach((report, index) => {
      if (index === madeAfter) {
        const at = flow.now() + 1;
        flow.take({ kind: 'rules', at, rules: [{ ...trade, inUse: { fromAt: report.at, toAt: null } }], past: [] });
        flow.handOver(at);
      }
      if (report !== late || !isLate) flow.take(report);
    });
    if (isLate) flow.take(late);
    while (!flow.drain(100_000));
    return {
      alerts: newest(said.alerts).filter(({ state }) => state !== 'withdrawn'),
      runs: flow.counts().revision.runs,
    };
  }

  it('go on holding from when they were made, in a run again too', () => {
    const [alert] = told(1, true).alerts;
    expect(told(1, true).runs).toBe(1);
    expect(alert).toMatchObject({ ruleId: 'own-trade', placeIds: ['rajin'] });
    expect(told(1, false).alerts.map(({ id }) => id)).toEqual([alert!.id]);
  });

  it('say no more of what lies behind them than without late reports', () => {
    const after = caller.reports.length - 1;
    expect(told(after, true)).toEqual({ alerts: [], runs: 1 });
    expect(told(after, false).alerts).toEqual([]);
  });
});
