// Runs the benchmarks and prints each beside its targets. Usage: npm run bench -- [part of a name…] [--json]
// Timings are never tests: this exits with 0 whatever the figures are, and with 1 only when a benchmark fails to run.
// What is counted on labelled input comes last, and how often what is said holds on real input (`npm run bench -- truth`);
// tests hold the same counts. `memory`, `presence`, `access`, `map` and `cases` take minutes and run when named.

import { existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { accessFigures } from './bench/access.ts';
import { type Bench, type BenchResult, type Count, runBench } from './bench/bench.ts';
import { deskFigures, type Waits } from './bench/desk.ts';
import { type EventCost, measureEvents } from './bench/events.ts';
import { FEED_CASES, type FeedFigures, feedFigures } from './bench/feed.ts';
import { machineRounds, REFERENCE_ROUNDS } from './bench/machine.ts';
import { MAP_SHIPS, type MapFigures, mapFigures } from './bench/map.ts';
import { type MemoryPeak, measureMemory } from './bench/memory.ts';
import { countPairs, pairsMissing } from './bench/name-pairs.ts';
import { countRecall } from './bench/name-recall.ts';
import { type PresenceFigures, presenceFigures } from './bench/presence.ts';
import { measureSnapshots, type StandStill } from './bench/snapshot.ts';
import { tellingFigures } from './bench/telling.ts';
import { FIGURES } from './bench/truth/index.ts';
import { MOST_MISSES, type TruthCount } from './bench/truth/truth.ts';

/** One line for each area; a module exports `benches`. */
const AREAS: readonly (() => Promise<{ benches: readonly Bench[] }>)[] = [
  () => import('./bench/decode.ts'),
  () => import('./bench/csv.ts'),
  () => import('./bench/identify.ts'),
  () => import('./bench/screen.ts'),
  () => import('./bench/places.ts'),
  () => import('./bench/engine.ts'),
  () => import('./bench/reach.ts'),
  () => import('./bench/late.ts'),
  () => import('./bench/overload.ts'),
];

const json = process.argv.includes('--json');
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));

/** This machine beside the one whose figures README gives; every floor is multiplied by it. */
const machine = machineRounds() / REFERENCE_ROUNDS;
if (json) {
  console.log(JSON.stringify({ machine, load: loadavg()[0] }));
} else {
  console.log(
    `Node ${process.versions.node}, ${cpus()[0]?.model ?? 'unknown processor'}; median of five (slowest to fastest)`,
  );
  console.log(
    `A fixed piece of work runs at ${machine.toFixed(2)} times the speed of the reference machine: floors are scaled by it.`,
  );
  console.log(`Load average before the start: ${loadavg()[0]!.toFixed(1)} on ${cpus().length} processors.\n`);
  console.log(row('', 'median', 'spread', 'per cpu s', 'at least', 'reach for', ''));
}
let failed = false;
for (const area of AREAS) {
  for (const bench of (await area()).benches) {
    if (wanted.length > 0 && !wanted.some((word) => bench.name.includes(word))) continue;
    try {
      report(scaled(await runBench(bench)));
    } catch (error) {
      failed = true;
      console.error(`${bench.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
const PAIRS = 'name pairs: ';
if (wanted.length === 0 || wanted.some((word) => PAIRS.includes(word))) {
  if (pairsMissing !== null) console.error(`${PAIRS}skipped, ${pairsMissing}.`);
  else for (const count of [...countPairs(), ...(await countRecall())]) reportCount(count);
}
if (wanted.length === 0 || wanted.some((word) => 'snapshot'.startsWith(word))) measureSnapshots(reportStandStill);
if (wanted.length === 0 || wanted.some((word) => 'events'.startsWith(word))) measureEvents(reportEvents);
if (wanted.some((word) => 'memory'.startsWith(word))) {
  try {
    await measureMemory(reportMemory);
  } catch (error) {
    failed = true;
    console.error(`memory: ${error instanceof Error ? error.message : String(error)}`);
  }
}
for (const figure of FIGURES) {
  const name = `truth: ${figure.name}`;
  if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) continue;
  const missing = figure.needs.find((url) => !existsSync(url));
  if (missing) console.error(`${name}: skipped, ${fileURLToPath(missing)} is not there.`);
  else for (const count of await figure.count()) reportTruth(name, count);
}
const DESK = 'desk: ';
if (wanted.length === 0 || wanted.some((word) => DESK.includes(word))) {
  try {
    const { replayed, waits } = await deskFigures();
    reportWaits(DESK, `beside a replay of a million reports, at ${replayed.map(short).join(', ')} reports/s`, waits);
  } catch (error) {
    failed = true;
    console.error(`${DESK}${error instanceof Error ? error.message : String(error)}`);
  }
}
const TELLING = 'telling: ';
if (wanted.length === 0 || wanted.some((word) => TELLING.includes(word))) {
  try {
    const { sent, doubled, waits, atLeast } = await tellingFigures();
    const middle = sent.toSorted((a, b) => a - b)[sent.length >> 1]!;
    const verdict = middle >= atLeast * machine ? 'met' : 'MISSED';
    const bound = `at least ${short(atLeast * machine)}  ${verdict}`;
    const says = `webhooks to this machine, ${sent.map(short).join(', ')} a second, ${doubled} came twice; ${bound}`;
    reportWaits(TELLING, says, waits);
  } catch (error) {
    failed = true;
    console.error(`${TELLING}${error instanceof Error ? error.message : String(error)}`);
  }
}
const ACCESS = 'access: ';
if (wanted.some((word) => 'access'.startsWith(word))) {
  try {
    const { wrong, seconds, statuses, owner, waits } = await accessFigures();
    const came = `the true user came in ${owner.entered} times of ${owner.asked}, after ${Math.round(owner.longestMs)} ms at most`;
    const answered = Object.entries(statuses).map(([status, count]) => `${count} with ${status}`);
    const says = `${short(wrong)} wrong sign-ins in ${Math.round(seconds)} s, answered ${answered.join(', ')}; ${came}`;
    reportWaits(ACCESS, says, waits);
  } catch (error) {
    failed = true;
    console.error(`${ACCESS}${error instanceof Error ? error.message : String(error)}`);
  }
}
if (wanted.some((word) => 'presence'.startsWith(word))) {
  try {
    reportPresence(await presenceFigures());
  } catch (error) {
    failed = true;
    console.error(`presence: ${error instanceof Error ? error.message : String(error)}`);
  }
}
if (wanted.some((word) => 'map'.startsWith(word))) {
  try {
    reportMap(await mapFigures());
  } catch (error) {
    failed = true;
    console.error(`map: ${error instanceof Error ? error.message : String(error)}`);
  }
}
if (wanted.some((word) => 'cases'.startsWith(word))) {
  try {
    reportFeed(await feedFigures());
  } catch (error) {
    failed = true;
    console.error(`feed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
process.exitCode = failed ? 1 : 0;

function reportFeed(figures: FeedFigures): void {
  if (json) {
    console.log(JSON.stringify({ name: 'feed', cases: FEED_CASES, ...figures }));
    return;
  }
  const { firstCase, frames, searched, cleared, ordered } = figures;
  const ms = (time: number) => `${time.toFixed(0)} ms`;
  console.log(`feed: ${short(FEED_CASES)} cases, the first on the page after ${ms(firstCase)}`);
  console.log(
    `feed: rolled from end to end, a frame each ${ms(frames.half)}, 95 in a hundred within ${ms(frames.p95)}, the longest ${ms(frames.longest)}`,
  );
  console.log(`feed: searched in ${ms(searched)}, all shown again in ${ms(cleared)}, ordered in ${ms(ordered)}`);
}

function reportMap({ runs, heapPerMinute, aim, bound }: MapFigures): void {
  if (json) {
    console.log(JSON.stringify({ name: 'map', runs, heapPerMinute, aim, bound }));
    return;
  }
  const script = runs.map((run) => run.script).toSorted((a, b) => a - b)[runs.length >> 1]!;
  const verdict = script <= aim ? 'met' : script <= bound ? 'within the bound' : 'MISSED';
  const each = runs.map((run) => `${run.script.toFixed(1)} ms`).join(', ');
  const whole = runs.map((run) => run.task.toFixed(0)).join(', ');
  console.log(`map: scripts an update, ${short(MAP_SHIPS)} ships drawn, ten thousand moved: ${each}`);
  console.log(
    `map: aimed at ${aim} ms, bound ${bound} ms: ${verdict}; heap ${heapPerMinute.toFixed(1)} MB more a minute of updates`,
  );
  console.log(
    `map: whole tasks of the main thread ${whole} ms: with waits for the renderer, which draws in software where there is no graphics card`,
  );
}

function reportPresence({ ships, days, fixes, bytes, buildSeconds, waits }: PresenceFigures): void {
  if (json) {
    console.log(JSON.stringify({ ships, days, fixes, bytes, buildSeconds, waits }));
    return;
  }
  const size = `${short(fixes)} positions, ${(bytes / 1e9).toFixed(1)} GB, built in ${Math.round(buildSeconds)} s`;
  console.log(`\npresence and alibis over ${days} days of ${ships} ships: ${size}`);
  for (const { name, half, p95, longest, asked, atMost } of waits) {
    const bound = atMost / Math.min(1, machine);
    const verdict = p95 <= bound ? 'met' : 'MISSED';
    const middle = `${half.toFixed(0)} ms at the median, longest ${longest.toFixed(0)}, ${asked} asked`;
    console.log(
      `${name.padEnd(62)} ${p95.toFixed(0)} ms at 95 of 100; ${middle}; at most ${bound.toFixed(0)}  ${verdict}`,
    );
  }
}

function reportTruth(figure: string, { name, found, of, atLeast, misses }: TruthCount): void {
  if (json) {
    console.log(JSON.stringify({ name: `${figure}, ${name}`, found, of, atLeast, misses }));
    return;
  }
  const share = of === 0 ? 1 : found / of;
  const asked = atLeast === null ? '' : `wanted ${Math.round(atLeast * 100)} %  ${share >= atLeast ? 'met' : 'MISSED'}`;
  console.log(
    `${`${figure}, ${name}`.padEnd(62)} ${`${found} of ${of}`.padStart(12)}   ${(100 * share).toFixed(1)} %  ${asked}`.trimEnd(),
  );
  for (const miss of misses.slice(0, MOST_MISSES)) console.log(`  ${miss}`);
  if (misses.length > MOST_MISSES) console.log(`  and ${misses.length - MOST_MISSES} more`);
}

/** Of three runs the median of the 99th in a hundred, and the spread; a slow machine is allowed more. */
function reportWaits(title: string, beside: string, waits: readonly Waits[]): void {
  if (!json) console.log(`\n${title}${beside}`);
  for (const { name, runs, atMost } of waits) {
    const p99 = runs.map((run) => run.p99).sort((a, b) => a - b);
    const half = runs.map((run) => run.half).sort((a, b) => a - b);
    const asked = runs.reduce((sum, run) => sum + run.asked, 0);
    const middle = p99[p99.length >> 1]!;
    const bound = atMost / Math.min(1, machine);
    if (json) {
      console.log(JSON.stringify({ name: `${title}${name}`, half, p99, atMost: bound, asked, beside }));
      continue;
    }
    const spread = `${p99[0]!.toFixed(0)}–${p99.at(-1)!.toFixed(0)}`;
    console.log(
      `${name.padEnd(44)} ${`${middle.toFixed(0)} ms`.padStart(9)} at 99 of 100 (${spread}), ` +
        `${half[half.length >> 1]!.toFixed(0)} ms at the median, ${asked} asked; at most ${bound.toFixed(0)}  ` +
        `${middle <= bound ? 'met' : 'MISSED'}`,
    );
  }
}

function reportStandStill(result: StandStill): void {
  const atMostMs = result.atMostMs / Math.min(1, machine);
  const reachForMs = result.reachForMs / Math.min(1, machine);
  if (json) {
    console.log(JSON.stringify({ ...result, atMostMs, reachForMs }));
    return;
  }
  const { name, longestMs, says } = result;
  const verdict = longestMs <= reachForMs ? 'reached' : longestMs <= atMostMs ? 'met' : 'MISSED';
  const bounds = `at most ${atMostMs.toFixed(0)}, reach for ${reachForMs.toFixed(0)}`;
  console.log(`${name.padEnd(62)} ${longestMs.toFixed(1)} ms   ${bounds}  ${verdict}\n  ${says}`);
}

/** A cost is of processor time: what else the machine does is no part of it. */
function reportEvents(cost: EventCost): void {
  if (json) {
    console.log(JSON.stringify(cost));
    return;
  }
  const { name, costs, atMostTimes, alerts } = cost;
  const times = Math.max(...costs.map(({ ms }) => ms)) / costs[0]!.ms;
  const told = costs.map(({ after, ms }) => `${ms.toFixed(2)} ms after ${after}`).join(', ');
  const verdict = times <= atMostTimes ? 'met' : 'MISSED';
  console.log(
    `${name.padEnd(62)} ${times.toFixed(1)} times   at most ${atMostTimes}  ${verdict}\n  ${told}; ${alerts} alerts`,
  );
}

function reportCount({ name, found, of, wanted: asked, least, strays }: Count): void {
  if (json) {
    console.log(JSON.stringify({ name: `${PAIRS}${name}`, found, of, wanted: asked, strays }));
    return;
  }
  const verdict = found === asked || (least && found > asked) ? 'met' : 'MISSED';
  console.log(
    `${`${PAIRS}${name}`.padEnd(62)} ${`${found} of ${of}`.padStart(12)}   wanted ${least ? 'at least ' : ''}${asked}  ${verdict}`,
  );
  for (const stray of strays) console.log(`  ${stray}`);
}

function scaled(result: BenchResult): BenchResult {
  return { ...result, atLeast: result.atLeast * machine, reachFor: result.reachFor * machine };
}

function reportMemory(peak: MemoryPeak): void {
  if (json) {
    console.log(JSON.stringify(peak));
    return;
  }
  const { name, peakGb, atMostGb, reachForGb, seconds } = peak;
  const verdict = peakGb <= reachForGb ? 'reached' : peakGb <= atMostGb ? 'met' : 'MISSED';
  const told = `${peakGb.toFixed(2)} GB at most in ${Math.round(seconds)} s`;
  console.log(`${`memory: ${name}`.padEnd(62)} ${told}   at most ${atMostGb}, reach for ${reachForGb}  ${verdict}`);
}

function report(result: BenchResult): void {
  if (json) {
    console.log(JSON.stringify(result));
    return;
  }
  const verdict = result.median >= result.reachFor ? 'reached' : result.median >= result.atLeast ? 'met' : 'MISSED';
  const spread = `${short(result.slowest)}–${short(result.fastest)}`;
  const median = `${short(result.median)} ${result.unit}`;
  console.log(
    row(
      result.name,
      median,
      spread,
      short(result.perCpuSecond),
      short(result.atLeast),
      short(result.reachFor),
      verdict,
    ),
  );
}

function row(
  name: string,
  median: string,
  spread: string,
  perCpu: string,
  atLeast: string,
  reachFor: string,
  verdict: string,
): string {
  return [
    name.padEnd(44),
    median.padStart(14),
    spread.padStart(15),
    perCpu.padStart(9),
    atLeast.padStart(9),
    reachFor.padStart(10),
    ` ${verdict}`,
  ]
    .join(' ')
    .trimEnd();
}

/** Three digits: 6.41 M, 812 k, 35.2. */
function short(rate: number): string {
  const [size, letter] = rate >= 1e6 ? [1e6, ' M'] : rate >= 1e3 ? [1e3, ' k'] : [1, ''];
  return `${(rate / size).toPrecision(3)}${letter}`;
}
