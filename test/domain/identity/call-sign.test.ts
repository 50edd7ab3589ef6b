import { describe, expect, test } from 'vitest';
import { callSignKey } from '../../../server/domain/identity/call-sign.ts';

describe('call signs', () => {
  test('are compared without blanks and signs', () => {
    expect(callSignKey('UBDT-8')).toBe('UBDT8');
    expect(callSignKey(' ubdt 8')).toBe('UBDT8');
  });
  test.each(['', '0', 'AB', '0000000', '1234567', 'AAAAA', 'UNKNOWN', 'LONGERCALL'])('%j is none', (text) => {
    expect(callSignKey(text)).toBe('');
  });
});
