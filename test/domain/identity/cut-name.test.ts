import { describe, expect, test } from 'vitest';
import { cutKeyOfHeard, cutKeysOfListed } from '../../../server/domain/identity/cut-name.ts';

describe('names cut at 20 characters', () => {
  test('a full field leads to the longer listed name, with or without its signs and prefix', () => {
    expect(cutKeysOfListed('VLADIMIR MONOMAKH THE GREAT')).toContain(cutKeyOfHeard('VLADIMIR MONOMAKH TH'));
    expect(cutKeysOfListed('M/V VLADIMIR-MONOMAKH GREAT')).toContain(cutKeyOfHeard('VLADIMIR MONOMAKH GR'));
  });

  test('a shorter name, or a listed name that fits, is not cut', () => {
    expect(cutKeyOfHeard('VLADIMIR MONOMAKH T')).toBeNull();
    expect(cutKeysOfListed('VLADIMIR MONOMAKH TH')).toEqual([]);
  });
});
