// Why a connection failed, in one sentence with the address: what Node says of sockets, name resolution and certificates.

import { FeedFailure } from './live-feed.ts';

const SAYS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was reset',
  ETIMEDOUT: 'there is no answer',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ENOTFOUND: 'the name is unknown',
  EAI_AGAIN: 'the name cannot be resolved just now',
  EADDRINUSE: 'another program listens there already',
  EADDRNOTAVAIL: 'this machine has no such address',
  EACCES: 'this program may not listen there; ports below 1024 are reserved',
};

const CERTIFICATE = /^(CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** Any error of a socket as a failure of the feed; a failure stays what it is. */
export function failureOf(error: unknown, address: string): FeedFailure {
  if (error instanceof FeedFailure) return error;
  const { code = '', message } = error instanceof Error ? (error as NodeJS.ErrnoException) : { message: String(error) };
  if (CERTIFICATE.test(code)) {
    return new FeedFailure('invalid', `${address}: its certificate does not hold (${message}).`, { cause: error });
  }
  return new FeedFailure('unreachable', `${address}: ${SAYS[code] ?? message}.`, { cause: error });
}
