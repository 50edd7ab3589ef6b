import { describe, expect, it } from 'vitest';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import type { RouteRule } from '../../../server/domain/rule.ts';
import { compileRule, type Finding } from '../../../server/domain/rules/finding.ts';
import { findingsOf } from '../../../server/domain/rules/match.ts';
import type { Subject } from '../../../server/domain/rules/subject.ts';
import { otherExplanations, whyOf } from '../../../server/domain/rules/why.ts';
import type { Sighting } from '../../../server/domain/sighting.ts';
import { asking, call, darkCall, day, hull, listing, meeting, rule, ship, sighted } from './happened.ts';

const listed = ship({ hull: hull(listing('US OFAC', '2022-05-08T00:00Z')) });

function find(events: readonly VesselEvent[], of: Partial<RouteRule> = {}, who: Subject = listed): Finding {
  const [finding] = findingsOf(compileRule(rule(of), []), who, events, asking());
  if (!finding) throw new Error('the story makes no finding');
  return finding;
}

const why = (events: readonly VesselEvent[], of?: Partial<RouteRule>, who = listed, sightings: Sighting[] = []) =>
  whyOf(find(events, of, who), who, sightings);

function seen(placeId: string, fromDay: number, toDay: number, source: string): Sighting {
  return {
    id: `sighting ${placeId}`,
    vesselId: 'imo:9161003',
    fromAt: day(fromDay),
    toAt: day(toDay),
    placeId,
    lon: 130,
    lat: 42,
    what: 'alongside',
    means: 'satellite',
    grade: 'confirmed',
    source,
    link: null,
    arrivedAt: day(30),
  };
}

const rajin = { facts: { placeName: 'Rajin (Najin, Rason)' } };
const vostochny = { facts: { placeName: 'Vostochny' } };

describe('the sentence', () => {
  it('names ship, listing with its date, the calls with their days, and the rule', () => {
    expect(why([call('rajin', 1, 2, rajin), call('vostochny', 4, 5, vostochny)])).toBe(
      'LADY R (IMO 9161003), listed by US OFAC since 8 May 2022, called at Rajin (2 to 3 Feb 2024) and then at ' +
        'Vostochny (5 to 6 Feb 2024): DPRK east coast to Russia.',
    );
  });

  it('cites the sources of its own ends, and not those of another port in the same gap', () => {
    const dark = darkCall(0.5, 4, [
      { placeId: 'dunay', days: [1, 3.5] },
      { placeId: 'rajin', days: [1, 3] },
    ]);
    const confirmed = { ...dark, facts: { ...dark.facts, sightingIds: ['sighting dunay'] } };
    const atRajin = sighted('rajin', 1, 2, rajin);
    const told = why([confirmed, atRajin, call('vostochny', 5, 6, vostochny)], {}, listed, [
      seen('rajin', 1, 2, 'of Rajin'),
      seen('dunay', 3, 3.2, 'of Dunay'),
    ]);
    expect(told).toContain('[of Rajin]');
    expect(told).not.toContain('of Dunay');
  });

  it('says of a listing of which only the batch is known what its source says', () => {
    const batch = ship({ hull: hull(listing('US OFAC', '2022-05-08T00:00Z', { precision: 'batch' })) });
    expect(why([call('rajin', 1, 2, rajin), call('vostochny', 4, 5, vostochny)], {}, batch)).toContain(
      'listed by US OFAC (batch of 8 May 2022, membership not re-read), called',
    );
  });

  it('says the grade of a sighting that is not certain, and that AIS speaks against one', () => {
    const possibly = sighted('rajin', 1, 2, { facts: { placeName: 'Rajin', grade: 'possible' } });
    const probably = sighted('vostochny', 4, 5, { facts: { placeName: 'Vostochny', grade: 'probable' } });
    expect(why([possibly, probably])).toContain(
      'was possibly sighted at Rajin (2 to 3 Feb 2024) and then was probably sighted at Vostochny (5 to 6 Feb 2024)',
    );
    const surer = sighted('rajin', 1, 2, { id: 'again', facts: { placeName: 'Rajin', grade: 'confirmed' } });
    expect(why([possibly, surer, probably])).toContain('was sighted at Rajin');
    expect(otherExplanations(find([possibly, probably])).join(' ')).toContain('only "possible"');
    const against = { ...probably, facts: { ...probably.facts, contradictedBy: 'doubt' } };
    expect(otherExplanations(find([possibly, against])).join(' ')).toContain(
      'AIS positions of that time put the ship elsewhere',
    );
  });

  it('is as grave where an end was sighted possibly, or against AIS, and less sure', () => {
    const unlisted = ship({ hull: hull() });
    const judged = (grade: 'confirmed' | 'possible', contradictedBy?: string) => {
      const { severity, judgement } = find(
        [
          sighted('rajin', 1, 2, { facts: { grade, ...(contradictedBy ? { contradictedBy } : {}) } }),
          call('vostochny', 4, 5),
        ],
        {},
        unlisted,
      );
      return [severity, judgement.confidence];
    };
    expect(judged('confirmed')).toEqual(['high', 'high']);
    expect(judged('possible')).toEqual(['high', 'low']);
    expect(judged('confirmed', 'doubt')).toEqual(['high', 'low']);
  });

  it('names several authorities once each, oldest first, and no date where none is known', () => {
    const who = ship({
      hull: hull(
        listing('UK', '2023-01-02T00:00Z'),
        listing('US OFAC', '2022-05-08T00:00Z'),
        listing('US OFAC', '2023-05-08T00:00Z'),
      ),
    });
    expect(why([call('rajin', 1, 2), call('vostochny', 4, 5)], {}, who)).toContain(
      ', listed by US OFAC since 8 May 2022 and UK since 2 Jan 2023, called',
    );
    const undated = { ...find([call('rajin', 1, 2), call('vostochny', 4, 5)]), designations: [listing('EU', null)] };
    expect(whyOf(undated, listed, [])).toContain(', listed by EU, called');
  });

  it('says by when a ship was listed where the list gives no date, and the month where the day is not known', () => {
    const seen = { ...listing('US OFAC', '2024-01-10T00:00Z'), precision: 'by' as const };
    const month = { ...listing('EU', '2023-12-01T00:00Z'), precision: 'month' as const };
    expect(why([call('rajin', 1, 2), call('vostochny', 4, 5)], {}, ship({ hull: hull(seen, month) }))).toContain(
      ', listed by EU since Dec 2023 and US OFAC (on the list by 10 Jan 2024), called',
    );
  });

  it('says of no list where there is none, and leaves out a number that is not known', () => {
    const who = ship({ name: 'TRADER', imo: null });
    expect(why([call('rajin', 1, 2), call('vostochny', 4, 5)], {}, who)).toMatch(/^TRADER called at rajin/);
  });

  it('says who saw it, and on which days, where it was sighted', () => {
    const events = [
      darkCall(1, 5, [{ placeId: 'rajin', days: [1.5, 4.5] }]),
      sighted('rajin', 2, 2.9, rajin),
      call('vostochny', 6, 7, vostochny),
    ];
    const sentence = why(events, {}, listed, [seen('rajin', 2, 2.9, 'NK Pro imagery')]);
    expect(sentence).toContain('was sighted at rajin (3 Feb 2024) [NK Pro imagery] and then called at Vostochny');
  });

  it('names one source behind both ends once, and never at an end that it does not vouch for', () => {
    const rows = [seen('rajin', 2, 2.9, 'NK Pro imagery'), seen('vostochny', 4, 4.9, 'NK Pro imagery')];
    const both = [sighted('rajin', 2, 2.9, rajin), sighted('vostochny', 4, 4.9, vostochny)];
    expect(why(both, {}, listed, rows)).toMatch(
      /was sighted at rajin \(3 Feb 2024\) and then at Vostochny \(5 Feb 2024\) \[NK Pro imagery\]: /i,
    );
    const guessed = [sighted('rajin', 2, 2.9, rajin), darkCall(3, 5, [{ placeId: 'vostochny', days: [3.5, 4.5] }])];
    expect(why(guessed, {}, listed, rows.slice(0, 1))).toMatch(
      /at rajin \(3 Feb 2024\) \[NK Pro imagery\] and then may have called at vostochny \(while silent, 4 to 5 Feb 2024\): /i,
    );
  });

  it('says of a call that counts by itself, by the flag of the ship, that it does', () => {
    expect(why([call('rajin', 1, 2)], { needs: { originAlone: { mids: [273] } } })).toContain(
      'called at rajin (2 to 3 Feb 2024), which is enough under its flag: ',
    );
  });

  it('says "may have called" of a gap, never "called"', () => {
    const sentence = why([darkCall(1, 5, [{ placeId: 'rajin', days: [1.5, 4.5] }]), call('vostochny', 6, 7)]);
    expect(sentence).toContain('may have called at rajin (while silent, 2 to 5 Feb 2024) and then called at vostochny');
  });

  it('tells a gap off a base as a gap', () => {
    const base: Partial<RouteRule> = {
      kind: 'gap-reach',
      origin: [],
      destination: ['simonstown'],
      title: 'Silent near a naval base',
    };
    const dark = darkCall(1, 5, [{ placeId: 'simonstown', days: [1.5, 4.5] }]);
    expect(why([dark], base)).toContain(
      'was silent on AIS while simonstown was within reach (2 to 5 Feb 2024): silent near a naval base.',
    );
    expect(why([{ ...dark, state: 'open', endedAt: null }], base)).toContain('within reach (from 2 Feb 2024 on): ');
    const sentence = why([dark, sighted('simonstown', 2, 2.5)], base, listed, [
      seen('simonstown', 2, 2.5, 'a photograph'),
    ]);
    expect(sentence).toContain(', and was sighted there (3 Feb 2024) [a photograph]: ');
  });

  it('tells how long a stay was, and how near a meeting', () => {
    const stay: Partial<RouteRule> = { kind: 'stay', origin: ['xinya'], destination: [], needs: { stayHours: 72 } };
    expect(why([call('xinya', 1, 5)], stay)).toContain('called at xinya (2 to 6 Feb 2024), for 72 h or more: ');
    const sts: Partial<RouteRule> = {
      kind: 'encounter',
      origin: [],
      destination: [],
      needs: { partner: { mids: [445] } },
    };
    expect(why([meeting(3)], sts)).toContain(
      'lay within 80 m of PARTNER (MMSI 445123000) for 3 h 0 min, 55 km from the nearest port or anchorage, on 4 Feb 2024',
    );
  });

  it('keeps the capital of a proper name in the title and lowers any other', () => {
    const leg = [call('rajin', 1, 2), call('vostochny', 4, 5)];
    for (const title of ['Russian oil', 'DPRK coal', 'Crimea, any call'])
      expect(why(leg, { title })).toMatch(`: ${title}.`);
    expect(why(leg, { title: 'Any call at a listed port' })).toMatch(': any call at a listed port.');
  });

  it('never accuses', () => {
    const stories = [
      [call('rajin', 1, 2), call('vostochny', 4, 5)],
      [darkCall(1, 5, [{ placeId: 'rajin', days: [1.5, 4.5] }]), call('vostochny', 6, 7)],
      [sighted('rajin', 1, 1.5), sighted('vostochny', 4, 4.5)],
    ];
    for (const events of stories) expect(why(events)).not.toMatch(/violat|smuggl|illegal|breach|evad/i);
  });
});

describe('other explanations', () => {
  const said = (events: readonly VesselEvent[], of?: Partial<RouteRule>) =>
    otherExplanations(find(events, of)).join(' ');

  it('are the rule’s own noise, and what the kind of evidence leaves open', () => {
    const leg = [call('rajin', 1, 2), call('vostochny', 4, 5)];
    expect(otherExplanations(find(leg))).toEqual([]);
    expect(said(leg, { noise: 'Coal through Rajin is exempt.' })).toBe('Coal through Rajin is exempt.');
    expect(said([darkCall(1, 5, [{ placeId: 'rajin', days: [1.5, 4.5] }]), call('vostochny', 6, 7)])).toContain(
      'A port within reach is not a port called at',
    );
    expect(said([sighted('rajin', 1, 1.5), call('vostochny', 6, 7)])).toContain('A sighting rests on its source');
    expect(said([call('rajin', 1, 2, { facts: { runnerUpId: 'sonbong' } }), call('vostochny', 4, 5)])).toContain(
      'Another port lies close by',
    );
    expect(said([meeting(3)], { kind: 'encounter', needs: { partner: { mids: [445] } } })).toContain(
      'other than a transfer',
    );
  });
});

describe('a leg that began with another ship', () => {
  const from = [call('wonsan', 1, 2, { facts: { placeName: 'Wonsan' } })];

  it('says whom the ship met, and where that one came from', () => {
    const of = rule({ origin: ['wonsan'], destination: ['busan'], needs: { viaEncounter: true } });
    const options = asking({ eventsOf: () => from });
    const met = meeting(5, { facts: { partnerName: 'MOTHER SHIP' } });
    const [finding] = findingsOf(compileRule(of, []), listed, [met, call('busan', 7, 8)], options);
    expect(whyOf(finding!, listed, [])).toContain(
      'met MOTHER SHIP (6 Feb 2024), which had called at Wonsan (2 to 3 Feb 2024), and then called at busan',
    );
    expect(otherExplanations(finding!).join(' ')).toContain('need not have passed cargo');
  });

  it('says who had called at the same port before it, as a possible change of ship', () => {
    const of = rule({
      origin: ['wonsan'],
      destination: ['busan'],
      needs: { viaPort: { ports: ['kholmsk'], days: 30 } },
    });
    const kholmsk = { facts: { placeName: 'Kholmsk' } };
    const events = [...from, call('kholmsk', 4, 6, kholmsk)];
    const options = asking({ callersAt: () => [{ vesselId: 'imo:9179842', name: 'SHIP A', events }] });
    const [finding] = findingsOf(
      compileRule(of, []),
      listed,
      [call('kholmsk', 14, 15, kholmsk), call('busan', 17, 18)],
      options,
    );
    expect(whyOf(finding!, listed, [])).toBe(
      'LADY R (IMO 9161003), listed by US OFAC since 8 May 2022, called at Kholmsk (15 to 16 Feb 2024), where SHIP A had ' +
        'called (5 to 7 Feb 2024), which had called at Wonsan (2 to 3 Feb 2024), and then called at busan (18 to 19 Feb ' +
        '2024), a possible change of ship: DPRK east coast to Russia.',
    );
    expect(otherExplanations(finding!).join(' ')).toContain('nobody saw cargo go');
  });
});
