// The replies of a route for the document and the serialiser: its own on success, problem details on any refusal.

import type { z } from 'zod';
import { Problem } from './wire/problem.ts';

const refusal = {
  description: Problem.description ?? '',
  content: { 'application/problem+json': { schema: Problem } },
};
const refusals = { '4xx': refusal, '5xx': refusal };

export function answers<T extends z.ZodType>(success: T) {
  return { response: { 200: success, ...refusals } };
}

/** For routes that answer in several media types, or in one that is not JSON. */
export function answersOf(contents: Readonly<Record<string, z.ZodType>>) {
  const content = Object.fromEntries(Object.entries(contents).map(([type, schema]) => [type, { schema }]));
  return { response: { 200: { description: 'oldest first, or as the format has it', content }, ...refusals } };
}
