// The picture of a scenario: the ways of its watched ships, thinned, drawn from the recording itself, which is read once.

import { readTracks } from '../feeds/read-tracks.ts';
import type { ReplayScenario } from './replay-plan.ts';

export interface SketchTrack {
  mmsi: number;
  lon: number[];
  lat: number[];
}

/** Points of one ship, spread over the period. */
const POINTS = 240;

export function createSketches(watched: () => Iterable<number>): (scenario: ReplayScenario) => Promise<SketchTrack[]> {
  const known = new Map<string, Promise<SketchTrack[]>>();
  return (scenario) => {
    const found = known.get(scenario.id) ?? sketch(scenario, new Set(watched()));
    known.set(scenario.id, found);
    // What could not be read is tried again when it is asked for again.
    found.catch(() => known.delete(scenario.id));
    return found;
  };
}

async function sketch(scenario: ReplayScenario, watched: Set<number>): Promise<SketchTrack[]> {
  for (const { mmsi } of scenario.bindings) watched.add(mmsi);
  const stepMs = (scenario.toAt - scenario.fromAt) / POINTS;
  const lastAt = new Map<number, number>();
  const tracks = new Map<number, SketchTrack>();
  await readTracks([scenario.track.path], {
    report({ mmsi, at, lon, lat }) {
      if (Number.isNaN(lon) || Number.isNaN(lat)) return;
      if (at - (lastAt.get(mmsi) ?? Number.NEGATIVE_INFINITY) < stepMs) return;
      lastAt.set(mmsi, at);
      const track = tracks.get(mmsi) ?? { mmsi, lon: [], lat: [] };
      tracks.set(mmsi, track);
      track.lon.push(Math.round(lon * 1e4) / 1e4);
      track.lat.push(Math.round(lat * 1e4) / 1e4);
    },
  });
  const known = [...tracks.values()].filter(({ mmsi }) => watched.has(mmsi));
  // A ship under a number that nobody knows yet is what such a scenario is about: the one that sailed farthest stands for it.
  const shown = known.length > 0 ? known : [...tracks.values()].sort((a, b) => extentOf(b) - extentOf(a)).slice(0, 1);
  return shown.sort((a, b) => a.mmsi - b.mmsi);
}

function extentOf({ lon, lat }: SketchTrack): number {
  const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
  return spread(lon) + spread(lat);
}
