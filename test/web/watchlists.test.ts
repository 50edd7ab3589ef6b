import { describe, expect, it } from 'vitest';
import { WatchlistRequest } from '../../server/http/wire/watch.ts';
import { daysText, filterOf, filterText, idOfTitle, NO_FILTER_TEXTS, textsOf } from '../../web/lists/watchlists.ts';

describe('a watchlist as it is typed', () => {
  it.each(['Baltic tankers, 2026', 'Œuvres à Brest', 'Флот', '  --  ', 'a'.repeat(200)])(
    'makes an id that the server takes out of the title %j',
    (title) => {
      const id = idOfTitle(title, []);
      expect(WatchlistRequest.shape.id.safeParse(id).success, id).toBe(true);
    },
  );

  it('numbers an id that is taken', () => {
    expect(idOfTitle('Baltic tankers', ['baltic-tankers', 'baltic-tankers-2'])).toBe('baltic-tankers-3');
  });

  it('reads words between commas, and leaves out fields that are empty', () => {
    const filter = filterOf({ ...NO_FILTER_TEXTS, authorities: 'US OFAC, UK ;', flags: ' , ' });
    expect(filter).toEqual({ authorities: ['US OFAC', 'UK'] });
    expect(textsOf(filter)).toEqual({ ...NO_FILTER_TEXTS, authorities: 'US OFAC, UK' });
  });

  it('says who comes onto a list by themselves', () => {
    expect(filterText(null)).toBe('Ships entered by hand or by CSV only.');
    expect(filterText({})).toBe('Every ship that a loaded source names.');
    expect(filterText({ authorities: ['US OFAC', 'UK', 'EU'], types: ['tanker'] })).toBe(
      'Every ship listed by US OFAC, UK or EU, whose type has tanker.',
    );
  });

  it('tells the days on which a watch holds', () => {
    expect(daysText({ from: null, to: null })).toBe('');
    expect(daysText({ from: '2026-01-01', to: null })).toBe('from 2026-01-01');
    expect(daysText({ from: null, to: '2026-06-30' })).toBe('until 2026-06-30');
    expect(daysText({ from: '2026-01-01', to: '2026-06-30' })).toBe('from 2026-01-01 until 2026-06-30');
  });
});
