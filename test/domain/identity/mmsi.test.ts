import { expect, test } from 'vitest';
import { kindOfMmsi, midOf } from '../../../server/domain/identity/mmsi.ts';

test.each([
  [273212120, 'ship', 273],
  [201000001, 'ship', 201],
  [775999999, 'ship', 775],
  [2731234, 'coast', 273],
  [27312345, 'group', 273],
  [111273001, 'sar aircraft', 273],
  [827312345, 'handheld', 273],
  [982731234, 'tender', 273],
  [992731234, 'aton', 273],
  [970273001, 'sart', null],
  [972273001, 'man overboard', null],
  [974273001, 'epirb', null],
  [0, 'placeholder', null],
  [111111111, 'placeholder', null],
  [222222222, 'placeholder', null],
  [999999999, 'placeholder', null],
  [123456789, 'placeholder', null],
  [200999999, 'invalid', null],
  [776000000, 'invalid', null],
  [111999001, 'invalid', null],
  [899912345, 'invalid', null],
  [971273001, 'invalid', null],
  [1193046, 'invalid', null],
  [1_000_000_000, 'invalid', null],
  [-273212120, 'invalid', null],
  [273212120.5, 'invalid', null],
  [Number.NaN, 'invalid', null],
])('hygiene 6: %d is a %s with MID %s', (mmsi, kind, mid) => {
  expect(kindOfMmsi(mmsi)).toBe(kind);
  expect(midOf(mmsi)).toBe(mid);
});
