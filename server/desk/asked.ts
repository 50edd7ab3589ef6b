// A question as it goes to the screening: a text as a person types it comes in, one or several readings of it go out, each
// with what of it was not read. Every number in the text is asked, and the name that is left. It knows no list.

import { callSignKey } from '../domain/identity/call-sign.ts';
import { readQuestion } from '../domain/identity/question.ts';
import type { ScreenQuery } from '../domain/identity/screen.ts';

export interface Asked {
  asked: string;
  query: ScreenQuery;
  unread?: readonly string[];
  /** Whether companies and persons are asked by the whole of a name (taken when absent), by a part of it too, not, or alone. */
  parties?: 'whole' | 'part' | 'none' | 'only';
  /** Flags as the question spells them. */
  flag?: string;
  line?: number;
}

/** A text as a person types it: every number in it is asked, and the name that is left. */
export function readAsked(text: string): Asked[] {
  const asked = text.length > LONGEST_SHOWN ? `${text.trim().slice(0, LONGEST_SHOWN)}…` : text.trim();
  const { name, imos, mmsis, callSign, guessed, unread } = readQuestion(text);
  const blank: ScreenQuery = { name: '', imo: null, mmsi: null, callSign: '' };
  const questions: Asked[] = [];
  if (imos.length <= 1 && mmsis.length <= 1) {
    const query = { name, imo: imos[0] ?? null, mmsi: mmsis[0] ?? null, callSign };
    if (name !== '' || imos.length + mmsis.length > 0 || callSign !== '') questions.push({ asked, query });
  } else {
    // Several ships in one text: each number with the name, then each MMSI by itself.
    for (const imo of imos) questions.push({ asked, query: { ...blank, name, imo } });
    for (const mmsi of mmsis) questions.push({ asked, query: { ...blank, mmsi } });
    if (imos.length === 0 && name !== '') questions.push({ asked, query: { ...blank, name, callSign } });
  }
  for (const imo of guessed) questions.push({ asked, query: { ...blank, imo } });
  // Letters and digits in one word of four to seven: a call sign, or a ship that is named like one.
  if (/^(?=.*\d)(?=.*[a-z])[a-z0-9]{4,7}$/i.test(name) && callSignKey(name) !== '') {
    questions.push({ asked, query: { ...blank, callSign: name } });
  }
  if (questions.length === 0) {
    const said = unread.length > 0 ? unread : [`"${asked}" holds no name and no number that can be asked.`];
    return [{ asked, query: blank, unread: said, parties: 'none' }];
  }
  return questions.map((question, i) => ({ ...question, parties: 'part' as const, unread: i === 0 ? unread : [] }));
}

/** Characters of a question that an answer repeats. */
const LONGEST_SHOWN = 300;
