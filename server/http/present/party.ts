// Companies and persons for the wire, and those of one ship.

import type { Party, PartyShip } from '../../domain/listing/party.ts';
import type { PartyIndex } from '../../domain/listing/party-search.ts';
import { designationsRead, hasEnded } from '../../domain/vessel.ts';
import type * as wire from '../wire/index.ts';
import { presentDesignation, standingOf } from './vessel.ts';

export function presentPartySummary(party: Party, at: number): wire.PartySummary {
  const { id, name, companyImos, country, ships } = party;
  const hulls = new Set(ships.map(({ hullId }) => hullId));
  return { id, name, companyImos, country, authorities: authoritiesOf(party, at), ships: hulls.size };
}

export function presentParty(party: Party, asOf: { at: number; told: wire.Party['asOf'] }): wire.Party {
  const { id, name, names, companyImos, country, ships } = party;
  return {
    id,
    name,
    names,
    companyImos,
    country,
    designations: designationsRead(party, asOf.at).map((row) => ({
      ...presentDesignation(row),
      standing: standingOf(row, asOf.at),
    })),
    ships,
    asOf: asOf.told,
  };
}

export function presentVesselParties(hullId: string, index: PartyIndex, at: number): wire.VesselParty[] {
  return (index.byHull.get(hullId) ?? []).map(({ party, ship }: { party: Party; ship: PartyShip }) => ({
    partyId: party.id,
    name: party.name,
    role: ship.role,
    source: ship.source,
    basis: ship.basis,
    companyImos: party.companyImos,
    authorities: authoritiesOf(party, at),
  }));
}

/** Sanctions not known to have ended; one without a date is listed, though nobody can say since when. */
function authoritiesOf(party: Party, at: number): string[] {
  const standing = designationsRead(party, at).filter(
    (row) => row.sanction && (row.listedAt === null || row.listedAt <= at) && !hasEnded(row, at),
  );
  return [...new Set(standing.map(({ authority }) => authority))].sort();
}
