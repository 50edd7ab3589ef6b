// The key that signs bundles of evidence, on the wire.

import { z } from 'zod';

export const EvidenceKey = z.object({
  algorithm: z.literal('Ed25519'),
  fingerprint: z
    .string()
    .describe('SHA-256 of the public key (SPKI DER): tell it to readers of bundles by another way'),
  publicKey: z.string().describe('SPKI DER, base64'),
});
export type EvidenceKey = z.infer<typeof EvidenceKey>;
