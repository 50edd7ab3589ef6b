// The ships of the scenarios: the watched hulls as the reference data has them, and background traffic. What is not in
// the tables (sizes, an MMSI that no list gives, whole ships) is invented and says so.

import { loadReference } from '../../db/reference/load.ts';

export interface Ship {
  mmsi: number;
  /** 0 where it sends none. */
  imo: number;
  /** The watched hull without a number that it is; absent where the IMO number says it. */
  hullId?: string;
  name: string;
  callSign: string;
  /** AIS ship type. */
  shipType: number;
  lengthM: number;
  beamM: number;
  draughtM: number;
  /** What of it is invented; goes into scenario.json. */
  invented: string;
}

/** A watched hull under its published identity. The size is invented where the tables give none. */
export function watchedShip(
  imo: number,
  rest: Pick<Ship, 'shipType' | 'lengthM' | 'beamM' | 'draughtM'> & { mmsi?: number },
): Ship {
  const hull = loadReference().hulls.find((row) => row.imo === imo);
  if (!hull) throw new Error(`no watched hull with IMO ${imo}`);
  const mmsi = hull.mmsis.find((row) => !row.old)?.mmsi ?? rest.mmsi;
  if (mmsi === undefined) throw new Error(`no MMSI for ${hull.name}`);
  const invented = ['size and draught'];
  if (hull.mmsis.length === 0) invented.push('MMSI (no list gives one)');
  return {
    mmsi,
    imo,
    name: hull.name,
    callSign: hull.callSigns[0] ?? '',
    shipType: rest.shipType,
    lengthM: hull.lengthM ?? rest.lengthM,
    beamM: rest.beamM,
    draughtM: rest.draughtM,
    invented: `real identity; ${invented.join(' and ')} invented, positions reconstructed`,
  };
}

/** A watched hull whose IMO number and MMSI nobody published: it sends no number, and its MMSI is invented. */
export function unnumberedShip(
  hullId: string,
  mmsi: number,
  rest: Pick<Ship, 'shipType' | 'lengthM' | 'beamM' | 'draughtM'>,
): Ship {
  const hull = loadReference().hulls.find((row) => row.id === hullId);
  if (hull?.imo !== null) throw new Error(`no watched hull without an IMO number '${hullId}'`);
  const size = hull.lengthM === null ? 'size and draught' : 'beam and draught';
  return {
    ...rest,
    mmsi,
    imo: 0,
    hullId,
    name: hull.name,
    callSign: '',
    lengthM: hull.lengthM ?? rest.lengthM,
    invented: `real name; IMO number unknown and not sent, MMSI and ${size} invented, positions reconstructed`,
  };
}

/** The hull that a ship of a scenario is. */
export function vesselIdOf(ship: Ship): string {
  return ship.hullId ?? `imo:${ship.imo}`;
}

/** A real listed ship that only sails past, because its name is easily mistaken for another's. */
export function passingShip(imo: number, rest: Pick<Ship, 'shipType' | 'lengthM' | 'beamM' | 'draughtM'>): Ship {
  return {
    ...watchedShip(imo, rest),
    invented: 'real identity, taken for its confusable name; the whole voyage is invented',
  };
}

/**
 * A ship that does not exist. Its IMO number begins with 2, a range never given out, and passes the check digit; its
 * MMSI has a valid country and ends in a run of nines.
 */
export function inventedShip(
  number: number,
  mid: number,
  name: string,
  callSign: string,
  shipType: number,
  lengthM: number,
  beamM: number,
  draughtM: number,
): Ship {
  const six = String(200000 + number);
  let sum = 0;
  for (let i = 0; i < 6; i++) sum += Number(six[i]) * (7 - i);
  return {
    mmsi: mid * 1_000_000 + 999_000 + number,
    imo: Number(six) * 10 + (sum % 10),
    name,
    callSign,
    shipType,
    lengthM,
    beamM,
    draughtM,
    invented: 'invented ship: IMO number, MMSI, name and voyage',
  };
}
