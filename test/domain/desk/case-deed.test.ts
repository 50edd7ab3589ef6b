// What a deed on a case does to its alerts, and how a case stands because of them.

import { describe, expect, it, test } from 'vitest';
import { type AlertInside, deedsAhead, deedsInside, stateOfCase } from '../../../server/domain/desk/case-deed.ts';
import { type Deed, type DeedKind, UNHANDLED } from '../../../server/domain/desk/deed.ts';

const inside = (id: string, parts: Partial<AlertInside> = {}): AlertInside => ({
  id,
  state: 'open',
  assignee: null,
  gone: false,
  ...parts,
});
const ALERTS = [
  inside('new'),
  inside('seen', { state: 'acknowledged' }),
  inside('done', { state: 'resolved' }),
  inside('his', { assignee: 'ben' }),
  inside('gone', { state: 'withdrawn', gone: true }),
];

function on(action: DeedKind, parts: Partial<Deed> = {}): string[] {
  const deed: Deed = {
    subject: { kind: 'case', id: 'c' },
    action,
    reasonCode: null,
    note: null,
    assignee: null,
    ...parts,
  };
  return deedsInside(deed, { ...UNHANDLED, state: stateOfCase(ALERTS) }, ALERTS).map(({ subject }) => subject.id);
}

test.each<[string, Partial<AlertInside>[], string]>([
  ['one open alert', [{}, { state: 'resolved' }], 'open'],
  ['none open', [{ state: 'acknowledged' }, { state: 'resolved' }], 'acknowledged'],
  ['all resolved but for those taken back', [{ state: 'resolved' }, { state: 'withdrawn' }], 'resolved'],
  ['all taken back by people', [{ state: 'withdrawn' }], 'withdrawn'],
  ['nothing left by the monitor', [{ state: 'withdrawn', gone: true }], 'withdrawn'],
  ['one resolved and one that the monitor took back', [{ state: 'resolved' }, { gone: true }], 'resolved'],
])('a case with %s stands so', (_, alerts, state) => {
  expect(stateOfCase(alerts.map((parts, i) => inside(String(i), parts)))).toBe(state);
});

describe('a deed on a case', () => {
  it('takes along the alerts that it fits, and never what the monitor took back', () => {
    expect(on('acknowledge')).toEqual(['new', 'his']);
    expect(on('resolve')).toEqual(['new', 'seen', 'his']);
    expect(on('withdraw')).toEqual(['new', 'seen', 'his']);
    expect(on('note', { note: 'seen from the quay' })).toEqual([]);
  });

  it('gives away what is nobody’s, and not what somebody else was given', () => {
    expect(on('assign', { assignee: 'anna' })).toEqual(['new', 'seen', 'done']);
  });

  it('reopens the alerts that stand as the case did', () => {
    const resolved = [inside('a', { state: 'resolved' }), inside('b', { state: 'withdrawn' })];
    const deed: Deed = {
      subject: { kind: 'case', id: 'c' },
      action: 'reopen',
      reasonCode: null,
      note: null,
      assignee: null,
    };
    const ids = deedsInside(deed, { ...UNHANDLED, state: 'resolved' }, resolved).map(({ subject }) => subject.id);
    expect(ids).toEqual(['a']);
  });

  it('says beforehand what it will do', () => {
    const ahead = deedsAhead({ ...UNHANDLED, state: 'open' }, ALERTS);
    expect(ahead.map(({ action }) => action)).toEqual(['acknowledge', 'resolve', 'withdraw', 'assign', 'note']);
    expect(ahead[0]!.says).toBe('Its 2 open alerts are acknowledged with it.');
    expect(ahead[1]!.says).toBe('Its 3 alerts are resolved with it; one other stays as it is.');
    const gone = [inside('gone', { state: 'withdrawn', gone: true })];
    expect(deedsAhead({ ...UNHANDLED, state: 'withdrawn' }, gone).map(({ action }) => action)).toEqual(['note']);
  });
});
