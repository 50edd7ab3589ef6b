// From the settings of every kind of feed to the fields of its form and back.

import { describe, expect, it } from 'vitest';
import { feedKinds } from '../../server/feeds/live/index.ts';
import { formOf } from '../../server/run/feeds/feed-config.ts';
import { fieldsOf, settingsOf, typedOf } from '../../web/parts/schema-fields.ts';

describe('the form of settings', () => {
  it.each(feedKinds.map((kind) => [kind.kind, kind] as const))(
    'of %s begins with what the kind begins with',
    (_, kind) => {
      const form = formOf(kind);
      for (const { title, name } of fieldsOf(form)) expect(title, name).not.toBe('');
      const begins = kind.settings.safeParse(settingsOf(form, typedOf(form, {})));
      const asked = fieldsOf(form).filter(({ required }) => required);
      if (asked.length === 0 && kind.settings.safeParse({}).success) {
        expect(begins).toEqual(kind.settings.safeParse({}));
      } else expect(begins.success).toBe(false);
    },
  );

  it('gives back numbers, choices, lists and switches as what they are', () => {
    const schema = {
      properties: {
        baud: { enum: [4800, 38400] },
        port: { type: 'integer' },
        topics: { type: 'array' },
        on: { type: 'boolean' },
        name: { type: 'string' },
      },
      required: ['port'],
    };
    const settings = { baud: 38400, port: 10110, topics: ['ais/data', 'other'], on: true };
    expect(settingsOf(schema, typedOf(schema, settings))).toEqual(settings);
    expect(settingsOf(schema, { ...typedOf(schema, settings), port: 'many' }).port).toBe('many');
  });
});
