// Errors as RFC 9457 problem details. Comes in: whatever was thrown. Goes out: a code of the closed list, its title and
// one sentence for the caller. Details of our own mistakes never leave this room; they go to the log.

import type { FastifyError } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { CodedError, type ErrorCode } from '../domain/errors.ts';
import { plainLine } from '../domain/plain-text.ts';

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
