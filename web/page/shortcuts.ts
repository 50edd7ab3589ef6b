// The keyboard of the page: j and k along the feed of cases, o opens, x picks, a acknowledges, / searches, ? helps, space plays,
// brackets step through the replay. Keys typed into a field stay there; keys of one letter can be switched off.

import { useEffect } from 'react';
import { feedRows } from '../cases/feed-rows.ts';
import { focusCard, focusSoon, unfoldSoon } from '../cases/focus.ts';
import { pickAll, picked, pickNone, pickRange, togglePick } from '../cases/picked.ts';
import { OPEN_TOOL } from '../map/tools/MapTools.tsx';
import { marksOf } from '../replay/marks.ts';
import { useControls } from '../state/controls.ts';
import { nextMark, previousMark } from '../state/playback.ts';
import { LIVE, type State } from '../state/state.ts';
import { usePageStore } from '../state/store.ts';
import { NOBODY_ASKED } from '../whereabouts/who.ts';
import { isLetter, lettersOn } from './letters.ts';

export const SHORTCUTS: readonly (readonly [keys: string, meaning: string])[] = [
  ['j  k', 'next, previous case'],
  ['o  Enter', 'open the case; the focus goes with it'],
  ['x', 'pick the case, or let it go'],
  ['A', 'pick all cases shown, or none'],
  ['X  J  K', 'pick all from the last one to here, while going on'],
  ['a', 'acknowledge: what is picked, the open alert, or the case'],
  ['s', 'mute: what is picked, the open alert, or the case'],
  ['z', 'undo what was just done'],
  ['h', 'record: who did what'],
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
  ['d', 'zones: draw one, or see those of your own'],
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
    /** The open alert or case stays; else the case that the keyboard stands on is opened. */
    const showSubject = (state: State): boolean => {
      if (state.alertId !== null || state.caseId !== null) return true;
      if (state.cursorId === null || !state.cases.has(state.cursorId)) return false;
      controls.showCase(state.cursorId);
      return true;
    };
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
      if (isLetter(event.key) && !lettersOn()) return;
      switch (event.key) {
        case 'j':
        case 'k':
        case 'J':
        case 'K': {
          const rows = feedRows(state);
          const here = rows.findIndex((row) => row.case.id === state.cursorId);
          const step = event.key.toLowerCase() === 'j' ? 1 : -1;
          const next = rows[here < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, here + step))];
          if (next === undefined) return;
          if (event.key === 'J' || event.key === 'K') {
            const order = rows.map((row) => row.case.id);
            if (here >= 0) pickRange(order, order[here]!);
            pickRange(order, next.case.id);
          }
          store.dispatch({ type: 'cursor moved', caseId: next.case.id });
          focusCard(next.case.id);
          break;
        }
        case 'o':
        case 'Enter': {
          if (event.key === 'Enter' && event.target instanceof HTMLButtonElement) return;
          if (state.cursorId === null || !state.cases.has(state.cursorId)) return;
          controls.showCase(state.cursorId);
          focusSoon('case-heading');
          break;
        }
        case 'A': {
          const order = feedRows(state).map((row) => row.case.id);
          if (order.length > 0 && order.every((id) => picked.get().has(id))) pickNone();
          else pickAll(order);
          break;
        }
        case 'x':
        case 'X': {
          const order = feedRows(state).map((row) => row.case.id);
          const id = state.cursorId !== null && order.includes(state.cursorId) ? state.cursorId : order[0];
          if (id === undefined) return;
          if (event.key === 'X') pickRange(order, id);
          else togglePick(id);
          if (id !== state.cursorId) store.dispatch({ type: 'cursor moved', caseId: id });
          focusCard(id);
          break;
        }
        case 's': {
          if (pressPicked('bulk-mute')) break;
          if (!showSubject(state)) return;
          unfoldSoon('mute-summary', 'mute-now');
          break;
        }
        case 'z':
          document.getElementById('undo-deed')?.click();
          break;
        case 'h':
          store.dispatch({ type: 'dialog', dialog: 'audit' });
          break;
        case 'a': {
          if (pressPicked('bulk-acknowledge')) break;
          if (!showSubject(state)) return;
          focusSoon('acknowledge-reason');
          break;
        }
        case '/':
          store.dispatch({ type: 'feed shown', shown: true });
          focusSoon('feed-search');
          break;
        case ' ':
          if (event.target instanceof HTMLButtonElement || event.target instanceof HTMLInputElement) return;
          if (state.scope === LIVE) return;
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
        case 'd':
          dispatchEvent(
            new CustomEvent(OPEN_TOOL, { detail: { y: 'layers', g: 'goto', m: 'measure', d: 'zones' }[event.key] }),
          );
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
            store.dispatch({ type: 'charted', chart: { tool: 'none', draft: null } });
            break;
          }
          if (picked.get().size > 0 && state.caseId === null && state.alertId === null) {
            pickNone();
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
  if (target instanceof HTMLInputElement) return target.type !== 'range' && target.type !== 'checkbox';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Presses a button of the bar that deals with what is picked; false: nothing is picked. */
function pressPicked(id: string): boolean {
  const button = document.getElementById(id);
  button?.click();
  return button !== null;
}
