// A watchlist that changes under a running engine.

import { expect, test } from 'vitest';
import { createEngine } from '../../../server/domain/engine/engine.ts';
import { type HandBindings, NO_BINDINGS } from '../../../server/domain/identity/identify.ts';
import { mergeHulls } from '../../../server/domain/listing/hulls.ts';
import { record } from '../../lists/records.ts';
import { collect, places, referenceOptions } from '../../play.ts';
import { at, away, together, vessel } from '../../scenario.ts';

const IMO = 9000003;
const listedAt = at('2024-04-10');
const { hulls } = mergeHulls(
  [],
  [
    {
      id: 'ofac-sdn',
      title: 'OFAC',
      authority: 'US OFAC',
      sanction: true,
      asOf: listedAt,
      asOfText: '10 Apr 2024',
      records: [{ record: record({ imo: IMO, name: 'ORDINARY TRADER' }), firstAt: listedAt, missedAt: null }],
    },
  ],
);

/** From Ust-Luga, whose calls matter of watched ships only. */
const port = places.port('ustluga')!;
const calls = (from: string) =>
  vessel('ORDINARY TRADER', { mmsi: 538006700, imo: IMO })
    .at(away(port, 60, 270), at(from))
    .says({ name: 'ORDINARY TRADER', imo: IMO, shipType: 70 })
    .sails({ to: port, kn: 12 })
    .stops('12 h', { kn: 0 })
    .sails({ to: away(port, 60, 270), kn: 12 });

const watching = (list: typeof hulls, bindings: HandBindings = NO_BINDINGS) =>
  ({ kind: 'watchlist', at: 0, hulls: list, bindings }) as const;

function engineWith(list: typeof hulls) {
  const { sink, ...said } = collect();
  return { engine: createEngine({ ...referenceOptions, hulls: list, asOf: 'now' }, sink), said };
}

test('a ship under way is taken for its hull as soon as the list has it, and not for what lies behind it', () => {
  const { engine, said } = engineWith([]);
  const voyage = calls('2026-03-01T00:00Z').sails({ to: port, kn: 12 }).stops('12 h', { kn: 0 });
  const reports = together(voyage);
  const outAt = at('2026-03-01T17:00Z');
  for (const report of reports) if (report.at < outAt) engine.take(report);
  expect(said.vessels.get(`imo:${IMO}`)).toMatchObject({ hullId: null });
  engine.take(watching(hulls));
  expect(said.vessels.get(`imo:${IMO}`)).toMatchObject({ hullId: `imo:${IMO}`, match: { rule: 'C1' } });
  expect(said.alerts).toEqual([]);
  engine.take(watching(hulls));
  for (const report of reports) if (report.at >= outAt) engine.take(report);
  expect(new Set(said.alerts.map(({ ruleId }) => ruleId))).toContain('eu-xlvii');
  expect(Math.min(...said.alerts.map(({ fromAt }) => fromAt))).toBeGreaterThan(outAt);
});

test('a ship that leaves the list is watched no more, and what was said of it stands', () => {
  const { engine, said } = engineWith(hulls);
  for (const report of together(calls('2026-03-01T00:00Z'))) engine.take(report);
  const before = said.alerts.length;
  expect(before).toBeGreaterThan(0);
  engine.take(watching([]));
  expect(said.vessels.get(`imo:${IMO}`)).toMatchObject({ hullId: null, match: null });
  expect(said.vessels.get(`imo:${IMO}`)!.imo).toBe(IMO);
});

test('a decision by hand takes effect at once', () => {
  const { engine, said } = engineWith(hulls);
  const quiet = vessel('SOMETHING ELSE', { mmsi: 538006701 }).at(port, at('2026-03-01T00:00Z')).stops('1 h', { kn: 0 });
  for (const report of together(quiet)) engine.take(report);
  const bound = new Map([[538006701, `imo:${IMO}`]]);
  engine.take(watching(hulls, { bound, refused: new Set() }));
  expect(said.vessels.get(`imo:${IMO}`)).toMatchObject({ mmsi: 538006701, match: { rule: 'C2' } });
  engine.take(watching(hulls, { bound, refused: new Set([`538006701|imo:${IMO}`]) }));
  expect([...said.vessels.values()].at(-1)).toMatchObject({ hullId: null });
});
