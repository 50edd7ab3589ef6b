import { describe, expect, it } from 'vitest';
import type { Rule } from '../../server/http/wire/rule.ts';
import { RuleRequest } from '../../server/http/wire/rule.ts';
import {
  datesText,
  dayBars,
  EMPTY_FORM,
  fitting,
  formOf,
  furtherText,
  NO_PLACES,
  placeOptions,
  type RuleForm,
  requestOf,
} from '../../web/rules/rules.ts';

const rule: Rule = {
  id: 'own-a',
  title: 'Rajin to Vostochny',
  kind: 'route',
  version: 2,
  enabled: true,
  builtIn: false,
  origin: ['rajin'],
  originZones: ['sts-eopl'],
  originCountries: ['KP'],
  destination: ['vostochny'],
  destinationZones: [],
  destinationCountries: [],
  via: ['shidao'],
  maxDays: 10,
  bothWays: true,
  severity: 'high',
  steps: [{ severity: 'critical', listed: true }],
  needs: { classes: ['tanker'], viaEncounter: true },
  ships: { hulls: ['imo:9161003'], watchlists: ['arms-carriers'] },
  except: { flags: ['SY'], places: ['dunay'] },
  requires: '',
  from: '2024-01-01',
  to: null,
  legal: [],
  why: 'It is the sea bridge.',
  noise: '',
  changedAt: null,
  changedBy: null,
  alerts: 3,
  confirmed: null,
};

const form = (more: Partial<RuleForm> = {}): RuleForm => ({ ...EMPTY_FORM, title: 'New', ...more });

describe('the form of a rule', () => {
  it('gives back the rule that it was filled from, word for word', () => {
    const { id: _, version, builtIn, requires, legal, changedAt, changedBy, alerts, confirmed, ...own } = rule;
    expect(requestOf(formOf(rule))).toEqual(own);
    expect([version, builtIn, requires, legal, changedAt, changedBy, alerts, confirmed]).toHaveLength(8);
  });

  it('makes requests that the server reads, for every kind', () => {
    for (const kind of ['route', 'lookback', 'call', 'stay', 'gap-reach', 'encounter'] as const) {
      expect(RuleRequest.safeParse(requestOf(form({ kind }))).success, kind).toBe(true);
    }
  });

  it('reads ships by number, and leaves out what is empty', () => {
    const request = requestOf(
      form({ ships: { ...EMPTY_FORM.ships, hulls: '9161003, 273212120; hull:tok-song', flags: ' , ' } }),
    );
    expect(request.ships).toEqual({ hulls: ['imo:9161003', 'mmsi:273212120', 'hull:tok-song'] });
    expect(request.except).toBeNull();
  });

  it('takes its places to one set where the kind has no legs, and drops them where it has no places', () => {
    const places = {
      origin: { ...NO_PLACES, ports: ['rajin'] },
      destination: { ...NO_PLACES, ports: ['rajin', 'dunay'] },
    };
    const call = requestOf(form({ kind: 'call', ...places, maxDays: '5' }));
    expect(call).toMatchObject({ origin: [], destination: ['rajin', 'dunay'], maxDays: null, via: [] });
    expect(requestOf(form({ kind: 'encounter', ...places }))).toMatchObject({ destination: [], origin: [] });
  });

  it('asks conditions of their own kind only', () => {
    expect(requestOf(form({ kind: 'stay', stayHours: '24' })).needs).toEqual({ stayHours: 24 });
    expect(requestOf(form({ kind: 'route', stayHours: '24' })).needs).toEqual({});
    expect(requestOf(form({ kind: 'gap-reach' })).needs).toEqual({ slackHours: 4 });
    expect(requestOf(form({ kind: 'encounter', partnerMids: '445, 273' })).needs).toEqual({
      partner: { listed: true, mids: [445, 273] },
    });
    expect(requestOf(form({ kind: 'call', needs: { viaEncounter: true, classes: ['tanker'] } })).needs).toEqual({
      classes: ['tanker'],
    });
  });

  it('leaves it to the server to say that a number is missing', () => {
    expect(requestOf(form({ maxDays: '' })).maxDays).toBeNull();
    expect(requestOf(form({ maxDays: 'ten' })).maxDays).toBeNull();
  });

  it('says what a copy brings along that it has no field for', () => {
    expect(furtherText(formOf(rule))).toBe(
      'ships of type tanker; a meeting with a ship from the origin counts as the origin; 1 step of severity',
    );
    expect(furtherText(EMPTY_FORM)).toBe('');
  });
});

describe('places to pick', () => {
  const port = (id: string, name: string, country: string) => ({ id, name, country, kind: 'port' }) as never;
  const options = placeOptions(
    [port('vostochny', 'Vostochny', 'RU'), port('wpi:1', 'Port Vostok', 'RU'), port('rajin', 'Rajin', 'KP')],
    [{ id: 'sts-eopl', name: 'Vost roads' } as never],
  );

  it('are ports, zones and countries, found by name, those that begin with it first', () => {
    expect(fitting(options, 'vost', 8).map(({ id }) => id)).toEqual(['vostochny', 'sts-eopl', 'wpi:1']);
    expect(fitting(options, 'vost', 2)).toHaveLength(2);
    expect(fitting(options, 'north korea', 8).map(({ kind, id }) => [kind, id])).toEqual([
      ['countries', 'KP'],
      ['ports', 'rajin'],
    ]);
    expect(fitting(options, '  ', 8)).toEqual([]);
  });
});

describe('the bars of a dry run', () => {
  const run = {
    from: '2026-10-02T12:00:00.000Z',
    to: '2026-10-05T00:00:00.000Z',
    days: [{ day: '2026-10-03', alerts: 4 }],
  };

  it('stand for every day of the period, also those without alerts, and not for the day on which it ends at midnight', () => {
    expect(dayBars(run)).toEqual([
      { day: '2026-10-02', alerts: 0 },
      { day: '2026-10-03', alerts: 4 },
      { day: '2026-10-04', alerts: 0 },
    ]);
  });

  it('are left out of a period too long to draw', () => {
    expect(dayBars(run, 3)).toHaveLength(3);
    expect(dayBars(run, 2)).toBeNull();
  });
});

it.each([
  [null, null, 'always'],
  ['2024-01-01', null, 'from 2024-01-01'],
  [null, '2024-01-01', 'until 2024-01-01'],
  ['2023-01-01', '2024-01-01', '2023-01-01 to 2024-01-01'],
])('a rule of %s to %s is in force %s', (from, to, said) => expect(datesText({ from, to })).toBe(said));
