// What the rows of the matching policy mean, for people: the server names the row that decided, the page says it.

const ROW_WORDS: Readonly<Record<string, string>> = {
  C1: 'the IMO number is this hull’s',
  C2: 'a person bound this radio to the hull',
  C3: 'the radio sent this hull’s IMO number before',
  P1: 'the IMO number is this hull’s, but other signs speak against it',
  P2: 'the MMSI is this hull’s, and so is the name or the call sign',
  P3: 'name and call sign are this hull’s',
  P4: 'the radio sent this hull’s IMO number before it changed its name',
  Q1: 'the MMSI alone',
  Q2: 'the name, and other signs that fit',
  Q3: 'the name alone',
  Q4: 'a name that is nearly the same',
  Q5: 'a name as AIS cuts it to 20 letters',
  Q6: 'the call sign alone',
  Q7: 'a number that fails its check digit and stands so on a list',
  Q8: 'the name in another spelling or script',
  Q9: 'nearly the name, written in another script',
  R1: 'the reference of a list line',
  N1: 'the IMO company number',
  N2: 'the name alone, of a company or person',
  N3: 'a part of the name of a company or person',
  K1: 'an entry that lists a class of ships',
};

/** "the name alone (Q3)"; a row that this page does not know stands as it is. */
export function matchRowText(rule: string): string {
  const words = ROW_WORDS[rule];
  return words === undefined ? rule : `${words} (${rule})`;
}
