// Who a ship says it is, through the whole engine on the compiled watchlist: the identity vectors of the detection facts,
// the cases of the voyage chronology, and what positions and other units say against a match.

import { describe, expect, it } from 'vitest';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import type { IdentityChange } from '../../../server/domain/kinds/identity-change/facts.ts';
import type { Report } from '../../../server/domain/report.ts';
import type { WatchedHull } from '../../../server/domain/vessel.ts';
import { newest, type PlayOptions, play, referenceOptions, type Said } from '../../play.ts';
import { at, away, ms, type Ship, together, vessel } from '../../scenario.ts';

const SEA = { lon: 134, lat: 40 };
const LADY_R = { imo: 9161003, name: 'LADY R', callSign: 'UBDT8', shipType: 70 };
const LADY_R_MMSI = 273_212_120;
const HULL = 'imo:9161003';

/** A fix and static data every six minutes, lying still, so many times. */
function says(ship: Ship, fields: Partial<Report>, times: number, every = '6 min'): Ship {
  for (let i = 0; i < times; i++) ship.goesSilent(every).sends(0).says(fields);
  return ship;
}

const at0 = (name: string, mmsi: number, when: string | number = '2024-02-01T00:00Z', where = SEA) =>
  vessel(name, { mmsi }).at(where, when);

function changes(said: Said): IdentityChange[] {
  return newest(said.events.filter(isChange));
}

function isChange(event: VesselEvent): event is IdentityChange {
  return event.kind === 'identity-change';
}

const lines = (said: Said) =>
  changes(said).map(({ vesselId, state, facts }) => `${facts.change} ${state} ${vesselId} ${facts.hullId ?? '-'}`);

/** Once, and again with a restart after every input; both must say the same. */
function told(reports: readonly Report[], options: PlayOptions = {}): Said {
  const said = play(reports, options);
  for (const restartAfter of [1, Math.floor(reports.length / 3), Math.floor(reports.length / 2), reports.length - 2]) {
    expect(play(reports, { ...options, restartAfter }).events).toEqual(said.events);
  }
  return said;
}

function withHulls(change: (hull: WatchedHull) => WatchedHull): readonly WatchedHull[] {
  return referenceOptions.hulls.map(change);
}

describe('the identity vectors', () => {
  it('ID-1: the name LADY R with another valid IMO is no match and no event', () => {
    const said = told(says(at0('LADY R', 538_006_700), { ...LADY_R, imo: 9_074_729, callSign: 'V7XX1' }, 12).reports);
    expect(said.vessels.get('imo:9074729')?.hullId).toBeNull();
    expect(lines(said)).toEqual([]);
  });

  it("ID-2: 9661003 with LADY R's size and MMSI is no match: a near number, and an inherited MMSI", () => {
    const hulls = withHulls((hull) => (hull.id === HULL ? { ...hull, lengthM: 122 } : hull));
    const ship = says(
      at0('GREY GHOST', LADY_R_MMSI),
      { name: 'GREY GHOST', imo: 9_661_003, lengthM: 122, beamM: 20 },
      12,
    );
    const said = told(ship.reports, { hulls });
    expect(said.vessels.get('imo:9661003')?.hullId).toBeNull();
    expect(said.vessels.has(HULL)).toBe(false);
    expect(lines(said).sort()).toEqual([
      `mmsi-inherited open imo:9661003 ${HULL}`,
      `near-number open imo:9661003 ${HULL}`,
    ]);
    expect(
      changes(said)
        .map(({ facts }) => facts.weight)
        .sort(),
    ).toEqual(['note', 'suspicion']);
    expect(changes(said).flatMap(({ facts }) => facts.grounds)).toEqual([
      "MMSI 273212120, listed for LADY R, now sends another hull's IMO 9661003.",
      "IMO 9661003 differs by one digit or one swap from LADY R's 9161003; MMSI 273212120 is listed for it.",
    ]);
  });

  it('ID-2: two messages with the near number are a slip', () => {
    const ship = says(at0('GREY GHOST', LADY_R_MMSI), { imo: 9_661_003 }, 2, '40 min');
    expect(lines(told(ship.reports))).toEqual([]);
  });

  it('ID-3: URSA MAJOR in 2025 is a dead ship that speaks, at once and with high weight', () => {
    const ship = (when: string) =>
      says(at0('URSA MAJOR', 273_396_130, when), { imo: 9_538_892, name: 'URSA MAJOR' }, 1);
    const said = told(ship('2025-06-01T00:00Z').reports);
    expect(lines(said)).toEqual(['dead-ship open imo:9538892 -']);
    expect(changes(said)[0]!.facts).toMatchObject({ weight: 'high', messages: 1 });
    expect(changes(said)[0]!.facts.grounds[0]).toMatch(/^URSA MAJOR is known as sunk since 23 Dec 2024/);
    expect(lines(told(ship('2024-12-01T00:00Z').reports))).toEqual([]);
  });

  it('ID-3: its MMSI alone, without any number, is the same', () => {
    const said = told(says(at0('NOBODY', 273_396_130, '2025-06-01T00:00Z'), { name: 'NOBODY' }, 2).reports);
    expect(lines(said)).toEqual(['dead-ship open mmsi:273396130 imo:9538892']);
  });

  it('ID-4: MMSI 445114000 alone has two candidates, and no event', () => {
    const said = told(says(at0('', 445_114_000), { shipType: 70 }, 12).reports);
    const heard = said.vessels.get('mmsi:445114000');
    expect(heard?.candidates.map(({ hullId, evidence }) => `${evidence.rule} ${hullId}`).sort()).toEqual([
      'Q1 imo:7937317',
      'Q1 imo:8909575',
    ]);
    expect(lines(said)).toEqual([]);
  });

  it('MMSI-1: RYE SONG GANG 1 off Zhoushan, its MMSI listed and no IMO sent, is matched by MMSI and name', () => {
    const id = 'imo:7389704';
    const mmsi = 445_123_000;
    const listed = { mmsi, source: 'VOA', old: false };
    const hulls = withHulls((hull) => (hull.id === id ? { ...hull, mmsis: [listed] } : hull));
    const zhoushan = { lon: 122.6, lat: 30.1 };
    const ship = says(vessel('RYE SONG GANG 1', { mmsi }).at(zhoushan, '2018-03-01T00:00Z'), {}, 12);
    const said = told(ship.reports, { hulls });
    const heard = said.vessels.get(id)!;
    expect(heard.hullId).toBe(id);
    expect(heard.match).toMatchObject({ rule: 'P2', level: 'probable', contradictions: [] });
    expect(heard.match!.witnesses[0]).toBe(`MMSI ${mmsi} is listed (VOA)`);
    expect(heard.imo).toBe(7_389_704);
    expect(heard.identity.some(({ field }) => field === 'imo')).toBe(false);
    expect(lines(said)).toEqual([]);
  });

  it('MMSI-1: and when it used to send the number, that it sends none now is told', () => {
    const ship = says(at0('RYE SONG GANG 1', 445_123_000), { imo: 7_389_704 }, 6);
    const withheldFrom = ship.now + ms('6 min');
    says(ship, { imo: Number.NaN }, 6);
    const said = told(ship.reports);
    expect(lines(said)).toEqual(['imo-withheld open imo:7389704 -']);
    expect(changes(said)[0]).toMatchObject({ beganAt: withheldFrom, facts: { weight: 'note' } });
    const again = told(says(ship, { imo: 7_389_704 }, 1).reports);
    expect(lines(again)).toEqual(['imo-withheld closed imo:7389704 -']);
  });
});

describe('the cases of the chronology', () => {
  it('MARINERA: name, call sign, flag and MMSI changed in a chase are one event of one vessel', () => {
    const atlantic = { lon: -40, lat: 45 };
    const before = { imo: 9_230_880, name: 'BELLA 1', callSign: '3E5096', shipType: 80, lengthM: 333, beamM: 60 };
    const after = { ...before, name: 'MARINERA', callSign: 'UAZE5' };
    const bella = says(at0('BELLA 1', 352_002_277, '2025-12-20T00:00Z', atlantic), before, 20);
    const marinera = says(vessel('MARINERA', { mmsi: 273_276_460 }).at(atlantic, bella.now + ms('10 min')), after, 12);
    const said = told(together(bella, marinera), { until: marinera.now + ms('2 d') });
    expect(lines(said)).toEqual(['several closed imo:9230880 -']);
    const [event] = changes(said);
    expect(event!.facts.fields.map(({ field, from, to }) => `${field}: ${from} → ${to}`)).toEqual([
      'MMSI: 352002277 → 273276460',
      'flag: Panama (Republic of) → Russian Federation',
      'name: BELLA 1 → MARINERA',
      'call sign: 3E5096 → UAZE5',
    ]);
    expect([...said.vessels.keys()]).toEqual(['imo:9230880']);
  });

  it('BORACAY: three flags in half a year are three changes and one run of flag hopping', () => {
    const names = ['VARUNA', 'KIWALA', 'PUSHPA', 'BORACAY'];
    const mmsis = [636_022_168, 621_000_001, 629_000_001, 610_000_001];
    const ships = names.map((name, i) =>
      says(at0(name, mmsis[i]!, `2025-0${1 + i * 2}-01T00:00Z`), { imo: 9_332_810, name, shipType: 80 }, 12),
    );
    const said = told(together(...ships));
    expect(lines(said)).toEqual([
      'several closed imo:9332810 -',
      'several closed imo:9332810 -',
      'flag-hopping open imo:9332810 -',
      'several open imo:9332810 -',
    ]);
    expect(changes(said)[2]!.facts.grounds[0]).toBe('3 new flags within 365 days.');
  });

  it('YON PUNG 3 as A LI: one digit by 5, the check digit blind, the length its own', () => {
    const hulls = [
      ...referenceOptions.hulls,
      {
        ...referenceOptions.hulls[0]!,
        id: 'imo:8314885',
        imo: 8_314_885,
        name: 'YON PUNG 3',
        aliases: [],
        mmsis: [],
        callSigns: [],
        lengthM: 146,
      },
    ];
    // As published both numbers fail the check digit; here the last digit is put right, which the edit leaves alone.
    const said = told(says(at0('A LI', 520_000_001), { imo: 8_814_885, name: 'A LI', lengthM: 146 }, 12).reports, {
      hulls,
    });
    expect(lines(said)).toEqual(['near-number open imo:8814885 imo:8314885']);
    expect(changes(said)[0]!.facts.grounds[0]).toContain("length 146 m is that ship's");
  });

  it('an MMSI that gives up the number of a listed hull is told of that hull, with the name that changed too', () => {
    const ship = says(at0('LADY R', LADY_R_MMSI), LADY_R, 12);
    says(ship, { ...LADY_R, imo: 9_074_729, name: 'GREY GHOST' }, 12);
    const said = told(ship.reports);
    expect(lines(said).sort()).toEqual([`mmsi-inherited open imo:9074729 ${HULL}`, `several closed ${HULL} -`]);
    const several = changes(said).find(({ facts }) => facts.change === 'several')!;
    expect(several.facts.fields.map(({ field, from, to }) => `${field}: ${from} → ${to}`)).toEqual([
      'IMO number: 9161003 → 9074729',
      'name: LADY R → GREY GHOST',
    ]);
    expect(several.facts.grounds[0]).toBe(
      "MMSI 273212120 sent LADY R's IMO 9161003 until 1 Feb 2024 and now sends 9074729.",
    );
  });

  it('an MMSI that takes on the number of a listed hull is told of that hull', () => {
    const ship = says(at0('PLAIN', 538_006_700), { imo: 9_074_729, name: 'PLAIN' }, 12);
    says(ship, LADY_R, 12);
    const said = told(ship.reports);
    expect(lines(said)).toEqual([`several closed ${HULL} -`]);
    expect(changes(said)[0]!.facts.fields[0]).toEqual({ field: 'IMO number', from: '9074729', to: '9161003' });
  });
});

describe('a listed identity on another hull', () => {
  const MAIA = { imo: 9_358_010, name: 'MAIA-1', callSign: 'UBGW2', shipType: 70, beamM: 21 };
  const sized = (knownM: number, lengthM: number) => {
    const hulls = withHulls((hull) => (hull.id === 'imo:9358010' ? { ...hull, lengthM: knownM } : hull));
    return lines(told(says(at0('MAIA-1', 273_291_160), { ...MAIA, lengthM }, 12).reports, { hulls }));
  };

  it('is a length off by over 10 m and over 5 percent, and by both', () => {
    expect(sized(138, 149)).toEqual(['identity-conflict open imo:9358010 -']);
    expect(sized(138, 148)).toEqual([]);
    expect(sized(300, 315)).toEqual([]);
    expect(sized(300, 316)).toEqual(['identity-conflict open imo:9358010 -']);
  });

  it('closes when the size fits again', () => {
    const ship = says(at0('MAIA-1', 273_291_160), { ...MAIA, lengthM: 90 }, 12);
    const said = told(says(ship, { ...MAIA, lengthM: 138 }, 12).reports);
    expect(lines(said)).toEqual(['identity-conflict closed imo:9358010 -', 'size open imo:9358010 -']);
  });
});

describe('an MMSI of no registry', () => {
  it('is told of a watched ship after three messages over 30 minutes', () => {
    expect(lines(told(says(at0('LADY R', 646_000_001), LADY_R, 3, '15 min').reports))).toEqual([
      `unallotted open ${HULL} -`,
    ]);
    expect(lines(told(says(at0('LADY R', 646_000_001), LADY_R, 3, '14 min').reports))).toEqual([]);
    expect(lines(told(says(at0('PLAIN', 646_000_001), { imo: 9_074_729 }, 12).reports))).toEqual([]);
  });

  it('is told, and never matched, where a default MMSI sends a listed number', () => {
    const said = told(says(at0('LADY R', 123_456_789), LADY_R, 6).reports);
    expect(lines(said)).toEqual([`unallotted open mmsi:123456789 ${HULL}`]);
    expect(said.vessels.has(HULL)).toBe(false);
  });
});

describe('one IMO number from two MMSIs', () => {
  const OTHER_MMSI = 273_999_001;
  /** Two units that send LADY R's number by turns, so far apart, each every `every`. */
  function both(km: number, every = '6 min', second = '3 min'): Report[] {
    const one = says(at0('LADY R', LADY_R_MMSI), LADY_R, 12, every);
    const other = at0('LADY R', OTHER_MMSI, at('2024-02-01T00:00Z') + ms(second), away(SEA, km));
    return together(one, says(other, LADY_R, 12, every));
  }

  it('is told once, as of the vessel that both speak for, a note while they may be one bridge', () => {
    const said = told(both(0.1));
    expect(lines(said)).toEqual([`shared-imo open ${HULL} -`]);
    expect(changes(said)[0]!.facts).toMatchObject({
      weight: 'note',
      grounds: ['MMSI 273212120 and MMSI 273999001 send IMO 9161003 within one hour, up to 0 km apart.'],
    });
    expect(said.vessels.get(HULL)?.match?.rule).toBe('C1');
  });

  it('more than 50 km apart someone sends the number: both are probable at most, and it is a suspicion', () => {
    const near = told(both(49.9));
    expect(near.vessels.get(HULL)?.match?.rule).toBe('C1');
    expect(changes(near)[0]!.facts.weight).toBe('note');
    const far = told(both(50.5));
    expect(far.vessels.get(HULL)?.match).toMatchObject({ rule: 'P1', level: 'probable' });
    expect(far.vessels.get(HULL)?.match?.witnesses[0]).toBe("someone sends LADY R's IMO 9161003");
    expect(far.vessels.get(HULL)?.match?.contradictions[0]).toMatch(
      /^MMSI 273\d+ sends the same IMO 9161003 within the hour, 5[01] km away/,
    );
    expect(changes(far)[0]!.facts.weight).toBe('suspicion');
  });

  it('needs both within the hour', () => {
    expect(lines(told(both(500, '2 h', '59 min')))).toEqual([`shared-imo open ${HULL} -`]);
    expect(lines(told(both(500, '2 h 4 min', '62 min'))).filter((line) => line.startsWith('shared'))).toEqual([]);
  });

  it('is not told of a unit that takes over from another', () => {
    const one = says(at0('LADY R', LADY_R_MMSI), LADY_R, 12);
    const other = says(vessel('LADY R', { mmsi: OTHER_MMSI }).at(away(SEA, 5), one.now + ms('5 min')), LADY_R, 12);
    expect(lines(told(together(one, other)))).toEqual([`mmsi open ${HULL} -`]);
  });

  it('ends a day after it was heard last: confident again, and the event closed', () => {
    const reports = both(300);
    const last = reports.at(-1)!;
    const alone = (after: string) =>
      told([
        ...reports,
        ...says(vessel('LADY R', { mmsi: LADY_R_MMSI }).at(SEA, last.at + ms(after)), LADY_R, 3).reports,
      ]);
    const held = alone('23 h');
    expect(held.vessels.get(HULL)?.match?.rule).toBe('P1');
    expect(lines(held)).toContain(`shared-imo open ${HULL} -`);
    const over = alone('25 h');
    expect(over.vessels.get(HULL)?.match?.rule).toBe('C1');
    expect(lines(over)).toContain(`shared-imo closed ${HULL} -`);
  });
});

describe('speed between reports', () => {
  /** LADY R known at sea, then reports that jump between two places so far apart, a minute from each other. */
  function jumping(km: number, times: number): Said {
    const ship = says(at0('LADY R', LADY_R_MMSI), LADY_R, 6);
    for (let i = 0; i < times; i++) ship.goesSilent('1 min').arrives(away(SEA, km)).goesSilent('1 min').arrives(SEA);
    return told(says(ship, LADY_R, 1).reports);
  }

  it('above 60 kn three times in an hour makes a confident match probable; one false fix does not', () => {
    expect(jumping(40, 1).vessels.get(HULL)?.match?.rule).toBe('C1');
    expect(jumping(40, 2).vessels.get(HULL)?.match?.rule).toBe('C1');
    const said = jumping(40, 3);
    expect(said.vessels.get(HULL)?.match?.rule).toBe('P1');
    expect(said.vessels.get(HULL)?.match?.contradictions).toEqual([
      '3 or more positions in an hour that no ship under 60 kn can have sailed to (1 Feb 2024 00:41Z)',
    ]);
  });

  it('below 60 kn never does', () => {
    // In one minute 60 kn make 1.85 km, and half a mile is never a jump.
    expect(jumping(2.7, 6).vessels.get(HULL)?.match?.rule).toBe('C1');
    expect(jumping(2.9, 6).vessels.get(HULL)?.match?.rule).toBe('P1');
  });

  it('ends a day after it was heard last', () => {
    const ship = says(at0('LADY R', LADY_R_MMSI), LADY_R, 6);
    for (let i = 0; i < 3; i++) ship.goesSilent('1 min').arrives(away(SEA, 40)).goesSilent('1 min').arrives(SEA);
    const ruleAfter = (time: string) => {
      const later = says(vessel('LADY R', { mmsi: LADY_R_MMSI }).at(SEA, ship.now + ms(time)), LADY_R, 1);
      return told([...ship.reports, ...later.reports]).vessels.get(HULL)?.match?.rule;
    };
    expect(ruleAfter('23 h')).toBe('P1');
    expect(ruleAfter('24 h 10 min')).toBe('C1');
  });
});

describe('region of operation', () => {
  // TONG HUNG 1 is listed under UNSCR 1718 without size or type: its flag is one witness, where it is heard the second.
  const HERE = { lon: 125, lat: 37 };
  const named = (where: typeof HERE) =>
    told(says(vessel('TONG HUNG 1', { mmsi: 445_999_001 }).at(where, '2024-02-01T00:00Z'), {}, 3).reports).vessels.get(
      'mmsi:445999001',
    )?.candidates;
  const hull = referenceOptions.hulls.find(({ name }) => name === 'TONG HUNG 1')!;

  it('is a witness for Q2 in the waters of its programme, and for nothing elsewhere', () => {
    const here = named(HERE)?.find(({ hullId }) => hullId === hull.id);
    expect(here?.evidence.rule).toBe('Q2');
    expect(here?.evidence.witnesses).toContain('last heard in the seas round Korea, where ships of its programme sail');
    const elsewhere = named({ lon: -30, lat: 40 })?.find(({ hullId }) => hullId === hull.id);
    expect(elsewhere?.evidence.rule).toBe('Q3');
    expect(elsewhere?.evidence.witnesses.join()).not.toContain('last heard in');
  });
});

describe('an identity swap', () => {
  const PLAIN = { name: 'PLAIN', shipType: 70, lengthM: 122, beamM: 20 };
  /** LADY R falls silent; a unit never heard before begins so much later, so far off. */
  function swap(after: string, km: number, fields: Partial<Report> = {}, more: Ship[] = [], until = '3 h'): Said {
    const lady = says(at0('LADY R', LADY_R_MMSI), { ...LADY_R, lengthM: 122, beamM: 20 }, 12);
    const other = vessel('PLAIN', { mmsi: 538_006_700 }).at(away(SEA, km), lady.now + ms(after) - ms('6 min'));
    says(other, { ...PLAIN, ...fields }, 12);
    const reports = together(lady, other, ...more);
    return told(reports, { until: reports.at(-1)!.at + ms(until) });
  }
  const only = (said: Said) => lines(said).filter((line) => line.startsWith('identity-swap'));

  it('is suspected when a new unit of its size begins within its reach', () => {
    const said = swap('5 h', 100);
    expect(only(said)).toEqual([`identity-swap open ${HULL} -`]);
    const event = changes(said).find(({ facts }) => facts.change === 'identity-swap')!;
    expect(event).toMatchObject({ basis: 'inferred', mmsi: LADY_R_MMSI, facts: { weight: 'suspicion', fields: [] } });
    expect(event.facts.grounds).toEqual([
      'LADY R (MMSI 273212120) was last heard 1 Feb 2024 01:12Z.',
      'MMSI 538006700 (PLAIN), never heard before, begins 1 Feb 2024 06:12Z, 100.0 km away 5.0 h later.',
      'They are 122 and 122 m long, 20 and 20 m broad.',
      'The new one sends no valid IMO number.',
    ]);
  });

  it('needs 48 hours, the reach of a fast ship, the size and the trade', () => {
    expect(only(swap('48 h', 100))).toHaveLength(1);
    expect(only(swap('48 h 1 min', 100))).toEqual([]);
    // 20 kn make 185.2 km in 5 h.
    expect(only(swap('5 h', 185))).toHaveLength(1);
    expect(only(swap('5 h', 186))).toEqual([]);
    expect(only(swap('5 h', 100, { lengthM: 123, beamM: 21 }))).toHaveLength(1);
    expect(only(swap('5 h', 100, { lengthM: 124 }))).toEqual([]);
    expect(only(swap('5 h', 100, { beamM: 22 }))).toEqual([]);
    expect(only(swap('5 h', 100, { shipType: 80 }))).toEqual([]);
    expect(only(swap('5 h', 100, { shipType: 79 }))).toHaveLength(1);
  });

  it('is not told of a ship that goes on sending', () => {
    const on = (from: string, times: number) =>
      says(vessel('LADY R', { mmsi: LADY_R_MMSI }).at(SEA, from), { ...LADY_R, lengthM: 122, beamM: 20 }, times);
    expect(only(swap('5 h', 10, {}, [on('2024-02-01T01:12Z', 60)]))).toEqual([]);
  });

  it('is withdrawn when both are on the air, and closes after 30 days otherwise', () => {
    const back = says(
      vessel('LADY R', { mmsi: LADY_R_MMSI }).at(SEA, '2024-02-01T07:08Z'),
      { ...LADY_R, lengthM: 122 },
      3,
    );
    const said = swap('5 h', 10, {}, [back]);
    expect(only(said)).toEqual([`identity-swap withdrawn ${HULL} -`]);
    expect(only(swap('5 h', 10, {}, [], '29 d 22 h'))).toEqual([`identity-swap open ${HULL} -`]);
    expect(only(swap('5 h', 10, {}, [], '30 d'))).toEqual([`identity-swap closed ${HULL} -`]);
  });
});
