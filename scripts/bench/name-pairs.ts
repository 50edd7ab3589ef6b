// How the name rules judge 1,700 labelled pairs of listed names, and hand-labelled ones from field reports. Each pair is
// asked on both roads: a unit that sends the one name and nothing but fitting signs against the hull that bears the
// other, and the one name screened against the other. The benchmark prints the counts, the test holds them. The files
// lie beside the repository and are not part of it.

import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { loadReference } from '../../db/reference/load.ts';
import type { MatchLevel } from '../../server/domain/heard.ts';
import { identify } from '../../server/domain/identity/identify.ts';
import { splitNames } from '../../server/domain/identity/listed-name.ts';
import { nameKey, sameName } from '../../server/domain/identity/name.ts';
import { nearName } from '../../server/domain/identity/near-name.ts';
import { screen } from '../../server/domain/identity/screen.ts';
import { beginUnit, hearStatic } from '../../server/domain/identity/unit.ts';
import { indexHulls } from '../../server/domain/identity/watch-index.ts';
import { emptyReport, STATIC, STATION } from '../../server/domain/report.ts';
import { blankHull } from '../../server/domain/vessel.ts';
import type { Count } from './bench.ts';

const FOLDER = new URL('../../../shared/data/lists/pairs/', import.meta.url);
/** Any day: nothing here depends on it. */
const HEARD_AT = Date.UTC(2024, 4, 1);
const { mids } = loadReference();

export interface Pair {
  name_a: string;
  name_b: string;
  /** Absent in the hand-labelled file. */
  imo_a?: string;
  imo_b?: string;
  same_ship: '0' | '1';
  kind?: string;
}

/** Why there is nothing to count; null when there is. */
export const pairsMissing = existsSync(FOLDER)
  ? null
  : 'the labelled name pairs are absent: ../shared/data/lists/pairs is not beside the repository';

export function readPairs(name: 'vessel-name-pairs.csv.gz' | 'external-labels.csv'): Pair[] {
  const bytes = readFileSync(new URL(name, FOLDER));
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return parse(text, { columns: true, bom: true }) as Pair[];
}

/** Every line that the policy promises, each with the pairs that break it. */
export function countPairs(): Count[] {
  const pairs = readPairs('vessel-name-pairs.csv.gz');
  const labels = readPairs('external-labels.csv');
  const kind = (...kinds: string[]) => pairs.filter((pair) => kinds.includes(pair.kind ?? ''));
  const variants = kind('format', 'spacing');
  const others = pairs.filter(({ same_ship }) => same_ship === '0');
  return [
    all('format and spacing at least possible, heard', variants, (pair) => heardAs(pair).length > 0),
    all('format and spacing at least possible, screened', variants, (pair) => screenedAs(pair).length > 0),
    ...DIFFERENT.flatMap(([name, label]) => [
      none(`${name} above possible, heard`, kind(label), (pair) => heardAs(pair).some(isAbove)),
      none(`${name} above possible, screened`, kind(label), (pair) => screenedAs(pair).some(isAbove)),
    ]),
    none(
      'numbered sisters and supersets found at all',
      kind('numbered-sister', 'token-superset'),
      (pair) => heardAs(pair).length > 0 || screenedAs(pair).length > 0,
    ),
    none('other ships with a number of their own', others, (pair) => heardAs(pair, Number(pair.imo_b)).length > 0),
    all('external labels right, heard', labels, (pair) => heardAs(pair).length > 0 === (pair.same_ship === '1')),
    all('external labels right, screened', labels, (pair) => screenedAs(pair).length > 0 === (pair.same_ship === '1')),
  ];
}

const DIFFERENT = [
  ['numbered sisters', 'numbered-sister'],
  ['token supersets', 'token-superset'],
  ['homonyms', 'homonym'],
  ['names one edit apart', 'edit1'],
] as const;

function isAbove(level: MatchLevel): boolean {
  return level !== 'possible';
}

function all(name: string, pairs: readonly Pair[], holds: (pair: Pair) => boolean): Count {
  const strays = pairs.filter((pair) => !holds(pair));
  return {
    name,
    found: pairs.length - strays.length,
    of: pairs.length,
    wanted: pairs.length,
    strays: strays.map(words),
  };
}

function none(name: string, pairs: readonly Pair[], holds: (pair: Pair) => boolean): Count {
  const strays = pairs.filter(holds);
  return { name, found: strays.length, of: pairs.length, wanted: 0, strays: strays.map(words) };
}

function words({ name_a, name_b }: Pair): string {
  return `${name_a} | ${name_b}`;
}

/** Levels at which a unit that sends name_b, with flag, type and size alike, leads to the hull that bears name_a. */
function heardAs(pair: Pair, imo = Number.NaN): MatchLevel[] {
  const hull = {
    ...blankHull('hull:pair', pair.imo_a === undefined ? null : Number(pair.imo_a), pair.name_a),
    flagCodes: ['RU'],
    shipType: 'general cargo',
    lengthM: 120,
  };
  const index = indexHulls([hull], { mids });
  return splitNames(pair.name_b).flatMap(({ text }) => {
    const said = { mmsi: 273_999_001, name: text.toUpperCase(), imo, shipType: 70, lengthM: 120, beamM: 18 };
    const when = { at: HEARD_AT, arrivedAt: HEARD_AT, source: 'pairs' };
    const unit = beginUnit(said.mmsi, HEARD_AT, 'pairs');
    hearStatic(unit, { ...emptyReport(), parts: STATIC, station: STATION.classA, ...when, ...said });
    const verdict = identify(unit, index, HEARD_AT);
    const evidence = [...(verdict.match ? [verdict.match] : []), ...verdict.candidates.map((c) => c.evidence)];
    return evidence.map(({ level }) => level);
  });
}

/** Levels at which name_a, screened with nothing beside it, finds the hull that bears name_b. */
function screenedAs(pair: Pair): MatchLevel[] {
  const names = splitNames(pair.name_b).map(({ text }) => text);
  const hull = { ...blankHull('hull:pair', pair.imo_b === undefined ? null : Number(pair.imo_b), pair.name_b) };
  hull.name = names[0] ?? pair.name_b;
  hull.aliases = names.slice(1);
  const query = { name: pair.name_a, imo: null, mmsi: null, callSign: '' };
  return screen(query, indexHulls([hull], { mids }), new Map()).matches.map(({ evidence }) => evidence.level);
}

type Likeness = 'exact' | 'near' | 'none';

/** Pairs by what they are and how alike their names are, as in the trial of the policy. */
export function countLikeness(pairs: readonly Pair[]): Record<string, Record<Likeness, number>> {
  const table: Record<string, Record<Likeness, number>> = {};
  for (const pair of pairs) {
    const of = `${pair.same_ship === '1' ? 'same' : 'other'} ${pair.kind}`;
    table[of] ??= { exact: 0, near: 0, none: 0 };
    table[of][likenessOf(pair.name_a, pair.name_b)]++;
  }
  return table;
}

function likenessOf(a: string, b: string): Likeness {
  let likeness: Likeness = 'none';
  for (const one of splitNames(a)) {
    for (const other of splitNames(b)) {
      const left = nameKey(one.text);
      const right = nameKey(other.text);
      if (left === null || right === null) continue;
      if (sameName(left, right)) return 'exact';
      if (nearName(left, right)) likeness = 'near';
    }
  }
  return likeness;
}
