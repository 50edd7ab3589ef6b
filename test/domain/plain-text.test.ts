import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRow } from '../../server/desk/csv-row.ts';
import { hiddenIn, plainLine, plainLines } from '../../server/domain/plain-text.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not come out.
const HARMFUL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('\u001b[2J', '\u202e', 'A', '\u0000', '\ud800', '\n', '\t', 'é', '李'))
    .map((parts) => parts.join('')),
);

describe('text of others', () => {
  it('leaves every door without what moves a cursor, colours or turns a line round', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const out of [plainLine(text), plainLines(text), csvRow([text]).replaceAll('\r', '')]) {
          expect(out).not.toMatch(HARMFUL);
          expect(out.isWellFormed()).toBe(true);
        }
        expect(plainLine(text)).not.toContain('\n');
      }),
    );
  });

  it('stays what it was where it does no harm, and JSON stays the same JSON', () => {
    expect(plainLine('ANGARA, Ёлка, 李, naïve')).toBe('ANGARA, Ёлка, 李, naïve');
    fc.assert(
      fc.property(anyText, (text) => {
        expect(JSON.parse(plainLine(JSON.stringify({ text })))).toEqual({ text });
      }),
    );
  });

  it('is refused where a person types it, line ends and tabs apart', () => {
    expect(hiddenIn('two\nlines\tand a tab')).toBeNull();
    expect(hiddenIn('red \u001b[31m')).toBe('\\u001b');
    expect(hiddenIn('turned \u202e round')).toBe('\\u202e');
    expect(hiddenIn('half \ud83d')).toBe('\\ud83d');
    expect(hiddenIn('whole 🚢')).toBeNull();
  });
});
