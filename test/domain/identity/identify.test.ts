import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type HandBindings, identify, vesselIdOf } from '../../../server/domain/identity/identify.ts';
import { beginUnit, hearStatic } from '../../../server/domain/identity/unit.ts';
import { indexHulls } from '../../../server/domain/identity/watch-index.ts';
import { type Report, STATION } from '../../../server/domain/report.ts';
import {
  ANGARA,
  CHERSKIY,
  CHONG_BONG,
  CHONG_CHON_GANG,
  DAY,
  FLEET,
  hull,
  INDEX,
  LADY_R,
  MAIA_1,
  MARIAS,
  MIDS,
  MINUTE,
  mmsi,
  NOW,
  report,
  TOK_SONG,
  told,
  URSA_MAJOR,
  unitOf,
  VOYAGE_STAR,
  verdictOn,
} from './fleet.ts';

const LADY_R_SAYS = { imo: 9161003, name: 'LADY R', callSign: 'UBDT8', shipType: 70, lengthM: 122, beamM: 20 };
const RUSSIAN = 273999001;

describe('confident', () => {
  test('C1: the listed IMO with nothing against it', () => {
    const verdict = verdictOn(273212120, LADY_R_SAYS);
    expect(told(verdict)).toBe('C1 imo:9161003');
    expect(verdict.match).toEqual({
      rule: 'C1',
      level: 'confident',
      witnesses: [
        "AIS sends IMO 9161003, which is LADY R's",
        'MMSI 273212120 is listed (OFAC, older)',
        'call sign UBDT8 is listed',
        'name LADY R is listed',
      ],
      contradictions: [],
    });
  });

  test('C1: an unknown name alone is only shown, for renaming is normal', () => {
    const verdict = verdictOn(RUSSIAN, { imo: 9161003, name: 'SEA BREEZE' });
    expect(told(verdict)).toBe('C1 imo:9161003');
    expect(verdict.match?.contradictions).toEqual(['name SEA BREEZE is not among the names of LADY R']);
  });

  test('C1: a former name is a known name', () => {
    const verdict = verdictOn(RUSSIAN, { imo: 9161003, name: 'SLOMAN PRODUCER' });
    expect(verdict.match?.witnesses).toContain('name SLOMAN PRODUCER is a former or other name of LADY R');
    expect(verdict.match?.contradictions).toEqual([]);
  });

  test('C1: a listed IMO with a wrong check digit, or none at all, is no match by IMO', () => {
    expect(told(verdictOn(RUSSIAN, { imo: 9161004 }))).toBe('none');
    expect(told(verdictOn(RUSSIAN, { imo: Number.NaN }))).toBe('none');
  });

  test('C2: a unit bound by hand is that hull', () => {
    const bindings = bound(RUSSIAN, LADY_R.id);
    const verdict = verdictOn(RUSSIAN, { name: 'GREY GHOST' }, INDEX, bindings);
    expect(told(verdict)).toBe('C2 imo:9161003');
    expect(verdict.match?.witnesses).toEqual(['a user bound MMSI 273999001 to LADY R']);
    expect(told(verdictOn(RUSSIAN + 1, { name: 'GREY GHOST' }, INDEX, bindings))).toBe('none');
  });

  test('C2: the binding ends when the static data changes, and never stands against a different valid IMO', () => {
    const decidedAt = new Map([[`${RUSSIAN}|${LADY_R.id}`, NOW + MINUTE]]);
    const bindings = { ...bound(RUSSIAN, LADY_R.id), decidedAt };
    const before = [{ name: 'GREY GHOST' }, { name: 'GREY GHOST', callSign: 'UAAA1' }];
    expect(told(verdictOn(RUSSIAN, before, INDEX, bindings))).toBe('C2 imo:9161003');
    expect(told(verdictOn(RUSSIAN, [...before, { name: 'PALE GHOST' }], INDEX, bindings))).toBe('none');
    expect(told(verdictOn(RUSSIAN, { name: 'GREY GHOST', imo: 9242986 }, INDEX, bindings))).toBe('none');
  });

  test('C3: an IMO sent within 30 days stands in for a missing one while name or call sign is kept', () => {
    const later = { at: NOW + 30 * DAY, name: 'SOMETHING ELSE', callSign: 'UBDT8' };
    const verdict = verdictOn(RUSSIAN, [LADY_R_SAYS, later]);
    expect(told(verdict)).toBe('C3 imo:9161003');
    expect(verdict.match?.witnesses[0]).toBe(
      "MMSI 273999001 last sent LADY R's IMO 9161003 on 1 May 2024, and has kept its name or call sign since",
    );
  });

  test('C3: a message whose number fails its check digit counts as one without', () => {
    expect(told(verdictOn(RUSSIAN, [LADY_R_SAYS, { ...LADY_R_SAYS, imo: 9161004 }]))).toBe('C3 imo:9161003');
  });

  test('C3: after 30 days the number is forgotten, and the unit says that this matters', () => {
    const unit = unitOf(RUSSIAN, LADY_R_SAYS, { name: 'LADY R', at: NOW + 30 * DAY });
    expect(told(identify(unit, INDEX, NOW + 30 * DAY))).toBe('C3 imo:9161003');
    const late = report({ mmsi: RUSSIAN, name: 'LADY R', at: NOW + 30 * DAY + 1 });
    expect(hearStatic(unit, late)).not.toBe(0);
    expect(told(identify(unit, INDEX, late.at))).toMatch(/^P3 imo:9161003/);
  });

  test('class B messages, which have no room for a number, do not turn C1 into C3', () => {
    const silent = { station: STATION.classB, name: 'LADY R' };
    expect(told(verdictOn(RUSSIAN, [LADY_R_SAYS, silent]))).toBe('C1 imo:9161003');
  });
});

describe('probable', () => {
  test('P1: a tug that sends the IMO is "someone"', () => {
    const verdict = verdictOn(RUSSIAN, { imo: 9161003, name: 'LADY R', shipType: 52 });
    expect(told(verdict)).toBe('P1 imo:9161003');
    expect(verdict.match?.level).toBe('probable');
    expect(verdict.match?.witnesses[0]).toBe("someone sends LADY R's IMO 9161003");
    expect(verdict.match?.contradictions).toEqual(['AIS ship type 52 does not fit ro-ro cargo']);
  });

  test('P1: a length off by more than 20 per cent is enough, 20 is not', () => {
    expect(told(verdictOn(RUSSIAN, { imo: 9161003, lengthM: 97 }))).toBe('P1 imo:9161003');
    expect(told(verdictOn(RUSSIAN, { imo: 9161003, lengthM: 98 }))).toBe('C1 imo:9161003');
    expect(told(verdictOn(RUSSIAN, { imo: 9161003, lengthM: 147 }))).toBe('P1 imo:9161003');
  });

  test('P1: two weak contradictions lower it, one does not', () => {
    expect(told(verdictOn(613000001, { imo: 9161003, name: 'LADY R' }))).toBe('C1 imo:9161003');
    const verdict = verdictOn(613000001, { imo: 9161003, name: 'SEA BREEZE' });
    expect(told(verdict)).toBe('P1 imo:9161003');
    expect(verdict.match?.contradictions).toEqual([
      'name SEA BREEZE is not among the names of LADY R',
      'MID 613 (Cameroon) is no listed or former flag (RU)',
    ]);
  });

  test('hygiene 7: a MID allotted to no state is a contradiction (P1)', () => {
    const verdict = verdictOn(646000001, { imo: 9161003, name: 'LADY R' });
    expect(verdict.match?.contradictions).toEqual(['MID 646 is allotted to no state']);
  });

  test('P1: a sunk ship that speaks after its end, and not before (ID-3)', () => {
    const says = { imo: 9538892, name: 'URSA MAJOR' };
    expect(told(verdictOn(273396130, { ...says, at: Date.UTC(2024, 5, 1) }))).toBe('C1 imo:9538892');
    const verdict = verdictOn(273396130, { ...says, at: Date.UTC(2025, 5, 1) });
    expect(told(verdict)).toBe('P1 imo:9538892');
    expect(verdict.match?.contradictions).toEqual(['URSA MAJOR is known as sunk since 23 Dec 2024']);
    expect(verdict.notes.map((note) => note.kind)).toEqual(['dead ship']);
  });

  test('P2: a listed MMSI with a listed name, current or former', () => {
    expect(told(verdictOn(273210440, { name: 'M/V ANGARA' }))).toBe('P2 imo:9179842');
    expect(told(verdictOn(273210440, { name: 'BBC ARCTIC' }))).toBe('P2 imo:9179842');
    expect(told(verdictOn(273210440, { name: 'ANGARA STAR' }))).toBe('none | Q1 imo:9179842');
  });

  test('P2: a listed MMSI with a listed call sign', () => {
    expect(told(verdictOn(273210440, { name: 'NEW NAME', callSign: 'UBYT2' }))).toBe('P2 imo:9179842');
  });

  test('P2: no name evidence in NO NAME or in the name of a port', () => {
    const index = indexHulls([...FLEET, hull('VOSTOCHNY', 9000003, { mmsis: [mmsi(273555001)] })], {
      placeNames: ['Vostochny'],
    });
    expect(told(verdictOn(273555001, { name: 'VOSTOCHNY' }, index))).toBe('none | Q1 imo:9000003');
    expect(told(verdictOn(273210440, { name: 'NO NAME' }))).toBe('none | Q1 imo:9179842');
  });

  test('P3: call sign and name together, without either not', () => {
    expect(told(verdictOn(RUSSIAN, { name: 'LADY R', callSign: 'UBDT8' }))).toBe('P3 imo:9161003');
    expect(told(verdictOn(RUSSIAN, { name: 'PALE GHOST', callSign: 'UBDT8' }))).toBe('none');
    expect(told(verdictOn(RUSSIAN, { name: 'LADY RANIA', callSign: 'UBDT8' }))).toBe('none');
  });

  test('P2 and P3: a hull whose number nobody knows, even when the unit sends some number', () => {
    const says = { name: 'TOK SONG', callSign: 'HMYX5' };
    expect(told(verdictOn(445321000, says))).toBe('P2 hull:tok-song');
    expect(told(verdictOn(445999000, says))).toBe('P3 hull:tok-song');
    expect(told(verdictOn(445999000, { ...says, imo: 9242986 }))).toBe('P3 hull:tok-song');
    expect(told(verdictOn(445321000, { ...says, imo: 9161003 }))).toMatch(/^(C1|P1) imo:9161003$/);
  });

  test('P4: name and call sign both changed since the number was sent: still followed', () => {
    const renamed = { name: 'PALE GHOST', callSign: 'TTTT9' };
    const verdict = verdictOn(RUSSIAN, [LADY_R_SAYS, { ...renamed, at: NOW + DAY }]);
    expect(told(verdict)).toBe('P4 imo:9161003');
    expect(verdict.match?.witnesses[0]).toContain('name and call sign have changed since, it is still followed');
    expect(told(verdictOn(RUSSIAN, [LADY_R_SAYS, { ...renamed, at: NOW + 31 * DAY }]))).toBe('none');
    expect(told(verdictOn(RUSSIAN, [LADY_R_SAYS, { ...renamed, imo: 9161003 }]))).toBe('C1 imo:9161003');
  });
});

describe('possible', () => {
  test('Q1: a listed MMSI alone lists every hull that has it (ID-4)', () => {
    const verdict = verdictOn(445114000, { name: 'PALE GHOST' });
    expect(verdict.hull).toBeNull();
    expect(told(verdict).split(' | ').sort()).toEqual(['Q1 imo:7937317', 'Q1 imo:8909575', 'none']);
    expect(verdict.candidates.every((c) => c.evidence.level === 'possible')).toBe(true);
    expect(told(verdictOn(445114001, { name: 'PALE GHOST' }))).toBe('none');
  });

  test('Q1: the name decides between hulls that share an MMSI', () => {
    expect(told(verdictOn(445114000, { name: 'CHONG BONG' }))).toBe('P2 imo:8909575 | Q1 imo:7937317');
  });

  test('Q1: ties do not depend on the order of the list', () => {
    const twins = [
      hull('RED', 9000003, { mmsis: [mmsi(352900000)] }),
      hull('BLUE', 9000015, { mmsis: [mmsi(352900000)] }),
    ];
    const one = verdictOn(352900000, { name: 'PALE GHOST' }, indexHulls(twins));
    const other = verdictOn(352900000, { name: 'PALE GHOST' }, indexHulls(twins.toReversed()));
    expect(one).toEqual(other);
    expect(told(one)).toBe('none | Q1 imo:9000003 | Q1 imo:9000015');
  });

  test('two probable hulls with equal evidence: both are shown, none is taken', () => {
    const twins = [
      hull('RED', 9000003, { mmsis: [mmsi(352900000)] }),
      hull('RED', 9000015, { mmsis: [mmsi(352900000)] }),
    ];
    expect(told(verdictOn(352900000, { name: 'RED' }, indexHulls(twins)))).toBe(
      'none | P2 imo:9000003 | P2 imo:9000015',
    );
  });

  test('Q2: a name with two of flag, ship type and size', () => {
    expect(told(verdictOn(RUSSIAN, { name: 'MAIA 1', shipType: 79 }))).toBe('none | Q2 imo:9358010');
    expect(told(verdictOn(613000001, { name: 'MAIA 1', shipType: 79, lengthM: 139 }))).toBe('none | Q2 imo:9358010');
    expect(told(verdictOn(613000001, { name: 'NEPTUN', shipType: 79 }))).toBe('none | Q3 imo:9358010');
  });

  test('Q2: length and beam can fit the tonnage where no length is known', () => {
    const says = { name: 'ANGARA', lengthM: 126, beamM: 20 };
    expect(verdictOn(RUSSIAN, says).candidates[0]?.evidence).toEqual({
      rule: 'Q2',
      level: 'possible',
      witnesses: [
        'name ANGARA is listed',
        'MID 273 (Russian Federation) is a listed or former flag',
        'size 126 by 20 m fits 8811 GT',
      ],
      contradictions: [],
    });
    expect(told(verdictOn(RUSSIAN, { ...says, lengthM: 30, beamM: 8 }))).toBe('none | Q3 imo:9179842');
  });

  test('Q3: a distinctive name alone; a short or shared one is nothing', () => {
    expect(told(verdictOn(613000001, { name: 'ANGARA' }))).toBe('none | Q3 imo:9179842');
    expect(told(verdictOn(613000001, { name: 'LADY R' }))).toBe('none | Q3 imo:9161003');
    expect(told(verdictOn(613000001, { name: 'MARIA' }))).toBe('none');
    const index = indexHulls([hull('SIRAN', 9000003)]);
    expect(told(verdictOn(613000001, { name: 'SIRAN' }, index))).toBe('none');
  });

  test('Q4: a near name with two signs, without them nothing', () => {
    const says = { name: 'AKADEMIK CZERSKY', shipType: 70, lengthM: 151 };
    const verdict = verdictOn(RUSSIAN, says);
    expect(told(verdict)).toBe('none | Q4 imo:8770261');
    expect(verdict.candidates[0]?.evidence.witnesses[0]).toBe('name AKADEMIK CZERSKY is close to AKADEMIK CHERSKIY');
    expect(told(verdictOn(613000001, { ...says, lengthM: 20 }))).toBe('none');
    expect(told(verdictOn(RUSSIAN, { ...says, name: 'AKADEMIK CZERZKY' }))).toBe('none');
  });

  test('Q5: a name of exactly 20 characters that begins one listed name', () => {
    const verdict = verdictOn(613000001, { name: 'VLADIMIR MONOMAKH TH' });
    expect(told(verdict)).toBe(`none | Q5 ${VOYAGE_STAR.id}`);
    expect(told(verdictOn(613000001, { name: 'VLADIMIR MONOMAKH T' }))).toBe('none');
    const two = indexHulls([VOYAGE_STAR, hull('VLADIMIR MONOMAKH THE LESS', 9000003)]);
    expect(told(verdictOn(613000001, { name: 'VLADIMIR MONOMAKH TH' }, two))).toBe('none');
  });
});

describe('never', () => {
  test("LADY R's name, MMSI and call sign on another valid IMO (ID-1)", () => {
    const verdict = verdictOn(273212120, { ...LADY_R_SAYS, imo: 9242986 });
    expect(told(verdict)).toBe('none');
    expect(verdict.notes).toEqual([
      {
        kind: 'mmsi inherited',
        hullId: 'imo:9161003',
        text: "MMSI 273212120, listed for LADY R, now sends another hull's IMO 9242986",
      },
    ]);
  });

  test('an MMSI that another hull has taken over stops speaking for the listed one', () => {
    const inherited = [
      { imo: 9242986, name: 'SASCO ANGARA' },
      { name: 'LADY R', at: NOW + 31 * DAY },
    ];
    expect(told(verdictOn(273212120, inherited))).not.toContain('P2');
    expect(told(verdictOn(273212120, { name: 'LADY R' }))).toBe('P2 imo:9161003');
  });

  test('a near number with her MMSI and size is a suspicion (ID-2)', () => {
    const verdict = verdictOn(273212120, { imo: 9661003, lengthM: 122 });
    expect(told(verdict)).toBe('none');
    expect(verdict.notes.map((note) => note.text)).toEqual([
      "MMSI 273212120, listed for LADY R, now sends another hull's IMO 9661003",
      "IMO 9661003 differs by one digit or one swap from LADY R's 9161003; MMSI 273212120 is listed for it",
    ]);
  });

  test('a near number needs one more likeness; the check digit decides nothing', () => {
    expect(verdictOn(RUSSIAN, { imo: 9661003 }).notes).toEqual([]);
    expect(verdictOn(RUSSIAN, { imo: 9661003, lengthM: 124 }).notes).toHaveLength(1);
    expect(verdictOn(RUSSIAN, { imo: 9661003, lengthM: 125 }).notes).toEqual([]);
    expect(verdictOn(RUSSIAN, { imo: 9611003, callSign: 'UBDT8' }).notes[0]?.text).toBe(
      "IMO 9611003 fails its check digit and differs by one digit or one swap from LADY R's 9161003; call sign UBDT8 is that ship's",
    );
  });

  test('a near number is a suspicion, never a match, where both numbers fail their check digit (A LI, YON PUNG 3)', () => {
    const yonPung = hull('YON PUNG 3', 8314881, { lengthM: 146 });
    const index = indexHulls([...FLEET, yonPung], { mids: MIDS });
    const ask = (words: Partial<Report>) => identify(unitOf(520999071, words), index, NOW);
    const verdict = ask({ imo: 8814881, name: 'A LI', lengthM: 146 });
    expect(verdict).toMatchObject({ hull: null, match: null, candidates: [] });
    expect(verdict.notes).toEqual([
      {
        kind: 'near number',
        hullId: 'imo:8314881',
        text: "IMO 8814881 fails its check digit and differs by one digit or one swap from YON PUNG 3's 8314881; length 146 m is that ship's",
      },
    ]);
    expect(ask({ imo: 8814881, name: 'A LI', lengthM: 149 }).notes).toEqual([]);
    expect(ask({ imo: 8814882, name: 'A LI', lengthM: 146 }).notes).toEqual([]);
    expect(ask({ imo: 8314881, name: 'A LI', lengthM: 146 }).notes).toEqual([]);
  });

  test('homonyms: three ships called MARIA stay three', () => {
    for (const maria of MARIAS) {
      expect(told(verdictOn(RUSSIAN, { imo: maria.imo!, name: 'MARIA' }))).toBe(`C1 ${maria.id}`);
    }
    expect(told(verdictOn(273359830, { imo: 9617923, name: 'MARIA' }))).toBe('C1 imo:9617923');
    const verdict = verdictOn(273359830, { name: 'MARIA' });
    expect(told(verdict)).toBe('P2 imo:8517839');
  });

  test('NEPTUN 8404991 is not MAIA-1, whose other name it is', () => {
    expect(told(verdictOn(RUSSIAN, { imo: 8404991, name: 'NEPTUN' }))).toBe('none');
  });

  test('SASCO ANGARA 9242986 is not ANGARA, nor LADY RANIA LADY R', () => {
    expect(told(verdictOn(RUSSIAN, { imo: 9242986, name: 'SASCO ANGARA' }))).toBe('none');
    expect(told(verdictOn(RUSSIAN, { name: 'SASCO ANGARA', shipType: 70 }))).toBe('none');
    expect(told(verdictOn(RUSSIAN, { name: 'LADY RANIA', shipType: 70, lengthM: 122 }))).toBe('none');
  });

  test('company numbers are nobody, though they pass the ship check', () => {
    for (const imo of [5993381, 5418446, 6003121, 6161246]) {
      expect(told(verdictOn(RUSSIAN, { imo, name: 'LADY R', callSign: 'UBDT8' }))).toBe('none');
    }
  });

  test('a list entry whose number fails the ship check is not found by it', () => {
    const index = indexHulls([hull('RED', 9161004, { callSigns: ['UBDT8'] })]);
    expect(told(verdictOn(RUSSIAN, { imo: 9161004 }, index))).toBe('none');
    expect(told(verdictOn(RUSSIAN, { name: 'RED', callSign: 'UBDT8' }, index))).toBe('P3 imo:9161004');
  });

  test('what is not a ship station is no ship, whatever it sends', () => {
    for (const station of [992731234, 982731234, 970273001, 2731234, 111273001, 123456789, 999999999, 0]) {
      expect(told(verdictOn(station, LADY_R_SAYS)), String(station)).toBe('none');
    }
  });

  test('a placeholder MMSI on a list leads nowhere', () => {
    const index = indexHulls([hull('RED', 9000003, { mmsis: [mmsi(273000000), mmsi(111111111)] })]);
    expect([...index.byMmsi.keys()]).toEqual([273000000]);
  });

  test("a user's no holds until the static data changes", () => {
    const refused: HandBindings = {
      bound: new Map(),
      refused: new Set(['273210440|imo:9179842']),
      decidedAt: new Map([['273210440|imo:9179842', NOW]]),
    };
    const verdict = verdictOn(273210440, { name: 'ANGARA' }, INDEX, refused);
    expect(told(verdict)).toBe('none | P2 imo:9179842');
    expect(verdict.candidates[0]?.evidence.level).toBe('possible');
    expect(verdict.candidates[0]?.evidence.contradictions[0]).toBe('a user said that this unit is not ANGARA');
    const changed = [{ name: 'ANGARA' }, { name: 'BBC ARCTIC' }];
    expect(told(verdictOn(273210440, changed, INDEX, refused))).toBe('P2 imo:9179842');
  });
});

describe('a verdict over time', () => {
  test('ends when a valid different IMO arrives', () => {
    expect(told(verdictOn(273212120, [LADY_R_SAYS, { ...LADY_R_SAYS, imo: 9242986 }]))).toBe('none');
  });

  test('a listed MMSI without any IMO matches, and is not called withheld (MMSI-1)', () => {
    const verdict = verdictOn(445321000, { name: 'TOK SONG' });
    expect(told(verdict)).toBe('P2 hull:tok-song');
    expect(verdict.notes).toEqual([]);
  });

  test('a unit that stops sending its IMO is noted after three messages over half an hour', () => {
    const blank = (minutes: number) => ({ ...LADY_R_SAYS, imo: Number.NaN, at: NOW + minutes * MINUTE });
    const early = verdictOn(273212120, [LADY_R_SAYS, blank(6), blank(12), blank(18)]);
    expect(told(early)).toBe('C3 imo:9161003');
    expect(early.notes).toEqual([]);
    const late = verdictOn(273212120, [LADY_R_SAYS, blank(6), blank(12), blank(36)]);
    expect(late.notes.map((note) => note.kind)).toEqual(['imo withheld']);
    const back = { ...LADY_R_SAYS, at: NOW + 50 * MINUTE };
    expect(verdictOn(273212120, [LADY_R_SAYS, blank(6), blank(12), blank(36), back]).notes).toEqual([]);
  });

  test('the vessel is the hull, else its own IMO, else the unit', () => {
    const id = (number: number, says: Partial<Report>) => {
      const unit = unitOf(number, says);
      return vesselIdOf(unit, identify(unit, INDEX, NOW));
    };
    expect(id(445321000, { name: 'TOK SONG' })).toBe('hull:tok-song');
    expect(id(273210440, { name: 'ANGARA' })).toBe('imo:9179842');
    expect(id(RUSSIAN, { imo: 9242986 })).toBe('imo:9242986');
    expect(id(RUSSIAN, { imo: 9242987 })).toBe('mmsi:273999001');
    expect(id(RUSSIAN, { imo: 1234567 })).toBe('mmsi:273999001');
    expect(id(613000001, { name: 'ANGARA' })).toBe('mmsi:613000001');
    expect(id(992731234, { imo: 9161003 })).toBe('mmsi:992731234');
  });

  test('no report makes it throw, and the same reports give the same verdict', () => {
    const text = fc.oneof(
      fc.constantFrom('', 'LADY R', 'ANGARA', 'MARIA', 'UBDT8', 'NO NAME', '@@@', 'AKADEMIK CZERSKY'),
      fc.string({ unit: 'binary', maxLength: 24 }),
    );
    const number = fc.oneof(fc.constant(Number.NaN), fc.constantFrom(0, 9161003, 9179842, 9661003), fc.double());
    const reports = fc.record({
      at: fc.integer({ min: NOW, max: NOW + 60 * DAY }),
      station: fc.constantFrom(...Object.values(STATION)),
      imo: number,
      name: text,
      callSign: text,
      destination: text,
      shipType: number,
      lengthM: number,
      beamM: number,
      draughtM: number,
    });
    const numbers = fc.oneof(fc.constantFrom(273212120, 445114000, 0), fc.integer(), fc.double());
    fc.assert(
      fc.property(numbers, fc.array(reports, { maxLength: 12 }), (mmsiValue, said) => {
        const tell = () => {
          const unit = beginUnit(mmsiValue, NOW, 'fuzz');
          const verdicts = said.map((values) => {
            hearStatic(unit, report({ mmsi: mmsiValue, ...values }));
            return identify(unit, INDEX, values.at);
          });
          return { unit, verdicts };
        };
        expect(tell()).toEqual(tell());
      }),
      { numRuns: 500 },
    );
  });

  test('the list may not hold one number or id twice', () => {
    expect(() => indexHulls([ANGARA, { ...MAIA_1, imo: 9179842 }])).toThrow(
      'two watched hulls have IMO 9179842: imo:9179842 and imo:9358010',
    );
    expect(() => indexHulls([ANGARA, ANGARA])).toThrow('two watched hulls have the id imo:9179842');
    expect([CHONG_BONG, CHONG_CHON_GANG, TOK_SONG, URSA_MAJOR, CHERSKIY].every((h) => INDEX.byId.has(h.id))).toBe(true);
    expect(INDEX.mids).toBe(MIDS);
  });
});

function bound(number: number, hullId: string): HandBindings {
  return { bound: new Map([[number, hullId]]), refused: new Set() };
}
