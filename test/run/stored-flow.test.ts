// A snapshot is the flow at one instant, though it is written in slices while the flow goes on: what is read back says the
// same from there on, whatever came between two slices.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { listScenarios } from '../../db/scenarios/load.ts';
import type { Alert } from '../../server/domain/alert.ts';
import type { EngineOptions } from '../../server/domain/engine/engine.ts';
import type { EngineInput } from '../../server/domain/engine/input.ts';
import { boundBesides } from '../../server/domain/identity/identify.ts';
import type { VesselEvent } from '../../server/domain/kinds/event.ts';
import { copyReport, emptyReport, type Report } from '../../server/domain/report.ts';
import { formatOf } from '../../server/feeds/index.ts';
import { createFlow, type Flow, LIVE_WINDOW_MS } from '../../server/run/flow.ts';
import type { ReprocessOptions } from '../../server/run/reprocess.ts';
import { type FlowState, readFlow, type Slice } from '../../server/run/stored-flow.ts';
import { chunksOf } from '../chunks.ts';
import { collect, newest, referenceOptions, type Said } from '../play.ts';
import { boxZone, ms } from '../scenario.ts';

function readAll(path: string): Report[] {
  const bytes = gunzipSync(readFileSync(path));
  const options = { source: 'file', startAt: null, linesPerSecond: 100, columns: null, mmsi: null, dateOrder: null };
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
  return reports;
}

/** Every hundredth report comes six hours late, and rare inputs stand among the reports. */
function disturbed(reports: readonly Report[], sightings: readonly EngineInput[]): EngineInput[] {
  const arriving = reports.map((report, index) => ({
    input: report as EngineInput,
    at: report.at + (index % 100 === 7 ? ms('6 h') : 0),
  }));
  for (const input of sightings) arriving.push({ input, at: input.at });
  const firstAt = reports[0]!.at;
  const zone = { ...boxZone('own', 129, 40, 134, 43.5), kind: 'drawn' as const };
  const rare: EngineInput[] = [
    { kind: 'zones', at: firstAt + ms('30 h'), zones: [zone] },
    { kind: 'feed', at: firstAt + ms('31 h'), feed: 'a', state: 'down', fromAt: firstAt + ms('30 h'), toAt: null },
    { kind: 'feed', at: firstAt + ms('50 h'), feed: 'a', state: 'up', fromAt: firstAt + ms('49 h'), toAt: null },
    { kind: 'rules', at: firstAt + ms('60 h'), rules: referenceOptions.rules, past: [] },
    { kind: 'zones', at: firstAt + ms('70 h'), zones: [] },
  ];
  for (const input of rare) arriving.push({ input, at: input.at });
  return arriving.sort((a, b) => a.at - b.at).map(({ input }) => input);
}

const REPROCESS: ReprocessOptions = { gatherMs: ms('3 h'), everyMs: ms('12 h'), latenessMs: ms('48 h') };

interface Part {
  said: Said;
  flow: Flow;
}

function open(engine: EngineOptions, reprocess: ReprocessOptions | false, from?: FlowState): Part {
  const { sink, ...said } = collect();
  const flow = createFlow({ engine, windowMs: LIVE_WINDOW_MS, reprocess, ...(from ? { from } : {}) }, sink);
  return { said, flow };
}

function drain(flow: Flow): void {
  while (!flow.drain(1000));
}

/** What is emitted after input number `after`: by the flow itself, and by one that is read from its snapshot. */
function bothWays(
  inputs: readonly EngineInput[],
  engine: EngineOptions,
  reprocess: ReprocessOptions | false,
  after: number,
  every: number,
) {
  const through = open(engine, reprocess);
  let slices: Iterator<Slice> | null = null;
  const chunks: Uint8Array[] = [];
  let taken = 0;
  function writeOn(most: number): void {
    for (let n = 0; n < most && slices !== null; n++) {
      const { value, done } = slices.next();
      if (done) slices = null;
      else if (value) chunks.push(value);
      taken++;
    }
  }
  const emitted = { events: 0, alerts: 0, fixes: 0 };
  inputs.forEach((input, index) => {
    through.flow.take(input);
    if (index === after) {
      slices = through.flow.snapshot()[Symbol.iterator]();
      emitted.events = through.said.events.length;
      emitted.alerts = through.said.alerts.length;
      emitted.fixes = through.said.fixes.length;
    } else if (index % every === 0) writeOn(1);
  });
  drain(through.flow);
  writeOn(Number.POSITIVE_INFINITY);

  const again = open(engine, reprocess, readFlow(chunksOf(chunks))!);
  for (const input of inputs.slice(after + 1)) again.flow.take(input);
  drain(again.flow);
  return { through, again, emitted, taken };
}

/** What is in force in the end, without when it was known and how often it was revised. */
function inForce(events: readonly VesselEvent[], alerts: readonly Alert[]) {
  const still = { revision: 0, knownAt: 0, reason: null };
  const standing = <T extends { id: string; state: string }>(bodies: readonly T[]) =>
    newest(bodies)
      .filter(({ state }) => state !== 'withdrawn')
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    events: standing(events).map((event) => ({ ...event, ...still })),
    alerts: standing(alerts).map((alert) => ({
      ...alert,
      ...still,
      raisedAt: 0,
      evidence: { ...alert.evidence, events: alert.evidence.events.map((event) => ({ ...event, ...still })) },
    })),
  };
}

const scenarios = listScenarios().slice(0, 4);

describe.each(scenarios)('$id', (scenario) => {
  const sightings = scenario.sightings.map(
    (sighting): EngineInput => ({ kind: 'sighting', at: sighting.arrivedAt, sighting }),
  );
  const inputs = disturbed(readAll(scenario.track.path).slice(0, 6000), sightings);
  const engine = { ...referenceOptions, bindings: boundBesides(undefined, scenario.bindings) };

  it('says word for word the same from a snapshot on', () => {
    for (const share of [0.1, 0.4, 0.75]) {
      for (const every of [1, 400]) {
        const after = Math.floor(inputs.length * share);
        const { through, again, emitted, taken } = bothWays(inputs, engine, false, after, every);
        const what = `after ${after}, a slice every ${every}`;
        expect(taken, `${what}: slices`).toBeGreaterThan(3);
        expect(again.said.events, `${what}: events`).toEqual(through.said.events.slice(emitted.events));
        expect(again.said.alerts, `${what}: alerts`).toEqual(through.said.alerts.slice(emitted.alerts));
        expect(again.said.fixes, `${what}: fixes`).toEqual(through.said.fixes.slice(emitted.fixes));
        expect(again.flow.counts(), what).toEqual(through.flow.counts());
      }
    }
  });

  it('comes to the same from a snapshot on, though reports are put in their places at other times', () => {
    for (const share of [0.2, 0.6]) {
      for (const every of [1, 40]) {
        const after = Math.floor(inputs.length * share);
        const { through, again, emitted } = bothWays(inputs, engine, REPROCESS, after, every);
        const what = `after ${after}, a slice every ${every}`;
        const before = {
          events: through.said.events.slice(0, emitted.events),
          alerts: through.said.alerts.slice(0, emitted.alerts),
        };
        expect(again.flow.counts().revision.late, what).toEqual(through.flow.counts().revision.late);
        expect(again.flow.counts().revision.late, what).toBeGreaterThan(10);
        const whole = inForce([...before.events, ...again.said.events], [...before.alerts, ...again.said.alerts]);
        expect(whole, what).toEqual(inForce(through.said.events, through.said.alerts));
      }
    }
  });
});

describe('a snapshot', () => {
  const inputs = disturbed(readAll(scenarios[0]!.track.path).slice(0, 3000), []);

  it.each(scenarios)('of $id has the same content however it is sliced', (scenario) => {
    const inputs = disturbed(readAll(scenario.track.path).slice(0, 3000), []);
    const taken = [1, 1000].map((every) => {
      const { flow } = open(referenceOptions, REPROCESS);
      for (const input of inputs.slice(0, 1500)) flow.take(input);
      const chunks: Uint8Array[] = [];
      const slices = flow.snapshot()[Symbol.iterator]();
      for (const [index, input] of inputs.slice(1500).entries()) {
        flow.take(input);
        if (index % every !== every - 1) continue;
        const { value } = slices.next();
        if (value) chunks.push(value);
      }
      drain(flow);
      for (let next = slices.next(); !next.done; next = slices.next()) if (next.value) chunks.push(next.value);
      const { lane, reprocess } = readFlow(chunks)!;
      const { registry, fleet, fleetStates, counts, at } = lane.engine;
      const vessels = [...registry.byNumber.values()].map(({ cut: _, ...vessel }) => vessel);
      const units = [...registry.units.values()].map(({ vessel, ...unit }) => ({ ...unit, vessel: vessel.id }));
      units.sort((a, b) => a.identity.mmsi - b.identity.mmsi);
      return { vessels, units, fleet, fleetStates, counts, at, late: reprocess?.late, events: reprocess?.events };
    });
    expect(taken[0]!.vessels.length).toBeGreaterThan(3);
    expect(taken[1]).toEqual(taken[0]);
  });

  it('that nobody reads to its end holds nothing up: late reports are put in their places, and another can be taken', () => {
    const { flow } = open(referenceOptions, REPROCESS);
    for (const input of inputs.slice(0, 1500)) flow.take(input);
    for (const slice of flow.snapshot()) if (slice === null) break;
    const before = flow.counts().revision.runs;
    for (const input of inputs.slice(1500)) flow.take(input);
    expect(flow.counts().revision.runs).toBeGreaterThan(before);
    expect(readFlow(chunksOf(flow.snapshot()))).not.toBeNull();
  });

  it('is taken one at a time', () => {
    const { flow } = open(referenceOptions, REPROCESS);
    const first = flow.snapshot();
    expect(() => flow.snapshot()).toThrow('is being written');
    chunksOf(first);
    chunksOf(flow.snapshot());
  });
});
