// Wishes to be woken: at most one per (owner, slot), kept in one heap ordered by due time. A gap is seen only when a wish
// falls due, so the order of wishes must be the same on every run: due time, then owner number, then slot.

export interface Timers<Owner extends TimerOwner> {
  /** Replaces the owner's wish in this slot; 0 takes it back. */
  wish(owner: Owner, slot: number, dueAt: number): void;
  /** Calls `fire` for every wish due at or before `at`, in order; it takes the wish back, and may wish again. */
  advance(at: number, fire: (owner: Owner, slot: number, dueAt: number) => void): void;
}

export interface TimerOwner {
  /** Orders wishes of the same instant; unique per owner. */
  number: number;
  /** Current wish of each slot, UTC ms; 0 is none. Plain data, so that a snapshot carries it. */
  wishes: number[];
  /** Due time of the heap entry that stands for each slot; 0 when there is none. Rebuilt on restore. */
  queued: number[];
}

/**
 * A wish that moves later leaves its heap entry where it is; the entry is put back with the newer time when it comes
 * up. So a vessel that reports every few seconds costs one compare, not one heap operation, per fix.
 */
export function createTimers<Owner extends TimerOwner>(): Timers<Owner> {
  const owners: Owner[] = [];
  const slots: number[] = [];
  const dues: number[] = [];

  function before(a: number, b: number): boolean {
    const byTime = dues[a]! - dues[b]!;
    if (byTime !== 0) return byTime < 0;
    const byOwner = owners[a]!.number - owners[b]!.number;
    return byOwner !== 0 ? byOwner < 0 : slots[a]! < slots[b]!;
  }

  function swap(a: number, b: number): void {
    const owner = owners[a]!;
    const slot = slots[a]!;
    const due = dues[a]!;
    owners[a] = owners[b]!;
    slots[a] = slots[b]!;
    dues[a] = dues[b]!;
    owners[b] = owner;
    slots[b] = slot;
    dues[b] = due;
  }

  function push(owner: Owner, slot: number, dueAt: number): void {
    owners.push(owner);
    slots.push(slot);
    dues.push(dueAt);
    owner.queued[slot] = dueAt;
    let child = owners.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!before(child, parent)) break;
      swap(child, parent);
      child = parent;
    }
  }

  function pop(): void {
    const last = owners.length - 1;
    swap(0, last);
    owners.pop();
    slots.pop();
    dues.pop();
    let parent = 0;
    for (;;) {
      const left = parent * 2 + 1;
      if (left >= last) return;
      const right = left + 1;
      const child = right < last && before(right, left) ? right : left;
      if (!before(child, parent)) return;
      swap(child, parent);
      parent = child;
    }
  }

  return {
    wish(owner, slot, dueAt) {
      owner.wishes[slot] = dueAt;
      const queued = owner.queued[slot] ?? 0;
      if (dueAt !== 0 && (queued === 0 || dueAt < queued)) push(owner, slot, dueAt);
    },
    advance(at, fire) {
      while (owners.length > 0 && dues[0]! <= at) {
        const owner = owners[0]!;
        const slot = slots[0]!;
        const dueAt = dues[0]!;
        pop();
        // An entry that an earlier wish has overtaken is void.
        if (owner.queued[slot] !== dueAt) continue;
        owner.queued[slot] = 0;
        const wish = owner.wishes[slot]!;
        if (wish === 0) continue;
        if (wish > dueAt) {
          push(owner, slot, wish);
          continue;
        }
        fire(owner, slot, dueAt);
      }
    },
  };
}
