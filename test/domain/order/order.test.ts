import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RareInput } from '../../../server/domain/engine/input.ts';
import { createOrder, type Order, type OrderOptions, type StoredOrder } from '../../../server/domain/order/order.ts';
import { copyReport, emptyReport, POSITION, type Report, STATIC } from '../../../server/domain/report.ts';

const START_AT = Date.UTC(2023, 7, 1);

function fix(seconds: number, fields: Partial<Report> = {}): Report {
  const at = START_AT + seconds * 1000;
  return { ...emptyReport(), parts: POSITION, mmsi: 273_212_120, at, arrivedAt: at, lon: 131.9, lat: 43.1, ...fields };
}

function collect(options: OrderOptions, from?: StoredOrder) {
  const out: Report[] = [];
  const late: Report[] = [];
  const keep = (to: Report[]) => (report: Readonly<Report>) => {
    const copy = emptyReport();
    copyReport(report, copy);
    to.push(copy);
  };
  const rare: RareInput[] = [];
  const keepReport = keep(out);
  const order = createOrder(
    options,
    { input: (input) => (input.kind === 'report' ? keepReport(input) : void rare.push(input)), late: keep(late) },
    from,
  );
  return { order, out, late, rare };
}

/** The stage as it is now, packed in slices of a few reports. */
function stored(order: Order): StoredOrder {
  const { rest, waiting } = order.cut();
  while (!waiting.pack(7));
  return structuredClone({ rest, waiting: waiting.chunks });
}

/** What comes out at the end for reports pushed in this order. */
function ordered(reports: readonly Report[], options: OrderOptions): Report[] {
  const { order, out } = collect(options);
  for (const report of reports) order.push(report);
  order.drain(Infinity);
  return out;
}

const secondsOf = (reports: readonly Report[]) => reports.map(({ at }) => (at - START_AT) / 1000);

describe('the window', () => {
  it('lets a report go once event time has left it behind, and puts right what came in disorder', () => {
    const { order, out } = collect({ windowMs: 10_000 });
    for (const seconds of [0, 5, 3, 8]) order.push(fix(seconds, { lon: seconds }));
    expect(out).toEqual([]);
    order.push(fix(14, { lon: 14 }));
    expect(secondsOf(out)).toEqual([0, 3]);
    order.drain(Infinity);
    expect(secondsOf(out)).toEqual([0, 3, 5, 8, 14]);
  });

  it('gives a report older than what has gone out to the late side, once, and never out of order', () => {
    const { order, out, late } = collect({ windowMs: 10_000 });
    for (const seconds of [0, 30]) order.push(fix(seconds, { lon: seconds }));
    order.push(fix(-1));
    order.push(fix(1, { lon: 1 }));
    order.drain(Infinity);
    expect(secondsOf(late)).toEqual([-1]);
    // One second is behind the window, but nothing later has gone out yet.
    expect(secondsOf(out)).toEqual([0, 1, 30]);
    expect(order.counts()).toMatchObject({ pushed: 4, released: 3, late: 1, waiting: 0 });
  });

  it('passes when time goes on without a report', () => {
    const { order, out } = collect({ windowMs: 10_000 });
    order.push(fix(0));
    order.push({ kind: 'time', at: START_AT + 10_000 });
    expect(out).toHaveLength(0);
    order.push({ kind: 'time', at: START_AT + 10_001 });
    expect(out).toHaveLength(1);
  });

  it('holds a whole recording when it is infinite, and lets it go piece by piece', () => {
    const { order, out } = collect({ windowMs: Number.POSITIVE_INFINITY });
    for (let seconds = 99; seconds >= 0; seconds--) order.push(fix(seconds, { lon: seconds }));
    expect(out).toEqual([]);
    expect(order.drain(60)).toBe(false);
    expect(order.drain(40)).toBe(true);
    expect(secondsOf(out)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  it('lets the oldest go early when it is full, and counts them', () => {
    const { order, out, late } = collect({ windowMs: Number.POSITIVE_INFINITY, capacity: 3 });
    for (const seconds of [4, 3, 2, 1, 0, 9]) order.push(fix(seconds, { lon: seconds }));
    order.drain(Infinity);
    expect(secondsOf(out)).toEqual([1, 2, 3, 4, 9]);
    expect(secondsOf(late)).toEqual([0]);
    expect(order.counts()).toMatchObject({ early: 2, late: 1 });
  });

  it('refuses a report without a time, which no feed may hand on', () => {
    const { order } = collect({ windowMs: 0 });
    expect(() => order.push(fix(Number.NaN))).toThrow('report of MMSI 273212120 without a time');
  });
});

describe('the total order', () => {
  it('is event time, then arrival, then MMSI, then content, then receiver', () => {
    const reports = [
      fix(1, { mmsi: 1, receiver: 'b' }),
      fix(1, { mmsi: 2 }),
      fix(1, { mmsi: 1, arrivedAt: START_AT + 2000 }),
      fix(0, { mmsi: 9 }),
    ];
    const out = ordered(reports.toReversed(), { windowMs: Number.POSITIVE_INFINITY, duplicateMs: -1 });
    expect(out.map(({ mmsi, arrivedAt }) => [mmsi, (arrivedAt - START_AT) / 1000])).toEqual([
      [9, 0],
      [1, 1],
      [2, 1],
      [1, 2],
    ]);
  });
});

describe('duplicates', () => {
  it('hygiene 4: are the same content from the same MMSI within 10 s; the first one’s receiver is kept', () => {
    const { order, out } = collect({ windowMs: 0 });
    order.push(fix(0, { receiver: 'vladivostok', line: 1 }));
    order.push(fix(4, { receiver: 'nakhodka', line: 7 }));
    order.push(fix(10, { receiver: 'nakhodka' }));
    order.push(fix(10.001, { receiver: 'nakhodka' }));
    order.drain(Infinity);
    expect(out.map(({ receiver }) => receiver)).toEqual(['vladivostok', 'nakhodka']);
    expect(order.counts().duplicates).toBe(2);
  });

  it('are not the same words from another ship, another position or another identity', () => {
    const name = { parts: STATIC, lon: Number.NaN, lat: Number.NaN, name: 'LADY R' };
    const reports = [
      fix(0),
      fix(0, { mmsi: 1 }),
      fix(0, { lon: 131.900001 }),
      fix(0, { speedKn: 0 }),
      fix(0, name),
      fix(0, { ...name, name: 'LADY S' }),
    ];
    expect(ordered(reports, { windowMs: 0 })).toHaveLength(6);
  });

  it('are found among as many as a busy feed says in 10 s', () => {
    const { order, out } = collect({ windowMs: 1000 });
    for (let i = 0; i < 20_000; i++) {
      order.push(fix(i / 1000, { mmsi: 1 + (i % 5000), lon: i / 1000 }));
      order.push(fix(i / 1000 + 0.5, { mmsi: 1 + (i % 5000), lon: i / 1000, receiver: 'second' }));
    }
    order.drain(Infinity);
    expect(out).toHaveLength(20_000);
    expect(order.counts().duplicates).toBe(20_000);
    expect(out.every(({ receiver }) => receiver === '')).toBe(true);
  });
});

const anyReport = fc
  .record({
    second: fc.integer({ min: 0, max: 60 }),
    lag: fc.integer({ min: 0, max: 3 }),
    mmsi: fc.integer({ min: 1, max: 3 }),
    lon: fc.constantFrom(131.9, 131.8, -0, 0),
    receiver: fc.constantFrom('', 'a', 'b'),
    line: fc.integer({ min: 1, max: 4 }),
    name: fc.constantFrom('', 'LADY R'),
  })
  .map(({ second, lag, name, ...fields }) => {
    const parts = name === '' ? POSITION : POSITION | STATIC;
    return fix(second, { ...fields, name, parts, arrivedAt: START_AT + (second + lag) * 1000 });
  });
const anyReports = fc.array(anyReport, { maxLength: 60 });

describe('the same goes out', () => {
  it('for any arrival order of a recording', () => {
    const options = { windowMs: Number.POSITIVE_INFINITY };
    const shuffled = anyReports.chain((reports) =>
      fc.tuple(fc.constant(reports), fc.shuffledSubarray(reports, { minLength: reports.length })),
    );
    fc.assert(
      fc.property(shuffled, ([reports, other]) => {
        const out = ordered(reports, options);
        expect(ordered(other, options)).toEqual(out);
        expect(secondsOf(out)).toEqual(secondsOf(out).toSorted((a, b) => a - b));
      }),
      { numRuns: 300 },
    );
  });

  it('hygiene 1: for any arrival order within the window of a live feed', () => {
    const delayed = fc.array(
      fc.tuple(anyReport, fc.integer({ min: 0, max: 19_999 }), fc.integer({ min: 0, max: 19_999 })),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(delayed, (entries) => {
        // Delayed by less than the window, nothing can be overtaken by more than the window.
        const arrival = (delay: 1 | 2) =>
          entries.toSorted((a, b) => a[0].at + a[delay] - (b[0].at + b[delay])).map(([report]) => report);
        const { order, out, late } = collect({ windowMs: 20_000 });
        for (const report of arrival(1)) order.push(report);
        order.drain(Infinity);
        expect(late).toEqual([]);
        expect(ordered(arrival(2), { windowMs: 20_000 })).toEqual(out);
      }),
      { numRuns: 300 },
    );
  });

  it('and nothing is lost: what goes in goes out, is merged or is late', () => {
    fc.assert(
      fc.property(
        anyReports,
        fc.integer({ min: 0, max: 30_000 }),
        fc.integer({ min: 1, max: 20 }),
        (reports, windowMs, capacity) => {
          const { order, out, late } = collect({ windowMs, capacity });
          for (const report of reports) order.push(report);
          order.drain(Infinity);
          const { pushed, released, duplicates, late: lateCount, waiting } = order.counts();
          expect([pushed, released, lateCount, waiting]).toEqual([reports.length, out.length, late.length, 0]);
          expect(released + duplicates + lateCount).toBe(pushed);
          expect(secondsOf(out)).toEqual(secondsOf(out).toSorted((a, b) => a - b));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('when a run is stopped at any report and goes on from its snapshot', () => {
    fc.assert(
      fc.property(
        anyReports,
        fc.nat({ max: 60 }),
        fc.constantFrom(0, 5000, Number.POSITIVE_INFINITY),
        (reports, stop, windowMs) => {
          const through = collect({ windowMs });
          for (const report of reports) through.order.push(report);
          through.order.drain(Infinity);

          const before = collect({ windowMs });
          for (const report of reports.slice(0, stop)) before.order.push(report);
          const after = collect({ windowMs }, stored(before.order));
          for (const report of reports.slice(stop)) after.order.push(report);
          after.order.drain(Infinity);

          expect([...before.out, ...after.out]).toEqual(through.out);
          expect([...before.late, ...after.late]).toEqual(through.late);
          expect(after.order.counts()).toEqual(through.order.counts());
        },
      ),
      { numRuns: 300 },
    );
  });

  it('when what it goes on from was packed while the run went on', () => {
    fc.assert(
      fc.property(anyReports, fc.nat({ max: 60 }), fc.integer({ min: 1, max: 9 }), (reports, stop, slice) => {
        const through = collect({ windowMs: 5000 });
        for (const report of reports.slice(0, stop)) through.order.push(report);
        const { rest, waiting } = through.order.cut();
        const [said, refused] = [through.out.length, through.late.length];
        for (const report of reports.slice(stop)) {
          waiting.pack(slice);
          through.order.push(report);
        }
        through.order.drain(Infinity);
        waiting.pack(Infinity);

        const after = collect({ windowMs: 5000 }, structuredClone({ rest, waiting: waiting.chunks }));
        for (const report of reports.slice(stop)) after.order.push(report);
        after.order.drain(Infinity);
        expect(after.out).toEqual(through.out.slice(said));
        expect(after.late).toEqual(through.late.slice(refused));
      }),
      { numRuns: 300 },
    );
  });
});

describe('inputs other than reports', () => {
  const rules = (seconds: number): RareInput => ({ kind: 'rules', at: START_AT + seconds * 1000, rules: [], past: [] });

  it('go out before the first report that is not older, also when given ahead of their time', () => {
    const went: string[] = [];
    const order = createOrder(
      { windowMs: 10_000 },
      { input: ({ kind, at }) => void went.push(`${kind} ${(at - START_AT) / 1000}`), late() {} },
    );
    for (const seconds of [20, 5]) order.push(rules(seconds));
    for (const seconds of [4, 5, 19, 40]) order.push(fix(seconds, { lon: seconds }));
    expect(went).toEqual(['report 4', 'rules 5', 'report 5', 'report 19']);
    order.drain(Number.POSITIVE_INFINITY);
    expect(went.slice(4)).toEqual(['rules 20', 'report 40']);
  });

  it('wait across a stop', () => {
    const before = collect({ windowMs: 10_000 });
    before.order.push(rules(20));
    before.order.push(fix(0));
    const after = collect({ windowMs: 10_000 }, stored(before.order));
    after.order.handOver(START_AT + 19_999);
    expect(after.rare).toEqual([]);
    after.order.handOver(START_AT + 20_000);
    expect(after.rare).toEqual([rules(20)]);
  });
});

it('time that has gone out is passed by no report: one from before it is late', () => {
  const { order, out, late, rare } = collect({ windowMs: 10_000 });
  order.push({ kind: 'time', at: START_AT + 30_000 });
  expect(rare).toEqual([{ kind: 'time', at: START_AT + 20_000 }]);
  for (const seconds of [19.9, 20]) order.push(fix(seconds));
  order.push({ kind: 'time', at: START_AT + 25_000 });
  order.drain(Number.POSITIVE_INFINITY);
  expect(secondsOf(late)).toEqual([19.9]);
  expect(secondsOf(out)).toEqual([20]);
  expect(rare).toHaveLength(1);
});
