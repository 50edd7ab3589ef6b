// Ships that are heard all the time for some days: at a quay, every few minutes, and at work on a bank. With them the
// feed of a story is steady enough, and heard enough near a place, that the gap of one ship can be told from ours.

import { HOUR_MS, MINUTE_MS } from '../../server/domain/time.ts';
import { berth, type Chart, off } from './chart.ts';
import { dice } from './dice.ts';
import type { Point } from './land.ts';
import { heardFrom } from './sending.ts';
import type { Ship } from './ships.ts';
import type { Story } from './story.ts';
import { add, type Stop } from './traffic.ts';
import { AT_ANCHOR, MOORED, openLog, sail, stay } from './voyage.ts';

/** A span of days in which a story is heard in full; UTC ms. */
export interface Days {
  fromAt: number;
  toAt: number;
}

/**
 * After the last of the days the ships send this many times more seldom for a day and more. A feed that stopped at once
 * would be an outage of ours; one that has grown thin for a day is a thin feed.
 */
const THINNER = 2.2;
const THINNING_MS = 26 * HOUR_MS;

/** Lies at its stops, one ship each, and sends every `everyMin` minutes, each ship in its own minute. */
export function lie(
  story: Story,
  chart: Chart,
  ships: readonly [Ship, Stop][],
  days: readonly Days[],
  everyMin: number,
): void {
  for (const [n, [ship, [at, says]]] of ships.entries()) {
    const where = typeof at === 'string' ? berth(chart, at) : at;
    const status = typeof at === 'string' ? MOORED : AT_ANCHOR;
    const phaseMs = (n / ships.length) * everyMin * MINUTE_MS;
    const pace = { seaMin: everyMin, restMin: everyMin, staticMin: 720 };
    const log = openLog(ship, dice(`${ship.name} ${ship.imo}`), days[0]!.fromAt + phaseMs, where, pace);
    log.destination = says;
    for (const { fromAt, toAt } of days) {
      if (fromAt + phaseMs > log.at) stay(log, fromAt + phaseMs, false, status);
      log.restMin = everyMin;
      stay(log, toAt, true, status);
      log.restMin = everyMin * THINNER;
      stay(log, toAt + THINNING_MS, true, status);
    }
    add(story, ship, heardFrom(log));
  }
}

/** Kept from each other, so that no two work side by side for hours. */
const APART_KM = 3;
const WORKING_KN = 4.4;

/** Works to and fro on a bank, some three fixes an hour. */
export function work(story: Story, ships: readonly Ship[], bank: Point, radiusKm: number, days: readonly Days[]): void {
  for (const [n, ship] of ships.entries()) {
    const luck = dice(`${ship.name} ${ship.imo}`);
    // A sector each.
    const bearing = (): number => (n + luck.between(0.15, 0.85)) * (360 / ships.length);
    const spot = (): Point => off(bank, bearing(), luck.between(APART_KM, radiusKm));
    const log = openLog(ship, luck, days[0]!.fromAt, spot(), { seaMin: 30, restMin: 60, staticMin: 720 });
    log.destination = 'FISHING GROUND';
    for (const { fromAt, toAt } of days) {
      if (fromAt > log.at) stay(log, fromAt, false);
      while (log.at < toAt + THINNING_MS) sail(log, [log.where, spot()], { speedKn: WORKING_KN }, true);
    }
    add(story, ship, heardFrom(log));
  }
}
