// Under which names and from which pages the server may be asked. A Host that is none of its own is a rebound name, an Origin of
// another host is a foreign page using the user's browser. On loopback that is all there is before users are made; beyond it the
// server does not listen until somebody is an admin.

import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { CodedError } from '../domain/errors.ts';

/** How the server is reached. */
export interface Entrance {
  /** Names that it answers to beside those of this machine. */
  hosts: readonly string[];
  /** Addresses of proxies whose word about the client, its host and https is taken. */
  proxies: readonly string[];
  /** Whether it listens beyond this machine: then addresses in numbers, which cannot be rebound, are its own too. */
  beyondLoopback: boolean;
}

export const LOOPBACK_ONLY: Entrance = { hosts: [], proxies: [], beyondLoopback: false };

/** localhost, 127.0.0.0/8 and ::1. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}

/** Whether others than this machine reach it: by its address, or by a proxy that gives it a name. */
export function isOpenToOthers(listenHost: string, { hosts, proxies }: Pick<Entrance, 'hosts' | 'proxies'>): boolean {
  return !isLoopback(listenHost) || hosts.length > 0 || proxies.length > 0;
}

/** Without users an open address would hand the monitor to everybody who can reach it. */
export function mustHaveAdmin(listenHost: string, hasUsers: boolean): void {
  if (hasUsers) return;
  throw new CodedError(
    'unavailable',
    `keelwatch has no users yet, so it listens on this machine only; '${listenHost}' is open to others. Make an admin first ('keelwatch user add NAME --role admin'), or use 127.0.0.1, ::1 or localhost in KEELWATCH_LISTEN without KEELWATCH_HOSTS and KEELWATCH_PROXIES.`,
  );
}

/** Throws when the request comes under a foreign name. */
export function checkHost({ host }: Pick<FastifyRequest, 'host'>, { hosts, beyondLoopback }: Entrance): void {
  const name = hostname(host);
  if (isLoopback(name) || hosts.includes(name)) return;
  if (beyondLoopback && isIP(name.replace(/^\[|\]$/g, '')) !== 0) return;
  const own = ['localhost', '127.0.0.1', '[::1]', ...hosts].join(', ');
  throw new CodedError(
    'unauthorised',
    `This server answers to ${own}, not to host '${host.slice(0, 100)}'. KEELWATCH_HOSTS names others.`,
  );
}

/** Throws when a page of another origin asks for a change or for the stream. Programs send no Origin. */
export function checkOrigin({ headers, host, protocol }: Pick<FastifyRequest, 'headers' | 'host' | 'protocol'>): void {
  const { origin } = headers;
  if (headers['sec-fetch-site'] === 'cross-site') refuse(origin ?? 'another site', host);
  if (origin === undefined) return;
  const from = URL.canParse(origin) ? new URL(origin) : null;
  // Behind a proxy that is not told of, the server sees http where the browser sees https.
  const schemes = protocol === 'https' ? ['https:'] : ['http:', 'https:'];
  if (from === null || from.host !== host || !schemes.includes(from.protocol)) refuse(origin, host);
}

/** Was this request handed on by a proxy? On a machine without users such a one brings strangers. */
export function isHandedOn(headers: IncomingHttpHeaders): boolean {
  return ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'].some((name) => name in headers);
}

function refuse(origin: string, host: string): never {
  throw new CodedError(
    'unauthorised',
    `Requests from pages of '${origin.slice(0, 100)}' are refused; this server is '${host.slice(0, 100)}'.`,
  );
}

function hostname(host: string): string {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
}
