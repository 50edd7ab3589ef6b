import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLAIN_CHART } from '../../web/state/chart.ts';
import { NO_FILTERS } from '../../web/state/feed.ts';
import { type Address, readAddress, writeAddress } from '../../web/state/url.ts';
import { ALERT_STATES, SEVERITIES } from '../../web/words/words.ts';

const EMPTY: Address = {
  scope: null,
  view: null,
  vesselId: null,
  alertId: null,
  caseId: null,
  at: null,
  filters: NO_FILTERS,
  chart: PLAIN_CHART,
  whoArea: null,
  trackColour: 'vessel',
};

describe('the address of what is on screen', () => {
  it('is empty when nothing is chosen, and an empty address chooses nothing', () => {
    expect(writeAddress(EMPTY)).toBe('');
    expect(readAddress('')).toEqual(EMPTY);
  });

  it('reads as a person would write it', () => {
    const address: Address = {
      ...EMPTY,
      scope: 'sea-bridge',
      vesselId: 'imo:9161003',
      at: Date.UTC(2023, 8, 12, 4, 31),
      view: { lon: 131.5, lat: 42.4, zoom: 7.2 },
      filters: { ...NO_FILTERS, severities: ['critical'], order: 'severity' },
    };
    expect(writeAddress(address)).toBe(
      '?scope=sea-bridge&t=2023-09-12T04:31:00Z&vessel=imo:9161003&view=131.5000,42.4000,7.20&severity=critical&order=severity',
    );
    expect(readAddress(writeAddress(address))).toEqual(address);
  });

  it('carries the map as it is drawn, the tool in hand, what is measured and what is asked about', () => {
    const address: Address = {
      ...EMPTY,
      trackColour: 'leg',
      whoArea: '130.000,42.000,131.000,43.000',
      chart: {
        ...PLAIN_CHART,
        projection: 'mercator',
        night: true,
        traffic: false,
        tool: 'measure',
        measured: [
          { lon: 130.3, lat: 42.23 },
          { lon: 133.08, lat: 42.75 },
        ],
      },
    };
    const written = writeAddress(address);
    expect(written).toContain('map=mercator,night,no-traffic');
    expect(readAddress(written)).toEqual(address);
    expect(readAddress('?map=flat,dark&tool=saw&line=1,2 x,y 999,0').chart).toEqual({
      ...PLAIN_CHART,
      measured: [{ lon: 1, lat: 2 }],
    });
  });

  it('drops what it cannot use and keeps the rest', () => {
    const read = readAddress('?view=999,0,3&t=yesterday&severity=lethal&state=open,nonsense&q=rajin');
    expect(read.view).toBeNull();
    expect(read.at).toBeNull();
    expect(read.filters.severities).toEqual(SEVERITIES);
    expect(read.filters.states).toEqual(['open']);
    expect(read.filters.text).toBe('rajin');
  });

  it('comes back the same for any selection', () => {
    const text = fc.string({ maxLength: 40 });
    const day = fc.integer({ min: 0, max: 40_000 }).map((days) => days * 86_400_000);
    fc.assert(
      fc.property(
        fc.record({
          scope: fc.option(text),
          vesselId: fc.option(text),
          alertId: fc.option(text),
          caseId: fc.option(text),
          at: fc.option(fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000)),
          text,
          severities: fc.subarray([...SEVERITIES], { minLength: 1 }),
          states: fc.subarray([...ALERT_STATES], { minLength: 1 }),
          order: fc.constantFrom('newest' as const, 'severity' as const, 'sure' as const),
          theme: text,
          leastSure: fc.constantFrom('low' as const, 'medium' as const, 'high' as const),
          withdrawn: fc.boolean(),
          muted: fc.boolean(),
          ship: text,
          list: text,
          place: text,
          region: text,
          basis: fc.constantFrom('' as const, 'sighted' as const, 'claimed' as const),
          fromAt: fc.option(day),
          toAt: fc.option(day),
        }),
        ({ scope, vesselId, alertId, caseId, at, text: words, ...rest }) => {
          const filters = { ...rest, text: words };
          const address: Address = { ...EMPTY, scope, vesselId, alertId, caseId, at, view: null, filters };
          expect(readAddress(writeAddress(address))).toEqual(address);
        },
      ),
      { seed: 9179842 },
    );
  });
});
