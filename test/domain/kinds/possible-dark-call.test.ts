import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KM_PER_NM } from '../../../server/domain/geo.ts';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import { gapId } from '../../../server/domain/kinds/gap/gap.ts';
import type { PortCall } from '../../../server/domain/kinds/port-call/facts.ts';
import type { DarkCall } from '../../../server/domain/kinds/possible-dark-call/facts.ts';
import { darkCall } from '../../../server/domain/kinds/possible-dark-call/possible-dark-call.ts';
import { DARK_CALL_SETTINGS } from '../../../server/domain/kinds/possible-dark-call/settings.ts';
import { createPlaceIndex } from '../../../server/domain/places/place-index.ts';
import type { Sighting } from '../../../server/domain/sighting.ts';
import { sampleCall } from '../../contract/samples.ts';
import { playFleet, type Scene, traffic } from '../../fleet-scene.ts';
import { at, away, ms, type Point, portAt, type Ship, vessel, type WatchOptions, watch } from '../../scenario.ts';

const START = at('2024-02-01T00:00Z');
const LADY_R = 273212120;
const wide = { enterKm: 10, leaveKm: 11 };
const rajin = portAt('rajin', 130.3, 42.2333, { ...wide, locode: 'KPRJN', destinationAliases: ['RAJIN', 'NAJIN'] });
const vostochny = portAt('vostochny', 133.0833, 42.75, { ...wide, locode: 'RUVYP' });
const simonstown = portAt('simonstown', 18.4333, -34.1833, { kind: 'naval', enterKm: 5, leaveKm: 6 });
const douala = portAt('douala', 9.6833, 4.05, wide);
const places = createPlaceIndex([rajin, vostochny, simonstown, douala], []);
const rulePorts = ['rajin', 'vostochny', 'simonstown'];

/** 127 nm from Rajin and 40 km off Vostochny: the worked example of the detection facts. */
const offVostochny = away(rajin, 127 * KM_PER_NM, 87);

/** A ship that has made 11.3 kn for a day, so that its limit is 13 kn, ends at `where` on the way to `towards`. */
function underWay(where: Point, towards: Point = rajin): Ship {
  const bearing = Math.atan2(towards.lon - where.lon, towards.lat - where.lat) * (180 / Math.PI);
  const from = away(where, 24 * 11.3 * KM_PER_NM, bearing + 180);
  return vessel('LADY R', { mmsi: LADY_R, every: '20 min' }).at(from, START).sails({ to: where, kn: 11.3 });
}

function backAfter(gap: string): Ship {
  return underWay(offVostochny).goesSilent(gap).arrives(offVostochny, 11);
}

function play(ships: Ship[], scene: Scene = {}): DarkCall[] {
  const said = playFleet(ships, { places, rulePorts, watched: [LADY_R], ...scene });
  return said.filter((event) => event.kind === 'possible-dark-call');
}

/** The last word on the first gap. */
function last(said: DarkCall[]): DarkCall | undefined {
  return said.filter((event) => event.id === said[0]?.id).at(-1);
}

describe('DPC-1: a gap of 40 h off Vostochny, 127 nm from Rajin', () => {
  const said = play([backAfter('40 h')]);

  it('ends as a possible call at Rajin with the sums of the facts', () => {
    const call = last(said)!;
    expect(call).toMatchObject({ state: 'closed', basis: 'inferred', lon: rajin.lon, lat: rajin.lat });
    expect(call.facts).toMatchObject({ placeId: 'rajin', minStayMs: ms('4 h') });
    // The habit of the facts' example names the port; the bound of the class says what was never earlier.
    expect(call.facts.ownSpeedKn).toBeCloseTo(13, 0);
    expect(call.facts.speedLimitKn).toBe(18);
    expect(call.facts.reach.slackMs! / 3_600_000).toBeCloseTo(40 - (2 * 127) / 18, 0);
    expect(call.facts.reach.terms.map(({ text }) => text).join('; ')).toMatch(
      /last course .* led towards it; .* cargo work/,
    );
    expect(call.facts.word).toBe('likely');
  });

  it('shows the whole set and rests on the gap', () => {
    const call = last(said)!;
    expect(call.facts.alternatives.map((port) => port.placeId)).toEqual(['vostochny']);
    expect(call.facts.gapId).toBe(gapId(call.vesselId, call.beganAt));
  });

  it('was said open, when the first port that a rule names came within reach, and revised under one id', () => {
    expect(said[0]).toMatchObject({ state: 'open', revision: 1 });
    expect(said[0]!.facts.reach.slackMs).toBeNull();
    expect(said[0]!.knownAt - said[0]!.beganAt).toBeGreaterThanOrEqual(ms('6 h'));
    expect(said.map((event) => event.revision)).toEqual(said.map((_, index) => index + 1));
    expect(new Set(said.map((event) => event.id)).size).toBe(1);
  });
});

describe('the threshold', () => {
  const onlyRajin = { places: createPlaceIndex([rajin], []) };

  it('DPC-1: takes back the open case when the ship was away for 20 h only', () => {
    const said = play([backAfter('20 h')], onlyRajin);
    expect(said.map((event) => event.state)).toEqual(['open', 'withdrawn']);
    expect(said[1]!.reason).toMatch(/^withdrawn: 20\.0 h leave no port 4\.0 h to stay/);
  });

  it('says nothing of 12 h of gap, too short to reach Rajin and stay', () => {
    expect(play([backAfter('12 h')], onlyRajin)).toHaveLength(0);
  });

  it('lies where four hours are left at the port', () => {
    // The speed record holds half knots: a ship at 11.3 kn is taken for 11.25 kn, times 1.15.
    const way = (2 * 127) / (11.25 * 1.15);
    const short = play([backAfter(`${Math.floor((way + 4) * 60) - 1} min`)], onlyRajin);
    expect(last(short)!.state).toBe('withdrawn');
    const enough = play([backAfter(`${Math.ceil((way + 4) * 60) + 1} min`)], onlyRajin);
    expect(last(enough)!.state).toBe('closed');
  });

  it('says nothing where sailing on explains the gap but for under four hours', () => {
    const far = away(offVostochny, 30 * 11.25 * KM_PER_NM, 200);
    const lost = (hours: number) =>
      underWay(offVostochny)
        .goesSilent(`${30 + hours} h`)
        .arrives(far, 11);
    expect(last(play([lost(3.9)]))?.state ?? 'withdrawn').toBe('withdrawn');
    expect(last(play([lost(3.9)]))?.reason ?? 'explains').toMatch(/explains/);
    // Rajin lies the other way, but Vostochny was close by when it fell silent.
    expect(last(play([lost(6)]))!.facts.placeId).toBe('vostochny');
  });
});

describe('an open gap', () => {
  it('DPC-2: becomes a possible call once a stay of four hours fits, not before', () => {
    const story = underWay(offVostochny);
    const due = (127 / (11.25 * 1.15) + 4) * 3_600_000;
    const only = { places: createPlaceIndex([rajin], []) };
    expect(play([story], { ...only, until: story.now + due - 60_000 })).toHaveLength(0);
    const said = play([story], { ...only, until: story.now + due + 60_000 });
    expect(said).toHaveLength(1);
    expect(said[0]!.knownAt - story.now - due).toBeLessThan(1000);
  });

  it('is not said for ports out of reach within two days, and never twice', () => {
    const midOcean = underWay({ lon: 160, lat: 30 });
    expect(play([midOcean], { until: midOcean.now + ms('90 d') })).toHaveLength(0);
    const story = underWay(offVostochny);
    const said = play([story], { until: story.now + ms('90 d') });
    expect(said.map((event) => event.facts.alternatives.length)).toEqual([0, 1]);
    expect(said[1]!.reason).toBe('further ports have come within reach');
  });
});

describe('what it must not say', () => {
  it('nothing of a ship at anchor before and after, however long', () => {
    const story = underWay(offVostochny).stops('3 h').goesSilent('10 d').arrives(away(offVostochny, 1), 0.1);
    expect(play([story])).toHaveLength(0);
  });

  it('nothing of a gap in one port', () => {
    const story = underWay(away(vostochny, 1), vostochny).stops('3 h').goesSilent('5 d').arrives(vostochny, 0);
    expect(play([story])).toHaveLength(0);
  });

  it.each([
    ['left under way and lay there afterwards', 6, 0],
    ['lay there and came back under way', 0, 6],
    ['left and came back under way', 6, 6],
  ])('but much of one that %s, in one port', (_, before, after) => {
    const story = underWay(away(vostochny, 1), vostochny).stops('3 h').goesSilent('10 min').sends(before);
    expect(last(play([story.goesSilent('5 d').arrives(story.here, after)]))?.facts.placeId).toBe('rajin');
  });

  it('nothing of a ship that was bound for the port in which it lay afterwards', () => {
    const story = underWay(away(vostochny, 20, 180), vostochny)
      .goesSilent('3 d')
      .arrives(vostochny, 0.1);
    expect(last(play([story]))?.state ?? 'withdrawn').toBe('withdrawn');
  });

  it('no call at the port in which it was heard next: that is a port call', () => {
    const story = underWay(offVostochny).goesSilent('4 d').arrives(vostochny, 0.1);
    const call = last(play([story]))!;
    expect(call.facts.placeId).toBe('rajin');
    expect(call.facts.alternatives.map((port) => port.placeId)).not.toContain('vostochny');
  });

  it('nothing where the port that fits best is named by no rule', () => {
    const story = underWay(away(douala, 60, 240), douala)
      .goesSilent('3 d')
      .arrives(away(douala, 60, 240), 10);
    expect(play([story])).toHaveLength(0);
  });

  it('nothing of ships that nobody watches, nor of context ports', () => {
    expect(play([backAfter('40 h')], { watched: [] })).toHaveLength(0);
    const context = createPlaceIndex([{ ...rajin, watch: false }], []);
    expect(play([backAfter('40 h')], { places: context })).toHaveLength(0);
  });

  it('nothing of a gap that is mostly our own', () => {
    const story = backAfter('40 h');
    const busy = traffic({ lon: 133, lat: 42 }, START, '66 h', 6, '3 min');
    const silentAt = story.reports.at(-2)!.at;
    const deaf = (now: number) => now > silentAt + ms('1 h') && now < silentAt + ms('38 h');
    expect(play([story, ...busy], { deaf })).toHaveLength(0);
    expect(last(play([story, ...busy]))!.state).toBe('closed');
  });
});

it("says Simon's Town of LADY R as in December 2022: silent south of Agulhas, heard again four days later", () => {
  const agulhas = { lon: 20.2, lat: -35.6 };
  const story = underWay(agulhas, { lon: 30, lat: -35 }).goesSilent('4 d 12 h').arrives({ lon: 20.6, lat: -35.6 }, 12);
  const particulars = () => ({ hullType: 'ro-ro cargo ship', destination: 'DAR ES SALAAM' });
  const call = last(play([story], { particulars }))!;
  expect(call.facts).toMatchObject({ placeId: 'simonstown', word: 'possible' });
  expect(call.facts.reach.slackMs!).toBeGreaterThan(ms('3 d'));
});

it('counts destination and earlier calls as signs', () => {
  const began = underWay(away(rajin, 3), rajin).stops('12 h');
  began.sails({ to: vostochny, kn: 11.3 }).stops('12 h').sails({ to: offVostochny, kn: 11.3 });
  began.goesSilent('3 d').arrives(offVostochny, 11);
  const closed = play([began], { particulars: () => ({ destination: 'RUVYP>KP RJN' }) }).at(-1)!;
  expect(closed.facts.reach).toMatchObject({ placeId: 'rajin' });
  expect(closed.facts.reach.terms.map(({ text }) => text).join('; ')).toMatch(
    /stopped there before \(once\); it declares RUVYP>KP RJN/,
  );
});

describe('a circle in which it was under way at both ends of the gap', () => {
  const posyet = portAt('posyet', 130.8, 42.65, wide);
  const scene: Scene = { places: createPlaceIndex([rajin, posyet], []), rulePorts: ['rajin', 'posyet'] };

  it.each(['20 h', '30 h', '60 h'])('fits %s as well as the next port does, so that no other is named', (gap) => {
    const near = away(rajin, 4, 200);
    const ship = underWay(near)
      .goesSilent(gap)
      .arrives(near, 11)
      .sails({ to: away(near, 60, 200), kn: 11 });
    const standing = play([ship], scene).filter(({ state }) => state !== 'withdrawn');
    expect(standing.map(({ facts }) => facts.placeId)).toEqual([]);
  });
});

describe('a draught that changed across the gap', () => {
  /** Back after so long, and deeper from an hour later on. */
  function deeper(gap: string, ports: (typeof rajin)[]): DarkCall[] {
    const story = backAfter(gap);
    const backAt = story.now;
    story.sails({ to: away(offVostochny, 150, 90), kn: 11 });
    const particulars = (_: number, now: number) => ({ draughtM: now > backAt + ms('1 h') ? 6.3 : 5.2 });
    return play([story], { places: createPlaceIndex(ports, []), particulars });
  }
  const aside = portAt('nakhodka', 132.9, 42.8, wide);

  it('speaks for the port that left time for cargo, and not for one that did not', () => {
    // Thirty hours leave seven at Rajin and twenty-odd at Nakhodka.
    const call = deeper('30 h', [rajin, { ...aside, id: 'vostochny' }]).at(-1)!;
    expect(call.reason).toBe('its draught changed from 5.2 to 6.3 m across the silence');
    const draughts = [call.facts.reach, ...call.facts.alternatives].map(({ placeId, terms }) => [
      placeId,
      terms.filter(({ text }) => text.includes('draught')).map(({ points }) => points),
    ]);
    expect(Object.fromEntries(draughts)).toEqual({ rajin: [], vostochny: [1] });
  });

  it('is no reason for one port before another where each left time for it', () => {
    for (const call of deeper('4 d', [rajin, vostochny])) {
      for (const { terms } of [call.facts.reach, ...call.facts.alternatives]) {
        expect(terms.filter(({ text }) => text.includes('draught'))).toEqual([]);
      }
    }
  });
});

it('ranks a port before an oil terminal for a ship that is no tanker', () => {
  const sonbong = portAt('sonbong', 130.4, 42.3333, { kind: 'terminal', enterKm: 6, leaveKm: 7 });
  const near = { places: createPlaceIndex([rajin, sonbong], []), rulePorts: ['rajin', 'sonbong'] };
  const best = (hullType: string) =>
    last(play([backAfter('40 h')], { ...near, particulars: () => ({ hullType }) }))!.facts.placeId;
  expect(best('ro-ro cargo ship')).toBe('rajin');
  expect(best('oil tanker')).toBe('sonbong');
});

it('does not rank a farther port first because a nearer one leaves more time', () => {
  const kholmsk = portAt('kholmsk', 142.05, 47.05, wide);
  const scene = { places: createPlaceIndex([vostochny, kholmsk], []), rulePorts: ['vostochny', 'kholmsk'] };
  const southward = { lon: 133, lat: 30 };
  const call = last(play([underWay(offVostochny, southward).goesSilent('8 d').arrives(offVostochny, 11)], scene))!;
  expect(call.facts).toMatchObject({ placeId: 'vostochny', word: 'possible' });
});

it('says the same when it is stopped and resumed at every fifth message', () => {
  const story = backAfter('40 h');
  expect(play([story], { restartEvery: 5 })).toEqual(play([story]));
});

it('has a ground for every setting', () => {
  for (const setting of Object.values(DARK_CALL_SETTINGS)) expect(setting.ground.length).toBeGreaterThan(10);
});

it('takes any track without throwing, and withdraws only what it said', () => {
  const fix = fc.record({
    pause: fc.oneof(fc.integer({ min: 0, max: 3_600_000 }), fc.integer({ min: 0, max: 90 * 3_600_000 })),
    lon: fc.double({ min: 129, max: 134, noNaN: true }),
    lat: fc.double({ min: 40, max: 43.5, noNaN: true }),
    kn: fc.oneof(fc.constant(Number.NaN), fc.double({ min: 0, max: 30, noNaN: true })),
  });
  fc.assert(
    fc.property(fc.array(fix, { maxLength: 30 }), fc.integer({ min: 1, max: 9 }), (fixes, restartEvery) => {
      const story = vessel('LADY R', { mmsi: LADY_R }).at(offVostochny, START);
      for (const { pause, lon, lat, kn } of fixes) story.at({ lon, lat }, story.now + pause).sends(kn);
      const until = story.now + ms('3 d');
      const said = playFleet(story.reports, { places, rulePorts, watched: [LADY_R], until });
      const again = playFleet(story.reports, { places, rulePorts, watched: [LADY_R], until, restartEvery });
      expect(again).toEqual(said);
      const told = new Map<string, number>();
      for (const event of said) {
        if (event.kind !== 'possible-dark-call') continue;
        expect(event.revision).toBe((told.get(event.id) ?? 0) + 1);
        expect(event.state === 'withdrawn' && event.revision === 1).toBe(false);
        told.set(event.id, event.revision);
      }
    }),
    { numRuns: 100 },
  );
});

describe('a silence of more than ten days', () => {
  it('names no port: everything is in reach, and an open case is taken back with that reason', () => {
    expect(play([backAfter('9 d 20 h')]).at(-1)!.state).toBe('closed');
    const said = play([backAfter('10 d 4 h')]);
    expect(said.map(({ state }) => state).at(-1)).toBe('withdrawn');
    expect(said.at(-1)!.reason).toBe(
      'withdrawn: in 10 days of silence it can have been anywhere within 2200 nm, so no port is named',
    );
  });
});

describe('what is heard of the ship elsewhere', () => {
  const story = backAfter('40 h');
  const lostAt = story.reports.at(-2)!.at;
  const ports = createPlaceIndex([rajin, vostochny], []);
  const heard = (events: VesselEvent[]) =>
    watch(darkCall, story, { places: ports, rulePorts: new Set(rulePorts), events }).filter(
      (event) => event.kind === 'possible-dark-call' && event.beganAt === lostAt,
    ) as DarkCall[];

  it('puts the port of the next call last, under the same id', () => {
    const first = heard([]).at(-1)!;
    const next = call(first.facts.placeId, story.now + ms('2 h'), {
      stops: [{ fromAt: story.now + ms('2 h'), toAt: null, lon: 0, lat: 0 }],
    });
    const moved = heard([next]).at(-1)!;
    expect(moved).toMatchObject({ id: first.id, revision: first.revision + 1, state: 'closed' });
    expect(moved.reason).toBe(`it called at ${first.facts.placeId} after the silence`);
    expect(moved.facts.placeId).not.toBe(first.facts.placeId);
    expect(moved.facts.alternatives.at(-1)!.placeId).toBe(first.facts.placeId);
    // A ship that only passes, or calls days later, tells nothing of the gap.
    expect(heard([{ ...next, facts: { ...next.facts, confidence: 1 } }])).toHaveLength(heard([]).length);
    expect(heard([{ ...next, beganAt: story.now + ms('4 d') }])).toHaveLength(heard([]).length);
  });

  it('takes the call back while the positions at an end are in doubt, and not where they are at another time', () => {
    const doubt = (fromAt: number, toAt: number | null): VesselEvent => ({
      ...call('rajin', fromAt),
      id: 'doubt',
      kind: 'position-doubt',
      endedAt: toAt,
      facts: {
        sign: 'jump',
        signs: ['jump'],
        grounds: [],
        impliedKn: 80,
        apartKm: null,
        tracks: [],
        interferenceId: null,
        sightingIds: [],
      },
      knownAt: story.now + ms('1 h'),
    });
    for (const at of [doubt(lostAt - 60_000, lostAt + 60_000), doubt(story.now - 60_000, null)]) {
      expect(heard([at]).at(-1)).toMatchObject({
        state: 'withdrawn',
        reason: 'withdrawn: the positions at its ends are in doubt',
      });
    }
    // Its signs were quiet for less than six hours: what it sent last is no surer.
    expect(heard([doubt(lostAt - ms('9 h'), lostAt - ms('5 h'))]).at(-1)!.state).toBe('withdrawn');
    expect(heard([doubt(lostAt - ms('9 h'), lostAt - ms('6.1 h'))]).at(-1)!.state).toBe('closed');
  });
});

function call(placeId: string, beganAt: number, facts: Partial<PortCall['facts']> = {}): PortCall {
  return sampleCall({
    id: `call ${placeId}`,
    basis: 'observed',
    beganAt,
    endedAt: null,
    knownAt: beganAt + ms('1 h'),
    facts: { ...sampleCall().facts, placeId, placeName: placeId, ...facts },
  });
}

describe('a sighting within the gap', () => {
  // Forty hours of gap off Vostochny leave room for Rajin, 127 km off, and for Vostochny itself.
  const story = backAfter('40 h');
  const lostAt = story.reports.at(-2)!.at;
  const seen = (placeId: string | null, hours: number, more: Partial<Sighting> = {}): Sighting => ({
    id: `seen ${placeId} ${hours}`,
    vesselId: 'imo:9161003',
    fromAt: lostAt + hours * 3_600_000,
    toAt: lostAt + (hours + 1) * 3_600_000,
    placeId,
    lon: 0,
    lat: 0,
    what: 'alongside',
    means: 'satellite',
    grade: 'confirmed',
    source: 'imagery',
    link: null,
    arrivedAt: story.now + ms('3 d'),
    ...more,
  });
  const withdrawal = (sighting: Sighting) => [{ sighting, reason: 'a sister ship', at: story.now + ms('5 d') }];
  const far = portAt('busan', 129.0667, 35.1, wide);
  const heard = (sightings: Sighting[], takenBack: WatchOptions['takenBack'] = []) =>
    watch(darkCall, story, {
      places: createPlaceIndex([rajin, vostochny, far], []),
      rulePorts: new Set(rulePorts),
      sightings,
      takenBack,
    }).filter((event) => event.kind === 'possible-dark-call' && event.beganAt === lostAt) as DarkCall[];
  const judged = heard([]).at(-1)!;

  it('at the port that fits best confirms it, days later, under the same id', () => {
    const call = heard([seen(judged.facts.placeId, 20)]).at(-1)!;
    expect(call).toMatchObject({
      id: judged.id,
      revision: judged.revision + 1,
      state: 'closed',
      basis: 'inferred',
      knownAt: story.now + ms('3 d'),
      reason: 'confirmed by a sighting (imagery)',
      facts: { placeId: judged.facts.placeId, sightingIds: [`seen ${judged.facts.placeId} 20`] },
    });
    expect(call.facts.reach.terms[0]!.text).toBe('it was sighted there (imagery, confirmed)');
  });

  it('at another port of its set moves the call there, and tells what is left for the first', () => {
    const other = judged.facts.alternatives[0]!.placeId;
    expect([judged.facts.placeId, other].sort()).toEqual(['rajin', 'vostochny']);
    const call = heard([seen(other, 20)]).at(-1)!;
    expect(call).toMatchObject({ id: judged.id, state: 'closed', facts: { placeId: other } });
    expect(call.reason).toMatch(/^it was sighted at \w+ meanwhile \(imagery\), not at \w+$/);
    const port = other === 'rajin' ? rajin : vostochny;
    expect([call.lon, call.lat]).toEqual([port.lon, port.lat]);
  });

  it('at two ports of its set puts the call at the one where it was seen first', () => {
    for (const [first, second] of [
      ['rajin', 'vostochny'],
      ['vostochny', 'rajin'],
    ] as const) {
      const call = heard([seen(second, 30), seen(first, 18)]).at(-1)!;
      expect(call.facts).toMatchObject({ placeId: first, sightingIds: [`seen ${first} 18`] });
      expect(call.facts.alternatives[0]).toMatchObject({ placeId: second });
    }
  });

  it('elsewhere refutes the call where no time is left, and not a "possible" one', () => {
    // Busan is over 800 km off: at 13 kn nobody calls at Rajin as well in forty hours.
    const refuted = heard([seen('busan', 20)]).at(-1)!;
    expect(refuted).toMatchObject({ state: 'withdrawn', revision: judged.revision + 1 });
    expect(refuted.reason).toBe(
      'withdrawn: it was sighted at busan meanwhile (imagery), and no time is left for another port',
    );
    expect(heard([seen('busan', 20, { grade: 'possible' })]).at(-1)!.state).toBe('closed');
    expect(heard([seen('busan', 20, { grade: 'probable' })]).at(-1)!.state).toBe('withdrawn');
  });

  it('at sea leaves the ports for which a stay of four hours still fits, on one side of it or the other', () => {
    const at20 = (more: Partial<Sighting>) => heard([seen(null, 20, more)]).at(-1)!;
    const beside = at20({ ...away(rajin, 60, 90) });
    expect(beside).toMatchObject({ state: 'closed', facts: { sightingIds: [] } });
    expect([beside.facts.reach, ...beside.facts.alternatives].map(({ placeId }) => placeId)).toContain('rajin');
    const out = at20({ ...away(offVostochny, 900, 110) });
    expect(out).toMatchObject({ state: 'withdrawn' });
    expect(out.reason).toMatch(/sighted at 39\.\d\d, 142\.\d\d meanwhile/);
  });

  it('that is taken back leaves the call as the sums have it, also when it was refuted', () => {
    for (const sighting of [seen('busan', 20), seen(judged.facts.placeId, 20)]) {
      const call = heard([sighting], withdrawal(sighting)).at(-1)!;
      expect(call).toMatchObject({ state: 'closed', revision: judged.revision + 2, facts: judged.facts });
      expect(call.reason).toBe('the sighting is withdrawn (imagery): a sister ship');
    }
  });

  it('is told before the gap ends as well', () => {
    const early = heard([seen('rajin', 20, { arrivedAt: lostAt + ms('22 h') })]);
    const atOnce = early.find(({ knownAt }) => knownAt === lostAt + ms('22 h'))!;
    expect(atOnce).toMatchObject({ state: 'open', facts: { placeId: 'rajin', sightingIds: ['seen rajin 20'] } });
    expect(early.at(-1)).toMatchObject({
      state: 'closed',
      facts: { placeId: 'rajin', sightingIds: ['seen rajin 20'] },
    });
  });

  it('of the day on which it was heard again says nothing against the sums', () => {
    const day = { fromAt: story.now - ms('2 h'), toAt: story.now + ms('22 h') };
    expect(heard([seen('busan', 20, day)])).toHaveLength(heard([]).length);
  });

  it('of another time changes nothing', () => {
    expect(heard([seen('busan', 60)])).toHaveLength(heard([]).length);
    expect(heard([seen('busan', -30)])).toHaveLength(heard([]).length);
  });
});
