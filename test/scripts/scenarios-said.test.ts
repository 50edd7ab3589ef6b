// What the engine says of the scenarios, end to end: decoder, order, engine, rules, with the lists of the day.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { loadReference } from '../../db/reference/load.ts';
import { loadSea } from '../../db/reference/sea.ts';
import { listScenarios, loadScenario } from '../../db/scenarios/load.ts';
import { createDecoder } from '../../server/ais/decoder.ts';
import type { Alert } from '../../server/domain/alert.ts';
import type { EngineSink } from '../../server/domain/engine/sink.ts';
import type { Binding } from '../../server/domain/heard.ts';
import { boundBesides } from '../../server/domain/identity/identify.ts';
import type { VesselEvent } from '../../server/domain/kinds/event.ts';
import type { Gap } from '../../server/domain/kinds/gap/facts.ts';
import { summarise } from '../../server/domain/kinds/index.ts';
import type { DarkCall, ReachablePort } from '../../server/domain/kinds/possible-dark-call/facts.ts';
import { createPlaceIndex } from '../../server/domain/places/place-index.ts';
import { createFlow } from '../../server/run/flow.ts';

const { hulls, ports, zones, moorings, rules, mids } = loadReference();
const places = createPlaceIndex(ports, zones, moorings);

interface Said {
  /** Last revision of each, in order of first saying. */
  alerts: Alert[];
  events: VesselEvent[];
  bindings: Binding[];
}

function replay(id: string): Said {
  const scenario = loadScenario(id)!;
  const alerts = new Map<string, Alert>();
  const events = new Map<string, VesselEvent>();
  const bindings: Binding[] = [];
  const sink: EngineSink = {
    fix() {},
    vessel() {},
    binding: (binding) => void bindings.push({ ...binding }),
    rename() {},
    event: (event) => void events.set(event.id, event),
    alert: (alert) => void alerts.set(alert.id, alert),
  };
  const flow = createFlow(
    {
      engine: {
        hulls,
        places,
        rules,
        mids,
        sea: loadSea(),
        bindings: boundBesides(undefined, scenario.bindings),
        asOf: 'then',
      },
      windowMs: Number.POSITIVE_INFINITY,
      capacity: 1_000_000,
    },
    sink,
  );
  for (const sighting of scenario.sightings) flow.take({ kind: 'sighting', at: sighting.arrivedAt, sighting });
  const decoder = createDecoder({ source: id });
  const take: Parameters<typeof decoder.push>[1] = (record) => {
    if (record.parts !== 0) flow.take(record);
  };
  const refuse: Parameters<typeof decoder.push>[2] = (reason, line) => {
    throw new Error(`${id} line ${line}: ${reason}`);
  };
  decoder.push(gunzipSync(readFileSync(scenario.track.path)), take, refuse);
  decoder.end(take, refuse);
  while (!flow.drain(100_000));
  return { alerts: [...alerts.values()], events: [...events.values()], bindings };
}

function gapsOf(said: Said, vesselId: string): Gap[] {
  return said.events.filter((event): event is Gap => event.kind === 'gap' && event.vesselId === vesselId);
}

function darkCallsOf(said: Said, vesselId: string): DarkCall[] {
  return said.events.filter(
    (event): event is DarkCall =>
      event.kind === 'possible-dark-call' && event.vesselId === vesselId && event.state !== 'withdrawn',
  );
}

/** What a dark call says of one port, if it is among those in reach. */
function reachOf({ facts }: DarkCall, placeId: string): ReachablePort | undefined {
  return [facts.reach, ...facts.alternatives].find((reach) => reach.placeId === placeId);
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

  it('infers most of the published trips of ANGARA, MARIA and MAIA-1 from their silences, as possible calls at Rajin', () => {
    const atRajin = (vesselId: string) => darkCallsOf(said, vesselId).filter(({ facts }) => facts.placeId === 'rajin');
    // Never more than there were. Some are lost in a silence of weeks, or begin where nobody else is heard.
    for (const [vesselId, published] of [
      ['imo:9179842', 11],
      ['imo:8517839', 4],
      ['imo:9358010', 9],
    ] as const) {
      expect(atRajin(vesselId).length, vesselId).toBeLessThanOrEqual(published);
      expect(atRajin(vesselId).length, vesselId).toBeGreaterThan(0.75 * published);
    }
  });

  it('says of these trips nothing above low confidence, and no two of one leg', () => {
    for (const vesselId of ['imo:9179842', 'imo:8517839', 'imo:9358010']) {
      const legs = said.alerts.filter(
        (a) => a.vesselId === vesselId && a.state !== 'withdrawn' && a.placeIds.length > 1,
      );
      expect(legs.length).toBeGreaterThan(0);
      expect(new Set(legs.map(({ confidence }) => confidence))).toEqual(new Set(['low']));
      expect(new Set(legs.map((a) => `${a.placeIds} ${a.fromAt}`)).size).toBe(legs.length);
    }
    expect(said.alerts.length).toBeLessThanOrEqual(20);
  });

  it('finds Rajin in reach in the gap of up to ten days round every sighting there, in a window that holds it', () => {
    const { sightings } = loadScenario('sea-bridge')!;
    // LADY R's silence of October 2023 lasts for weeks: everything is in reach, and no port is named.
    const atRajin = sightings.filter(
      ({ placeId, vesselId, fromAt }) =>
        placeId === 'rajin' && !(vesselId === 'imo:9161003' && fromAt < Date.UTC(2023, 10, 1)),
    );
    expect(atRajin).toHaveLength(5);
    for (const { id, vesselId, fromAt, toAt } of atRajin) {
      const round = darkCallsOf(said, vesselId).filter((call) => {
        const reach = reachOf(call, 'rajin');
        return reach && reach.earliestArrivalAt <= toAt && (reach.latestDepartureAt ?? toAt) >= fromAt;
      });
      expect(round.length, id).toBeGreaterThan(0);
    }
  });

  it("grades LADY R's gaps of February and March 2024: our feed was up, others were heard, places were near", () => {
    const graded = gapsOf(said, 'imo:9161003').filter(
      ({ beganAt }) => beganAt > Date.UTC(2024, 1, 1) && beganAt < Date.UTC(2024, 2, 13),
    );
    expect(graded.map(({ beganAt, facts }) => [new Date(beganAt).toISOString().slice(0, 10), facts.grade])).toEqual([
      ['2024-02-03', 'off-near-place'],
      ['2024-02-07', 'off-near-place'],
      ['2024-03-09', 'off-near-place'],
    ]);
    for (const { facts } of graded) {
      expect(facts.grounds[0]).toBe('Our own feed was up all through the silence.');
      expect(facts.grounds[1]).toContain('so reception was there');
    }
  });

  it('never takes the end of the days heard in full for an outage of ours', () => {
    const outages = said.events.filter((event) => event.kind === 'gap' && /was down/.test(event.facts.grounds[0]!));
    expect(outages).toEqual([]);
  });

  it("tells ANGARA's yard stay at Zhoushan", () => {
    expect(standing(said, 'yard-stay', 'imo:9179842')).toHaveLength(1);
  });

  it('tells no rhythm of ships whose calls are only inferred', () => {
    expect(said.events.filter(({ kind }) => kind === 'cadence')).toEqual([]);
  });

  it('says nothing of the background, confusable names included', () => {
    const watched = new Set(['imo:9161003', 'imo:9179842', 'imo:8517839', 'imo:9358010']);
    expect(said.alerts.filter((a) => !watched.has(a.vesselId)).map((a) => a.why)).toEqual([]);
  });
});

describe('every scenario', () => {
  it.each(listScenarios().map(({ id }) => id))(
    'raises in %s nothing above low confidence but on a published sighting, or on AIS of a day that was published',
    (id) => {
      const { chronology } = loadScenario(id)!;
      const ids = new Set(loadScenario(id)!.sightings.map((sighting) => sighting.id));
      for (const alert of replay(id).alerts.filter(
        ({ confidence, state }) => confidence !== 'low' && state !== 'withdrawn',
      )) {
        const sightings = alert.evidence.events.flatMap(({ facts }) =>
          'sightingIds' in facts ? facts.sightingIds : [],
        );
        // A silence is invented with the rest of the track: an end that rests on one is never sure.
        expect(alert.basis, alert.why).not.toBe('inferred');
        for (const sightingId of sightings) expect(ids.has(sightingId), alert.why).toBe(true);
        const days = [alert.fromAt, alert.toAt].map((at) => new Date(at).toISOString().slice(0, 10));
        // A month or a year may be all that was published of it.
        const heard = chronology.some(({ when }) => days.some((day) => when.includes(day) || day.startsWith(when)));
        expect(sightings.length > 0 || heard, alert.why).toBe(true);
      }
    },
  );
});

describe('the other scenarios, replayed with the lists of the day', () => {
  const simonsTown = replay('simons-town');

  it("tell LADY R's gap off Simon's Town, confirmed by the sighting", () => {
    const alerts = standing(simonsTown, 'naval-gap', 'imo:9161003');
    expect(alerts.map((a) => [a.basis, a.placeIds])).toEqual([['sighted', ['simonstown']]]);
  });

  it("tell that she probably switched off, with Simon's Town in reach from before the 6th until the 9th", () => {
    expect(gapsOf(simonsTown, 'imo:9161003').map(({ facts }) => facts.grade)).toEqual(['probably-off']);
    const calls = darkCallsOf(simonsTown, 'imo:9161003');
    expect(calls.map((call) => call.facts.placeId)).toEqual(['simonstown']);
    const { earliestArrivalAt, latestDepartureAt } = calls[0]!.facts.reach;
    expect(earliestArrivalAt).toBeLessThan(Date.UTC(2022, 11, 6, 18));
    expect(latestDepartureAt).toBeGreaterThan(Date.UTC(2022, 11, 9, 4));
  });

  it('say of LADY RANIA, who sails past and waits with AIS on, that she declares no destination and stops off Durban', () => {
    const said = simonsTown.events.filter((event) => event.vesselId === 'imo:9784893');
    expect(said.filter(({ kind }) => kind !== 'stop')).toMatchObject([
      { kind: 'destination-claim', facts: { text: 'FOR ORDERS', none: true } },
    ]);
    const stops = said.filter((event) => event.kind === 'stop');
    expect(new Set(stops.map(({ facts }) => facts.nearestPlaceName))).toEqual(new Set(['Durban']));
  });

  const portOlya3 = replay('port-olya-3');

  it('tell that PORT OLYA-3, silent since it left Amirabad, can have been at Olya by 4 September', () => {
    expect(gapsOf(portOlya3, 'imo:9481910')).toMatchObject([{ state: 'open' }]);
    const calls = darkCallsOf(portOlya3, 'imo:9481910');
    expect(calls).toMatchObject([{ state: 'open', facts: { placeId: 'olya' } }]);
    expect(calls[0]!.facts.reach.earliestArrivalAt).toBeGreaterThan(Date.UTC(2024, 7, 31));
    expect(calls[0]!.facts.reach.earliestArrivalAt).toBeLessThan(Date.UTC(2024, 8, 4));
  });

  it('tell PORT OLYA-3 from Amirabad to Olya, not yet listed on that day', () => {
    const alerts = standing(portOlya3, 'caspian-arms', 'imo:9481910');
    expect(alerts.map((a) => [a.severity, a.placeIds])).toEqual([['critical', ['amirabad', 'olya']]]);
    expect(alerts[0]!.evidence.designations).toEqual([]);
    expect(alerts[0]!.evidence.otherDesignations.map((d) => d.authority)).toContain('US OFAC');
  });

  it('tell CHON MA SAN at Vostochny, observed, and no arrival at Nampo', () => {
    const alerts = standing(replay('chon-ma-san'), 'ru-dprk-oil', 'imo:8660313');
    expect(alerts.map((a) => [a.severity, a.basis, a.placeIds])).toEqual([['critical', 'observed', ['vostochny']]]);
  });

  it('tell HENG YANG 9 at Sevastopol, sighted, and name no port for the gap after the box', () => {
    const said = replay('heng-yang-9');
    const alerts = standing(said, 'crimea-any', 'hull:heng-yang-9');
    expect(alerts.map((a) => [a.basis, a.placeIds])).toEqual([['sighted', ['sevastopol']]]);
    expect(said.bindings.at(-1)).toBeDefined();
    expect(said.bindings.some((b) => b.mmsi === 352_999_181 && b.vesselId === 'hull:heng-yang-9')).toBe(true);
    // Where the box ended nobody knows: nothing is inferred from a track in doubt.
    expect(darkCallsOf(said, 'hull:heng-yang-9').filter(({ state }) => state !== 'withdrawn')).toEqual([]);
  });

  it('never take A LI for a watched hull: what it does is told of a ship of its own', () => {
    const said = replay('a-li');
    expect(said.events.some((event) => event.vesselId === 'imo:8314881')).toBe(false);
    const calls = said.events.filter((event) => event.kind === 'port-call' && event.vesselId === 'mmsi:520999101');
    expect(calls.map((event) => event.kind === 'port-call' && event.facts.placeId)).toEqual([
      'yantai',
      'dalian',
      'qingdao',
    ]);
    expect(said.alerts).toEqual([]);
  });

  it('follow CATHAY PHOENIX and BELLA 1 in their boxes, and tell the terminal where one was seen on a known day', () => {
    for (const [id, vesselId, placeIds] of [
      ['cathay-phoenix', 'hull:cathay-phoenix', []],
      ['bella-1', 'imo:9230880', ['kharg']],
    ] as const) {
      const said = replay(id);
      expect(said.bindings.some((binding) => binding.vesselId === vesselId && binding.toAt === null)).toBe(true);
      const calls = said.events.filter((event) => event.vesselId === vesselId && event.kind === 'port-call');
      expect(calls).toMatchObject(placeIds.map((placeId) => ({ basis: 'sighted', facts: { placeId } })));
    }
  });

  it('doubt the three boxes, by their shape and, where there is one, by the sighting elsewhere', () => {
    for (const [id, signs] of [
      ['heng-yang-9', ['box', 'sighted-elsewhere']],
      ['cathay-phoenix', ['box']],
      ['bella-1', ['box', 'sighted-elsewhere']],
    ] as const) {
      const doubts = replay(id).events.filter((event) => event.kind === 'position-doubt');
      expect(doubts, id).toMatchObject([{ state: 'closed', facts: { signs } }]);
    }
  });

  it.each([
    ['cathay-phoenix', 'false-positions', 'hull:cathay-phoenix', 'medium'],
    ['bella-1', 'false-positions', 'imo:9230880', 'high'],
    ['marinera', 'new-identity', 'imo:9230880', 'high'],
    ['heng-yang-9', 'false-positions', 'hull:heng-yang-9', 'medium'],
  ])('raise one alert on what %s sent', (id, ruleId, vesselId, severity) => {
    const alerts = standing(replay(id), ruleId, vesselId);
    expect(alerts.map((alert) => alert.severity)).toEqual([severity]);
    expect(alerts[0]!.evidence.legal.length).toBeGreaterThan(0);
  });

  it('doubt no position of ships that lie and sail as ships do', () => {
    for (const said of [simonsTown, portOlya3, replay('sea-bridge'), replay('chon-ma-san'), replay('marinera')]) {
      expect(said.events.filter((event) => event.kind === 'position-doubt')).toEqual([]);
    }
  });

  it('follow BELLA 1 into MARINERA by the IMO number, without a gap', () => {
    const said = replay('marinera');
    const spokenBy = said.bindings.filter(({ vesselId, toAt }) => vesselId === 'imo:9230880' && toAt === null);
    expect(spokenBy.map(({ mmsi }) => mmsi)).toEqual([352_002_277, 273_276_460]);
    expect(gapsOf(said, 'imo:9230880')).toEqual([]);
  });

  it('tell the claim of HENG YANG 9 against where it was seen: Kavkaz declared, Sevastopol sighted', () => {
    const claims = replay('heng-yang-9').events.filter((event) => event.kind === 'destination-claim');
    expect(claims.find(({ facts }) => facts.text === 'PORT KAVKAZ')).toMatchObject({
      basis: 'claimed',
      facts: { placeId: 'kavkaz', outcome: 'sighted elsewhere', outcomePlaceId: 'sevastopol' },
    });
  });

  it("tell LADY R's declared Dar es Salaam against Simon's Town", () => {
    const claims = simonsTown.events.filter((event) => event.kind === 'destination-claim');
    expect(claims.find(({ facts }) => facts.text === 'DAR ES SALAAM')).toMatchObject({
      facts: { outcome: 'sighted elsewhere', outcomePlaceId: 'simonstown' },
    });
  });

  it('tell that the number of A LI is near to that of YON PUNG 3, as a suspicion and no match', () => {
    const changes = replay('a-li').events.filter((event) => event.kind === 'identity-change');
    expect(changes).toMatchObject([
      { vesselId: 'mmsi:520999101', facts: { change: 'near-number', weight: 'suspicion', hullId: 'imo:8314881' } },
    ]);
  });

  it('tell the new name, flag, MMSI and call sign of MARINERA as one change', () => {
    const changes = replay('marinera').events.filter((event) => event.kind === 'identity-change');
    expect(changes).toMatchObject([{ vesselId: 'imo:9230880', facts: { change: 'several' } }]);
    const [change] = changes as Extract<VesselEvent, { kind: 'identity-change' }>[];
    expect(change!.facts.fields.map(({ field }) => field).sort()).toEqual(['MMSI', 'call sign', 'flag', 'name']);
  });

  it('accuse nobody, in no sentence of an event or an alert', () => {
    for (const { id } of listScenarios()) {
      const said = replay(id);
      const sentences = [...said.events.map((event) => summarise(event, 'A')), ...said.alerts.map(({ why }) => why)];
      expect(sentences.length, id).toBeGreaterThan(10);
      for (const sentence of sentences) {
        expect(sentence).not.toMatch(/violat|smuggl|illegal|illicit|breach|evad|decei|spoof|\bcrimes?\b|guilt/i);
      }
    }
  });
});
