// Every rule of the table fires in a scenario and stays silent in one that misses it narrowly.

import { describe, expect, it } from 'vitest';
import { loadReference } from '../../../db/reference/load.ts';
import type { Alert } from '../../../server/domain/alert.ts';
import { blankHull, type Designation, type WatchedHull } from '../../../server/domain/vessel.ts';
import { newest, places, play } from '../../play.ts';
import { at, away, type Point, type Ship, together, vessel } from '../../scenario.ts';

// Rules about false positions and new identities have a table of their own (deceptions.test.ts).
const rules = loadReference().rules.filter(({ kind }) => kind !== 'deception');

const TANKER = 81;
const CARGO = 70;
const PASSENGER = 60;
const ORDINARY = 538_006_700;

interface Visit {
  /** Port or zone id, or a point at sea. */
  where: string | Point;
  /** Arrival. */
  on: string;
  hours?: number;
  /** Passes at 12 kn instead of stopping. */
  passes?: boolean;
}

interface Case {
  mmsi?: number;
  type?: number;
  /** Puts the ship on the watchlist, as this hull. */
  hull?: WatchedHull;
  visits: Visit[];
  /** A second ship, for encounters. */
  other?: { mmsi: number; type?: number; visits: Visit[] };
}

interface RuleCases {
  fires: Case;
  /** Misses the rule by one condition, which the name says. */
  misses: Record<string, Case>;
}

function pointOf(where: Visit['where']): Point {
  if (typeof where !== 'string') return where;
  const port = places.port(where);
  if (port) return port;
  const [[west, south], , [east, north]] = places.zone(where)!.ring as [[number, number], unknown, [number, number]];
  return { lon: (west + east) / 2, lat: (south + north) / 2 };
}

/** Comes in from the sea, stops and goes out again; between two visits it is not heard. */
function sail(name: string, mmsi: number, { type = CARGO, hull }: Partial<Case>, visits: readonly Visit[]): Ship {
  const ship = vessel(name, { mmsi, ...(hull?.imo ? { imo: hull.imo } : {}) });
  for (const { where, on, hours = 10, passes = false } of visits) {
    const point = pointOf(where);
    const sea = away(point, 200, 90);
    const inboundMs = Math.round((200 / 1.852 / 12) * 3_600_000);
    ship
      .at(sea, at(on) - inboundMs)
      .says({ shipType: type })
      .sails({ to: point, kn: 12 });
    if (!passes) ship.stops(`${hours} h`, { kn: 0 });
    ship.sails({ to: sea, kn: 12 });
  }
  return ship;
}

function alertsOf(ruleId: string, voyage: Case): Alert[] {
  const mmsi = voyage.mmsi ?? ORDINARY;
  const ships = [sail(voyage.hull?.name ?? 'ORDINARY TRADER', mmsi, voyage, voyage.visits)];
  if (voyage.other)
    ships.push(
      sail('OTHER SHIP', voyage.other.mmsi, voyage.other.type ? { type: voyage.other.type } : {}, voyage.other.visits),
    );
  const reports = together(...ships);
  const { alerts } = play(reports, {
    hulls: voyage.hull ? [voyage.hull] : [],
  });
  return newest(alerts).filter((alert) => alert.ruleId === ruleId && alert.state !== 'withdrawn');
}

/** A hull of ours with one designation, beyond any real ship's numbers. */
function listed(authority: string, programme: string, on: string, shipType = 'general cargo'): WatchedHull {
  const designation: Designation = {
    authority,
    programme,
    ref: null,
    listedAt: at(on),
    precision: 'day',
    delistedAt: null,
    sanction: true,
    note: null,
    source: 'test',
  };
  return {
    ...blankHull('imo:9999993', 9_999_993, 'LISTED SHIP'),
    mmsis: [{ mmsi: ORDINARY, source: 'test', old: false }],
    flagCodes: ['MH'],
    shipType,
    designations: [designation],
    group: 'test',
    sources: ['test'],
  };
}

const dprkRu = (days: number, first = 'rajin', second = 'vostochny'): Visit[] => [
  { where: first, on: '2024-03-01T00:00Z' },
  { where: second, on: new Date(at('2024-03-01T20:00Z') + days * 86_400_000).toISOString() },
];

const legOf = (first: string, second: string, on: string, days: number): Visit[] => [
  { where: first, on },
  { where: second, on: new Date(at(on) + 20 * 3_600_000 + days * 86_400_000).toISOString() },
];

/** Sailed away from every port of the Sea of Japan's middle. */
const openSea: Point = { lon: 134.5, lat: 39.5 };
const beside: Point = away(openSea, 0.3, 0);
const meeting = { where: openSea, on: '2024-05-01T12:00Z', hours: 4 };

const euShip = listed('EU', 'Reg. 833/2014 art. 3s, Annex XLII', '2024-06-25');
const usShip = listed('US OFAC', 'EO 14024', '2022-05-08');
const usTanker = listed('US OFAC', 'EO 13850', '2019-04-05', 'crude oil tanker');

const cases: Record<string, RuleCases> = {
  'dprk-ru-arms': {
    fires: { visits: dprkRu(2) },
    misses: {
      'a day too late': { visits: dprkRu(11) },
      'the wrong way round': { visits: dprkRu(2, 'vostochny', 'rajin') },
    },
  },
  'ru-dprk-return': {
    fires: { visits: dprkRu(2, 'dunay', 'chongjin') },
    misses: { 'a day too late': { visits: dprkRu(11, 'dunay', 'chongjin') } },
  },
  'ru-dprk-oil': {
    fires: { type: TANKER, visits: dprkRu(5, 'kozmino', 'nampo') },
    misses: {
      'no tanker': { visits: dprkRu(5, 'kozmino', 'nampo') },
      'a day too late': { type: TANKER, visits: dprkRu(16, 'kozmino', 'nampo') },
    },
  },
  'dprk-coal-cn': {
    fires: { visits: dprkRu(5, 'nampo', 'dalian') },
    misses: {
      'a passenger ship': { type: PASSENGER, visits: dprkRu(5, 'nampo', 'dalian') },
      'before the resolution': { visits: legOf('nampo', 'dalian', '2017-07-01T00:00Z', 5) },
    },
  },
  'dprk-coal-ru': {
    fires: { visits: dprkRu(20, 'nampo', 'vladivostok') },
    misses: { 'a day too late': { visits: dprkRu(26, 'nampo', 'vladivostok') } },
  },
  'dprk-any-180d': {
    fires: { visits: dprkRu(170, 'wonsan', 'busan') },
    misses: { 'after the look-back': { visits: dprkRu(181, 'wonsan', 'busan') } },
  },
  'dprk-sts': {
    fires: { hull: usShip, visits: [meeting], other: { mmsi: 445_123_000, visits: [{ ...meeting, where: beside }] } },
    misses: {
      'neither ship of the DPRK': {
        hull: usShip,
        visits: [meeting],
        other: { mmsi: 636_012_345, visits: [{ ...meeting, where: beside }] },
      },
      'too short': {
        hull: usShip,
        visits: [{ ...meeting, hours: 1 }],
        other: { mmsi: 445_123_000, visits: [{ ...meeting, where: beside, hours: 1 }] },
      },
    },
  },
  'crimea-any': {
    fires: { visits: [{ where: 'sevastopol', on: '2024-03-01T00:00Z' }] },
    misses: { 'only passes': { visits: [{ where: 'sevastopol', on: '2024-03-01T00:00Z', passes: true }] } },
  },
  'crimea-grain-out': {
    fires: { visits: legOf('feodosia', 'tartus', '2024-03-01T00:00Z', 12) },
    misses: {
      'a tanker': { type: TANKER, visits: legOf('feodosia', 'tartus', '2024-03-01T00:00Z', 12) },
      'a day too late': { visits: legOf('feodosia', 'tartus', '2024-03-01T00:00Z', 31) },
    },
  },
  'ru-syria': {
    fires: { visits: legOf('tartus', 'novorossiysk', '2024-03-01T00:00Z', 10) },
    misses: { 'a day too late': { visits: legOf('tartus', 'novorossiysk', '2024-03-01T00:00Z', 46) } },
  },
  'caspian-arms': {
    fires: { visits: legOf('amirabad', 'olya', '2024-08-29T00:00Z', 5) },
    misses: { 'a day too late': { visits: legOf('amirabad', 'olya', '2024-08-29T00:00Z', 16) } },
  },
  'iran-oil-east': {
    fires: { type: TANKER, visits: legOf('kharg', 'qingdao', '2024-03-01T00:00Z', 30) },
    misses: { 'no tanker': { visits: legOf('kharg', 'qingdao', '2024-03-01T00:00Z', 30) } },
  },
  'ru-oil-cap': {
    fires: { type: TANKER, hull: usTanker, visits: legOf('primorsk', 'sts-ceuta', '2023-03-01T00:00Z', 15) },
    misses: { 'no tanker': { hull: usShip, visits: legOf('primorsk', 'sts-ceuta', '2023-03-01T00:00Z', 15) } },
  },
  'eu-port-ban': {
    fires: { hull: euShip, visits: [{ where: 'kalamata', on: '2024-08-01T00:00Z' }] },
    misses: {
      'not listed by the EU': { hull: usShip, visits: [{ where: 'kalamata', on: '2024-08-01T00:00Z' }] },
      'before the listing': { hull: euShip, visits: [{ where: 'kalamata', on: '2024-06-20T00:00Z' }] },
    },
  },
  'eu-xlvii': {
    fires: { hull: usShip, visits: [{ where: 'ustluga', on: '2025-03-01T00:00Z' }] },
    misses: {
      'before the annex': { hull: usShip, visits: [{ where: 'ustluga', on: '2025-02-20T00:00Z' }] },
      'not on the watchlist': { visits: [{ where: 'ustluga', on: '2025-03-01T00:00Z' }] },
    },
  },
  'venezuela-oil': {
    fires: { type: TANKER, hull: usTanker, visits: legOf('jose', 'havana', '2024-03-01T00:00Z', 10) },
    misses: {
      'after the rule ended': {
        type: TANKER,
        hull: usTanker,
        visits: legOf('jose', 'havana', '2026-01-10T00:00Z', 10),
      },
      'not listed': { type: TANKER, visits: legOf('jose', 'havana', '2024-03-01T00:00Z', 10) },
    },
  },
  'houthi-fuel': {
    fires: { type: TANKER, visits: [{ where: 'rasisa', on: '2025-05-01T00:00Z' }] },
    misses: {
      'no tanker': { visits: [{ where: 'rasisa', on: '2025-05-01T00:00Z' }] },
      'under the licence': { type: TANKER, visits: [{ where: 'rasisa', on: '2025-03-01T00:00Z' }] },
    },
  },
  'naval-gap': {
    fires: { hull: usShip, visits: dark('simonstown', '2022-12-05T12:00Z', 90) },
    misses: {
      'not listed': { visits: dark('simonstown', '2022-12-05T12:00Z', 90) },
      'silent too short a time': { hull: usShip, visits: dark('simonstown', '2022-12-05T12:00Z', 5) },
    },
  },
  'yard-stay': {
    fires: { hull: usShip, visits: [{ where: 'xinya', on: '2024-02-09T00:00Z', hours: 80 }] },
    misses: { 'an hour too short': { hull: usShip, visits: [{ where: 'xinya', on: '2024-02-09T00:00Z', hours: 71 }] } },
  },
};

/** Heard off the port on one side, then silent, then heard there again, 120 km out. */
function dark(portId: string, from: string, hours: number): Visit[] {
  const off = away(pointOf(portId), 120, 200);
  const again = new Date(at(from) + hours * 3_600_000 + 18 * 3_600_000).toISOString();
  return [
    { where: off, on: from, passes: true },
    { where: off, on: again, passes: true },
  ];
}

describe('the rules of the table', () => {
  it('has a case for every rule, and no other', () => {
    expect(Object.keys(cases).sort()).toEqual(rules.map(({ id }) => id).sort());
  });

  for (const rule of rules) {
    const { fires, misses } = cases[rule.id]!;
    it(`${rule.id} fires: ${rule.title}`, () => {
      const alerts = alertsOf(rule.id, fires);
      expect(alerts).toHaveLength(1);
      expect(alerts[0]!.why).not.toMatch(/violat|smuggl|illegal|breach/i);
      expect(alerts[0]!.evidence.events.length).toBeGreaterThan(0);
      expect(alerts[0]!.evidence.rule.id).toBe(rule.id);
    });
    for (const [name, voyage] of Object.entries(misses)) {
      it(`${rule.id} stays silent: ${name}`, () => {
        expect(alertsOf(rule.id, voyage)).toEqual([]);
      });
    }
  }
});

describe('oil that changes ship at sea', () => {
  const off = pointOf('sts-eopl');
  const takes = (meets: string): Case => ({
    type: TANKER,
    hull: usTanker,
    visits: [
      { where: away(off, 0.3, 0), on: meets, hours: 12 },
      { where: 'qingdao', on: '2024-04-10T00:00Z' },
    ],
    other: {
      mmsi: 636_012_345,
      type: TANKER,
      visits: [
        { where: 'kharg', on: '2024-03-01T00:00Z' },
        { where: off, on: '2024-03-25T00:00Z', hours: 12 },
      ],
    },
  });
  const ofTaker = (voyage: Case) =>
    alertsOf('iran-oil-east', voyage).filter(({ vesselId }) => vesselId === 'imo:9999993');

  it('is told of the ship that brings it to China, with the meeting and the call of the ship that it met', () => {
    const [alert, ...others] = ofTaker(takes('2024-03-25T00:00Z'));
    expect(others).toEqual([]);
    expect(alert!.why).toContain('met OTHER SHIP');
    expect(alert!.why).toContain('which had called at Kharg');
    expect(alert!.evidence.events.slice(0, 2).map(({ kind }) => kind)).toEqual(['encounter', 'port-call']);
  });

  it('is not told where the two did not meet', () => {
    expect(ofTaker(takes('2024-03-27T00:00Z'))).toEqual([]);
  });
});
