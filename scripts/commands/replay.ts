// `keelwatch replay FILE…`: recordings or a scenario through the engine, at full speed and into no store, on the hulls
// that the data folder watches. With --json events and alerts as NDJSON in the order they were said, and last a
// the cases that the alerts make and a summary; without, a readable account that begins with the cases.

import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type { Reference } from '../../db/reference/load.ts';
import { listScenarios } from '../../db/scenarios/load.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { loadTables, replayOptions } from '../../server/assembly.ts';
import { readConfig } from '../../server/config.ts';
import { readSightingCsv } from '../../server/desk/sighting-csv.ts';
import type { Alert } from '../../server/domain/alert.ts';
import { type CaseContent, casesOf } from '../../server/domain/cases/form.ts';
import { faultSentences } from '../../server/domain/engine/faults.ts';
import { CodedError } from '../../server/domain/errors.ts';
import type { VesselEvent } from '../../server/domain/kinds/event.ts';
import type { Report } from '../../server/domain/report.ts';
import { HOUR_MS, utcMinute } from '../../server/domain/time.ts';
import { readTracks } from '../../server/feeds/read-tracks.ts';
import { readTable } from '../../server/files/read-table.ts';
import { INTAKE_FOLDER } from '../../server/run/feeds/open-feeds.ts';
import { createFlow } from '../../server/run/flow.ts';
import { readIntake } from '../../server/run/intake/read-intake.ts';
import { withHash } from '../../server/run/pipeline.ts';
import { createRecordingOrder } from '../../server/run/recording-order.ts';
import { sightingsWithin } from '../../server/run/replay-plan.ts';
import { createSpan } from '../../server/run/span.ts';
import { LIVE, type StoredSighting } from '../../server/seams/store.ts';
import { type Output, standardOutput, table } from './output.ts';
import { callLines } from './port-call-lines.ts';
import { progressLine } from './progress.ts';
import { watchForReplay } from './replay-watch.ts';

interface ReplayFlags {
  scenario?: string;
  json?: boolean;
  asOf: 'then' | 'now';
  builtIn?: boolean;
  everyShip?: boolean;
  start?: number;
  rate?: number;
  columns?: Record<string, string>;
  dates?: 'day first' | 'month first';
  mmsi?: number;
  sightings?: string | true;
  asHeard?: number;
  quiet?: boolean;
}

export function replayCommand(): Command {
  return new Command('replay')
    .description('replay recordings (or a scenario) and print port calls, other events and alerts')
    .argument('[file...]', 'track files, plain, gzip or zstd; - for standard input')
    .option(
      '--scenario <id>',
      `a built-in scenario: ${listScenarios()
        .map(({ id }) => id)
        .join(', ')}`,
    )
    .option('--json', 'events and alerts as NDJSON, then the cases that they make, and last {"summary": …}')
    .option('--as-of <when>', 'lists and rules: then (as of the event) or now', oneOf('then', 'now'), 'then')
    .option('--built-in', 'watch the built-in table by the built-in rules, whatever the data folder has')
    .option('--every-ship', 'pass every ship through every detector, as if it were watched')
    .option('--start <time>', 'time of the first line, for recordings without any time (RFC 3339)', instant)
    .option('--rate <lines>', 'with --start, lines per second of event time', lineRate)
    .option('--columns <map>', 'CSV columns by field, e.g. mmsi=Ship,at=Time,lon=X,lat=Y', columnMap)
    .option(
      '--dates <order>',
      'how 01/06/2018 is read, where the format does not say: "day first" or "month first"',
      oneOf('day first', 'month first'),
    )
    .option('--mmsi <number>', 'whose track it is, where the file does not say', mmsiNumber)
    .option(
      '--sightings [file]',
      'hear sightings of the period too: those of a CSV table, or without a file those entered into the monitor',
    )
    .option('--as-heard <hours>', 'what the live feeds brought in the last so many hours, instead of files', hours)
    .option('--quiet', 'no progress')
    .action(replay);
}

async function replay(files: string[], flags: ReplayFlags): Promise<void> {
  const scenario = flags.scenario === undefined ? null : scenarioOf(flags.scenario);
  const paths = scenario ? [scenario.track.path, ...files] : files;
  if (flags.asHeard !== undefined && paths.length > 0) {
    throw new CodedError(
      'invalid',
      '--as-heard replays what the feeds brought, and takes neither files nor a scenario',
    );
  }
  if (paths.length === 0 && flags.asHeard === undefined) {
    throw new CodedError('invalid', 'replay needs at least one file, --scenario or --as-heard');
  }
  const tables = loadTables();
  const { reference } = tables;
  const watch = await watchForReplay(tables, flags.builtIn === true);
  const out = standardOutput();
  const events = new Map<string, VesselEvent>();
  const alerts = new Map<string, Alert>();
  const names = new Map<string, string>();
  const flow = createFlow(
    {
      engine: replayOptions(tables, watch.known, {
        asOf: flags.asOf,
        bindings: scenario?.bindings ?? [],
        everyShip: flags.everyShip === true,
      }),
      windowMs: 0,
      reprocess: false,
    },
    {
      fix: () => undefined,
      binding: () => undefined,
      vessel: (vessel) => void names.set(vessel.id, vessel.name),
      rename(fromId, toId) {
        names.set(fromId, names.get(toId) ?? '');
        for (const alert of alerts.values()) if (alert.vesselId === fromId) alert.vesselId = toId;
      },
      event(event) {
        events.set(event.id, event);
        if (flags.json) out.line(JSON.stringify({ event }));
      },
      alert(alert) {
        const hashed = withHash(alert);
        alerts.set(alert.id, hashed);
        // What this replay is goes with every alert: one line of the output may be all that somebody is shown.
        if (flags.json)
          out.line(JSON.stringify(scenario ? { alert: hashed, label: scenario.label } : { alert: hashed }));
      },
    },
  );
  for (const sighting of scenario?.sightings ?? []) flow.take({ kind: 'sighting', at: sighting.arrivedAt, sighting });
  const entered = flags.sightings === undefined ? [] : await sightingsOf(flags.sightings, reference);
  const progress = progressLine(flags.quiet === true, 'replaying');
  const span = createSpan();
  const inOrder = createRecordingOrder({ folder: tmpdir() });
  const sink = {
    report(report: Readonly<Report>) {
      span.hear(report.at);
      inOrder.put(report);
    },
  };
  const result =
    flags.asHeard === undefined
      ? await readTracks(paths, sink, {
          startAt: flags.start,
          linesPerSecond: flags.rate,
          columns: flags.columns,
          dateOrder: flags.dates,
          mmsi: flags.mmsi,
          progress: (state) => progress.say(state),
        })
      : await readIntake(
          join(readConfig(process.env).dataFolder, INTAKE_FOLDER),
          { fromAt: Date.now() - flags.asHeard * HOUR_MS },
          { ...sink, state: flow.take },
          { progress: (state) => progress.say(state) },
        );
  let heard = scenario?.sightings.length ?? 0;
  if (result.reports > 0) {
    const { fromAt, toAt } = span.covered();
    const within = sightingsWithin(entered, fromAt, toAt);
    for (const sighting of within) flow.take({ kind: 'sighting', at: sighting.arrivedAt, sighting });
    heard += within.length;
  }
  progress.end();
  if (!flags.quiet) process.stderr.write(`watching ${flags.everyShip ? 'every ship, among them ' : ''}${watch.says}\n`);
  while (!(inOrder.drain(20_000, flow.take) && flow.drain(20_000))) if (out.full) await out.flush();
  inOrder.close();

  const { order, engine } = flow.counts();
  const cases = casesOf(alerts.values());
  const summary = {
    files: result.inputs,
    lines: result.lines,
    reports: result.reports,
    rejects: result.rejects,
    partRejects: result.partRejects,
    rejectExamples: result.examples,
    duplicates: order.duplicates,
    positions: engine.positions,
    statics: engine.statics,
    refused: engine.refused,
    vessels: engine.units,
    watchedVessels: engine.watchedUnits,
    sightings: heard,
    events: countBy([...events.values()].map(({ kind }) => kind)),
    alerts: countBy([...alerts.values()].map(({ severity }) => severity)),
    alertConfidence: countBy([...alerts.values()].map(({ confidence }) => confidence)),
    cases: countBy(cases.map(({ state }) => state)),
    asOf: flags.asOf,
    watching: watch.says,
    label: scenario?.label ?? null,
    notes: result.notes,
    errors: [...result.errors, ...faultSentences(flow.faults())],
  };
  if (flags.json) {
    for (const each of cases)
      out.line(JSON.stringify(scenario ? { case: each, label: scenario.label } : { case: each }));
    out.line(JSON.stringify({ summary }));
  } else account(out, summary, [...events.values()], { alerts: [...alerts.values()], cases }, names);
  await out.flush();
  if (summary.errors.length === 0) return;
  const code = result.failed ? 'unavailable' : result.errors.length > 0 ? 'invalid' : 'internal';
  throw new CodedError(code, summary.errors.join(' '));
}

/** Any valid number may be meant: the watchlist says which ships raise alerts. */
async function sightingsOf(file: string | true, { ports }: Reference): Promise<StoredSighting[]> {
  if (file === true) {
    const path = join(readConfig(process.env).dataFolder, 'keelwatch.db');
    if (!existsSync(path)) return [];
    const store = openStore(path);
    try {
      return await store.sightings(LIVE);
    } finally {
      await store.close();
    }
  }
  const { sightings, refused } = readSightingCsv(await readTable(file), {
    ports,
    isKnown: () => true,
    now: Date.now(),
  });
  for (const { line, reason } of refused) process.stderr.write(`${file}, line ${line}: ${reason}\n`);
  return sightings;
}

/** What the account needs of the summary. */
interface Summary {
  files: { name: string; format: string; lines: number; reports: number }[];
  rejects: Record<string, number>;
  partRejects: number;
  notes: string[];
  refused: Record<string, number>;
  duplicates: number;
  vessels: number;
  watchedVessels: number;
  events: Record<string, number>;
  label: string | null;
  asOf: string;
}

function account(
  out: Output,
  summary: Summary,
  events: readonly VesselEvent[],
  { alerts, cases }: { alerts: readonly Alert[]; cases: readonly CaseContent[] },
  names: ReadonlyMap<string, string>,
): void {
  if (summary.label) out.line(`Note: ${summary.label}.`);
  out.line(`Cases: ${cases.length}, lists and rules as of ${summary.asOf}`);
  for (const { severity, confidence, themeTitle, sentence } of cases) {
    out.line(`${severity}, ${confidence} confidence  ${themeTitle}`);
    out.line(`  ${sentence}`);
  }
  out.line('');
  for (const { name, format, lines, reports } of summary.files) {
    out.line(`${name} (${format}): ${reports.toLocaleString('en')} reports in ${lines.toLocaleString('en')} lines`);
  }
  if (Object.keys(summary.rejects).length > 0) {
    out.line('Lines without a report, or parts of them, by reason');
    for (const line of table(summary.rejects)) out.line(line);
    if (summary.partRejects > 0)
      out.line(`${summary.partRejects} of these are parts of lines that gave a report without them`);
  }
  for (const note of summary.notes) out.line(`Note: ${note}.`);
  if (Object.keys(summary.refused).length > 0) {
    out.line('Reports set aside, by reason');
    for (const line of table(summary.refused)) out.line(line);
  }
  if (summary.duplicates > 0) out.line(`${summary.duplicates.toLocaleString('en')} duplicates merged`);
  out.line(`${summary.vessels} vessels heard, ${summary.watchedVessels} of them watched`);

  const nameOf = (event: VesselEvent) => names.get(event.vesselId) || event.vesselId;
  for (const line of callLines(events, nameOf)) out.line(line);
  const others = events.filter((event) => event.kind !== 'port-call' && event.state !== 'withdrawn');
  if (others.length > 0) {
    out.line('\nOther events');
    for (const line of table(countBy(others.map(({ kind }) => kind)))) out.line(line);
  }
  out.line(`\nAlerts: ${alerts.length}, lists and rules as of ${summary.asOf}`);
  for (const alert of [...alerts].sort((a, b) => a.raisedAt - b.raisedAt)) {
    const withdrawn = alert.state === 'withdrawn' ? ', withdrawn' : '';
    out.line(
      `${minute(alert.raisedAt)}  ${alert.severity}, ${alert.confidence} confidence (${alert.basis}${withdrawn})  ${alert.why}`,
    );
  }
}

function minute(at: number): string {
  return utcMinute(at);
}

function countBy(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function scenarioOf(id: string) {
  const found = listScenarios().find((scenario) => scenario.id === id);
  if (found) return found;
  const known = listScenarios().map((scenario) => scenario.id);
  throw new CodedError('not_found', `there is no scenario "${id}"; known are: ${known.join(', ')}`);
}

function oneOf<T extends string>(...known: T[]): (text: string) => T {
  return (text) => {
    const found = known.find((word) => word === text);
    if (found === undefined) throw new InvalidArgumentError(`use one of: ${known.join(', ')}`);
    return found;
  };
}

function hours(text: string): number {
  const asked = Number(text);
  if (!(asked > 0 && asked <= 24 * 366)) throw new InvalidArgumentError('use a number of hours above 0');
  return asked;
}

function lineRate(text: string): number {
  const rate = Number(text);
  if (!(rate > 0 && rate < Number.POSITIVE_INFINITY)) throw new InvalidArgumentError('use a number above 0');
  return rate;
}

function mmsiNumber(text: string): number {
  if (!/^\d{9}$/.test(text)) throw new InvalidArgumentError('an MMSI has nine digits');
  return Number(text);
}

function instant(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('use a time such as 2024-02-08T00:00:00Z');
  return at;
}

function columnMap(text: string): Record<string, string> {
  const pairs = text.split(',').map((pair) => pair.split('=', 2));
  const odd = pairs.find((pair) => pair.length < 2 || !pair[0] || !pair[1]);
  if (odd) throw new InvalidArgumentError(`"${odd.join('=')}" is not field=column`);
  return Object.fromEntries(pairs.map(([field, column]) => [field!.trim(), column!.trim()]));
}
