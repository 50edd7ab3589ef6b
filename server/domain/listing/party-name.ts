// Names of companies and persons made comparable, and cells that hold several of them taken apart. "M. LEASING, OOO" and
// "M Leasing LLC" are one key; "KOZLOV, Sergei" and "Sergei Kozlov" too. A key is for finding: that two parties have one
// name never makes them one party.

import { foldWord } from '../identity/folded-name.ts';
import { foldName } from '../identity/name.ts';

export interface PartyName {
  /** Every word that tells, folded and in order of the alphabet. */
  key: string;
  words: readonly string[];
}

/** The name in any script; null where it tells nobody apart. */
export type NameOf = (text: string) => PartyName | null;

/** null where nothing is left that could tell one party from another. `text` is in Latin letters already. */
export function partyName(text: string): PartyName | null {
  const folded = foldName(text.length > LONGEST ? text.slice(0, LONGEST) : text);
  const words = (folded.includes('.') ? folded.replace(INITIALS, '') : folded).match(/[\p{L}\p{M}\p{N}]+/gu);
  if (words === null) return null;
  const hasOther = words.some((word) => !LEGAL_FORMS.has(word));
  const sorted: string[] = [];
  let letters = 0;
  for (const word of words) {
    if (hasOther && LEGAL_FORMS.has(word)) continue;
    const alike = foldWord(word, 'latin').replace(/C(?!H)/g, 'K');
    if (sorted.includes(alike)) continue;
    sorted.push(alike);
    if (!DIGITS.test(alike)) letters += alike.length;
  }
  sorted.sort();
  return letters < LEAST_LETTERS ? null : { key: sorted.join(' '), words: sorted };
}

/** The dots of 'L.L.C.' and 'S.A.', and no other. */
const INITIALS = /(?<=(?<!\p{L})\p{L})\.(?=\p{L}(?!\p{L}))/gu;

/** Companies on lists reach 300 characters. */
const LONGEST = 500;
const LEAST_LETTERS = 2;
const DIGITS = /^\p{N}+$/u;

/** What says in which form a company is founded, and nothing of which one. */
const LEGAL_FORMS = new Set(
  (
    'LLC LLP LP LTD LIMITED CO COMPANY CORP CORPORATION INC INCORPORATED PLC PTE PTY SDN BHD GMBH AG KG BV NV SA SAS SARL ' +
    'SRL SPA OY AB AS APS EOOD OOD DOO DMCC FZE FZCO FZC OOO OAO ZAO AO PAO PJSC JSC OJSC CJSC THE'
  ).split(' '),
);

export interface SaidParty {
  name: string;
  /** As the cell has it, with its number. */
  written: string;
  /** The IMO company number that stands with it. */
  companyImo: number | null;
}

/** Parties taken from one cell; more is no cell of owners. */
const MOST_IN_CELL = 50;

/** 'MG-FLOT LLC; SECOND OWNER LTD (IMO 5342883)', 'A LLC / B LLC', '1) A 2) B', 'A LLC, B LLC'; each with its own number. */
export function splitParties(cell: string): SaidParty[] {
  const plain = cell.replace(/[^\S\r\n]+/gu, ' ').trim();
  const numbered = /^\(?1[.):] /.test(plain) ? plain.split(/(?:^| )\(?[0-9]{1,2}[.):] /) : [plain];
  const parts = numbered.flatMap((part) =>
    part.split(
      /[;|\r\n]| \/ |(?<=\b(?:LLC|LTD|LIMITED|INC|CORP|JSC|PJSC|OOO|GMBH|FZE|PTE LTD|S\.?A)\b\.?), (?=\S+ \S)/i,
    ),
  );
  return parts.slice(0, MOST_IN_CELL).flatMap((part) => {
    const number = /[([]? ?\bIMO(?: company)?(?: (?:no|number))?[ .:#]{0,3}([1-9]\d{6})(?!\d) ?[)\]]?/i.exec(part);
    const bare = number ? `${part.slice(0, number.index)} ${part.slice(number.index + number[0].length)}` : part;
    const name = trimmed(bare.replace(/ {2,}/g, ' '));
    return name === '' ? [] : [{ name, written: trimmed(part), companyImo: number ? Number(number[1]) : null }];
  });
}

function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && ' ,;:-'.includes(text[from]!)) from++;
  while (to > from && ' ,;:-'.includes(text[to - 1]!)) to--;
  return text.slice(from, to);
}
