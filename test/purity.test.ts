// Purity by the compiler: in the rooms of the pure core the names of a host do not compile. Each name is put into a file
// that is checked under the room's own tsconfig.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const root = resolve(fileURLToPath(new URL('../', import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'keelwatch-purity-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Names that the compiler does not know in a file of the room. */
function unknownIn(room: string, names: readonly string[]): string[] {
  const file = join(folder, `${room.replaceAll('/', '-')}.ts`);
  writeFileSync(file, `${names.map((name, i) => `export const n${i} = ${name};`).join('\n')}\n`);
  const config = join(folder, `${room.replaceAll('/', '-')}.json`);
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(root, room, 'tsconfig.json'),
      include: [file],
      compilerOptions: { typeRoots: [join(root, 'node_modules', '@types')] },
    }),
  );
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { stdout } = spawnSync(process.execPath, [compiler, '-p', config, '--pretty', 'false'], { encoding: 'utf8' });
  return [...stdout.matchAll(/Cannot find name '(\w+)'/g)].map((match) => match[1]!);
}

const HOST = [
  'setTimeout',
  'setInterval',
  'fetch',
  'process',
  'document',
  'window',
  'console',
  'performance',
  'crypto',
];

describe('the names of a host do not compile', () => {
  it.each(['server/domain', 'server/ais'])('in %s', (room) => {
    expect(unknownIn(room, HOST)).toEqual(HOST);
  });

  it('those of a page in server', () => {
    expect(unknownIn('server', ['document', 'window'])).toEqual(['document', 'window']);
  });

  it('and those of the language do', () => {
    expect(unknownIn('server/domain', ['Math', 'Map', 'structuredClone'])).toEqual(['structuredClone']);
  });
});
