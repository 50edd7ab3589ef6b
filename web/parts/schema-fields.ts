// The fields of a form, read from the JSON Schema of an object: what each is called, what it takes, what it begins as. And the
// way back, from what was typed to the object. A schema that says more than a form can show is shown as text. Pure.

export interface SchemaField {
  name: string;
  title: string;
  description: string;
  kind: 'text' | 'number' | 'yes or no' | 'choice' | 'list';
  choices: readonly string[];
  secret: boolean;
  required: boolean;
  /** Most settings are fine as they are: these are folded. */
  hasDefault: boolean;
}

interface Property {
  type?: string | string[];
  title?: string;
  description?: string;
  enum?: unknown[];
  default?: unknown;
  secret?: boolean;
  /** The program fills it in. */
  made?: boolean;
  anyOf?: Property[];
}

/** As it is typed: text for everything but a switch. */
export type Typed = Readonly<Record<string, string | boolean>>;

export function fieldsOf(schema: Readonly<Record<string, unknown>>): SchemaField[] {
  const properties = (schema.properties ?? {}) as Record<string, Property>;
  const required = new Set((schema.required ?? []) as string[]);
  const typed = Object.entries(properties).filter(([, { made }]) => made !== true);
  return typed.map(([name, property]) => ({
    name,
    title: property.title ?? name,
    description: property.description ?? '',
    kind: kindOf(property),
    choices: (property.enum ?? []).map(String),
    secret: property.secret === true,
    required: required.has(name) && property.default === undefined,
    hasDefault: property.default !== undefined || !required.has(name),
  }));
}

function kindOf({ type, enum: choices, anyOf }: Property): SchemaField['kind'] {
  if (choices !== undefined) return 'choice';
  const types = [type, ...(anyOf ?? []).map((each) => each.type)].flat();
  if (types.includes('boolean')) return 'yes or no';
  if (types.includes('array')) return 'list';
  return types.includes('integer') || types.includes('number') ? 'number' : 'text';
}

/** What the fields show at first: the settings as they are, else what the schema begins with. */
export function typedOf(schema: Readonly<Record<string, unknown>>, settings: Readonly<Record<string, unknown>>): Typed {
  const properties = (schema.properties ?? {}) as Record<string, Property>;
  return Object.fromEntries(
    fieldsOf(schema).map(({ name, kind }) => {
      const value = settings[name] ?? properties[name]?.default;
      if (kind === 'yes or no') return [name, value === true];
      if (Array.isArray(value)) return [name, value.join('\n')];
      return [name, value === undefined || value === null ? '' : String(value)];
    }),
  );
}

/** The settings that were typed; an empty field is left out. The server checks them. */
export function settingsOf(schema: Readonly<Record<string, unknown>>, typed: Typed): Record<string, unknown> {
  const properties = (schema.properties ?? {}) as Record<string, Property>;
  return Object.fromEntries(
    fieldsOf(schema).flatMap(({ name, kind }): [string, unknown][] => {
      const value = typed[name];
      if (typeof value === 'boolean') return [[name, value]];
      if (value === undefined || value.trim() === '') return [];
      // A choice goes back as what it is, be it a number.
      if (kind === 'choice') return [[name, properties[name]?.enum?.find((each) => String(each) === value) ?? value]];
      if (kind === 'number') return [[name, Number.isNaN(Number(value)) ? value : Number(value)]];
      if (kind === 'list')
        return [
          [
            name,
            value
              .split('\n')
              .map((line) => line.trim())
              .filter((line) => line !== ''),
          ],
        ];
      return [[name, value]];
    }),
  );
}
