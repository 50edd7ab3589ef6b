// The committed scenarios out of the decoder, once for all tests of them: fixes and static messages by MMSI, and words to
// ask for a place, a span of days, and how a ship lay.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { loadReference } from '../../db/reference/load.ts';
import { listScenarios, loadScenario, type Scenario } from '../../db/scenarios/load.ts';
import { createDecoder } from '../../server/ais/decoder.ts';
import type { AisRecord } from '../../server/ais/message/record.ts';
import { distanceKm } from '../../server/domain/geo.ts';
import { POSITION, STATIC } from '../../server/domain/report.ts';

const { ports } = loadReference();

export interface Fix {
  at: number;
  lon: number;
  lat: number;
  headingDeg: number;
  navStatus: number;
}

export type Static = Pick<AisRecord, 'at' | 'imo' | 'name' | 'callSign' | 'destination' | 'draughtM' | 'lengthM'>;

export interface Decoded {
  fixes: Map<number, Fix[]>;
  statics: Map<number, Static[]>;
  messages: number;
  rejects: string[];
}

export const decoded = new Map(listScenarios().map((scenario) => [scenario.id, decode(scenario)]));

function decode(scenario: Scenario): Decoded {
  const out: Decoded = { fixes: new Map(), statics: new Map(), messages: 0, rejects: [] };
  const decoder = createDecoder({ source: scenario.id });
  const take: Parameters<typeof decoder.push>[1] = (record) => {
    out.messages++;
    if (record.parts & STATIC) {
      const statics = out.statics.get(record.mmsi) ?? [];
      const { at, imo, name, callSign, destination, draughtM, lengthM } = record;
      statics.push({ at, imo, name, callSign, destination, draughtM, lengthM });
      out.statics.set(record.mmsi, statics);
    }
    if (record.parts & POSITION) {
      const fixes = out.fixes.get(record.mmsi) ?? [];
      const { at, lon, lat, headingDeg, navStatus } = record;
      fixes.push({ at, lon, lat, headingDeg, navStatus });
      out.fixes.set(record.mmsi, fixes);
    }
  };
  const refuse: Parameters<typeof decoder.push>[2] = (reason, line) => out.rejects.push(`${reason} in line ${line}`);
  decoder.push(gunzipSync(readFileSync(scenario.track.path)), take, refuse);
  decoder.end(take, refuse);
  return out;
}

export function fixesOf(id: string, imo: number): Fix[] {
  const ship = loadScenario(id)?.ships.find((row) => row.imo === imo);
  return decoded.get(id)?.fixes.get(ship?.mmsi ?? 0) ?? [];
}

export function track(id: string, mmsi: number): Fix[] {
  return decoded.get(id)!.fixes.get(mmsi)!;
}

/** Values of a static field, each once, with the first time it was sent. */
export function turns<Field extends keyof Static>(id: string, mmsi: number, field: Field): [Static[Field], string][] {
  const said = decoded.get(id)!.statics.get(mmsi)!;
  const first = said.filter((row, i) => i === 0 || row[field] !== said[i - 1]![field]);
  return first.map((row) => [row[field], day(row.at)]);
}

export function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

export function during(fixes: readonly Fix[], from: string, to: string): Fix[] {
  return fixes.filter(({ at }) => at >= Date.parse(`${from}Z`) && at < Date.parse(`${to}Z`));
}

/** How wide and high a set of fixes is, km, and where its middle lies. */
export function extent(fixes: readonly Fix[]): { eastKm: number; northKm: number; lon: number; lat: number } {
  const lons = fixes.map(({ lon }) => lon);
  const lats = fixes.map(({ lat }) => lat);
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  return {
    eastKm: distanceKm(west, south, east, south),
    northKm: distanceKm(west, south, west, north),
    lon: (west + east) / 2,
    lat: (south + north) / 2,
  };
}

/** How far the bow turns between one fix and the next, degrees, on average. */
export function turning(fixes: readonly Fix[]): number {
  let sum = 0;
  for (let i = 1; i < fixes.length; i++) {
    const turn = Math.abs(fixes[i]!.headingDeg - fixes[i - 1]!.headingDeg);
    sum += Math.min(turn, 360 - turn);
  }
  return sum / (fixes.length - 1);
}

export function kmTo(fix: Fix, portId: string): number {
  const port = ports.find((row) => row.id === portId)!;
  return distanceKm(fix.lon, fix.lat, port.lon, port.lat);
}
