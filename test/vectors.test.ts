// The test vectors of the detection facts, each a scenario under its own number: one that is dropped or renamed is missed
// here.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const folder = fileURLToPath(new URL('.', import.meta.url));
const VECTORS = [
  ...['PV-1', 'PV-2', 'PV-3', 'PV-4', 'PV-5', 'PV-6', 'GAP-1', 'GAP-2', 'GAP-3', 'DPC-1', 'DPC-2', 'ENC-1', 'ENC-2'],
  ...[
    'ID-1',
    'ID-2',
    'ID-3',
    'ID-4',
    'ROUTE-1',
    'ROUTE-2',
    'ROUTE-3',
    'ROUTE-4',
    'ROUTE-5',
    'SPOOF-1',
    'SIL-1',
    'SIL-2',
  ],
  ...['MMSI-1', 'RPL-1'],
  ...Array.from({ length: 7 }, (_, n) => `hygiene ${n + 1}`),
];
const titles = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && name !== 'vectors.test.ts')
  .flatMap((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    return [
      ...text.matchAll(
        /\b(?:it|test|describe)(?:\.\w+\([^)]*\))?\(\s*(['"`])((?:(?!\1).)*)\1|\]\)\((['"`])((?:(?!\3).)*)\3/gs,
      ),
    ].map((match) => match[2] ?? match[4]!);
  });

it.each(VECTORS)('%s is the name of a test', (vector) => {
  expect(titles.filter((title) => new RegExp(`(^|[^\\w-])${vector}(?![\\w-])`).test(title))).not.toEqual([]);
});
