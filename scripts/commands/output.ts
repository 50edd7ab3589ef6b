// Results on standard output, gathered into larger writes that wait when the reader is slow.

import { plainLines } from '../../server/domain/plain-text.ts';

/** Characters gathered before they are written: a pipe's worth. */
const CHUNK = 65_536;

export interface Output {
  line(text: string): void;
  /** True when `flush` should be awaited before more is written. */
  readonly full: boolean;
  flush(): Promise<void>;
}

export function standardOutput(): Output {
  let gathered: string[] = [];
  let length = 0;
  return {
    line(text) {
      const shown = plainLines(text);
      gathered.push(shown);
      length += shown.length + 1;
    },
    get full() {
      return length >= CHUNK;
    },
    async flush() {
      if (gathered.length === 0) return;
      const text = `${gathered.join('\n')}\n`;
      gathered = [];
      length = 0;
      if (!process.stdout.write(text)) await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
    },
  };
}

/** Counts by name, largest first, as aligned lines. */
export function table(counts: Readonly<Record<string, number>>, indent = '  '): string[] {
  const rows = Object.entries(counts).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const width = Math.max(0, ...rows.map(([, count]) => count.toLocaleString('en').length));
  return rows.map(([name, count]) => `${indent}${count.toLocaleString('en').padStart(width)}  ${name}`);
}
