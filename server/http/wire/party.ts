// Companies and persons on the wire: who they are, on which lines they stand, and the ships that lists name them with.

import { z } from 'zod';
import { StandingDesignation } from './identity.ts';
import { asOf } from './values.ts';

export const partyBasis = z
  .enum(['number', 'same list', 'name'])
  .describe(
    "'number': by the IMO company number; 'same list': one list names both; 'name': alike on two lists, to look at",
  );

export const PartyShip = z.object({
  hullId: z.string(),
  name: z.string(),
  imo: z.number().int().nullable(),
  role: z.string().describe("'owner', 'operator', 'manager', 'linked', …"),
  source: z.string().describe("id of the list that says so, or 'built-in'"),
  basis: partyBasis,
});
export type PartyShip = z.infer<typeof PartyShip>;

export const PartySummary = z.object({
  id: z.string(),
  name: z.string(),
  companyImos: z.array(z.number().int()).describe('IMO company numbers; never ship numbers'),
  country: z.string().nullable(),
  authorities: z.array(z.string()).describe('who lists it now, sanctions only'),
  ships: z.number().int(),
});
export type PartySummary = z.infer<typeof PartySummary>;

export const Party = z.object({
  id: z.string(),
  name: z.string(),
  names: z.array(z.object({ text: z.string(), kind: z.string(), source: z.string() })),
  companyImos: z.array(z.number().int()),
  country: z.string().nullable(),
  designations: z.array(StandingDesignation).describe('none for a party that lists only name with a ship'),
  ships: z.array(PartyShip),
  asOf,
});
export type Party = z.infer<typeof Party>;

/** A party in the dossier of a ship. */
export const VesselParty = z.object({
  partyId: z.string(),
  name: z.string(),
  role: z.string(),
  source: z.string(),
  basis: partyBasis,
  companyImos: z.array(z.number().int()),
  authorities: z.array(z.string()).describe('who lists the party itself now, sanctions only'),
});
export type VesselParty = z.infer<typeof VesselParty>;
