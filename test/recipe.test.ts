// CONTRIBUTING's recipe for a kind of event, walked in a copy: once the kind has its line in the table of facts, the
// compiler asks for its detector and sentence, its shape on the wire and its entry of the page, and for nothing else.

import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const REGISTRIES = ['server/domain/kinds/index.ts', 'server/http/wire/kinds/index.ts', 'web/kinds.tsx'];

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'keelwatch-recipe-'));
  for (const name of ['server', 'web', 'tsconfig.json', 'package.json']) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  write('tsconfig.recipe.json', JSON.stringify({ extends: './tsconfig.json', include: REGISTRIES }));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

test('a new kind of event is a folder, a shape on the wire and an entry of the page, each asked for by the compiler', async () => {
  write(
    'server/domain/kinds/drill/facts.ts',
    `import type { EventOf } from '../../event.ts';
     export interface DrillFacts { boats: number }
     export type Drill = EventOf<'drill', DrillFacts>;`,
  );
  addLine(
    'server/domain/kinds/event.ts',
    "import type { DrillFacts } from './drill/facts.ts';",
    'interface FactsByKind {',
    '  drill: DrillFacts;',
  );
  expect(await filesWithErrors()).toEqual(REGISTRIES);

  write(
    'server/domain/kinds/drill/settings.ts',
    `import type { Setting } from '../detector.ts';
     export const DRILL_SETTINGS = {
       boats: { name: 'boats', value: 2, unit: 'boats', meaning: 'least number of boats', ground: 'a test' },
     } satisfies Record<string, Setting>;`,
  );
  write(
    'server/domain/kinds/drill/drill.ts',
    `import type { Detector } from '../detector.ts';
     import { DRILL_SETTINGS } from './settings.ts';
     export const drill: Detector<{ boats: number }> = {
       name: 'drill',
       ships: 'watched',
       settings: Object.values(DRILL_SETTINGS),
       begin: () => ({ boats: 0 }),
       tick() {},
       fix() {},
     };`,
  );
  write(
    'server/domain/kinds/drill/sentence.ts',
    `import type { Drill } from './facts.ts';
     export const drillSentence = ({ facts }: Drill, name: string): string => \`\${name} lowered \${facts.boats} boats.\`;`,
  );
  addLine(
    REGISTRIES[0]!,
    "import { drill } from './drill/drill.ts';\nimport { drillSentence } from './drill/sentence.ts';",
    'const KINDS = {',
    '  drill: { vessel: drill, sentence: drillSentence },',
  );
  write(
    'server/http/wire/kinds/drill.ts',
    `import { z } from 'zod';
     import { eventShape } from '../event.ts';
     export const Drill = eventShape('drill', z.object({ boats: z.number() }));`,
  );
  addLine(REGISTRIES[1]!, "import { Drill } from './drill.ts';", 'export const KINDS = {', '  drill: Drill,');
  addLine(
    REGISTRIES[2]!,
    '',
    'const KINDS: { [K in EventKind]: Kind<K> } = {',
    "  drill: { word: 'Drill', title: ({ facts }) => String(facts.boats), group: 'Zones', Facts: () => null },",
  );
  expect(await filesWithErrors()).toEqual([]);
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(copy, path)), { recursive: true });
  writeFileSync(join(copy, path), text);
}

/** Adds an import on top of the others, and a line below the one that begins the table. */
function addLine(path: string, imported: string, table: string, line: string): void {
  const text = readFileSync(join(copy, path), 'utf8');
  if (!text.includes(table)) throw new Error(`${path} has no '${table}'`);
  write(path, text.replace(/^import /m, `${imported}\nimport `).replace(table, `${table}\n${line}`));
}

/** Files of the copy that do not compile, in order of name. */
async function filesWithErrors(): Promise<string[]> {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { promise, resolve: done } = Promise.withResolvers<string>();
  execFile(process.execPath, [compiler, '--noEmit', '-p', 'tsconfig.recipe.json'], { cwd: copy }, (error, stdout) => {
    done(error !== null && stdout === '' ? `${error.message}(` : stdout);
  });
  const files = (await promise).split('\n').filter((line) => /^\S/.test(line));
  return [...new Set(files.map((line) => line.slice(0, line.indexOf('('))))].sort();
}
