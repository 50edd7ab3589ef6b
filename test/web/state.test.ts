import { describe, expect, it } from 'vitest';
import type { StreamMessage } from '../../server/http/wire/stream.ts';
import { marksOf } from '../../web/replay/marks.ts';
import { feedOf, NO_FILTERS, severityCounts } from '../../web/state/feed.ts';
import { FRESH_MS } from '../../web/state/fresh.ts';
import { reduce } from '../../web/state/reduce.ts';
import { type Action, initialState, LIVE, type State } from '../../web/state/state.ts';
import { readAddress } from '../../web/state/url.ts';
import { alertRow, callRow, DAY, HOUR, T0, trackRow, vesselRow } from './wire-rows.ts';

const start = () => reduce(initialState('dark', readAddress('')), { type: 'scope opened', scope: 'bridge' });
const moved = (state: State, ...actions: Action[]) => actions.reduce(reduce, state);
const streamed = (...messages: StreamMessage[]): Action => ({ type: 'streamed', messages, now: 0 });

describe('alerts in the state', () => {
  it('keep the later revision, whether the stream or the list brings it first', () => {
    const first = alertRow('a', { revision: 1 });
    const second = alertRow('a', { revision: 2, severity: 'high' });
    const there = reduce(start(), { type: 'sought', at: T0 });
    const listLast = moved(there, streamed({ type: 'alert', seq: 2, alert: second }), {
      type: 'alerts',
      scope: 'bridge',
      alerts: [first],
    });
    const streamLast = moved(
      there,
      { type: 'alerts', scope: 'bridge', alerts: [first] },
      streamed({ type: 'alert', seq: 2, alert: second }),
    );
    expect(listLast.alerts.get('a')?.severity).toBe('high');
    expect(streamLast.alerts.get('a')?.severity).toBe('high');
  });

  it('of another scope are not taken in', () => {
    const state = moved(start(), streamed({ type: 'alert', seq: 1, alert: alertRow('a', { scope: 'elsewhere' }) }));
    expect(state.alerts.size).toBe(0);
  });

  it('are new when the playhead passes them in play, and only for a while', () => {
    const played = moved(
      start(),
      { type: 'alerts', scope: 'bridge', alerts: [alertRow('a')] },
      { type: 'sought', at: T0 - HOUR },
      { type: 'played', playing: true },
      { type: 'ticked', at: T0 + HOUR, now: 1_000 },
    );
    expect([...played.fresh.keys()]).toEqual(['a']);
    const later = reduce(played, { type: 'ticked', at: T0 + 2 * HOUR, now: 1_000 + FRESH_MS });
    expect(later.fresh.size).toBe(0);
  });

  it('are not new when the playhead is put behind them by hand', () => {
    const state = moved(
      start(),
      { type: 'alerts', scope: 'bridge', alerts: [alertRow('a')] },
      { type: 'sought', at: T0 - HOUR },
      { type: 'sought', at: T0 + HOUR },
    );
    expect(state.fresh.size).toBe(0);
  });

  it('of the live scope are new when they come after the backfill', () => {
    const live = moved(reduce(initialState('dark', readAddress('')), { type: 'scope opened', scope: LIVE }));
    const backfilled = moved(live, streamed({ type: 'alert', seq: 1, alert: alertRow('old', { scope: LIVE }) }));
    expect(backfilled.fresh.size).toBe(0);
    const said = moved(
      backfilled,
      streamed({ type: 'live', seq: 1 }),
      streamed({ type: 'alert', seq: 2, alert: alertRow('new', { scope: LIVE }) }),
    );
    expect([...said.fresh.keys()]).toEqual(['new']);
  });
});

describe('a scope', () => {
  it('starts clean: rows and selection of the one before are gone', () => {
    const state = moved(
      start(),
      { type: 'alerts', scope: 'bridge', alerts: [alertRow('a')] },
      { type: 'alert picked', alertId: 'a' },
      { type: 'scope opened', scope: 'other' },
    );
    expect([state.alerts.size, state.vesselId, state.alertId]).toEqual([0, null, null]);
  });

  it('keeps the selection that the address named when it is the first', () => {
    const addressed = initialState('dark', readAddress('?vessel=imo:9161003'));
    expect(reduce(addressed, { type: 'scope opened', scope: 'bridge' }).vesselId).toBe('imo:9161003');
  });

  it('opens the ship of an alert that a link names alone, once the alert is known, be it ahead of the playhead', () => {
    const linked = initialState('dark', readAddress('?scope=bridge&alert=a'));
    const opened = reduce(linked, { type: 'scope opened', scope: 'bridge' });
    expect([opened.alertId, opened.vesselId]).toEqual(['a', null]);
    const rows = [alertRow('a', { vesselId: 'imo:9161003' }), alertRow('b', { vesselId: 'imo:8915550' })];
    const listed = reduce(opened, { type: 'alerts', scope: 'bridge', alerts: rows });
    expect([listed.alertId, listed.vesselId]).toEqual(['a', 'imo:9161003']);
    const other = reduce(opened, { type: 'alerts', scope: 'bridge', alerts: rows.slice(1) });
    expect([other.alertId, other.vesselId]).toEqual(['a', null]);
  });

  it('leaves out an answer that belongs to the scope before', () => {
    const state = moved(
      start(),
      { type: 'scope opened', scope: 'other' },
      { type: 'alerts', scope: 'bridge', alerts: [alertRow('a')] },
    );
    expect(state.alerts.size).toBe(0);
  });

  it('gives colours to the watched vessels with most alerts, and a colour once given stays', () => {
    const vessels = ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((name) => vesselRow(`v:${name}`, name));
    const tracks = vessels.map((vessel) => trackRow(vessel.id, [[0, 130, 42]]));
    const state = moved(
      start(),
      { type: 'alerts', scope: 'bridge', alerts: [alertRow('a', { vesselId: 'v:G' })] },
      { type: 'tracks', set: { scope: 'bridge', fromAt: T0, toAt: T0 + DAY, vessels, tracks } },
    );
    expect(state.hues.get('v:G')).toBe(0);
    expect(state.hues.has('v:F')).toBe(false);
    const ready = moved(state, { type: 'scope ready', scope: 'bridge' });
    const more = moved(ready, {
      type: 'alerts',
      scope: 'bridge',
      alerts: [alertRow('b', { vesselId: 'v:A' }), alertRow('c', { vesselId: 'v:A' })],
    });
    expect(more.hues).toEqual(state.hues);
  });

  it('gives the same colours in whichever order its parts are loaded', () => {
    const vessels = ['A', 'B', 'C'].map((name) => vesselRow(`v:${name}`, name));
    const set = {
      scope: 'bridge',
      fromAt: T0,
      toAt: T0 + DAY,
      vessels,
      tracks: vessels.map((vessel) => trackRow(vessel.id, [[0, 130, 42]])),
    };
    const alerts = [alertRow('a', { vesselId: 'v:C' })];
    const tracksFirst = moved(start(), { type: 'tracks', set }, { type: 'alerts', scope: 'bridge', alerts });
    const alertsFirst = moved(start(), { type: 'alerts', scope: 'bridge', alerts }, { type: 'tracks', set });
    expect(tracksFirst.hues).toEqual(alertsFirst.hues);
    expect(tracksFirst.hues.get('v:C')).toBe(0);
  });

  it('adds streamed positions to the ends of their tracks and leaves out repeated ones', () => {
    const fix = { vesselId: 'v', at: T0, lon: 130, lat: 42, speedKn: 1, courseDeg: 90, headingDeg: null };
    const message: StreamMessage = { type: 'positions', scope: 'bridge', fixes: [fix, fix, { ...fix, at: T0 + 1 }] };
    expect(moved(start(), streamed(message)).tracks.get('v')?.at).toEqual([T0, T0 + 1]);
  });

  it('steps to whenever something was said, each instant once, and not to what began withdrawn', () => {
    const state = moved(
      start(),
      { type: 'alerts', scope: 'bridge', alerts: [alertRow('a'), alertRow('b')] },
      {
        type: 'events',
        scope: 'bridge',
        events: [
          callRow('e', { beganAt: T0 - 9 * DAY, knownAt: T0 - DAY }),
          callRow('w', { knownAt: T0 - HOUR, state: 'withdrawn' }),
        ],
      },
    );
    expect(marksOf(state)).toEqual([T0 - DAY, T0]);
  });
});

describe('the feed', () => {
  const alerts = [
    alertRow('old', { raisedAt: T0, severity: 'critical' }),
    alertRow('new', { raisedAt: T0 + DAY, severity: 'low', vesselName: 'MAIA-1', why: 'MAIA-1 called at Dunay.' }),
  ];

  it('shows the newest first', () => {
    expect(feedOf(alerts, NO_FILTERS).map((alert) => alert.id)).toEqual(['new', 'old']);
  });

  it('puts the most severe first when asked', () => {
    expect(feedOf(alerts, { ...NO_FILTERS, order: 'severity' }).map((alert) => alert.id)).toEqual(['old', 'new']);
  });

  it('finds all words, in any field, in any case', () => {
    const found = feedOf(alerts, { ...NO_FILTERS, text: 'dunay MAIA' });
    expect(found.map((alert) => alert.id)).toEqual(['new']);
  });

  it('counts severities under the other filters', () => {
    const counts = severityCounts(alerts, { ...NO_FILTERS, severities: ['low'] });
    expect(counts).toEqual({ critical: 1, high: 0, medium: 0, low: 1, info: 0 });
  });
});
