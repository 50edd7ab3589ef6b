// What was heard of a ship, out of the intake log: its reports, its sentences as they came, and what the feeds said of
// themselves; nothing of other ships, and nothing later than asked.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { heardInIntake, heardInRecording } from '../../server/evidence/heard.ts';
import { reportsOfKept } from '../../server/evidence/kept-positions.ts';
import { openIntakeLog } from '../../server/run/intake/intake-log.ts';
import { sampleFix, sampleVessel } from '../contract/samples.ts';

const AT = Date.UTC(2024, 1, 4);
const MINUTE = 60_000;
/** ITU-R M.1371 samples: a position of MMSI 477553000, and one of another ship. */
const OWN = '!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C';
const OTHER = '!AIVDM,1,1,,A,13u?etPv2;0n:dDPwUM1U1Cb069D,0*24';
const SHIP = new Set([477_553_000]);

function logWith(lines: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'keelwatch-heard-'));
  const log = openIntakeLog(folder);
  log.append({ kind: 'begun', at: AT, feed: 'quay', format: 'nmea' });
  lines.forEach((line, i) => {
    log.append({ kind: 'heard', at: AT + i * MINUTE, feed: 'quay', sender: '', bytes: Buffer.from(`${line}\r\n`) });
  });
  const down = AT + lines.length * MINUTE;
  log.append({ kind: 'state', at: down, feed: 'quay', state: 'down', fromAt: down, toAt: null });
  log.flush();
  log.close();
  return folder;
}

it('gives the ship’s own reports, sentences and the state of the feed', () => {
  const heard = heardInIntake(logWith([OTHER, OWN, OTHER, OWN]), SHIP, AT - MINUTE, AT + 10 * MINUTE);
  expect(heard.reports.map(({ mmsi, at, source }) => [mmsi, at, source])).toEqual([
    [477_553_000, AT + MINUTE, 'quay'],
    [477_553_000, AT + 3 * MINUTE, 'quay'],
  ]);
  expect(heard.raw.map(({ source, text }) => [source, text])).toEqual([
    ['quay', OWN],
    ['quay', OWN],
  ]);
  expect(heard.raw.map(({ line }) => line)).toEqual(heard.reports.map(({ line }) => line));
  expect(heard.feeds).toMatchObject([{ kind: 'feed', feed: 'quay', state: 'down' }]);
  expect(heard.fromAt).toBe(AT);
  expect(heard.notes).toEqual([]);
});

it('gives nothing that was sent later than asked', () => {
  const heard = heardInIntake(logWith([OWN, OWN, OWN]), SHIP, AT, AT + MINUTE);
  expect(heard.reports).toHaveLength(2);
  expect(heard.raw).toHaveLength(2);
});

it('says that nothing is kept where there is no log, and where a recording has gone', async () => {
  expect(heardInIntake('/nowhere/at/all', SHIP, AT, AT).notes.join()).toContain('No raw sentences are kept');
  expect((await heardInRecording(['/nowhere/day.nmea'], SHIP, AT)).notes.join()).toContain(
    'day.nmea is no longer where it was',
  );
});

it('makes of kept positions reports that say what they are', () => {
  const vessel = sampleVessel();
  const fix = sampleFix();
  const reports = reportsOfKept(vessel, [fix, { ...fix, at: fix.at + MINUTE }]);
  expect(new Set(reports.map(({ source }) => source))).toEqual(new Set(['kept positions']));
  expect(reports.filter(({ lon }) => !Number.isNaN(lon)).map(({ at, lon }) => [at, lon])).toEqual([
    [fix.at, fix.lon],
    [fix.at + MINUTE, fix.lon],
  ]);
  expect(reportsOfKept(null, [])).toEqual([]);
});
