// What an error looks like on the wire.

import { z } from 'zod';

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.enum([
      'invalid',
      'not_found',
      'conflict',
      'unauthenticated',
      'unauthorised',
      'too_many',
      'unavailable',
      'internal',
    ]),
    instance: z.string().optional(),
  })
  .describe('RFC 9457 problem details');
export type Problem = z.infer<typeof Problem>;
