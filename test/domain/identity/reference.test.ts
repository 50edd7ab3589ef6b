// The match policy on the compiled watchlist, with the answers that the published record gives.

import { expect, test } from 'vitest';
import { loadReference } from '../../../db/reference/load.ts';
import { isShipImo } from '../../../server/domain/identity/imo.ts';
import { indexHulls } from '../../../server/domain/identity/watch-index.ts';
import { told, verdictOn } from './fleet.ts';

const { hulls, mids } = loadReference();
const index = indexHulls(hulls, { mids });

test('every hull with a number that passes its check is found by it, and by nothing else alone', () => {
  for (const hull of hulls) {
    if (hull.imo === null) continue;
    const verdict = verdictOn(273999001, { imo: hull.imo }, index);
    expect(verdict.hull?.id).toBe(isShipImo(hull.imo) ? hull.id : undefined);
  }
});

test('every listed MMSI with the listed name is that hull', () => {
  for (const hull of hulls) {
    for (const { mmsi } of hull.mmsis) {
      const verdict = verdictOn(mmsi, { name: hull.aliases.at(-1) ?? hull.name }, index);
      expect(verdict.hull?.id ?? verdict.candidates[0]?.hullId, `${mmsi} ${hull.name}`).toBe(hull.id);
    }
  }
});

test('MMSI 445114000 alone is two hulls, as on the UN list', () => {
  const verdict = verdictOn(445114000, { shipType: 70 }, index);
  expect(verdict.hull).toBeNull();
  expect(verdict.candidates.map((c) => `${c.evidence.rule} ${c.hullId}`).sort()).toEqual([
    'Q1 imo:7937317',
    'Q1 imo:8909575',
  ]);
});

test('the four carriers of the sea bridge are told from their namesakes', () => {
  expect(told(verdictOn(273212120, { imo: 9161003, name: 'LADY R', callSign: 'UBDT8' }, index))).toBe('C1 imo:9161003');
  expect(told(verdictOn(273359830, { name: 'MARIA' }, index))).toMatch(/^P2 imo:8517839/);
  expect(told(verdictOn(273999001, { name: 'MARIA' }, index))).not.toMatch(/^[CP]/);
  expect(told(verdictOn(273999001, { imo: 9242986, name: 'SASCO ANGARA' }, index))).toBe('none');
  expect(told(verdictOn(273999001, { imo: 8404991, name: 'NEPTUN' }, index))).not.toContain('9358010');
});
