// Which of the watched ships could not have been at a place within a period, which could, which were? In come place and
// period; out goes a judgement for every watched ship that was ever heard, with the sums behind it. It reads in which hours
// each was heard, and positions only at the ends of its silences and near the place; ways are measured around land.

import { CodedError } from '../domain/errors.ts';
import { KM_PER_NM } from '../domain/geo.ts';
import type { HeardVessel } from '../domain/heard.ts';
import type { PlaceIndex } from '../domain/places/place-index.ts';
import { ALIBI_WORDS, type Alibi, judgeAlibi } from '../domain/presence/alibi.ts';
import { type Area, createArea, widened } from '../domain/presence/area.ts';
import { cellsOf, dayNumber } from '../domain/presence/heard-cells.ts';
import { judgePassages } from '../domain/presence/passages.ts';
import { placeArea, reachesKm } from '../domain/presence/place-area.ts';
import { type SeaWays, speedBoundKn, speedCapKn } from '../domain/sea/reach.ts';
import { DAY_MS, HOUR_MS } from '../domain/time.ts';
import type { WatchedHull } from '../domain/vessel.ts';
import { createGiveWay } from '../seams/give-way.ts';
import type { Scope, Store, StoredSighting } from '../seams/store.ts';
import { readStretches, type StretchStore } from './heard-stretches.ts';
import { limitGround } from './reach.ts';

export interface AlibiRequest {
  scope: Scope;
  placeId: string;
  fromAt: number;
  toAt: number;
  /** The shortest stay asked about, ms. */
  stayMs: number;
  /** Sightings that were known by then count; null: all. */
  knownAt: number | null;
}

export interface ShipAlibi extends Alibi {
  vesselId: string;
  hullId: string;
  name: string;
  speedKn: number;
}

export interface Alibis {
  placeName: string;
  /** How far from its point the place reaches, km. */
  radiusKm: number;
  distancesBy: SeaWays['measure'];
  /** Those that were there first, then those that could have been, by what they had to spare. */
  ships: ShipAlibi[];
  /** Watched hulls for which no unit was ever taken, by id. */
  unheardHulls: string[];
  /** Sightings that were left out because they were not known by then. */
  knownLater: number;
}

export type AlibiDesk = (request: AlibiRequest) => Promise<Alibis>;

export interface AlibiDeps {
  store: StretchStore & Pick<Store, 'vessels' | 'heardIn' | 'fastestKn' | 'events' | 'sightingPage'>;
  sea: SeaWays;
  places: PlaceIndex;
  /** The watched hulls, as they are now. */
  hulls(): Promise<readonly WatchedHull[]>;
}

export const MOST_ALIBI_DAYS = 31;
export const MOST_STAY_MS = 7 * DAY_MS;
/** Watched ships heard in one scope; a watchlist holds a few thousand at most. */
const MOST_SHIPS = 10_000;
/** Slower ships cannot go to the place and on between two positions in hours next to each other, but from near it, knots. */
const NEAR_KN = 30;
const MOST_HEARD = 1_000_000;
/** A doubt or a call that began so long before the period may still last in it. */
const EVENT_MS = 180 * DAY_MS;
const EVENTS_A_SHIP = 200;
const MOST_SIGHTINGS = 5_000;

export function createAlibiDesk({ store, sea, places, hulls }: AlibiDeps): AlibiDesk {
  return async (request) => {
    const { scope, placeId, fromAt, toAt, stayMs } = request;
    const shape = placeArea(places, placeId);
    if (shape === null) throw new CodedError('not_found', `There is no port '${placeId}'.`);
    mustBeBounded(request);
    const area = createArea(shape);
    const radiusKm = reachesKm(shape);
    const placeName = places.port(placeId)!.name;
    const near = await hoursNear(store, request, area);
    const { sightings, knownLater } = await sightingsOf(store, request);
    const watched = await hulls();
    const hullById = new Map(watched.map((hull) => [hull.id, hull]));
    const heard = (await store.vessels({ scope, watched: true, limit: MOST_SHIPS })).rows;
    const unitsOfHull = Map.groupBy(heard, ({ hullId }) => hullId!);
    const giveWay = createGiveWay();

    async function judge(vessel: HeardVessel): Promise<ShipAlibi> {
      const hullId = vessel.hullId!;
      const hull = hullById.get(hullId);
      const capKn = speedCapKn(hull?.shipType ?? null, vessel.shipType ?? Number.NaN);
      const units = await store.vesselUnits(scope, vessel.id, 0, toAt + DAY_MS);
      let fastestKn = 0;
      for (const { mmsi } of units) fastestKn = Math.max(fastestKn, await store.fastestKn(scope, mmsi));
      const speedKn = speedBoundKn(capKn, fastestKn);
      const stretches = await readStretches(store, {
        scope,
        vesselId: vessel.id,
        fromAt,
        toAt,
        near: speedKn > NEAR_KN ? null : near,
      });
      const place = { ...shape!.centre, radiusKm, holds: area.holds };
      const passages = judgePassages(stretches, {
        place,
        fromAt,
        toAt,
        stayMs,
        speedKn,
        seaDistanceKm: sea.distanceKm,
      });
      const events = await store.events({
        scope,
        vesselId: vessel.id,
        kind: ['port-call', 'position-doubt'],
        fromAt: fromAt - EVENT_MS,
        toAt,
        limit: EVENTS_A_SHIP,
      });
      const alibi = judgeAlibi(
        {
          placeId,
          placeName,
          fromAt,
          toAt,
          stayMs,
          speedKn,
          speedGround: limitGround({ speedKn, capKn, fastestKn }),
        },
        {
          passages,
          events: events.rows,
          sightings: sightings.filter((seen) => seen.vesselId === vessel.id || seen.vesselId === hullId),
          match: vessel.match,
          twins: unitsOfHull
            .get(hullId)!
            .filter((other) => other.id !== vessel.id)
            .map((other) => other.name || other.id),
        },
      );
      return { vesselId: vessel.id, hullId, name: vessel.name || hull?.name || vessel.id, speedKn, ...alibi };
    }

    const ships: ShipAlibi[] = [];
    for (const vessel of heard) {
      await giveWay.ifDue();
      ships.push(await judge(vessel));
    }
    ships.sort(byWord);
    const unheardHulls = watched.filter(({ id }) => !unitsOfHull.has(id)).map(({ id }) => id);
    return { placeName, radiusKm, distancesBy: sea.measure, ships, unheardHulls, knownLater };
  };
}

function mustBeBounded({ fromAt, toAt, stayMs }: AlibiRequest): void {
  if (!(toAt > fromAt)) throw new CodedError('invalid', 'The period ends before it begins.');
  if (toAt - fromAt > MOST_ALIBI_DAYS * DAY_MS) {
    throw new CodedError(
      'invalid',
      `The period is longer than ${MOST_ALIBI_DAYS} days: hardly any ship could not have been there. Ask for a shorter one.`,
    );
  }
  if (!(stayMs >= 0 && stayMs <= MOST_STAY_MS)) throw new CodedError('invalid', 'A stay is of 0 to 168 hours.');
}

/** By unit and day, in which hours it was heard so near that it could have gone there between two positions. */
async function hoursNear(
  store: AlibiDeps['store'],
  { scope, fromAt, toAt }: AlibiRequest,
  { box }: Area,
): Promise<Map<number, Map<number, number>> | null> {
  const runs = cellsOf(widened(box, NEAR_KN * KM_PER_NM));
  const days = [dayNumber(fromAt - 2 * HOUR_MS), dayNumber(toAt + 2 * HOUR_MS)] as const;
  const rows = await store.heardIn(scope, runs, ...days, MOST_HEARD);
  if (rows === null) return null;
  const near = new Map<number, Map<number, number>>();
  for (let i = 0; i < rows.length; i += 4) {
    const [day, mmsi, hours] = [rows[i]!, rows[i + 2]!, rows[i + 3]!];
    const days = near.get(mmsi);
    if (days === undefined) near.set(mmsi, new Map([[day, hours]]));
    else days.set(day, (days.get(day) ?? 0) | hours);
  }
  return near;
}

/** Of the period, those that stand. */
async function sightingsOf(
  store: AlibiDeps['store'],
  { scope, fromAt, toAt, knownAt }: AlibiRequest,
): Promise<{ sightings: StoredSighting[]; knownLater: number }> {
  const all: StoredSighting[] = [];
  let after: string | undefined;
  do {
    const asked = { scope, fromAt, toAt, withdrawn: false, limit: 500 };
    const page = await store.sightingPage(after === undefined ? asked : { ...asked, after });
    all.push(...page.rows);
    after = page.next ?? undefined;
  } while (after !== undefined && all.length < MOST_SIGHTINGS);
  const sightings = knownAt === null ? all : all.filter(({ arrivedAt }) => arrivedAt <= knownAt);
  return { sightings, knownLater: all.length - sightings.length };
}

function byWord(a: ShipAlibi, b: ShipAlibi): number {
  const words = ALIBI_WORDS.indexOf(a.word) - ALIBI_WORDS.indexOf(b.word);
  if (words !== 0) return words;
  const slack = (b.passage?.slackMs ?? Number.MIN_SAFE_INTEGER) - (a.passage?.slackMs ?? Number.MIN_SAFE_INTEGER);
  return slack || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.vesselId < b.vesselId ? -1 : 1);
}
