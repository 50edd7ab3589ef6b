// What a ship's log sounds like on the air: its acts in, AIS messages out, a few off the beat as ships are. A ship at rest
// lies as ships do, alongside or round its anchor; one that pretends lies as none does.

import type { Encodable } from '../../server/ais/write/encode.ts';
import { bearingDeg, distanceKm, KM_PER_NM } from '../../server/domain/geo.ts';
import { HOUR_MS, MINUTE_MS } from '../../server/domain/time.ts';
import { type Dice, dice as seeded } from './dice.ts';
import { type Act, AT_ANCHOR, type Box, type Log } from './voyage.ts';

export interface Message {
  at: number;
  message: Encodable;
}

/** All that the ship was heard to say, in time order; a static message stands in the second of its position. */
export function heardFrom(log: Log): Message[] {
  const messages: Message[] = [];
  let staticDueAt = Number.NEGATIVE_INFINITY;
  let lastAt = Number.NEGATIVE_INFINITY;
  let said = log.acts[0]?.ship;
  for (const act of log.acts) {
    if (act.ship !== said) staticDueAt = Number.NEGATIVE_INFINITY;
    said = act.ship;
    for (const { at, turn } of sendingTimes(log, act)) {
      if (at - lastAt < (turn ? 30_000 : 90_000)) continue;
      if (at >= staticDueAt || at - lastAt > 6 * HOUR_MS) {
        messages.push({ at, message: staticOf(act) });
        staticDueAt = at + log.staticMin * MINUTE_MS;
      }
      messages.push({ at, message: positionOf(log, act, at) });
      lastAt = at;
    }
  }
  return messages;
}

/**
 * Whole seconds on the log's beat, a few off it; and every turn of the way, as a ship that alters course sends more
 * often (ITU-R M.1371 table 1), so that a line drawn through the fixes follows the way round every headland.
 */
function sendingTimes(log: Log, act: Act): { at: number; turn: boolean }[] {
  const { stepMs } = act;
  const times: { at: number; turn: boolean }[] = [];
  for (const span of act.heard) {
    for (let dueAt = span.fromAt; dueAt < span.toAt; dueAt += stepMs) {
      const at = Math.ceil((dueAt + log.dice.between(0, 40_000)) / 1000) * 1000;
      if (at < span.toAt) times.push({ at, turn: false });
    }
    if (act.way.length === 1) continue;
    const total = act.cost.at(-1)!;
    for (const cost of act.cost) {
      const exactAt = act.fromAt + (cost / total) * (act.toAt - act.fromAt);
      const at =
        Math.min(Math.floor(act.toAt / 1000), Math.max(Math.ceil(act.fromAt / 1000), Math.round(exactAt / 1000))) *
        1000;
      if (at >= span.fromAt && at <= span.toAt) times.push({ at, turn: true });
    }
  }
  return times.sort((a, b) => a.at - b.at || Number(b.turn) - Number(a.turn));
}

function staticOf(act: Act): Encodable {
  const { ship } = act;
  return {
    type: 5,
    mmsi: ship.mmsi,
    imo: ship.imo,
    callSign: ship.callSign,
    name: ship.name,
    shipType: ship.shipType,
    bowM: Math.round(ship.lengthM * 0.8),
    sternM: ship.lengthM - Math.round(ship.lengthM * 0.8),
    portM: Math.floor(ship.beamM / 2),
    starboardM: Math.ceil(ship.beamM / 2),
    draughtM: act.draughtM,
    destination: act.destination,
    epfd: 1,
  };
}

function positionOf(log: Log, act: Act, at: number): Encodable {
  const { dice } = log;
  const { ship } = act;
  if (act.box !== null) return boxedOf(act, act.box, dice, at);
  if (act.way.length === 1) return restingOf(act, dice, at);
  const total = act.cost.at(-1)!;
  const reached = ((at - act.fromAt) / (act.toAt - act.fromAt)) * total;
  let leg = 1;
  while (leg < act.cost.length - 1 && act.cost[leg]! < reached) leg++;
  const a = act.way[leg - 1]!;
  const b = act.way[leg]!;
  const part = Math.min(1, Math.max(0, (reached - act.cost[leg - 1]!) / (act.cost[leg]! - act.cost[leg - 1]!)));
  const legKm = distanceKm(a.lon, a.lat, b.lon, b.lat);
  const slow = legKm / (act.cost[leg]! - act.cost[leg - 1]!);
  const speedKn = (total / KM_PER_NM / ((act.toAt - act.fromAt) / HOUR_MS)) * slow;
  const courseDeg = bearingDeg(a.lon, a.lat, b.lon, b.lat);
  return {
    type: 1,
    mmsi: ship.mmsi,
    navStatus: act.navStatus,
    rateOfTurnDegMin: 0,
    speedKn: Math.max(0, speedKn + dice.between(-0.4, 0.4)),
    lon: a.lon + (b.lon - a.lon) * part,
    lat: a.lat + (b.lat - a.lat) * part,
    courseDeg: (courseDeg + dice.between(-2, 2) + 360) % 360,
    headingDeg: Math.round((courseDeg + dice.between(-3, 3) + 360) % 360) % 360,
    second: Math.floor(at / 1000) % 60,
  };
}

/** GPS noise of a ship that does not move: some 8 m. */
const NOISE_DEG = 0.00007;
/** How far a ship at anchor lies from it, degrees of latitude: 150 m of chain and hull. */
const CHAIN_DEG = 0.00135;
/** From one turn of the tide to the same one. */
const TIDE_MS = 12.42 * HOUR_MS;

/** Alongside, the heading is the quay's; at anchor a ship swings round its anchor with the tide, bow to it. */
function restingOf(act: Act, dice: Dice, at: number): Encodable {
  const { lon, lat } = act.way[0]!;
  const own = seeded(`${act.ship.name} ${act.fromAt}`);
  const quayDeg = own.between(0, 360);
  const phase = own.between(0, 2 * Math.PI);
  const atAnchor = act.navStatus === AT_ANCHOR;
  const tide = atAnchor ? 75 * Math.sin((2 * Math.PI * at) / TIDE_MS + phase) + dice.between(-6, 6) : 0;
  const headingDeg = (quayDeg + tide + 360) % 360;
  const chainDeg = atAnchor ? CHAIN_DEG : 0;
  const rad = (headingDeg * Math.PI) / 180;
  return {
    type: 1,
    mmsi: act.ship.mmsi,
    navStatus: act.navStatus,
    speedKn: atAnchor ? Math.floor(dice.between(0, 2.5)) / 10 : 0,
    lon: lon - (chainDeg * Math.sin(rad)) / Math.cos((lat * Math.PI) / 180) + dice.between(-NOISE_DEG, NOISE_DEG),
    lat: lat - chainDeg * Math.cos(rad) + dice.between(-NOISE_DEG, NOISE_DEG),
    courseDeg: atAnchor ? dice.between(0, 359) : undefined,
    headingDeg: Math.floor(headingDeg) % 360,
    second: Math.floor(at / 1000) % 60,
  };
}

/** How long a false position takes from one side of its box to the other: at about a knot, and never the same way twice. */
const ACROSS_MS = { east: 1.37 * HOUR_MS, north: 1.01 * HOUR_MS };

/** From wall to wall of the box, bow anywhere, as no ship at anchor lies: no tide, no arc, no drift. */
function boxedOf(act: Act, { centre, eastKm, northKm }: Box, dice: Dice, at: number): Encodable {
  const east = (eastKm * toAndFro(at / ACROSS_MS.east)) / 111.2;
  const north = (northKm * toAndFro(at / ACROSS_MS.north)) / 111.2;
  return {
    type: 1,
    mmsi: act.ship.mmsi,
    navStatus: act.navStatus,
    speedKn: Math.floor(dice.between(6, 15)) / 10,
    lon: centre.lon + east / Math.cos((centre.lat * Math.PI) / 180) + dice.between(-NOISE_DEG, NOISE_DEG),
    lat: centre.lat + north + dice.between(-NOISE_DEG, NOISE_DEG),
    courseDeg: dice.between(0, 359),
    headingDeg: Math.floor(dice.between(0, 360)) % 360,
    second: Math.floor(at / 1000) % 60,
  };
}

/** From -0.5 to 0.5 in one turn and back in the next. */
function toAndFro(turns: number): number {
  const part = turns % 2;
  return (part < 1 ? part : 2 - part) - 0.5;
}
