// Decodes a file with our decoder and with gpsd's gpsdecode (Debian package gpsd-clients) and compares every field of every
// position report of types 1, 2, 3 and 18. gpsd reports raw numbers (-u), so the comparison is exact. Where a value means
// "not available" or is impossible, ours is absent; those are counted apart, by the rule that makes them so.
// Usage: node scripts/compare-gpsdecode.ts FILE…   (.gz is unpacked)

import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { gunzipSync } from 'node:zlib';
import { createDecoder } from '../server/ais/decoder.ts';
import { type AisRecord, CLASS_B } from '../server/ais/message/record.ts';

type Value = number | boolean;
type Row = Record<string, Value>;

export interface Comparison {
  /** Reports that both decoded. */
  reports: number;
  /** Values compared and found equal. */
  equal: number;
  /** Values that are absent in ours, by the rule that makes them so. */
  absent: Record<string, number>;
  /** Real differences: none is the claim. */
  differences: string[];
  /** Reports that only one of the two gave, with the line or fields that identify them. */
  onlyOurs: string[];
  onlyGpsd: string[];
}

/** How far to look for the same report when one of the two has left some out. */
const LOOK_AHEAD = 200;

export function gpsdecodeIsHere(): boolean {
  return spawnSync('gpsdecode', ['-V']).status === 0;
}

export async function compareWithGpsdecode(bytes: Uint8Array): Promise<Comparison> {
  const theirs = await gpsdReports(bytes);
  const ours = ourReports(bytes);
  const found: Comparison = { reports: 0, equal: 0, absent: {}, differences: [], onlyOurs: [], onlyGpsd: [] };
  let i = 0;
  let j = 0;
  while (i < ours.length && j < theirs.length) {
    if (same(ours[i]!, theirs[j]!)) {
      compareReports(ours[i++]!, theirs[j++]!, found);
      continue;
    }
    const skipTheirs = indexOfSame(theirs, j, ours[i]!);
    const skipOurs = indexOfSame(ours, i, theirs[j]!);
    if (skipTheirs >= 0 && (skipOurs < 0 || skipTheirs - j <= skipOurs - i)) {
      for (; j < skipTheirs; j++) found.onlyGpsd.push(JSON.stringify(theirs[j]));
    } else if (skipOurs >= 0) {
      for (; i < skipOurs; i++) found.onlyOurs.push(JSON.stringify(ours[i]));
    } else {
      found.onlyOurs.push(JSON.stringify(ours[i++]));
      found.onlyGpsd.push(JSON.stringify(theirs[j++]));
    }
  }
  for (; i < ours.length; i++) found.onlyOurs.push(JSON.stringify(ours[i]));
  for (; j < theirs.length; j++) found.onlyGpsd.push(JSON.stringify(theirs[j]));
  return found;
}

async function gpsdReports(bytes: Uint8Array): Promise<Row[]> {
  const rows: Row[] = [];
  const gpsdecode = spawn('gpsdecode', ['-j', '-u'], { stdio: ['pipe', 'pipe', 'inherit'] });
  gpsdecode.stdin.end(bytes);
  for await (const line of createInterface({ input: gpsdecode.stdout })) {
    const row = JSON.parse(line) as Row;
    if (row.type === 1 || row.type === 2 || row.type === 3 || row.type === 18) rows.push(row);
  }
  return rows;
}

/** Our reports under gpsd's field names; absent values as NaN. */
function ourReports(bytes: Uint8Array): Row[] {
  const rows: Row[] = [];
  const decoder = createDecoder();
  const keep = (r: AisRecord): void => {
    if (r.type > 3 && r.type !== 18) return;
    const row: Row = {
      line: r.line,
      type: r.type,
      repeat: r.repeat,
      mmsi: r.mmsi,
      speed: Math.round(r.speedKn * 10),
      accuracy: r.accurate,
      lon: Math.round(r.lon * 600_000),
      lat: Math.round(r.lat * 600_000),
      course: Math.round(r.courseDeg * 10),
      heading: r.headingDeg,
      second: r.secondCode,
      raim: r.raim,
      radio: r.radioStatus,
    };
    if (r.type === 18) {
      row.cs = (r.classBFlags & CLASS_B.carrierSense) !== 0;
      row.display = (r.classBFlags & CLASS_B.display) !== 0;
      row.dsc = (r.classBFlags & CLASS_B.dsc) !== 0;
      row.band = (r.classBFlags & CLASS_B.band) !== 0;
      row.msg22 = (r.classBFlags & CLASS_B.message22) !== 0;
    } else {
      row.status = r.navStatus;
      row.maneuver = r.manoeuvre;
      row.turn = sentTurn(r);
    }
    rows.push(row);
  };
  decoder.push(bytes, keep);
  decoder.end(keep);
  return rows;
}

function sentTurn(r: AisRecord): number {
  if (r.turningFast !== 0) return r.turningFast * 127;
  return Math.sign(r.rateOfTurnDegMin) * Math.round(4.733 * Math.sqrt(Math.abs(r.rateOfTurnDegMin)));
}

/** Fields that ours never makes absent; enough to know a report again. */
function same(a: Row, b: Row): boolean {
  return a.mmsi === b.mmsi && a.type === b.type && a.second === b.second && a.radio === b.radio;
}

function indexOfSame(rows: readonly Row[], from: number, wanted: Row): number {
  const to = Math.min(rows.length, from + LOOK_AHEAD);
  for (let i = from; i < to; i++) if (same(rows[i]!, wanted)) return i;
  return -1;
}

function compareReports(ours: Row, theirs: Row, found: Comparison): void {
  found.reports++;
  for (const [field, mine] of Object.entries(ours)) {
    if (field === 'line') continue;
    const sent = theirs[field];
    const rule = whyAbsent(field, theirs);
    if (Number.isNaN(mine) && rule !== null) found.absent[rule] = (found.absent[rule] ?? 0) + 1;
    else if (mine === sent && rule === null) found.equal++;
    else found.differences.push(`line ${ours.line}: ${field} is ${mine} here and ${sent} there`);
  }
}

/** The rule by which the value that gpsd read is "not available" or impossible; null for a value that counts. */
function whyAbsent(field: string, sent: Row): string | null {
  const value = Number(sent[field]);
  if (field === 'lon' || field === 'lat') {
    const lon = Number(sent.lon);
    const lat = Number(sent.lat);
    if (lon === 108_600_000 || lat === 54_600_000) return 'position not available (181, 91)';
    if (Math.abs(lon) > 108_000_000 || Math.abs(lat) > 54_000_000) return 'position off the globe';
    return lon === 0 && lat === 0 ? 'position exactly 0, 0' : null;
  }
  if (field === 'speed' && value === 1023) return 'speed not available (1023)';
  if (field === 'course' && value >= 3600) return value === 3600 ? 'course not available (3600)' : 'course over 3600';
  if (field === 'heading' && value >= 360) return value === 511 ? 'heading not available (511)' : 'heading 360–510';
  if (field === 'turn' && value === -128) return 'rate of turn not available (−128)';
  if (field === 'status' && value === 15) return 'status not defined (15)';
  if (field === 'maneuver' && (value === 0 || value === 3)) return 'manoeuvre not available (0, 3)';
  return null;
}

if (import.meta.main) {
  if (process.argv.length < 3) {
    console.error('Usage: compare-gpsdecode FILE…');
    process.exit(2);
  }
  if (!gpsdecodeIsHere()) {
    console.error('gpsdecode is not on the PATH; it comes with the package gpsd-clients.');
    process.exit(2);
  }
  let clean = true;
  for (const file of process.argv.slice(2)) {
    const raw = readFileSync(file);
    const found = await compareWithGpsdecode(file.endsWith('.gz') ? gunzipSync(raw) : raw);
    console.log(`${file}: ${found.reports} reports of types 1, 2, 3, 18; ${found.equal} values equal`);
    for (const [rule, count] of Object.entries(found.absent)) console.log(`  absent: ${rule}: ${count}`);
    console.log(`  differences: ${found.differences.length}`);
    for (const difference of found.differences.slice(0, 10)) console.log(`    ${difference}`);
    console.log(`  only here: ${found.onlyOurs.length}, only gpsdecode: ${found.onlyGpsd.length}`);
    for (const row of [...found.onlyOurs, ...found.onlyGpsd].slice(0, 10)) console.log(`    ${row}`);
    clean &&= found.differences.length === 0;
  }
  process.exit(clean ? 0 : 1);
}
