// The one clock of the page. Whatever a panel shows or asks for, it takes the day from here: the playhead in a replay, now in
// the live monitor. What is dated after it is shown as known later (parts/ClockMarks.tsx), or not at all.

import { useEffect, useRef, useState } from 'react';
import { DAY_MS } from '../words/time.ts';
import { currentReplay, LIVE, type State } from './state.ts';
import { usePageStore, useSlice } from './store.ts';

/** 'live': now; 'then': the playhead, on the lists of its day; 'now': the playhead, on the lists of today. */
export type Lens = 'live' | 'then' | 'now';

/** While it plays, an answer of the server is asked for again after this long at the earliest. */
const ASK_AGAIN_MS = 1_000;

export function lensOf(state: State): Lens {
  return state.scope === LIVE || state.scope === null ? 'live' : (currentReplay(state)?.asOf ?? 'then');
}

/** The instant whose lists hold: the playhead, or the wall clock where the lists of today are asked. */
export function listsAtOf(state: State): number {
  return lensOf(state) === 'then' ? state.at : Date.now();
}

export function useLens(): Lens {
  return useSlice(lensOf);
}

/** The day whose lists hold, as its first instant: listings are dated by the day, so that it moves once a day. */
export function useListsDay(): number {
  return useSlice((state) => Math.floor(listsAtOf(state) / DAY_MS) * DAY_MS);
}

/** What goes to the server as `asOf`: the day of the playhead as YYYY-MM-DD, or undefined for today. */
export function useAsOf(): string | undefined {
  const store = usePageStore();
  const day = useSlice((state) => (lensOf(state) === 'then' ? Math.floor(state.at / DAY_MS) * DAY_MS : null));
  const [asked, setAsked] = useState(day);
  const askedAt = useRef(0);
  useEffect(() => {
    const wait = store.get().playing ? Math.max(0, askedAt.current + ASK_AGAIN_MS - Date.now()) : 0;
    const timer = setTimeout(() => {
      askedAt.current = Date.now();
      setAsked(day);
    }, wait);
    return () => clearTimeout(timer);
  }, [day, store]);
  return asked === null ? undefined : new Date(asked).toISOString().slice(0, 10);
}
