// How many wrong sign-ins are borne. Every key (an account, an address, a browser that is known) has a purse of tries: a wrong
// one takes a try out, time puts one back. An empty purse says how long to wait. Plain data and a given time; nothing is
// locked for good, and the bound on the keys is held by forgetting those whose purse is full again, then the oldest.

export interface Allowance {
  /** Tries in a full purse. */
  tries: number;
  /** One comes back after so long, ms. */
  backMs: number;
}

interface Purse {
  left: number;
  at: number;
}

const MOST_KEYS = 20_000;

export interface Patience {
  /** How long somebody must wait before the next try, ms; 0: not at all. */
  waitFor(key: string, allowance: Allowance, now: number): number;
  wrong(key: string, allowance: Allowance, now: number): void;
  /** The right one fills the purse. */
  right(key: string): void;
  /** Puts the try that was taken out back, and no more. */
  giveBack(key: string): void;
  readonly size: number;
}

export function createPatience(mostKeys: number = MOST_KEYS): Patience {
  const purses = new Map<string, Purse>();

  function leftOf(key: string, { tries, backMs }: Allowance, now: number): number {
    const purse = purses.get(key);
    if (purse === undefined) return tries;
    return Math.min(tries, purse.left + Math.max(0, now - purse.at) / backMs);
  }

  return {
    waitFor(key, allowance, now) {
      const left = leftOf(key, allowance, now);
      return left >= 1 ? 0 : Math.ceil((1 - left) * allowance.backMs);
    },
    wrong(key, allowance, now) {
      const left = Math.max(0, leftOf(key, allowance, now) - 1);
      // At the end of the order again: the first in it is the one that was longest quiet.
      purses.delete(key);
      purses.set(key, { left, at: now });
      if (purses.size > mostKeys) purses.delete(purses.keys().next().value!);
    },
    right: (key) => void purses.delete(key),
    giveBack(key) {
      const purse = purses.get(key);
      if (purse !== undefined) purse.left += 1;
    },
    get size() {
      return purses.size;
    },
  };
}
