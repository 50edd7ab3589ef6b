// Calls, silences and stray positions of the cases beside the repository, each for a kind of thing that was said of them and
// is not known. Replayed with the built-in watchlist, rules and places.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadReference } from '../../db/reference/load.ts';
import { loadSea } from '../../db/reference/sea.ts';
import type { Alert } from '../../server/domain/alert.ts';
import type { VesselEvent } from '../../server/domain/kinds/event.ts';
import type { PortCall } from '../../server/domain/kinds/port-call/facts.ts';
import { createPlaceIndex } from '../../server/domain/places/place-index.ts';
import { readTracks } from '../../server/feeds/read-tracks.ts';
import { createFlow } from '../../server/run/flow.ts';

const shared = fileURLToPath(new URL('../../../shared/', import.meta.url));
const absent = !existsSync(`${shared}cases/detection`);

async function replay(path: string, everyShip = false) {
  const { hulls, ports, zones, moorings, rules, mids } = loadReference();
  const events = new Map<string, VesselEvent>();
  const alerts = new Map<string, Alert>();
  const flow = createFlow(
    {
      engine: {
        hulls,
        places: createPlaceIndex(ports, zones, moorings),
        rules,
        mids,
        sea: loadSea(),
        asOf: 'then',
        everyShip,
      },
      windowMs: Number.POSITIVE_INFINITY,
    },
    {
      fix: () => undefined,
      binding: () => undefined,
      vessel: () => undefined,
      rename: () => undefined,
      event: (event) => void events.set(event.id, event),
      alert: (alert) => void alerts.set(alert.id, alert),
    },
  );
  await readTracks([`${shared}${path}.csv.gz`], { report: (report) => flow.take(report) });
  while (!flow.drain(20_000));
  const of = (kind: VesselEvent['kind'], mmsi?: number) =>
    [...events.values()].filter(
      (event) => event.kind === kind && event.state !== 'withdrawn' && (mmsi === undefined || event.mmsi === mmsi),
    );
  const calls = (mmsi?: number) => of('port-call', mmsi) as PortCall[];
  return {
    of,
    calls,
    alerts: [...alerts.values()].filter(({ state }) => state === 'open'),
    refused: flow.counts().engine.refused,
  };
}

const LADY_R = 273213010;

describe.skipIf(absent)(`calls${absent ? ' (skipped: ../shared/cases is absent)' : ''}`, () => {
  it('of a ship that was heard at sailing speed and was next where that leads are none', async () => {
    const { calls, alerts } = await replay('cases/detection/pass-rajin-12kn-then-vostochny');
    const rajin = calls().find(({ facts }) => facts.placeId === 'rajin')!;
    expect(rajin).toMatchObject({ basis: 'observed', facts: { confidence: 1, gaps: [{ sailedOn: true }] } });
    expect(alerts).toEqual([]);
  });

  it('do not rest on one stray position that the ship cannot have reached', async () => {
    const { calls, alerts, refused } = await replay('cases/detection/one-fix-rajin');
    expect(calls().map(({ state, facts }) => [state, facts.placeId])).toEqual([['open', 'vostochny']]);
    expect(alerts).toEqual([]);
    expect(refused).toEqual({ 'too fast': 1 });
  });

  it('do not rest on one stray position that its own speeds speak against', async () => {
    const { calls, refused } = await replay('cases/detection/tanker-one-bad-fix-makes-c4-call', true);
    expect(calls()).toMatchObject([{ state: 'open', facts: { confidence: 2 } }]);
    expect(refused).toEqual({ 'against its speed': 1 });
  });

  it.each(['silent-6d-same-berth', 'silent-6d-same-berth-others'])(
    'of a ship at rest in one place before and after are one, and the silence is none (%s)',
    async (name) => {
      const { of, calls, alerts } = await replay(`cases/detection/${name}`);
      expect(calls(LADY_R)).toHaveLength(1);
      expect([...of('gap'), ...of('possible-dark-call')]).toEqual([]);
      expect(alerts).toEqual([]);
    },
  );

  it.each(['silent-6d-same-port-left-moving', 'leaves-vostochny-silent-inside-circle-6d-returns'])(
    'of a ship under way when it fell silent do not explain where it was (%s)',
    async (name) => {
      const { of, alerts } = await replay(`cases/detection/${name}`);
      expect(of('gap', LADY_R)).toHaveLength(1);
      expect(of('possible-dark-call', LADY_R)).toMatchObject([{ facts: { placeId: 'rajin', word: 'possible' } }]);
      expect(alerts.map(({ ruleId }) => ruleId)).toContain('ru-dprk-return');
      expect(new Set(alerts.map(({ confidence }) => confidence))).toEqual(new Set(['low']));
    },
  );

  it('of a ship whose positions come again hours late are whole, and nothing is in doubt', async () => {
    const { of, refused } = await replay('cases/detection/late-copies-told-as-two-places', true);
    expect(of('position-doubt')).toEqual([]);
    expect(refused).toEqual({ 'repeated late': 4 });
  });

  it('of a ship that swings at anchor for two weeks are one, told once', async () => {
    const { calls } = await replay('cases/detection/anchor-swing-two-weeks');
    expect(calls()).toMatchObject([{ state: 'open', revision: 1, facts: { stops: [{}] } }]);
  });

  it('of three container ships in a month of satellite data are in doubt where two ships send under one number', async () => {
    const { of, refused } = await replay('data/tracks/container-ships-2018', true);
    expect(refused['repeated late']).toBeGreaterThan(75);
    expect(of('position-doubt').length).toBeLessThanOrEqual(4);
  });
});
