// How fast this machine is: a fixed piece of work that no change of the program touches, so that floors of benchmarks
// mean the same on a slow machine and on a fast one. It reads bytes, fills a table, does sums of angles, sorts and builds
// short strings, in about the mix that the program does.

/** Rounds per second of processor time on the machine whose figures stand in README's table. */
export const REFERENCE_ROUNDS = 750;

const BYTES = 1 << 16;
const KEYS = 20_000;

/** One round; the result keeps the compiler from leaving anything out. */
function round(bytes: Uint8Array, table: Map<number, number>, sorted: Float64Array): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  for (let i = 0; i < KEYS; i++) {
    const key = (Math.imul(i, 2_654_435_761) >>> 0) % 1_000_003;
    table.set(key, (table.get(key) ?? 0) + 1);
  }
  let sum = 0;
  for (let i = 0; i < KEYS; i++) {
    const angle = (i + (hash & 7)) * 1e-3;
    sum += Math.acos(Math.min(1, Math.sin(angle) * Math.sin(0.7) + Math.cos(angle) * Math.cos(0.7)));
  }
  for (let i = 0; i < sorted.length; i++) sorted[i] = (Math.imul(i ^ hash, 0x45d9f3b) >>> 0) / 4_294_967_296;
  sorted.sort();
  let text = '';
  for (let i = 0; i < 2_000; i++) text += String.fromCharCode(65 + (i % 26));
  return sum + sorted[0]! + text.length + table.size;
}

/** Rounds per second of processor time, the best of `tries` stretches of a fifth of a second. */
export function machineRounds(tries = 7): number {
  const bytes = Uint8Array.from({ length: BYTES }, (_, i) => Math.imul(i, 131) & 255);
  const table = new Map<number, number>();
  const sorted = new Float64Array(8_192);
  let best = 0;
  for (let attempt = 0; attempt < tries; attempt++) {
    const from = process.cpuUsage();
    const startAt = performance.now();
    let rounds = 0;
    let check = 0;
    while (performance.now() - startAt < 200) {
      check += round(bytes, table, sorted);
      rounds++;
    }
    if (!Number.isFinite(check)) throw new Error('the fixed work gave no number');
    const used = process.cpuUsage(from);
    best = Math.max(best, (rounds * 1e6) / (used.user + used.system));
  }
  return best;
}
