// Names in other spellings and scripts, on both sides. All of them are possible and no more.

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadReference } from '../../db/reference/load.ts';
import { readAsked } from '../../server/desk/asked.ts';
import { createScreener, oneResult } from '../../server/desk/screen.ts';
import { blankHull, type WatchedHull } from '../../server/domain/vessel.ts';

function screenerOf(hulls: WatchedHull[]) {
  const bindings = { bound: new Map<number, string>(), refused: new Set<string>() };
  return createScreener(
    { listRecordsOf: async (refs) => refs.map(() => null), partyRecords: async () => [], listsInForce: async () => [] },
    () => ({ known: hulls, hulls, classes: [], bindings, revision: 1 }),
  );
}

async function found(listed: readonly (string | string[])[], asked: string): Promise<string[]> {
  const hulls = listed.map((names, i) => {
    const [name = '', ...aliases] = [names].flat();
    return { ...blankHull(`hull:${i}`, null, name), aliases };
  });
  const result = oneResult(await screenerOf(hulls).screen(readAsked(asked)));
  for (const { evidence } of result.matches) expect(evidence.level).toBe('possible');
  return result.matches.map(({ hull }) => hull.name);
}

describe('a name in another spelling or script', () => {
  test.each([
    ['PASCOAL ATLANTICO', 'PASCOAL ATLÂNTICO'],
    ['AGIOS NIKOLAOS', 'ΑΓΙΟΣ ΝΙΚΟΛΑΟΣ'],
    ['R/K 26', 'РК 26'],
    ['IRIGOIEN BERRIA', 'IRIGOYEN BERRIA'],
    ['AKADEMIK CHERSKIY', 'AKADEMIK CZERSKY'],
    ['RYONG GUN BONG', '룡군봉'],
    ['CHONG CHON GANG', '청천강호'],
    ['CHONG CHON GANG', 'CHONG CHON GANG HO'],
    ['LADY R', 'Леди Р'],
    ['MAIA-1', 'Майя-1'],
    ['KAPITAN DANILKIN', 'Капитан Данилкин'],
    ['SEVMORPUT', 'Севморпуть'],
    ['ALEKSANDR NEVSKIY', 'Александр Невский'],
    ['FELIKS DZERZHINSKY', 'Феликс Дзержинский'],
    ['FESCO MAGADAN', 'Феско Магадан'],
    ['Феско Магадан', 'FESCO MAGADAN'],
    ['Леди Д', 'LADY D'],
    ['IRAN SHAHED', 'ایران شاهد'],
    ['HENG YANG 9', '恒阳9'],
    ['SPARTA IV', 'SPARTA Ⅳ'],
    ['SPARTA II', 'SPARTA ІІ'],
    ['BOKWANG NO.5', 'BOKWANG № 5'],
    ['BELGOROD', 'BELOGROD'],
  ])('%s is found as %s', async (listed, asked) => expect(await found([listed], asked)).toEqual([listed]));

  test.each([
    ['LADY R', 'Леди Д'],
    ['LADY R', 'บุญมี'],
    ['北极星', '南十字'],
    ['ANGARA', 'Ангара 2'],
    ['SPARTA II', 'СПАРТА IV'],
    ['NET', 'PLANET OCEAN'],
    ['1ST MATE', '2ND MATE'],
    ['EMMA', 'EMMA DANIELS'],
    ['SANA', 'SANNA'],
    ['11420 STAR', 'BELLETECH STAR'],
  ])('%s is not %s', async (listed, asked) => expect(await found([listed], asked)).toEqual([]));

  test('a name that is listed in its own script is found by it', async () => {
    expect(await found([['HENG YANG 9', '恒阳9']], '恒阳9')).toEqual(['HENG YANG 9']);
  });

  test('the four arms carriers are found as Russian sources write them', async () => {
    const { hulls } = loadReference();
    const screener = screenerOf(hulls);
    for (const [asked, imo] of [
      ['Леди Р', 9161003],
      ['Ангара', 9179842],
      ['Мария', 8517839],
      ['Майя-1', 9358010],
    ] as const) {
      const { matches } = oneResult(await screener.screen(readAsked(asked)));
      expect(
        matches.map(({ hull }) => hull.imo),
        asked,
      ).toContain(imo);
    }
  });

  test.each(['🚢🚢🚢', '--- ....', 'NO NAME', 'IMO', ''])('%j is not read, and never an all-clear', async (asked) => {
    const result = oneResult(await screenerOf([]).screen(readAsked(asked)));
    expect([result.matches, result.unread.length]).toEqual([[], 1]);
  });
});

const pairs = new URL('../../../shared/cases/lists/cells/name-pairs.json', import.meta.url);
const absent = !existsSync(pairs);
/** Other ships, words that name nobody, and an abbreviation that no rule can know. */
const NOT_FOUND = /NO NAME|number kept|short common|thai|georgian|emoji|only signs|unreadable|word inside|ordinals|JM/;

describe.skipIf(absent)(`pairs from the field${absent ? ' (skipped: ../shared/cases is absent)' : ''}`, () => {
  const rows = absent
    ? []
    : (JSON.parse(readFileSync(pairs, 'utf8')) as {
        id: string;
        listed: { name: string; aliases?: string[] }[];
        query: { name: string };
      }[]);
  test.each(rows)('$id', async ({ id, listed, query }) => {
    const names = await found(
      listed.map(({ name, aliases = [] }) => [name, ...aliases]),
      query.name,
    );
    expect(names).toEqual(NOT_FOUND.test(id) ? [] : listed.map(({ name }) => name));
  });
});
