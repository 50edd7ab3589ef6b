// The reconstructed scenarios that ship with keelwatch: what each is, its sightings, and where its recording lies. The
// recording itself goes through the decoder like any other file.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Sighting } from '../../server/domain/sighting.ts';

export interface Scenario {
  id: string;
  title: string;
  about: string;
  /** Must be shown wherever the scenario is. */
  label: string;
  /** UTC ms: first and last instant, and the one at which a replay opens. */
  fromAt: number;
  toAt: number;
  opensAt: number;
  /** Seconds of event time per second of play. */
  speed: number;
  /** In order of arrival. */
  sightings: Sighting[];
  /** Which hull an MMSI speaks for where nothing that it sends says so: a decision by hand, as an analyst would take it. */
  bindings: { mmsi: number; hullId: string; why: string }[];
  sources: string[];
  chronology: { when: string; what: string; source: string }[];
  /** Who takes part, and what of each is invented. */
  ships: { mmsi: number; imo: number; name: string; invented: string }[];
  /** Waterways drawn by hand, because the coast of the base map does not hold them. */
  channels: { name: string; points: { lon: number; lat: number }[] }[];
  track: { path: string; lines: number; sha256: string };
}

/** As it stands in scenario.json: instants are RFC 3339, the track is a file name. */
interface ScenarioFile extends Omit<Scenario, 'fromAt' | 'toAt' | 'opensAt' | 'track'> {
  from: string;
  to: string;
  opensAt: string;
  track: { file: string; lines: number; sha256: string };
}

/** The demo comes first, then the others by id. */
const OPENING = 'sea-bridge';

const here = new URL('./', import.meta.url);
let listed: Scenario[] | null = null;

/** The same objects on every call: treat them as read-only. */
export function listScenarios(): Scenario[] {
  listed ??= readdirSync(here)
    .filter((name) => existsSync(new URL(`${name}/scenario.json`, here)))
    .sort((a, b) => Number(b === OPENING) - Number(a === OPENING) || (a < b ? -1 : 1))
    .map(read);
  return listed;
}

/** null when there is no such scenario. */
export function loadScenario(id: string): Scenario | null {
  return listScenarios().find((scenario) => scenario.id === id) ?? null;
}

function read(name: string): Scenario {
  const folder = new URL(`${name}/`, here);
  const file = JSON.parse(readFileSync(new URL('scenario.json', folder), 'utf8')) as ScenarioFile;
  if (file.id !== name) throw new Error(`db/scenarios/${name} holds the scenario '${file.id}'`);
  const { from, to, opensAt, track, ...rest } = file;
  return {
    ...rest,
    fromAt: Date.parse(from),
    toAt: Date.parse(to),
    opensAt: Date.parse(opensAt),
    sightings: [...file.sightings].sort((a, b) => a.arrivedAt - b.arrivedAt || (a.id < b.id ? -1 : 1)),
    track: { path: fileURLToPath(new URL(track.file, folder)), lines: track.lines, sha256: track.sha256 },
  };
}
