// The inputs beside reports: zones that users draw, what our feeds say of themselves, and time. What carries them does
// not know them, so each is also given through a flow, and through one that is stopped and resumed.

import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../server/domain/engine/engine.ts';
import { compareInputs, type EngineInput, type RareInput } from '../../../server/domain/engine/input.ts';
import type { FeedState } from '../../../server/domain/fleet/feeds.ts';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import type { Gap } from '../../../server/domain/kinds/gap/facts.ts';
import type { ZoneVisit } from '../../../server/domain/kinds/zone/facts.ts';
import type { Zone } from '../../../server/domain/places/place.ts';
import { createFlow, LIVE_WINDOW_MS } from '../../../server/run/flow.ts';
import { type FlowState, readFlow } from '../../../server/run/stored-flow.ts';
import { chunksOf } from '../../chunks.ts';
import { sampleSighting } from '../../contract/samples.ts';
import { collect, newest, referenceOptions } from '../../play.ts';
import { at, away, boxZone, ms, together, vessel } from '../../scenario.ts';

const LADY_R = { mmsi: 273_212_120, imo: 9_161_003 };
const START = at('2024-02-01T00:00Z');
const sea = { lon: 131.2, lat: 39.6 };

/** Takes the inputs in order, those at one instant in their own order. */
function take(inputs: readonly EngineInput[]): VesselEvent[] {
  const { sink, events } = collect();
  const engine = createEngine(referenceOptions, sink);
  for (const input of inOrder(inputs)) engine.take(input);
  return events;
}

function inOrder(inputs: readonly EngineInput[]): EngineInput[] {
  return [...inputs].sort((a, b) => a.at - b.at || Number(a.kind === 'report') - Number(b.kind === 'report'));
}

/** The same through a live flow, stopped and resumed after so many inputs. */
function flow(inputs: readonly EngineInput[], restartAfter = Number.POSITIVE_INFINITY): VesselEvent[] {
  const { sink, events } = collect();
  const open = (from?: FlowState) =>
    createFlow({ engine: referenceOptions, windowMs: LIVE_WINDOW_MS, ...(from ? { from } : {}) }, sink);
  let running = open();
  inOrder(inputs).forEach((input, index) => {
    running.take(input);
    if (index + 1 === restartAfter) running = open(readFlow(chunksOf(running.snapshot()))!);
  });
  while (!running.drain(1000));
  return events;
}

describe('what our feeds say of themselves', () => {
  const near = away(sea, 10);
  const others = Array.from({ length: 7 }, (_, n) =>
    vessel(`OTHER ${n}`, { mmsi: 440_000_001 + n })
      .at(away(near, 2, n * 50), START + n * 1000)
      .stops('12 h', { kn: 1, every: '2 min' }),
  );
  const silent = vessel('LADY R', LADY_R).at(away(sea, 60), START).says({}).sails({ to: near, kn: 10 });
  const lastAt = silent.now;
  silent.goesSilent('7 h').arrives(away(near, 20), 6);
  const reports = together(silent, ...others);

  const feed = (state: FeedState, from: number, to: number | null, known = from): EngineInput => ({
    kind: 'feed',
    at: known,
    feed: 'satellite',
    state,
    fromAt: from,
    toAt: to,
  });
  const gapWith = (...inputs: EngineInput[]): Gap =>
    newest(take([...reports, ...inputs])).find((event) => event.kind === 'gap')!;
  const plain = gapWith();

  it('leave a gap as it is while all are up', () => {
    expect(['probably-off', 'off-near-place']).toContain(plain.facts.grade);
    expect(gapWith(feed('up', lastAt + ms('1 h'), null)).facts.grade).toBe(plain.facts.grade);
  });

  it.each<[string, EngineInput[]]>([
    ['was down in the midst of it', [feed('down', lastAt + ms('2 h'), lastAt + ms('4 h'), lastAt + ms('4 h'))]],
    ['has been down since before it', [feed('down', lastAt - ms('1 h'), null)]],
    ['came up before its end', [feed('down', lastAt + ms('1 h'), null), feed('up', lastAt + ms('3 h'), null)]],
    [
      'is known only afterwards to have been down',
      [feed('down', lastAt, lastAt + ms('1 h'), lastAt + ms('6 h 30 min'))],
    ],
    ['was degraded, so that nobody can say what is missing', [feed('degraded', lastAt + ms('1 h'), null)]],
  ])('never make a ship silent by a feed that %s', (_, inputs) => {
    expect(gapWith(...inputs).facts.grade).toBe('unknown');
  });

  it('are told in the grounds, each minute of outage once', () => {
    const down = [feed('down', lastAt + ms('1 h'), lastAt + ms('3 h'))];
    const second = { ...feed('down', lastAt + ms('2 h'), lastAt + ms('4 h')), feed: 'coast' } as EngineInput;
    expect(gapWith(...down, second).facts.grounds).toContain('Our own feed was down for 3 h of the silence.');
  });

  it.each<[string, EngineInput]>([
    ['before it', feed('down', START, START + ms('1 h'))],
    ['after it', feed('down', lastAt + ms('7 h 30 min'), null)],
  ])('leave a gap as it is for an outage %s', (_, input) => {
    expect(gapWith(input).facts.grade).toBe(plain.facts.grade);
  });

  it('say the same through a flow, wherever it is stopped and resumed', () => {
    const inputs = [...reports, feed('down', lastAt + ms('1 h'), null), feed('up', lastAt + ms('3 h'), null)];
    const gaps = (events: VesselEvent[]) => newest(events).filter(({ kind }) => kind === 'gap');
    const straight = gaps(take(inputs));
    expect(straight).toMatchObject([{ facts: { grade: 'unknown' } }]);
    for (const restartAfter of [100, 1000, 1500, 2000]) expect(gaps(flow(inputs, restartAfter))).toEqual(straight);
  });
});

describe('zones that users draw', () => {
  const ring = boxZone('own-box', sea.lon - 0.2, sea.lat - 0.2, sea.lon + 0.2, sea.lat + 0.2);
  const box: Zone = { ...ring, kind: 'drawn', name: 'My box' };
  const other: Zone = { ...boxZone('own-other', 0, 0, 1, 1), kind: 'drawn' };
  const draw = (when: number, ...zones: Zone[]): EngineInput => ({ kind: 'zones', at: when, zones });
  const west = away(sea, 60, 270);
  const east = away(sea, 60, 90);
  const passing = vessel('LADY R', LADY_R).at(west, START).says({}).sails({ to: east, kn: 10 });
  const lying = vessel('LADY R', LADY_R).at(sea, START).says({}).stops('12 h', { kn: 0 });
  const visits = (events: readonly VesselEvent[]): ZoneVisit[] =>
    newest(events).filter((event) => event.kind === 'zone' && event.facts.zoneId.startsWith('own-')) as ZoneVisit[];

  it('are watched from when they are drawn', () => {
    const [visit, ...more] = visits(take([...passing.reports, draw(START + 1, box)]));
    expect(more).toEqual([]);
    expect(visit).toMatchObject({ state: 'closed', facts: { zoneName: 'My box' } });
    expect(visit!.facts.entry!.fromAt).toBeGreaterThan(START);
    expect(visits(take([...passing.reports, draw(passing.now, box)]))).toEqual([]);
    expect(visits(take(passing.reports))).toEqual([]);
  });

  it('drawn round a ship do not say that it came in', () => {
    const [visit] = visits(take([...lying.reports, draw(START + ms('5 h') + 1, box)]));
    expect(visit).toMatchObject({ state: 'open', beganAt: START + ms('5 h 10 min') });
    expect(visit!.facts.entry).toBeNull();
  });

  it.each<[string, Zone[]]>([
    ['deleted', []],
    ['drawn anew elsewhere', [{ ...box, ring: other.ring }]],
  ])('that are %s round a ship do not say that it left', (_, zones) => {
    const when = START + ms('5 h') + 1;
    const [visit, ...more] = visits(take([...lying.reports, draw(START + 1, box), draw(when, ...zones)]));
    expect(more).toEqual([]);
    expect(visit).toMatchObject({ state: 'closed', revision: 2, endedAt: START + ms('5 h'), facts: { exit: null } });
    expect(visit!.reason).toMatch(/zone was deleted or drawn anew/);
  });

  it('stay what they are when others are drawn or deleted', () => {
    const inputs = [draw(START + 1, box), draw(START + ms('3 h'), box, other), draw(START + ms('4 h'), box)];
    expect(visits(take([...lying.reports, ...inputs]))).toMatchObject([{ state: 'open', revision: 1 }]);
  });

  it('leave the zones of the reference table in force', () => {
    const zone = referenceOptions.places.zones[0]!;
    const [lon, lat] = zone.ring[0]!;
    const middle = { lon: (lon + zone.ring[2]![0]) / 2, lat: (lat + zone.ring[2]![1]) / 2 };
    const ship = vessel('LADY R', LADY_R).at(middle, START).says({}).stops('2 h', { kn: 2 });
    const found = (inputs: EngineInput[]) => newest(take(inputs)).filter(({ kind }) => kind === 'zone');
    expect(found([...ship.reports, draw(START + 1, other)])).toEqual(found(ship.reports));
  });

  it('may not take the id of a zone of the table', () => {
    const [zone] = referenceOptions.places.zones;
    expect(() => take([draw(START, { ...box, id: zone!.id })])).toThrow(zone!.id);
  });

  it('say the same through a flow, wherever it is stopped and resumed', () => {
    const inputs = [...passing.reports, draw(START + 1, other), draw(START + ms('1 h'), box)];
    const straight = visits(take(inputs));
    expect(straight).toHaveLength(1);
    for (let after = 1; after < inputs.length; after += 3) expect(visits(flow(inputs, after))).toEqual(straight);
  });
});

describe('time', () => {
  const ship = vessel('LADY R', LADY_R).at(sea, START).says({}).stops('1 h', { kn: 5 });
  const time = (after: string): EngineInput => ({ kind: 'time', at: ship.now + ms(after) });

  it('shows a gap that no report shows', () => {
    const gaps = (inputs: EngineInput[]) => take(inputs).filter(({ kind }) => kind === 'gap');
    expect(gaps([...ship.reports, time('5 h 59 min')])).toEqual([]);
    expect(gaps([...ship.reports, time('6 h')])).toMatchObject([{ state: 'open', knownAt: ship.now + ms('6 h') }]);
  });

  it('shows it in a live flow once no report can come before it any more', () => {
    const { sink, events } = collect();
    const running = createFlow({ engine: referenceOptions, windowMs: LIVE_WINDOW_MS }, sink);
    for (const report of ship.reports) running.take(report);
    running.take(time('6 h'));
    expect(events.filter(({ kind }) => kind === 'gap')).toEqual([]);
    running.take({ kind: 'time', at: ship.now + ms('6 h') + LIVE_WINDOW_MS });
    expect(events.filter(({ kind }) => kind === 'gap')).toHaveLength(1);
  });

  it('that has passed a report makes it a late one: the gap is withdrawn', () => {
    const { sink, events } = collect();
    const running = createFlow({ engine: referenceOptions, windowMs: LIVE_WINDOW_MS }, sink);
    for (const report of ship.reports) running.take(report);
    running.take(time('7 h'));
    const late = { ...ship.reports.at(-1)!, at: ship.now + ms('4 h') };
    running.take(late);
    running.take(time('7 h 5 min'));
    while (!running.drain(1000));
    expect(newest(events.filter(({ kind }) => kind === 'gap'))).toMatchObject([{ state: 'withdrawn' }]);
    expect(running.counts().revision).toMatchObject({ late: 1, runs: 1 });
  });
});

it('inputs of one instant have one order, whatever order they come in', () => {
  const sighting = (id: string) => sampleSighting({ id });
  const sorted: RareInput[] = [
    { kind: 'time', at: 1 },
    { kind: 'sighting', at: 2, sighting: sighting('a') },
    { kind: 'sighting', at: 2, sighting: sighting('b') },
    { kind: 'withdrawal', at: 2, sighting: sighting('a'), reason: '' },
    { kind: 'rules', at: 2, rules: [], past: [] },
    { kind: 'zones', at: 2, zones: [] },
    { kind: 'feed', at: 2, feed: 'a', state: 'up', fromAt: 0, toAt: null },
    { kind: 'feed', at: 2, feed: 'b', state: 'up', fromAt: 0, toAt: null },
    { kind: 'time', at: 2 },
    { kind: 'sighting', at: 3, sighting: sighting('a') },
  ];
  expect([...sorted].reverse().sort(compareInputs)).toEqual(sorted);
});
