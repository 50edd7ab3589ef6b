// The keyboard of the page: j and k along the feed, o opens, a acknowledges, / searches, ? helps, space plays, brackets
// step through the replay. Keys typed into a field stay there.

import { useEffect } from 'react';
import { marksOf } from '../replay/marks.ts';
import { useControls } from '../state/controls.ts';
import { feedOf } from '../state/feed.ts';
import { nextMark, previousMark } from '../state/playback.ts';
import { LIVE } from '../state/state.ts';
import { usePageStore } from '../state/store.ts';

export const SHORTCUTS: readonly (readonly [keys: string, meaning: string])[] = [
  ['j  k', 'next, previous alert'],
  ['o  Enter', 'open the alert'],
  ['a', 'acknowledge the open alert'],
  ['/', 'search the alerts'],
  ['Space', 'play or pause'],
  ['[  ]', 'step to the previous, next event'],
  ['f', 'show the whole scope on the map'],
  ['v', 'vessel table'],
  ['e', 'event table'],
  ['r', 'what every silent ship can have reached'],
  ['w', 'watchlists and screening'],
  ['u', 'rules'],
  ['n', 'who is told'],
  ['l', 'legend'],
  ['t', 'dark or light'],
  ['Esc', 'close the dossier'],
  ['?', 'this page'],
];

export function useShortcuts(): void {
  const store = usePageStore();
  const controls = useControls();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isField(event.target)) return;
      const state = store.get();
      // An open dialog has the keys to itself; asked of the page, since its closing reaches the state a moment later.
      if (document.querySelector('dialog[open]') !== null) return;
      switch (event.key) {
        case 'j':
        case 'k': {
          const rows = feedOf(state.alerts.values(), state.filters);
          const here = rows.findIndex((alert) => alert.id === state.cursorId);
          const next = rows[here < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, here + (event.key === 'j' ? 1 : -1)))];
          if (next === undefined) return;
          store.dispatch({ type: 'cursor moved', alertId: next.id });
          requestAnimationFrame(() => focusCard(next.id));
          break;
        }
        case 'o':
        case 'Enter': {
          if (event.key === 'Enter' && event.target instanceof HTMLButtonElement) return;
          const alert = state.cursorId === null ? undefined : state.alerts.get(state.cursorId);
          if (alert === undefined) return;
          controls.showAlert(alert);
          break;
        }
        case 'a': {
          const id = state.alertId ?? state.cursorId;
          const alert = id === null ? undefined : state.alerts.get(id);
          if (alert === undefined) return;
          if (state.alertId !== alert.id) controls.showAlert(alert);
          focusSoon('acknowledge-reason');
          break;
        }
        case '/':
          store.dispatch({ type: 'feed shown', shown: true });
          focusSoon('feed-search');
          break;
        case ' ':
          if (event.target instanceof HTMLButtonElement || state.scope === LIVE) return;
          store.dispatch({ type: 'played', playing: !state.playing });
          break;
        case '[':
        case ']': {
          if (state.scope === LIVE) return;
          const marks = marksOf(state);
          const at = event.key === ']' ? nextMark(marks, state.at) : previousMark(marks, state.at);
          if (at !== null) controls.seek(at);
          break;
        }
        case 'f':
          controls.fitScope();
          break;
        case 'v':
          store.dispatch({ type: 'dialog', dialog: 'vessels' });
          break;
        case 'e':
          store.dispatch({ type: 'dialog', dialog: 'events' });
          break;
        case 'r':
          store.dispatch({ type: 'reach of all', shown: !state.reachAll });
          break;
        case 'w':
          store.dispatch({ type: 'dialog', dialog: 'watchlists' });
          break;
        case 'u':
          store.dispatch({ type: 'dialog', dialog: 'rules' });
          break;
        case 'n':
          store.dispatch({ type: 'dialog', dialog: 'notify' });
          break;
        case 'l':
          store.dispatch({ type: 'legend shown', shown: !state.legendShown });
          break;
        case 't':
          store.dispatch({ type: 'themed', theme: state.theme === 'dark' ? 'light' : 'dark' });
          break;
        case '?':
          store.dispatch({ type: 'dialog', dialog: 'help' });
          break;
        case 'Escape':
          store.dispatch({ type: 'dossier closed' });
          break;
        default:
          return;
      }
      event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [store, controls]);
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== 'range';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

function focusCard(id: string): void {
  document.querySelector<HTMLElement>(`[data-alert="${CSS.escape(id)}"] .card-open`)?.focus({ preventScroll: true });
}

/** The field may appear only once the panel is open and its answer has come. */
function focusSoon(id: string, attempts = 30): void {
  const field = document.getElementById(id);
  if (field !== null) field.focus();
  else if (attempts > 0) requestAnimationFrame(() => focusSoon(id, attempts - 1));
}
