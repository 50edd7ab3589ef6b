// Names cut by AIS: the field holds 20 characters, and 106 of 2,881 listed names are longer. A heard name of exactly 20
// may be the beginning of a listed one; that is a reason to look, never more.

import { foldName, nameKey } from './name.ts';

/** Characters in the name field of messages 5 and 24 (ITU-R M.1371). */
const NAME_FIELD = 20;

/** The key to look under, or null when the heard name did not fill the field or is no name. */
export function cutKeyOfHeard(text: string): string | null {
  const folded = foldName(text);
  return folded.length === NAME_FIELD && nameKey(folded) !== null ? signsOut(folded) : null;
}

/** The keys under which a longer listed name is filed: as written, without its signs, and without its prefix. */
export function cutKeysOfListed(text: string): string[] {
  const folded = foldName(text);
  const spellings = [folded, folded.replace(SIGNS, ' ').trim(), nameKey(text)?.plain ?? ''];
  const long = spellings.filter((spelling) => spelling.length > NAME_FIELD);
  return [...new Set(long.map((spelling) => signsOut(spelling.slice(0, NAME_FIELD))))];
}

const SIGNS = /[^\p{L}\p{M}\p{N}]+/gu;

function signsOut(text: string): string {
  return text.replace(SIGNS, '');
}
