// Words for what lists say of a company or person and a ship.

import type { PartyShip } from '../../server/http/wire/party.ts';

const ROLES: Readonly<Record<string, string>> = {
  owner: 'owner',
  'former-owner': 'former owner',
  operator: 'operator',
  manager: 'manager',
  'safety-manager': 'safety manager',
  linked: 'linked to it',
};

export function roleText(role: string): string {
  return ROLES[role] ?? role;
}

/** What rests on a name alone says so; the rest needs no words. */
export function basisText(basis: PartyShip['basis']): string | null {
  return basis === 'name' ? 'by the name alone' : null;
}
