// Seeded numbers for invented detail, so that every run of the scenario script gives the same bytes.

export interface Dice {
  /** At least `from`, less than `to`. */
  between(from: number, to: number): number;
}

/** mulberry32 (public domain), seeded by a text. */
export function dice(seed: string): Dice {
  let state = 0x9e3779b9;
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 2654435761);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return { between: (from, to) => from + next() * (to - from) };
}
