// Which passwords are good enough, and how many wrong tries are borne.

import { describe, expect, it } from 'vitest';
import { commonPasswords } from '../../../db/reference/common-passwords.ts';
import { faultOf } from '../../../server/domain/access/password.ts';
import { createPatience } from '../../../server/domain/access/patience.ts';
import { IDLE_MS, isOver, LONGEST_MS } from '../../../server/domain/access/session.ts';

const common = commonPasswords();
const fault = (password: string, name = 'ines') => faultOf(password, { name, common });

describe('a password', () => {
  it('has eight letters or more, up to 128, of any kind and in any script', () => {
    expect(fault('1234567')).toContain('at least 8');
    for (const good of ['tidewater', 'kelp forest', 'x q x q z w', '라진항구북쪽부두', 'abcd'.repeat(32)]) {
      expect(fault(good), good).toBeNull();
    }
    expect(fault('abc'.repeat(43))).toContain('at most 128');
    // Counted by letters, not by halves of them.
    expect(fault('🚢🚢🚢⚓⚓⚓⛵')).toContain('has 7');
  });

  it('is none of the 3,000 that are tried first, in whatever case', () => {
    expect(common.size).toBe(3_000);
    for (const bad of ['password', 'PassWord', '12345678', 'qwertyuiop', 'trustno1'])
      expect(fault(bad), bad).toContain('3,000');
  });

  it('is not the own name or the name of the program with a digit behind it', () => {
    expect(fault('keelwatch1')).toContain("'keelwatch'");
    expect(fault('Giovanna12', 'giovanna')).toContain("'giovanna'");
    expect(fault('giovanna-likes-kelp', 'giovanna')).toBeNull();
    expect(fault('aaaaaaaaaaaa')).toContain('again and again');
  });

  it('is never repeated in what is said of it', () => {
    for (const secret of ['hunter1', 'trustno1', 'zzzzzzzzzz']) expect(fault(secret)).not.toContain(secret);
  });
});

describe('wrong tries', () => {
  const allowance = { tries: 3, backMs: 1_000 };

  it('are borne up to a measure, and come back one by one', () => {
    const patience = createPatience();
    for (let i = 0; i < 3; i++) {
      expect(patience.waitFor('x', allowance, 0)).toBe(0);
      patience.wrong('x', allowance, 0);
    }
    expect(patience.waitFor('x', allowance, 0)).toBe(1_000);
    expect(patience.waitFor('y', allowance, 0)).toBe(0);
    expect(patience.waitFor('x', allowance, 400)).toBe(600);
    expect(patience.waitFor('x', allowance, 1_000)).toBe(0);
    patience.wrong('x', allowance, 1_000);
    expect(patience.waitFor('x', allowance, 1_000)).toBe(1_000);
    expect(patience.waitFor('x', allowance, 1e9)).toBe(0);
    patience.right('x');
    expect(patience.size).toBe(0);
  });

  it('are kept of so many at most, and of those who tried last', () => {
    const patience = createPatience(100);
    for (let i = 0; i < 5_000; i++) patience.wrong(`key ${i}`, { tries: 1, backMs: 1_000 }, i);
    expect(patience.size).toBe(100);
    expect(patience.waitFor('key 4999', { tries: 1, backMs: 1_000 }, 4_999)).toBe(1_000);
  });

  it('lose nothing when the clock goes back', () => {
    const patience = createPatience();
    patience.wrong('x', { tries: 1, backMs: 1_000 }, 10_000);
    expect(patience.waitFor('x', { tries: 1, backMs: 1_000 }, 5_000)).toBe(1_000);
  });
});

describe('a login', () => {
  it('is over after eight hours without use, and after a week in any case', () => {
    expect(isOver({ createdAt: 0, seenAt: 0 }, IDLE_MS - 1)).toBe(false);
    expect(isOver({ createdAt: 0, seenAt: 0 }, IDLE_MS)).toBe(true);
    expect(isOver({ createdAt: 0, seenAt: LONGEST_MS - 1 }, LONGEST_MS - 1)).toBe(false);
    expect(isOver({ createdAt: 0, seenAt: LONGEST_MS }, LONGEST_MS)).toBe(true);
  });
});
