// Errors as RFC 9457 problem details. Comes in: whatever was thrown. Goes out: the answer, with a code of the closed list,
// its title and one sentence for the caller. Details of our own mistakes never leave this room; they go to the log.

import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { CodedError, type ErrorCode } from '../domain/errors.ts';
import { plainLine } from '../domain/plain-text.ts';
import type { Problem } from './wire/problem.ts';

/** The one table from codes to statuses. */
export const STATUS: Record<ErrorCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  unauthorised: 403,
  not_found: 404,
  conflict: 409,
  too_many: 429,
  internal: 500,
  unavailable: 503,
};

export const TITLES: Record<ErrorCode, string> = {
  invalid: 'The request cannot be understood',
  not_found: 'Not found',
  conflict: 'The request does not fit the present state',
  unauthenticated: 'Not signed in',
  unauthorised: 'Not allowed',
  too_many: 'Too many requests',
  unavailable: 'Not available now',
  internal: 'Something broke inside',
};

/** Answers a request with what went wrong, whoever found it: a route, a schema or the web server. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { code, detail, status = STATUS[code] } = readError(error, request);
  if (code === 'internal') request.log.error({ err: error, url: request.url }, 'a route failed');
  // The web server has let go of a socket that asked for an upgrade; refused, it would stay open for good.
  if (request.headers.upgrade !== undefined) {
    reply.header('connection', 'close');
    reply.raw.once('finish', () => request.raw.socket.destroySoon());
  }
  // What the web server refuses by itself is answered before its other headers are set.
  if (!reply.hasHeader('content-security-policy')) reply.headers(WALLS);
  if (code === 'unauthenticated') reply.header('www-authenticate', 'Bearer realm="keelwatch"');
  if (error instanceof WrongMethodError) reply.header('allow', error.allowed.join(', '));
  // As text: the schema of the route's success has no say in its refusal.
  return reply
    .code(status)
    .type(MEDIA_TYPE)
    .send(JSON.stringify(problemOf(code, status, detail, request.url)));
}

/** Refuses what is no HTTP, or comes too slowly or with too large a head, and ends the connection. */
export function endUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const { status, detail } = UNREADABLE[error.code ?? ''] ?? NO_HTTP;
  const body = JSON.stringify(problemOf('invalid', status, detail, ''));
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      `content-type: ${MEDIA_TYPE}`,
      `content-length: ${Buffer.byteLength(body)}`,
      ...Object.entries(WALLS).map(([name, value]) => `${name}: ${value}`),
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

/** A refusal is read and never shown as a page. */
const WALLS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
};
const MEDIA_TYPE = 'application/problem+json';
const UNREADABLE: Readonly<Record<string, { status: number; detail: string }>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, detail: 'The request did not come to its end in time.' },
  HPE_HEADER_OVERFLOW: { status: 431, detail: 'The head of the request is larger than this server takes.' },
};
const NO_HTTP = { status: 400, detail: 'The request is no HTTP/1.1 that can be read.' };

function problemOf(code: ErrorCode, status: number, detail: string, url: string): Problem {
  return {
    type: `urn:keelwatch:problem:${code}`,
    title: TITLES[code],
    status,
    detail: shortDetail(detail),
    code,
    instance: url.slice(0, 500),
  };
}

/** Code and sentence for anything that a route throws. */
export function readError(error: unknown, asked: Asked): { code: ErrorCode; detail: string; status?: number } {
  if (error instanceof CodedError && error.code !== 'internal') return { code: error.code, detail: error.message };
  if (hasZodFastifySchemaValidationErrors(error)) return { code: 'invalid', detail: validationSentence(error, asked) };
  // The web server's own refusals (broken JSON, too large a body, unknown media type) are safe to repeat.
  const { statusCode, message } = error as Partial<FastifyError>;
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    const code = statusCode === 404 ? 'not_found' : 'invalid';
    const detail = OWN_WORDS[statusCode] ?? message ?? TITLES.invalid;
    return OWN_STATUS.has(statusCode) ? { code, detail, status: statusCode } : { code, detail };
  }
  return { code: 'internal', detail: 'An internal error happened; the log of the server has the details.' };
}

/** Refusals of the web server that HTTP has a status of their own for. */
const OWN_STATUS: ReadonlySet<number> = new Set([405, 413, 414, 415, 431]);
const OWN_WORDS: Readonly<Record<number, string>> = {
  414: 'The address of the request is longer than this server takes.',
  413: 'The body is larger than this address takes.',
  415: 'The media type of the body is not one that this address takes.',
};

/** What is said of an error is a sentence or two, whatever was sent. */
const MOST_DETAIL = 400;

export function shortDetail(detail: string): string {
  const plain = plainLine(detail);
  return plain.length > MOST_DETAIL ? `${plain.slice(0, MOST_DETAIL - 1)}…` : plain;
}

/** A method that an address does not know, where it knows others. */
export class WrongMethodError extends Error {
  readonly statusCode = 405;
  readonly allowed: readonly string[];

  constructor(method: string, path: string, allowed: readonly string[]) {
    super(`${path} takes ${allowed.join(', ')}, not ${method}.`);
    this.allowed = allowed;
  }
}

/** The parts of a request that a schema may have refused. */
export interface Asked {
  query: unknown;
  params: unknown;
  body: unknown;
}

interface ValidationIssue {
  instancePath: string;
  message?: string | undefined;
}

function validationSentence(
  error: { validation: ValidationIssue[]; validationContext?: string | undefined },
  asked: Asked,
): string {
  const context = error.validationContext === 'querystring' ? 'query' : (error.validationContext ?? 'body');
  const part = context === 'query' ? asked.query : context === 'params' ? asked.params : asked.body;
  return error.validation
    .map(({ instancePath, message }) => {
      const path = instancePath.split('/').filter((step) => step !== '');
      const field = path.length === 0 ? context : `${context} field '${path.join('.')}'`;
      return `${field} is ${written(valueAt(part, path))}: ${message ?? 'not allowed'}`;
    })
    .join('; ');
}

function valueAt(part: unknown, path: readonly string[]): unknown {
  let value = part;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

function written(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
