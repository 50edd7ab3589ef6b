// What a replay on the command line says of the ends of port calls, and of ships that were not seen to stop.

import { expect, it } from 'vitest';
import { callLines } from '../../scripts/commands/port-call-lines.ts';
import type { PortCall, PortCallFacts } from '../../server/domain/kinds/port-call/facts.ts';
import { HOUR_MS } from '../../server/domain/time.ts';

const T0 = Date.UTC(2024, 1, 8);
const AT_T0 = { fromAt: T0, toAt: T0 };

function call(over: Partial<Omit<PortCall, 'facts'>>, facts: Partial<PortCallFacts> = {}): PortCall {
  return {
    id: 'call',
    kind: 'port-call',
    vesselId: 'imo:9000003',
    mmsi: 273000003,
    state: 'open',
    revision: 1,
    knownAt: T0,
    beganAt: T0,
    endedAt: null,
    basis: 'observed',
    lon: 130.4,
    lat: 42.2,
    reason: null,
    ...over,
    facts: {
      placeId: 'rajin',
      placeName: 'Rajin',
      runnerUpId: null,
      distanceKm: 0.4,
      confidence: 3,
      entry: AT_T0,
      exit: null,
      stops: [{ fromAt: T0, toAt: null, lon: 130.4, lat: 42.2 }],
      gaps: [],
      waiting: false,
      sightingIds: [],
      ...facts,
    },
  };
}

const said = (...calls: PortCall[]) => callLines(calls, () => 'LADY R').join('\n');

it('a recording that ends while the ship lies in port has seen no exit, and does not say that it is still there', () => {
  expect(said(call({}))).toMatch(/2024-02-08 00:00Z – no exit seen {2}LADY R {2}Rajin/);
  expect(said(call({}))).not.toContain('still there');
});

it('a ship that fell silent in port is told with the time from which on it was not heard', () => {
  const gaps = [{ fromAt: T0 + 3 * HOUR_MS, toAt: null }];
  expect(said(call({}, { gaps }))).toContain('2024-02-08 00:00Z – not heard since 2024-02-08 03:00Z  LADY R');
});

it('a call that is over without an exit that anybody saw says so', () => {
  const over = { state: 'closed', endedAt: T0 + 5 * HOUR_MS } as const;
  expect(said(call(over))).toContain('– 2024-02-08 05:00Z, no exit seen  LADY R');
  const exit = { fromAt: T0 + 5 * HOUR_MS, toAt: T0 + 5 * HOUR_MS };
  expect(said(call(over, { exit }))).toContain('– 2024-02-08 05:00Z  LADY R');
});

it('a sighting speaks of the stay and not of its ends', () => {
  const sighted = call({ basis: 'sighted', state: 'closed', endedAt: T0 + HOUR_MS }, { entry: null });
  expect(said(sighted)).not.toContain('no exit seen');
});

it('ships that were not seen to stop are told apart, and are no port calls', () => {
  const passing = call({ id: 'passing', endedAt: T0 + HOUR_MS }, { confidence: 1, stops: [], exit: AT_T0 });
  expect(said(call({}), passing)).toMatch(
    /Port calls: 1\n.*confidence 3.*\n\nSeen in the waters of a port, no stop seen: 1\n.*confidence 1, 0 stops/,
  );
  expect(said(call({}))).not.toContain('Seen in the waters');
});

it('what was withdrawn is no call', () => {
  expect(said(call({ state: 'withdrawn' }))).toBe('\nPort calls: 0');
});
