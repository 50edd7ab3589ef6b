// What silent ships can have reached, asked over HTTP: a ship off Vostochny that falls silent, and one that does not.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stableId } from '../../server/domain/hash.ts';
import * as wire from '../../server/http/wire/index.ts';
import {
  batchOf,
  DAY0,
  HOUR,
  LADY_R,
  LADY_R_MMSI,
  sampleFix,
  sampleReplay,
  sampleSighting,
  sampleVessel,
} from '../contract/samples.ts';
import { openRig, type Rig } from './rig.ts';

const SCOPE = 'silent';
const TALKER = 'imo:9179842';
/** An hour of sailing at 12 kn to the south-west, then nothing for 40 hours. */
const LAST = DAY0 + HOUR;
const NEXT = LAST + 40 * HOUR;

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
  const sailing = Array.from({ length: 61 }, (_, minute) =>
    sampleFix({ at: DAY0 + minute * 60_000, lon: 132.6 - minute * 0.002, lat: 42.4, speedKn: 12, courseDeg: 250 }),
  );
  const talking = Array.from({ length: 160 }, (_, hour) =>
    sampleFix({ mmsi: 273_000_001, at: DAY0 + (hour * HOUR) / 2, lon: 135, lat: 41 }),
  );
  const { id, lon, lat } = rig.deps.reference.ports.find((port) => port.id === 'rajin')!;
  const port = {
    placeId: id,
    placeName: 'Rajin',
    distanceInKm: 190,
    distanceOutKm: 200,
    earliestArrivalAt: LAST + 8 * HOUR,
    latestDepartureAt: NEXT - 8 * HOUR,
    slackMs: 24 * HOUR,
    terms: [{ text: 'a rule names this port', points: 1, of: 'rule' as const }],
    points: 1,
  };
  await rig.store.commit(
    batchOf(SCOPE, {
      replay: sampleReplay(SCOPE, { state: 'done' }),
      fixes: [...sailing, sampleFix({ at: NEXT, lon: 132.7, lat: 42.4, speedKn: 11 }), ...talking],
      vessels: [
        sampleVessel(),
        sampleVessel({ id: TALKER, hullId: TALKER, mmsi: 273_000_001, imo: 9179842, name: 'ANGARA' }),
      ],
      bindings: [
        { mmsi: LADY_R_MMSI, vesselId: LADY_R, fromAt: DAY0, toAt: null },
        { mmsi: 273_000_001, vesselId: TALKER, fromAt: DAY0, toAt: null },
      ],
      events: [
        {
          id: stableId('possible-dark-call', LADY_R, LAST),
          kind: 'possible-dark-call',
          vesselId: LADY_R,
          mmsi: LADY_R_MMSI,
          state: 'closed',
          revision: 2,
          knownAt: NEXT,
          beganAt: LAST,
          endedAt: NEXT,
          basis: 'inferred',
          lon,
          lat,
          reason: null,
          facts: {
            gapId: 'gap',
            placeId: id,
            placeName: 'Rajin',
            word: 'possible',
            speedLimitKn: 13.8,
            ownSpeedKn: 12,
            rank: 1,
            distancesBy: 'around land',
            minStayMs: 4 * HOUR,
            reach: port,
            alternatives: [],
            sightingIds: [],
          },
        },
      ],
    }),
  );
});
afterAll(() => rig.close());

const path = (vesselId: string, at: number) =>
  `/api/v1/vessels/${encodeURIComponent(vesselId)}/reach?scope=${SCOPE}&at=${at}`;

async function reachAt(at: number): Promise<wire.Reach> {
  const reply = await rig.app.inject(path(LADY_R, at));
  expect(reply.statusCode, reply.body.slice(0, 300)).toBe(200);
  return wire.Reach.parse(reply.json());
}

async function refusal(vesselId: string, at: number): Promise<wire.Problem> {
  return wire.Problem.parse((await rig.app.inject(path(vesselId, at))).json());
}

describe('one silent ship', () => {
  test('the answer holds the last fix, the limit with its ground, the area and the ports with their earliest arrival', async () => {
    const reach = await reachAt(LAST + 10 * HOUR);
    expect(reach).toMatchObject({
      lastAt: LAST,
      lat: 42.4,
      courseDeg: 250,
      distancesBy: 'around land',
      inPortId: null,
    });
    expect(reach.speedLimitKn).toBe(20);
    expect(reach.speedLimitGround).toBe('Cap for its type, 20 kn; it was heard to make 12 kn at most.');
    expect(reach.reachKm).toBeCloseTo(10 * 20 * 1.852, 6);
    const ring = reach.area!.coordinates[0]!;
    expect(ring.length).toBeGreaterThan(20);
    expect(ring[0]).toEqual(ring.at(-1));
    const rajin = reach.ports.find(({ placeId }) => placeId === 'rajin')!;
    expect(rajin.named).toBe(true);
    expect(rajin.signs).toContain('its last course of 250 degrees led towards it');
    expect(rajin.earliestArrivalAt - LAST).toBeCloseTo((rajin.distanceKm / (20 * 1.852)) * HOUR, -1);
    const arrivals = reach.ports.map((port) => port.earliestArrivalAt);
    expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b));
    expect(arrivals.at(-1)).toBeLessThanOrEqual(reach.portsUntilAt);
  });

  test('a closed gap comes with the ports that fit into it, as the possible call tells them', async () => {
    const { closed } = await reachAt(LAST + 10 * HOUR);
    expect(closed).toMatchObject({ at: NEXT, minStayMs: 4 * HOUR });
    expect(closed?.ports).toMatchObject([{ placeId: 'rajin', slackMs: 24 * HOUR }]);
  });

  test('the area grows with the gap; arrivals stay what they are', async () => {
    const early = await reachAt(LAST + 4 * HOUR);
    const late = await reachAt(LAST + 20 * HOUR + 59_000);
    expect(late.at).toBe(LAST + 20 * HOUR);
    expect(widthOf(late)).toBeGreaterThan(2 * widthOf(early));
    expect(late.ports[0]).toEqual(early.ports[0]);
  });

  test('a ship that was heard within the hour is not silent, and the refusal says when it was heard', async () => {
    expect(await refusal(LADY_R, LAST + 59 * 60_000)).toMatchObject({
      status: 409,
      detail:
        'LADY R is not silent at 2023-09-12 01:59Z: it was heard 59 min before. A ship counts as silent here after an hour.',
    });
    expect((await reachAt(LAST + HOUR)).reachKm).toBeCloseTo(20 * 1.852, 6);
    expect(await refusal(TALKER, DAY0 + 10 * HOUR)).toMatchObject({ status: 409 });
  });

  test('a ship that was not heard yet, or is not known, is not found', async () => {
    expect(await refusal(LADY_R, DAY0 - HOUR)).toMatchObject({
      status: 404,
      detail: "LADY R was not heard in 'silent' by 2023-09-11 23:00Z.",
    });
    expect(await refusal('imo:9074729', DAY0)).toMatchObject({ status: 404 });
    expect(await refusal('imo:9161004', DAY0)).toMatchObject({ status: 400 });
  });

  test('a gap of more than four days has no area, and the answer says why', async () => {
    const at = NEXT + 97 * HOUR;
    const reach = await reachAt(at);
    expect(reach).toMatchObject({ lastAt: NEXT, area: null, closed: null });
    expect(reach.areaNote).toBe(
      'Unseen for more than 4 days: it can be nearly anywhere, and an area would say nothing.',
    );
    expect((await reachAt(NEXT + 96 * HOUR)).area).not.toBeNull();
  });
});

describe('a silent ship that was sighted since', () => {
  const vostochny = () => rig.deps.reference.ports.find((port) => port.id === 'vostochny')!;
  /** Seen twenty hours into the gap, known an hour later. */
  const sighted = (id: string, more: Parameters<typeof sampleSighting>[0] = {}) =>
    sampleSighting({
      id,
      placeId: 'vostochny',
      fromAt: LAST + 20 * HOUR,
      toAt: LAST + 20.5 * HOUR,
      arrivedAt: LAST + 21 * HOUR,
      source: 'imagery',
      ...more,
    });

  test('is reckoned from the sighting once it is known, at the limit of its class', async () => {
    const before = await reachAt(LAST + 30 * HOUR);
    const doubted = sighted('doubted', { grade: 'possible' });
    const later = sighted('later', { fromAt: NEXT - HOUR, toAt: NEXT + HOUR });
    await rig.store.commit(batchOf(SCOPE, { sightings: [sighted('seen'), doubted, later] }));
    expect((await reachAt(LAST + 20.9 * HOUR)).since).toMatchObject({ at: LAST, seen: null });
    const after = await reachAt(LAST + 30 * HOUR);
    expect(before.since).toMatchObject({ at: LAST, seen: null });
    expect(after.since).toMatchObject({ at: LAST + 20 * HOUR, lon: vostochny().lon, seen: 'at Vostochny (imagery)' });
    expect(after.reachKm).toBeCloseTo(10 * 20 * 1.852, 6);
    const rajin = after.ports.find(({ placeId }) => placeId === 'rajin')!;
    const wayMs = (rajin.distanceKm / (20 * 1.852)) * HOUR;
    expect(rajin.earliestArrivalAt - (LAST + 20 * HOUR)).toBeCloseTo(wayMs, -1);
    // Its last course is older than the sighting and tells nothing any more.
    expect(rajin.signs).toEqual(['a rule names this port']);
    expect(after.ports.map(({ placeId }) => placeId)).not.toContain('vostochny');
  });
});

describe('all silent ships', () => {
  const silentAt = async (at: number) => {
    const reply = await rig.app.inject(`/api/v1/reach?scope=${SCOPE}&at=${at}`);
    return wire.ReachSet.parse(reply.json());
  };

  test('those silent at sea come as areas, each with the next port that a rule names', async () => {
    const set = await silentAt(LAST + 6 * HOUR);
    expect(set).toMatchObject({ type: 'FeatureCollection', more: 0 });
    expect(set.features.map(({ properties }) => properties.vesselName)).toEqual(['LADY R']);
    expect(set.features[0]!.geometry?.coordinates.length).toBeGreaterThan(0);
    const { nextPortAt } = set.features[0]!.properties;
    expect(nextPortAt).toBeGreaterThan(LAST + 6 * HOUR);
  });

  test('a gap counts from six hours on', async () => {
    expect((await silentAt(LAST + 6 * HOUR - 1)).features).toEqual([]);
  });

  test('a ship last heard in port is left out: its port call has the word', async () => {
    const { lon, lat } = rig.deps.reference.ports.find((port) => port.id === 'vostochny')!;
    await rig.store.commit(batchOf(SCOPE, { fixes: [sampleFix({ at: NEXT + HOUR, lon, lat, speedKn: 0 })] }));
    expect((await silentAt(NEXT + 20 * HOUR)).features.map(({ properties }) => properties.vesselName)).toEqual([]);
    expect(await reachAt(NEXT + 20 * HOUR)).toMatchObject({ inPortId: 'vostochny', inPortName: 'Vostochny' });
  });
});

function widthOf(reach: wire.Reach): number {
  const lons = reach.area!.coordinates[0]!.map(([lon]) => lon);
  return Math.max(...lons) - Math.min(...lons);
}
