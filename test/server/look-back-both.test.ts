// A look-back says the same wherever it is run: on the command line and by the server, on one store, word for word.

import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadReference } from '../../db/reference/load.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { readConfig } from '../../server/config.ts';
import type { Alert } from '../../server/domain/alert.ts';
import { start } from '../../server/main.ts';
import { saveHandRecord } from '../../server/watch/hand-list.ts';
import { batchOf, sampleVessel } from '../contract/samples.ts';
import { shipImos } from '../lists/records.ts';
import { places } from '../play.ts';
import { at, away, vessel } from '../scenario.ts';

const folder = mkdtempSync(join(tmpdir(), 'keelwatch-look-back-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
/** A number that no list has. */
const IMO = shipImos(60).at(-1)!;
const MMSI = 273_999_001;
const id = `imo:${IMO}`;
const fileOf = (data: string) => join(data, 'keelwatch.db');

/** A store in which a ship was heard for a week, and is listed by now; nobody has looked back on it yet. */
async function prepare(data: string): Promise<void> {
  const store = openStore(fileOf(data));
  const { reports } = vessel('SOMEBODY', { mmsi: MMSI, imo: IMO })
    .at(away(places.port('rajin')!, 40), '2026-07-01T00:00Z')
    .sails({ to: places.port('vostochny')!, kn: 11 })
    .stops('12 h', { kn: 0 })
    .sails({ to: away(places.port('rajin')!, 45), kn: 11 })
    .goesSilent('44 h')
    .sails({ to: places.port('vostochny')!, kn: 11 })
    .stops('6 h', { kn: 0 });
  const fixes = reports
    .filter(({ lon }) => !Number.isNaN(lon))
    .map(({ mmsi, at, lon, lat, speedKn, courseDeg, headingDeg, navStatus }) => {
      return { mmsi, at, lon, lat, speedKn, courseDeg, headingDeg, navStatus };
    });
  const [firstAt, lastAt] = [fixes[0]!.at, fixes.at(-1)!.at];
  await store.commit(
    batchOf('live', {
      fixes,
      vessels: [
        sampleVessel({
          id,
          mmsi: MMSI,
          imo: IMO,
          name: 'SOMEBODY',
          hullId: null,
          match: null,
          identity: [],
          firstAt,
          lastAt,
        }),
      ],
      bindings: [{ mmsi: MMSI, vesselId: id, fromAt: firstAt, toAt: null }],
    }),
  );
  // A user's own rule: whoever calls at Vostochny.
  const template = loadReference().rules.find(({ kind }) => kind === 'call')!;
  const rule = { ...template, id: 'own-vostochny', version: 1, title: 'Own: calls at Vostochny' };
  await store.saveRuleChange({
    ruleId: rule.id,
    number: 1,
    savedAt: at('2026-06-01T00:00Z'),
    by: 'test',
    what: 'made',
    rule: { ...rule, enabled: true, origin: [], destination: ['vostochny'], fromAt: 0, toAt: null },
  });
  await saveHandRecord(
    store,
    { id: 'hand', title: 'A gazette', authority: 'A ministry', sanction: true },
    {
      kind: 'ship',
      name: 'SOMEBODY',
      aliases: [],
      imo: IMO,
      mmsis: [],
      callSigns: [],
      flag: null,
      shipType: null,
      programme: 'a notice',
      measures: [],
      listedAt: at('2026-07-20T00:00Z'),
      remarks: null,
      source: 'a gazette',
    },
    at('2026-07-21T00:00Z'),
  );
  await store.close();
}

async function alertsOf(data: string): Promise<Alert[]> {
  const store = openStore(fileOf(data));
  const { rows } = await store.alerts({ scope: 'live', ruleId: 'look-back', limit: 100 });
  await store.close();
  return rows;
}

const [byCommand, byServer] = [join(folder, 'command'), join(folder, 'server')];
let said: Alert[];
beforeAll(async () => {
  await prepare(byCommand);
  cpSync(byCommand, byServer, { recursive: true });
  const program = fileURLToPath(new URL('../../scripts/keelwatch.ts', import.meta.url));
  const env = { ...process.env, KEELWATCH_DATA: byCommand };
  await promisify(execFile)(process.execPath, [program, 'lists', '--json'], { env, maxBuffer: 1 << 26 });
  said = await alertsOf(byCommand);
});

test('the command line and the server say the same, word for word', async () => {
  const quiet = { KEELWATCH_LOG: 'silent', KEELWATCH_DEMO: 'none', KEELWATCH_LISTEN: '127.0.0.1:0' };
  const running = await start({ ...readConfig(quiet), dataFolder: byServer });
  await running.close();
  expect(said).toHaveLength(1);
  expect(JSON.stringify(await alertsOf(byServer))).toBe(JSON.stringify(said));
});

test('the command line measures around land, and goes by the rules that users made', () => {
  expect(said).toHaveLength(1);
  const possible = said[0]!.evidence.events.filter(({ kind }) => kind === 'possible-dark-call');
  expect(possible.length).toBeGreaterThan(0);
  for (const { facts } of possible) expect(facts).toMatchObject({ distancesBy: 'around land' });
  expect(said[0]!.why).toContain('"Own: calls at Vostochny"');
});
