// What an analyst reads first: one true sentence for each event, which claims no more than was seen.

import { describe, expect, test } from 'vitest';
import type { Approach } from '../../../server/domain/kinds/approach/facts.ts';
import type { Cadence } from '../../../server/domain/kinds/cadence/facts.ts';
import type { Encounter } from '../../../server/domain/kinds/encounter/facts.ts';
import type { Gap } from '../../../server/domain/kinds/gap/facts.ts';
import { summarise } from '../../../server/domain/kinds/index.ts';
import type { PositionDoubt } from '../../../server/domain/kinds/position-doubt/facts.ts';
import type { DarkCall, ReachablePort } from '../../../server/domain/kinds/possible-dark-call/facts.ts';
import type { ZoneVisit } from '../../../server/domain/kinds/zone/facts.ts';
import { DAY0, HOUR, sampleCall } from '../../contract/samples.ts';

const { facts } = sampleCall();
const base = (({ kind: _kind, facts: _facts, ...rest }) => rest)(sampleCall());
const say = (parts: Parameters<typeof sampleCall>[0]) => summarise(sampleCall(parts), 'LADY R');

describe('a port call', () => {
  test('seen from end to end', () => {
    expect(say({})).toBe(
      'LADY R stopped at Vostochny (0.4 km from the port point) from 2023-09-12 06:00Z to 2023-09-13 05:00Z; entry and exit observed.',
    );
  });

  test('that lasts', () => {
    expect(say({ state: 'open', endedAt: null, facts: { ...facts, exit: null } })).toBe(
      'LADY R has stopped at Vostochny (0.4 km from the port point) since 2023-09-12 06:00Z; entry observed.',
    );
  });

  test('whose ends were dark or never seen', () => {
    const exit = { fromAt: DAY0 + 20 * HOUR, toAt: DAY0 + 29 * HOUR };
    const gaps = [{ fromAt: DAY0 + 20 * HOUR, toAt: DAY0 + 29 * HOUR }];
    expect(say({ facts: { ...facts, distanceKm: 0, entry: null, exit, gaps } })).toBe(
      'LADY R stopped at Vostochny from 2023-09-12 06:00Z to 2023-09-13 05:00Z; entry not seen, left unseen between 2023-09-12 20:00Z and 2023-09-13 05:00Z; not heard for 9 h from 2023-09-12 20:00Z.',
    );
  });

  test('that rests on a sighting says no more than the sighting', () => {
    expect(say({ basis: 'sighted', facts: { ...facts, entry: null, exit: null } })).toBe(
      'LADY R was sighted at Vostochny (0.4 km from the port point) from 2023-09-12 06:00Z to 2023-09-13 05:00Z.',
    );
  });

  test('says the grade of its sighting, and that AIS speaks against it', () => {
    const seen = { ...facts, entry: null, exit: null, grade: 'possible' as const };
    expect(say({ basis: 'sighted', facts: seen })).toContain('LADY R was possibly sighted at Vostochny');
    expect(say({ basis: 'sighted', facts: { ...seen, contradictedBy: 'doubt' } })).toMatch(
      /05:00Z; AIS positions of that time put it elsewhere\.$/,
    );
  });

  test('that lasts in gap', () => {
    const gaps = [{ fromAt: DAY0 + 20 * HOUR, toAt: null }];
    expect(say({ state: 'open', endedAt: null, facts: { ...facts, exit: null, gaps } })).toContain(
      'entry observed; not heard since 2023-09-12 20:00Z.',
    );
  });

  test('that was only a passage, or a wait', () => {
    expect(say({ facts: { ...facts, confidence: 1 } })).toContain('LADY R passed through Vostochny');
    expect(say({ facts: { ...facts, waiting: true } })).toContain('LADY R waited at Vostochny');
    // Whether it only passes is not known while it is there.
    const open = { state: 'open', endedAt: null } as const;
    const passing = { ...facts, confidence: 1, exit: null } as const;
    expect(say({ ...open, facts: passing })).toContain('LADY R has been in the waters of Vostochny');
    expect(say({ ...open, facts: { ...passing, waiting: true } })).toContain('LADY R has waited at Vostochny');
  });

  test('that was withdrawn says why', () => {
    expect(say({ state: 'withdrawn', reason: 'late reports show it passing' })).toMatch(
      /^Withdrawn \(late reports show it passing\): LADY R stopped/,
    );
    expect(say({ state: 'withdrawn', reason: 'withdrawn: it passed' })).toMatch(
      /^Withdrawn \(it passed\): LADY R stopped/,
    );
  });
});

test('a zone visit', () => {
  const entry = { fromAt: DAY0, toAt: DAY0 };
  const visit: ZoneVisit = {
    ...base,
    kind: 'zone',
    facts: { zoneId: 'z', zoneName: 'Laconian Gulf', entry, exit: null },
  };
  expect(summarise({ ...visit, endedAt: null }, 'A')).toBe(
    'A has been in Laconian Gulf since 2023-09-12 06:00Z; entry observed.',
  );
  expect(summarise(visit, 'A')).toContain('was in Laconian Gulf from 2023-09-12 06:00Z to');
  expect(summarise(visit, 'A')).toContain('entry observed, exit not seen.');
});

test('a gap', () => {
  const gap: Gap = {
    ...base,
    kind: 'gap',
    facts: { lastAt: DAY0, next: null, distanceKm: null, thresholdMs: 6 * HOUR, grade: 'probably-off', grounds: [] },
  };
  expect(summarise(gap, 'A')).toBe('A has not been heard since 2023-09-12 00:00Z; probably switched off.');
  const ended = { ...gap, facts: { ...gap.facts, next: { at: DAY0 + 76 * HOUR, lon: 0, lat: 0 }, distanceKm: 120.4 } };
  expect(summarise(ended, 'A')).toBe(
    'A was not heard from 2023-09-12 00:00Z to 2023-09-15 04:00Z (3 d 4 h, 120 km apart); probably switched off.',
  );
});

test('a possible dark call never says that it called', () => {
  const reach: ReachablePort = {
    placeId: 'rajin',
    placeName: 'Rajin',
    distanceInKm: 71,
    distanceOutKm: null,
    earliestArrivalAt: DAY0,
    latestDepartureAt: null,
    slackMs: null,
    terms: [],
    points: 0,
  };
  const call: DarkCall = {
    ...base,
    kind: 'possible-dark-call',
    facts: {
      gapId: 'g',
      placeId: 'rajin',
      placeName: 'Rajin',
      word: 'possible',
      speedLimitKn: 10.0625,
      ownSpeedKn: 10,
      rank: 1,
      distancesBy: 'around land',
      minStayMs: 4 * HOUR,
      reach,
      alternatives: [reach],
      sightingIds: [],
    },
  };
  expect(summarise(call, 'A')).toBe(
    'A could have been at Rajin while silent, from 2023-09-12 00:00Z on, sailing at 10.1 kn at most: a possible call, inferred; 1 other port was in reach too.',
  );
  const seen = { ...call, facts: { ...call.facts, sightingIds: ['a'] } };
  expect(summarise(seen, 'A')).toContain(
    'a possible call, inferred; 1 other port was in reach too; a sighting puts it there.',
  );
});

test('an encounter', () => {
  const encounter: Encounter = {
    ...base,
    kind: 'encounter',
    facts: {
      partnerId: 'mmsi:1',
      partnerName: 'B',
      partnerMmsi: 1,
      closestM: 212.4,
      medianSpeedKn: 0.4,
      offPlaceKm: 33.3,
      minutes: 190,
      alone: null,
      others: [],
    },
  };
  expect(summarise(encounter, 'A')).toBe(
    'A and B were within 212 m of each other for 190 minutes from 2023-09-12 06:00Z, 33 km from the nearest port or anchorage.',
  );
});

test('a doubt names its signs, how far the accounts lie apart, and who else jumped', () => {
  const doubt: PositionDoubt = {
    ...base,
    kind: 'position-doubt',
    state: 'open',
    beganAt: DAY0,
    endedAt: null,
    facts: {
      sign: 'jump',
      signs: ['jump', 'two-places', 'on-land'],
      grounds: [],
      impliedKn: 900,
      apartKm: 161.6,
      tracks: [],
      interferenceId: null,
      sightingIds: [],
    },
  };
  expect(summarise(doubt, 'LADY R')).toBe(
    'The positions of LADY R have been in doubt since 2023-09-12 00:00Z: its positions jump faster than a ship sails; it is heard in two places at once; its positions lie where the chart has land, up to 162 km apart.',
  );
  const facts = { ...doubt.facts, interferenceId: 'area-1' };
  expect(summarise({ ...doubt, facts }, 'LADY R')).toContain('; so did those of other ships near it');
});

test('a shuttle that started, paused and went on', () => {
  const cadence: Cadence = {
    ...base,
    kind: 'cadence',
    facts: {
      placeIds: ['rajin', 'vostochny'],
      placeNames: ['Rajin', 'Vostochny'],
      phase: 'started',
      legs: 3,
      usualDays: 14,
      pausedSinceAt: null,
      callIds: [],
    },
  };
  const told = (phase: Cadence['facts']['phase'], pausedSinceAt: number | null = null) =>
    summarise({ ...cadence, facts: { ...cadence.facts, phase, pausedSinceAt } }, 'A');
  expect(told('started')).toBe(
    'A shuttles between Rajin and Vostochny since 2023-09-12 06:00Z (3 legs, one round in 14.0 days).',
  );
  expect(told('paused', DAY0)).toBe(
    'A has not been seen on its shuttle between Rajin and Vostochny since 2023-09-12 00:00Z (3 legs, one round in 14.0 days before).',
  );
  expect(told('restarted')).toContain('A shuttles between Rajin and Vostochny again since 2023-09-12 06:00Z');
});

test('an approach is a heading, and tells how it ended', () => {
  const open: Approach = {
    ...base,
    kind: 'approach',
    basis: 'inferred',
    facts: {
      placeId: 'rajin',
      placeName: 'Rajin',
      distanceKm: 150.4,
      courseDeg: 235.2,
      speedKn: 10,
      expectedAt: DAY0 + 8 * HOUR,
      earliestArrivalAt: DAY0 + 5 * HOUR,
      alternatives: [],
      signs: [],
      outcome: 'open',
    },
  };
  expect(summarise({ ...open, knownAt: DAY0 }, 'A')).toBe(
    'A heads for Rajin at 2023-09-12 00:00Z (150 km off, course 235°, 10.0 kn); it can arrive at 2023-09-12 05:00Z at the earliest.',
  );
  expect(summarise({ ...open, facts: { ...open.facts, outcome: 'turned away' } }, 'A')).toBe(
    'A was heading for Rajin from 2023-09-12 06:00Z on (150 km off, course 235°, 10.0 kn); it could arrive at 2023-09-12 05:00Z at the earliest. It turned away.',
  );
});
