import { describe, expect, it } from 'vitest';
import type { ListStatus } from '../../server/http/wire/list.ts';
import {
  ageText,
  changeCounts,
  fitsText,
  forceText,
  importCommand,
  isFirstCopy,
  LIST_LOOKS,
  listGroups,
  markText,
  saysText,
  sizeText,
  sortedChanges,
  standText,
} from '../../web/lists/lists.ts';

const none = { added: 0, removed: 0, renamed: 0, changed: 0 };

function list(part: Partial<ListStatus>): ListStatus {
  return {
    id: 'ofac-sdn',
    title: 'US OFAC Specially Designated Nationals, CSV',
    authority: 'US OFAC',
    asOf: '2024-04-10',
    hulls: 526,
    designations: 526,
    source: 'sdn.csv',
    sanction: true,
    builtIn: false,
    state: 'in force',
    says: null,
    since: null,
    ageDays: 12,
    published: '2024-04-10',
    markBasis: 'inside',
    importedAt: '2024-04-11T00:00:00Z',
    versionId: 2,
    ships: 526,
    parties: 0,
    classes: 0,
    skipped: {},
    formats: ['ofac-sdn-csv', 'ofac-sdn-xml'],
    address: null,
    notice: null,
    lastDifference: null,
    lastAttempt: null,
    lastGoodAt: null,
    failingSince: null,
    ...part,
  };
}

describe('how a list stands', () => {
  it('gives every state a word and a shape of its own, apart from colour', () => {
    const looks = Object.values(LIST_LOOKS);
    expect(new Set(looks.map(({ word }) => word)).size).toBe(looks.length);
    expect(new Set(looks.map(({ shape }) => shape)).size).toBe(looks.length);
  });

  it('says that the last good copy stays in force while newer ones are refused', () => {
    expect(forceText(list({ state: 'failing' }))).toBe('The last good copy of 2024-04-10 stays in force.');
    expect(forceText(list({ state: 'failing', versionId: null }))).toBe('Nothing of it is in force.');
    expect(forceText(list({ state: 'stale', published: null }))).toBe('The copy is in force, though it is old.');
  });

  it.each([
    [null, 'no mark'],
    [0, 'today'],
    [1, '1 day'],
    [59, '59 days'],
    [61, '2 months'],
    [60, '60 days'],
    [114, '3 months'],
    [729, '23 months'],
    [731, '2 years'],
    [966, '2 years 7 months'],
  ])('tells an age of %s days as "%s"', (days, text) => {
    expect(ageText(days)).toBe(text);
  });

  it('names where the mark was read', () => {
    expect(markText(list({}))).toBe('2024-04-10, written in the file');
    expect(markText(list({ published: null, markBasis: null, asOf: '' }))).toBe('');
    expect(markText(list({ builtIn: true, published: null, markBasis: null, asOf: 'March 2026' }))).toBe('March 2026');
  });

  it('does not repeat the title in what is wrong', () => {
    const title = 'Canada, SEMA, XML';
    expect(saysText({ title, says: `${title}: the copy is of 20 Mar 2025, 613 days old.` })).toBe(
      'The copy is of 20 Mar 2025, 613 days old.',
    );
    expect(saysText({ title, says: 'sdn.csv is cut: its last row has a quote that is never closed.' })).toBe(
      'sdn.csv is cut: its last row has a quote that is never closed.',
    );
    expect(saysText({ title, says: null })).toBeNull();
  });

  it('puts what needs a look first, refusals before old copies, and counts every list once', () => {
    const lists = [
      list({ id: 'a', state: 'in force' }),
      list({ id: 'b', state: 'stale', ships: 900 }),
      list({ id: 'c', state: 'not loaded', versionId: null }),
      list({ id: 'd', state: 'failing', ships: 3 }),
      list({ id: 'e', state: 'built-in', builtIn: true }),
      list({ id: 'f', state: 'closed', versionId: null }),
    ];
    const groups = listGroups(lists);
    expect(groups.map((group) => group.title)).toEqual(['Needs a look', 'In force', 'Not loaded', 'Built-in table']);
    expect(groups[0]!.lists.map(({ id }) => id)).toEqual(['d', 'b']);
    expect(groups.flatMap((group) => group.lists)).toHaveLength(lists.length);
    expect(standText(lists)).toBe('1 failing, 1 stale, 1 in force, 1 not loaded, 1 closed, 1 built in');
  });

  it('finds a list by authority, title and health together', () => {
    expect(fitsText(list({ state: 'failing' }), 'ofac failing')).toBe(true);
    expect(fitsText(list({ state: 'in force' }), 'ofac failing')).toBe(false);
    expect(fitsText(list({}), '  ')).toBe(true);
  });

  it('names the format to import where there is one, else the list', () => {
    expect(importCommand(list({}))).toBe('npm run keelwatch -- lists import ofac-sdn FILE…');
    expect(importCommand(list({ formats: ['ua-gur-csv'] }))).toContain('import ua-gur-csv FILE');
  });
});

describe('what a copy changed', () => {
  it('tells a first copy from one that adds ships to a list', () => {
    const size = { ships: 75, parties: 251, classes: 0 };
    const first = { ships: { ...none, added: 75 }, parties: { ...none, added: 251 }, hullsAdded: 75, hullsRemoved: 0 };
    expect(isFirstCopy(first, size)).toBe(true);
    const later = { ...first, ships: { ...none, added: 121, removed: 1 } };
    expect(isFirstCopy(later, { ships: 526, parties: 0, classes: 0 })).toBe(false);
    const nothing = { ships: none, parties: none, hullsAdded: 0, hullsRemoved: 0 };
    expect(isFirstCopy(nothing, size)).toBe(false);
  });

  it('names only the kinds of change that there are', () => {
    expect(changeCounts({ added: 121, removed: 1, renamed: 0, changed: 105 })).toEqual([
      { word: 'added', count: 121 },
      { word: 'removed', count: 1 },
      { word: 'changed', count: 105 },
    ]);
  });

  it('counts ships, parties and classes, each in its number', () => {
    expect(sizeText({ ships: 1, parties: 0, classes: 1 })).toBe('1 ship, 1 class of ships');
    expect(sizeText({ ships: 1_306, parties: 1, classes: 0 })).toBe('1,306 ships, 1 party');
  });

  it('shows ships before companies are asked for, what came first and what left next', () => {
    const row = (change: 'added' | 'removed' | 'changed', name: string, kind: 'ship' | 'party') => ({
      change,
      name,
      kind,
      recordId: name,
      imo: null,
      fields: [],
    });
    const rows = [
      row('changed', 'AEROCARIBBEAN', 'party'),
      row('removed', 'HERMANN', 'ship'),
      row('added', 'B', 'ship'),
      row('added', 'A', 'ship'),
    ];
    expect(sortedChanges(rows, 'ship').map(({ name }) => name)).toEqual(['A', 'B', 'HERMANN']);
    expect(sortedChanges(rows, 'all')).toHaveLength(4);
  });
});
