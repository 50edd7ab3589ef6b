// The outcome of a destination claim: kept or not, and on what ground. In come the claim and the call or sighting that
// settles it; out goes the outcome in words. A call at a sister place (roads or terminal of one harbour) counts as keeping
// the claim, and the ground says so. No state is kept here.

import { distanceKm } from '../../geo.ts';
import { isSister, SISTER_KM } from '../../places/destination-index.ts';
import type { Port } from '../../places/place.ts';
import type { PlaceIndex } from '../../places/place-index.ts';
import type { Sighting } from '../../sighting.ts';
import type { PortCall } from '../port-call/facts.ts';
import type { DestinationClaim, DestinationClaimFacts } from './facts.ts';

export type Outcome = Pick<DestinationClaimFacts, 'outcome' | 'outcomePlaceId' | 'outcomePlaceName' | 'outcomeGround'>;

type Places = Pick<PlaceIndex, 'port'>;

/** Is the place one of these, or a sister of one? */
export function isAt(portIds: readonly string[], placeId: string, places: Places): boolean {
  return claimedPort(portIds, placeId, places) !== null;
}

export function outcomeOfCall(
  claim: DestinationClaim,
  portIds: readonly string[],
  call: PortCall,
  places: Places,
): Outcome {
  const { placeId, placeName } = call.facts;
  const place = { outcomePlaceId: placeId, outcomePlaceName: placeName };
  const claimed = claimedPort(portIds, placeId, places);
  if (claimed !== null)
    return { outcome: 'kept', ...place, outcomeGround: keptGround('it called', claimed, placeId, places) };
  const ground = `its next call was at ${placeName}${apart(claim, placeId, places)}`;
  return { outcome: 'called elsewhere', ...place, outcomeGround: ground };
}

export function outcomeOfSighting(
  claim: DestinationClaim,
  portIds: readonly string[],
  port: Readonly<Port>,
  sighting: Readonly<Sighting>,
  places: Places,
): Outcome {
  const place = { outcomePlaceId: port.id, outcomePlaceName: port.name };
  const claimed = claimedPort(portIds, port.id, places);
  const source = ` (${sighting.source})`;
  if (claimed !== null) {
    return {
      outcome: 'kept',
      ...place,
      outcomeGround: `${keptGround('it was sighted', claimed, port.id, places)}${source}`,
    };
  }
  const ground = `it was sighted at ${port.name}${apart(claim, port.id, places)}${source}`;
  return { outcome: 'sighted elsewhere', ...place, outcomeGround: ground };
}

/** The claimed port that a place is, or is a sister of. */
function claimedPort(portIds: readonly string[], placeId: string, places: Places): Port | null {
  const place = places.port(placeId);
  if (place === undefined) return null;
  const claimed = portIds.flatMap((id) => places.port(id) ?? []);
  return claimed.find(({ id }) => id === placeId) ?? claimed.find((port) => isSister(port, place)) ?? null;
}

function keptGround(did: string, claimed: Readonly<Port>, placeId: string, places: Places): string {
  if (claimed.id === placeId) return `${did} there`;
  const place = places.port(placeId)!;
  const km = distanceKm(claimed.lon, claimed.lat, place.lon, place.lat);
  return `${did} at ${place.name}, ${km.toFixed(1)} km from ${claimed.name}: up to ${SISTER_KM} km they count as one`;
}

/** ", 9,500 km from Dar es Salaam", by the great circle. */
function apart(claim: DestinationClaim, placeId: string, places: Places): string {
  const claimed = places.port(claim.facts.placeId ?? '');
  const place = places.port(placeId);
  if (claimed === undefined || place === undefined) return '';
  return `, ${distanceKm(claimed.lon, claimed.lat, place.lon, place.lat).toFixed(0)} km from ${claimed.name}`;
}
