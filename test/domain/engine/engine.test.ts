// The whole engine on the compiled reference data: the route vectors of the detection facts, which unit is which hull,
// and what becomes of an alert as more is known.

import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../server/domain/alert.ts';
import { createEngine } from '../../../server/domain/engine/engine.ts';
import type { PortCall } from '../../../server/domain/kinds/port-call/facts.ts';
import type { Report } from '../../../server/domain/report.ts';
import { STATION } from '../../../server/domain/report.ts';
import type { Sighting } from '../../../server/domain/sighting.ts';
import { createFlow, LIVE_WINDOW_MS } from '../../../server/run/flow.ts';
import { collect, newest, type PlayOptions, places, play, referenceOptions, type Said } from '../../play.ts';
import { at, away, ms, type Point, type Ship, together, vessel } from '../../scenario.ts';

const HOUR = 3_600_000;
const LADY_R = { id: 'imo:9161003', name: 'LADY R', mmsi: 273_212_120, imo: 9_161_003 };
const ANGARA = { id: 'imo:9179842', name: 'ANGARA', mmsi: 273_210_440, imo: 9_179_842 };
/** A Marshall Islands ship on no list. */
const ORDINARY = { id: 'imo:9074729', name: 'ORDINARY TRADER', mmsi: 538_006_700, imo: 9_074_729 };
const SECOND_MMSI = 273_999_990;

const port = (id: string): Point => places.port(id)!;
const rajin = port('rajin');
const vostochny = port('vostochny');

/** Says who it is and lies at the port from `on`, having come in from 40 km off. */
function callsAt(ship: Ship, where: Point, on: string, stay: string, seaward = 135): Ship {
  const sea = away(where, 40, seaward);
  const inboundMs = Math.round((40 / 1.852 / 12) * HOUR);
  return ship
    .at(sea, at(on) - inboundMs)
    .says({})
    .sails({ to: where, kn: 12 })
    .stops(stay, { kn: 0 })
    .sails({ to: sea, kn: 12 });
}

/** Rajin, two days at sea, Vostochny; heard all the way. */
function leg(who: typeof LADY_R, on: string, from = rajin, to = vostochny, days = 2): Ship {
  const ship = callsAt(vessel(who.name, who), from, on, '20 h');
  const sea = away(to, 40, 135);
  const nm = 1.2 * (Math.hypot(ship.here.lat - sea.lat, ship.here.lon - sea.lon) * 60);
  return ship
    .sails({ to: sea, kn: Math.min(14, nm / (days * 24)), every: '30 min' })
    .sails({ to, kn: 10 })
    .stops('20 h', { kn: 0 })
    .sails({ to: sea, kn: 12 });
}

const said = (ship: Ship | readonly Report[], options: PlayOptions = {}): Said =>
  play('reports' in ship ? ship.reports : ship, options);

const standing = (all: Said, ruleId?: string): Alert[] =>
  newest(all.alerts).filter((a) => a.state !== 'withdrawn' && (ruleId === undefined || a.ruleId === ruleId));

const calls = (all: Said): PortCall[] => newest(all.events).filter((event) => event.kind === 'port-call');

function sightingAt(placeId: string, on: string, more: Partial<Sighting> = {}): Sighting {
  const place = places.port(placeId)!;
  return {
    id: `seen-${placeId}-${on}`,
    vesselId: LADY_R.id,
    fromAt: at(on),
    toAt: at(on) + 6 * HOUR,
    placeId,
    lon: place.lon,
    lat: place.lat,
    what: 'alongside',
    means: 'satellite',
    grade: 'confirmed',
    source: 'test imagery',
    link: null,
    arrivedAt: at(on) + 24 * HOUR,
    ...more,
  };
}

describe('the route vectors', () => {
  it('ROUTE-1: Rajin and then Vostochny, both seen from entry to exit, is one critical alert', () => {
    const all = said(leg(LADY_R, '2024-02-04T00:00Z'));
    expect(calls(all).map(({ facts }) => [facts.placeId, facts.confidence])).toEqual([
      ['rajin', 4],
      ['vostochny', 4],
    ]);
    const alerts = standing(all);
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toMatchObject({
      ruleId: 'dprk-ru-arms',
      vesselId: LADY_R.id,
      severity: 'critical',
      basis: 'observed',
      placeIds: ['rajin', 'vostochny'],
    });
    expect(new Set(all.alerts.map(({ id }) => id)).size).toBe(1);
  });

  it('ROUTE-2: Rajin possible within a gap, Vostochny entered: critical, and worded as possible', () => {
    const off = away(rajin, 60, 100);
    const ship = vessel(LADY_R.name, LADY_R)
      .at(away(vostochny, 60, 135), '2024-02-03T00:00Z')
      .says({})
      .sails({ to: off, kn: 11 })
      .goesSilent('40 h')
      .arrives(away(off, 10, 80), 11)
      .says({})
      .sails({ to: vostochny, kn: 11 })
      .stops('10 h', { kn: 0 });
    const all = said(ship);
    expect(calls(all).map(({ facts }) => [facts.placeId, facts.confidence])).toEqual([['vostochny', 3]]);
    const [alert, ...others] = standing(all, 'dprk-ru-arms');
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ severity: 'critical', basis: 'inferred', placeIds: ['rajin', 'vostochny'] });
    expect(alert!.why).toContain('may have called at Rajin (while silent, ');
    expect(alert!.evidence.otherExplanations.join(' ')).toContain('A port within reach is not a port called at');
  });

  it('ROUTE-3: a leg of October 2023 is told as of then: listed by the US, not yet by Korea', () => {
    const ship = leg(LADY_R, '2023-10-10T00:00Z');
    const [then] = standing(said(ship));
    expect(then!.evidence.designations.map(({ authority }) => authority)).toEqual(['US OFAC']);
    expect(then!.evidence.otherDesignations.map(({ authority }) => authority)).toContain('Republic of Korea (MOFA)');
    expect(then!.why).toContain('listed by US OFAC (batch of 8 May 2022, membership not re-read)');
    expect(then!.why).not.toContain('Korea (MOFA)');
  });

  it('asked as of now, the same leg names every list that is known today, under the same id', () => {
    const ship = leg(LADY_R, '2023-10-10T00:00Z');
    const [then] = standing(said(ship));
    const [now] = standing(said(ship, { asOf: 'now' }));
    expect(now!.id).toBe(then!.id);
    expect(now!.evidence.designations.map(({ authority }) => authority).sort()).toEqual([
      'EU',
      'Republic of Korea (MOFA)',
      'UK',
      'US OFAC',
    ]);
    expect(now!.evidence.otherDesignations.map(({ sanction }) => sanction)).toEqual([false]);
  });

  it('asked as of now, a rule speaks of a leg before its first day; as of then it does not', () => {
    const ship = leg(ORDINARY, '2017-07-01T00:00Z', port('nampo'), port('dalian'), 5);
    for (const report of ship.reports) report.shipType = 70;
    expect(standing(said(ship), 'dprk-coal-cn')).toEqual([]);
    expect(standing(said(ship, { asOf: 'now' }), 'dprk-coal-cn')).toHaveLength(1);
  });

  it('ROUTE-4: Novorossiysk to Tartus in August 2025 by an unlisted ship is information', () => {
    const all = said(leg(ORDINARY, '2025-08-05T00:00Z', port('novorossiysk'), port('tartus'), 8));
    expect(standing(all).map(({ ruleId, severity, basis }) => [ruleId, severity, basis])).toEqual([
      ['ru-syria', 'info', 'observed'],
    ]);
  });

  it('ROUTE-4 a year before, by the same ship, is a medium alert', () => {
    const all = said(leg(ORDINARY, '2024-08-05T00:00Z', port('novorossiysk'), port('tartus'), 8));
    expect(standing(all).map(({ ruleId, severity }) => [ruleId, severity])).toEqual([['ru-syria', 'medium']]);
  });

  it('ROUTE-5: Wonsan to Kholmsk by one ship, Kholmsk to Inchon by another ten days later, is two leads linked by port and time', () => {
    const first = leg(ORDINARY, '2024-03-01T00:00Z', port('wonsan'), port('kholmsk'), 3);
    const carrier = { name: 'SECOND CARRIER', mmsi: 538_006_711, imo: 9_000_003 };
    const second = (from: string) => callsAt(vessel(carrier.name, carrier), port('kholmsk'), from, '20 h');
    const inchon = port('wpi:60320');
    const story = (from: string) => {
      const ship = callsAt(second(from), inchon, new Date(at(from) + 6 * 24 * HOUR).toISOString(), '10 h', 250);
      const reports = together(first, ship);
      for (const report of reports) report.shipType = 70;
      return said(reports);
    };
    const all = story('2024-03-15T00:00Z');
    const [one] = standing(all, 'dprk-ru-arms');
    expect(one).toMatchObject({ vesselId: ORDINARY.id, basis: 'observed', placeIds: ['wonsan', 'kholmsk'] });
    const [two, ...others] = standing(all, 'dprk-any-180d');
    expect(others).toEqual([]);
    expect(two).toMatchObject({ vesselId: 'imo:9000003', severity: 'low', basis: 'inferred' });
    expect(two!.placeIds).toEqual(['kholmsk', 'wpi:60320']);
    expect(two!.why).toContain('where ORDINARY TRADER had called');
    expect(two!.why).toContain('a possible change of ship');
    const linked = new Set(two!.evidence.events.map(({ id }) => id));
    for (const event of one!.evidence.events) expect(linked, 'the calls of the first lead').toContain(event.id);
    expect(standing(story('2024-04-10T00:00Z'), 'dprk-any-180d'), 'more than a month later').toEqual([]);
  });

  it('tells the leg of a ship on no list by a rule for any ship, and says of no list', () => {
    const [alert] = standing(said(leg(ORDINARY, '2024-03-01T00:00Z')));
    expect(alert).toMatchObject({ ruleId: 'dprk-ru-arms', vesselId: ORDINARY.id, severity: 'high', imo: ORDINARY.imo });
    expect(alert!.evidence.designations).toEqual([]);
    expect(alert!.why).not.toContain('listed by');
  });

  it('MMSI-1: a listed MMSI and name without an IMO number are probably the hull, and the missing number shows', () => {
    const ship = vessel('LADY R', { mmsi: LADY_R.mmsi });
    const all = said(callsAt(ship, vostochny, '2024-02-08T00:00Z', '5 h'));
    const known = all.vessels.get(LADY_R.id)!;
    expect(known).toMatchObject({ hullId: LADY_R.id, imo: LADY_R.imo, match: { rule: 'P2', level: 'probable' } });
    expect(known.match!.witnesses.join('; ')).toContain('MMSI 273212120 is listed');
    expect(known.identity.map(({ field }) => field)).not.toContain('imo');
  });

  it('ID-4: MMSI 445114000 alone has two candidates and is taken for neither, nor alerted on a list', () => {
    const ship = vessel('', { mmsi: 445_114_000 }).at(away(rajin, 60), '2024-02-01T00:00Z');
    ship.sends(10).goesSilent('10 min').sends(10);
    const all = said(ship);
    expect([...all.vessels.keys()]).toEqual(['mmsi:445114000']);
    const known = all.vessels.get('mmsi:445114000')!;
    expect(known).toMatchObject({ hullId: null, match: null });
    expect(known.candidates.map(({ hullId, evidence }) => [hullId, evidence.rule])).toEqual([
      ['imo:7937317', 'Q1'],
      ['imo:8909575', 'Q1'],
    ]);
  });

  it('RPL-1: the same reports in any batch and any order within two minutes make the same alerts', () => {
    const { reports } = leg(LADY_R, '2024-02-04T00:00Z');
    const first = run(reports, Number.POSITIVE_INFINITY);
    expect(first.alerts.length).toBeGreaterThan(0);
    expect(run(reports, LIVE_WINDOW_MS)).toEqual(first);
    for (const seed of [1, 7, 20_240_208]) {
      expect(run(shuffled(reports, seed), LIVE_WINDOW_MS), `seed ${seed}`).toEqual(first);
    }
  });

  function run(reports: readonly Report[], windowMs: number): Pick<Said, 'alerts' | 'events'> {
    const { sink, alerts, events } = collect();
    const flow = createFlow({ engine: referenceOptions, windowMs }, sink);
    for (const report of reports) flow.take(report);
    while (!flow.drain(17));
    return { alerts, events };
  }

  function shuffled(reports: readonly Report[], seed: number): Report[] {
    let state = seed;
    const delayed = reports.map((report) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
      return { report, at: report.at + (state / 0x8000_0000) * (LIVE_WINDOW_MS - 1) };
    });
    return delayed.sort((a, b) => a.at - b.at).map(({ report }) => report);
  }
});

describe('which hull a unit is', () => {
  /** Comes to Rajin, heard by position alone, and says who it is only `afterwards`. */
  function nameless(until: 'in port' | 'at sea', who = LADY_R): Ship {
    const ship = vessel(who.name, who)
      .at(away(rajin, 40), '2024-02-04T00:00Z')
      .sails({ to: rajin, kn: 12 })
      .stops('20 h', { kn: 0 });
    if (until === 'in port') ship.says({});
    ship.sails({ to: away(rajin, 40), kn: 12 });
    if (until === 'at sea') ship.says({});
    return ship
      .sails({ to: away(vostochny, 30, 135), kn: 10 })
      .sails({ to: vostochny, kn: 10 })
      .stops('5 h', { kn: 0 });
  }

  it.each(['in port', 'at sea'] as const)('gives the hull all that was heard before it was named %s', (until) => {
    const ship = nameless(until);
    const all = said(ship);
    expect(all.renames).toEqual([{ fromId: 'mmsi:273212120', toId: LADY_R.id }]);
    expect([...all.vessels.keys()]).toEqual([LADY_R.id]);
    expect(all.vessels.get(LADY_R.id)!.firstAt).toBe(ship.reports[0]!.at);
    // Fixes are asked for through bindings: the last word on each must give the hull everything from the first report.
    expect(all.bindings.at(-1)).toEqual({
      mmsi: LADY_R.mmsi,
      vesselId: LADY_R.id,
      fromAt: ship.reports[0]!.at,
      toAt: null,
    });
    expect(standing(all).map(({ placeIds, vesselId }) => [placeIds, vesselId])).toEqual([
      [['rajin', 'vostochny'], LADY_R.id],
    ]);
    expect(new Set(all.alerts.map(({ id }) => id)).size).toBe(1);
    const origin = calls(all).find(({ facts }) => facts.placeId === 'rajin')!;
    expect(standing(all)[0]!.evidence.events[0]!.id).toBe(origin.id);
    expect(standing(all)[0]!.evidence.reports.some((report) => report.at <= origin.beganAt + ms('1 h'))).toBe(true);
  });

  it('names the hull, not the unit, in everything that it says after the naming', () => {
    const all = said(nameless('at sea'));
    const namedAt = all.events.findIndex(({ vesselId }) => vesselId === LADY_R.id);
    expect(new Set(all.events.slice(namedAt).map(({ vesselId }) => vesselId))).toEqual(new Set([LADY_R.id]));
    for (const alert of all.alerts) {
      expect(new Set(alert.evidence.events.map(({ vesselId }) => vesselId))).toEqual(new Set([LADY_R.id]));
    }
  });

  it('carries an alert over when the unit that made the leg turns out to be a hull: one leg, one alert', () => {
    const ship = nameless('at sea');
    const reports = ship.reports.filter((report) => report.name === '');
    const last = reports.at(-1)!;
    const named = { ...ship.reports.find((report) => report.name !== '')!, at: last.at + 60_000 };
    const all = said([...reports, named], { until: named.at + HOUR });
    const alerts = standing(all);
    expect(alerts.map(({ vesselId, ruleId, severity }) => [vesselId, ruleId, severity])).toEqual([
      [LADY_R.id, 'dprk-ru-arms', 'critical'],
    ]);
    expect(new Set(all.alerts.map(({ id }) => id)).size).toBe(1);
  });

  it('knows a hull that lay in port when it was first heard, and tells what only listed ships are told for', () => {
    const kalamata = port('kalamata');
    const ship = vessel(LADY_R.name, LADY_R)
      .at(kalamata, '2024-08-01T00:00Z')
      .stops('20 min', { kn: 0 })
      .says({})
      .stops('2 h', { kn: 0 });
    const all = said(ship);
    expect(standing(all, 'eu-port-ban').map(({ vesselId }) => vesselId)).toEqual([LADY_R.id]);
  });

  it('lets a second MMSI of the same hull join it, the minutes before its first static report included', () => {
    const first = callsAt(vessel(LADY_R.name, LADY_R), rajin, '2024-02-04T00:00Z', '20 h');
    const second = vessel(LADY_R.name, { mmsi: SECOND_MMSI, imo: LADY_R.imo })
      .at(away(vostochny, 40, 135), first.now + 15 * HOUR)
      .sails({ to: vostochny, kn: 12 })
      .stops('30 min', { kn: 0 })
      .says({})
      .stops('10 h', { kn: 0 })
      .sails({ to: away(vostochny, 40, 135), kn: 12 });
    const all = said(together(first, second));
    expect([...all.vessels.keys()]).toEqual([LADY_R.id]);
    const joined = all.bindings.filter(({ mmsi, toAt }) => mmsi === SECOND_MMSI && toAt === null).at(-1);
    expect(joined).toEqual({
      mmsi: SECOND_MMSI,
      vesselId: LADY_R.id,
      fromAt: second.reports[0]!.at,
      toAt: null,
    });
    expect(all.vessels.get(LADY_R.id)!.mmsi).toBe(SECOND_MMSI);
    expect(standing(all, 'dprk-ru-arms').map(({ placeIds }) => placeIds)).toEqual([['rajin', 'vostochny']]);
    // What the second unit had begun before it was known does not stay open for good.
    expect(calls(all).filter(({ state }) => state === 'open')).toEqual([]);
    const [before, after] = calls(all).filter(({ facts }) => facts.placeId === 'vostochny');
    expect(before!.reason).toBe(
      `MMSI ${SECOND_MMSI} speaks for imo:9161003, which was known before; its track goes on from here`,
    );
    expect(after!.beganAt - before!.endedAt!).toBeLessThanOrEqual(ms('10 min'));
  });

  it('takes an alert of a second unit with it when the unit joins a hull that is known already', () => {
    const known = vessel(LADY_R.name, LADY_R).at(away(port('novorossiysk'), 60, 225), '2024-01-01T00:00Z');
    known.says({}).sends(10);
    const ship = nameless('at sea', { ...LADY_R, mmsi: SECOND_MMSI });
    const reports = ship.reports.filter((report) => report.name === '');
    const named = { ...ship.reports.find((report) => report.name !== '')!, at: reports.at(-1)!.at + 60_000 };
    const all = said([...known.reports, ...reports, named], { until: named.at + HOUR });
    expect(standing(all).map(({ vesselId, placeIds }) => [vesselId, placeIds])).toEqual([
      [LADY_R.id, ['rajin', 'vostochny']],
    ]);
  });

  it('keeps what was sighted of a hull before it was first heard, and what was heard before it was named', () => {
    const ship = nameless('at sea');
    const all = said(ship, { sightings: [sightingAt('dunay', '2024-01-20T00:00Z')] });
    expect(calls(all).map(({ facts, basis }) => [facts.placeId, basis])).toEqual([
      ['dunay', 'sighted'],
      ['rajin', 'observed'],
      ['vostochny', 'observed'],
    ]);
    expect(standing(all, 'dprk-ru-arms').map(({ placeIds }) => placeIds)).toEqual([['rajin', 'vostochny']]);
    expect(standing(all, 'ru-dprk-return')).toEqual([]);
  });

  it('makes a leg of a hull sighted at Rajin before it was ever heard, and then heard at Vostochny', () => {
    const ship = callsAt(vessel(LADY_R.name, LADY_R), vostochny, '2024-02-08T00:00Z', '10 h');
    const all = said(ship, { sightings: [sightingAt('rajin', '2024-02-04T00:00Z')] });
    expect(standing(all).map(({ basis, severity, placeIds }) => [basis, severity, placeIds])).toEqual([
      ['sighted', 'critical', ['rajin', 'vostochny']],
    ]);
    expect(standing(all)[0]!.why).toContain('[test imagery]');
  });

  it('confirms a call that ended before the ship was named, under the name of the hull', () => {
    const ship = nameless('at sea');
    const seen = sightingAt('rajin', '2024-02-04T06:00Z', { arrivedAt: ship.now + HOUR });
    const all = said(ship, { sightings: [seen] });
    const call = calls(all).find(({ facts }) => facts.placeId === 'rajin')!;
    expect(call.facts.sightingIds).toEqual([seen.id]);
    expect(call.vesselId).toBe(LADY_R.id);
  });

  it('never merges two hulls: a unit that turns to another IMO number leaves the first as it was', () => {
    const ship = callsAt(vessel(LADY_R.name, LADY_R), rajin, '2024-02-04T00:00Z', '20 h');
    const now = ship.now;
    const other = vessel(ANGARA.name, { mmsi: LADY_R.mmsi, imo: ANGARA.imo })
      .at(ship.here, now + 60_000)
      .says({})
      .sails({ to: away(vostochny, 30, 135), kn: 10 })
      .sails({ to: vostochny, kn: 10 })
      .stops('5 h', { kn: 0 });
    const all = said([...ship.reports, ...other.reports]);
    expect([...all.vessels.keys()].sort()).toEqual([LADY_R.id, ANGARA.id]);
    expect(all.renames.filter(({ fromId }) => fromId.startsWith('imo:'))).toEqual([]);
    const bindings = all.bindings.filter(({ vesselId }) => vesselId.startsWith('imo:'));
    expect(bindings.at(-2)).toMatchObject({ vesselId: LADY_R.id, toAt: now + 60_000 });
    expect(bindings.at(-1)).toMatchObject({ vesselId: ANGARA.id, fromAt: now + 60_000, toAt: null });
    // Rajin was the one hull's, Vostochny the other's: that is no leg of either.
    expect(calls(all).map(({ vesselId, facts }) => [vesselId, facts.placeId])).toEqual([
      [LADY_R.id, 'rajin'],
      [ANGARA.id, 'vostochny'],
    ]);
    expect(standing(all)).toEqual([]);
  });

  it('keeps two hulls apart that sail side by side under one name', () => {
    const one = leg(LADY_R, '2024-02-04T00:00Z');
    const other = leg({ ...ORDINARY, name: 'LADY R' }, '2024-02-04T02:00Z');
    const all = said(together(one, other));
    expect([...all.vessels.keys()].sort()).toEqual([ORDINARY.id, LADY_R.id]);
    expect(standing(all).map(({ vesselId, severity }) => [vesselId, severity])).toEqual([
      [LADY_R.id, 'critical'],
      [ORDINARY.id, 'high'],
    ]);
  });

  it('leaves stations that are no ships out of the fleet, and counts them', () => {
    const { sink, vessels } = collect();
    const engine = createEngine(referenceOptions, sink);
    const buoy = vessel('BUOY', { mmsi: 992_110_001 }).at(rajin, '2024-02-04T00:00Z').sends(0).reports[0]!;
    engine.take({ ...buoy, station: STATION.aton });
    engine.take({ ...buoy, mmsi: 970_123_456 });
    expect(vessels.size).toBe(0);
    expect(engine.counts()).toMatchObject({ reports: 2, positions: 0, units: 0, refused: { 'no ship station': 2 } });
  });
});

describe('an alert as more is known', () => {
  /** Silent off Rajin for 40 h on the way there and back, then into Vostochny. */
  function silentLeg(): Ship {
    const off = away(rajin, 60, 100);
    return vessel(LADY_R.name, LADY_R)
      .at(away(vostochny, 60, 135), '2024-02-03T00:00Z')
      .says({})
      .sails({ to: off, kn: 11 })
      .goesSilent('40 h')
      .arrives(away(off, 10, 80), 11)
      .says({})
      .sails({ to: away(vostochny, 20, 160), kn: 11 })
      .sails({ to: vostochny, kn: 11 })
      .stops('10 h', { kn: 0 })
      .sails({ to: away(vostochny, 40, 135), kn: 12 });
  }

  it('is revised from inferred to sighted under one id when a sighting arrives days later', () => {
    const ship = silentLeg();
    const seen = sightingAt('rajin', '2024-02-04T06:00Z', { arrivedAt: ship.now + 3 * 24 * HOUR });
    const all = said(ship, { sightings: [seen] });
    const revisions = all.alerts.filter(({ ruleId }) => ruleId === 'dprk-ru-arms');
    expect(new Set(revisions.map(({ id }) => id)).size).toBe(1);
    expect(revisions.map(({ revision }) => revision)).toEqual(revisions.map((_, index) => index + 1));
    expect(revisions[0]!.basis).toBe('inferred');
    expect(revisions.at(-1)).toMatchObject({ basis: 'sighted', state: 'open', knownAt: seen.arrivedAt });
    expect(revisions.at(-1)!.raisedAt).toBe(revisions[0]!.raisedAt);
    expect(revisions.at(-1)!.why).toContain('was sighted at Rajin');
  });

  it('keeps its id when the sighting is given as a day that begins before the ship can have arrived', () => {
    const ship = silentLeg();
    const day = { fromAt: at('2024-02-03T00:00Z'), toAt: at('2024-02-03T23:59:59Z') };
    const seen = sightingAt('rajin', '2024-02-03T00:00Z', { ...day, arrivedAt: ship.now + 24 * HOUR });
    const revisions = said(ship, { sightings: [seen] }).alerts.filter(({ ruleId }) => ruleId === 'dprk-ru-arms');
    expect(new Set(revisions.map(({ id }) => id)).size).toBe(1);
    expect(revisions.map(({ state }) => state)).not.toContain('withdrawn');
    expect(revisions.at(-1)!.basis).toBe('sighted');
  });

  it('is revised from sighted to observed under one id when AIS of the same call follows', () => {
    // The sighting is known at once; AIS is on from the second day at the berth.
    const seen = sightingAt('rajin', '2024-02-04T00:00Z', { arrivedAt: at('2024-02-04T07:00Z') });
    const arrival = sightingAt('vostochny', '2024-02-08T00:00Z', { arrivedAt: at('2024-02-08T07:00Z') });
    const ship = vessel(LADY_R.name, LADY_R)
      .at(away(rajin, 60), '2024-02-03T12:00Z')
      .says({})
      .sends(12)
      .at(vostochny, '2024-02-08T08:00Z')
      .stops('20 h', { kn: 0 })
      .sails({ to: away(vostochny, 40, 135), kn: 12 });
    const all = said(ship, { sightings: [seen, arrival] });
    const revisions = all.alerts.filter(({ ruleId }) => ruleId === 'dprk-ru-arms');
    expect(new Set(revisions.map(({ id }) => id)).size).toBe(1);
    expect(revisions[0]).toMatchObject({ basis: 'sighted', placeIds: ['rajin', 'vostochny'] });
    expect(revisions.at(-1)!.state).toBe('open');
    const destination = revisions
      .at(-1)!
      .evidence.events.filter(
        (event) => event.kind === 'port-call' && event.facts.placeId === 'vostochny' && event.state !== 'withdrawn',
      );
    expect(destination.map(({ basis }) => basis)).toEqual(['observed']);
  });

  it('stays one alert when the origin, sighted first, turns out to have been observed', () => {
    // Two lines of evidence for one call at Rajin; the AIS positions of another receiver show it later in the order.
    const seen = sightingAt('rajin', '2024-02-04T00:00Z', { arrivedAt: at('2024-02-04T01:00Z') });
    const ship = vessel(LADY_R.name, LADY_R)
      .at(rajin, '2024-02-04T02:00Z')
      .says({})
      .stops('20 h', { kn: 0 })
      .sails({ to: away(rajin, 40), kn: 12 })
      .sails({ to: away(vostochny, 30, 135), kn: 10 })
      .sails({ to: vostochny, kn: 10 })
      .stops('5 h', { kn: 0 });
    const all = said(ship, { sightings: [seen] });
    const alerts = standing(all, 'dprk-ru-arms');
    expect(alerts).toHaveLength(1);
    expect(alerts[0]!.basis).toBe('observed');
    expect(new Set(all.alerts.filter(({ ruleId }) => ruleId === 'dprk-ru-arms').map(({ id }) => id)).size).toBe(1);
  });

  it('is withdrawn, visibly and once, when the gap behind it is explained elsewhere', () => {
    const ship = silentLeg();
    const seen = sightingAt('chongjin', '2024-02-04T06:00Z', { arrivedAt: ship.now + 24 * HOUR, placeId: 'busan' });
    const all = said(ship, { sightings: [{ ...seen, ...port('busan'), id: 'seen-busan', vesselId: LADY_R.id }] });
    const revisions = all.alerts.filter(({ ruleId }) => ruleId === 'dprk-ru-arms');
    expect(new Set(revisions.map(({ id }) => id)).size).toBe(1);
    expect(revisions.map(({ state }) => state).slice(-2)).toEqual(['open', 'withdrawn']);
    expect(revisions.filter(({ state }) => state === 'withdrawn')).toHaveLength(1);
    expect(revisions.at(-1)!.revision).toBe(revisions.length);
  });

  it('tells a stay of more than 72 h while it lasts, and not an hour before', () => {
    const xinya = port('xinya');
    const ship = vessel(ANGARA.name, ANGARA)
      .at(away(xinya, 40, 90), '2024-02-08T12:00Z')
      .says({})
      .sails({ to: xinya, kn: 12 })
      .stops('30 h', { kn: 0 });
    const arrivedAt = ship.reports.find(({ lon, lat }) => Math.hypot(lon - xinya.lon, lat - xinya.lat) < 0.03)!.at;
    // Others are heard all the time: that is how gap shows.
    expect(standing(said(ship, { until: arrivedAt + 71 * HOUR }), 'yard-stay')).toEqual([]);
    const [alert] = standing(said(ship, { until: arrivedAt + 74 * HOUR }), 'yard-stay');
    expect(alert).toMatchObject({ vesselId: ANGARA.id, placeIds: ['xinya'], state: 'open' });
    expect(alert!.raisedAt - arrivedAt).toBeGreaterThanOrEqual(71 * HOUR);
    expect(alert!.raisedAt - arrivedAt).toBeLessThanOrEqual(73 * HOUR);
    expect(alert!.evidence.events[0]!.state).toBe('open');
  });

  it('does not tell a stay of 72 h that began before the listing as one of a listed ship as of then', () => {
    const xinya = port('xinya');
    const ship = callsAt(vessel(ANGARA.name, ANGARA), xinya, '2022-05-01T00:00Z', '80 h', 90);
    expect(standing(said(ship), 'yard-stay')).toEqual([]);
    expect(standing(said(ship, { asOf: 'now' }), 'yard-stay')).toHaveLength(1);
  });
});

describe('a snapshot', () => {
  it('goes on with the wish to be woken at 72 h', () => {
    const ship = vessel(ANGARA.name, ANGARA)
      .at(away(port('xinya'), 40, 90), '2024-02-08T12:00Z')
      .says({})
      .sails({ to: port('xinya'), kn: 12 })
      .stops('5 h', { kn: 0 });
    const until = ship.now + 80 * HOUR;
    const whole = said(ship, { until });
    const resumed = said(ship, { until, restartAfter: ship.reports.length });
    expect(standing(whole, 'yard-stay')).toHaveLength(1);
    expect(resumed.alerts).toEqual(whole.alerts);
  });
});
