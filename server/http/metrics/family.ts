// A family of metrics as this program writes it down: one line of a table with its name, its meaning and how its values are
// read from what was seen at the scrape. `register` makes of such lines what prom-client prints. Names go by the conventions
// of Prometheus: base units, `_total` for what only counts up. Labels are few and bounded, and never name a ship.

import { Counter, Gauge, type Registry } from 'prom-client';
import { plainLine } from '../../domain/plain-text.ts';

export type Values = Iterable<readonly [labels: Readonly<Record<string, string>>, value: number | null]>;

export interface Family<Seen> {
  name: `keelwatch_${string}`;
  type: 'counter' | 'gauge';
  help: string;
  labels?: readonly string[];
  /** A value that is not known is left out, never printed as 0. */
  read(seen: Seen): Values;
}

/** Rows of one family; beyond it they are left out, and `keelwatch_series_left_out` says how many. */
export const MOST_ROWS = 2_000;

const MOST_LETTERS = 120;

export interface Registered<Seen> {
  /** Puts the values of what was seen in the place of those before. Returns how many found no place. */
  fill(seen: Seen): number;
}

export function register<Seen>(registry: Registry, families: readonly Family<Seen>[]): Registered<Seen> {
  const metrics = families.map((family) => {
    const { name, help, labels = [] } = family;
    const options = { name, help, labelNames: [...labels], registers: [registry] };
    return { family, metric: family.type === 'counter' ? new Counter(options) : new Gauge(options) };
  });
  return {
    fill(seen) {
      let leftOut = 0;
      for (const { family, metric } of metrics) {
        metric.reset();
        let rows = 0;
        for (const [labels, value] of family.read(seen)) {
          if (value === null || !Number.isFinite(value)) continue;
          if (++rows > MOST_ROWS) leftOut++;
          else metric.inc(cleaned(labels), value);
        }
        // Without labels prom-client prints 0 where nobody has said anything.
        if (rows === 0 && (family.labels ?? []).length === 0) metric.remove();
      }
      return leftOut;
    },
  };
}

/** Reasons and ids may carry what others wrote. */
function cleaned(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).map(([name, text]) => [name, plainLine(text).slice(0, MOST_LETTERS)]),
  );
}

/** A metric without labels. */
export const alone = (value: number | null | undefined): Values => [[{}, value ?? null]];
