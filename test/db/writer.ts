// A program that writes to a store until it is killed, for the test of that: one event and one cursor step a commit,
// and a line on standard output for each commit that was acknowledged.

import { openStore } from '../../db/sqlite-store.ts';
import { batchOf, DAY0, sampleAlert, sampleCall, sampleFix } from '../contract/samples.ts';

const store = openStore(process.argv[2]!);
let next = ((await store.cursors('live'))[0]?.position ?? -1) + 1;
for (;;) {
  const seq = await store.commit(
    batchOf('live', {
      fixes: Array.from({ length: 50 }, (_, i) => sampleFix({ at: DAY0 + next * 50 + i })),
      events: [sampleCall({ id: `call-${next}` })],
      alerts: [sampleAlert({ id: `alert-${next}` })],
      cursor: [{ source: 'f', position: next }],
    }),
  );
  process.stdout.write(`${next} ${seq}\n`);
  next++;
}
