// Who may talk to a server that has no login yet: pages and programs of this machine. A Host that is not loopback is a
// rebound name, an Origin of another host is a foreign page using the user's browser. Both are refused here, and so is
// listening on any other address.

import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { CodedError } from '../domain/errors.ts';

/** localhost, 127.0.0.0/8 and ::1. */
function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}

/** Until there are users and tokens, an open address would hand the monitor to everybody who can reach it. */
export function mustBeLoopback(host: string): void {
  if (isLoopback(host)) return;
  throw new CodedError(
    'unavailable',
    `keelwatch has no login yet, so it listens on this machine only; '${host}' is open to others. Use 127.0.0.1, ::1 or localhost in KEELWATCH_LISTEN, and a tunnel (ssh -L) to reach it from elsewhere.`,
  );
}

/** Throws when the request comes under a foreign name. */
export function checkHost(headers: IncomingHttpHeaders): void {
  const host = headers.host ?? '';
  if (!isLoopback(hostname(host))) {
    throw new CodedError(
      'unauthorised',
      `This server answers to localhost, 127.0.0.1 and [::1], not to host '${host.slice(0, 100)}'.`,
    );
  }
}

/** Throws when a page of another origin asks for a change or for the stream. Programs send no Origin. */
export function checkOrigin(headers: IncomingHttpHeaders): void {
  const { origin, host } = headers;
  if (origin === undefined) return;
  if (!URL.canParse(origin) || new URL(origin).host !== host) {
    throw new CodedError(
      'unauthorised',
      `Requests from pages of '${origin.slice(0, 100)}' are refused; this server is '${host}'.`,
    );
  }
}

function hostname(host: string): string {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
}
