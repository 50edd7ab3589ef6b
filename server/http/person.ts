// The person behind a request, as the gate has found them, and where the request comes from.

import type { FastifyReply, FastifyRequest } from 'fastify';
import { deviceCookie, deviceIn, noSession, sessionCookie } from '../access/cookies.ts';
import type { Person } from '../access/person.ts';
import type { Entered, Place } from '../access/sign-in.ts';
import type { Origin, Signature } from '../domain/desk/deed.ts';
import { CodedError } from '../domain/errors.ts';
import type { Clock } from '../seams/clock.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the gate; null where nobody is known, which only routes that need nobody see. */
    person: Person | null;
  }
}

/** The name to be kept with a deed. */
export function personOf(request: Pick<FastifyRequest, 'person'>): string {
  return whoOf(request).name;
}

/** Throws for a route that needs nobody and was asked by nobody. */
export function whoOf({ person }: Pick<FastifyRequest, 'person'>): Person {
  if (person === null) throw new CodedError('unauthenticated', 'Sign in first.');
  return person;
}

/** Somebody with a user and a login of their own. */
export function loginOf(request: Pick<FastifyRequest, 'person'>): Person & { proof: string } {
  const person = whoOf(request);
  if (person.by === 'machine' || person.proof === null) {
    throw new CodedError('conflict', 'This machine has no users yet, so nobody has an account of their own.');
  }
  return { ...person, proof: person.proof };
}

export function placeOf(request: FastifyRequest): Place {
  return {
    address: request.ip,
    agent: request.headers['user-agent'] ?? '',
    device: deviceIn(request.headers.cookie),
  };
}

export function isHttps(request: Pick<FastifyRequest, 'protocol'>): boolean {
  return request.protocol === 'https';
}

/** Hands the browser its new login. */
export function giveCookies(request: FastifyRequest, reply: FastifyReply, { secret, device }: Entered): void {
  const https = isHttps(request);
  reply.header('set-cookie', [sessionCookie(secret, https), deviceCookie(device, https)]);
}

export function takeCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('set-cookie', noSession(isHttps(request)));
}

/** From where a deed is done, for the record. */
export function originOf({ person, ip }: Pick<FastifyRequest, 'person' | 'ip'>): Origin {
  return { address: ip, through: person?.by === 'machine' ? 'this machine' : (person?.proof ?? null) };
}

/** By whom and when, for what a deed changes; deeds of one request carry one id. */
export function signatureOf(request: FastifyRequest, clock: Pick<Clock, 'now'>, deed: string | null = null): Signature {
  return { by: personOf(request), at: clock.now(), deed };
}
