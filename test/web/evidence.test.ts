import { describe, expect, it } from 'vitest';
import type { AlertDetail } from '../../server/http/wire/alert.ts';
import type { IdentityLine } from '../../server/http/wire/identity.ts';
import type { Sighting } from '../../server/http/wire/sighting.ts';
import { changeText, legText } from '../../web/words/alert-words.ts';
import { evidenceAt, heardAt, hiddenText, identityAt, listingsAt, vesselEventsAt } from '../../web/words/evidence.ts';
import { alertRow, callRow, DAY, HOUR, T0 } from './wire-rows.ts';

const sighting = (id: string, arrivedAt: number): Sighting => ({
  id,
  vesselId: 'imo:9161003',
  fromAt: arrivedAt,
  toAt: arrivedAt,
  placeId: 'rajin',
  lon: 130.3,
  lat: 42.23,
  what: 'alongside at Rajin',
  means: 'satellite',
  grade: 'probable',
  source: 'a published report',
  link: null,
  arrivedAt,
});

const report = (at: number) => ({ source: 'track.nmea', line: 1, at, lon: 131, lat: 42 });

/** Revised two days after it was raised: the second call and sighting came then. */
function detail(over: Partial<AlertDetail> = {}): AlertDetail {
  return {
    ...alertRow('a', { revision: 2, knownAt: T0 + 2 * DAY }),
    evidence: {
      confidenceGrounds: [],
      events: [
        callRow('origin', { knownAt: T0 - DAY }),
        callRow('destination', { revision: 3, knownAt: T0 + 2 * DAY, basis: 'sighted' }),
        callRow('onward', { knownAt: T0 + 2 * DAY }),
      ],
      designations: [],
      otherDesignations: [],
      legal: [],
      match: null,
      rule: { id: 'dprk-ru-arms', version: 1, maxDays: 10 },
      thresholds: [],
      otherExplanations: [],
      reports: [report(T0 - HOUR), report(T0 + DAY)],
      hash: '',
    },
    sightings: [sighting('s1', T0 - DAY), sighting('s2', T0 + 2 * DAY)],
    handling: { state: 'open', assignee: null, reasonCode: null, version: 0, last: null },
    history: [],
    ...over,
  };
}

describe('the evidence of an alert in a replay', () => {
  it('leaves out what came after the playhead, and counts it', () => {
    const asItStood = callRow('destination', { knownAt: T0, basis: 'inferred', endedAt: null });
    const shown = evidenceAt(detail(), new Map([['destination', asItStood]]), T0 + DAY - 1);
    expect(shown.later).toBe(true);
    expect(shown.events.map((event) => [event.id, event.basis])).toEqual([
      ['origin', 'sighted'],
      ['destination', 'inferred'],
    ]);
    expect(shown.sightings.map(({ id }) => id)).toEqual(['s1']);
    expect([shown.reports, shown.hidden]).toEqual([1, { events: 1, sightings: 1, reports: 1 }]);
    expect(hiddenText(shown.hidden)).toBe('1 event, 1 sighting and 1 report');
  });

  it('is shown as it was kept once the newest revision is known, and in the live scope', () => {
    const since = callRow('destination', { revision: 9, knownAt: T0 + 9 * DAY });
    for (const at of [T0 + 2 * DAY, Number.POSITIVE_INFINITY]) {
      const shown = evidenceAt(detail(), new Map([['destination', since]]), at);
      expect(shown.later).toBe(false);
      expect(shown.events.map((event) => event.revision)).toEqual([1, 3, 1]);
      expect(hiddenText(shown.hidden)).toBeNull();
    }
  });

  it('does not call a listing in force before its day', () => {
    const row = {
      authority: 'UK',
      programme: 'Russia Regs 2019',
      ref: null,
      precision: 'day' as const,
      delisted: null,
      sanction: true,
      note: null,
      source: 'UK list',
    };
    const evidence = {
      designations: [
        { ...row, listed: '2022-05-08' },
        { ...row, listed: '2023-09-02' },
      ],
      otherDesignations: [{ ...row, listed: null }],
    };
    expect(listingsAt(evidence, T0).inForce.map(({ listed }) => listed)).toEqual(['2022-05-08']);
    expect(listingsAt(evidence, T0).others.map(({ listed }) => listed)).toEqual(['2023-09-02', null]);
    expect(listingsAt(evidence, T0 + DAY).inForce).toHaveLength(2);
  });
});

describe('the dossier in a replay', () => {
  it('has the events of the vessel as they stood, and none that nobody knew of', () => {
    const listed = [callRow('old', { knownAt: T0, beganAt: T0 - DAY }), callRow('late', { knownAt: T0 + 5 * DAY })];
    const known = new Map([
      ['only-in-scope', callRow('only-in-scope', { beganAt: T0 - 2 * DAY })],
      ['other', callRow('other', { vesselId: 'imo:9179842' })],
    ]);
    const rows = vesselEventsAt('imo:9161003', listed, known, T0 + DAY);
    expect(rows.map(({ id }) => id)).toEqual(['old', 'only-in-scope']);
  });

  it('says who the ship said it was by then, and where it said it would go', () => {
    const line = (field: string, value: string, first: number, last: number): IdentityLine => ({
      field,
      value,
      firstAt: T0 + first * DAY,
      lastAt: T0 + last * DAY,
      source: 'track.nmea',
    });
    const lines = [
      line('destination', 'VLADIVOSTOK', 0, 3),
      line('destination', 'VOSTOCHNYY', 3, 9),
      line('name', 'LADY R', 0, 9),
    ];
    expect(heardAt(lines, 'destination', T0 + DAY)).toBe('VLADIVOSTOK');
    expect(heardAt(lines, 'destination', T0 + 4 * DAY)).toBe('VOSTOCHNYY');
    expect(heardAt(lines, 'destination', T0 - DAY)).toBeNull();
    const shown = identityAt(lines, T0 + DAY);
    expect(shown.map(({ field, lastAt }) => [field, lastAt])).toEqual([
      ['name', T0 + DAY],
      ['destination', T0 + DAY],
    ]);
  });
});

describe('the words of a revision', () => {
  it('say everything of the first, and then what changed', () => {
    const first = alertRow('a', { basis: 'inferred', placeNames: ['Rajin (Najin, Rason)', 'Dunay (Dunai) pier'] });
    expect(legText(first)).toBe('Rajin to Dunay pier');
    expect(changeText(undefined, first)).toBe('Raised: critical, high confidence, inferred, Rajin to Dunay pier');
    expect(changeText(first, { ...first, basis: 'sighted' })).toBe('Inferred to sighted');
    expect(changeText(first, { ...first, severity: 'high', basis: 'sighted' })).toBe(
      'Critical to high; inferred to sighted',
    );
    expect(changeText(first, { ...first, state: 'withdrawn' })).toBe('Withdrawn');
  });
});
