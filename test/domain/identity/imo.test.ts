import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isCompanyImo,
  isPlaceholderImo,
  isShipImo,
  kindOfImoField,
  nearBrokenImos,
  nearShipImos,
} from '../../../server/domain/identity/imo.ts';

describe('IMO numbers', () => {
  test('the listed ships pass the ship check, whatever their first digit', () => {
    for (const imo of [9161003, 9179842, 9358010, 8517839, 9242986, 7937317, 6703769, 4743313, 1006960]) {
      expect(isShipImo(imo), String(imo)).toBe(true);
    }
  });

  test('of the 63 one-digit edits of 9161003 just the seven known ones pass', () => {
    const passing: number[] = [];
    for (let place = 1; place <= 1_000_000; place *= 10) {
      for (let digit = 0; digit < 10; digit++) {
        const edited = 9161003 + (digit - (Math.floor(9161003 / place) % 10)) * place;
        if (edited !== 9161003 && isShipImo(edited)) passing.push(edited);
      }
    }
    expect(passing.sort()).toEqual([9101003, 9121003, 9141003, 9161053, 9166003, 9181003, 9661003]);
  });

  test('a number of the wrong length or kind is no ship number', () => {
    for (const value of [
      0,
      1,
      999_999,
      10_000_000,
      91610030,
      -9161003,
      9161003.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
    ]) {
      expect(isShipImo(value), String(value)).toBe(false);
      expect(isCompanyImo(value), String(value)).toBe(false);
    }
  });

  test('the digits do not tell a company from a ship', () => {
    for (const company of [5993381, 5418446, 6003121, 6161246, 1790183]) {
      expect(isCompanyImo(company), String(company)).toBe(true);
      expect(isShipImo(company), String(company)).toBe(true);
    }
    expect(isShipImo(9358010) && isCompanyImo(9358010)).toBe(true);
    expect(isCompanyImo(9161003)).toBe(false);
  });

  test('the AIS field says what kind of number it holds', () => {
    expect([Number.NaN, 0, 1, 999_999, 1_000_000, 9_999_999, 10_000_000, 1_073_741_823].map(kindOfImoField)).toEqual([
      'absent',
      'absent',
      'not used',
      'not used',
      'imo',
      'imo',
      'official number',
      'official number',
    ]);
    expect([-1, 1.5, 1_073_741_824].map(kindOfImoField)).toEqual(Array(3).fill('out of range'));
  });

  test('1234567 passes the check and is a placeholder', () => {
    expect(isShipImo(1234567) && isPlaceholderImo(1234567)).toBe(true);
  });

  test('the near ship numbers are those that one digit or one swap of neighbours makes', () => {
    expect(nearShipImos(9661003)).toContain(9161003);
    expect(nearShipImos(9611003)).toContain(9161003);
    expect(nearShipImos(9661053)).not.toContain(9161003);
    expect(nearShipImos(916100)).toEqual([]);
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000, max: 9_999_999 }), (imo) => {
        const digits = [...String(imo)];
        const edits = digits.flatMap((_, i) => [...'0123456789'].map((digit) => digits.with(i, digit)));
        const swaps = digits.slice(1).map((digit, i) => digits.with(i, digit).with(i + 1, digits[i]!));
        const made = [...edits, ...swaps].map((each) => Number(each.join(''))).filter(isShipImo);
        expect(nearShipImos(imo).sort()).toEqual([...new Set(made)].filter((each) => each !== imo).sort());
      }),
    );
  });

  test('a number printed with a wrong check digit is near to its edits, which fail it as well (A LI for YON PUNG 3)', () => {
    expect(isShipImo(8314881) || isShipImo(8814881)).toBe(false);
    expect(nearShipImos(8814881)).not.toContain(8314881);
    expect(nearBrokenImos(8814881)).toContain(8314881);
    expect(nearBrokenImos(8314881)).toContain(8814881);
    expect(nearBrokenImos(8814881)).not.toContain(8814881);
    expect(nearBrokenImos(8814882)).not.toContain(8314881);
    expect(nearBrokenImos(831488)).toEqual([]);
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000, max: 9_999_999 }), (imo) => {
        const digits = [...String(imo)];
        const edits = digits.flatMap((_, i) => [...'0123456789'].map((digit) => digits.with(i, digit)));
        const swaps = digits.slice(1).map((digit, i) => digits.with(i, digit).with(i + 1, digits[i]!));
        const made = new Set([...edits, ...swaps].map((each) => Number(each.join(''))));
        const broken = [...made].filter((each) => each >= 1_000_000 && each !== imo && !isShipImo(each));
        expect(nearBrokenImos(imo).sort()).toEqual(broken.sort());
      }),
    );
  });
});
