// What a route can need of whoever asks, and what each role and each scope of a token gives. Every route names one need in
// its own definition; the gate (server/http/gate.ts) compares. Pure: it decides on plain data and knows no request.

/**
 * nobody: open to whoever reaches the server (the sign-in itself, readiness, an address that is its own secret).
 * self: somebody signed in by a session, about the own account alone; never by a token.
 * read: see what is kept. desk: triage, sightings, mutes, replays, subscriptions. lists: lists, watchlists and rules.
 * feeds: what brings positions. admin: users, channels, audit, backups.
 */
export const NEEDS = ['nobody', 'self', 'read', 'desk', 'lists', 'feeds', 'admin'] as const;
export type Need = (typeof NEEDS)[number];

/** What a token may be made for. */
export const SCOPES = ['read', 'desk', 'lists', 'feeds', 'admin'] as const satisfies readonly Need[];
export type TokenScope = (typeof SCOPES)[number];

export const ROLES = ['viewer', 'analyst', 'admin'] as const;
export type Role = (typeof ROLES)[number];

const BY_ROLE: Record<Role, readonly TokenScope[]> = {
  viewer: ['read'],
  analyst: ['read', 'desk', 'lists'],
  admin: SCOPES,
};

/** What a role may do; a token of somebody never gives more than this. */
export function scopesOf(role: Role): readonly TokenScope[] {
  return BY_ROLE[role];
}

/** Does what somebody may do meet what a route needs? Nobody at all is null. */
export function meets(need: Need, holds: { scopes: readonly TokenScope[]; session: boolean } | null): boolean {
  if (need === 'nobody') return true;
  if (holds === null) return false;
  if (need === 'self') return holds.session;
  return holds.scopes.includes(need);
}
