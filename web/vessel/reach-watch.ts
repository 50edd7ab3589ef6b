// Asks what silent ships can have reached while the page shows it: about the selected one, and about all if wanted. One
// question at a time of each kind, none twice, and a pause between two, so that fast play does not flood the server. Answers
// are dispatched; only the last question is kept.

import { api } from '../api.ts';
import type { Action, State } from '../state/state.ts';
import { type ReachQuestion, reachesQuestion, reachQuestion } from './reach.ts';

/** Between two questions of one kind, wall ms. */
const PAUSE_MS = 400;
/** After a refusal the same is not asked again for so long, wall ms. */
const AGAIN_MS = 10_000;

interface Line<T> {
  asked: string;
  askedAt: number;
  busy: boolean;
  question: (state: State, at: number) => T | null;
  ask: (question: T) => Promise<Action>;
}

export class ReachWatch {
  #dispatch: (action: Action) => void;
  #one: Line<ReachQuestion>;
  #all: Line<{ scope: string; at: number }>;

  constructor(dispatch: (action: Action) => void) {
    this.#dispatch = dispatch;
    this.#one = {
      asked: '',
      askedAt: Number.NEGATIVE_INFINITY,
      busy: false,
      question: reachQuestion,
      ask: async ({ scope, vesselId, at }) => ({ type: 'reach told', reach: await api.reach(scope, vesselId, at) }),
    };
    this.#all = {
      asked: '',
      askedAt: Number.NEGATIVE_INFINITY,
      busy: false,
      question: reachesQuestion,
      ask: async ({ scope, at }) => ({ type: 'reaches told', reaches: await api.reaches(scope, at) }),
    };
  }

  /** Told once a frame; `now` is wall time. */
  look(state: State, at: number, now: number): void {
    if (state.loading !== 'ready') return;
    this.#look(this.#one, state, at, now);
    this.#look(this.#all, state, at, now);
  }

  #look<T>(line: Line<T>, state: State, at: number, now: number): void {
    if (line.busy || now - line.askedAt < PAUSE_MS) return;
    const question = line.question(state, at);
    if (question === null) return;
    const asked = JSON.stringify(question);
    if (asked === line.asked) return;
    line.asked = asked;
    line.askedAt = now;
    line.busy = true;
    line.ask(question).then(
      (action) => {
        line.busy = false;
        this.#dispatch(action);
      },
      (error: unknown) => {
        line.busy = false;
        line.askedAt = now + AGAIN_MS;
        line.asked = '';
        this.#dispatch({ type: 'reach refused', reason: error instanceof Error ? error.message : String(error) });
      },
    );
  }
}
