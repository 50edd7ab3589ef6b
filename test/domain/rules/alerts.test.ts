import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../server/domain/alert.ts';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import { type EvidenceSource, reviseAlerts } from '../../../server/domain/rules/alerts.ts';
import { compileRule } from '../../../server/domain/rules/finding.ts';
import { findingsOf } from '../../../server/domain/rules/match.ts';
import type { Subject } from '../../../server/domain/rules/subject.ts';
import { asking, call, darkCall, day, hull, listing, rule, ship, sighted } from './happened.ts';

/** A desk for one rule and one ship: give it the events as they stand, get the revisions that are said. */
function desk(who: Subject = ship(), more: Partial<EvidenceSource> = {}) {
  const standing = new Map<string, Alert>();
  let now = 100;
  return (events: readonly VesselEvent[], as: Subject = who): Alert[] => {
    const source = {
      now: day(now++),
      asOf: 'then' as const,
      match: null,
      sightings: [],
      reportsOf: () => [],
      eventOf: () => undefined,
      ...more,
    };
    const findings = findingsOf(compileRule(rule(), []), as, events, asking({ now: source.now }));
    return reviseAlerts('arms', standing, findings, as, source);
  };
}

const leg = [call('rajin', 1, 2), call('vostochny', 4, 5)];
const dark = darkCall(1, 3, [{ placeId: 'rajin', days: [1.5, 2.5] }]);

describe('an alert', () => {
  it('is said once, however often the rules are asked', () => {
    const ask = desk();
    expect(ask(leg)).toMatchObject([{ revision: 1, state: 'open', raisedAt: day(100), knownAt: day(100) }]);
    expect(ask(leg)).toEqual([]);
    expect(ask(leg)).toEqual([]);
  });

  it('is revised under its id when a witness is added, and keeps the time of its raising', () => {
    const ask = desk();
    const [first] = ask([dark, call('vostochny', 4, 5)]);
    const [second] = ask([dark, sighted('rajin', 2, 2.2), call('vostochny', 4, 5)]);
    expect(second).toMatchObject({
      id: first!.id,
      revision: 2,
      basis: 'sighted',
      raisedAt: day(100),
      knownAt: day(101),
    });
  });

  it('keeps its id when the new witness lies before all others', () => {
    const ask = desk();
    const [first] = ask([dark, call('vostochny', 4, 5)]);
    const [second, ...others] = ask([dark, sighted('rajin', 1.2, 1.9), call('vostochny', 4, 5)]);
    expect(others).toEqual([]);
    expect(second).toMatchObject({ id: first!.id, revision: 2, state: 'open' });
    expect(second!.evidence.events[0]!.id).toBe('sighted rajin 1.2');
    const third = ask([dark, sighted('rajin', 1.1, 1.2), sighted('rajin', 1.2, 1.9), call('vostochny', 4, 5)]);
    expect(third).toMatchObject([{ id: first!.id, revision: 3 }]);
  });

  it('keeps its id when the unit that made the leg turns out to be a hull', () => {
    const ask = desk(ship({ vesselId: 'mmsi:273212120', name: 'MMSI 273212120', imo: null }));
    const [first] = ask(leg);
    const [second, ...others] = ask(leg, ship({ hull: hull(listing('US OFAC', '2022-05-08T00:00Z')) }));
    expect(others).toEqual([]);
    expect(second).toMatchObject({ id: first!.id, revision: 2, vesselId: 'imo:9161003', severity: 'critical' });
  });

  it('is withdrawn once when its leg no longer holds, and said again when it holds after all', () => {
    const ask = desk();
    const [first] = ask(leg);
    const gone = [leg[0]!, { ...leg[1]!, state: 'withdrawn' as const }];
    expect(ask(gone)).toMatchObject([{ id: first!.id, state: 'withdrawn', revision: 2 }]);
    expect(ask(gone)).toEqual([]);
    expect(ask(leg)).toMatchObject([{ id: first!.id, state: 'open', revision: 3, raisedAt: day(100) }]);
  });

  it('says why it is withdrawn, in the words of what it rested on', () => {
    const gone = {
      ...leg[1]!,
      state: 'withdrawn' as const,
      revision: 2,
      reason: 'the sighting is withdrawn (imagery): a sister',
    };
    const known = new Map([[gone.id, gone]]);
    const ask = desk(ship(), { eventOf: (id) => known.get(id) ?? leg.find((event) => event.id === id) });
    const [first] = ask(leg);
    const [withdrawn] = ask([leg[0]!, gone]);
    expect(withdrawn!.why).toBe(`${first!.why} Withdrawn: the sighting is withdrawn (imagery): a sister.`);
    // Never without a reason, also where no event has changed.
    const other = desk();
    other(leg);
    expect(other([])[0]!.why).toMatch(/ Withdrawn: .+\.$/);
  });

  it('stands for its own leg alone: two legs are two alerts, and one gone leaves the other', () => {
    const ask = desk();
    const second = [call('rajin', 20, 21), call('dunay', 23, 24)];
    const said = ask([...leg, ...second]);
    expect(new Set(said.map(({ id }) => id)).size).toBe(2);
    expect(ask(second)).toMatchObject([{ id: said[0]!.id, state: 'withdrawn' }]);
  });

  it('of another rule is left alone', () => {
    const standing = new Map<string, Alert>();
    const source = {
      now: day(1),
      asOf: 'then' as const,
      match: null,
      sightings: [],
      reportsOf: () => [],
      eventOf: () => undefined,
    };
    const findings = findingsOf(compileRule(rule(), []), ship(), leg, asking());
    reviseAlerts('arms', standing, findings, ship(), source);
    expect(reviseAlerts('another rule', standing, [], ship(), source)).toEqual([]);
  });

  it('has another id for another rule, ship or leg, and the same on every run', () => {
    const idOf = (events = leg, who = ship()) => desk(who)(events)[0]!.id;
    const ids = [idOf(), idOf([call('rajin', 1.5, 2), leg[1]!]), idOf(leg, ship({ vesselId: 'imo:9179842' }))];
    expect(new Set(ids).size).toBe(3);
    expect(idOf()).toBe(ids[0]);
  });
});

describe('the evidence', () => {
  const who = ship({
    hull: hull(
      listing('US OFAC', '2022-05-08T00:00Z'),
      listing('Korea', '2024-04-03T00:00Z'),
      listing('a catalogue', null, { sanction: false }),
    ),
  });

  it('tells lists and texts in force at the leg’s end from those that came later', () => {
    const { evidence } = desk(who)(leg)[0]!;
    expect(evidence.designations.map(({ authority }) => authority)).toEqual(['US OFAC']);
    expect(evidence.otherDesignations.map(({ authority }) => authority)).toEqual(['Korea', 'a catalogue']);
    expect(evidence.legal.map(({ instrument }) => instrument)).toEqual(['UNSCR 1718']);
  });

  it('asked as of now, holds every text', () => {
    expect(desk(who, { asOf: 'now' })(leg)[0]!.evidence.legal).toHaveLength(2);
  });

  it('holds the calls as they stood, the thresholds with their units, and where the reports came from', () => {
    const report = { source: 'day.nmea', line: 7, at: day(1), lon: 130, lat: 42 };
    const { evidence } = desk(who, { reportsOf: (id) => (id === 'call rajin 1' ? [report] : []) })(leg)[0]!;
    expect(evidence.events).toEqual(leg);
    expect(evidence.reports).toEqual([report]);
    expect(evidence.rule).toEqual({ id: 'arms', version: 1, maxDays: 10 });
    expect(evidence.thresholds).toContainEqual({ name: 'longest leg', value: 10, unit: 'days' });
    for (const { name, unit } of evidence.thresholds) expect(`${name}${unit}`).not.toBe('');
    expect(evidence.hash).toBe('');
  });
});
