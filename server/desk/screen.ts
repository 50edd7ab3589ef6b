// Screening with everything that is loaded: questions as people write them come in, matches go out with their level,
// their evidence and the list lines they rest on. One index serves until the lists change.

import anyAscii from 'any-ascii';
import type { MatchLevel } from '../domain/heard.ts';
import { callSignKey } from '../domain/identity/call-sign.ts';
import {
  type CompanyNumbers,
  type ScreenAnswer,
  type ScreenMatch,
  type ScreenQuery,
  screen,
} from '../domain/identity/screen.ts';
import { indexHulls, type WatchIndex } from '../domain/identity/watch-index.ts';
import { type Designation, designationsRead, type WatchedHull } from '../domain/vessel.ts';
import type { ListRecordRow, Store } from '../seams/store.ts';
import type { Watch } from '../watch/hulls.ts';

/** A line that a match rests on. */
export interface ListLine {
  list: string;
  recordId: string | null;
  authority: string;
  programme: string;
  /** The text of the list; null for rows of the built-in table. */
  raw: string | null;
  source: string;
  listedAt: number | null;
  precision: Designation['precision'];
  delistedAt: number | null;
  /** False for catalogues that are no legal listing. */
  sanction: boolean;
}

export interface ScreenResult {
  query: ScreenQuery;
  /** As it was written. */
  asked: string;
  /** Of the best match; null when there is none. */
  level: MatchLevel | null;
  matches: (ScreenMatch & { lines: ListLine[] })[];
  notes: string[];
}

export interface Asked {
  asked: string;
  query: ScreenQuery;
}

export interface Screener {
  /** `at`: the lines as the copies of that day had them; absent: as they are now. */
  screen(asked: readonly Asked[], at?: number): Promise<ScreenResult[]>;
}

/** Matches told of one question; a name of three letters may be close to many. */
const MOST_MATCHES = 50;

export function createScreener(store: Pick<Store, 'listRecordsOf'>, watch: () => Watch): Screener {
  let built: { of: Watch; index: WatchIndex; companies: CompanyNumbers } | null = null;

  function current(): { index: WatchIndex; companies: CompanyNumbers } {
    const now = watch();
    if (built?.of !== now) built = { of: now, index: indexHulls(now.known), companies: companiesOf(now.known) };
    return built;
  }

  return {
    async screen(asked, at) {
      const { index, companies } = current();
      const answers = asked.map(({ query }) => screenWithScript(query, index, companies));
      const hulls = new Set(answers.flatMap(({ matches }) => matches.map(({ hull }) => hull)));
      const lines = await linesOf(store, hulls, at);
      return asked.map(({ asked: text, query }, i) => {
        const { matches, notes } = answers[i]!;
        return {
          query,
          asked: text,
          level: matches[0]?.evidence.level ?? null,
          matches: matches.map((match) => ({ ...match, lines: lines.get(match.hull)! })),
          notes,
        };
      });
    },
  };
}

/** A text that may be a name, an IMO number, an MMSI or a call sign: "IMO 9161003", "273212120", "UBDT8", "LADY R". */
export function readAsked(text: string): Asked[] {
  const asked = text.trim();
  const blank: ScreenQuery = { name: '', imo: null, mmsi: null, callSign: '' };
  const imo = /^(?:IMO\s*(?:no\.?|number)?\s*[:#]?\s*)?(\d{7})$/i.exec(asked);
  if (imo) return [{ asked, query: { ...blank, imo: Number(imo[1]) } }];
  const mmsi = /^(?:MMSI\s*:?\s*)?(\d{9})$/i.exec(asked);
  if (mmsi) return [{ asked, query: { ...blank, mmsi: Number(mmsi[1]) } }];
  const questions: Asked[] = [{ asked, query: { ...blank, name: asked } }];
  // Letters and digits in one word of four to seven: a call sign, or a ship that is named like one.
  if (/^(?=.*\d)(?=.*[a-z])[a-z0-9]{4,7}$/i.test(asked) && callSignKey(asked) !== '') {
    questions.push({ asked, query: { ...blank, callSign: asked } });
  }
  return questions;
}

/** Several readings of one text in one result. */
export function oneResult(results: readonly ScreenResult[]): ScreenResult {
  const [first, ...others] = results;
  if (others.length === 0) return first!;
  const matches = [...first!.matches];
  for (const { matches: more } of others) {
    for (const match of more) if (!matches.some(({ hull }) => hull.id === match.hull.id)) matches.push(match);
  }
  const order: readonly MatchLevel[] = ['confident', 'probable', 'possible'];
  matches.sort((a, b) => order.indexOf(a.evidence.level) - order.indexOf(b.evidence.level));
  const notes = matches.length > 0 ? [] : first!.notes;
  return { ...first!, level: matches[0]?.evidence.level ?? null, matches, notes };
}

/** A name in another script is asked as it stands and in Latin letters, which is a candidate and no more. */
function screenWithScript(query: ScreenQuery, index: WatchIndex, companies: CompanyNumbers): ScreenAnswer {
  const answer = screen(query, index, companies);
  const latin = NOT_LATIN.test(query.name) ? anyAscii(query.name) : query.name;
  if (latin === query.name) return cut(answer);
  const known = new Set(answer.matches.map(({ hull }) => hull.id));
  const more = screen({ ...query, name: latin }, index, companies).matches.filter(({ hull }) => !known.has(hull.id));
  const written = `${query.name} is written ${latin} in Latin letters`;
  return cut({
    matches: [
      ...answer.matches,
      ...more.map(({ hull, evidence }) => ({
        hull,
        evidence: { ...evidence, witnesses: [...evidence.witnesses, written] },
      })),
    ],
    notes: answer.notes,
  });
}

const NOT_LATIN = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u;

function cut({ matches, notes }: ScreenAnswer): ScreenAnswer {
  if (matches.length <= MOST_MATCHES) return { matches, notes };
  const left = matches.length - MOST_MATCHES;
  return { matches: matches.slice(0, MOST_MATCHES), notes: [...notes, `${left} more hulls are possible.`] };
}

function companiesOf(hulls: readonly WatchedHull[]): CompanyNumbers {
  const companies = new Map<number, string>();
  for (const { parties } of hulls) {
    for (const { companyImo, name } of parties ?? []) {
      if (companyImo !== null && !companies.has(companyImo)) companies.set(companyImo, name);
    }
  }
  return companies;
}

async function linesOf(
  store: Pick<Store, 'listRecordsOf'>,
  hulls: ReadonlySet<WatchedHull>,
  at: number | undefined,
): Promise<Map<WatchedHull, ListLine[]>> {
  const read = (hull: WatchedHull) => (at === undefined ? hull.designations : designationsRead(hull, at));
  const refs = [...hulls].flatMap((hull) => read(hull).flatMap((row) => refOf(row) ?? []));
  const found = await store.listRecordsOf(refs, at ?? null);
  const rows = new Map<string, ListRecordRow>();
  for (const [i, { list, key }] of refs.entries()) if (found[i]) rows.set(`${list}|${key}`, found[i]);
  return new Map(
    [...hulls].map((hull) => [
      hull,
      read(hull).map((row): ListLine => {
        const ref = refOf(row);
        return {
          list: row.list ?? 'built-in',
          recordId: row.ref,
          authority: row.authority,
          programme: row.programme,
          raw: ref ? (rows.get(`${ref.list}|${ref.key}`)?.record.raw ?? null) : null,
          source: row.source,
          listedAt: row.listedAt,
          precision: row.precision,
          delistedAt: row.delistedAt,
          sanction: row.sanction,
        };
      }),
    ]),
  );
}

/** By what the store keeps it under: a number may stand for another ship by now. */
function refOf({ list, ref, key }: Designation): { list: string; recordId: string; key: string } | null {
  return list === undefined || ref === null ? null : { list, recordId: ref, key: key ?? ref };
}
