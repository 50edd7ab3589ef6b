import { describe, expect, it } from 'vitest';
import type { VesselEvent } from '../../server/http/wire/kinds/index.ts';
import { alertMarks, alertTimes, axisTicks, lanesOf, observedSpans } from '../../web/replay/timeline.ts';
import { NOTHING_SAID, withSaid } from '../../web/state/said.ts';
import { waitAfter } from '../../web/state/stream.ts';
import { listedText, standingOf } from '../../web/words/designations.ts';
import { durationText, positionText, spanText, timeText, windowText } from '../../web/words/format.ts';
import { alertRow, callRow, DAY, eventRow, HOUR, T0, trackRow } from './wire-rows.ts';

describe('how the page writes', () => {
  it('gives every time its zone', () => {
    expect(timeText(Date.UTC(2023, 8, 12, 4, 31))).toBe('12 Sep 2023, 04:31 UTC');
    expect(spanText(T0, T0 + 5 * HOUR)).toBe('1 Sep 2023, 00:00 – 05:00 UTC');
    expect(spanText(T0, null)).toBe('since 1 Sep 2023, 00:00 UTC');
  });

  it('does not pretend to know the hour of a sighting that names a day', () => {
    expect(windowText({ fromAt: T0, toAt: T0 + DAY - 1000 })).toBe('1 Sep 2023 (day known, hour not)');
  });

  it('shows the two largest units of an age', () => {
    expect(durationText(3 * DAY + 4 * HOUR + 59_000)).toBe('3 d 4 h');
    expect(durationText(5 * HOUR)).toBe('5 h');
    expect(durationText(40_000)).toBe('40 s');
  });

  it('writes positions as on a chart, and never sixty minutes', () => {
    expect(positionText(130.3, 42.2333)).toBe('42° 14.0′ N, 130° 18.0′ E');
    expect(positionText(-18.9999, -34.19)).toBe('34° 11.4′ S, 19° 00.0′ W');
  });
});

describe('a listing at a date', () => {
  const listing = {
    authority: 'UK',
    programme: 'Russia Regs 2019',
    ref: 'RUS2185',
    listed: '2024-07-31',
    precision: 'day' as const,
    delisted: null,
    sanction: true,
    note: null,
    source: 'UK list',
  };

  it('is later before its day, in force from it, and over once delisted', () => {
    expect(standingOf(listing, Date.UTC(2024, 6, 30, 23, 59))).toBe('later');
    expect(standingOf(listing, Date.UTC(2024, 6, 31))).toBe('in-force');
    expect(standingOf({ ...listing, delisted: '2025-01-01' }, Date.UTC(2025, 0, 1))).toBe('ended');
  });

  it('is in force from the first copy that had it, and of the days before nothing is known', () => {
    const seen = { ...listing, listed: '2024-04-10', precision: 'by' as const };
    expect(standingOf(seen, Date.UTC(2024, 3, 9))).toBe('undated');
    expect(standingOf(seen, Date.UTC(2024, 3, 10))).toBe('in-force');
    expect(listedText(seen)).toBe('by 10 Apr 2024 (no published date; the first copy that has it)');
    expect(listedText({ ...seen, precision: 'day' })).toBe('10 Apr 2024');
  });

  it('is never in force without a published date, nor when it is a catalogue', () => {
    expect(standingOf({ ...listing, listed: null }, Date.UTC(2030, 0, 1))).toBe('undated');
    expect(standingOf({ ...listing, sanction: false }, Date.UTC(2030, 0, 1))).toBe('catalogue');
  });
});

describe('the timeline', () => {
  it('breaks a lane where the ship was silent', () => {
    const track = trackRow('v', [
      [0, 130, 42],
      [1, 131, 42],
      [30, 132, 42],
      [31, 133, 42],
    ]);
    expect(observedSpans(track)).toEqual([
      { fromAt: T0, toAt: T0 + HOUR },
      { fromAt: T0 + 30 * HOUR, toAt: T0 + 31 * HOUR },
    ]);
  });

  it('has a lane for a coloured vessel that was only sighted, and none for waiting outside a port', () => {
    const id = 'imo:9161003';
    const seen = callRow('seen');
    const waiting = callRow('waiting');
    if (waiting.kind === 'port-call') waiting.facts = { ...waiting.facts, waiting: true };
    const [lane] = lanesOf(
      {
        hues: new Map([[id, 0]]),
        names: new Map([[id, 'LADY R']]),
        tracks: new Map(),
        eventsSaid: withSaid<VesselEvent>(NOTHING_SAID, [seen, waiting]),
        events: new Map([seen, waiting].map((event) => [event.id, event])),
      },
      T0 + 9 * DAY,
    );
    expect(lane?.observed).toEqual([]);
    expect(lane?.calls.map((call) => call.basis)).toEqual(['sighted']);
  });

  it('marks doubts, meetings and weighty changes of identity on the lane of the ship', () => {
    const id = 'imo:9161003';
    const doubt = eventRow('position-doubt', {
      sign: 'jump',
      signs: ['jump'],
      grounds: [],
      impliedKn: 90,
      apartKm: null,
      tracks: [],
      interferenceId: null,
      sightingIds: [],
    });
    const changed = { fields: [], hullId: null, messages: 1, grounds: [], change: 'name' } as const;
    const meeting = {
      partnerId: 'p',
      partnerName: 'P',
      partnerMmsi: 1,
      closestM: 9,
      medianSpeedKn: 0,
      offPlaceKm: 20,
      minutes: 120,
      alone: null,
      others: [],
    };
    const rows: VesselEvent[] = [
      { ...doubt, endedAt: null },
      eventRow('encounter', meeting, { beganAt: T0 + HOUR }),
      eventRow('encounter', meeting, { id: 'gone', state: 'withdrawn' }),
      eventRow(
        'identity-change',
        { ...changed, fields: [], grounds: [], weight: 'suspicion' },
        { beganAt: T0 + 2 * HOUR },
      ),
      eventRow('identity-change', { ...changed, fields: [], grounds: [], weight: 'note' }, { id: 'note' }),
    ];
    const [lane] = lanesOf(
      {
        hues: new Map([[id, 0]]),
        names: new Map(),
        tracks: new Map(),
        eventsSaid: withSaid<VesselEvent>(NOTHING_SAID, rows),
        events: new Map(rows.map((event) => [event.id, event])),
      },
      T0 + 9 * DAY,
    );
    expect(lane?.doubts).toEqual([{ fromAt: T0, toAt: T0 + 9 * DAY }]);
    expect(lane?.signs).toEqual([
      { at: T0 + HOUR, what: 'meeting' },
      { at: T0 + 2 * HOUR, what: 'identity' },
    ]);
  });

  it('keeps the lane of a vessel whose calls are not known yet, and lets an open call go on', () => {
    const scope = {
      hues: new Map([
        ['imo:9161003', 0],
        ['passer', 1],
      ]),
      names: new Map<string, string>(),
      tracks: new Map(),
      eventsSaid: withSaid<VesselEvent>(NOTHING_SAID, [callRow('c', { endedAt: null })]),
    };
    const before = lanesOf({ ...scope, events: new Map() }, T0 + 9 * DAY);
    expect(before.map((lane) => [lane.vesselId, lane.calls.length])).toEqual([['imo:9161003', 0]]);
    const open = new Map([['c', callRow('c', { endedAt: null })]]);
    expect(lanesOf({ ...scope, events: open }, T0 + 9 * DAY)[0]?.calls[0]?.toAt).toBe(T0 + 9 * DAY);
  });

  it('tells the heard part of a call from the silent one', () => {
    const call = callRow('c', { endedAt: null, basis: 'observed' });
    if (call.kind === 'port-call') call.facts = { ...call.facts, gaps: [{ fromAt: T0 + DAY, toAt: null }] };
    const rows = new Map([['c', call]]);
    const scope = { hues: new Map([['imo:9161003', 0]]), names: new Map<string, string>(), tracks: new Map() };
    const [lane] = lanesOf(
      { ...scope, eventsSaid: withSaid<VesselEvent>(NOTHING_SAID, [call]), events: rows },
      T0 + 9 * DAY,
    );
    expect(lane?.calls[0]?.silent).toEqual([{ fromAt: T0 + DAY, toAt: T0 + 9 * DAY }]);
  });

  it('has one lane for the calls of all ships where none is watched', () => {
    const call = callRow('c');
    const scope = {
      hues: new Map<string, number>(),
      names: new Map<string, string>(),
      tracks: new Map(),
      eventsSaid: withSaid<VesselEvent>(NOTHING_SAID, [call]),
      events: new Map([['c', call]]),
    };
    expect(lanesOf(scope, T0 + 9 * DAY).map((lane) => [lane.name, lane.calls.length])).toEqual([['Port calls', 1]]);
  });

  it('says when an alert comes by its first word', () => {
    const said = withSaid(NOTHING_SAID, [alertRow('a', { revision: 2, knownAt: T0 + DAY }), alertRow('a')]);
    expect(alertTimes(said)).toEqual([T0]);
  });

  it('draws the most severe of one instant last, and nothing that was withdrawn', () => {
    const marks = alertMarks([
      alertRow('critical'),
      alertRow('low', { severity: 'low' }),
      alertRow('gone', { state: 'withdrawn' }),
    ]);
    expect(marks.map((mark) => mark.id)).toEqual(['low', 'critical']);
  });

  it('puts its labels on round hours, days or months and never more than asked for by much', () => {
    for (const days of [0.2, 1, 9, 40, 200, 900, 4000]) {
      const ticks = axisTicks(T0, T0 + days * DAY, 10);
      expect(ticks.length, `${days} days`).toBeGreaterThan(1);
      expect(ticks.length, `${days} days`).toBeLessThanOrEqual(45);
    }
    expect(axisTicks(T0, T0 + 200 * DAY, 7)[0]?.label).toBe('Sep');
  });
});

describe('a lost stream', () => {
  it('is tried again after waits that double up to a bound', () => {
    expect([1, 2, 3, 4].map(waitAfter)).toEqual([500, 1000, 2000, 4000]);
    expect(waitAfter(40)).toBe(20_000);
  });
});
