// What the engine says of the scenarios, end to end: decoder, order, engine, rules, with the lists of the day.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { loadReference } from '../../db/reference/load.ts';
import { loadSea } from '../../db/reference/sea.ts';
import { loadScenario } from '../../db/scenarios/load.ts';
import { createDecoder } from '../../server/ais/decoder.ts';
import type { Alert } from '../../server/domain/alert.ts';
import type { EngineSink } from '../../server/domain/engine.ts';
import type { VesselEvent } from '../../server/domain/event.ts';
import { createPlaceIndex } from '../../server/domain/places/place-index.ts';
import { createFlow } from '../../server/flow.ts';

const { hulls, ports, zones, rules, mids } = loadReference();
const places = createPlaceIndex(ports, zones);

interface Said {
  /** Last revision of each, in order of first saying. */
  alerts: Alert[];
  events: VesselEvent[];
}

function replay(id: string): Said {
  const scenario = loadScenario(id)!;
  const alerts = new Map<string, Alert>();
  const events = new Map<string, VesselEvent>();
  const sink: EngineSink = {
    fix() {},
    vessel() {},
    binding() {},
    rename() {},
    event: (event) => void events.set(event.id, event),
    alert: (alert) => void alerts.set(alert.id, alert),
  };
  const flow = createFlow(
    {
      engine: { hulls, places, rules, mids, sea: loadSea(), asOf: 'then' },
      windowMs: Number.POSITIVE_INFINITY,
      capacity: 1_000_000,
    },
    sink,
  );
  for (const sighting of scenario.sightings) flow.sighting(sighting);
  const decoder = createDecoder({ source: id });
  const take: Parameters<typeof decoder.push>[1] = (record) => {
    if (record.parts !== 0) flow.report(record);
  };
  const refuse: Parameters<typeof decoder.push>[2] = (reason, line) => {
    throw new Error(`${id} line ${line}: ${reason}`);
  };
  decoder.push(gunzipSync(readFileSync(scenario.track.path)), take, refuse);
  decoder.end(take, refuse);
  while (!flow.drain(100_000));
  return { alerts: [...alerts.values()], events: [...events.values()] };
}

function standing(said: Said, ruleId: string, vesselId: string): Alert[] {
  return said.alerts.filter((a) => a.ruleId === ruleId && a.vesselId === vesselId && a.state !== 'withdrawn');
}

describe('the sea bridge, replayed with the lists of the day', () => {
  const said = replay('sea-bridge');

  it("says LADY R's leg from Rajin (4 Feb) to Vostochny (8 Feb 2024): sighted, critical, listed by the US alone", () => {
    const alert = standing(said, 'dprk-ru-arms', 'imo:9161003').find(
      (a) => a.placeIds[1] === 'vostochny' && a.toAt < Date.UTC(2024, 1, 10),
    );
    expect(alert).toMatchObject({ basis: 'sighted', severity: 'critical' });
    expect(alert!.placeIds.slice(0, 2)).toEqual(['rajin', 'vostochny']);
    expect(alert!.evidence.designations.map((d) => d.authority)).toEqual(['US OFAC']);
    expect(alert!.raisedAt).toBeLessThanOrEqual(Date.UTC(2024, 1, 9));
    expect(alert!.raisedAt).toBeGreaterThan(loadScenario('sea-bridge')!.opensAt);
  });

  it('says the published number of legs for ANGARA, MARIA and MAIA-1', () => {
    expect(standing(said, 'dprk-ru-arms', 'imo:9179842')).toHaveLength(11);
    expect(standing(said, 'dprk-ru-arms', 'imo:8517839')).toHaveLength(4);
    expect(standing(said, 'dprk-ru-arms', 'imo:9358010')).toHaveLength(9);
  });

  it("tells ANGARA's yard stay at Zhoushan", () => {
    expect(standing(said, 'yard-stay', 'imo:9179842')).toHaveLength(1);
  });

  const rhythmOf = (vesselId: string) =>
    said.events.filter((e) => e.kind === 'cadence' && e.vesselId === vesselId && e.state !== 'withdrawn');

  it('says the rhythm of ANGARA, MARIA and MAIA-1, and that it broke', () => {
    for (const vesselId of ['imo:9179842', 'imo:8517839', 'imo:9358010']) {
      expect(rhythmOf(vesselId).slice(0, 2)).toMatchObject([
        { state: 'closed', basis: 'sighted', facts: { phase: 'started' } },
        { facts: { phase: 'paused' } },
      ]);
    }
  });

  it('says the pause of 13 February to 10 March 2024 of MAIA-1, last at Rajin on the 12th', () => {
    const paused = rhythmOf('imo:9358010').find((e) => e.kind === 'cadence' && e.facts.phase === 'paused')!;
    expect(paused.beganAt).toBeGreaterThanOrEqual(Date.UTC(2024, 1, 12));
    expect(paused.beganAt).toBeLessThanOrEqual(Date.UTC(2024, 1, 15));
    expect(paused.endedAt ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(Date.UTC(2024, 2, 10));
  });

  it('says nothing of the background, confusable names included', () => {
    const watched = new Set(['imo:9161003', 'imo:9179842', 'imo:8517839', 'imo:9358010']);
    expect(said.alerts.filter((a) => !watched.has(a.vesselId)).map((a) => a.why)).toEqual([]);
  });
});

describe('the other scenarios, replayed with the lists of the day', () => {
  it("tell LADY R's silence off Simon's Town, confirmed by the sighting", () => {
    const alerts = standing(replay('simons-town'), 'naval-gap', 'imo:9161003');
    expect(alerts.map((a) => [a.basis, a.placeIds])).toEqual([['sighted', ['simonstown']]]);
  });

  it('tell PORT OLYA-3 from Amirabad to Olya, not yet listed on that day', () => {
    const alerts = standing(replay('port-olya-3'), 'caspian-arms', 'imo:9481910');
    expect(alerts.map((a) => [a.severity, a.placeIds])).toEqual([['critical', ['amirabad', 'olya']]]);
    expect(alerts[0]!.evidence.designations).toEqual([]);
    expect(alerts[0]!.evidence.otherDesignations.map((d) => d.authority)).toContain('US OFAC');
  });

  it('tell CHON MA SAN from Vostochny to Nampo, observed', () => {
    const alerts = standing(replay('chon-ma-san'), 'ru-dprk-oil', 'imo:8660313');
    expect(alerts.map((a) => [a.severity, a.basis, a.placeIds])).toEqual([
      ['critical', 'observed', ['vostochny', 'nampo']],
    ]);
  });
});
