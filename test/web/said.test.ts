import { describe, expect, it } from 'vitest';
import type { AlertSummary } from '../../server/http/wire/alert.ts';
import type { VesselEvent } from '../../server/http/wire/kinds/index.ts';
import { alerts as alertLayer } from '../../web/map/layers/alerts.ts';
import { sightings } from '../../web/map/layers/sightings.ts';
import { marksOf } from '../../web/replay/marks.ts';
import { FRESH_MS } from '../../web/state/fresh.ts';
import { reduce } from '../../web/state/reduce.ts';
import { alertsKnownBy, knownBy, NOTHING_SAID, revisionAt, tellingRevisions, withSaid } from '../../web/state/said.ts';
import { type Action, initialState, LIVE, type State } from '../../web/state/state.ts';
import { readAddress } from '../../web/state/url.ts';
import { alertRow, callRow, DAY, HOUR, T0 } from './wire-rows.ts';

/** Raised as inferred, then sighted, then withdrawn: one alert in three words. */
const RAISED = alertRow('a', { basis: 'inferred', why: 'LADY R may have called at Vostochny.' });
const SIGHTED = alertRow('a', { revision: 2, basis: 'sighted', knownAt: T0 + DAY });
const WITHDRAWN = alertRow('a', { revision: 3, basis: 'sighted', state: 'withdrawn', knownAt: T0 + 3 * DAY });
const STORY = [RAISED, SIGHTED, WITHDRAWN];

const started = (...actions: Action[]): State =>
  [{ type: 'scope opened', scope: 'bridge' } as Action, ...actions].reduce(
    reduce,
    initialState('dark', readAddress('')),
  );
const told = (alerts: AlertSummary[] = STORY): Action => ({ type: 'alerts', scope: 'bridge', alerts });
const at = (instant: number): Action => ({ type: 'sought', at: instant });
const shown = (state: State) => [...state.alerts.values()].map(({ basis, state: stands }) => `${basis} ${stands}`);

describe('what was known when', () => {
  it('is the revision with the latest word before the playhead', () => {
    const revisions = withSaid(NOTHING_SAID, STORY).byId.get('a')!;
    const words = [T0 - 1, T0, T0 + DAY - 1, T0 + DAY, T0 + 9 * DAY].map(
      (each) => revisionAt(revisions, each)?.revision,
    );
    expect(words).toEqual([undefined, 1, 1, 2, 3]);
  });

  it('is the same in whichever order the revisions come in, and saying one twice is saying it once', () => {
    const forth = withSaid(NOTHING_SAID, STORY);
    const back = withSaid(withSaid(NOTHING_SAID, [WITHDRAWN, SIGHTED]), [SIGHTED, RAISED]);
    expect(back).toEqual(forth);
    expect(forth.times).toEqual([T0, T0 + DAY, T0 + 3 * DAY]);
  });

  it('takes the later revision of two that became known at one instant', () => {
    const twice = [alertRow('a', { revision: 2, severity: 'high' }), alertRow('a', { revision: 1 })];
    expect(revisionAt(withSaid(NOTHING_SAID, twice).byId.get('a')!, T0)?.severity).toBe('high');
  });

  it('keeps what a person did at every playhead, except where the alert was withdrawn', () => {
    const handled = withSaid(NOTHING_SAID, [RAISED, { ...SIGHTED, state: 'acknowledged' as const }]);
    expect(alertsKnownBy(handled, T0).get('a')).toMatchObject({ basis: 'inferred', state: 'acknowledged' });
    const gone = withSaid(NOTHING_SAID, [RAISED, { ...SIGHTED, state: 'withdrawn' as const }]);
    expect(alertsKnownBy(gone, T0).get('a')?.state).toBe('open');
    expect(alertsKnownBy(gone, T0 + DAY).get('a')?.state).toBe('withdrawn');
  });

  it('tells revisions apart that say more, and passes over those that only say it otherwise', () => {
    const reworded = alertRow('a', { revision: 2, basis: 'inferred', knownAt: T0 + HOUR, why: 'The same, longer.' });
    const sighted = { ...SIGHTED, revision: 3 };
    const rows = tellingRevisions([RAISED, reworded, sighted], T0 + 9 * DAY);
    expect(rows.map((row) => row.revision)).toEqual([1, 3]);
    expect(tellingRevisions([RAISED, reworded, sighted], T0 + HOUR).map((row) => row.revision)).toEqual([1]);
  });

  it('holds for events too: a call shows once it was known, with the end that was known then', () => {
    const open = callRow('c', { state: 'open', knownAt: T0 + HOUR, endedAt: null, basis: 'inferred' });
    const closed = callRow('c', { revision: 2, knownAt: T0 + 2 * DAY });
    const said = withSaid<VesselEvent>(NOTHING_SAID, [closed, open]);
    expect(knownBy(said, T0).size).toBe(0);
    expect(knownBy(said, T0 + DAY).get('c')).toMatchObject({ endedAt: null, basis: 'inferred' });
    expect(knownBy(said, T0 + 2 * DAY).get('c')).toMatchObject({ endedAt: T0 + DAY, basis: 'sighted' });
  });
});

describe('the state of the page at a playhead', () => {
  it('shows nothing before, then inferred, then sighted, then withdrawn, and back again', () => {
    let state = started(told(), at(T0 - 1));
    expect(shown(state)).toEqual([]);
    for (const [instant, word] of [
      [T0, 'inferred open'],
      [T0 + DAY, 'sighted open'],
      [T0 + 3 * DAY, 'sighted withdrawn'],
      [T0 + HOUR, 'inferred open'],
    ] as const) {
      state = reduce(state, at(instant));
      expect(shown(state)).toEqual([word]);
    }
  });

  it('shows the newest word in the live scope, whatever the playhead says', () => {
    const live = STORY.map((row) => ({ ...row, scope: LIVE }));
    const state = [
      { type: 'scope opened', scope: LIVE } as Action,
      { type: 'alerts', scope: LIVE, alerts: live } as Action,
    ].reduce(reduce, initialState('dark', readAddress('')));
    expect(shown(state)).toEqual(['sighted withdrawn']);
  });

  it('keeps its maps while nothing is said, so that nothing is drawn again', () => {
    const state = started(told(), at(T0 + HOUR));
    const ticked = reduce(state, { type: 'ticked', at: T0 + 2 * HOUR, now: 0 });
    expect(ticked.alerts).toBe(state.alerts);
    expect(ticked.events).toBe(state.events);
  });

  it('marks an alert as updated when its next word is passed in play, in place and once', () => {
    const playing = started(told(), at(T0 + HOUR), { type: 'played', playing: true });
    const passed = reduce(playing, { type: 'ticked', at: T0 + DAY, now: 1_000 });
    expect(passed.alerts.size).toBe(1);
    expect(passed.fresh.get('a')).toEqual({ what: 'updated', since: 1_000 });
    const later = reduce(passed, { type: 'ticked', at: T0 + DAY + HOUR, now: 1_000 + FRESH_MS });
    expect(later.fresh.size).toBe(0);
  });

  it('marks nothing when only the wording moved, nor when a person sought the place by hand', () => {
    const reworded = alertRow('a', { revision: 2, basis: 'inferred', knownAt: T0 + DAY, why: 'The same, longer.' });
    const playing = started(told([RAISED, reworded]), at(T0 + HOUR), { type: 'played', playing: true });
    const passed = reduce(playing, { type: 'ticked', at: T0 + DAY, now: 0 });
    expect(passed.alerts.get('a')?.why).toBe('The same, longer.');
    expect(passed.fresh.size).toBe(0);
    expect(reduce(started(told(), at(T0)), at(T0 + DAY)).fresh.size).toBe(0);
  });

  it('steps from word to word, and to an event when it was known rather than when it began', () => {
    const state = started(told(), {
      type: 'events',
      scope: 'bridge',
      events: [callRow('c', { beganAt: T0, knownAt: T0 + 2 * DAY })],
    });
    expect(marksOf(state)).toEqual([T0, T0 + DAY, T0 + 2 * DAY, T0 + 3 * DAY]);
  });

  it('is what the map shows: the sign of that revision, none once withdrawn, no sighting before it was known', () => {
    const call = callRow('c', { beganAt: T0, knownAt: T0 + 2 * DAY });
    const state = started(told(), { type: 'events', scope: 'bridge', events: [call] });
    const signs = (instant: number) => alertLayer.features(reduce(state, at(instant)), instant).features.length;
    const eyes = (instant: number) => sightings.features(reduce(state, at(instant)), instant).features.length;
    expect([signs(T0 - 1), signs(T0), signs(T0 + 3 * DAY)]).toEqual([0, 1, 0]);
    expect([eyes(T0 + DAY), eyes(T0 + 2 * DAY)]).toEqual([0, 1]);
  });
});

it('a mute of an alert holds at every playhead, as what else a person made of it', () => {
  const mute = { id: 's', by: 'analyst', until: new Date(T0).toISOString(), note: null };
  const first = alertRow('a', { revision: 1, knownAt: T0 });
  const second = alertRow('a', { revision: 2, knownAt: T0 + 5 * HOUR, mute });
  const said = withSaid(withSaid<AlertSummary>(NOTHING_SAID, [first]), [second]);
  expect(alertsKnownBy(said, T0 + HOUR).get('a')).toMatchObject({ revision: 1, mute });
});
