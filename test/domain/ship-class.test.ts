import { expect, it } from 'vitest';
import { loadReference } from '../../db/reference/load.ts';
import { shipClassOf, tradeOfWords } from '../../server/domain/ship-class.ts';

it.each([
  ['chemical/oil products tanker', 'tanker'],
  ['crude oil tanker', 'tanker'],
  ['LNG carrier', 'tanker'],
  ['general cargo (unverified)', 'dry-cargo'],
  ['heavy-lift general cargo', 'dry-cargo'],
  ['bulk carrier', 'dry-cargo'],
  ['ro-ro cargo ship', 'dry-cargo'],
  ['container ship', 'dry-cargo'],
  ['passenger / ro-ro cargo ship', 'passenger'],
  ['fishing vessel', 'fishing'],
] as const)('a list’s "%s" is a %s', (text, shipClass) => {
  expect(shipClassOf(text, null)).toBe(shipClass);
});

it('takes the list’s word before what the crew typed', () => {
  expect(shipClassOf('crude oil tanker', 70)).toBe('tanker');
});

it('takes the crew’s word where the list’s says nothing of a trade', () => {
  expect(shipClassOf('other', 82)).toBe('tanker');
  expect(shipClassOf('other', null)).toBe('other');
  expect(shipClassOf(null, null)).toBe('unknown');
  expect(shipClassOf(null, Number.NaN)).toBe('unknown');
  expect(shipClassOf('', 70)).toBe('dry-cargo');
});

it('reads the AIS type by its tens, at both ends of each', () => {
  const classes = [59, 60, 69, 70, 79, 80, 89, 90, 30, 31, 0].map((type) => shipClassOf(null, type));
  expect(classes).toEqual([
    'other',
    'passenger',
    'passenger',
    'dry-cargo',
    'dry-cargo',
    'tanker',
    'tanker',
    'other',
    'fishing',
    'other',
    'other',
  ]);
});

it('finds a trade for every type on the compiled watchlist but "other"', () => {
  const texts = new Set(loadReference().hulls.flatMap(({ shipType }) => shipType ?? []));
  expect([...texts].filter((text) => shipClassOf(text, null) === 'other')).toEqual(['other']);
});

it.each([
  ['platform supply ship', 'service'],
  ['ro-ro cargo ship', 'ro-ro'],
  ['passenger / ro-ro cargo ship', 'ro-pax'],
  ['container ship', 'container'],
  ['general cargo / multi purpose', 'dry-cargo'],
] as const)('one table tells the trade behind "%s" to rules, identity and reach', (text, trade) => {
  expect(tradeOfWords(text)).toBe(trade);
});
