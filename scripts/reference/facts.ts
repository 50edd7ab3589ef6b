// The shape of the facts tables as they are published to us, and the reading of their dates. Files in, typed rows out;
// a table that does not look as expected stops the compilation with the value that is wrong.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { AnchorageFact } from './anchorage-labels.ts';
import type { LocodeFact } from './harbours.ts';

export interface VesselFact {
  imo: string | null;
  name: string;
  aliases: string[];
  currentName?: string;
  mmsi: string[];
  mmsiHistory: string[];
  callSign: string | null;
  flag: string | null;
  type: string | null;
  built: number | null;
  gt?: number | null;
  lengthM?: number | null;
  owner?: string | null;
  operator?: string | null;
  status: string;
  statusDate?: string | null;
  designations: DesignationFact[];
  notes?: string | null;
  group: string;
  sources: string[];
}

export interface DesignationFact {
  authority: string;
  programme: string;
  ref?: string | null;
  date: string | null;
  precision: string;
  measures?: string[];
  note?: string | null;
  source: string;
}

export interface PortFact {
  id: string;
  name: string;
  country: string;
  locode: string | null;
  lat: number;
  lon: number;
  coordSource: string;
  kind: string;
  confidence: string;
  destinationAliases: string[];
  tags: string[];
  note: string | null;
  suggestedRadiusKm: number;
}

export interface ZoneFact {
  id: string;
  name: string;
  /** west, south, east, north */
  bbox: [number, number, number, number];
  area: string;
  activeWhen: string;
  source: string;
  note: string | null;
}

export interface RuleFact {
  id: string;
  title: string;
  kind: string;
  origin: string[];
  destination: string[];
  destinationZones?: string[];
  maxDays: number;
  bothWays: boolean;
  severity: string;
  requires: string;
  effectiveFrom: string;
  legal: {
    jurisdiction: string;
    instrument: string;
    effectiveFrom: string;
    effectiveTo: string | null;
    verified: boolean;
  }[];
  why: string;
  noise: string;
}

export interface MidFact {
  name: string;
  iso2: string[];
  state?: string;
}

export interface WpiFact {
  wpi_no: string;
  name: string;
  alt_name: string;
  unlocode: string;
  country: string;
  lat: string;
  lon: string;
}

export interface Facts {
  vessels: { compiled: string; caution: string; vessels: VesselFact[] };
  ports: { precision: string; radius: string; ports: PortFact[]; zones: ZoneFact[] };
  routes: { note: string; rules: RuleFact[] };
  mids: { about: string; source: string; asOf: string; mid: Record<string, MidFact> };
  wpi: WpiFact[];
  anchorages: AnchorageFact[];
  locodes: LocodeFact[];
}

/** Reads every table from a folder that holds `facts/` and `data/ports/`. */
export function readFacts(folder: string): Facts {
  const json = (name: string): unknown => JSON.parse(readFileSync(join(folder, 'facts', name), 'utf8'));
  const table = (name: string): unknown =>
    parse(gunzipSync(readFileSync(join(folder, 'data/ports', name))), { columns: true, skip_empty_lines: true });
  return {
    vessels: json('vessels.json') as Facts['vessels'],
    ports: json('ports.json') as Facts['ports'],
    routes: json('routes.json') as Facts['routes'],
    mids: json('mid.json') as Facts['mids'],
    wpi: table('wpi_ports_slim.csv.gz') as WpiFact[],
    locodes: table('unlocode_ports.csv.gz') as LocodeFact[],
    anchorages: table('gfw_anchorage_overrides.csv.gz') as AnchorageFact[],
  };
}

/** '2024-04-02' or '2022-11' (its first day) as UTC ms. */
export function dayMs(text: string): number {
  if (!/^\d{4}-\d{2}(-\d{2})?$/.test(text)) throw new Error(`not a date: '${text}'`);
  const at = Date.parse(text.length === 7 ? `${text}-01T00:00:00Z` : `${text}T00:00:00Z`);
  if (Number.isNaN(at)) throw new Error(`not a date: '${text}'`);
  return at;
}

/** IMO check: the first six digits weighted 7 to 2, the sum's last digit is the seventh. */
export function imoHolds(imo: string): boolean {
  if (!/^\d{7}$/.test(imo)) return false;
  let sum = 0;
  for (let i = 0; i < 6; i++) sum += Number(imo[i]) * (7 - i);
  return sum % 10 === Number(imo[6]);
}
