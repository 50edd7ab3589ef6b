// Rules about positions that cannot be true and identities that change at sea: what fires, what does not, how grave and
// how sure. The sample voyages of CATHAY PHOENIX, BELLA 1 and MARINERA are asked end to end in scenarios-said.test.ts.

import { describe, expect, it } from 'vitest';
import { loadReference } from '../../../db/reference/load.ts';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import type { DoubtSign } from '../../../server/domain/kinds/position-doubt/facts.ts';
import { compileRule } from '../../../server/domain/rules/finding.ts';
import { findingsOf } from '../../../server/domain/rules/match.ts';
import { whyOf } from '../../../server/domain/rules/why.ts';
import { asking, doubt, hull, listing, renamed, ship } from './happened.ts';

const rules = loadReference().rules.filter(({ kind }) => kind === 'deception');
const listed = ship({ hull: hull(listing('US OFAC', '2022-05-08T00:00Z')), match: 'confident' });
const watched = ship({ hull: hull(), match: 'confident' });
const stranger = ship({ hull: null });

/** Rule and what it makes of the events. */
function found(events: VesselEvent[], subject = listed, more: Parameters<typeof asking>[0] = {}) {
  return rules.flatMap((rule) =>
    findingsOf(compileRule(rule, []), subject, events, asking(more)).map((finding) => ({ rule: rule.id, finding })),
  );
}

const told = (events: VesselEvent[], subject = listed) =>
  found(events, subject).map(({ rule, finding }) => [rule, finding.severity, finding.judgement.confidence]);

describe('positions in doubt', () => {
  const SURE: Record<DoubtSign, string | null> = {
    'two-places': 'medium',
    box: 'medium',
    'too-perfect': 'low',
    'on-land': 'low',
    'sighted-elsewhere': 'low',
    jump: null,
    'speed-mismatch': null,
    'sudden-stop': null,
  };
  it.each(Object.entries(SURE))('by %s alone of a listed ship: high, confidence %s', (sign, confidence) => {
    const said = told([doubt(1, 3, { signs: [sign as DoubtSign] })]);
    expect(said).toEqual(confidence === null ? [] : [['false-positions', 'high', confidence]]);
  });

  it('are surer by two signs of different kinds, and by a sighting as sure as it is', () => {
    expect(told([doubt(1, 3, { signs: ['box', 'two-places'] })])[0]![2]).toBe('high');
    const events = [doubt(1, 3, { signs: ['box', 'sighted-elsewhere'], sightingIds: ['s'] })];
    const seen = (grade: 'possible' | 'confirmed') =>
      found(events, listed, { sightings: [{ id: 's', grade } as never] })[0]!.finding.judgement.confidence;
    expect(seen('confirmed')).toBe('high');
    expect(seen('possible')).toBe('medium');
  });

  it('are less grave of a watched ship that no list names, and nothing of a ship that nobody watches', () => {
    expect(told([doubt(1, 3, {})], watched)).toEqual([['false-positions', 'medium', 'medium']]);
    expect(told([doubt(1, 3, {})], stranger)).toEqual([]);
  });

  it('are no surer than the match of the ship', () => {
    expect(told([doubt(1, 3, { signs: ['box', 'two-places'] })], { ...listed, match: 'possible' })[0]![2]).toBe('low');
  });

  it('that ships near it show too are interference and no act of the ship', () => {
    expect(told([doubt(1, 3, { interferenceId: 'an area' })])).toEqual([]);
  });

  it('withdrawn raise nothing', () => {
    expect(told([{ ...doubt(1, 3, {}), state: 'withdrawn' }])).toEqual([]);
  });

  it('day after day are one story, and weeks apart are two', () => {
    expect(found([doubt(1, 3, {}), doubt(4, 6, {}), doubt(7, null, {})])).toHaveLength(1);
    expect(found([doubt(1, 3, {}), doubt(30, 31, {})])).toHaveLength(2);
  });
});

describe('a new identity', () => {
  it.each([
    [['MMSI', 'flag', 'name'], 'new-identity', 'high'],
    [['MMSI'], 'new-identity', 'high'],
    [['flag'], 'new-identity', 'high'],
    [['name'], 'new-name', 'medium'],
  ])('of %j at sea raises %s of a listed ship', (fields, rule, severity) => {
    expect(told([renamed(1, fields)])).toEqual([[rule, severity, 'high']]);
    expect(told([renamed(1, fields, { atSea: false })])).toEqual([]);
    expect(told([renamed(1, fields)], stranger)).toEqual([]);
  });

  it('is none where only call sign, type or size change', () => {
    expect(told([renamed(1, ['call sign', 'ship type'])])).toEqual([]);
    expect(told([renamed(1, ['size'], { change: 'size' })])).toEqual([]);
  });
});

it('is told in a sentence with its signs and days, before the law of its day as nothing', () => {
  const events = [doubt(1, 3, { signs: ['box', 'sighted-elsewhere'], apartKm: 460.4 }), renamed(10, ['flag', 'name'])];
  const [lasting] = found([doubt(1, null, {})]).map(({ finding }) => whyOf(finding, listed, []));
  expect(lasting).toMatch(/in doubt \(since 2 Feb 2024\): /);
  const [positions, identity] = found(events).map(({ finding }) => whyOf(finding, listed, []));
  expect(positions).toMatch(/sent positions that are in doubt \(2 to 4 Feb 2024\): they fill a small box/);
  expect(positions).toMatch(/up to 460 km apart: positions of a watched ship in doubt\.$/);
  expect(identity).toMatch(/changed its flag from OLD to NEW, name from OLD to NEW at sea \(11 Feb 2024\)/);
  for (const rule of rules) {
    expect(rule.legal.length, rule.id).toBeGreaterThan(0);
    expect(rule.fromAt, rule.id).toBeGreaterThan(0);
    expect(rule.needs.watched, rule.id).toBe(true);
  }
});
