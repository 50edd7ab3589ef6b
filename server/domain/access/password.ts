// What makes a password good enough: its length, and that it is none of those that everybody tries (OWASP ASVS 5.0, 6.2). No
// kinds of letters are asked for, and none ends by itself.

export const SHORTEST = 8;
export const LONGEST = 128;
/** Of a name or a word of ours: the rest of the password must be worth something by itself. */
const LEAST_BESIDE = 4;

/** Null: good enough; else one sentence that does not repeat it. */
export function faultOf(
  password: string,
  { name, common }: { name: string; common: ReadonlySet<string> },
): string | null {
  const letters = [...password].length;
  if (letters < SHORTEST) return `A password has at least ${SHORTEST} letters; this one has ${letters}.`;
  if (letters > LONGEST) return `A password has at most ${LONGEST} letters; this one has ${letters}.`;
  const folded = password.toLowerCase();
  if (common.has(folded)) return 'This password is among the 3,000 that are tried first; take another.';
  for (const word of ['keelwatch', name.toLowerCase()]) {
    if (word.length >= 3 && folded.includes(word) && folded.replaceAll(word, '').length < LEAST_BESIDE) {
      return `This password is little more than '${word}'; take another.`;
    }
  }
  if (new Set(folded).size < 3) return 'This password is one or two letters again and again; take another.';
  return null;
}
