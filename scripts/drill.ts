// Kills the sender of messages without warning, many times, under bad receivers, and says what arrived. Exits with 1 when a
// message was lost, came under two ids or before what it corrects, or is held for ever.
// Usage: npm run drill -- [--rounds 200] [--alerts 12] [--seed 1]

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killDrill } from '../test/tell/kill-drill.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    alerts: { type: 'string', default: '12' },
    seed: { type: 'string', default: '1' },
    patience: { type: 'string', default: '200' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'keelwatch-drill-'));
try {
  const drilled = await killDrill({
    rounds: Number(values.rounds),
    alerts: Number(values.alerts),
    seed: Number(values.seed),
    patienceMs: Number(values.patience),
    folder,
    progress: (round, arrived) => process.stderr.write(`\rround ${round} of ${values.rounds}, ${arrived} arrived `),
  });
  const { alerts, messages, arrived, doubled, wrong } = drilled;
  console.log(
    `\n${values.rounds} kills (seed ${values.seed}): ${alerts} alerts, ${messages} messages to three receivers, ${arrived} arrivals, ${doubled} of them once more under the same id.`,
  );
  console.log(wrong.length === 0 ? 'None lost, none under two ids, none out of order, none held.' : wrong.join('\n'));
  process.exitCode = wrong.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
