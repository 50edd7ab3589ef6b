// The keyboard of the page: j and k along the feed of cases, o opens, a acknowledges, / searches, ? helps, space plays, brackets
// step through the replay. Keys typed into a field stay there.

import { useEffect } from 'react';
import { OPEN_TOOL } from '../map/tools/MapTools.tsx';
import { marksOf } from '../replay/marks.ts';
import { caseFeed } from '../state/case-feed.ts';
import { useControls } from '../state/controls.ts';
import { nextMark, previousMark } from '../state/playback.ts';
import { LIVE, type State } from '../state/state.ts';
import { usePageStore } from '../state/store.ts';
import { NOBODY_ASKED } from '../whereabouts/who.ts';

export const SHORTCUTS: readonly (readonly [keys: string, meaning: string])[] = [
  ['j  k', 'next, previous case'],
  ['o  Enter', 'open the case'],
  ['a', 'acknowledge the open alert'],
  ['s', 'mute the open alert'],
  ['z', 'undo what was just done'],
  ['h', 'who did what'],
  ['Ctrl K  Cmd K', 'search any ship, port, company, rule or position'],
  ['/', 'search the cases'],
  ['Space', 'play or pause'],
  ['[  ]', 'step to the previous, next event'],
  ['f', 'show the whole scope on the map'],
  ['v', 'vessel table'],
  ['e', 'event table'],
  ['r', 'what every silent ship can have reached'],
  ['w', 'watchlists and screening'],
  ['u', 'rules'],
  ['n', 'who is told'],
  ['y', 'layers of the map'],
  ['g', 'go to a place'],
  ['m', 'measure on the map'],
  ['b', 'who was here: draw a box'],
  ['l', 'legend'],
  ['t', 'dark or light'],
  ['Esc', 'close what is open; the focus goes back to the case'],
  ['?', 'this page'],
];

export function useShortcuts(): void {
  const store = usePageStore();
  const controls = useControls();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k' && !event.altKey) {
        event.preventDefault();
        if (document.querySelector('dialog[open]') === null) store.dispatch({ type: 'dialog', dialog: 'search' });
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isField(event.target)) return;
      const state = store.get();
      // An open dialog has the keys to itself; asked of the page, since its closing reaches the state a moment later.
      if (document.querySelector('dialog[open]') !== null) return;
      switch (event.key) {
        case 'j':
        case 'k': {
          const rows = caseFeed(state.cases.values(), state.alerts, state.filters, 0);
          const here = rows.findIndex((row) => row.case.id === state.cursorId);
          const next = rows[here < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, here + (event.key === 'j' ? 1 : -1)))];
          if (next === undefined) return;
          store.dispatch({ type: 'cursor moved', caseId: next.case.id });
          focusCard(next.case.id);
          break;
        }
        case 'o':
        case 'Enter': {
          if (event.key === 'Enter' && event.target instanceof HTMLButtonElement) return;
          if (state.cursorId === null || !state.cases.has(state.cursorId)) return;
          controls.showCase(state.cursorId);
          break;
        }
        case 's': {
          const alert = state.alerts.get(state.alertId ?? openAlertOf(state) ?? '');
          if (alert === undefined) return;
          if (state.alertId !== alert.id) controls.showAlert(alert);
          focusSoon('mute-summary');
          break;
        }
        case 'z':
          document.getElementById('undo-deed')?.click();
          break;
        case 'h':
          store.dispatch({ type: 'dialog', dialog: 'audit' });
          break;
        case 'a': {
          const alert = state.alerts.get(state.alertId ?? openAlertOf(state) ?? '');
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
        case 'y':
        case 'g':
        case 'm':
          dispatchEvent(new CustomEvent(OPEN_TOOL, { detail: { y: 'layers', g: 'goto', m: 'measure' }[event.key] }));
          break;
        case 'b':
          store.dispatch({ type: 'who asked', who: state.who ?? NOBODY_ASKED });
          store.dispatch({ type: 'charted', chart: { tool: state.chart.tool === 'box' ? 'none' : 'box' } });
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
          if (state.chart.tool !== 'none') {
            store.dispatch({ type: 'charted', chart: { tool: 'none' } });
            break;
          }
          store.dispatch({ type: 'dossier closed' });
          if (state.cursorId !== null) focusCard(state.cursorId);
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

/** The newest alert of the case that the keyboard stands on which nobody has dealt with. */
function openAlertOf({ cases, cursorId, alerts }: State): string | null {
  const ids = cases.get(cursorId ?? '')?.legs.flatMap(({ alertIds }) => alertIds) ?? [];
  return ids.findLast((id) => alerts.get(id)?.state === 'open') ?? null;
}

/** The row is drawn once it has been brought into view. */
function focusCard(id: string, attempts = 10): void {
  requestAnimationFrame(() => {
    const card = document.querySelector<HTMLElement>(`[data-case="${CSS.escape(id)}"] .card-open`);
    if (card !== null) card.focus({ preventScroll: true });
    else if (attempts > 0) focusCard(id, attempts - 1);
  });
}

/** The field may appear only once the panel is open and its answer has come. */
function focusSoon(id: string, attempts = 30): void {
  const field = document.getElementById(id);
  if (field !== null) field.focus();
  else if (attempts > 0) requestAnimationFrame(() => focusSoon(id, attempts - 1));
}
