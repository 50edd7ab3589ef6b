// What a store means for lists, watchlists and decisions by hand; part of the contract in store.ts.

import { describe, expect, test } from 'vitest';
import { compareVersions } from '../../server/domain/listing/difference.ts';
import type { ListedRecord } from '../../server/domain/listing/listed-record.ts';
import type { Watchlist } from '../../server/domain/listing/watchlist.ts';
import type { ListAttempt, ListBatch } from '../../server/seams/list-store.ts';
import type { Store } from '../../server/seams/store.ts';
import { record } from '../lists/records.ts';
import { DAY0, SIGNED } from './samples.ts';
import type { StoreUnderTest } from './store.ts';

const DAY = 86_400_000;

export function sampleAttempt(parts: Partial<ListAttempt> = {}): ListAttempt {
  return {
    list: 'ofac-sdn',
    at: DAY0,
    how: 'file',
    origin: 'sdn.csv',
    status: null,
    bytes: 10,
    hash: 'aa',
    outcome: 'in force',
    says: null,
    ...parts,
  };
}

export function sampleListBatch(
  records: readonly ListedRecord[],
  before: readonly ListedRecord[],
  at: number,
  list = 'ofac-sdn',
): ListBatch {
  const difference = compareVersions(before, records);
  return {
    records,
    difference,
    validators: [],
    attempt: sampleAttempt({ list, at }),
    version: {
      id: 0,
      list,
      format: 'ofac-sdn-csv',
      title: 'OFAC SDN',
      authority: 'US OFAC',
      sanction: true,
      importedAt: at,
      mark: { text: 'then', at, basis: 'inside' },
      hash: String(at),
      files: [{ role: 'main', name: 'sdn.csv', bytes: 10, sha256: 'aa' }],
      ships: records.length,
      parties: 0,
      classes: 0,
      skipped: {},
      difference: { ships: difference.ships, parties: difference.parties, hullsAdded: 0, hullsRemoved: 0 },
    },
  };
}

const ladyR = record({ recordId: '1', imo: 9161003, name: 'LADY R' });
const angara = record({ recordId: '2', imo: 9179842, name: 'ANGARA' });
const owner = record({ recordId: '3', kind: 'party', imo: null, name: 'MG-FLOT' });

export function storeListContract(title: string, under: StoreUnderTest): void {
  describe(`${title}: lists`, () => {
    test('a version comes into force with its records, its difference and its attempt', async () => {
      const store = await under.open();
      const first = await store.commitList(sampleListBatch([ladyR, angara, owner], [], DAY0));
      expect(await store.listsInForce()).toMatchObject([{ id: first, list: 'ofac-sdn', ships: 3 }]);
      expect(await store.recordsInForce('ofac-sdn')).toEqual([ladyR, angara, owner]);
      expect((await store.listChanges(first, 0, 10)).map(({ change, name }) => [change, name])).toEqual([
        ['added', 'LADY R'],
        ['added', 'ANGARA'],
        ['added', 'MG-FLOT'],
      ]);
      expect(await store.listChanges(first, 2, 10)).toHaveLength(1);
      expect(await store.listAttempts('ofac-sdn', 10)).toMatchObject([{ outcome: 'in force' }]);
      await store.close();
    });

    test('a record that has gone is kept with the day it was first missed, and comes back with its first day', async () => {
      const store = await under.open();
      await store.commitList(sampleListBatch([ladyR, angara], [], DAY0));
      await store.commitList(sampleListBatch([ladyR], [ladyR, angara], DAY0 + DAY));
      await store.commitList(sampleListBatch([ladyR], [ladyR], DAY0 + 2 * DAY));
      const [row] = await store.listRecordsOf([{ list: 'ofac-sdn', recordId: '2' }]);
      expect(row).toEqual({ list: 'ofac-sdn', record: angara, firstAt: DAY0, missedAt: DAY0 + DAY });
      expect(await store.recordsInForce('ofac-sdn')).toEqual([ladyR]);
      const ids = async (gone?: boolean) =>
        (await store.listRecords({ list: 'ofac-sdn', limit: 9, ...(gone === undefined ? {} : { gone }) })).rows.map(
          ({ record: { recordId } }) => recordId,
        );
      expect([await ids(), await ids(true), await ids(false)]).toEqual([['1', '2'], ['2'], ['1']]);
      await store.commitList(sampleListBatch([ladyR, angara], [ladyR], DAY0 + 3 * DAY));
      expect((await store.listRecordsOf([{ list: 'ofac-sdn', recordId: '2' }]))[0]).toMatchObject({
        firstAt: DAY0,
        missedAt: null,
      });
      expect((await store.listVersions('ofac-sdn', 10)).map(({ importedAt }) => (importedAt - DAY0) / DAY)).toEqual([
        3, 2, 1, 0,
      ]);
      await store.close();
    });

    test('records are paged by id, found by name, number and owner, and hulls and parties come without raw text', async () => {
      const store = await under.open();
      await store.commitList(sampleListBatch([ladyR, angara, owner], [], DAY0));
      const page = await store.listRecords({ list: 'ofac-sdn', limit: 2 });
      expect(page.rows.map((row) => row.record.recordId)).toEqual(['1', '2']);
      const rest = await store.listRecords({ list: 'ofac-sdn', limit: 2, after: page.next! });
      expect(rest.rows.map((row) => row.record.recordId)).toEqual(['3']);
      expect(rest.next).toBeNull();
      expect((await store.listRecords({ list: 'ofac-sdn', text: '9179842', limit: 9 })).rows).toHaveLength(1);
      expect((await store.listRecords({ list: 'ofac-sdn', text: 'lady', kind: 'party', limit: 9 })).rows).toEqual([]);
      const hulls = await store.hullRecords();
      expect(hulls.map((row) => [row.record.recordId, row.record.raw])).toEqual([
        ['1', ''],
        ['2', ''],
      ]);
      expect((await store.partyRecords()).map((row) => [row.record.recordId, row.record.raw])).toEqual([['3', '']]);
      expect(await store.listRecordsOf([{ list: 'uk', recordId: '1' }])).toEqual([null]);
      await store.close();
    });

    test('a list that fails says since when, and stops saying so with the next good attempt', async () => {
      const store = await under.open();
      await store.commitList(sampleListBatch([ladyR], [], DAY0));
      await store.recordAttempt(sampleAttempt({ at: DAY0 + 1, outcome: 'refused', says: 'cut to half' }));
      await store.recordAttempt(sampleAttempt({ at: DAY0 + 2, outcome: 'unreachable', says: 'no answer' }));
      await store.recordAttempt(sampleAttempt({ list: 'uk', at: DAY0 + 2, outcome: 'refused', says: 'HTML' }));
      expect(await store.listStandings()).toMatchObject([
        { list: 'ofac-sdn', failingSinceAt: DAY0 + 1, lastGoodAt: DAY0, lastAttempt: { says: 'no answer' } },
        { list: 'uk', failingSinceAt: DAY0 + 2, lastGoodAt: null },
      ]);
      const validators = [{ address: 'https://example.org/sdn.csv', etag: '"1"', lastModified: null }];
      await store.recordAttempt(sampleAttempt({ at: DAY0 + 3, outcome: 'not modified' }), validators);
      expect((await store.listStandings())[0]).toMatchObject({ failingSinceAt: null, lastGoodAt: DAY0 + 3 });
      expect(await store.validators('https://example.org/sdn.csv')).toEqual(validators[0]);
      expect(await store.validators('https://example.org/other')).toBeNull();
      expect(await store.listsInForce()).toHaveLength(1);
      await store.close();
    });

    test('new ships wait to be looked back on until that is done', async () => {
      const store = await under.open();
      const id = await store.commitList(sampleListBatch([ladyR], [], DAY0));
      expect((await store.versionsToLookBack()).map((version) => version.id)).toEqual([id]);
      await store.lookedBack(id);
      expect(await store.versionsToLookBack()).toEqual([]);
      await store.close();
    });

    test('a fresh store watches everything listed, and the four arms carriers above the rest', async () => {
      const store = await under.open();
      const lists = await store.watchlists();
      expect(lists.map(({ id, filter, pinned, members }) => [id, filter, pinned, members.length])).toEqual([
        ['arms-carriers', null, true, 4],
        ['designated', {}, false, 0],
      ]);
      await store.close();
    });

    test('watchlists and members are saved, changed and removed, and each change counts up the revision', async () => {
      const store = await under.open();
      const own: Watchlist = {
        id: 'desk',
        title: 'Desk',
        owner: 'analyst',
        purpose: 'a story',
        filter: { types: ['tanker'] },
        pinned: false,
        notes: null,
        fromAt: null,
        toAt: null,
        createdAt: DAY0,
      };
      const member = { name: 'X', note: null, fromAt: null, toAt: null, addedAt: DAY0, how: 'csv' as const };
      const before = await store.listsRevision();
      await store.saveWatchlist(own, SIGNED);
      await store.saveMembers(
        'desk',
        [
          { ...member, hullId: 'imo:9242986' },
          { ...member, hullId: 'imo:9161003' },
        ],
        SIGNED,
      );
      await store.saveMembers('desk', [{ ...member, hullId: 'imo:9161003', note: 'twice' }], SIGNED);
      await store.deleteMember('desk', 'imo:9242986', SIGNED);
      const found = (await store.watchlists()).find(({ id }) => id === 'desk');
      expect(found).toEqual({ ...own, members: [{ ...member, hullId: 'imo:9161003', note: 'twice' }] });
      await expect(store.saveMembers('nobody', [], SIGNED)).rejects.toMatchObject({ code: 'not_found' });
      await store.deleteWatchlist('desk', SIGNED);
      await store.deleteWatchlist('desk', SIGNED);
      expect((await store.watchlists()).map(({ id }) => id)).toEqual(['arms-carriers', 'designated']);
      expect(await store.listsRevision()).toBe(before + 6);
      await store.close();
    });

    test('what a person decided about a unit stands until it is taken back', async () => {
      const store: Store = await under.open();
      const verdict = {
        mmsi: 273212120,
        hullId: 'imo:9161003',
        verdict: 'refused' as const,
        at: DAY0,
        by: 'me',
        note: null,
      };
      await store.saveHandVerdict({ ...verdict, verdict: 'bound' });
      await store.saveHandVerdict(verdict);
      expect(await store.handVerdicts()).toEqual([verdict]);
      await store.deleteHandVerdict(273212120, 'imo:9161003', SIGNED);
      expect(await store.handVerdicts()).toEqual([]);
      await store.close();
    });
  });
}
