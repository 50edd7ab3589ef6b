import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../server/domain/alert.ts';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import type { RouteRule } from '../../../server/domain/rule.ts';
import { reviseAlerts } from '../../../server/domain/rules/alerts.ts';
import { compileRule } from '../../../server/domain/rules/finding.ts';
import { findingsOf } from '../../../server/domain/rules/match.ts';
import type { Subject } from '../../../server/domain/rules/subject.ts';
import { asking, call, darkCall, day, declared, heading, hull, listing, rule, ship, sighted } from './happened.ts';

const LISTED = ship({ hull: hull(listing('US OFAC', '2022-05-08T00:00Z')) });

function findings(events: readonly VesselEvent[], of: Partial<RouteRule> = {}, who: Subject = LISTED) {
  return findingsOf(compileRule(rule(of), []), who, events, asking());
}

/** What is told as the events become known one after the other, under one set of alerts. */
function told(...stories: (readonly VesselEvent[])[]): Alert[] {
  const alerts = new Map<string, Alert>();
  return stories.flatMap((events, index) =>
    reviseAlerts('arms', alerts, findings(events), LISTED, {
      now: day(3 + index),
      asOf: 'then',
      match: null,
      sightings: [],
      reportsOf: () => [],
      eventOf: (id) => events.find((event) => event.id === id),
    }),
  );
}

const left = call('rajin', 1, 2);
const bound = heading('vostochny', 2.2, 2.8);

describe('an early warning (route facts 6)', () => {
  it('is a leg whose origin was left and whose destination lies ahead, at low for a listed ship too', () => {
    const [finding, ...others] = findings([left, bound], { severity: 'critical' });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'low', basis: 'inferred', fromAt: day(2), toAt: day(2.8) });
    expect(finding!.stays.map(({ placeId }) => placeId)).toEqual(['rajin', 'vostochny']);
  });

  it('is information where the crew alone declares the destination', () => {
    expect(findings([left, declared('vostochny', 1.5)])).toMatchObject([{ severity: 'info', basis: 'claimed' }]);
    expect(findings([left, declared('busan', 1.5)])).toEqual([]);
    expect(findings([left, declared('vostochny', 0.5)]), 'typed before it came to the origin').toEqual([]);
  });

  it('goes by the course where both are known', () => {
    expect(findings([left, declared('dunay', 1.5), bound])[0]!.stays[1]!.placeId).toBe('vostochny');
  });

  it('needs an origin that was left, and a course towards a destination of the rule', () => {
    expect(findings([bound])).toEqual([]);
    expect(findings([call('rajin', 1, null), bound])).toEqual([]);
    expect(findings([left, heading('busan', 2.2, 4)])).toEqual([]);
    expect(findings([call('busan', 1, 2), bound])).toEqual([]);
  });

  it('counts a destination among the other ports on the same course', () => {
    const facts = { alternatives: [{ placeId: 'dunay', placeName: 'Dunay', distanceKm: 90 }] };
    expect(findings([left, heading('zarubino', 2.2, 2.8, { facts })])[0]!.stays[1]!.placeId).toBe('dunay');
  });

  it('reaches as many days back as the rule does', () => {
    expect(findings([left, heading('vostochny', 12, 13)])).toHaveLength(1);
    expect(findings([left, heading('vostochny', 12.01, 13)])).toEqual([]);
  });

  it('is for watched ships and for routes alone', () => {
    expect(findings([left, bound], {}, ship())).toEqual([]);
    expect(findings([left, bound], { kind: 'lookback', maxDays: 180 })).toEqual([]);
    expect(findings([bound], { kind: 'call' })).toEqual([]);
  });

  it('makes nothing less of a flag for which the origin is enough', () => {
    const dprk = { ...LISTED, mid: 445 };
    const of: Partial<RouteRule> = { severity: 'critical', needs: { originAlone: { mids: [445] } } };
    expect(findings([left, bound], of, dprk)).toMatchObject([{ severity: 'critical' }]);
  });

  it('warns both ways where the rule runs both ways', () => {
    const back = [call('vostochny', 1, 2), heading('rajin', 2.2, 2.8)];
    expect(findings(back)).toEqual([]);
    expect(findings(back, { bothWays: true })).toMatchObject([{ severity: 'low' }]);
  });

  it('gives way to whatever puts the ship there: a call, a sighting, a gap', () => {
    const dark = darkCall(2.3, 4, [{ placeId: 'dunay', days: [2.5, 3.5] }]);
    for (const [event, basis] of [
      [call('vostochny', 3, null), 'observed'],
      [sighted('dunay', 3, 3.1), 'sighted'],
      [dark, 'inferred'],
    ] as const) {
      const [finding, ...others] = findings([left, bound, event]);
      expect(others).toEqual([]);
      expect(finding).toMatchObject({ basis, severity: 'critical' });
      expect(finding!.stays.some((stay) => stay.ahead)).toBe(false);
    }
  });
});

describe('the alert of an early warning', () => {
  it('is that of the leg: the call raises it under the same id', () => {
    const arrived = {
      ...bound,
      state: 'closed' as const,
      revision: 2,
      facts: { ...bound.facts, outcome: 'arrived' as const },
    };
    const [early, later, ...others] = told([left, bound], [left, arrived, call('vostochny', 3, null)]);
    expect(others).toEqual([]);
    expect([early!.severity, later!.severity]).toEqual(['low', 'critical']);
    expect(later).toMatchObject({ id: early!.id, revision: 2, state: 'open', raisedAt: day(3) });
  });

  it('says where the ship was heading, and never that it called', () => {
    const [{ why, evidence }] = told([left, bound]) as [Alert];
    expect(why).toBe(
      'LADY R (IMO 9161003), listed by US OFAC since 8 May 2022, called at rajin (2 to 3 Feb 2024) and then was heading for vostochny (there on 3 Feb 2024 at the earliest): DPRK east coast to Russia.',
    );
    expect(evidence.otherExplanations).toContain('A course is no call: the ship may pass by, wait or turn.');
    const silent = heading('vostochny', 2.2, 2.8, { facts: { outcome: 'fell silent' } });
    expect(told([left, silent])[0]!.why).toMatch(/was heading for vostochny when it fell silent \(there on/);
    expect(told([left, declared('vostochny', 1.5)])[0]!.why).toMatch(
      /and then declared vostochny as its destination \(2 Feb/,
    );
  });

  it('is withdrawn with the reason when the ship turns away, and raised again when it comes back', () => {
    const off = {
      ...bound,
      state: 'closed' as const,
      revision: 2,
      facts: { ...bound.facts, outcome: 'turned away' as const },
    };
    const again = heading('vostochny', 3, 3.5);
    const [early, withdrawn, back, ...others] = told([left, bound], [left, off], [left, off, again]);
    expect(others).toEqual([]);
    expect(withdrawn).toMatchObject({ id: early!.id, state: 'withdrawn', revision: 2, severity: 'low' });
    expect(withdrawn!.why).toMatch(/Called off: it turned away \(vostochny\)\.$/);
    expect(back).toMatchObject({ id: early!.id, state: 'open', revision: 3 });
  });

  it('is withdrawn when another destination is declared', () => {
    const claim = declared('vostochny', 1.5);
    const facts = { ...claim.facts, outcome: 'replaced' as const, outcomeGround: 'it declares "BUSAN" now' };
    const said = told([left, claim], [left, { ...claim, state: 'closed', revision: 2, facts }]);
    expect(said.at(-1)!.why).toMatch(/Called off: it declares "BUSAN" now\.$/);
  });
});
