// The feed of cases: which rows, in which order, what is new since somebody looked, and what opening one selects.

import { describe, expect, it } from 'vitest';
import type { CaseLeg, CaseSummary } from '../../server/http/wire/case.ts';
import { choicesOf } from '../../web/cases/filter-choices.ts';
import { whatIsNew } from '../../web/cases/looked.ts';
import { withRange } from '../../web/cases/picked.ts';
import { caseCounts, caseFeed, foldedCounts, themesOf } from '../../web/state/case-feed.ts';
import { NO_FILTERS } from '../../web/state/feed.ts';
import { reduce } from '../../web/state/reduce.ts';
import { initialState } from '../../web/state/state.ts';
import { readAddress } from '../../web/state/url.ts';
import { alertRow, DAY, T0 } from './wire-rows.ts';

function legRow(alertIds: string[], over: Partial<CaseLeg> = {}): CaseLeg {
  return {
    kind: 'leg',
    vesselId: 'imo:9161003',
    alertIds,
    ruleIds: ['dprk-ru-arms'],
    ruleTitle: 'DPRK east coast to Russian Pacific port',
    fromAt: T0 - DAY,
    toAt: T0,
    lon: 133.08,
    lat: 42.75,
    placeIds: ['rajin', 'vostochny'],
    placeNames: ['Rajin', 'Vostochny'],
    partnerId: null,
    partnerName: null,
    basis: 'sighted',
    grade: null,
    severity: 'critical',
    confidence: 'high',
    ahead: false,
    ...over,
  };
}

function caseRow(id: string, over: Partial<CaseSummary> = {}): CaseSummary {
  return {
    id,
    scope: 'bridge',
    theme: 'arms-bridge',
    themeTitle: 'Arms bridge between the DPRK and Russia',
    title: 'LADY R: arms bridge between the DPRK and Russia',
    ships: [{ id: 'imo:9161003', name: 'LADY R', imo: 9161003, mmsi: null }],
    state: 'opened',
    revision: 1,
    openedAt: T0,
    knownAt: T0,
    fromAt: T0 - DAY,
    toAt: T0,
    severity: 'critical',
    confidence: 'high',
    basis: 'sighted',
    grade: null,
    alerts: 1,
    withdrawn: 0,
    legCount: 1,
    legs: [legRow([`${id}-alert`])],
    sentence: 'LADY R: 1 leg from Rajin to Vostochny, 31 Aug to 1 Sep 2023; sighted.',
    joinedTo: null,
    formerIds: [],
    ...over,
  };
}

const yard = caseRow('b', {
  theme: 'yards',
  themeTitle: 'Stays',
  severity: 'medium',
  confidence: 'low',
  knownAt: T0 + DAY,
});
const rows = [caseRow('a'), yard, caseRow('gone', { state: 'withdrawn' }), caseRow('old', { state: 'joined' })];
const NONE = new Map();
const ids = (filters: Partial<typeof NO_FILTERS>, alerts = NONE, at = T0) =>
  caseFeed(rows, alerts, { ...NO_FILTERS, ...filters }, at).map((row) => row.case.id);

describe('the feed of cases', () => {
  it('has the newest word first; or the gravest, or the surest', () => {
    expect(ids({})).toEqual(['b', 'a']);
    expect(ids({ order: 'severity' })).toEqual(['a', 'b']);
    expect(ids({ order: 'sure' })).toEqual(['a', 'b']);
  });

  it('folds what was withdrawn, and never shows what goes on as another case', () => {
    expect(ids({ withdrawn: true })).toEqual(['b', 'a', 'gone']);
    expect(ids({ states: ['withdrawn'] })).toEqual(['gone']);
    expect(foldedCounts(rows, NONE)).toEqual({ withdrawn: 1, muted: 0, known: 3 });
  });

  it('is filtered by theme, confidence, words and what people made of the alerts', () => {
    expect(ids({ theme: 'yards' })).toEqual(['b']);
    expect(ids({ leastSure: 'medium' })).toEqual(['a']);
    expect(ids({ text: 'vostochny 9161003' })).toEqual(['b', 'a']);
    expect(ids({ text: 'nampo' })).toEqual([]);
    const alerts = new Map([['a-alert', alertRow('a-alert', { state: 'acknowledged' })]]);
    expect(ids({ states: ['acknowledged'] }, alerts)).toEqual(['a']);
    expect(caseFeed(rows, alerts, NO_FILTERS, T0).map((row) => row.state)).toEqual(['open', 'acknowledged']);
    expect(themesOf(rows).map(({ theme }) => theme)).toEqual(['arms-bridge', 'yards']);
    expect(caseCounts(rows, NONE, { ...NO_FILTERS, severities: ['low'] })).toMatchObject({ critical: 1, medium: 1 });
  });

  it('is filtered by ship, list, place, country, basis and days', () => {
    const around = (listShips: ReadonlySet<string> | null) => ({
      countryOf: (id: string) => (id === 'rajin' ? 'KP' : null),
      listShips,
    });
    const found = (filters: Partial<typeof NO_FILTERS>, ships: ReadonlySet<string> | null = null) =>
      caseFeed(rows, NONE, { ...NO_FILTERS, ...filters }, T0, around(ships)).map((row) => row.case.id);
    expect(found({ ship: 'imo:9161003' })).toEqual(['b', 'a']);
    expect(found({ ship: 'imo:9179842' })).toEqual([]);
    expect(found({ list: 'own' }, new Set())).toEqual([]);
    expect(found({ list: 'own' }, new Set(['imo:9161003']))).toEqual(['b', 'a']);
    expect([found({ place: 'rajin' }), found({ place: 'nampo' })]).toEqual([['b', 'a'], []]);
    expect([found({ region: 'KP' }), found({ region: 'RU' })]).toEqual([['b', 'a'], []]);
    expect(found({ basis: 'claimed' })).toEqual([]);
    expect([found({ fromAt: T0 + 1 }), found({ toAt: T0 - DAY })]).toEqual([[], []]);
    expect(found({ fromAt: T0, toAt: T0 - DAY + 1 })).toEqual(['b', 'a']);
    expect(choicesOf(rows, around(null).countryOf)).toEqual({
      ships: [['imo:9161003', 'LADY R (IMO 9161003)']],
      places: [
        ['rajin', 'Rajin'],
        ['vostochny', 'Vostochny'],
      ],
      regions: [['KP', 'North Korea']],
    });
  });

  it('folds a case of which every alert is muted', () => {
    const mute = { id: 'm', by: 'anna', until: '2023-10-01T00:00:00Z', note: null };
    const alerts = new Map([['a-alert', alertRow('a-alert', { mute })]]);
    expect(ids({}, alerts)).toEqual(['b']);
    expect(ids({ muted: true }, alerts)).toEqual(['b', 'a']);
    expect(foldedCounts(rows, alerts)).toEqual({ withdrawn: 1, muted: 1, known: 3 });
  });

  it('stands as the least settled of its alerts', () => {
    const two = [caseRow('two', { legs: [legRow(['x', 'y'])] })];
    const state = (x: string, y: string) => {
      const alerts = new Map([x, y].map((each, i) => ['xy'[i]!, alertRow('xy'[i]!, { state: each as 'open' })]));
      return caseFeed(two, alerts, NO_FILTERS, T0)[0]!.state;
    };
    expect(state('open', 'resolved')).toBe('open');
    expect(state('acknowledged', 'resolved')).toBe('acknowledged');
    expect(state('resolved', 'withdrawn')).toBe('resolved');
  });

  it('is picked one by one and from one to another, in the order that it shows', () => {
    const order = ['a', 'b', 'c', 'd'];
    const range = (from: string | null, to: string) => [...withRange(new Set(['d']), order, from, to)].sort().join('');
    expect([range(null, 'b'), range('a', 'c'), range('c', 'a'), range('gone', 'b'), range('a', 'gone')]).toEqual([
      'bd',
      'abcd',
      'abcd',
      'bd',
      'd',
    ]);
  });

  it('says which are quiet after 60 days', () => {
    const quiet = (at: number) => caseFeed(rows, NONE, NO_FILTERS, at).map((row) => row.quiet);
    expect(quiet(T0 + 60 * DAY)).toEqual([false, false]);
    expect(quiet(T0 + 61 * DAY)).toEqual([true, true]);
  });

  it('says what is new since somebody looked', () => {
    const before = caseRow('a', { severity: 'high', confidence: 'low', alerts: 2 });
    expect(whatIsNew(before, before)).toBeNull();
    expect(whatIsNew(before, { ...before, severity: 'critical' })).toBe('Graver since');
    expect(whatIsNew(before, { ...before, confidence: 'high' })).toBe('Surer since');
    expect(whatIsNew(before, { ...before, alerts: 3 })).toBe('1 alert more');
    expect(whatIsNew(before, { ...before, alerts: 1 })).toBe('Taken back in part');
    expect(whatIsNew(before, { ...before, state: 'withdrawn' })).toBe('Withdrawn since');
  });
});

describe('a case on the page', () => {
  const opened = [
    { type: 'scope opened', scope: 'bridge' } as const,
    {
      type: 'cases',
      scope: 'bridge',
      cases: [caseRow('a'), caseRow('a', { revision: 2, knownAt: T0 + DAY, alerts: 2 })],
    } as const,
    { type: 'alerts', scope: 'bridge', alerts: [alertRow('a-alert', { caseId: 'a' })] } as const,
  ].reduce((state, action) => reduce(state, structuredClone(action) as never), initialState('dark', readAddress('')));

  it('is as it was known at the playhead', () => {
    expect(reduce(opened, { type: 'sought', at: T0 - 1 }).cases.size).toBe(0);
    expect(reduce(opened, { type: 'sought', at: T0 }).cases.get('a')!.alerts).toBe(1);
    expect(reduce(opened, { type: 'sought', at: T0 + DAY }).cases.get('a')!.alerts).toBe(2);
  });

  it('is selected with its ship, stays selected with an alert of it, and is left with the ship', () => {
    const there = reduce(opened, { type: 'sought', at: T0 });
    const picked = reduce(there, { type: 'case picked', caseId: 'a' });
    expect([picked.caseId, picked.alertId, picked.vesselId, picked.cursorId]).toEqual(['a', null, 'imo:9161003', 'a']);
    const alert = reduce(picked, { type: 'alert picked', alertId: 'a-alert' });
    expect([alert.caseId, alert.alertId]).toEqual(['a', 'a-alert']);
    expect(reduce(alert, { type: 'vessel picked', vesselId: 'imo:9161003' }).caseId).toBeNull();
    expect(reduce(alert, { type: 'dossier closed' })).toMatchObject({ caseId: null, alertId: null, cursorId: 'a' });
  });

  it('is in the address', () => {
    expect(readAddress('?case=case_1').caseId).toBe('case_1');
    expect(initialState('dark', readAddress('?case=case_1')).caseId).toBe('case_1');
  });
});
