// What people may do in which state: the table of deeds, walked whole, and the sentence of each refusal.

import { describe, expect, it } from 'vitest';
import {
  afterDeed,
  DEEDS,
  type Deed,
  type DeedKind,
  type Handling,
  UNHANDLED,
  unreadable,
} from '../../../server/domain/desk/deed.ts';
import { codesOf, REASON_CODES, REASONS } from '../../../server/domain/desk/reasons.ts';

const STATES = ['open', 'acknowledged', 'resolved', 'withdrawn'] as const;
const AT = Date.UTC(2026, 8, 1, 9);
const signed = { by: 'anna', at: AT, deed: null };

function deed(action: DeedKind, parts: Partial<Deed> = {}): Deed {
  const subject = { kind: 'alert' as const, id: 'a' };
  return { subject, action, reasonCode: null, note: null, assignee: null, ...parts };
}

function standing(state: Handling['state']): Handling {
  return { ...UNHANDLED, state, version: 3, last: { action: 'resolve', by: 'ben', at: AT - 60_000 } };
}

describe('deeds', () => {
  // Rows: deeds. Columns: open, acknowledged, resolved, withdrawn. A dash: it does not fit.
  it.each<[DeedKind, string[]]>([
    ['acknowledge', ['acknowledged', '-', '-', '-']],
    ['resolve', ['resolved', 'resolved', '-', '-']],
    ['withdraw', ['withdrawn', 'withdrawn', 'withdrawn', '-']],
    ['reopen', ['-', 'open', 'open', 'open']],
    ['assign', ['open', 'acknowledged', 'resolved', '-']],
    ['note', ['open', 'acknowledged', 'resolved', 'withdrawn']],
  ])('%s', (action, row) => {
    const after = STATES.map((state) => {
      const read = afterDeed(deed(action, { assignee: 'ben' }), standing(state), signed, false);
      return 'refusal' in read ? '-' : read.after.state;
    });
    expect(after).toEqual(row);
  });

  it('leaves nothing but notes on what the monitor itself took back', () => {
    const fits = DEEDS.filter((action) => 'after' in afterDeed(deed(action), standing('open'), signed, true));
    expect(fits).toEqual(['note']);
  });

  it('refuses with who did what and when', () => {
    expect(afterDeed(deed('acknowledge'), standing('resolved'), signed, false)).toEqual({
      refusal: `Alert 'a' is resolved (resolved by ben at 2026-09-01T08:59:00.000Z); 'acknowledge' needs one that is open.`,
    });
    expect(afterDeed(deed('resolve', { version: 2 }), standing('acknowledged'), signed, false)).toMatchObject({
      refusal: expect.stringContaining('is not as it was when you looked'),
    });
  });

  it('counts the versions up, and keeps whose it is', () => {
    const given = afterDeed(deed('assign', { assignee: 'ben' }), UNHANDLED, signed, false) as { after: Handling };
    expect(given.after).toMatchObject({ state: 'open', assignee: 'ben', version: 1, last: { action: 'assign' } });
    const done = afterDeed(deed('resolve', { reasonCode: 'confirmed' }), given.after, signed, false);
    expect(done).toMatchObject({ after: { state: 'resolved', assignee: 'ben', reasonCode: 'confirmed', version: 2 } });
  });

  it('asks for the text of a note, the reason of a withdrawal, and the note of "other"', () => {
    expect(unreadable(deed('note', { note: ' ' }))).toContain("body field 'note' is empty");
    expect(unreadable(deed('withdraw'))).toContain("needs body field 'reasonCode'");
    expect(unreadable(deed('resolve', { reasonCode: 'other' }))).toContain('the note says why');
    expect(unreadable(deed('resolve', { reasonCode: 'other', note: 'a test' }))).toBeNull();
  });
});

describe('reasons', () => {
  it('each have a word and a sentence, and say of the rule what the table says', () => {
    for (const code of REASON_CODES) {
      expect(REASONS[code].word).not.toBe('');
      expect(REASONS[code].says).toMatch(/^[A-Z].*\.$/);
    }
    expect(codesOf('confirmed')).toEqual(['confirmed']);
    expect(codesOf('refuted')).toEqual([
      'false-position',
      'identity-mistaken',
      'not-as-described',
      'authorised-voyage',
    ]);
  });
});
