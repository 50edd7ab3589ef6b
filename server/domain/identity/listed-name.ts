// Combined names taken apart: lists put several names of one hull into one field. Text as a list writes it comes in,
// each name with its kind goes out, in the order written and in its own spelling. What is no name (a ship type, a bare
// "IMO 9274082", the owning company) is left out; broken brackets and quotes are closed where the text ends.

export interface ListedName {
  text: string;
  kind: 'current' | 'former' | 'other';
}

export function splitNames(text: string): ListedName[] {
  if (ONE_NAME.test(text) && !OTHER_WORDS.test(text)) return SHIP_TYPE.test(text) ? [] : [{ text, kind: 'current' }];
  const names: Names = new Map();
  // Runs of blanks are made one blank first: a pattern that begins with any number of blanks would scan a long run once for
  // each of them.
  for (const part of parts(shipOf(text.replace(/\s+/gu, ' ')))) addPart(names, part);
  return [...names.values()];
}

/** Most names are one name and nothing else: words with single blanks, points and strokes between them. */
const ONE_NAME = /^[A-Z0-9](?:[ .-]?[A-Z0-9])*$/i;
const OTHER_WORDS = /\b(?:EX|FORMERLY|FKA|NAVIRE|IMO)\b/i;

/** By text; the first of two equal ones stays. */
type Names = Map<string, ListedName>;

/** French and Monaco lists: 'Ocean Maritime Management Company, Limited - navire CHOL RYONG'. */
function shipOf(text: string): string {
  const navire = /(?:^|\s)[-–—]\s?navire\s/iu.exec(text);
  return navire ? text.slice(navire.index + navire[0].length) : text;
}

/** '1: A 2: B' and 'A / B'; the slash of 'M/V A' has no blanks round it. */
function parts(text: string): string[] {
  const numbered = /^\s*1\s*[:)]\s/.test(text) ? text.split(/(?:^|\s)[0-9]{1,2}\s?[:)]\s/) : [text];
  return numbered.flatMap((part) => part.split(' / '));
}

/** 'X (formerly A; B)', 'X (ex A)', 'X (A) (B)', 'IMO 9274082 ("A")', 'X ex A'. */
function addPart(names: Names, part: string): void {
  const [outside = '', ...inside] = part.split('(');
  const number = /^[\s"'“”‘’]*IMO\s*(?:no\.?|number)?\s*[:#]?\s*[0-9]{6,8}\b/iu.exec(outside);
  if (number) {
    add(names, outside.slice(number[0].length), 'current');
    for (const piece of inside) add(names, piece, 'current');
    return;
  }
  addWithFormer(names, outside, 'current');
  for (const piece of inside) {
    const [bracket = '', ...behind] = piece.split(')');
    let kind: ListedName['kind'] = 'other';
    for (const item of bracket.split(/[;,]|\s\/\s/)) {
      const said = KIND_WORD.exec(item);
      if (said) kind = FORMER_WORD.test(said[0]) ? 'former' : 'other';
      add(names, said ? item.slice(said[0].length) : item, kind);
    }
    add(names, behind.join(' '), 'other');
  }
}

function addWithFormer(names: Names, text: string, kind: ListedName['kind']): void {
  const [first = '', ...former] = text.split(/[\s,;](?:ex|formerly|f\/?k\/?a)[\s:.-]+/iu);
  add(names, first, kind);
  for (const name of former) add(names, name, 'former');
}

const FORMER_WORD = /ex|former|previous|f\W?k\W?a/iu;
const KIND_WORD =
  /^\s*(?:ex(?=[\s.:-])|formerly(?: known as)?|former names?|previously|previous names?|f\.?\/?k\.?\/?a\.?(?=[\s:])|a\.?\/?k\.?\/?a\.?(?=[\s:])|also known as|now|renamed)[\s.:-]*/iu;

/** Said in brackets after a name to tell homonyms apart: 'MARIA (tanker, ex BORAY)'. */
const SHIP_TYPE =
  /^(?:(?:oil|crude|chemical|products?|general|dry|bulk|ro-?ro|container|lng|lpg|gas|passenger|fishing)[\s/]*)*(?:tanker|cargo|carrier|bulker|vessel|ship|ferry|tug|trawler|barge)$/iu;

function add(names: Names, text: string, kind: ListedName['kind']): void {
  let from = 0;
  let to = text.length;
  while (from < to && BEFORE.has(text[from]!)) from++;
  while (to > from && BEHIND.has(text[to - 1]!)) to--;
  const name = text.slice(from, to).trim();
  if (name === '' || SHIP_TYPE.test(name)) return;
  if (!names.has(name)) names.set(name, { text: name, kind });
}

/** What a bad split leaves at the ends of a name. */
const BEFORE = new Set(' "\'“”‘’,;:)-');
const BEHIND = new Set(' "\'“”‘’,;:()-');
