// Values: what "not available" and impossible numbers become, message lengths as stations in the field send them, text,
// and what kind of station speaks. Bits are set by hand where the encoder rightly refuses to.

import { describe, expect, test } from 'vitest';
import type { AisMessage } from '../../server/ais/message/message.ts';
import { mmsiKind } from '../../server/ais/mmsi.ts';
import { decode, sentence } from './captures.ts';

type Bits = readonly [from: number, width: number, value: number];

/** A message of `length` bits, all 0 but for the type, MMSI 273212120 and the given fields. */
function bits(type: number, length: number, fields: readonly Bits[]): string {
  const all = new Array<number>(Math.ceil(length / 6) * 6).fill(0);
  const set = ([from, width, value]: Bits): void => {
    for (let i = 0; i < width; i++)
      all[from + i] = Number((BigInt.asUintN(width, BigInt(value)) >> BigInt(width - 1 - i)) & 1n);
  };
  for (const field of [[0, 6, type], [8, 30, 273_212_120], ...fields] as Bits[]) set(field);
  let payload = '';
  for (let i = 0; i < all.length; i += 6) {
    const value = Number.parseInt(all.slice(i, i + 6).join(''), 2);
    payload += String.fromCharCode(value < 40 ? value + 48 : value + 56);
  }
  return sentence(`AIVDM,1,1,,A,${payload},${all.length - length}`);
}

/** The fields of a message that decodes, of whatever kind. */
function read(type: number, length: number, ...fields: Bits[]): Readonly<Record<string, unknown>> {
  const { messages, rejects } = decode(bits(type, length, fields));
  expect(rejects).toEqual([]);
  const message: AisMessage | undefined = messages[0];
  return { ...message };
}

function text(from: number, characters: string): Bits[] {
  return [...characters].map((c, i) => [from + i * 6, 6, c.charCodeAt(0) & 63]);
}

describe('position reports of class A (1–3)', () => {
  test.each([
    ['181, 91: not available', 108_600_000, 54_600_000, null, null],
    ['exactly 0, 0', 0, 0, null, null],
    ['91 with longitude 0', 0, 54_600_000, null, null],
    ['longitude 181 with a latitude', 108_600_000, 30_000_000, null, null],
    ['east of 180', 108_000_001, 1, null, null],
    ['north of 90', 1, 54_000_001, null, null],
    ['the antimeridian', 108_000_000, 6_000_000, 180, 10],
    ['the other side of it', -108_000_000, -6_000_000, -180, -10],
    ['the south pole', 600_000, -54_000_000, 1, -90],
    ['the equator', 600_000, 0, 1, 0],
    ['Greenwich', 0, 600_000, 0, 1],
    ['Vostochny', 79_835_400, 25_651_800, 133.059, 42.753],
  ])('position: %s', (_what, lon, lat, lonDeg, latDeg) => {
    for (const type of [1, 2, 3]) {
      const m = read(type, 168, [61, 28, lon], [89, 27, lat]);
      expect([m.lon, m.lat]).toEqual([lonDeg, latDeg]);
    }
  });

  test.each([
    [0, 0],
    [123, 12.3],
    [1022, 102.2],
    [1023, null],
  ])('speed %i reads %s kn', (sent, speedKn) => {
    expect(read(1, 168, [50, 10, sent]).speedKn).toBe(speedKn);
    expect(read(18, 168, [46, 10, sent]).speedKn).toBe(speedKn);
  });

  test.each([
    [0, 0],
    [3599, 359.9],
    [3600, null],
    [3601, null],
    [4095, null],
  ])('course %i reads %s°: 360 is not north', (sent, courseDeg) => {
    expect(read(1, 168, [116, 12, sent]).courseDeg).toBe(courseDeg);
    expect(read(18, 168, [112, 12, sent]).courseDeg).toBe(courseDeg);
  });

  test.each([
    [0, 0],
    [359, 359],
    [360, null],
    [510, null],
    [511, null],
  ])('heading %i reads %s°', (sent, headingDeg) => {
    expect(read(1, 168, [128, 9, sent]).headingDeg).toBe(headingDeg);
    expect(read(18, 168, [124, 9, sent]).headingDeg).toBe(headingDeg);
  });

  test.each([
    [0, 0, 0],
    [126, 708.7, 0],
    [-126, -708.7, 0],
    [20, 17.9, 0],
    [127, null, 1],
    [-127, null, -1],
    [-128, null, 0],
  ])('rate of turn %i reads %s° a minute, turning fast %i', (sent, rate, turningFast) => {
    const m = read(1, 168, [42, 8, sent]);
    expect(rate === null ? m.rateOfTurnDegMin : Math.round(Number(m.rateOfTurnDegMin) * 10) / 10).toBe(rate);
    expect(m.turningFast).toBe(turningFast);
  });

  test.each([
    [0, 0],
    [59, 59],
    [60, null],
    [61, null],
    [62, null],
    [63, null],
  ])('second %i reads %s and is kept as sent', (sent, second) => {
    expect(read(1, 168, [137, 6, sent])).toMatchObject({ second, secondCode: sent });
    expect(read(18, 168, [133, 6, sent])).toMatchObject({ second, secondCode: sent });
  });

  test.each([
    [0, 0],
    [1, 1],
    [14, 14],
    [15, null],
  ])('navigational status %i reads %s', (sent, navStatus) => {
    expect(read(1, 168, [38, 4, sent]).navStatus).toBe(navStatus);
    expect(read(27, 96, [40, 4, sent]).navStatus).toBe(navStatus);
  });

  test('flags are read each from its own bit', () => {
    const none = { accurate: false, raim: false, manoeuvre: null };
    expect(read(1, 168)).toMatchObject(none);
    expect(read(1, 168, [60, 1, 1])).toMatchObject({ ...none, accurate: true });
    expect(read(1, 168, [148, 1, 1])).toMatchObject({ ...none, raim: true });
    expect(read(1, 168, [143, 2, 2])).toMatchObject({ ...none, manoeuvre: 2 });
    expect(read(1, 168, [143, 2, 3])).toMatchObject(none);
  });
});

describe('other position messages', () => {
  test('class B flags are read each from its own bit', () => {
    const names = ['carrierSense', 'display', 'dsc', 'band', 'message22', 'assigned'];
    names.forEach((name, i) => {
      const m = read(18, 168, [141 + i, 1, 1]);
      expect(names.filter((other) => m[other] === true)).toEqual([name]);
    });
    expect(read(18, 168, [147, 1, 1])).toMatchObject({ raim: true, assigned: false });
    expect(read(18, 168, [56, 1, 1])).toMatchObject({ accurate: true });
  });

  test('both coordinates of type 27 are signed', () => {
    const m = read(27, 96, [44, 18, -74_037], [62, 17, -29_028], [79, 6, 12], [85, 9, 224]);
    expect(m).toMatchObject({ lon: -74_037 / 600, lat: -29_028 / 600, speedKn: 12, courseDeg: 224, coarse: true });
  });

  test.each([
    [108_600, 54_600, 63, 511],
    [108_001, 0, 63, 360],
    [0, 0, 63, 510],
  ])('type 27 with %i, %i, speed %i and course %i tells none of them', (lon, lat, speed, course) => {
    const m = read(27, 96, [44, 18, lon], [62, 17, lat], [79, 6, speed], [85, 9, course]);
    expect(m).toMatchObject({ lon: null, lat: null, speedKn: null, courseDeg: null });
  });

  test('a SAR aircraft flies in metres and whole knots', () => {
    expect(read(9, 168, [38, 12, 303], [50, 10, 142])).toMatchObject({ altitudeM: 303, speedKn: 142 });
    expect(read(9, 168, [38, 12, 4095], [50, 10, 1023])).toMatchObject({ altitudeM: null, speedKn: null });
  });

  test('a base station tells the time, or part of it and so none', () => {
    const date: Bits[] = [
      [38, 14, 2007],
      [52, 4, 5],
      [56, 5, 14],
    ];
    const clock: Bits[] = [
      [61, 5, 19],
      [66, 6, 57],
      [72, 6, 39],
    ];
    expect(read(4, 168, ...date, ...clock)).toMatchObject({ utc: '2007-05-14T19:57:39Z' });
    expect(read(11, 168, ...date, ...clock)).toMatchObject({ utc: '2007-05-14T19:57:39Z' });
    expect(read(4, 168, ...date, [61, 5, 24], [66, 6, 60], [72, 6, 60])).toMatchObject({ utcAt: null, utc: null });
    expect(read(4, 168, [38, 14, 10_196], ...date.slice(1), ...clock)).toMatchObject({ utc: null });
    expect(read(4, 168, ...date, [52, 4, 2], [56, 5, 30], ...clock)).toMatchObject({ utc: null });
  });

  test('a DGNSS station keeps its corrections as sent', () => {
    const m = read(17, 120, [40, 18, 17_478], [58, 17, -26_818], [80, 20, 0xabcde], [100, 20, 0x12345]);
    expect(m).toMatchObject({ lon: 29.13, lat: -26_818 / 600, data: 'abcde12345' });
  });
});

describe('static messages', () => {
  test.each([
    [0, null],
    [9_161_003, 9_161_003],
    [999_999, null],
    [10_000_000, null],
    [1_000_000, 1_000_000],
  ])('IMO %i reads %s', (sent, imo) => {
    expect(read(5, 424, [40, 30, sent]).imo).toBe(imo);
  });

  test.each([
    [0, null],
    [70, 70],
    [99, 99],
    [100, null],
    [255, null],
  ])('ship type %i reads %s', (sent, shipType) => {
    expect(read(5, 424, [232, 8, sent]).shipType).toBe(shipType);
    expect(read(19, 312, [263, 8, sent]).shipType).toBe(shipType);
    expect(read(24, 168, [38, 2, 1], [40, 8, sent]).shipType).toBe(shipType);
  });

  test('a size of 0 is none; bow and port of 0 leave the size and no reference point', () => {
    const size = (a: number, b: number, c: number, d: number): Readonly<Record<string, unknown>> =>
      read(5, 424, [240, 9, a], [249, 9, b], [258, 6, c], [264, 6, d]);
    expect(size(0, 0, 0, 0)).toMatchObject({ lengthM: null, beamM: null, bowM: null, starboardM: null });
    expect(size(225, 70, 1, 31)).toMatchObject({ lengthM: 295, beamM: 32, bowM: 225, starboardM: 31 });
    expect(size(0, 120, 0, 18)).toMatchObject({ lengthM: 120, beamM: 18, bowM: 0, portM: 0 });
  });

  test('an offset of 511 m, or 63 m to the side, stands for that or more: the size is not known', () => {
    const size = (a: number, b: number, c: number, d: number): Readonly<Record<string, unknown>> =>
      read(5, 424, [240, 9, a], [249, 9, b], [258, 6, c], [264, 6, d]);
    expect(size(511, 511, 63, 63)).toMatchObject({ lengthM: null, beamM: null, bowM: 511, starboardM: 63 });
    expect(size(511, 0, 0, 63)).toMatchObject({ lengthM: null, beamM: null });
    expect(size(510, 510, 62, 62)).toMatchObject({ lengthM: 1020, beamM: 124 });
  });

  test('draught 0 is none, 255 stands for 25.5 m and more', () => {
    expect(read(5, 424, [294, 8, 0]).draughtM).toBeNull();
    expect(read(5, 424, [294, 8, 122]).draughtM).toBe(12.2);
    expect(read(5, 424, [294, 8, 255]).draughtM).toBe(25.5);
  });

  test('an ETA of 0/0 24:60 is none, each part by itself', () => {
    const eta = (month: number, day: number, hour: number, minute: number): Readonly<Record<string, unknown>> =>
      read(5, 424, [274, 4, month], [278, 5, day], [283, 5, hour], [288, 6, minute]);
    const none = { etaMonth: null, etaDay: null, etaHour: null, etaMinute: null };
    expect(eta(0, 0, 24, 60)).toMatchObject(none);
    expect(eta(13, 0, 31, 63)).toMatchObject(none);
    expect(eta(12, 31, 24, 60)).toMatchObject({ ...none, etaMonth: 12, etaDay: 31 });
  });

  test.each([
    ['LADY R@@@@@@@@@@@@@@', 'LADY R'],
    ['LADY R              ', 'LADY R'],
    ['  LADY R@JUNK BEHIND', 'LADY R'],
    ['@@@@@@@@@@@@@@@@@@@@', null],
    ['                    ', null],
    ['[\\]^_ !"#$%&\'()*+,-.', '[\\]^_ !"#$%&\'()*+,-.'],
  ])('the name %j reads %j', (sent, name) => {
    expect(read(5, 424, ...text(112, sent)).name).toBe(name);
    expect(read(19, 312, ...text(143, sent)).name).toBe(name);
    expect(read(21, 272, ...text(43, sent)).name).toBe(name);
    expect(read(24, 168, ...text(40, sent)).name).toBe(name);
  });

  test('an AtoN name of 20 characters goes on in the extension, of 14 at most', () => {
    const full = 'CHINA ROSE MURPHY EX';
    expect(read(21, 272 + 66, ...text(43, full), ...text(272, 'PRESS ALERT')).name).toBe(`${full}PRESS ALERT`);
    expect(read(21, 272 + 96, ...text(43, full), ...text(272, 'ABCDEFGHIJKLMNOP')).name).toBe(`${full}ABCDEFGHIJKLMN`);
    expect(read(21, 272 + 66, ...text(43, 'SHORT'), ...text(272, 'PRESS ALERT')).name).toBe('SHORT');
  });

  test('the tender of a ship names that ship where others have their size', () => {
    const fields: Bits[] = [
      [38, 2, 1],
      [132, 30, 273_212_120],
    ];
    expect(read(24, 168, [8, 30, 982_731_234], ...fields)).toMatchObject({ motherMmsi: 273_212_120, lengthM: null });
    expect(read(24, 168, ...fields)).toMatchObject({ motherMmsi: null });
  });

  test('part numbers 2 and 3 of type 24 are reserved', () => {
    expect(decode(bits(24, 168, [[38, 2, 2]])).rejects).toEqual(['unknown static part @1']);
    expect(decode(bits(24, 168, [[38, 2, 3]])).rejects).toEqual(['unknown static part @1']);
  });
});

describe('lengths', () => {
  test.each([
    [1, 168, 204],
    [2, 168, 174],
    [3, 168, 204],
    [4, 168, 186],
    [5, 420, 426],
    [9, 168, 186],
    [11, 168, 186],
    [17, 80, 816],
    [18, 168, 186],
    [19, 306, 312],
    [21, 272, 368],
    [27, 95, 168],
    [8, 38, 1008],
  ])('type %i is read from %i to %i bits and refused below', (type, least, long) => {
    expect(decode(bits(type, least, [])).messages).toHaveLength(1);
    expect(decode(bits(type, long, [])).messages).toHaveLength(1);
    expect(decode(bits(type, least - 1, [])).rejects).toEqual(['too short @1']);
  });

  test('part A of type 24 is read from 158 bits, part B from 162', () => {
    expect(decode(bits(24, 158, [])).messages).toHaveLength(1);
    expect(decode(bits(24, 157, [])).rejects).toEqual(['too short @1']);
    expect(decode(bits(24, 162, [[38, 2, 1]])).messages).toHaveLength(1);
    expect(decode(bits(24, 161, [[38, 2, 1]])).rejects).toEqual(['too short @1']);
  });

  test('a type 1 of 162 bits is refused', () => {
    expect(decode(bits(1, 162, [])).rejects).toEqual(['too short @1']);
  });

  test('nothing is read past the received bits, whatever came before', () => {
    const long = bits(5, 424, [...text(302, 'VOSTOCHNY ANCHORAGE!'), [422, 1, 1]]);
    const short = bits(5, 420, text(302, 'VOSTOCHNY ANCHORAGE')); // 118 bits hold 19 characters.
    const { messages } = decode([long, short]);
    expect(messages).toMatchObject([
      { destination: 'VOSTOCHNY ANCHORAGE!', dte: 1 },
      { destination: 'VOSTOCHNY ANCHORAGE', dte: null },
    ]);
    const name = bits(24, 168, text(40, 'TWENTY CHARACTERS OK'));
    const cut = bits(24, 158, text(40, 'TWENTY CHARACTERS O'));
    expect(decode([name, cut]).messages).toMatchObject([
      { name: 'TWENTY CHARACTERS OK' },
      { name: 'TWENTY CHARACTERS O' },
    ]);
  });

  test('no field of one message is left standing in the next', () => {
    const first = decode(bits(1, 168, [])).messages[0];
    const full = [
      bits(5, 424, [...text(112, 'LADY R'), [40, 30, 9_161_003], [294, 8, 80], [232, 8, 70]]),
      bits(19, 312, [...text(143, 'TENDER'), [271, 9, 20]]),
      bits(9, 168, [[38, 12, 300]]),
      bits(21, 272, [[269, 1, 1]]),
    ];
    const after = decode([...full, bits(1, 168, [])]).messages.at(-1);
    expect({ ...after, line: 1 }).toEqual(first);
  });
});

test.each([
  [273_212_120, 'ship'],
  [201_000_000, 'ship'],
  [775_999_999, 'ship'],
  [200_999_999, 'invalid'],
  [776_000_000, 'invalid'],
  [2_734_450, 'coast station'],
  [27_312_345, 'group'],
  [111_265_591, 'SAR aircraft'],
  [827_312_345, 'handheld'],
  [982_731_234, 'craft of a parent ship'],
  [992_509_977, 'aid to navigation'],
  [970_012_345, 'AIS-SART'],
  [972_012_345, 'man overboard'],
  [974_012_345, 'EPIRB'],
  [0, 'placeholder'],
  [1_193_046, 'placeholder'],
  [111_111_111, 'placeholder'],
  [123_456_789, 'placeholder'],
  [999_999_999, 'placeholder'],
  [1_073_741_823, 'invalid'],
  [1, 'invalid'],
  [-1, 'invalid'],
  [Number.NaN, 'invalid'],
])('MMSI %i is of the kind %s', (mmsi, kind) => {
  expect(mmsiKind(mmsi)).toBe(kind);
});
