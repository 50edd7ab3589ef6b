// Doubt that comes from sightings: somebody saw the vessel where, by its own positions, it cannot have been. In come
// sightings and, while the end of one is still to come, fixes; out come findings. What falls into an event of doubt that
// is over joins it; what falls into none makes an event of its own, known for its window and no longer. A sighting that
// is taken back takes with it what rested on it.

import type { Sighting } from '../../sighting.ts';
import type { Track } from '../../track/track.ts';
import { beginEpisode, drop, type Episode, QUIET_MS, take, tell } from './episode.ts';
import type { PositionDoubt } from './facts.ts';
import type { Finding } from './finding.ts';
import { DOUBT_SETTINGS } from './settings.ts';
import { pointsWithin, ruledOutKm, type Way } from './whereabouts.ts';

/** Bounds on what is kept for a vessel: the oldest is let go, and then stands as it was said. */
const MOST_AWAITED = 8;
const MOST_PAST = 5;

export interface Seen {
  /** Sightings whose window had not ended when they came. */
  awaited: Sighting[];
  /** Events that are over, oldest first. */
  past: Episode[];
}

export function beginSeen(): Seen {
  return { awaited: [], past: [] };
}

export function remember(seen: Seen, episode: Episode): void {
  seen.past.push(episode);
  if (seen.past.length > MOST_PAST) seen.past.shift();
}

/** Judges a sighting that has come; one that later fixes may still rule out is kept for them. */
export function judgeSighting(
  seen: Seen,
  way: Readonly<Way>,
  track: Readonly<Track>,
  sighting: Readonly<Sighting>,
): Finding | null {
  const km = ruledOutKm(way, track, sighting);
  if (km !== null) return findingOf(sighting, km);
  if (!(track.at >= sighting.toAt)) keepWaiting(seen, sighting);
  return null;
}

function keepWaiting({ awaited }: Seen, sighting: Readonly<Sighting>): void {
  if (awaited.some(({ id }) => id === sighting.id)) return;
  awaited.push({ ...sighting });
  if (awaited.length > MOST_AWAITED) awaited.shift();
}

/** Judges once more what was kept: a fix has come. */
export function judgeAwaited(seen: Seen, way: Readonly<Way>, track: Readonly<Track>): Finding[] {
  const found: Finding[] = [];
  seen.awaited = seen.awaited.filter((sighting) => {
    const km = ruledOutKm(way, track, sighting);
    if (km !== null) found.push(findingOf(sighting, km));
    return km === null && track.at < sighting.toAt;
  });
  return found;
}

function findingOf({ id, what, means, grade, source, fromAt, toAt }: Readonly<Sighting>, km: number): Finding {
  const kn = DOUBT_SETTINGS.sightedKn.value;
  const ground = `sighted (${what}; ${[...(means === 'other' ? [] : [means]), grade, source].join(', ')}) ${Math.round(km)} km or more from where its positions put it, farther than it sails at ${kn} kn`;
  return { sign: 'sighted-elsewhere', sightingId: id, fromAt, at: toAt, ground, apartKm: km };
}

/** Does what was found fall into this event? */
export function fallsInto({ fromAt, at }: Readonly<Finding>, { beganAt, lastAt }: Readonly<Episode>): boolean {
  return fromAt <= lastAt + QUIET_MS && at >= beganAt - QUIET_MS;
}

/** Says a finding that falls into no open event. Null when it was said before. */
export function tellPast(
  seen: Seen,
  way: Readonly<Way>,
  track: Readonly<Track>,
  finding: Readonly<Finding>,
  at: number,
): PositionDoubt | null {
  const known = seen.past.find((episode) => fallsInto(finding, episode));
  if (known !== undefined) {
    return take(known, finding) ? tell(known, 'closed', { at, track, reason: 'a sighting has come in' }) : null;
  }
  const points = pointsWithin(way, finding.fromAt, finding.at, DOUBT_SETTINGS.tracePoints.value);
  const { lon, lat } = points[points.length >> 1] ?? track;
  const episode = beginEpisode(finding, track.vesselId, lon, lat);
  if (points.length > 0) episode.tracks = [{ which: 'followed', mmsi: track.mmsi, points }];
  take(episode, finding);
  remember(seen, episode);
  return tell(episode, 'closed', { at, track });
}

/** A sighting has been taken back: says the event that is over and rested on it, if there is one. */
export function untellPast(
  seen: Seen,
  track: Readonly<Track>,
  sightingId: string,
  reason: string,
  at: number,
): PositionDoubt | null {
  seen.awaited = seen.awaited.filter(({ id }) => id !== sightingId);
  const known = seen.past.find(({ evidence }) => evidence.some((each) => each.sightingId === sightingId));
  if (known === undefined) return null;
  if (known.evidence.every((each) => each.sightingId === sightingId)) {
    seen.past = seen.past.filter((each) => each !== known);
    return tell(known, 'withdrawn', { at, track, reason });
  }
  drop(known, sightingId);
  return tell(known, 'closed', { at, track, reason });
}
