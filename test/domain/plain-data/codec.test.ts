// Plain data as bytes: what comes back is what a structured clone would give.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlainCodec, type PlainCodec } from '../../../server/domain/plain-data/codec.ts';

function bytesOf(codec: PlainCodec, ...values: unknown[]): Uint8Array {
  codec.reset();
  for (const value of values) codec.write(value);
  return codec.bytes();
}

function thereAndBack(...values: unknown[]): unknown[] {
  const codec = createPlainCodec();
  return codec.read(bytesOf(codec, ...values));
}

const scalar = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(
    0,
    -0,
    127,
    128,
    255,
    -1,
    2 ** 31,
    -(2 ** 31),
    1_767_225_600_060,
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ),
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
);
const column = fc.oneof(
  fc.int32Array(),
  fc.float64Array(),
  fc.uint8Array({ maxLength: 600 }),
  fc.uint16Array(),
  fc.float32Array(),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    { weight: 4, arbitrary: scalar },
    column,
    fc.array(tie('value'), { maxLength: 300 }),
    fc.dictionary(fc.string(), tie('value')),
    fc.record({ at: scalar, lon: tie('value'), name: fc.string() }, { requiredKeys: [] }),
    fc.uniqueArray(fc.tuple(fc.string(), tie('value')), { selector: ([key]) => key }).map((pairs) => new Map(pairs)),
    fc.uniqueArray(fc.string()).map((items) => new Set(items)),
  ),
}));

describe('a value', () => {
  it('comes back as a structured clone gives it', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), (values) => {
        expect(thereAndBack(...values)).toEqual(structuredClone(values));
      }),
      { numRuns: 400 },
    );
  });

  it('comes back as a graph, in which what stands twice is one', () => {
    fc.assert(
      fc.property(value, value, (one, other) => {
        const codec = createPlainCodec();
        const shared = { one };
        const ring: { next: object | null; shared: object } = { next: null, shared };
        ring.next = ring;
        const list = [shared, { other, again: [shared, other] }, ring, one, other];
        codec.writeGraph(list);
        const [read] = codec.read(codec.bytes()) as [typeof list & { again: unknown[] }[]];
        expect(read).toEqual(structuredClone(list));
        expect((read[1] as { again: unknown[] }).again[0]).toBe(read[0]);
        const { next, shared: held } = read[2] as typeof ring;
        expect([next, held]).toEqual([read[2], read[0]]);
        expect(next).toBe(read[2]);
      }),
      { numRuns: 200 },
    );
  });

  it('comes back through a codec that is given the shapes', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), (values) => {
        const codec = createPlainCodec();
        const bytes = bytesOf(codec, ...values);
        expect(createPlainCodec(codec.shapes()).read(bytes)).toEqual(structuredClone(values));
      }),
      { numRuns: 100 },
    );
  });

  it('stands by itself where no shapes are learnt', () => {
    fc.assert(
      fc.property(value, (one) => {
        const codec = createPlainCodec([], 0);
        expect(createPlainCodec([], 0).read(bytesOf(codec, one))).toEqual([structuredClone(one)]);
        expect(codec.shapes()).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['a function', { emit: () => 1 }],
    ['a symbol', [Symbol('x')]],
    ['an instance of a class', { at: new URL('http://127.0.0.1/') }],
  ])('that holds %s is refused', (_, wrong) => {
    expect(() => createPlainCodec().write(wrong)).toThrow('no plain data');
  });
});

it('bytes are read wherever they lie in memory', () => {
  const codec = createPlainCodec();
  const value = { ats: new Float64Array([1.5, 2.5]), name: 'Владивосток' };
  const bytes = bytesOf(codec, value);
  for (const whole of [new Uint8Array(bytes.length + 3), Buffer.alloc(bytes.length + 3)]) {
    whole.set(bytes, 3);
    expect(codec.read(whole.subarray(3))).toEqual([value]);
    expect(codec.readAt(whole, 3)).toEqual({ value, endAt: whole.length });
  }
});

it('objects of one shape write their keys once, and dictionaries do not fill the shapes', () => {
  const codec = createPlainCodec([], 20);
  const one = bytesOf(codec, { latitude: 1, longitude: 2 });
  expect(one.length).toBeLessThan(6);
  for (let n = 0; n < 100; n++) codec.write({ [`port-${n}`]: n });
  expect(codec.shapes().length).toBeLessThanOrEqual(20);
  expect(codec.read(bytesOf(codec, { 'port-99': 1 }, { latitude: 1, longitude: 2 }))).toEqual([
    { 'port-99': 1 },
    { latitude: 1, longitude: 2 },
  ]);
});

it('damaged bytes are refused or read as something else, and never read for ever', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        createPlainCodec([['a'], ['a', 'b']]).read(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
    }),
    { numRuns: 500 },
  );
});
