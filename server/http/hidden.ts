// Refuses letters that do not show in what a person sends to be kept: control characters, overrides of direction, halves of
// letters. Questions are left alone (a name that was copied from a page brings marks with it), and so are whole tables, which
// their readers judge row by row.

import type { FastifyRequest } from 'fastify';
import { CodedError } from '../domain/errors.ts';
import { hiddenIn } from '../domain/plain-text.ts';

/** Deeper than any shape on the wire. */
const MOST_DEPTH = 32;

export function refuseHidden({ method, body, query, url }: FastifyRequest): void {
  if (method === 'GET' || method === 'HEAD' || url.includes('/screen')) return;
  if (typeof body === 'object') look(body, [], 'body');
  look(query, [], 'query');
}

function look(value: unknown, path: readonly string[], part: string): void {
  if (path.length > MOST_DEPTH) throw new CodedError('invalid', `The ${part} is nested more than ${MOST_DEPTH} deep.`);
  if (typeof value === 'string') {
    const hidden = hiddenIn(value);
    if (hidden === null) return;
    const field = path.length === 0 ? part : `${part} field '${path.join('.').slice(0, 100)}'`;
    throw new CodedError('invalid', `${field} holds ${hidden}, a letter that does not show: take it out.`);
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries(value)) look(each, [...path, key], part);
}
