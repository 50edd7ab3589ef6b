// What README, ARCHITECTURE and CHANGELOG promise, held against the program.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadReference } from '../db/reference/load.ts';
import { listScenarios } from '../db/scenarios/load.ts';
import { ALLOWANCES } from '../server/access/sign-in.ts';
import { DEFAULT_DAYS } from '../server/access/tokens.ts';
import { SETTINGS } from '../server/config.ts';
import { scopesOf } from '../server/domain/access/need.ts';
import { LONGEST, SHORTEST } from '../server/domain/access/password.ts';
import { IDLE_MS, LINK_MS, LONGEST_MS } from '../server/domain/access/session.ts';
import type { ErrorCode } from '../server/domain/errors.ts';
import { STATUS } from '../server/http/problems.ts';
import { CONFIG_KEYS, NO_CONFIG } from '../server/run/feeds/feed-config.ts';

const root = new URL('../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const readme = read('README.md');
const architecture = read('ARCHITECTURE.md');
const scripts = read('scripts/keelwatch.ts');
const { scripts: npmScripts, version } = JSON.parse(read('package.json')) as {
  scripts: Record<string, string>;
  version: string;
};

/** The rows of the first table under a heading, cells trimmed. */
function tableUnder(text: string, heading: string): string[][] {
  const section = text.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0];
  if (section === undefined) throw new Error(`there is no heading "${heading}"`);
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** Names of the commands that the program has, from the files that make them. */
const commands = readdirSync(new URL('scripts/commands/', root)).flatMap((file) =>
  [
    ...read(`scripts/commands/${file}`).matchAll(
      /export function \w+Command\(\): Command \{\s+(?:[^;]*= )?(?:return )?new Command\('([\w-]+)'\)/g,
    ),
  ].map(([, name]) => name!),
);

describe('README', () => {
  it('has exactly the variables that the program reads, with their defaults', () => {
    const rows = tableUnder(readme, 'Configuration').map(([name, fallback, meaning]) => ({
      name: name!.replaceAll('`', ''),
      fallback: fallback!.replaceAll('`', ''),
      meaning,
    }));
    expect(rows).toEqual(SETTINGS.map(({ name, fallback, meaning }) => ({ name, fallback, meaning })));
  });

  it('has exactly the settings of the file, with their defaults', () => {
    const rows = tableUnder(readme, 'Backup, and another machine').map(([key, fallback]) => [
      key!.replaceAll('`', ''),
      JSON.parse(fallback!.replaceAll('`', '')),
    ]);
    expect(Object.fromEntries(rows)).toEqual(JSON.parse(JSON.stringify(NO_CONFIG)));
    expect(rows.map(([key]) => key)).toEqual(expect.arrayContaining([...CONFIG_KEYS]));
  });

  it('says what each role may do, as the program has it', () => {
    const rows = tableUnder(readme, 'Access').map(([role, may]) => [
      role,
      [...may!.matchAll(/`(\w+)`/g)].map(([, scope]) => scope),
    ]);
    expect(rows).toEqual([
      ['viewer', scopesOf('viewer')],
      ['analyst', scopesOf('analyst')],
      ['admin', scopesOf('admin').filter((scope) => !scopesOf('analyst').includes(scope))],
    ]);
    const { address, account, browser } = ALLOWANCES;
    const said = readme.replaceAll(/\s+/g, ' ');
    expect(said).toContain(`an address has ${address.tries} and then one in ${address.backMs / 1_000} s`);
    expect(said).toContain(`an account ${account.tries} and then one in ${account.backMs / 1_000} s`);
    expect(said).toContain(`a measure of its own (${browser.tries}, then one in ${browser.backMs / 1_000} s)`);
    expect(said).toContain(`has ${SHORTEST} to ${LONGEST} letters`);
    expect(said).toContain(
      `after ${IDLE_MS / 3_600_000} h without use, after ${LONGEST_MS / 86_400_000} days in any case`,
    );
    expect(said).toContain(`one-time link (${LINK_MS / 3_600_000} h)`);
    expect(said).toContain(`${DEFAULT_DAYS} days; it is never wider than its maker`);
  });

  it('names only commands that exist', () => {
    expect(commands).toEqual(expect.arrayContaining(['serve', 'replay', 'decode', 'doctor']));
    const named = [...readme.matchAll(/npm run -s keelwatch -- (\w+)/g)].map(([, name]) => name!);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !commands.includes(name))).toEqual([]);
  });

  it('names only npm scripts that exist, start and test among them', () => {
    const named = [...readme.matchAll(/npm\s+(?:run\s+(?:-s\s+)?)?([a-z]+)/g)].map(([, name]) => name!);
    expect(named).toEqual(expect.arrayContaining(['start', 'test', 'keelwatch', 'bench', 'fuzz', 'dev']));
    expect(named.filter((name) => !(name in npmScripts))).toEqual([]);
  });

  it('gives the exit codes that the program gives', () => {
    expect(readme).toContain(
      'Exit codes: 0 done, 1 internal error, 2 bad input,\n3 something unavailable (a port in use, a folder that cannot be written).',
    );
    const codes = /const EXIT = \{([^}]*)\}/.exec(scripts)![1]!;
    const exits = Object.fromEntries([...codes.matchAll(/(\w+): (\d)/g)].map(([, code, exit]) => [code, Number(exit)]));
    const expected: Record<ErrorCode, number> = {
      internal: 1,
      invalid: 2,
      not_found: 2,
      conflict: 2,
      unauthenticated: 2,
      unauthorised: 2,
      too_many: 3,
      unavailable: 3,
    };
    expect(exits).toEqual(expected);
  });

  it('counts the hulls of the watchlist', () => {
    expect(readme).toContain(`compiled table of ${loadReference().hulls.length} hulls`);
  });

  it('names files and addresses that are there', () => {
    for (const path of ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'LICENSE'])
      expect(existsSync(new URL(path, root))).toBe(true);
    const routes = readdirSync(new URL('server/http/', root), { recursive: true })
      .filter((path) => String(path).endsWith('.ts'))
      .map((path) => read(`server/http/${path}`))
      .join('\n');
    for (const address of readme.matchAll(/`\/api\/(docs|v1\/\w+)/g)) {
      expect(routes, address[0]).toContain(address[1]!.replace('v1', ''));
    }
  });

  it('speaks of the scenarios that ship with it', () => {
    const titles = {
      'sea-bridge': 'sea bridge',
      'simons-town': 'Simon',
      'port-olya-3': 'PORT OLYA-3',
      'chon-ma-san': 'CHON MA SAN',
      'heng-yang-9': 'HENG YANG 9',
      'a-li': 'A LI',
      'cathay-phoenix': 'CATHAY PHOENIX',
      'bella-1': 'BELLA 1 near Hormuz',
      marinera: 'MARINERA',
    };
    expect(
      listScenarios()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(Object.keys(titles).sort());
    for (const title of Object.values(titles)) expect(readme).toContain(title);
  });

  it('names no path of the machine it was written on', () => {
    for (const text of [readme, architecture, read('CONTRIBUTING.md'), read('CHANGELOG.md')]) {
      expect(text).not.toMatch(/(^|[\s`("])\/(work|home|root|Users|tmp)\//m);
    }
  });
});

describe('ARCHITECTURE', () => {
  it('maps folders that exist, and every one that holds code', () => {
    const mapped = tableUnder(architecture, 'Code map').map(([folder]) => folder!.replaceAll('`', ''));
    for (const folder of mapped.filter((name) => !name.includes('*'))) {
      expect(existsSync(new URL(`${folder}/`, root)), folder).toBe(true);
    }
    const top = ['server', 'db', 'web', 'scripts', 'test'];
    expect(top.filter((folder) => !mapped.some((name) => name.split('/')[0] === folder))).toEqual([]);
  });

  it('names files that exist', () => {
    const named = [...architecture.matchAll(/`((?:server|test|db|domain)\/[\w/-]+\.ts)`/g)].map(([, path]) => path!);
    expect(named.length).toBeGreaterThan(5);
    const missing = named.filter(
      (path) => !existsSync(new URL(path, root)) && !existsSync(new URL(`server/${path}`, root)),
    );
    expect(missing).toEqual([]);
  });
});

it('the table of statuses has a status for every code, and no two meanings of one', () => {
  expect(STATUS).toEqual({
    invalid: 400,
    unauthenticated: 401,
    unauthorised: 403,
    too_many: 429,
    not_found: 404,
    conflict: 409,
    internal: 500,
    unavailable: 503,
  });
});

describe('SECURITY', () => {
  const rows = read('SECURITY.md')
    .split('\n')
    .filter((line) => /^\| \d+\./.test(line));

  it('names for each requirement a test that is there, or none and says so', () => {
    expect(rows.length).toBeGreaterThan(40);
    for (const row of rows) {
      const [, , , shown] = row.split('|').map((cell) => cell.trim());
      if (shown === '–') continue;
      const [, file, part] = /^`([\w/.-]+)`: (.+)$/.exec(shown!) ?? [];
      expect(file, row).toBeDefined();
      expect(read(`test/${file}`).replaceAll(/\s+/g, ' '), row).toContain(part!);
    }
  });
});

it('CHANGELOG begins with the version of package.json', () => {
  expect(/^## (\d+\.\d+\.\d+)/m.exec(read('CHANGELOG.md'))?.[1]).toBe(version);
});

it('npm start and npm test prepare what they need first', () => {
  expect(npmScripts).toMatchObject({
    prestart: 'node scripts/prepare.mjs',
    start: 'node scripts/keelwatch.ts serve',
    pretest: 'node scripts/prepare.mjs',
    test: 'npm run check',
  });
  expect(existsSync(fileURLToPath(new URL('scripts/prepare.mjs', root)))).toBe(true);
});
