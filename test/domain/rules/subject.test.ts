import { expect, it } from 'vitest';
import { type RadioFacts, subjectOf } from '../../../server/domain/rules/subject.ts';

const said = (given: Partial<RadioFacts>): RadioFacts => ({
  name: '',
  imo: null,
  shipType: Number.NaN,
  matchLevel: null,
  ...given,
});
const name = (vesselId: string, mmsi: number, radio: RadioFacts | null) =>
  subjectOf(vesselId, mmsi, radio, null, new Map()).name;

it('calls a ship by what its radio says, else by its number, else by its id', () => {
  expect(name('mmsi:273212120', 273_212_120, said({ name: 'ANGARA' }))).toBe('ANGARA');
  expect(name('mmsi:273212120', 273_212_120, said({}))).toBe('MMSI 273212120');
  expect(name('imo:9179842', 0, null)).toBe('imo:9179842');
});

it('leaves out how surely a unit is a hull where it is taken for none', () => {
  const subject = subjectOf('mmsi:273212120', 273_212_120, said({ matchLevel: 'confident' }), null, new Map());
  expect(subject).not.toHaveProperty('match');
});
