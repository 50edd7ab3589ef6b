// Background traffic: ships that go from port to port as ordinary ships do, heard all the way.

import { distanceKm, KM_PER_NM } from '../../server/domain/geo.ts';
import { DAY_MS, HOUR_MS } from '../../server/domain/time.ts';
import { berth, type Chart, wayThrough } from './chart.ts';
import { dice } from './dice.ts';
import type { Point } from './land.ts';
import { heardFrom, type Message } from './sending.ts';
import type { Ship } from './ships.ts';
import type { Story } from './story.ts';
import { AT_ANCHOR, type Log, MOORED, openLog, sail, stay } from './voyage.ts';

/** Thin: these ships are here to be seen, not followed. */
const PACE: Pick<Log, 'seaMin' | 'restMin' | 'staticMin'> = { seaMin: 60, restMin: 180, staticMin: 720 };

/** A port id, or a point that is no port; and the destination text that the crew types. */
export type Stop = readonly [at: string | Point, says: string];

/** Puts a ship and what it was heard to say into a story. */
export function add(story: Story, ship: Ship, messages: readonly Message[]): void {
  story.ships.push(ship);
  story.messages.push(...messages);
}

/** Calls at the stops in turn, over and over, from `fromAt` until `toAt`. */
export function shuttle(
  story: Story,
  chart: Chart,
  ship: Ship,
  stops: readonly Stop[],
  fromAt = story.fromAt,
  toAt = story.toAt,
): void {
  const luck = dice(`${ship.name} ${ship.imo}`);
  const point = ([at]: Stop): Point => (typeof at === 'string' ? berth(chart, at) : at);
  const log = openLog(ship, luck, fromAt, point(stops[0]!), PACE);
  for (let n = 0; log.at < toAt; n++) {
    const here = stops[n % stops.length]!;
    const next = stops[(n + 1) % stops.length]!;
    log.destination = next[1];
    stay(log, log.at + luck.between(0.7, 2.6) * DAY_MS, true, typeof here[0] === 'string' ? MOORED : AT_ANCHOR);
    const draughts = [ship.draughtM, ship.draughtM - 1.4];
    log.draughtM = Math.round(draughts[n % 2]! * 10) / 10;
    sail(log, wayThrough(chart, [log.where, point(next)]), { speedKn: luck.between(9, 13.5) }, true);
  }
  add(
    story,
    ship,
    heardFrom(log).filter((message) => message.at < toAt),
  );
}

/**
 * Sails past once, from open sea to open sea, without a call. With `waitsUntil` it lies at anchor where the way ends
 * until then: a watched ship that is no longer heard would be told as silent.
 */
export function pass(
  chart: Chart,
  ship: Ship,
  way: readonly Point[],
  fromAt: number,
  says: string,
  waitsUntil?: number,
): Message[] {
  const luck = dice(`${ship.name} ${ship.imo} ${fromAt}`);
  const log = openLog(ship, luck, fromAt, way[0]!, PACE);
  log.destination = says;
  sail(log, wayThrough(chart, way), { speedKn: luck.between(10, 13) }, true);
  if (waitsUntil !== undefined) stay(log, waitsUntil, true, AT_ANCHOR);
  return heardFrom(log);
}

/** Sails past once so as to be at the middle point at a given time. */
export function passThrough(
  chart: Chart,
  ship: Ship,
  [from, middle, to]: readonly [Point, Point, Point],
  middleAt: number,
  speedKn: number,
  says: string,
): Message[] {
  const luck = dice(`${ship.name} ${ship.imo} ${middleAt}`);
  const first = wayThrough(chart, [from, middle]);
  let km = 0;
  for (let i = 1; i < first.length; i++) {
    km += distanceKm(first[i - 1]!.lon, first[i - 1]!.lat, first[i]!.lon, first[i]!.lat);
  }
  const log = openLog(ship, luck, middleAt - (km / KM_PER_NM / speedKn) * HOUR_MS, from, PACE);
  log.destination = says;
  sail(log, first, { arriveAt: middleAt }, true);
  sail(log, wayThrough(chart, [middle, to]), { speedKn }, true);
  return heardFrom(log);
}
