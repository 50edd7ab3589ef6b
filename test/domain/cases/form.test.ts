// Cases from alerts: what is one story, what its id is made of, and what the sentence says of it.

import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../server/domain/alert.ts';
import { type CaseAlert, caseAlertOf, caseStateAt } from '../../../server/domain/cases/case.ts';
import { formCases } from '../../../server/domain/cases/form.ts';
import { heirsOf } from '../../../server/domain/cases/succession.ts';
import { themeOf } from '../../../server/domain/cases/themes.ts';
import type { Encounter } from '../../../server/domain/kinds/encounter/facts.ts';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import { sampleAlert, sampleCall } from '../../contract/samples.ts';

const DAY = 86_400_000;
const START = Date.UTC(2023, 7, 26);
let count = 0;

/** An alert that began so many days after the start and lasted a day; each with an event of its own. */
function told(day: number, parts: Partial<Alert> & { events?: VesselEvent[] } = {}): Alert {
  const { events, ...rest } = parts;
  const id = rest.id ?? `alert-${day}-${count++}`;
  const call = (placeId: string, placeName: string) =>
    sampleCall({
      id: `${id}-${placeId}`,
      facts: { ...sampleCall().facts, placeId, placeName, entry: null, exit: null },
    });
  const own = [call('rajin', 'Rajin (Najin, Rason)'), call('dunay', 'Dunay'), call('vostochny', 'Vostochny')];
  const alert = sampleAlert({
    ruleTitle: 'Rajin to Dunay',
    vesselId: 'imo:9179842',
    vesselName: 'ANGARA',
    placeIds: ['rajin', 'dunay'],
    basis: 'observed',
    fromAt: START + day * DAY,
    toAt: START + (day + 1) * DAY,
    ...rest,
    id,
  });
  return { ...alert, evidence: { ...alert.evidence, events: events ?? own } };
}

const back = { ruleId: 'ru-dprk-return', placeIds: ['dunay', 'rajin'] };
const gather = (...alerts: Alert[]): CaseAlert[] => alerts.map((alert) => caseAlertOf(alert, themeOf(alert)));
const cases = (...alerts: Alert[]) => formCases(gather(...alerts));
const sentences = (...alerts: Alert[]) => cases(...alerts).map(({ content }) => content.sentence);

function meeting(id: string, vesselId: string, partnerId: string, day: number): Encounter {
  const { facts: _, ...base } = sampleCall({ id, vesselId, beganAt: START + day * DAY });
  const facts = {
    partnerId,
    partnerName: partnerId.toUpperCase(),
    partnerMmsi: 1,
    closestM: 40,
    medianSpeedKn: 0,
    offPlaceKm: 90,
    minutes: 300,
    alone: null,
    others: [],
  };
  return { ...base, kind: 'encounter', facts };
}

const met = (vesselId: string, partnerId: string, day: number, parts: Partial<Alert> = {}) =>
  told(day, {
    vesselId,
    vesselName: vesselId.toUpperCase(),
    ruleId: 'dprk-sts',
    placeIds: [],
    events: [meeting(`${vesselId}-${partnerId}-${day}`, vesselId, partnerId, day)],
    ...parts,
  });

describe('one story', () => {
  it('goes on while each alert begins within 60 days of the last, and begins anew after that', () => {
    expect(cases(told(0), told(61), told(122)).map(({ content }) => content.alerts)).toEqual([3]);
    expect(cases(told(0), told(61.01)).map(({ content }) => content.alerts)).toEqual([1, 1]);
    // A long leg holds the story together as long as it lasts.
    expect(cases(told(0, { toAt: START + 90 * DAY }), told(20), told(149)).length).toBe(1);
  });

  it('is of one theme: the way back belongs to it, a stay at a yard does not', () => {
    const yard = told(3, { ruleId: 'yard-stay', placeIds: ['xinya'] });
    expect(gather(told(0), told(2, back), yard).map(({ theme }) => theme)).toEqual([
      'arms-bridge',
      'arms-bridge',
      'yards',
    ]);
  });

  it('near a naval base is of the traffic that the base is known for', () => {
    const dark = (place: string) => themeOf({ ruleId: 'naval-gap', ruleTitle: '', placeIds: [place] }).id;
    expect(['dunay', 'tartus', 'simonstown'].map(dark)).toEqual(['arms-bridge', 'syria', 'naval']);
    expect(themeOf({ ruleId: 'mine', ruleTitle: 'My rule', placeIds: [] })).toEqual({
      id: 'rule:mine',
      title: 'My rule',
    });
  });

  it('is of two ships when each met the other first, and of no more', () => {
    const two = cases(
      met('a', 'b', 0),
      met('b', 'a', 0),
      told(9, { vesselId: 'b', vesselName: 'B', ruleId: 'dprk-sts' }),
    );
    expect(two.map(({ content }) => content.ships.map(({ id }) => id))).toEqual([['a', 'b']]);
    expect(two[0]!.content.legCount).toBe(2);
    const hub = cases(met('hub', 'a', 0), met('a', 'hub', 0), met('hub', 'b', 5), met('b', 'hub', 5));
    expect(hub.map(({ content }) => content.ships.map(({ id }) => id))).toEqual([['hub', 'a'].sort().reverse(), ['b']]);
  });

  it('has the gravest severity, the surest confidence and the weakest basis of its alerts', () => {
    const [only] = cases(
      told(0, { severity: 'low', confidence: 'low', basis: 'inferred' }),
      told(5, { severity: 'critical', confidence: 'medium', basis: 'sighted', grade: 'probable' }),
    );
    expect(only!.content).toMatchObject({
      severity: 'critical',
      confidence: 'medium',
      basis: 'inferred',
      state: 'continued',
    });
  });

  it('is quiet after 60 days without an alert', () => {
    const { content } = cases(told(0))[0]!;
    expect(caseStateAt(content, START + 61 * DAY)).toBe('opened');
    expect(caseStateAt(content, START + 61 * DAY + 1)).toBe('quiet');
  });
});

describe('the id of a case', () => {
  it('follows from theme and first alert alone, in any order of arrival', () => {
    const alerts = [told(0), told(20), told(40), told(200)];
    const forms = [alerts, [...alerts].reverse(), [alerts[2]!, alerts[0]!, alerts[3]!, alerts[1]!]].map((order) =>
      cases(...order),
    );
    expect(forms[1]).toEqual(forms[0]);
    expect(forms[2]).toEqual(forms[0]);
    expect(cases(alerts[0]!)[0]!.content.id).toBe(forms[0]![0]!.content.id);
  });

  it('moves when the first alert is withdrawn; the heir is the case that holds most of its alerts', () => {
    const [a, b, c] = [told(0), told(50), told(100)];
    const before = cases(a, b, c);
    const was = new Map([a, b, c].map(({ id }) => [id, before[0]!.content.id]));
    const after = cases({ ...a, state: 'withdrawn' }, b, c);
    expect(after.map(({ content }) => [content.alerts, content.withdrawn])).toEqual([[2, 1]]);
    expect(heirsOf(was, after)).toEqual(new Map([[before[0]!.content.id, after[0]!.content.id]]));
  });

  it('stays with the first part when an alert in between is withdrawn', () => {
    const [a, b, c] = [told(0), told(50), told(100)];
    const before = cases(a, b, c);
    const after = cases(a, { ...b, state: 'withdrawn' }, c);
    expect(after.map(({ content }) => [content.alerts, content.withdrawn])).toEqual([
      [1, 1],
      [1, 0],
    ]);
    expect(after[0]!.content.id).toBe(before[0]!.content.id);
  });

  it('is kept by a case of which nothing stands', () => {
    const alert = told(0);
    const [gone] = cases({ ...alert, state: 'withdrawn' });
    expect(gone!.content).toMatchObject({
      id: cases(alert)[0]!.content.id,
      state: 'withdrawn',
      alerts: 0,
      withdrawn: 1,
    });
    expect(gone!.content.sentence).toContain('Withdrawn: none of its alerts stands.');
  });
});

describe('the sentence', () => {
  it('counts what was observed, and says each way of a shuttle', () => {
    expect(sentences(told(0), told(2, back), told(4), told(6, back))).toEqual([
      'ANGARA: 4 legs between Rajin and Dunay (2 each way), 26 Aug to 2 Sep 2023; all observed on AIS.',
    ]);
    expect(sentences(told(0))).toEqual(['ANGARA: 1 leg from Rajin to Dunay, 26 to 27 Aug 2023; observed on AIS.']);
  });

  it('calls possible what was inferred, and says "at least" where the ship was silent', () => {
    const inferred = { basis: 'inferred' } as const;
    expect(sentences(told(0, inferred), told(3, { ...back, ...inferred }))).toEqual([
      'ANGARA: 2 possible legs between Rajin and Dunay (1 each way), 26 to 30 Aug 2023; all inferred, not seen.',
    ]);
    const dark = sampleCall({ id: 'dark', basis: 'sighted' });
    expect(
      sentences(
        told(0, { basis: 'sighted', events: [dark] }),
        told(3, { ...inferred, placeIds: ['rajin', 'vostochny'] }),
      ),
    ).toEqual([
      'ANGARA: at least 1 leg and 1 possible leg from Rajin to dunay or Vostochny, 26 to 30 Aug 2023; 1 sighted; 1 inferred, not seen.',
    ]);
  });

  it('does not count a sighting that is only possible, nor an arrival ahead, as done', () => {
    expect(sentences(told(0, { basis: 'sighted', grade: 'possible' }))).toEqual([
      'ANGARA: 1 possible leg from Rajin to Dunay, 26 to 27 Aug 2023; possibly sighted.',
    ]);
    const { facts: _, ...base } = sampleCall({ id: 'ahead' });
    const approach = {
      ...base,
      kind: 'approach',
      basis: 'inferred',
      facts: { placeId: 'dunay', placeName: 'Dunay', alternatives: [], outcome: 'open' },
    } as unknown as VesselEvent;
    const [only] = cases(told(0, { basis: 'inferred', events: [approach], toAt: START + 9 * DAY }));
    // The day of the arrival has not come.
    expect(only!.content.toAt).toBe(START);
    expect(only!.content.sentence).toBe(
      'ANGARA: 1 possible leg from rajin to Dunay, 26 Aug 2023; not ended, on its course.',
    );
  });

  it('counts a leg once, however many rules speak of it, and a call that is its end with it', () => {
    const leg = told(0);
    const again = told(0, { id: 'again', ruleId: 'ru-dprk-return', events: leg.evidence.events });
    const end = told(1, {
      id: 'end',
      ruleId: 'naval-gap',
      placeIds: ['dunay'],
      severity: 'critical',
      events: [leg.evidence.events[1]!],
    });
    const [only] = cases(leg, again, end);
    expect(only!.content).toMatchObject({ alerts: 3, legCount: 1, severity: 'critical', state: 'opened' });
    expect(only!.content.legs[0]!.alertIds).toHaveLength(3);
  });

  it('names three places and counts the rest', () => {
    const ports = ['nampo', 'wonsan', 'chongjin', 'sonbong', 'hungnam'];
    const [sentence] = sentences(...ports.map((port, day) => told(day, { placeIds: ['dunay', port] })));
    expect(sentence).toContain('5 legs from Dunay to nampo, wonsan, chongjin or 2 other places');
  });

  it('tells calls, encounters and signs apart', () => {
    const call = told(0, { ruleId: 'crimea-any', placeIds: ['vostochny'] });
    const grain = told(9, { ruleId: 'crimea-grain-out' });
    expect(sentences(call, grain)).toEqual([
      'ANGARA: 1 leg from Rajin to Dunay and 1 call at Vostochny, 26 Aug to 5 Sep 2023; all observed on AIS.',
    ]);
    expect(sentences(met('a', 'b', 0), met('a', 'b', 5))).toEqual([
      'A: 2 encounters at sea with B, 26 Aug to 1 Sep 2023; all observed on AIS.',
    ]);
    const doubt = { ruleId: 'false-positions', ruleTitle: 'Positions in doubt', placeIds: [], events: [] };
    expect(sentences(told(0, doubt), told(5, doubt))).toEqual([
      'ANGARA: 2 signs of "Positions in doubt", 26 Aug to 1 Sep 2023; all observed on AIS.',
    ]);
  });
});

it('carries the newest of many legs and counts all', () => {
  const many = Array.from({ length: 2_000 }, (_, i) => told(i / 50, { id: `storm-${i}` }));
  const [storm] = cases(...many);
  expect(storm!.content).toMatchObject({ alerts: 2_000, legCount: 2_000 });
  expect(storm!.content.legs).toHaveLength(80);
  expect(storm!.content.legs.at(-1)!.alertIds).toEqual(['storm-1999']);
});
