// The name rules on 1,700 labelled pairs of listed names, and on hand-labelled ones from field reports. The files lie
// beside the repository and are not part of it; without them this says so and skips.

import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { identify } from '../../../server/domain/identity/identify.ts';
import { splitNames } from '../../../server/domain/identity/listed-name.ts';
import { nameKey, sameName } from '../../../server/domain/identity/name.ts';
import { nearName } from '../../../server/domain/identity/near-name.ts';
import { indexHulls } from '../../../server/domain/identity/watch-index.ts';
import { hull, MIDS, NOW, unitOf } from './fleet.ts';

const folder = new URL('../../../../shared/data/lists/pairs/', import.meta.url);
const absent = !existsSync(folder);
const title = absent ? 'labelled name pairs (skipped: ../shared/data/lists/pairs is absent)' : 'labelled name pairs';

interface Pair {
  name_a: string;
  name_b: string;
  imo_a: string;
  imo_b: string;
  same_ship: string;
  kind: string;
}

describe.skipIf(absent)(title, () => {
  const pairs = absent ? [] : read<Pair>('vessel-name-pairs.csv.gz');

  test('count as in the trial of the policy: exact, near, none', () => {
    const counts: Record<string, Record<string, number>> = {};
    for (const pair of pairs) {
      const of = `${pair.same_ship === '1' ? 'same' : 'other'} ${pair.kind}`;
      const likeness = likenessOf(pair.name_a, pair.name_b);
      counts[of] ??= { exact: 0, near: 0, none: 0 };
      counts[of][likeness]!++;
    }
    expect(counts).toEqual({
      'same format': { exact: 37, near: 0, none: 0 },
      'same spacing': { exact: 20, near: 0, none: 0 },
      'same spelling': { exact: 6, near: 13, none: 24 },
      // The trial compared names whole; taken apart, 139 of 150 parts and 15 of 850 renames are found as listed.
      'same part': { exact: 139, near: 0, none: 11 },
      'same rename': { exact: 15, near: 1, none: 834 },
      'same script': { exact: 0, near: 0, none: 11 },
      'other numbered-sister': { exact: 0, near: 0, none: 545 },
      'other token-superset': { exact: 0, near: 0, none: 5 },
      'other edit1': { exact: 0, near: 8, none: 1 },
      // One of the thirty is YARD NO.2655 HYUNDAI M.D., which is no name.
      'other homonym': { exact: 29, near: 0, none: 1 },
    });
  });

  test('57 of 57 ships written in another format or spacing are at least possible', () => {
    const variants = pairs.filter((pair) => pair.kind === 'format' || pair.kind === 'spacing');
    const missed = variants
      .filter((pair) => heardAs(pair).length === 0)
      .map((pair) => `${pair.name_a} | ${pair.name_b}`);
    expect(variants).toHaveLength(57);
    expect(missed).toEqual([]);
  });

  test('no other ship is more than possible, even with flag, ship type and size alike', () => {
    const kinds = ['numbered-sister', 'token-superset', 'homonym', 'edit1'];
    const others = pairs.filter((pair) => kinds.includes(pair.kind));
    expect(others).toHaveLength(589);
    for (const pair of others) {
      const levels = heardAs(pair);
      expect(
        levels.every((level) => level === 'possible'),
        `${pair.name_a} | ${pair.name_b}`,
      ).toBe(true);
      if (pair.kind === 'numbered-sister' || pair.kind === 'token-superset') expect(levels).toEqual([]);
    }
  });

  test('another valid IMO keeps every pair of different ships apart', () => {
    for (const pair of pairs) {
      if (pair.same_ship === '1') continue;
      const index = indexHulls([hull(pair.name_a, Number(pair.imo_a))]);
      const unit = unitOf(273999001, { name: pair.name_b.toUpperCase(), imo: Number(pair.imo_b) });
      const { hull: taken, candidates } = identify(unit, index, NOW);
      expect(taken, pair.name_b).toBeNull();
      expect(candidates, pair.name_b).toEqual([]);
    }
  });

  test('hand-labelled pairs: the same ship is found, the others are not', () => {
    for (const { name_a, name_b, same_ship } of absent ? [] : read<Pair>('external-labels.csv')) {
      expect(likenessOf(name_a, name_b) !== 'none', `${name_a} | ${name_b}`).toBe(same_ship === '1');
    }
  });
});

/** Levels at which a unit that sends name_b and nothing but fitting signs leads to the hull that bears name_a. */
function heardAs(pair: Pair): string[] {
  const signs = { flagCodes: ['RU'], shipType: 'general cargo', lengthM: 120 };
  const index = indexHulls([hull(pair.name_a, Number(pair.imo_a), signs)], { mids: MIDS });
  return splitNames(pair.name_b).flatMap(({ text }) => {
    const unit = unitOf(273999001, { name: text.toUpperCase(), shipType: 70, lengthM: 120, beamM: 18 });
    const verdict = identify(unit, index, NOW);
    return [...(verdict.match ? [verdict.match] : []), ...verdict.candidates.map((c) => c.evidence)].map(
      (e) => e.level,
    );
  });
}

function likenessOf(a: string, b: string): 'exact' | 'near' | 'none' {
  let likeness: 'exact' | 'near' | 'none' = 'none';
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

function read<Row>(name: string): Row[] {
  const bytes = readFileSync(new URL(name, folder));
  const text = name.endsWith('.gz') ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8');
  return parse(text, { columns: true }) as Row[];
}
