// The dependency rules of the house, read from the imports of every file. ARCHITECTURE.md says why each one stands.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

interface Import {
  file: string;
  /** A path from the root for our own files, else the package name. */
  target: string;
  typeOnly: boolean;
}

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => /\.tsx?$/.test(name));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found: Import[] = [];
  const pattern = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|import\('([^']+)'\)/g;
  for (const match of text.matchAll(pattern)) {
    const name = match[2] ?? match[3]!;
    const own = name.startsWith('.');
    found.push({
      file,
      target: own ? relative(root, resolve(root, dirname(file), name.replace(/\?.*$/, ''))) : name,
      typeOnly: match[1] !== undefined,
    });
  }
  return found;
}

const files = ['server', 'web', 'db', 'scripts'].flatMap(filesUnder);
const imports = files.flatMap(importsOf);

/** Imports from `folder` that the rule does not allow, as "file → target". */
function strays(folder: string, allowed: (target: Import) => boolean): string[] {
  return imports
    .filter(({ file }) => file.startsWith(folder))
    .filter((found) => !found.target.startsWith(folder) && !allowed(found))
    .map(({ file, target }) => `${file} → ${target}`);
}

const isOwn = ({ target }: Import) => /^(server|web|db|scripts|test)\//.test(target);

describe('arrows point down', () => {
  it('lets the domain import nothing but itself', () => {
    expect(strays('server/domain/', () => false)).toEqual([]);
  });

  it('lets the decoder import nothing but types of the domain', () => {
    expect(strays('server/ais/', (i) => i.typeOnly && i.target.startsWith('server/domain/'))).toEqual([]);
  });

  it('keeps the wings apart: feeds, lists and channels see the domain, the decoder, the network guard, the clock and their packages', () => {
    for (const wing of ['server/feeds/', 'server/lists/', 'server/channels/']) {
      expect(
        strays(wing, (i) => !isOwn(i) || /^server\/(domain|ais|net|files)\/|^server\/seams\/clock\.ts$/.test(i.target)),
      ).toEqual([]);
    }
  });

  it('lets the room that says who may do what see the domain, the seams and its packages', () => {
    expect(strays('server/access/', (i) => !isOwn(i) || /^server\/(domain|seams)\//.test(i.target))).toEqual([]);
  });

  it('lets the reader of files see the errors of the domain alone', () => {
    expect(strays('server/files/', (i) => !isOwn(i) || i.target === 'server/domain/errors.ts')).toEqual([]);
  });

  it('lets the network guard see its packages alone', () => {
    expect(strays('server/net/', (i) => !isOwn(i))).toEqual([]);
  });

  it('lets the seams see the domain and nothing else of ours', () => {
    expect(strays('server/seams/', (i) => !isOwn(i) || i.target.startsWith('server/domain/'))).toEqual([]);
  });

  it('keeps the rooms that run, watch and serve people below the routes', () => {
    const below = /^server\/(domain|ais|files|feeds|lists|seams|run|watch|desk)\/|^server\/config\.ts$/;
    for (const room of ['server/run/', 'server/watch/', 'server/desk/']) {
      expect(strays(room, (i) => !isOwn(i) || below.test(i.target))).toEqual([]);
    }
  });

  it('lets the room that tells people see the channels, the log and the store', () => {
    const below = /^server\/(domain|channels|net|seams|run)\//;
    expect(strays('server/tell/', (i) => !isOwn(i) || below.test(i.target))).toEqual([]);
  });

  it('lets the room of evidence see the rooms that run, watch and serve people, and what decides again the domain alone', () => {
    const below = /^server\/(domain|feeds|seams|run|watch|desk)\//;
    expect(strays('server/evidence/', (i) => !isOwn(i) || below.test(i.target))).toEqual([]);
    expect(strays('server/evidence/again/', (i) => i.target.startsWith('server/domain/'))).toEqual([]);
  });

  it('lets the routes see the rooms below them, and reach files of db only as types', () => {
    expect(
      strays('server/http/', (i) => {
        if (!isOwn(i)) return true;
        return i.target.startsWith('db/')
          ? i.typeOnly
          : /^server\/(access|files|domain|seams|run|watch|desk|tell|evidence)\//.test(i.target);
      }),
    ).toEqual([]);
  });

  it('lets the database see the domain, the seams and its own packages', () => {
    expect(strays('db/', (i) => !isOwn(i) || /^server\/(domain|seams)\//.test(i.target))).toEqual([]);
  });

  it('lets the page take the shapes on the wire, as types, and nothing else of the server', () => {
    const isBundle = ({ file }: Import) => file.startsWith('web/bundle/');
    expect(
      strays('web/', (i) => !isOwn(i) || isBundle(i) || (i.typeOnly && i.target.startsWith('server/http/wire/'))),
    ).toEqual([]);
  });

  it('lets the script of evidence bundles see what decides again, and nothing of the page', () => {
    expect(
      strays(
        'web/bundle/',
        (i) => /^server\/evidence\/again\//.test(i.target) || (i.typeOnly && /^server\/domain\//.test(i.target)),
      ),
    ).toEqual([]);
  });

  it('lets only web/map touch the map library', () => {
    const stray = imports.filter(
      ({ file, target }) => target.startsWith('maplibre-gl') && !file.startsWith('web/map/'),
    );
    expect(stray.filter(({ target }) => !target.endsWith('.css'))).toEqual([]);
  });

  it('lets nobody import the scripts or the tests', () => {
    expect(
      imports.filter(({ file, target }) => !file.startsWith('scripts/') && /^(scripts|test)\//.test(target)),
    ).toEqual([]);
  });
});

describe('the pure core', () => {
  const pure = files.filter((file) => /^server\/(domain|ais)\//.test(file));

  it('never asks the time, rolls dice, waits or logs', () => {
    const forbidden = /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\basync\b|\bawait\b|\bconsole\./;
    const offenders = pure.filter((file) => forbidden.test(withoutComments(readFileSync(join(root, file), 'utf8'))));
    expect(offenders).toEqual([]);
  });
});

describe('the house', () => {
  it('keeps all SQL in db/', () => {
    const sql = /\b(SELECT\s[\s\S]{1,400}?\sFROM|INSERT (OR \w+ )?INTO|DELETE FROM|CREATE TABLE|UPDATE \w+ SET)\b/;
    const offenders = files.filter(
      (file) => !file.startsWith('db/') && sql.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(offenders).toEqual([]);
  });

  it('keeps every file of the program under 350 lines', () => {
    const long = files.filter((file) => readFileSync(join(root, file), 'utf8').trimEnd().split('\n').length > 350);
    expect(long).toEqual([]);
  });

  it('has no shared drawers', () => {
    expect(files.filter((file) => /\/(types|utils|util|common|helpers|misc)(\.tsx?$|\/)/.test(file))).toEqual([]);
  });

  it('opens every file with a paragraph that says what it is', () => {
    const silent = files.filter((file) => !/^(#!.*\n)?(\/\/|\/\*)/.test(readFileSync(join(root, file), 'utf8')));
    expect(silent).toEqual([]);
  });

  it('names files in kebab case, and components in Pascal case', () => {
    const odd = files.filter((file) => !/\/([a-z0-9]+(-[a-z0-9]+)*\.ts|[A-Za-z0-9-]+\.tsx|[a-z-]+\.d\.ts)$/.test(file));
    expect(odd).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1');
}
