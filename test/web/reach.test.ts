import { describe, expect, it, vi } from 'vitest';
import type { VesselEvent } from '../../server/http/wire/kinds/index.ts';
import { asOfText, replayTitle } from '../../web/replay/as-of.ts';
import { reduce } from '../../web/state/reduce.ts';
import { type Action, initialState, type State } from '../../web/state/state.ts';
import { readAddress } from '../../web/state/url.ts';
import {
  arrivalsAt,
  callInGap,
  nextArrival,
  reachesQuestion,
  reachQuestion,
  reachShown,
  silentSince,
} from '../../web/vessel/reach.ts';
import { ReachWatch } from '../../web/vessel/reach-watch.ts';
import { remarksAt } from '../../web/words/remarks.ts';
import { eventRow, HOUR, reachRow, T0, trackRow, vesselRow } from './wire-rows.ts';

const LADY_R = 'imo:9161003';
const MINUTE = 60_000;
const track = trackRow(LADY_R, [
  [0, 131, 42],
  [1, 132, 42],
  [48, 133, 42.5],
]);

function stateWith(...actions: Action[]): State {
  const set = {
    scope: 'bridge',
    fromAt: T0,
    toAt: T0 + 50 * HOUR,
    vessels: [vesselRow(LADY_R, 'LADY R')],
    tracks: [track],
  };
  const start: Action[] = [
    { type: 'scope opened', scope: 'bridge' },
    { type: 'tracks', set },
    { type: 'scope ready', scope: 'bridge' },
    { type: 'vessel picked', vesselId: LADY_R },
  ];
  return [...start, ...actions].reduce(reduce, initialState('dark', readAddress('')));
}

const port = (placeId: string, hours: number, signs: string[] = [], named = true) => ({
  placeId,
  placeName: placeId,
  distanceKm: hours * 20,
  earliestArrivalAt: T0 + hours * HOUR,
  named,
  signs,
});

describe('what is asked about a silent ship', () => {
  it('is nothing while it is heard, and begins an hour after the last fix', () => {
    expect(reachQuestion(stateWith(), T0 + HOUR)).toBeNull();
    expect(reachQuestion(stateWith(), T0 + 2 * HOUR)).toBeNull();
    expect(reachQuestion(stateWith(), T0 + 2 * HOUR + 1)).toEqual({
      scope: 'bridge',
      vesselId: LADY_R,
      at: T0 + 2 * HOUR,
    });
    expect(silentSince(track, T0 + 48 * HOUR)).toBeNull();
  });

  it('is to the minute while the playhead stands, and in steps that grow with the gap while it plays', () => {
    const playing = stateWith({ type: 'played', playing: true });
    const at = T0 + 11 * HOUR + 7.5 * MINUTE;
    expect(reachQuestion(stateWith(), at)?.at).toBe(T0 + 11 * HOUR + 7 * MINUTE);
    expect(reachQuestion(playing, at)?.at).toBe(T0 + 11 * HOUR);
    expect(reachQuestion(playing, T0 + 41 * HOUR + 59 * MINUTE)?.at).toBe(T0 + 41 * HOUR);
  });

  it('is about all silent ships only when they are wanted', () => {
    expect(reachesQuestion(stateWith(), T0 + 9.5 * HOUR)).toBeNull();
    const wanted = stateWith({ type: 'reach of all', shown: true });
    expect(reachesQuestion(wanted, T0 + 9.5 * HOUR)).toEqual({ scope: 'bridge', at: T0 + 9 * HOUR });
  });

  it('goes out once, waits for its answer and a pause, and is not repeated at once after a refusal', async () => {
    const asked: string[] = [];
    let refuses = false;
    vi.stubGlobal('fetch', async (path: string) => {
      asked.push(path);
      return refuses
        ? new Response(JSON.stringify({ code: 'conflict', title: 'Conflict', detail: 'It is not silent.' }), {
            status: 409,
          })
        : new Response(JSON.stringify(reachRow()));
    });
    const told: Action[] = [];
    const watch = new ReachWatch((action) => told.push(action));
    const settled = () => new Promise((done) => setImmediate(done));
    const state = stateWith();
    watch.look(state, T0 + 10 * HOUR, 0);
    watch.look(state, T0 + 11 * HOUR, 500);
    await settled();
    expect(asked).toHaveLength(1);
    expect(told).toMatchObject([{ type: 'reach told', reach: { vesselId: LADY_R } }]);
    watch.look(state, T0 + 10 * HOUR, 600);
    watch.look(state, T0 + 11 * HOUR, 399);
    expect(asked).toHaveLength(1);
    refuses = true;
    watch.look(state, T0 + 11 * HOUR, 700);
    await settled();
    expect(told.at(-1)).toEqual({ type: 'reach refused', reason: 'It is not silent.' });
    watch.look(state, T0 + 11 * HOUR, 5_000);
    expect(asked).toHaveLength(2);
    watch.look(state, T0 + 11 * HOUR, 11_500);
    expect(asked).toHaveLength(3);
    await settled();
    vi.unstubAllGlobals();
  });
});

describe('what is shown of the answer', () => {
  it('is shown in the gap that it is about, and in no other', () => {
    const state = stateWith({ type: 'reach told', reach: reachRow() });
    expect(reachShown(state, T0 + 10 * HOUR)).not.toBeNull();
    expect(reachShown(state, T0 + 48 * HOUR)).toBeNull();
    expect(reachShown(state, T0 + 55 * HOUR)).toBeNull();
    expect(stateWith({ type: 'reach told', reach: reachRow({ scope: 'elsewhere' }) }).reach).toBeNull();
  });

  it('counts down to the ports, the next one that a rule names first of all', () => {
    const reach = reachRow({
      ports: [
        port('zarubino', 3),
        port('rajin', 6, ['its last course led towards it']),
        port('sokcho', 11, [], false),
        port('wonsan', 14),
      ],
    });
    const { coming, within } = arrivalsAt(reach, null, T0 + 10 * HOUR);
    expect(within.map(({ placeId, inMs }) => [placeId, inMs / HOUR])).toEqual([
      ['rajin', -4],
      ['zarubino', -7],
    ]);
    expect(coming.map(({ placeId, inMs }) => [placeId, inMs / HOUR])).toEqual([
      ['sokcho', 1],
      ['wonsan', 4],
    ]);
    expect(nextArrival(coming)?.placeId).toBe('wonsan');
    expect(nextArrival(arrivalsAt(reach, null, T0 + 20 * HOUR).coming)).toBeNull();
  });

  it('takes order and signs from what was said of a possible call in the same gap', () => {
    const reach = reachRow({ ports: [port('zarubino', 3, ['a', 'b']), port('rajin', 6)] });
    const sums = {
      distanceInKm: 1,
      distanceOutKm: null,
      earliestArrivalAt: T0,
      latestDepartureAt: null,
      slackMs: null,
    };
    const call = eventRow(
      'possible-dark-call',
      {
        gapId: 'g',
        placeId: 'rajin',
        placeName: 'rajin',
        word: 'likely',
        speedLimitKn: 14,
        distancesBy: 'around land',
        minStayMs: 4 * HOUR,
        reach: {
          ...sums,
          placeId: 'rajin',
          placeName: 'rajin',
          terms: [{ text: 'it has stopped there before (twice)', points: 2, of: 'ship' }],
          points: 2,
        },
        alternatives: [],
        sightingIds: [],
      },
      { beganAt: T0 + HOUR },
    );
    const events = new Map<string, VesselEvent>([[call.id, call]]);
    expect(callInGap(events, LADY_R, T0 + HOUR)).toBe(call);
    expect(callInGap(events, LADY_R, T0 + 3 * HOUR)).toBeNull();
    const [first] = arrivalsAt(reach, call, T0 + 10 * HOUR).within;
    expect(first).toMatchObject({ placeId: 'rajin', signs: ['it has stopped there before (twice)'] });
  });
});

describe('remarks on a ship', () => {
  const meetingWith = (partnerId: string) =>
    eventRow(
      'encounter',
      {
        partnerId,
        partnerName: 'TANKER',
        partnerMmsi: 1,
        closestM: 100,
        medianSpeedKn: 0,
        offPlaceKm: 30,
        minutes: 120,
        alone: null,
        others: [],
      },
      { endedAt: T0 + 5 * HOUR },
    );

  it('say of both ships that they lie together, while they do', () => {
    const events = new Map<string, VesselEvent>([['e', meetingWith('mmsi:1')]]);
    const remarks = (hours: number) => remarksAt(events, new Map([[LADY_R, 'LADY R']]), T0 + hours * HOUR);
    expect(remarks(4).get(LADY_R)).toEqual(['With TANKER since 1 Sep, 00:00 UTC']);
    expect(remarks(4).get('mmsi:1')).toEqual(['With LADY R since 1 Sep, 00:00 UTC']);
    expect(remarks(6).size).toBe(0);
  });
});

describe('the same replay on the lists of the other day', () => {
  it('keeps playhead and selection, and a plain change of scope does not', () => {
    const there = stateWith({ type: 'sought', at: T0 + 9 * HOUR });
    const kept = reduce(there, { type: 'scope opened', scope: 'bridge-now', keeps: true });
    expect(kept).toMatchObject({ scope: 'bridge-now', vesselId: LADY_R, at: T0 + 9 * HOUR });
    expect(kept.tracks.size).toBe(0);
    expect(reduce(there, { type: 'scope opened', scope: 'other' }).vesselId).toBeNull();
  });

  it('is told apart in words', () => {
    expect(asOfText('then')).toBe('Lists of that day');
    expect(replayTitle({ title: 'Sea bridge', asOf: 'now' })).toBe('Sea bridge (lists of today)');
  });
});
