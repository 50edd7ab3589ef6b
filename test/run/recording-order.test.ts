// A recording put in order in memory and on disk: whatever order it comes in, and however little is held, the engine hears
// what it would hear if all of it were held.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createOrder } from '../../server/domain/order/order.ts';
import { copyReport, emptyReport, POSITION, type Report, STATIC } from '../../server/domain/report.ts';
import { createRecordingOrder } from '../../server/run/recording-order.ts';

const folder = mkdtempSync(join(tmpdir(), 'keelwatch-order-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const START_AT = Date.UTC(2024, 1, 1);

function fix(second: number, fields: Partial<Report> = {}): Report {
  const at = START_AT + second * 1000;
  return { ...emptyReport(), parts: POSITION, mmsi: 273_212_120, at, arrivedAt: at, lon: 131.9, lat: 43, ...fields };
}

/** What the flow hands to its engine: `windowMs` is that of its order stage. */
function behind(windowMs: number) {
  const out: Report[] = [];
  const late: Report[] = [];
  const copied = (report: Readonly<Report>): Report => {
    const copy = emptyReport();
    copyReport(report, copy);
    return copy;
  };
  const order = createOrder(
    { windowMs },
    {
      input: (input) => void (input.kind === 'report' && out.push(copied(input))),
      late: (report) => void late.push(copied(report)),
    },
  );
  return { order, out, late };
}

function allHeld(reports: readonly Report[]): Report[] {
  const { order, out } = behind(Number.POSITIVE_INFINITY);
  for (const report of reports) order.push(report);
  order.drain(Infinity);
  return out;
}

interface Room {
  heldBytes: number;
  chunkReports: number;
}

function spilled(reports: readonly Report[], room: Room, most = 7) {
  const inOrder = createRecordingOrder({ folder, ...room });
  for (const report of reports) inOrder.put(report);
  const { order, out, late } = behind(0);
  while (!inOrder.drain(most, order.push));
  order.drain(Infinity);
  const bytes = inOrder.spilledBytes();
  inOrder.close();
  return { out, late, bytes };
}

/** The same numbers for the same seed. */
function dice(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) / 2 ** 24;
  };
}

const anyReport = fc
  .record({
    second: fc.integer({ min: 0, max: 100 }),
    lag: fc.integer({ min: 0, max: 3 }),
    mmsi: fc.integer({ min: 1, max: 3 }),
    lon: fc.constantFrom(131.9, 131.8, -0, 0, Number.NaN),
    speedKn: fc.constantFrom(Number.NaN, 0, 0.1, 102.2),
    navStatus: fc.constantFrom(Number.NaN, 0, 5),
    coarse: fc.boolean(),
    station: fc.constantFrom(0, 1, 2, 5),
    receiver: fc.constantFrom('', 'a', 'b'),
    source: fc.constantFrom('one.csv', 'two.nmea'),
    line: fc.integer({ min: 1, max: 2_000_000_000 }),
    name: fc.constantFrom('', 'LADY R', ' Леди Р ', '\ud800', 'ÆØÅ'),
    destination: fc.constantFrom('', 'RAJIN', 'x'.repeat(300)),
    imo: fc.constantFrom(Number.NaN, 9_161_003),
  })
  .map(({ second, lag, name, ...fields }) => {
    const parts = name === '' ? POSITION : POSITION | STATIC;
    return fix(second, { ...(fields as Partial<Report>), name, parts, arrivedAt: START_AT + (second + lag) * 1000 });
  });

describe('what comes out is what comes out where all is held', () => {
  it('for any reports in any order, however little is held', () => {
    fc.assert(
      fc.property(
        fc.array(anyReport, { maxLength: 120 }),
        fc.record({ heldBytes: fc.nat({ max: 5000 }), chunkReports: fc.integer({ min: 1, max: 150 }) }),
        fc.integer({ min: 1, max: 20 }),
        (reports, room, most) => {
          const { out, late } = spilled(reports, room, most);
          expect(late).toEqual([]);
          expect(out).toEqual(allHeld(reports));
        },
      ),
      { numRuns: 300 },
    );
  });

  const random = dice(7);
  const seconds = Array.from({ length: 20_000 }, (_, i) => i);
  const SHAPES: Readonly<Record<string, readonly number[]>> = {
    'in order': seconds,
    'in rough order': seconds.map((second) => second + Math.floor(random() * 300)),
    'ship by ship': seconds.map((second) => (second % 2000) * 10),
    backwards: seconds.toReversed(),
    'in no order': seconds.map(() => Math.floor(random() * 20_000)),
    'of one instant': seconds.map(() => 5),
    'of forty years': seconds.map((second) => Math.floor(random() * 1.2e9) + second),
    'with fractions of a millisecond': seconds.map((second) => (second + random() * 20) / 1000),
    'with one report of long ago in it': seconds.map((second) => (second === 15_000 ? 0 : second)),
  };

  it.each(Object.entries(SHAPES))('for a recording %s', (_, shape) => {
    const reports = shape.map((second, i) =>
      fix(second, { mmsi: 1 + (i % 7), lon: i / 1000, line: i, name: `SHIP ${i}`, parts: POSITION | STATIC }),
    );
    const { out, late, bytes } = spilled(reports, { heldBytes: 100_000, chunkReports: 1000 }, 999);
    expect(late).toEqual([]);
    expect(out).toEqual(allHeld(reports));
    expect(bytes).toBeGreaterThan(0);
  });

  it('and a recording that fits into memory never touches the disk', () => {
    const reports = seconds.slice(0, 900).map((second) => fix(900 - second));
    expect(spilled(reports, { heldBytes: 100_000, chunkReports: 100 }).bytes).toBe(0);
  });
});

it('leaves nothing in the folder, also while it runs', () => {
  const inOrder = createRecordingOrder({ folder, heldBytes: 1000, chunkReports: 10 });
  for (let second = 0; second < 5000; second++) inOrder.put(fix((second * 37) % 5000));
  expect(inOrder.spilledBytes()).toBeGreaterThan(0);
  if (process.platform !== 'win32') expect(readdirSync(folder)).toEqual([]);
  inOrder.close();
});

it('says so where the folder takes nothing', () => {
  const gone = join(folder, 'not-there');
  const inOrder = createRecordingOrder({ folder: gone, heldBytes: 0, chunkReports: 1 });
  inOrder.put(fix(1));
  expect(() => inOrder.put(fix(2))).toThrow(`${gone} has no room to put the recording in order (ENOENT)`);
  inOrder.close();
});
