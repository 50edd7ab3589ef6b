// A row of the record for a deed that is kept elsewhere than in the store (a file, another system), or that only begins
// something. What the store keeps itself, it writes down itself.

import type { FastifyRequest } from 'fastify';
import type { AuditedKind } from '../domain/desk/audit.ts';
import type { Needs } from './deps.ts';
import { signatureOf } from './person.ts';

export interface Done {
  kind: AuditedKind;
  id: string;
  /** One word or two. */
  what: string;
  before?: unknown;
  after?: unknown;
}

export async function writeDown(
  { store, clock }: Needs<'store' | 'clock'>,
  request: FastifyRequest,
  { kind, id, what, before = null, after = null }: Done,
): Promise<void> {
  const plain = { scope: null, reasonCode: null, note: null, undoes: null };
  await store.writeDown({ ...signatureOf(request, clock), ...plain, subject: { kind, id }, what, before, after });
}
