// One event of doubt: it opens with the first sign, signs that come while it is open join it, and it closes when none has
// come for a while. In come findings; out go revisions: for a new sign, when the accounts lie twice as far apart or have
// lasted twice as long as was said, when it turns out that other ships jumped, too, and at the end. Renewing a sign says
// nothing.

import { stableId } from '../../hash.ts';
import { HOUR_MS, MINUTE_MS } from '../../time.ts';
import type { Track } from '../../track/track.ts';
import type { DoubtedTrack, DoubtSign, PositionDoubt } from './facts.ts';
import type { Finding } from './finding.ts';
import { DOUBT_SETTINGS } from './settings.ts';

export const QUIET_MS = DOUBT_SETTINGS.quietHours.value * HOUR_MS;
/** Sightings of one event; further ones are not added to it. */
const MOST_SIGHTINGS = 20;

/** One for each sign, and one for each sighting. */
interface Evidence {
  sign: DoubtSign;
  ground: string;
  sightingId: string | null;
}

export interface Episode {
  id: string;
  revision: number;
  /** In the order in which it was seen. */
  evidence: Evidence[];
  beganAt: number;
  /** The newest that supports it. */
  lastAt: number;
  lon: number;
  lat: number;
  impliedKn: number | null;
  apartKm: number | null;
  /** As it was said last. */
  saidKm: number;
  /** How long it had lasted when it was said last, ms. */
  saidForMs: number;
  /** The area event that it belongs to, and how many other ships jumped in it. */
  area: { id: string; others: number } | null;
  /** Both accounts of where it was, as they were said last. */
  tracks: DoubtedTrack[];
}

/** What goes into a revision beside the episode itself. */
export interface Telling {
  at: number;
  track: Readonly<Track>;
  reason?: string | undefined;
}

export function beginEpisode(finding: Readonly<Finding>, vesselId: string, lon: number, lat: number): Episode {
  return {
    id: stableId('position-doubt', vesselId, finding.sign, finding.sightingId ?? finding.fromAt),
    revision: 0,
    evidence: [],
    beganAt: finding.fromAt,
    lastAt: finding.fromAt,
    lon,
    lat,
    impliedKn: null,
    apartKm: null,
    saidKm: 0,
    saidForMs: 0,
    area: null,
    tracks: [],
  };
}

/** Two accounts are told again after twice this, and then each time they have lasted twice as long. Ours. */
const LEAST_AGAIN_MS = 15 * MINUTE_MS;

/** Takes a finding in. True when that is news. */
export function take(episode: Episode, finding: Readonly<Finding>): boolean {
  const { sign, at, ground, sightingId = null, impliedKn, apartKm } = finding;
  const known = episode.evidence.find((each) => each.sign === sign && each.sightingId === sightingId);
  if (known === undefined && sightingId !== null && sightingIdsOf(episode).length >= MOST_SIGHTINGS) return false;
  episode.lastAt = Math.max(episode.lastAt, at);
  if (impliedKn !== undefined) episode.impliedKn = Math.max(episode.impliedKn ?? 0, impliedKn);
  if (apartKm !== undefined) episode.apartKm = Math.max(episode.apartKm ?? 0, apartKm);
  if (known === undefined) {
    episode.evidence.push({ sign, ground, sightingId });
    return true;
  }
  known.ground = ground;
  if (episode.apartKm === null || episode.saidKm <= 0) return false;
  // Two accounts go on: they are told again, with the way that both have made, each time they have lasted twice as long.
  const lastedMs = episode.lastAt - episode.beganAt;
  return episode.apartKm >= 2 * episode.saidKm || lastedMs >= 2 * Math.max(episode.saidForMs, LEAST_AGAIN_MS);
}

/** Takes out what rests on a sighting. False when nothing did. */
export function drop(episode: Episode, sightingId: string): boolean {
  const kept = episode.evidence.filter((each) => each.sightingId !== sightingId);
  if (kept.length === episode.evidence.length) return false;
  episode.evidence = kept;
  return true;
}

export function tell(episode: Episode, state: PositionDoubt['state'], telling: Readonly<Telling>): PositionDoubt {
  const { at, track, reason = null } = telling;
  const { evidence, area, tracks } = episode;
  episode.revision++;
  episode.saidKm = episode.apartKm ?? 0;
  episode.saidForMs = episode.lastAt - episode.beganAt;
  const grounds = evidence.map(({ ground }) => ground);
  if (area !== null) grounds.push(`so did the positions of ${area.others} other ships in the same area`);
  return {
    kind: 'position-doubt',
    id: episode.id,
    vesselId: track.vesselId,
    mmsi: track.mmsi === 0 ? null : track.mmsi,
    state,
    revision: episode.revision,
    knownAt: at,
    beganAt: episode.beganAt,
    endedAt: state === 'open' ? null : episode.lastAt,
    basis: evidence.every(({ sightingId }) => sightingId !== null) ? 'sighted' : 'observed',
    lon: episode.lon,
    lat: episode.lat,
    reason,
    facts: {
      sign: evidence[0]!.sign,
      signs: [...new Set(evidence.map(({ sign }) => sign))],
      grounds,
      impliedKn: episode.impliedKn,
      apartKm: episode.apartKm,
      tracks,
      interferenceId: area?.id ?? null,
      sightingIds: sightingIdsOf(episode),
    },
  };
}

function sightingIdsOf({ evidence }: Readonly<Episode>): string[] {
  return evidence.flatMap(({ sightingId }) => (sightingId === null ? [] : [sightingId]));
}
