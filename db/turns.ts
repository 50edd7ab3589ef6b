// Who waits to write. SQLite lets one connection write at a time and keeps no queue: a connection that commits slice
// after slice would keep the others out for as long as it goes on. Here each thread that must not wait has a place in
// memory that all threads share; whoever writes in slices looks at it between two of them and stands back. It is a
// courtesy and no lock: a thread that dies with its hand up delays the others by a moment, and holds nobody.

/** Threads that raise a hand: the desk, the live monitor, and some room. */
const PLACES = 8;
/** How long a writer stands back for the others at most, and how often it looks, ms. */
const STAND_BACK_MS = 50;
const LOOK_MS = 1;

export interface Turn {
  /** Somebody waits here from now on, or no more. */
  wants(waiting: boolean): void;
  /** Resolves at once while no other thread waits. */
  standBack(): Promise<void>;
}

/** Handed to every thread of this process. */
export function createTurns(): SharedArrayBuffer {
  return new SharedArrayBuffer(4 * PLACES);
}

/** `place` null: one that never raises its hand, as replays do. */
export function turnAt(shared: SharedArrayBuffer, place: number | null): Turn {
  const hands = new Int32Array(shared);
  const others = () => hands.some((raised, i) => i !== place && raised !== 0);
  return {
    wants(waiting) {
      if (place !== null) Atomics.store(hands, place, waiting ? 1 : 0);
    },
    async standBack() {
      for (let waited = 0; waited < STAND_BACK_MS && others(); waited += LOOK_MS) await pause(LOOK_MS);
    },
  };
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
