// A destination claim while it is followed, as the detector keeps it: plain data that JSON can carry, and the event made of
// it. This file knows the parts of a claim; it never decides when a claim begins or what its outcome is.

import { distanceKm } from '../../geo.ts';
import { stableId } from '../../hash.ts';
import type { DestinationReading } from '../../places/destination.ts';
import type { Port } from '../../places/place.ts';
import type { Track } from '../../track/track.ts';
import type { DetectorContext } from '../detector.ts';
import type { Outcome } from './claim-outcome.ts';
import type { DestinationClaim } from './facts.ts';

export interface Claim {
  said: DestinationClaim;
  /** Every port that the text may mean. */
  portIds: string[];
  /** The call that settled it. */
  callId: string | null;
  /** The sighting that settled the claim, and the outcome before the sighting. */
  sighted: { id: string; before: Pick<DestinationClaim, 'state' | 'endedAt'> & { outcome: Outcome } } | null;
  /** Until when a sighting can change the outcome; null while the call that settled the claim lasts. */
  untilAt: number | null;
}

/** The first revision, as of the first message with the text. */
export function beginClaim(
  track: Readonly<Track>,
  heard: Readonly<{ text: string; firstAt: number; lon: number; lat: number }>,
  reading: Readonly<DestinationReading>,
  ports: readonly Port[],
  knownAt: number,
): Claim {
  const said: DestinationClaim = {
    kind: 'destination-claim',
    id: stableId('destination-claim', track.vesselId, heard.text, heard.firstAt),
    vesselId: track.vesselId,
    mmsi: track.mmsi,
    state: 'open',
    revision: 1,
    knownAt,
    beganAt: heard.firstAt,
    endedAt: null,
    basis: 'claimed',
    lon: heard.lon,
    lat: heard.lat,
    reason: null,
    facts: {
      text: heard.text,
      placeId: ports[0]?.id ?? null,
      placeName: ports[0]?.name ?? null,
      by: reading.by,
      fromPlaceId: reading.from?.id ?? null,
      alsoPlaceIds: ports.slice(1).map(({ id }) => id),
      none: reading.none,
      outcome: 'open',
      outcomePlaceId: null,
      outcomePlaceName: null,
      outcomeGround: null,
    },
  };
  return { said, portIds: ports.map(({ id }) => id), callId: null, sighted: null, untilAt: null };
}

/** Of several ports of one name a watch port is meant, else the nearest to the ship. */
export function inOrder({ ports, homonyms }: DestinationReading, lon: number, lat: number): readonly Port[] {
  if (!homonyms || ports[0]!.watch) return ports;
  const off = ({ lon: portLon, lat: portLat }: Port) => distanceKm(lon, lat, portLon, portLat);
  return [...ports].sort((a, b) => off(a) - off(b) || (a.id < b.id ? -1 : 1));
}

export function outcomeOf({
  outcome,
  outcomePlaceId,
  outcomePlaceName,
  outcomeGround,
}: DestinationClaim['facts']): Outcome {
  return { outcome, outcomePlaceId, outcomePlaceName, outcomeGround };
}

/** Emits the next revision. */
export function revise(
  claim: Claim,
  change: Pick<DestinationClaim, 'state' | 'endedAt' | 'knownAt' | 'reason'>,
  outcome: Outcome,
  context: DetectorContext,
): void {
  const { said } = claim;
  claim.said = { ...said, ...change, revision: said.revision + 1, facts: { ...said.facts, ...outcome } };
  context.say(claim.said);
}
