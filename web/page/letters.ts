// Whether keys of one letter do something: whoever speaks to the machine, or holds a hand on the keyboard, may switch them off
// (WCAG 2.1.4). Kept in this browser.

import { held } from '../desk/held.ts';

const KEY = 'keelwatch.letters';

export const letters = held<boolean>(read());

export function lettersOn(): boolean {
  return letters.get();
}

export function switchLetters(on: boolean): void {
  letters.set(on);
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off');
  } catch {
    // A browser that keeps nothing has them on the next time.
  }
}

/** Letters and signs alone; Enter, Escape and the space bar are no letters. */
export function isLetter(key: string): boolean {
  return key.length === 1 && key !== ' ';
}

function read(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}
