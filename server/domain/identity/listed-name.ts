// Combined names taken apart: lists put several names of one hull into one field. Text as a list writes it comes in,
// each name with its kind goes out, in the order written and in its own spelling. What is no name (a ship type, a bare
// "IMO 9274082", the owning company) is left out; broken brackets and quotes are closed where the text ends.

export interface ListedName {
  text: string;
  kind: 'current' | 'former' | 'other';
}

export function splitNames(text: string): ListedName[] {
  const names: ListedName[] = [];
  for (const part of parts(shipOf(text))) addPart(names, part);
  return names;
}

/** French and Monaco lists: 'Ocean Maritime Management Company, Limited - navire CHOL RYONG'. */
function shipOf(text: string): string {
  const navire = /(?:^|\s)[-–—]\s*navire\s+/iu.exec(text);
  return navire ? text.slice(navire.index + navire[0].length) : text;
}

/** '1: A 2: B' and 'A / B'; the slash of 'M/V A' has no blanks round it. */
function parts(text: string): string[] {
  const numbered = /^\s*1\s*[:)]\s/.test(text) ? text.split(/(?:^|\s)[0-9]{1,2}\s*[:)]\s+/) : [text];
  return numbered.flatMap((part) => part.split(/\s+\/\s+/));
}

/** 'X (formerly A; B)', 'X (ex A)', 'X (A) (B)', 'IMO 9274082 ("A")', 'X ex A'. */
function addPart(names: ListedName[], part: string): void {
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
    for (const item of bracket.split(/[;,]|\s+\/\s+/)) {
      const said = KIND_WORD.exec(item);
      if (said) kind = FORMER_WORD.test(said[0]) ? 'former' : 'other';
      add(names, said ? item.slice(said[0].length) : item, kind);
    }
    add(names, behind.join(' '), 'other');
  }
}

function addWithFormer(names: ListedName[], text: string, kind: ListedName['kind']): void {
  const [first = '', ...former] = text.split(/[\s,;]+(?:ex|formerly|f\/?k\/?a)[\s:.-]+/iu);
  add(names, first, kind);
  for (const name of former) add(names, name, 'former');
}

const FORMER_WORD = /ex|former|previous|f\W?k\W?a/iu;
const KIND_WORD =
  /^\s*(?:ex(?=[\s.:-])|formerly(?: known as)?|former names?|previously|previous names?|f\.?\/?k\.?\/?a\.?(?=[\s:])|a\.?\/?k\.?\/?a\.?(?=[\s:])|also known as|now|renamed)[\s.:-]*/iu;

/** Said in brackets after a name to tell homonyms apart: 'MARIA (tanker, ex BORAY)'. */
const SHIP_TYPE =
  /^(?:(?:oil|crude|chemical|products?|general|dry|bulk|ro-?ro|container|lng|lpg|gas|passenger|fishing)[\s/]*)*(?:tanker|cargo|carrier|bulker|vessel|ship|ferry|tug|trawler|barge)$/iu;

function add(names: ListedName[], text: string, kind: ListedName['kind']): void {
  const name = text.replace(/^[\s"'“”‘’,;:)-]+|[\s"'“”‘’,;:()-]+$/gu, '').trim();
  if (name === '' || SHIP_TYPE.test(name)) return;
  if (!names.some((known) => known.text === name)) names.push({ text: name, kind });
}
