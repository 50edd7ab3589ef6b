// Text of others where it is shown: control characters move a terminal's cursor or colour it, marks of direction turn a name
// round, and half a letter is no text. At a door out each is written out so that it shows and does nothing; at a door in where
// a person types such text is refused.

/** Controls (line ends and tabs too), marks and overrides of direction, line separators, halves of letters, invisible joins. */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** The same without what a person may type in a note: line ends and tabs. */
const TYPED_NEVER = new RegExp(
  HIDDEN.source.replace('\\u0000-\\u001f', '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f'),
);

/** One line for a terminal or a log: JSON stays the same JSON. */
export function plainLine(text: string): string {
  return text.replace(HIDDEN, written);
}

/** Several lines, with their line ends and tabs. */
export function plainLines(text: string): string {
  return text.replace(HIDDEN, (letter) => (letter === '\n' || letter === '\t' ? letter : written(letter)));
}

/** The first such letter in what a person typed, as it is written out; null where there is none. */
export function hiddenIn(text: string): string | null {
  const found = TYPED_NEVER.exec(text);
  return found === null ? null : written(found[0]);
}

function written(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
