// What is encoded decodes to itself, and independent decoders would read it: the bits are those of recorded messages.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { civilTime, rfc3339, utcMs } from '../../server/ais/clock/civil-time.ts';
import { type Encodable, encodeSentences } from '../../server/ais/write/encode.ts';
import { capturesAreMissing, decode, readCapture } from './captures.ts';

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null, freq: 5 });
const tenths = (most: number): fc.Arbitrary<number | null> =>
  maybe(fc.integer({ min: 0, max: most }).map((n) => n / 10));
const whole = (min: number, max: number): fc.Arbitrary<number | null> => maybe(fc.integer({ min, max }));
const textOf = (most: number): fc.Arbitrary<string | null> =>
  fc
    .string({
      unit: fc
        .integer({ min: 32, max: 95 })
        .filter((c) => c !== 64)
        .map((c) => String.fromCharCode(c)),
      maxLength: most,
    })
    .map((s) => s.trim() || null);
const position = maybe(
  fc
    .record({
      x: fc.integer({ min: -108_000_000, max: 108_000_000 }),
      y: fc.integer({ min: -54_000_000, max: 54_000_000 }),
    })
    .filter(({ x, y }) => x !== 0 || y !== 0)
    .map(({ x, y }) => ({ lon: x / 600_000, lat: y / 600_000 })),
).map((p) => p ?? { lon: null, lat: null });
const coarsePosition = maybe(
  fc
    .record({ x: fc.integer({ min: -108_000, max: 108_000 }), y: fc.integer({ min: -54_000, max: 54_000 }) })
    .filter(({ x, y }) => x !== 0 || y !== 0)
    .map(({ x, y }) => ({ lon: x / 600, lat: y / 600 })),
).map((p) => p ?? { lon: null, lat: null });
const size = fc.tuple(fc.nat(511), fc.nat(511), fc.nat(63), fc.nat(63)).map(([bow, stern, port, starboard]) => ({
  ...(bow + stern > 0
    ? { bowM: bow, sternM: stern, lengthM: bow < 511 && stern < 511 ? bow + stern : null }
    : { bowM: null, sternM: null, lengthM: null }),
  ...(port + starboard > 0
    ? { portM: port, starboardM: starboard, beamM: port < 63 && starboard < 63 ? port + starboard : null }
    : { portM: null, starboardM: null, beamM: null }),
}));
const common = { mmsi: fc.integer({ min: 201_000_000, max: 775_999_999 }), repeat: fc.nat(3), ownShip: fc.boolean() };
const turn = fc
  .integer({ min: -128, max: 127 })
  .map((v) =>
    Math.abs(v) >= 127
      ? { rateOfTurnDegMin: null, turningFast: v === 127 ? 1 : v === -127 ? -1 : 0 }
      : { rateOfTurnDegMin: Math.sign(v) * (v / 4.733) ** 2, turningFast: 0 },
  );
const motion = { speedKn: tenths(1022), courseDeg: tenths(3599), accurate: fc.boolean(), raim: fc.boolean() };
const second = fc.nat(63).map((code) => ({ secondCode: code, second: code < 60 ? code : null }));
const epfd = maybe(fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 8, 15));
const clock = maybe(fc.integer({ min: 0, max: 4_102_444_799 }).map((s) => s * 1000));

/** One arbitrary for each kind, made of fields and of groups of fields that hang together. */
function kind(
  type: number,
  fields: Record<string, fc.Arbitrary<unknown>>,
  ...groups: fc.Arbitrary<object>[]
): fc.Arbitrary<Encodable> {
  return fc
    .tuple(fc.record({ ...common, ...fields }), ...groups)
    .map((parts) => Object.assign({ type }, ...parts) as Encodable);
}

const classA = {
  ...motion,
  headingDeg: whole(0, 359),
  navStatus: whole(0, 14),
  manoeuvre: whole(1, 2),
  radioStatus: fc.nat(2 ** 19 - 1),
};
const flags = fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()).map((on) => {
  const [carrierSense, display, dsc, band, message22, assigned] = on;
  return {
    classBFlags: on.reduce((sum, flag) => sum * 2 + Number(flag), 0),
    ...{ carrierSense, display, dsc, band, message22, assigned },
  };
});
const base = { utcAt: clock, accurate: fc.boolean(), raim: fc.boolean(), epfd, radioStatus: fc.nat(2 ** 19 - 1) };

const KINDS: readonly (readonly [string, fc.Arbitrary<Encodable>])[] = [
  ['1', kind(1, classA, position, turn, second)],
  ['2', kind(2, classA, position, turn, second)],
  ['3', kind(3, classA, position, turn, second)],
  ['4', kind(4, base, position)],
  ['11', kind(11, base, position)],
  [
    '5',
    kind(
      5,
      {
        imo: whole(1_000_000, 9_999_999),
        callSign: textOf(7),
        name: textOf(20),
        shipType: whole(1, 99),
        epfd,
        etaMonth: whole(1, 12),
        etaDay: whole(1, 31),
        etaHour: whole(0, 23),
        etaMinute: whole(0, 59),
        draughtM: maybe(fc.integer({ min: 1, max: 255 }).map((n) => n / 10)),
        destination: textOf(20),
        dte: fc.nat(1),
        aisVersion: fc.nat(3),
      },
      size,
    ),
  ],
  [
    '9',
    kind(
      9,
      {
        ...motion,
        speedKn: whole(0, 1022),
        altitudeM: whole(0, 4094),
        dte: fc.nat(1),
        assigned: fc.boolean(),
        radioStatus: fc.nat(2 ** 20 - 1),
      },
      position,
      second,
    ),
  ],
  ['18', kind(18, { ...motion, headingDeg: whole(0, 359), radioStatus: fc.nat(2 ** 20 - 1) }, position, second, flags)],
  [
    '19',
    kind(
      19,
      {
        ...motion,
        headingDeg: whole(0, 359),
        name: textOf(20),
        shipType: whole(1, 99),
        epfd,
        dte: fc.nat(1),
        assigned: fc.boolean(),
      },
      position,
      second,
      size,
    ),
  ],
  [
    '21',
    kind(
      21,
      {
        atonType: whole(1, 31),
        name: textOf(34).filter((name) => name?.[20] !== ' '),
        epfd,
        accurate: fc.boolean(),
        raim: fc.boolean(),
        offPosition: fc.boolean(),
        virtual: fc.boolean(),
        assigned: fc.boolean(),
      },
      position,
      second,
      size,
    ),
  ],
  ['24 A', kind(24, { name: textOf(20), partNumber: fc.constant(0) })],
  [
    '24 B',
    kind(
      24,
      {
        partNumber: fc.constant(1),
        shipType: whole(1, 99),
        vendor: textOf(3),
        vendorModel: fc.nat(15),
        vendorSerial: fc.nat(2 ** 20 - 1),
        callSign: textOf(7),
        epfd,
      },
      size,
    ),
  ],
  [
    '24 B of a tender',
    kind(24, {
      mmsi: fc.integer({ min: 982_010_000, max: 987_759_999 }),
      partNumber: fc.constant(1),
      motherMmsi: whole(201_000_000, 775_999_999),
    }),
  ],
  [
    '27',
    kind(
      27,
      { ...motion, speedKn: whole(0, 62), courseDeg: whole(0, 359), navStatus: whole(0, 14), late: fc.boolean() },
      coarsePosition,
    ),
  ],
];

describe('round trip', () => {
  test.each(KINDS)('a message of type %s decodes to what was encoded', (_kind, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, fc.nat(9), (message, sequence) => {
        const { messages, rejects } = decode(encodeSentences(message, { sequence, channel: 'B' }));
        expect(rejects).toEqual([]);
        expect(messages).toHaveLength(1);
        const { classBFlags: _flags, ...fields } = message as Record<string, unknown>;
        expect(messages[0]).toMatchObject({ ...fields, channel: 'B' });
      }),
      { numRuns: 200 },
    );
  });

  test('a decoded message encodes to a message with the same fields', () => {
    fc.assert(
      fc.property(fc.oneof(...KINDS.map(([, arbitrary]) => arbitrary)), (message) => {
        const once = decode(encodeSentences(message)).messages[0]!;
        expect(decode(encodeSentences(once)).messages[0]).toEqual(once);
      }),
      { numRuns: 300 },
    );
  });

  test.skipIf(capturesAreMissing)(
    'recorded position reports encode to their own payload (skipped without ../shared)',
    () => {
      const lines = Buffer.from(readCapture('nmea-sample/nmea-sample-85194.nmea.gz')).toString('latin1').split('\n');
      const { messages } = decode(lines.slice(0, 3000));
      let same = 0;
      for (const message of messages) {
        // Reserved and impossible values are not sent again; whatever is complete must come out bit for bit.
        if (message.type !== 1 && message.type !== 2 && message.type !== 3) continue;
        if (message.lon === null || message.courseDeg === null || message.headingDeg === null) continue;
        const sent = lines[message.line - 1]!.split(',')[5]!;
        const again = encodeSentences(message)[0]!.split(',')[5]!;
        expect(withoutSpareBits(again)).toBe(withoutSpareBits(sent.slice(0, 28)));
        same++;
      }
      expect(same).toBeGreaterThan(1000);
    },
  );
});

/** Characters 23 and 24 of types 1–3 hold spare bits, and a manoeuvre value that is not defined: some stations use both. */
function withoutSpareBits(payload: string): string {
  return `${payload.slice(0, 23)} ${payload.slice(25)}`;
}

describe('sentences', () => {
  test('a recorded report comes out letter for letter (gpsd/sample.aivdm)', () => {
    const lines = encodeSentences({
      type: 1,
      mmsi: 371_798_000,
      lon: -123.395383333,
      lat: 48.381633333,
      speedKn: 12.3,
      courseDeg: 224,
      headingDeg: 215,
      second: 33,
      navStatus: 0,
      turningFast: -1,
      accurate: true,
      radioStatus: 34_017,
    });
    expect(lines).toEqual(['!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A']);
  });

  test('time and station go into a tag block on every part', () => {
    const options = { talker: 'BS', channel: 'B', sequence: 7, at: 1_700_000_000_500, station: 'rajin' };
    const lines = encodeSentences({ type: 5, mmsi: 273_212_120, name: 'LADY R' }, options);
    expect(lines).toHaveLength(2);
    expect(lines.every((line) => line.startsWith('\\s:rajin,c:1700000000500*') && line.includes('!BSVDM,2,'))).toBe(
      true,
    );
    expect(lines.every((line) => line.slice(line.indexOf('!')).length <= 80)).toBe(true);
    expect(decode(lines).messages).toMatchObject([{ receiver: 'rajin', at: 1_700_000_000_500, channel: 'B' }]);
  });

  test('with length and beam alone the size is sent and the reference point is not', () => {
    const [line] = encodeSentences({ type: 24, mmsi: 273_212_120, partNumber: 1, lengthM: 122.3, beamM: 20 });
    expect(decode(line!).messages).toMatchObject([{ lengthM: 122, beamM: 20, bowM: 0, portM: 0 }]);
  });

  test('lower case is sent as upper case, what has no six bits as a question mark', () => {
    const [line] = encodeSentences({ type: 24, mmsi: 273_212_120, name: 'Lady Ř`' });
    expect(decode(line!).messages).toMatchObject([{ name: 'LADY ??' }]);
  });

  test.each([
    [{ type: 6, mmsi: 1 }, 'type 6 cannot be encoded'],
    [{ type: 1, mmsi: 2 ** 30 }, 'mmsi 1073741824 does not fit 30 bits'],
    [{ type: 1, mmsi: 1, lon: 10, lat: 91 }, 'position 10, 91 is not on the globe'],
    [{ type: 1, mmsi: 1, navStatus: 16 }, 'navStatus 16 does not fit 4 bits'],
    [{ type: 1, mmsi: 1, speedKn: -1 }, 'speedKn -10 does not fit 10 bits'],
  ])('%j is refused by name', (message, sentence) => {
    expect(() => encodeSentences(message)).toThrow(sentence);
  });
});

test('calendar arithmetic agrees with Date in both directions', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(1, 0, 1) + 62_135_596_800_000, max: Date.UTC(9999, 11, 31) }), (at) => {
      const d = new Date(at);
      const t = civilTime(at);
      expect(rfc3339(at)).toBe(d.toISOString().replace('.000Z', 'Z'));
      expect(utcMs(t.year, t.month, t.day, t.hour, t.minute, t.second) + t.ms).toBe(at);
    }),
  );
});
