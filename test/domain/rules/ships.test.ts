// Which ships a rule is about, and which it leaves out.

import { describe, expect, it } from 'vitest';
import type { Exceptions, ShipSet } from '../../../server/domain/rule.ts';
import { compileRule } from '../../../server/domain/rules/finding.ts';
import { findingsOf } from '../../../server/domain/rules/match.ts';
import { needsHull } from '../../../server/domain/rules/ships.ts';
import type { Subject } from '../../../server/domain/rules/subject.ts';
import { portAt } from '../../scenario.ts';
import { asking, call, hull, listing, meeting, rule, ship } from './happened.ts';

const listed = {
  ...hull(listing('US OFAC', '2022-05-08T00:00Z', { programme: 'RUSSIA-EO14024' })),
  watchlists: ['arms'],
};
const LADY_R = ship({ hull: listed, flags: ['RU'] });
const OTHER = ship({
  vesselId: 'mmsi:538006700',
  name: 'OTHER',
  imo: null,
  mmsi: 538_006_700,
  mid: 538,
  flags: ['MH'],
});
const LEG = [call('rajin', 1, 2), call('vostochny', 4, 5)];

function speaksOf(who: Subject, more: { ships?: ShipSet; except?: Exceptions }): boolean {
  return findingsOf(compileRule(rule(more), []), who, LEG, asking()).length > 0;
}

describe('a rule about some ships', () => {
  it.each<[string, ShipSet]>([
    ['by the number of its hull', { hulls: ['imo:9161003'] }],
    ['by its MMSI', { hulls: ['mmsi:273212120'] }],
    ['by a watchlist', { watchlists: ['arms', 'tankers'] }],
    ['by who lists it', { authorities: ['US OFAC'] }],
    ['by part of the programme', { programmes: ['eo14024'] }],
    ['by flag', { flags: ['KP', 'RU'] }],
    ['by class', { types: ['dry-cargo'] }],
    ['by part of its type', { types: ['ro-ro'] }],
  ])('takes LADY R %s, and not another ship', (_, ships) => {
    expect(speaksOf(LADY_R, { ships })).toBe(true);
    expect(speaksOf({ ...OTHER, shipClass: 'tanker' }, { ships })).toBe(false);
  });

  it('asks every condition, except of ships named one by one', () => {
    expect(speaksOf(LADY_R, { ships: { flags: ['RU'], authorities: ['UK'] } })).toBe(false);
    expect(speaksOf(LADY_R, { ships: { flags: ['KP'], hulls: ['imo:9161003'] } })).toBe(true);
    expect(speaksOf(OTHER, { ships: { hulls: ['imo:9161003'] } })).toBe(false);
  });

  it('asks who listed the ship on that day', () => {
    const later = ship({ hull: hull(listing('Korea', '2024-04-03T00:00Z')) });
    expect(speaksOf(later, { ships: { authorities: ['Korea'] } })).toBe(false);
    const asked = findingsOf(
      compileRule(rule({ ships: { authorities: ['Korea'] } }), []),
      later,
      LEG,
      asking({ asOf: 'now' }),
    );
    expect(asked).toHaveLength(1);
  });

  it('needs events of unwatched ships only where one could be meant', () => {
    expect(needsHull(rule())).toBe(false);
    expect(needsHull(rule({ ships: { watchlists: ['arms'] } }))).toBe(true);
    expect(needsHull(rule({ ships: { watchlists: ['arms'], hulls: ['mmsi:538006700'] } }))).toBe(false);
    expect(needsHull(rule({ ships: { flags: ['KP'] } }))).toBe(false);
  });
});

describe('an exception', () => {
  it.each<[string, Exceptions]>([
    ['a ship', { hulls: ['imo:9161003'] }],
    ['a flag', { flags: ['RU'] }],
    ['a watchlist', { watchlists: ['arms'] }],
  ])('of %s leaves the others', (_, except) => {
    expect(speaksOf(LADY_R, { except })).toBe(false);
    expect(speaksOf(OTHER, { except })).toBe(true);
  });

  it('goes before the ships that a rule names', () => {
    expect(speaksOf(LADY_R, { ships: { flags: ['RU'] }, except: { hulls: ['imo:9161003'] } })).toBe(false);
  });

  it('of a port or a country takes it out of origin and destination', () => {
    const ports = [portAt('dunay', 132, 43, { country: 'RU' }), portAt('vostochny', 133, 43, { country: 'RU' })];
    const ask = (except: Exceptions) =>
      findingsOf(compileRule(rule({ destinationCountries: ['RU'], except }), ports), LADY_R, LEG, asking()).length;
    expect(ask({ places: ['dunay'] })).toBe(1);
    expect(ask({ places: ['vostochny'] })).toBe(0);
    expect(ask({ countries: ['RU'] })).toBe(0);
  });
});

describe('a rule on meetings', () => {
  const ask = (more: object, options = {}, who: Subject = LADY_R) =>
    findingsOf(
      compileRule(rule({ kind: 'encounter', origin: [], destination: [], ...more }), []),
      who,
      [meeting(1)],
      asking(options),
    ).length;

  it('asks the partner for flag, listing or watchlist', () => {
    expect(ask({ needs: { partner: { mids: [445] } } })).toBe(1);
    expect(ask({ needs: { partner: { mids: [636] } } })).toBe(0);
    const partner = { ...hull(listing('UN', '2018-03-30T00:00Z')), watchlists: ['un'] };
    expect(ask({ needs: { partner: { listed: true } } }, { hullOf: () => partner }, OTHER)).toBe(1);
    expect(ask({ needs: { partner: { listed: true } } }, {}, OTHER)).toBe(0);
    expect(ask({ needs: { partner: { watchlists: ['un'] } } }, { hullOf: () => partner }, OTHER)).toBe(1);
  });

  it('about ships of its own does not take the ship for its partner', () => {
    const ships = { hulls: ['imo:9161003'] };
    expect(ask({ needs: { partner: { listed: true } } }), 'either of the two is listed').toBe(1);
    expect(ask({ ships, needs: { partner: { listed: true } } })).toBe(0);
    expect(ask({ ships })).toBe(1);
  });
});
