// What a benchmark is, and the one way to run it: prepare, warm up, run several times, say the median and the spread.
// Beside it, what is counted and not timed: how many answers of labelled input are right.

export interface Bench {
  readonly name: string;
  /** What is counted in a second, e.g. 'msg/s'. */
  readonly unit: string;
  /** Targets in units a second. */
  readonly atLeast: number;
  readonly reachFor: number;
  /** Does everything that is not measured; the returned function does one run and returns how many items it did. */
  prepare(): Promise<() => number | Promise<number>>;
}

export interface BenchResult {
  readonly name: string;
  readonly unit: string;
  readonly atLeast: number;
  readonly reachFor: number;
  /** Items a second. */
  readonly median: number;
  readonly slowest: number;
  readonly fastest: number;
  /** Median of items per second of processor time, all threads: what it would be on a machine that does nothing else. */
  readonly perCpuSecond: number;
}

/** How often something holds on labelled input. */
export interface Count {
  readonly name: string;
  readonly found: number;
  readonly of: number;
  /** What `found` has to be, or to be at least. */
  readonly wanted: number;
  readonly least?: true;
  /** What broke it, in words. */
  readonly strays: readonly string[];
}

/** One run to warm up, which is not counted, then `runs`. */
export async function runBench(bench: Bench, runs = 5): Promise<BenchResult> {
  const run = await bench.prepare();
  await run();
  const rates: number[] = [];
  const cpuRates: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    const cpuStart = process.cpuUsage();
    const items = await run();
    const cpu = process.cpuUsage(cpuStart);
    rates.push((items * 1000) / (performance.now() - start));
    cpuRates.push((items * 1e6) / (cpu.user + cpu.system));
  }
  rates.sort((a, b) => a - b);
  cpuRates.sort((a, b) => a - b);
  return {
    name: bench.name,
    unit: bench.unit,
    atLeast: bench.atLeast,
    reachFor: bench.reachFor,
    median: rates[rates.length >> 1]!,
    slowest: rates[0]!,
    fastest: rates.at(-1)!,
    perCpuSecond: cpuRates[runs >> 1]!,
  };
}
