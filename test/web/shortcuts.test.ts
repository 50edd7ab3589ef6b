import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

// Read as text: the file itself needs a browser.
const source = readFileSync(new URL('../../web/page/shortcuts.ts', import.meta.url), 'utf8');
const told = [...source.matchAll(/^ {2}\['([^']+)', '/gm)].flatMap(([, keys]) => keys!.split(/ {2}/));
const heard = [...source.matchAll(/case '([^']+)':/g)].map(([, key]) => key!);

describe('the keys of the page', () => {
  it('have one meaning each', () => {
    expect(told.length).toBeGreaterThan(25);
    for (const keys of [told, heard]) expect(keys.filter((key, n) => keys.indexOf(key) !== n)).toEqual([]);
  });

  it('are all told in the help', () => {
    const letters = heard.filter((key) => /^[a-zA-Z]$/.test(key));
    expect(letters.filter((key) => !told.includes(key))).toEqual([]);
  });
});
