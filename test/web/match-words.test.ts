import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { matchRowText } from '../../web/words/match-words.ts';

describe('what a match rests on', () => {
  it.each(['identify', 'screen'])('has words for every row that %s can decide by', (file) => {
    const source = readFileSync(new URL(`../../server/domain/identity/${file}.ts`, import.meta.url), 'utf8');
    const rows = /type Row = ([^;]+);/.exec(source)?.[1]?.match(/[A-Z]\d/g) ?? [];
    expect(rows.length).toBeGreaterThan(5);
    for (const row of rows) expect(matchRowText(row), row).toMatch(/\w+ \w+.* \([A-Z]\d\)$/);
  });

  it('shows a row it does not know as it is', () => {
    expect(matchRowText('Z9')).toBe('Z9');
  });
});
