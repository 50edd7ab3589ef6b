// The Grafana dashboard asks for nothing that /metrics does not print.

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMetrics } from '../http/metrics-text.ts';
import { openRig, type Rig } from '../http/rig.ts';

interface Panel {
  title: string;
  targets?: { expr: string; legendFormat: string }[];
}
const path = new URL('../../scripts/grafana/keelwatch.json', import.meta.url);
const { panels } = JSON.parse(readFileSync(path, 'utf8')) as { panels: Panel[] };
/** Of PromQL, as far as the dashboard speaks it. */
const WORDS = new Set(['sum', 'by', 'rate', 'increase', 'histogram_quantile', 'time']);

let rig: Rig;
let printed: ReturnType<typeof readMetrics>;
beforeAll(async () => {
  rig = await openRig();
  printed = readMetrics((await rig.app.inject({ url: '/metrics', headers: { host: 'localhost' } })).body);
});
afterAll(() => rig.close());

/** Names of metrics in an expression: what is neither a word of PromQL, a label, a value nor a span. */
function metricsIn(expr: string): string[] {
  const bare = expr.replace(/\{[^}]*\}|\[[^\]]*\]|\bby \([^)]*\)/g, ' ');
  return [...bare.matchAll(/[a-z_][a-z0-9_]*/gi)].map(([word]) => word).filter((word) => !WORDS.has(word));
}

test('every expression of the dashboard names metrics that are printed', () => {
  const targets = panels.flatMap(({ title, targets: all = [] }) => all.map(({ expr }) => ({ title, expr })));
  expect(targets.length).toBeGreaterThan(20);
  for (const { title, expr } of targets) {
    const names = metricsIn(expr);
    expect(names, title).not.toEqual([]);
    for (const name of names) expect(printed.has(name.replace(/_bucket$/, '')), `${title}: ${name}`).toBe(true);
  }
});

test('a counter is read as a rate or an increase, and a gauge as it is', () => {
  for (const { title, targets = [] } of panels)
    for (const { expr } of targets)
      for (const name of metricsIn(expr)) {
        const counted = /_total$|_bucket$/.test(name);
        const moving = new RegExp(`(rate|increase)\\(${name}\\b`).test(expr);
        expect(moving, `${title}: ${expr}`).toBe(counted);
      }
});
