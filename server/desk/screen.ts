// Screening with everything that is loaded: questions as people write them come in; hulls, companies, persons and class
// entries go out with their level, their evidence and the list lines they rest on, and what of a question could not be
// read. One index serves until the lists change. It says what the lists say, and judges nobody.

import type { MatchLevel } from '../domain/heard.ts';
import type { CompanyNumbers, ScreenMatch, ScreenQuery } from '../domain/identity/screen.ts';
import { indexHulls, type MidTable } from '../domain/identity/watch-index.ts';
import { type ClassMatch, type ClassRule, classRules } from '../domain/listing/class-rule.ts';
import { flagTable } from '../domain/listing/flags.ts';
import type { PartyIndex, PartyMatch } from '../domain/listing/party-search.ts';
import { type Designation, designationsRead, type EarlierReadings } from '../domain/vessel.ts';
import { createGiveWay } from '../seams/give-way.ts';
import type { ListRecordRow } from '../seams/list-store.ts';
import type { Store } from '../seams/store.ts';
import type { Watch } from '../watch/hulls.ts';
import type { Asked } from './asked.ts';
import { createPartyDesk } from './parties.ts';
import { type Answer, answerOf, type Indexes, referencesOf } from './screen-answer.ts';
import { indexSpellings } from './spellings.ts';

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
  /** Line of the table that it stands on. */
  line?: number;
  /** Of the best match, ship or party; null when there is none. */
  level: MatchLevel | null;
  matches: (ScreenMatch & { lines: ListLine[] })[];
  /** Companies and persons. */
  parties: (PartyMatch & { lines: ListLine[] })[];
  /** "Every DPRK-flagged vessel": a class that it belongs to by what is asked. */
  classes: (ClassMatch & { lines: ListLine[] })[];
  notes: string[];
  /** What of the question was not read, one sentence each: with any of them, no match is no all-clear. */
  unread: string[];
}

export interface Screener {
  /** `at`: the lines as the copies of that day had them; absent: as they are now. */
  screen(asked: readonly Asked[], at?: number): Promise<ScreenResult[]>;
  /** Every company and person that a list names. */
  parties(): Promise<PartyIndex>;
}

export type ScreenStore = Pick<Store, 'listRecordsOf' | 'partyRecords' | 'listsInForce'>;

export function createScreener(store: ScreenStore, watch: () => Watch, mids: MidTable = new Map()): Screener {
  const partyDesk = createPartyDesk(store, watch);
  const flags = flagTable(mids);
  let built: (Indexes & { of: Watch }) | null = null;

  function current(): Indexes {
    const now = watch();
    if (built?.of !== now) {
      const index = indexHulls(now.known);
      built = {
        of: now,
        index,
        spellings: indexSpellings(index.nearNames.names),
        byReference: referencesOf(now.known),
        classes: classRules(now.classes, flags),
        flags,
      };
    }
    return built;
  }

  return {
    parties: () => partyDesk.current(),
    async screen(asked, at) {
      const parties = await partyDesk.current();
      const companies: CompanyNumbers = new Map(
        [...parties.byNumber].map(([number, [party]]) => [number, party!.name]),
      );
      const now = current();
      const answers: Answer[] = [];
      const giveWay = createGiveWay();
      for (const question of asked) {
        await giveWay.ifDue();
        answers.push(answerOf(question, now, parties, companies, mids));
      }
      const named = answers.flatMap((answer) => [
        ...answer.matches.map(({ hull }) => hull),
        ...answer.parties.map(({ party }) => party),
      ]);
      const classes = answers.flatMap((answer) => answer.classes.map(({ rule }) => rule));
      const lines = await linesOf(store, new Set([...named, ...classes.map(asListed)]), at);
      return asked.map(({ asked: text, query, line }, i) => {
        const { matches, parties: found, classes: rules, notes, unread } = answers[i]!;
        return {
          query,
          asked: text,
          ...(line === undefined ? {} : { line }),
          level: bestLevel([...matches, ...found]),
          matches: matches.map((match) => ({ ...match, lines: lines.get(match.hull)! })),
          parties: found.map((match) => ({ ...match, lines: lines.get(match.party)! })),
          classes: rules.map((match) => ({ ...match, lines: lines.get(asListed(match.rule))! })),
          notes,
          unread,
        };
      });
    },
  };
}

/** Several readings of one text in one result. */
export function oneResult(results: readonly ScreenResult[]): ScreenResult {
  const [first, ...others] = results;
  if (others.length === 0) return first!;
  const matches = distinct(
    results.flatMap((result) => result.matches),
    ({ hull }) => hull.id,
  );
  const parties = distinct(
    results.flatMap((result) => result.parties),
    ({ party }) => party.id,
  );
  const classes = new Map(results.flatMap((result) => result.classes).map((match) => [match.rule, match]));
  const notes = matches.length + parties.length > 0 ? first!.notes : results.flatMap((result) => result.notes);
  return {
    ...first!,
    level: bestLevel([...matches, ...parties]),
    matches,
    parties,
    classes: [...classes.values()],
    notes: [...new Set(notes)],
    unread: [...new Set(results.flatMap(({ unread }) => unread))],
  };
}

/** Each once, under its best level; best first. */
function distinct<Match extends { evidence: { level: MatchLevel } }>(
  matches: readonly Match[],
  idOf: (match: Match) => string,
): Match[] {
  const best = new Map<string, Match>();
  const rank = ({ evidence }: Match) => LEVELS.indexOf(evidence.level);
  for (const match of [...matches].sort((a, b) => rank(a) - rank(b)))
    if (!best.has(idOf(match))) best.set(idOf(match), match);
  return [...best.values()];
}

const LEVELS: readonly MatchLevel[] = ['confident', 'probable', 'possible'];

function bestLevel(matches: readonly { evidence: { level: MatchLevel } }[]): MatchLevel | null {
  return LEVELS.find((level) => matches.some(({ evidence }) => evidence.level === level)) ?? null;
}

/** What has lines of lists: a hull, a party, a class. */
interface Listed {
  designations: Designation[];
  earlier?: EarlierReadings;
}

const listedClasses = new WeakMap<ClassRule, Listed>();

/** The same for the same rule, so that its lines are found again. */
function asListed(rule: ClassRule): Listed {
  let listed = listedClasses.get(rule);
  if (!listed) {
    const { list, recordId, authority, listedAt, delistedAt } = rule.entry;
    const about = { programme: rule.title, precision: 'day' as const, sanction: true, note: null, source: list };
    listed = { designations: [{ ...about, authority, ref: recordId, list, listedAt, delistedAt }] };
    listedClasses.set(rule, listed);
  }
  return listed;
}

async function linesOf(
  store: Pick<Store, 'listRecordsOf'>,
  named: ReadonlySet<Listed>,
  at: number | undefined,
): Promise<Map<Listed, ListLine[]>> {
  const read = (listed: Listed) => (at === undefined ? listed.designations : designationsRead(listed, at));
  const refs = [...named].flatMap((listed) => read(listed).flatMap((row) => refOf(row) ?? []));
  const found = await store.listRecordsOf(refs, at ?? null);
  const rows = new Map<string, ListRecordRow>();
  for (const [i, { list, key }] of refs.entries()) if (found[i]) rows.set(`${list}|${key}`, found[i]);
  return new Map(
    [...named].map((listed) => [
      listed,
      read(listed).map((row): ListLine => {
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
