// Values for a JSON schema, as fast-check draws them: each fits its schema as far as the schema says, and then up to two
// of its parts are put in the place of something hostile. So a request gets past the first door more often than not.

import fc from 'fast-check';

export interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  items?: Schema;
  minItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  maxLength?: number;
  format?: string;
}

/** Words that fit a field of that name; `ids` gives those of things that the server holds. */
export type Words = (field: string) => readonly unknown[] | null;

/** What has broken parsers elsewhere. */
const HOSTILE: readonly unknown[] = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202eevil',
  '\u001b[31mred',
  '../../etc/passwd',
  '%00',
  '%2e%2e%2f',
  "'; DROP TABLE alerts; --",
  '<script>alert(1)</script>',
  '=HYPERLINK("http://x")',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '1e309',
  '9007199254740993',
  '0000-01-01',
  '9999-12-31',
  '+275760-09-13T00:00:00Z',
  '2024-02-30',
  '2024-02-29T23:59:60Z',
  '2024-01-01T00:00:00+99:99',
  'a'.repeat(5_000),
  '(a+)+$',
  '😀'.repeat(60),
  'e\u0301'.repeat(100),
  0,
  -1,
  0.5,
  181,
  2 ** 31,
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 53),
  1e308,
  4e12,
  1_707_500_000_000,
  true,
  null,
  [],
  {},
  [[[[[[[[]]]]]]]],
];

export function createDrawer(schemas: Readonly<Record<string, Schema>>, words: Words) {
  const word = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('Rajin', 'a note', 'LADY R', '라진', 'ДАЛЬ', 'x') },
    { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 20 }) },
  );
  const bad = fc.oneof(
    fc.constantFrom(...HOSTILE),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.jsonValue({ maxDepth: 3 }),
  );

  function draw(schema: Schema, field = '', depth = 0): fc.Arbitrary<unknown> {
    if (depth > 8) return fc.constant(null);
    if (schema.$ref !== undefined) {
      return draw(schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)] ?? {}, field, depth + 1);
    }
    if ('const' in schema) return fc.constant(schema.const);
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices !== undefined) return fc.oneof(...choices.map((choice) => draw(choice, field, depth + 1)));
    if (schema.allOf !== undefined) {
      const parts = fc.tuple(...schema.allOf.map((part) => draw(part, field, depth + 1)));
      return parts.map((drawn) => Object.assign({}, ...drawn) as unknown);
    }
    const [type = 'any', ...others] = schema.type === undefined ? [] : [schema.type].flat();
    const own = ofType(type, schema, field, depth);
    return others.length === 0 ? own : fc.oneof(own, ...others.map((other) => ofType(other, schema, field, depth)));
  }

  function ofType(type: string, schema: Schema, field: string, depth: number): fc.Arbitrary<unknown> {
    const known = words(field);
    switch (type) {
      case 'string': {
        if (known !== null && schema.format === undefined) return fc.constantFrom(...known);
        if (schema.format === 'date') return fc.constantFrom('2024-02-04', '2024-02-10');
        if (schema.format === 'date-time') return fc.constantFrom('2024-02-04T00:00:00Z', '2024-02-10T06:00:00+09:00');
        return word;
      }
      case 'integer':
      case 'number': {
        if (known !== null) return fc.constantFrom(...known);
        const low = Math.ceil(Math.max(schema.minimum ?? (schema.exclusiveMinimum ?? -1) + 1, -1e6));
        return fc.integer({ min: low, max: Math.max(low, Math.floor(Math.min(schema.maximum ?? 100, 1e6))) });
      }
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      case 'array':
        return fc.array(draw(schema.items ?? {}, field, depth + 1), { minLength: schema.minItems ?? 0, maxLength: 3 });
      case 'object':
        return objectOf(schema, field, depth);
      default:
        return fc.oneof(word, fc.integer(), fc.boolean());
    }
  }

  function objectOf({ properties, required = [], additionalProperties }: Schema, field: string, depth: number) {
    if (properties !== undefined) {
      const fields = Object.entries(properties).map(([name, schema]) => [name, draw(schema, name, depth + 1)] as const);
      const requiredKeys = required.filter((name) => name in properties);
      return fc.record(
        Object.fromEntries(
          fields.map(([name, value]) => [
            name,
            requiredKeys.includes(name) ? value : fc.option(value, { nil: undefined, freq: 2 }),
          ]),
        ),
        { requiredKeys },
      );
    }
    const of = words(`${field}{}`);
    if (of !== null) return fc.constantFrom(...of);
    return fc.dictionary(
      word,
      draw(typeof additionalProperties === 'object' ? additionalProperties : {}, '', depth + 1),
      {
        maxKeys: 3,
      },
    );
  }

  /** Up to two hostile values, each for a part of the value that its number chooses. */
  const damage = fc.array(fc.tuple(fc.nat(), bad), { maxLength: 2 });

  return { draw, damage };
}

/** The value with the given parts of it replaced, never itself. */
export function damaged<T>(value: T, damage: readonly (readonly [number, unknown])[]): T {
  const hurt = structuredClone(value);
  for (const [choice, bad] of damage) {
    const places = placesIn(hurt);
    const [part, key] = places[choice % places.length]!;
    part[key] = bad;
  }
  return hurt;
}

type Place = [part: Record<string | number, unknown>, key: string | number];

function placesIn(part: unknown): Place[] {
  if (typeof part !== 'object' || part === null) return [];
  const own = part as Record<string, unknown>;
  return Object.keys(own).flatMap((key): Place[] => [[own, key], ...placesIn(own[key])]);
}
