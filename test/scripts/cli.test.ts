// The command line as people and scripts run it: a process of its own, its exit code, and what it writes where.

import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadScenario } from '../../db/scenarios/load.ts';

const program = fileURLToPath(new URL('../../scripts/keelwatch.ts', import.meta.url));
const recording = loadScenario('chon-ma-san')!.track.path;
const folder = mkdtempSync(join(tmpdir(), 'keelwatch-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

interface How {
  env?: Record<string, string>;
  /** Standard input. */
  input?: Uint8Array;
  /** Reads standard output no further than its first line. */
  first?: boolean;
  /** Told to stop once this stands on standard error. */
  until?: string;
}

async function keelwatch(args: readonly string[], { env = {}, input, first, until }: How = {}): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { ...process.env, KEELWATCH_DEMO: 'none', KEELWATCH_LISTEN: '127.0.0.1:0', KEELWATCH_LOG: 'error', ...env },
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input ?? new Uint8Array());
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    err += chunk;
    if (until !== undefined && err.includes(until)) child.kill('SIGTERM');
  });
  let out = '';
  if (first) {
    for await (const chunk of child.stdout) {
      out = String(chunk).split('\n')[0]!;
      break;
    }
    child.stdout.destroy();
  } else out = await text(child.stdout);
  return { code: await ended, out, err };
}

/** It ended with this code, said this one sentence on standard error and nothing else of its own. */
function expectRefusal(ended: Ended, code: number, sentence: string | RegExp): void {
  expect(ended.err).toMatch(sentence);
  expect(ended.err).not.toMatch(/^\s+at /m);
  expect(ended.err.trim().split('\n').length, ended.err).toBeLessThanOrEqual(2);
  expect(ended.code).toBe(code);
}

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return name;
}

/** Bytes as a compiled program has them, the same on every run. */
const binary = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919 + (i >> 3)) & 0xff);

describe.concurrent('a file that is no recording', () => {
  it.each(['decode', 'replay'])('that is not there: %s says which', async (command) => {
    expectRefusal(await keelwatch([command, 'missing.nmea']), 2, /^keelwatch: there is no file missing\.nmea\n$/);
  });

  it.each(['decode', 'replay'])('that is empty: %s says so', async (command) => {
    const name = file(`empty-${command}.nmea`, '');
    expectRefusal(await keelwatch([command, name]), 2, `keelwatch: ${name} is empty`);
  });

  it.each(['decode', 'replay'])('that is binary: %s says so', async (command) => {
    const name = file(`program-${command}.nmea`, binary);
    expectRefusal(await keelwatch([command, name]), 2, `keelwatch: ${name} is a binary file, not a recording`);
  });

  it.each(['decode', 'replay'])('that is a folder: %s says so', async (command) => {
    mkdirSync(join(folder, `folder-${command}`));
    expectRefusal(await keelwatch([command, `folder-${command}`]), 2, `folder-${command} is a folder, not a file`);
  });

  it.skipIf(process.getuid?.() === 0)('that may not be read (skipped for the superuser, who may)', async () => {
    const name = file('secret.nmea', '!AIVDM');
    chmodSync(join(folder, name), 0);
    expectRefusal(await keelwatch(['replay', name]), 2, `${name} cannot be read: permission denied`);
  });

  it('a table with an unknown header: replay names the header and what it knows', async () => {
    const name = file('sales.csv', 'customer,amount\n1,2\n');
    expectRefusal(
      await keelwatch(['replay', name]),
      2,
      /sales\.csv has the unknown CSV header "customer,amount"\. Known/,
    );
  });

  it('a text without any sentence: decode still gives its summary', async () => {
    const ended = await keelwatch(['decode', file('letter.txt', 'Dear Sir,\nno ship today.\n'), '--json']);
    expectRefusal(ended, 2, 'keelwatch: letter.txt holds no AIS sentence in its 2 lines.');
    expect(JSON.parse(ended.out)).toMatchObject({ summary: { lines: 2, messages: 0 } });
  });

  it('damaged half-way: what stands before is said, and the damage', async () => {
    const name = file('half.nmea.gz', readFileSync(recording).subarray(0, 20_000));
    const ended = await keelwatch(['replay', name, '--json', '--quiet']);
    expectRefusal(ended, 2, /half\.nmea\.gz is damaged: .*; \d+ reports were read before that/);
    const { summary } = JSON.parse(ended.out.trim().split('\n').at(-1)!);
    expect(summary.reports).toBeGreaterThan(100);
  });
});

describe.concurrent('a wrong call', () => {
  it.each([
    [['fly'], /error: unknown command 'fly'/],
    [['decode'], /error: missing required argument 'file'/],
    [['decode', 'a.nmea', '--loud'], /error: unknown option '--loud'/],
    [['replay'], /keelwatch: replay needs at least one file, --scenario or --as-heard/],
    [['replay', 'a.nmea', '--as-heard', '2'], /takes neither files nor a scenario/],
    [['replay', '--as-heard', 'all'], /use a number of hours above 0/],
    [['replay', '--scenario', 'atlantis'], /keelwatch: there is no scenario "atlantis"; known are: sea-bridge, /],
    [['replay', 'a.nmea', '--as-of', 'soon'], /argument 'soon' is invalid. use one of: then, now/],
    [['replay', 'a.nmea', '--start', 'noon'], /use a time such as 2024-02-08T00:00:00Z/],
    [['replay', 'a.nmea', '--rate', 'fast'], /use a number above 0/],
    [['replay', 'a.nmea', '--mmsi', '12'], /an MMSI has nine digits/],
    [['replay', 'a.nmea', '--columns', 'mmsi'], /"mmsi" is not field=column/],
    [['lists', 'import'], /error: missing required argument 'source'/],
    [['serve', '--as-of', 'soon'], /argument 'soon' is invalid/],
  ] as const)('%j ends with code 2 and a sentence', async (args, sentence) => {
    expectRefusal(await keelwatch(args), 2, sentence);
  });
});

describe('a monitor that cannot start', () => {
  let taken: Server;
  let listenPort = 0;
  beforeAll(async () => {
    taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    listenPort = (taken.address() as { port: number }).port;
  });
  afterAll(() => void taken.close());

  const serve = (env: Record<string, string>, ...args: string[]) => keelwatch(['serve', ...args], { env });

  it('because its port is in use', async () => {
    const env = { KEELWATCH_LISTEN: `127.0.0.1:${listenPort}`, KEELWATCH_DATA: join(folder, 'busy') };
    expectRefusal(await serve(env), 3, `keelwatch: 127.0.0.1:${listenPort} is already in use by another program.`);
  });

  it('because its data folder cannot be made', async () => {
    const name = file('not-a-folder', 'a file');
    for (const path of [name, join(name, 'below')]) {
      expectRefusal(await serve({ KEELWATCH_DATA: join(folder, path) }), 3, /^keelwatch: The data folder .* cannot be/);
    }
  });

  it('because the place of its recordings is taken', async () => {
    mkdirSync(join(folder, 'taken'));
    file('taken/recordings', 'a file');
    expectRefusal(
      await serve({ KEELWATCH_DATA: join(folder, 'taken') }),
      3,
      /taken\/recordings cannot be made or written/,
    );
  });

  it('because of its configuration', async () => {
    expectRefusal(
      await serve({ KEELWATCH_LISTEN: 'everywhere' }),
      2,
      'KEELWATCH_LISTEN is "everywhere"; use host:port',
    );
    expectRefusal(
      await serve({ KEELWATCH_DEMO: 'atlantis' }),
      2,
      'KEELWATCH_DEMO is "atlantis"; known scenarios are: ',
    );
    expectRefusal(await serve({ KEELWATCH_LISTEN: '0.0.0.0:0', KEELWATCH_DATA: join(folder, 'open') }), 3, "'0.0.0.0'");
  });

  it('on a recording that is not there', async () => {
    const env = { KEELWATCH_DATA: join(folder, 'no-file') };
    expectRefusal(await serve(env, '--replay', 'missing.nmea'), 2, /^keelwatch: there is no file .*missing\.nmea\n$/);
  });

  it('starts when all is well, says where, and stops when it is told to', async () => {
    const env = { KEELWATCH_DATA: join(folder, 'well') };
    const ended = await keelwatch(['serve'], { env, until: '--feed kystverket' });
    const [ready, feeds, ...rest] = ended.err.split('\n');
    expect(ready).toMatch(/^keelwatch is ready: open http:\/\/127\.0\.0\.1:\d+ in a browser\. Ctrl-C stops it\.$/);
    expect(feeds).toMatch(/^No live feed is switched on, .*--feed digitraffic, or --feed kystverket\.$/);
    expect(rest).toEqual(['']);
    expect(ended.code).toBe(0);
  });
});

describe.concurrent('what it prints', () => {
  const lines = ({ out }: Ended) =>
    out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('decode --json: one object per message and last a summary that adds up', async () => {
    const broken = '!AIVDM,1,1,,A,13u?etPv2;0n:dDPwUM1U1Cb069D,0*00\nnot a sentence\n';
    const name = file('mixed.nmea', Buffer.concat([gunzipSync(readFileSync(recording)), Buffer.from(broken)]));
    const ended = await keelwatch(['decode', name, '--json', '--rejects', '--quiet']);
    expect(ended.code).toBe(0);
    const said = lines(ended);
    const { summary } = said.pop();
    const messages = said.filter((line) => 'type' in line);
    const rejects = said.filter((line) => 'reject' in line);
    expect(messages).toHaveLength(summary.messages);
    const sum = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0);
    expect(sum(summary.messagesByType)).toBe(summary.messages);
    expect(sum(summary.rejects)).toBe(rejects.length);
    expect(summary.rejects).toEqual({ [rejects[0].reject]: 1 });
    expect(summary.lines).toBe(summary.sentences + summary.notAis);
    expect(summary.sentences).toBe(summary.joined + sum(summary.rejects));
  });

  it('replay --json: events and alerts as they were said, and last a summary that adds up', async () => {
    const ended = await keelwatch(['replay', '--scenario', 'chon-ma-san', '--json', '--quiet']);
    expect(ended.code).toBe(0);
    const said = lines(ended);
    const { summary } = said.pop();
    expect(summary.label).toMatch(/^reconstructed: sightings are as published, positions and their days invented$/);
    const ids = (kind: string) => new Set(said.flatMap((line) => line[kind]?.id ?? []));
    const sum = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0);
    expect(sum(summary.events)).toBe(ids('event').size);
    expect(sum(summary.alerts)).toBe(ids('alert').size);
    expect(ids('alert').size).toBeGreaterThan(0);
    expect(summary.positions + summary.statics).toBe(summary.reports);
    const cases = said.filter((line) => 'case' in line);
    expect(cases.map((line) => [line.case.sentence, line.label])).toEqual([
      ['CHON MA SAN: 1 call at Vostochny, 19 to 21 Oct 2024; observed on AIS.', summary.label],
    ]);
    expect(sum(summary.cases)).toBe(1);
    for (const { alert, label } of said.filter((line) => 'alert' in line)) {
      expect(alert.evidence.hash).toMatch(/^[0-9a-f]{64}$/);
      expect(label).toBe(summary.label);
    }
  });

  it('replay without --json: an account for people, with the label first', async () => {
    const { code, out } = await keelwatch(['replay', '--scenario', 'chon-ma-san', '--quiet']);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Note: reconstructed.*\nCases: 1, .*\ncritical, high confidence {2}Oil to the DPRK\n {2}CHON MA SAN: 1 call/i,
    );
    expect(out).toMatch(/\nPort calls: \d+\n/);
    expect(out).toMatch(/critical, [a-z]+ confidence \(observed\) {2}CHON MA SAN .* called at Vostochny/);
  });

  it('replay --every-ship: a ship that is on no list passes every detector', async () => {
    const header = 'mmsi,timestamp,lon,lat,sog\n';
    const rows = ['2024-02-01T00:00:00Z,131.2,40.6,12', '2024-02-01T08:00:00Z,132.6,40.6,12'];
    const input = new TextEncoder().encode(header + rows.map((row) => `211000001,${row}\n`).join(''));
    const kinds = async (...flags: string[]) => {
      const { out } = await keelwatch(['replay', '-', '--json', '--quiet', ...flags], { input });
      return out.split('\n').flatMap((line) => (line.startsWith('{"event"') ? [JSON.parse(line).event.kind] : []));
    };
    expect(await kinds()).toEqual([]);
    expect(await kinds('--every-ship')).toContain('gap');
  });

  it.each(['decode', 'replay'])('%s reads standard input like a file', async (command) => {
    const args = ['--json', '--quiet'];
    const input = readFileSync(recording);
    const [piped, named] = await Promise.all([
      keelwatch([command, '-', ...args], { input }),
      keelwatch([command, recording, ...args]),
    ]);
    expect(piped.code).toBe(0);
    // The name of the source is part of the evidence, and so of its hash.
    const unnamed = ({ out }: Ended) =>
      out.replaceAll('standard input', 'track.nmea.gz').replaceAll(/"hash":"[0-9a-f]{64}"/g, '');
    expect(unnamed(piped) === unnamed(named), 'the same lines').toBe(true);
    expect(piped.out.length).toBeGreaterThan(10_000);
  });

  it.each(['decode', 'replay'])('%s ends quietly when its reader has read enough', async (command) => {
    const ended = await keelwatch([command, loadScenario('sea-bridge')!.track.path, '--json', '--quiet'], {
      first: true,
    });
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(() => JSON.parse(ended.out)).not.toThrow();
  });

  it('doctor tells what is wrong, in a line each, and ends with code 3', async () => {
    const name = file('doctor-data', 'a file');
    const ended = await keelwatch(['doctor', '--json'], { env: { KEELWATCH_DATA: join(folder, name) } });
    expect(ended).toMatchObject({ code: 3, err: '' });
    const data = lines(ended).find(({ check }) => check === 'data');
    expect(data.state).toBe('failed');
    expect(data.says).toMatch(
      /doctor-data cannot be made or written \(EEXIST\); name another folder in KEELWATCH_DATA$/,
    );
  });

  it('its version and its help, on standard output', async () => {
    const [version, help] = await Promise.all([keelwatch(['--version']), keelwatch(['--help'])]);
    const { version: ours } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(version).toEqual({ code: 0, out: `${ours}\n`, err: '' });
    expect(help).toMatchObject({ code: 0, err: '' });
  });
});
