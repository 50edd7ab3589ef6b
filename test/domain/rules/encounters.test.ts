// Meetings, which are told once, and rules that are about the one ship or the other.

import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../server/domain/alert.ts';
import type { RouteRule } from '../../../server/domain/rule.ts';
import { createEncounters, encountersWith, fromTheOtherSide } from '../../../server/domain/rules/encounters.ts';
import { newest, play } from '../../play.ts';
import { away, together, vessel } from '../../scenario.ts';
import { meeting, rule } from './happened.ts';

const sea = { lon: 134.5, lat: 39.5 };
const A = { name: 'SHIP ALPHA', mmsi: 538_006_700, imo: 9_000_003 };
const B = { name: 'SHIP BRAVO', mmsi: 636_012_345, imo: 9_000_015 };

/** Side by side for four hours; neither is on any list. */
function met(of: RouteRule, more: { watched?: boolean } = {}): Alert[] {
  const lies = (who: typeof A, bearing: number) =>
    vessel(who.name, who)
      .at(away(sea, 60, bearing), '2024-05-01T00:00Z')
      .says({ name: who.name, imo: who.imo, shipType: 70 })
      .sails({ to: away(sea, 0.1, bearing), kn: 10 })
      .stops('4 h', { kn: 0.2 })
      .sails({ to: away(sea, 60, bearing), kn: 10 });
  const { alerts } = play(together(lies(A, 90), lies(B, 270)), {
    hulls: [],
    rules: [of],
    everyShip: more.watched ?? true,
  });
  return newest(alerts).filter(({ state }) => state !== 'withdrawn');
}

const meetings = (more: Partial<RouteRule>) => rule({ kind: 'encounter', origin: [], destination: [], ...more });

describe('a rule about one ship and whom it meets', () => {
  it.each([
    [A, B],
    [B, A],
  ])('tells the meeting of that ship, whichever it was told of: $name', (of, other) => {
    const [alert, ...others] = met(meetings({ ships: { hulls: [`imo:${of.imo}`] } }));
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ vesselId: `imo:${of.imo}`, vesselName: of.name });
    expect(alert!.why).toContain(`of ${other.name} (MMSI ${other.mmsi})`);
  });

  it('asks the other of the two for its flag', () => {
    const of = (mid: number) => meetings({ ships: { hulls: [`imo:${A.imo}`] }, needs: { partner: { mids: [mid] } } });
    expect(met(of(636))).toHaveLength(1);
    expect(met(of(538))).toEqual([]);
  });

  it('about any ship tells the meeting once', () => {
    expect(met(meetings({}))).toHaveLength(1);
  });

  it('leaves a meeting out where either is excepted', () => {
    for (const { imo } of [A, B]) expect(met(meetings({ except: { hulls: [`imo:${imo}`] } }))).toEqual([]);
    expect(met(meetings({ except: { hulls: ['imo:9161003'] } }))).toHaveLength(1);
  });
});

describe('the memory of meetings', () => {
  it('knows which ships’ files hold meetings with a unit, also after a ship is renamed', () => {
    const known = createEncounters([meeting(2), meeting(1)]);
    expect(known.toldOf(445_123_000)).toEqual(['imo:9161003']);
    expect(known.toldOf(null)).toEqual([]);
    known.renamed('imo:9161003', 'imo:9179842');
    expect(known.toldOf(445_123_000)).toEqual(['imo:9179842']);
  });

  it('is bounded by partner: a hundred, the last ones', () => {
    const many = Array.from({ length: 120 }, (_, i) => meeting(i, { vesselId: `mmsi:${100 + i}` }));
    const told = createEncounters(many).toldOf(445_123_000);
    expect(told).toHaveLength(100);
    expect(told).not.toContain('mmsi:119');
    expect(told).toContain('mmsi:219');
  });

  it('tells a meeting from the other side, under the same id', () => {
    const event = meeting(1);
    expect(fromTheOtherSide(event, 'mmsi:445123000', 'LADY R')).toMatchObject({
      id: event.id,
      vesselId: 'mmsi:445123000',
      mmsi: 445_123_000,
      facts: { partnerId: 'imo:9161003', partnerName: 'LADY R', partnerMmsi: 273_212_120 },
    });
    expect(encountersWith(445_123_000, 'mmsi:445123000', [event])).toHaveLength(1);
    expect(encountersWith(445_123_000, 'mmsi:445123000', [{ ...event, state: 'withdrawn' }])).toEqual([]);
    expect(encountersWith(1, 'mmsi:1', [event])).toEqual([]);
  });
});
