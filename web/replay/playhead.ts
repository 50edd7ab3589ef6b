// The running clock of the page: it moves the exact playhead once a frame, tells the map, and tells the state four times
// a second. In a live scope it follows the wall clock instead. It decides nothing about what is drawn.

import { advance } from '../state/playback.ts';
import { currentReplay, LIVE, type State } from '../state/state.ts';
import type { PageStore } from '../state/store.ts';

/** How often the panels hear of the time, wall ms. */
const TELL_MS = 250;
/** Longest step of wall time that is played in one frame: a tab that slept does not leap. */
const LONGEST_FRAME_MS = 1_000;

export class Playhead {
  #store: PageStore;
  #frame: (at: number, now: number) => void;
  #at: number;
  #known: number;
  #lastFrame = 0;
  #lastTold = 0;
  #request = 0;

  constructor(store: PageStore, frame: (at: number, now: number) => void) {
    this.#store = store;
    this.#frame = frame;
    this.#at = store.get().at;
    this.#known = this.#at;
  }

  get at(): number {
    return this.#at;
  }

  start(): void {
    this.#request = requestAnimationFrame((now) => this.#step(now));
  }

  stop(): void {
    cancelAnimationFrame(this.#request);
  }

  seek(at: number): void {
    this.#at = at;
    this.#known = at;
    this.#store.dispatch({ type: 'sought', at });
  }

  #step(now: number): void {
    const elapsedMs = Math.min(LONGEST_FRAME_MS, now - this.#lastFrame);
    this.#lastFrame = now;
    const state = this.#store.get();
    // Somebody else set the time (an address, a new scope): follow.
    if (state.at !== this.#known) {
      this.#at = state.at;
      this.#known = state.at;
    }
    if (state.scope === LIVE) this.#at = Date.now();
    else if (state.playing) this.#play(state, elapsedMs);
    if (this.#at !== this.#known && now - this.#lastTold >= TELL_MS) this.#tell(now);
    this.#frame(this.#at, now);
    this.start();
  }

  #play(state: State, elapsedMs: number): void {
    const endAt = endOf(state);
    if (endAt === null) return;
    const moved = advance(this.#at, state.speed, elapsedMs, endAt);
    this.#at = moved.at;
    // A replay that is still being computed will have more to play: wait at the end of what there is.
    if (moved.ended && currentReplay(state)?.state !== 'running') {
      this.#tell(this.#lastFrame);
      this.#store.dispatch({ type: 'played', playing: false });
    }
  }

  #tell(now: number): void {
    this.#lastTold = now;
    this.#known = this.#at;
    this.#store.dispatch({ type: 'ticked', at: this.#at, now });
  }
}

/** Last instant that can be played: the end of the tracks in hand. */
function endOf(state: Pick<State, 'toAt' | 'scope' | 'replays'>): number | null {
  return state.toAt ?? (state.scope === null ? null : (state.replays.get(state.scope)?.toAt ?? null));
}
