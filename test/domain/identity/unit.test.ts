import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_LINES } from '../../../server/domain/identity/timeline.ts';
import {
  beginUnit,
  hearStatic,
  IDENTITY,
  NOTHING,
  timelineOf,
  type UnitIdentity,
  VOYAGE,
} from '../../../server/domain/identity/unit.ts';
import { type Report, STATION } from '../../../server/domain/report.ts';
import { DAY, MINUTE, NOW, report, unitOf } from './fleet.ts';

const SAYS = {
  imo: 9161003,
  name: 'LADY R',
  callSign: 'UBDT8',
  shipType: 70,
  lengthM: 122,
  beamM: 20,
  draughtM: 6.1,
  destination: 'RAJIN',
};

function lines(unit: UnitIdentity): string[] {
  return timelineOf(unit).map(
    (line) => `${line.field} ${line.value} ${(line.firstAt - NOW) / MINUTE}..${(line.lastAt - NOW) / MINUTE}`,
  );
}

describe('what a static report changes', () => {
  test('a repeated message changes nothing but the times', () => {
    const unit = unitOf(273212120, SAYS);
    expect(hearStatic(unit, report({ ...SAYS, at: NOW + 6 * MINUTE }))).toBe(NOTHING);
    expect(lines(unit)).toEqual([
      'mmsi 273212120 0..6',
      'name LADY R 0..6',
      'callSign UBDT8 0..6',
      'shipType 70 0..6',
      'size 122x20 0..6',
      'draught 6.1 0..6',
      'destination RAJIN 0..6',
      'imo 9161003 0..6',
    ]);
  });

  test.each<[string, Partial<Report>, number]>([
    ['a name', { name: 'PALE GHOST' }, IDENTITY],
    ['a call sign', { callSign: 'TTTT9' }, IDENTITY],
    ['a number', { imo: 9242986 }, IDENTITY],
    ['no number', { imo: Number.NaN }, IDENTITY],
    ['a ship type', { shipType: 52 }, IDENTITY],
    ['a length', { lengthM: 90 }, IDENTITY],
    ['a draught', { draughtM: 4 }, VOYAGE],
    ['a destination', { destination: 'VOSTOCHNY' }, VOYAGE],
    ['a draught and a name', { draughtM: 4, name: 'PALE GHOST' }, IDENTITY | VOYAGE],
    ['a blank name', { name: '' }, NOTHING],
    ['a name of fillers', { name: '@@@@@@@@' }, NOTHING],
    ['the same name with fillers', { name: 'LADY R@@@@' }, NOTHING],
    ['an absent size', { lengthM: Number.NaN, beamM: Number.NaN }, NOTHING],
    ['an absent beam', { beamM: Number.NaN }, NOTHING],
  ])('%s', (_, change, heard) => {
    const unit = unitOf(273212120, SAYS);
    expect(hearStatic(unit, report({ ...SAYS, at: NOW + MINUTE, ...change }))).toBe(heard);
  });

  test('absent values never erase known ones', () => {
    const unit = unitOf(273212120, SAYS, { name: '@@@', station: STATION.classB });
    expect(unit).toMatchObject(SAYS);
  });

  test('the halves of message 24 fill one another without a change of identity', () => {
    const unit = unitOf(273212120, { name: 'LADY R' }, { callSign: 'UBDT8', lengthM: 122 }, { beamM: 20 });
    expect(unit.changedAt).toBe(NOW);
    hearStatic(unit, report({ name: 'PALE GHOST', at: NOW + DAY }));
    expect(unit.changedAt).toBe(NOW + DAY);
  });

  test('the number is remembered with the name and call sign it came with', () => {
    const unit = unitOf(273212120, SAYS, { name: 'PALE GHOST', callSign: 'TTTT9' });
    expect(unit).toMatchObject({ imo: 9161003, imoAt: NOW, imoName: 'LADY R', imoCallSign: 'UBDT8', imoHeld: false });
  });

  test('a number with a wrong check digit or a placeholder is kept as sent, not as known', () => {
    expect(unitOf(273212120, { imo: 9161004 })).toMatchObject({ sentImo: 9161004, imo: null });
    expect(unitOf(273212120, { imo: 1234567 })).toMatchObject({ sentImo: 1234567, imo: null });
  });
});

describe('the timeline', () => {
  test('a change ends one line and begins another', () => {
    const unit = unitOf(273212120, { name: 'A ONE' }, { name: 'A ONE' }, { name: 'B ONE' }, { callSign: 'UBDT8' });
    expect(lines(unit).slice(1)).toEqual(['name A ONE 0..1', 'name B ONE 2..2', 'callSign UBDT8 3..3']);
  });

  test('two ships on one MMSI make two lines, not one a message', () => {
    const said = Array.from({ length: 200 }, (_, i) => ({ name: i % 2 ? 'RED' : 'BLUE' }));
    expect(lines(unitOf(273212120, ...said)).slice(1)).toEqual(['name BLUE 0..198', 'name RED 1..199']);
  });

  test('a name taken up again after more than a day is a new line', () => {
    const unit = unitOf(273212120, { name: 'RED' }, { name: 'BLUE' }, { name: 'RED', at: NOW + DAY + MINUTE });
    expect(lines(unit).slice(1)).toEqual(['name RED 0..0', 'name BLUE 1..1', 'name RED 1441..1441']);
  });

  test('at the bound the oldest destinations go first and values in use stay', () => {
    const said = Array.from({ length: 100 }, (_, i) => ({ destination: `PORT ${i}`, draughtM: 5 + i / 10 }));
    const unit = unitOf(273212120, { name: 'RED' }, { name: 'BLUE' }, ...said);
    expect(unit.lines).toHaveLength(MAX_LINES);
    expect(unit.linesDropped).toBe(1 + 2 + 200 - MAX_LINES);
    expect(lines(unit).slice(0, 3)).toEqual(['mmsi 273212120 0..101', 'name RED 0..0', 'name BLUE 1..1']);
    expect(lines(unit).at(-1)).toBe('destination PORT 99 101..101');
  });

  test('at the bound of names the oldest name goes, the one in use stays', () => {
    const unit = unitOf(
      273212120,
      { destination: 'RAJIN' },
      ...Array.from({ length: 90 }, (_, i) => ({ name: `N ${i}` })),
    );
    expect(unit.lines).toHaveLength(MAX_LINES);
    expect(lines(unit)).toContain('destination RAJIN 0..0');
    expect(lines(unit)).not.toContain('name N 0 1..1');
    expect(lines(unit).at(-1)).toBe('name N 89 90..90');
  });

  test('what was told is not changed by what is heard later', () => {
    const unit = unitOf(273212120, SAYS);
    const told = timelineOf(unit);
    const before = structuredClone(told);
    hearStatic(unit, report({ ...SAYS, name: 'PALE GHOST', at: NOW + DAY }));
    expect(told).toEqual(before);
  });

  test('the state survives JSON, and goes on the same', () => {
    const texts = fc.constantFrom('', 'RED', 'BLUE', 'GREEN', '@');
    const numbers = fc.constantFrom(Number.NaN, 9161003, 9242986, 9161004, 12);
    const says = fc.record({
      gap: fc.integer({ min: 0, max: 2 * DAY }),
      station: fc.constantFrom(STATION.classA, STATION.classB, STATION.unknown),
      name: texts,
      callSign: texts,
      destination: texts,
      imo: numbers,
      lengthM: numbers,
      beamM: numbers,
      draughtM: numbers,
      shipType: numbers,
    });
    fc.assert(
      fc.property(fc.array(says, { maxLength: 60 }), (said) => {
        let at = NOW;
        const straight = beginUnit(273212120, at, 'test');
        let stopped: UnitIdentity = beginUnit(273212120, at, 'test');
        for (const { gap, ...values } of said) {
          at += gap;
          const heard = report({ ...values, at });
          expect(hearStatic(stopped, heard)).toBe(hearStatic(straight, heard));
          stopped = JSON.parse(JSON.stringify(stopped));
        }
        expect(stopped).toEqual(straight);
        expect(timelineOf(stopped)).toEqual(timelineOf(straight));
        for (const line of timelineOf(straight)) expect(line.firstAt).toBeLessThanOrEqual(line.lastAt);
      }),
      { numRuns: 300 },
    );
  });
});
