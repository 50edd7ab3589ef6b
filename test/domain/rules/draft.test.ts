// Rules as users write them: what is refused, and in which words.

import { describe, expect, it } from 'vitest';
import { type KnownNames, type RuleDraft, readDraft } from '../../../server/domain/rules/draft.ts';
import { at } from '../../scenario.ts';

const known: KnownNames = {
  ports: new Set(['rajin', 'vostochny', 'shidao', 'xinya']),
  zones: new Set(['sts-eopl']),
  countries: new Set(['RU', 'KP']),
  flags: new Set(['RU', 'KP', 'MH']),
  mids: new Set([273, 445]),
  hulls: new Set(['imo:9161003']),
  watchlists: new Set(['arms-carriers']),
  authorities: new Set(['US OFAC']),
};

function draft(more: Partial<RuleDraft> = {}): RuleDraft {
  return {
    title: 'Rajin to Vostochny',
    kind: 'route',
    enabled: true,
    origin: ['rajin'],
    originZones: [],
    originCountries: [],
    destination: ['vostochny'],
    destinationZones: [],
    destinationCountries: [],
    via: [],
    maxDays: 10,
    bothWays: false,
    severity: 'high',
    steps: [],
    needs: {},
    ships: null,
    except: null,
    fromAt: null,
    toAt: null,
    why: '',
    noise: '',
    ...more,
  };
}

const read = (more: Partial<RuleDraft> = {}) => readDraft(draft(more), known, { id: 'own-a', version: 3 });
const problems = (more: Partial<RuleDraft>) => read(more).problems;
const NOWHERE = { origin: [], destination: [] };

describe('a draft that is whole', () => {
  it('is a rule, open in time where it says no days', () => {
    const { rule, problems: none } = read({ title: '  Rajin to Vostochny ' });
    expect(none).toEqual([]);
    expect(rule).toMatchObject({ id: 'own-a', version: 3, title: 'Rajin to Vostochny', fromAt: 0, toAt: null });
    expect(rule).not.toHaveProperty('ships');
    expect(rule).not.toHaveProperty('via');
  });

  it.each<[string, Partial<RuleDraft>]>([
    ['a call', { kind: 'call', origin: [], maxDays: null }],
    ['a stay', { kind: 'stay', origin: [], maxDays: null, needs: { stayHours: 24 } }],
    ['a silence', { kind: 'gap-reach', origin: [], maxDays: null, needs: { slackHours: 4 } }],
    ['a meeting of ships on a watchlist', { ...NOWHERE, kind: 'encounter', ships: { watchlists: ['arms-carriers'] } }],
    ['a meeting with a listed ship', { ...NOWHERE, kind: 'encounter', needs: { partner: { listed: true } } }],
    ['a round over a third port', { destination: ['rajin'], via: ['shidao'] }],
    ['a country', { ...NOWHERE, originCountries: ['KP'], destinationCountries: ['RU'] }],
  ])('may be about %s', (_, more) => {
    expect(problems(more)).toEqual([]);
  });
});

describe('a draft is refused', () => {
  it('without a title', () => expect(problems({ title: '  ' })).toEqual(['The title is missing.']));

  it('without ships and places', () => {
    expect(problems(NOWHERE)).toEqual([
      "The rule names no ships and no places. A rule of kind 'route' needs at least one port, zone or country.",
    ]);
    expect(problems({ ...NOWHERE, kind: 'encounter' })).toEqual([
      'The rule names no ships and no places: it would speak of every meeting at sea.',
    ]);
    expect(problems({ ...NOWHERE, kind: 'encounter', ships: { hulls: [] } })).toHaveLength(1);
  });

  it('with one end only', () => {
    expect(problems({ origin: [] })).toEqual(["A rule of kind 'route' needs an origin."]);
    expect(problems({ destination: [] })).toEqual(["A rule of kind 'route' needs a destination."]);
  });

  it('where it leads from a place to itself and over no other', () => {
    const same = 'Origin and destination are the same, and no place in between is named.';
    expect(problems({ destination: ['rajin'] })).toEqual([same]);
    expect(problems({ origin: ['rajin', 'shidao'], destination: ['shidao', 'rajin'] })).toEqual([same]);
    expect(problems({ origin: ['rajin', 'shidao'], destination: ['shidao'] })).toEqual([]);
  });

  it('where its last day is not after its first', () => {
    const may = at('2024-05-01');
    expect(problems({ fromAt: may, toAt: may })).toEqual([
      'The rule ends on 1 May 2024, which is not after its first day, 1 May 2024.',
    ]);
    expect(problems({ fromAt: may, toAt: may + 1 })).toEqual([]);
  });

  it('where an exception leaves nothing', () => {
    expect(problems({ except: { places: ['rajin'] } })).toEqual(['The exceptions leave nothing of the origin: rajin.']);
    expect(problems({ ships: { flags: ['KP'] }, except: { flags: ['KP'] } })).toEqual([
      'The exceptions leave nothing of the flags: KP.',
    ]);
    expect(problems({ ships: { flags: ['KP', 'RU'] }, except: { flags: ['KP'] } })).toEqual([]);
    expect(problems({ ships: { hulls: ['imo:9161003'] }, except: { hulls: ['imo:9161003'] } })).toHaveLength(1);
  });

  it('where it names what nobody knows, and says the name', () => {
    expect(
      problems({
        origin: ['rajn'],
        destinationZones: ['nowhere'],
        destinationCountries: ['XX'],
        ships: { hulls: ['imo:1'], watchlists: ['none'], flags: ['ZZ'], authorities: ['OFAK'] },
        needs: { orMids: [999] },
      }),
    ).toEqual([
      "There is no port 'rajn'.",
      "There is no zone 'nowhere'.",
      "There is no country with a known port 'XX'.",
      "There is no flag 'ZZ'.",
      "There is no watchlist 'none'.",
      "There is no ship 'imo:1'.",
      "There is no authority that lists ships 'OFAK'.",
      "There is no MID '999'.",
    ]);
  });

  it.each([
    [0, "'maxDays' is 0; it must be more than 0 and at most 365 days."],
    [-3, "'maxDays' is -3; it must be more than 0 and at most 365 days."],
    [365.5, "'maxDays' is 365.5; it must be more than 0 and at most 365 days."],
    [null, "A rule of kind 'route' needs 'maxDays', the longest leg."],
  ])('with %s days', (maxDays, sentence) => expect(problems({ maxDays })).toEqual([sentence]));

  it('takes 365 days, and half of one', () => {
    expect(problems({ maxDays: 365 })).toEqual([]);
    expect(problems({ maxDays: 0.5 })).toEqual([]);
  });

  it('where a condition means nothing to its kind', () => {
    expect(problems({ needs: { stayHours: 3 } })).toEqual(["'stayHours' means nothing to a rule of kind 'route'."]);
    expect(problems({ needs: { partner: { listed: true } } })).toEqual([
      "'partner' means nothing to a rule of kind 'route'.",
    ]);
    expect(problems({ kind: 'stay', origin: [] })).toEqual([
      "A rule of kind 'stay' needs 'stayHours', the shortest stay.",
    ]);
    expect(problems({ kind: 'stay', origin: [], needs: { stayHours: 9000 } })).toEqual([
      "'stayHours' is 9000; it must be more than 0 and at most 8760.",
    ]);
  });

  it('with one sentence for each of several problems', () => {
    expect(problems({ title: '', origin: ['rajn'], maxDays: 0 })).toHaveLength(3);
  });
});
