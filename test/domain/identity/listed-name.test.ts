import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitNames } from '../../../server/domain/identity/listed-name.ts';

describe('combined names on lists', () => {
  test.each([
    ['X (formerly A; B)', 'X current, A former, B former'],
    ['X (ex A)', 'X current, A former'],
    ['X ex A', 'X current, A former'],
    ['X (A) (B)', 'X current, A other, B other'],
    ['A / B', 'A current, B current'],
    ['IMO 9274082 ("TM HAI HA 568")', 'TM HAI HA 568 current'],
    ["IMO 9274082 ('A')", 'A current'],
    ['1: A 2: B', 'A current, B current'],
    ['Ocean Maritime Management Company, Limited - navire CHOL RYONG', 'CHOL RYONG current'],
    ['MARIA (tanker, ex BORAY)', 'MARIA current, BORAY former'],
    ['"Noctis (formerly Luna', 'Noctis current, Luna former'],
    ['Asher)"', 'Asher current'],
    ['M/V Angara', 'M/V Angara current'],
    ['FORMER GLORY', 'FORMER GLORY current'],
    ['EXPLORER (EXPRESS)', 'EXPLORER current, EXPRESS other'],
    ['', ''],
    ['()', ''],
  ])('%s holds %s', (text, names) => {
    expect(
      splitNames(text)
        .map((name) => `${name.text} ${name.kind}`)
        .join(', '),
    ).toBe(names);
  });

  test('no text makes it throw', () => {
    const texts = fc.string({ unit: fc.constantFrom(...'AB()/:;,"- 12ex'.split('')), maxLength: 40 });
    fc.assert(fc.property(fc.oneof(texts, fc.string({ unit: 'binary' })), (text) => void splitNames(text)));
  });
});
