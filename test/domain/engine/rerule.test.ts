// Rules that change under a running engine: from now on, and never for what lies behind, unless a leg is under way.

import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../server/domain/alert.ts';
import { createEngine } from '../../../server/domain/engine/engine.ts';
import type { RouteRule } from '../../../server/domain/rule.ts';
import { type RuleChange, rulesLive } from '../../../server/domain/rules/book.ts';
import { collect, newest, places, referenceOptions, restarted } from '../../play.ts';
import { at, away, type Point, type Ship, vessel } from '../../scenario.ts';
import { rule } from '../rules/happened.ts';

const TRADER = { name: 'ORDINARY TRADER', mmsi: 538_006_700, imo: 9_074_729 };
const HOUR = 3_600_000;

/** Comes in from the sea, lies there for a day and goes out again. */
function callsAt(ship: Ship, where: Point, on: string): Ship {
  const sea = away(where, 60, 135);
  return ship
    .at(sea, at(on) - Math.round((60 / 1.852 / 12) * HOUR))
    .says({ name: TRADER.name, imo: TRADER.imo, shipType: 70 })
    .sails({ to: where, kn: 12 })
    .stops('24 h', { kn: 0 })
    .sails({ to: sea, kn: 12 });
}

const busan = places.port('busan')!;
const vladivostok = places.port('vladivostok')!;
/** Busan on 1 March, Vladivostok on 5 March. */
const voyage = callsAt(callsAt(vessel(TRADER.name, TRADER), busan, '2024-03-01'), vladivostok, '2024-03-05');

const trade = (more: Partial<RouteRule> = {}): RouteRule =>
  rule({ id: 'own-trade', title: 'Busan to Vladivostok', origin: ['busan'], destination: ['vladivostok'], ...more });
const made = (on: string, of = trade(), number = 1, what: RuleChange['what'] = 'made'): RuleChange => ({
  ruleId: of.id,
  number,
  savedAt: at(on),
  by: 'test',
  what,
  rule: of,
});

/** Plays the voyage; each change is taken up when event time has come to it. */
function play(changes: RuleChange[], more: { recall?: boolean; restart?: boolean } = {}): Alert[] {
  const { sink, ...said } = collect();
  let engine = createEngine({ ...referenceOptions, hulls: [], rules: [] }, sink);
  const waiting = [...changes];
  for (const report of voyage.reports) {
    while (waiting.length > 0 && waiting[0]!.savedAt <= report.at) {
      waiting.shift();
      const known = rulesLive([], changes.slice(0, changes.length - waiting.length));
      const past = more.recall ? newest(said.events) : [];
      engine.take({ kind: 'rules', at: report.at, rules: known, past });
      if (more.restart) {
        engine = restarted(engine, { ...referenceOptions, hulls: [], rules: known }, sink);
      }
    }
    engine.take(report);
  }
  engine.settle();
  return said.alerts;
}

describe('a rule made while the monitor runs', () => {
  it('speaks of legs that begin from then on', () => {
    const [alert] = newest(play([made('2024-02-20')]));
    expect(alert).toMatchObject({ ruleId: 'own-trade', placeIds: ['busan', 'vladivostok'], state: 'open' });
    expect(alert!.evidence.rule.version).toBe(1);
  });

  it('raises nothing for what lies behind it', () => {
    expect(play([made('2024-03-06T12:00Z')], { recall: true })).toEqual([]);
    expect(play([made('2024-03-06T12:00Z')])).toEqual([]);
  });

  it('takes up a leg under way, where the origin is remembered for it', () => {
    expect(newest(play([made('2024-03-03')], { recall: true }))).toMatchObject([
      { ruleId: 'own-trade', state: 'open' },
    ]);
    expect(play([made('2024-03-03')]), 'nobody kept a call at a port of no rule').toEqual([]);
  });

  it('speaks of a call that still lasts', () => {
    const call = trade({ kind: 'call', origin: [], destination: ['vladivostok'] });
    expect(newest(play([made('2024-03-05T12:00Z', call)], { recall: true }))).toHaveLength(1);
    expect(play([made('2024-03-06T12:00Z', call)], { recall: true })).toEqual([]);
  });

  it('is told the same by a monitor that is started again just then', () => {
    const changes = [made('2024-03-03')];
    expect(play(changes, { recall: true, restart: true })).toEqual(play(changes, { recall: true }));
  });

  it('on the length of a stay is asked when the stay is long enough', () => {
    const stay = trade({ kind: 'stay', origin: [], destination: ['vladivostok'], needs: { stayHours: 20 } });
    const [first] = play([made('2024-03-05T10:00Z', stay)], { recall: true });
    expect(first!.raisedAt - first!.fromAt).toBe(20 * HOUR);
  });
});

describe('a rule that is changed', () => {
  it('leaves what its earlier version said, in that version', () => {
    const changes = [made('2024-02-20'), made('2024-03-07', trade({ version: 2, severity: 'low' }), 2, 'changed')];
    const alerts = newest(play(changes));
    expect(alerts).toMatchObject([{ severity: 'high', state: 'open', evidence: { rule: { version: 1 } } }]);
  });

  it('speaks in its new version of what happens afterwards', () => {
    const changes = [made('2024-02-20'), made('2024-03-03', trade({ version: 2, severity: 'low' }), 2, 'changed')];
    expect(newest(play(changes))).toMatchObject([{ severity: 'low', evidence: { rule: { version: 2 } } }]);
  });

  it('switched off says nothing more, and takes nothing back', () => {
    const off = (on: string) => made(on, trade({ version: 2, enabled: false }), 2, 'switched off');
    expect(play([made('2024-02-20'), off('2024-03-03')])).toEqual([]);
    const after = newest(play([made('2024-02-20'), off('2024-03-05T12:00Z')]));
    expect(after).toMatchObject([{ state: 'open' }]);
  });
});
