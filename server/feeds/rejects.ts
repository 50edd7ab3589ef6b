// Counts why lines gave no report, and keeps the first few of each reason for the person who has to find them.

export interface RejectExample {
  source: string;
  line: number;
  /** The line, shortened; '' where the parser no longer had it. */
  text: string;
}

export interface Rejects {
  /** By reason. */
  readonly counts: Record<string, number>;
  readonly examples: Record<string, RejectExample[]>;
  add(source: string, reason: string, line: number, bytes: Uint8Array, start: number, end: number): void;
}

/** Examples kept of each reason. */
const MOST_EXAMPLES = 5;
const EXAMPLE_CHARACTERS = 120;

export function createRejects(): Rejects {
  const counts: Record<string, number> = {};
  const examples: Record<string, RejectExample[]> = {};
  return {
    counts,
    examples,
    add: (source, reason, line, bytes, start, end) => {
      const count = counts[reason] ?? 0;
      counts[reason] = count + 1;
      if (count >= MOST_EXAMPLES) return;
      examples[reason] ??= [];
      examples[reason].push({ source, line, text: shortened(bytes, start, end) });
    },
  };
}

function shortened(bytes: Uint8Array, start: number, end: number): string {
  const text = new TextDecoder()
    .decode(bytes.subarray(start, Math.min(end, start + 4 * EXAMPLE_CHARACTERS)))
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
  return text.length > EXAMPLE_CHARACTERS ? `${text.slice(0, EXAMPLE_CHARACTERS - 1)}…` : text;
}
