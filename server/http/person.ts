// The person behind a request, as the gate has found them.

import type { FastifyRequest } from 'fastify';
import type { Person } from '../access/person.ts';
import { CodedError } from '../domain/errors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the gate; null where nobody is known, which only routes that need nobody see. */
    person: Person | null;
  }
}

/** The name to be kept with a deed. */
export function personOf(request: FastifyRequest): string {
  return whoOf(request).name;
}

/** Throws for a route that needs nobody and was asked by nobody. */
export function whoOf(request: FastifyRequest): Person {
  if (request.person === null) throw new CodedError('unauthenticated', 'Sign in first.');
  return request.person;
}
