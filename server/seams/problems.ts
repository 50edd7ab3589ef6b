// What is wrong now, in one place: any part opens a problem with one call and closes it when the cause is gone. Health, the
// page and the log read it here. It decides nothing and keeps nothing over a restart: whoever still has the problem opens it
// again. In a worker it is a line to the desk's own (see `News.problems`).

import { plainLine } from '../domain/plain-text.ts';

/** What a part says is wrong. */
export interface Trouble {
  /** The same for as long as it is the same problem: 'replay/sea-bridge', 'store'. The part comes first. */
  id: string;
  /** One sentence on what is wrong and what follows from it. */
  says: string;
  /** One sentence on what the operator can do. */
  remedy: string;
}

export interface Problem extends Trouble {
  sinceAt: number;
}

export interface Problems {
  /** Opened again, it keeps its `sinceAt` and takes the newer words. */
  open(trouble: Trouble): void;
  /** Does nothing where there is no such problem. */
  close(id: string): void;
  /** All that is wrong with one part: what was open under `part/` and is not among these is closed. */
  tell(part: string, troubles: readonly Trouble[]): void;
  /** Oldest first; of very many the newest are counted in a last one. */
  all(): Problem[];
}

/** Names of files and lists are others' words, and may be long. */
const MOST_LETTERS = 400;
/** Shown one by one; who has more has one cause. */
const MOST_SHOWN = 50;
/** Kept; beyond that a new one is not told by itself. */
const MOST_KEPT = 1_000;

export function createProblems(clock: { now(): number }): Problems {
  const open = new Map<string, Problem>();
  let untold = false;

  function put({ id, says, remedy }: Trouble): void {
    const known = open.get(id);
    if (known === undefined && open.size >= MOST_KEPT) {
      untold = true;
      return;
    }
    open.set(id, { id, says: shortened(says), remedy, sinceAt: known?.sinceAt ?? clock.now() });
  }

  function drop(id: string): void {
    open.delete(id);
    if (open.size === 0) untold = false;
  }

  return {
    open: put,
    close: drop,
    tell(part, troubles) {
      const told = new Set(troubles.map(({ id }) => id));
      for (const id of [...open.keys()]) if (id.startsWith(`${part}/`) && !told.has(id)) drop(id);
      for (const trouble of troubles) {
        if (!trouble.id.startsWith(`${part}/`)) throw new Error(`'${trouble.id}' is no problem of '${part}'`);
        put(trouble);
      }
    },
    all() {
      const all = [...open.values()].sort((a, b) => a.sinceAt - b.sinceAt);
      const rest = all.slice(MOST_SHOWN);
      if (rest.length === 0) return all;
      const says = `${untold ? 'At least ' : ''}${rest.length} further problems are open.`;
      const more = { id: 'more', says, remedy: 'Mend those above first.', sinceAt: rest[0]!.sinceAt };
      return [...all.slice(0, MOST_SHOWN), more];
    },
  };
}

function shortened(says: string): string {
  const line = plainLine(says);
  if (line.length <= MOST_LETTERS) return line;
  // Not in the middle of a letter of two halves.
  return `${line.slice(0, MOST_LETTERS - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
