// The UN 1718 Designated Vessels List is published as a PDF only, and has not changed since 4 June 2020. The edition known
// is told by its hash: any other file is a new edition, or none, and wants a person to look at it.

import { createHash } from 'node:crypto';

export const UN_1718_EDITION = {
  title: '1718 Designated Vessels List, 4 June 2020',
  /** UTC ms. */
  at: Date.UTC(2020, 5, 4),
  ships: 59,
  bytes: 248_672,
  sha256: '6db4f58b8de25d576ab916a112585b3bc9fc5250f75af71c64832ffa816a7ea0',
} as const;

export type Un1718Check = { known: true; sentence: string } | { known: false; sentence: string };

export function checkUn1718Pdf(bytes: Uint8Array): Un1718Check {
  const { title, sha256 } = UN_1718_EDITION;
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found === sha256) return { known: true, sentence: `The PDF is the known edition (${title}).` };
  const isPdf = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1_024)).includes('%PDF-');
  return {
    known: false,
    sentence: isPdf
      ? `The PDF is not the known edition (${title}): its SHA-256 is ${found}. Compare it with the ships built in.`
      : `The file is no PDF (${bytes.length} bytes), so it says nothing of the ${title}.`,
  };
}
