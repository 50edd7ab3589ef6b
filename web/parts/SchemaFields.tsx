// A form's fields as a schema has them. Those that are fine as they begin are folded.

import { fieldsOf, type SchemaField, type Typed } from './schema-fields.ts';

export function SchemaFields({
  schema,
  typed,
  set,
  kept = [],
}: {
  schema: Readonly<Record<string, unknown>>;
  typed: Typed;
  set: (typed: Typed) => void;
  /** Secrets that are set and not told back: left empty they stay. */
  kept?: readonly string[];
}) {
  const fields = fieldsOf(schema);
  const folded = fields.filter(({ hasDefault }) => hasDefault);
  const shown = fields.filter(({ hasDefault }) => !hasDefault);
  const row = (field: SchemaField) => (
    <Field
      key={field.name}
      field={field}
      kept={kept.includes(field.name)}
      value={typed[field.name]}
      set={(value) => set({ ...typed, [field.name]: value })}
    />
  );
  return (
    <>
      {shown.map(row)}
      {folded.length > 0 && (
        <details open={shown.length === 0 && folded.length <= 2}>
          <summary>More settings ({folded.length})</summary>
          {folded.map(row)}
        </details>
      )}
    </>
  );
}

function Field({
  field: { name, title, description, kind, choices, secret, required },
  kept,
  value,
  set,
}: {
  field: SchemaField;
  kept: boolean;
  value: string | boolean | undefined;
  set: (value: string | boolean) => void;
}) {
  const id = `setting-${name}`;
  const note = description === '' ? null : <span className="quiet field-note">{description}</span>;
  if (kind === 'yes or no') {
    return (
      <label className="field tick">
        <input type="checkbox" checked={value === true} onChange={(event) => set(event.target.checked)} />
        <span className="field-name">{title}</span>
        {note}
      </label>
    );
  }
  const text = typeof value === 'string' ? value : '';
  return (
    <label className="field" htmlFor={id}>
      <span className="field-name">{title}</span>
      {kind === 'choice' ? (
        <select id={id} value={text} onChange={(event) => set(event.target.value)}>
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : kind === 'list' ? (
        <textarea id={id} rows={3} value={text} onChange={(event) => set(event.target.value)} />
      ) : (
        <input
          id={id}
          type={secret ? 'password' : 'text'}
          inputMode={kind === 'number' ? 'decimal' : 'text'}
          autoComplete="off"
          required={required && !kept}
          placeholder={kept ? 'set; stays as it is' : undefined}
          value={text}
          onChange={(event) => set(event.target.value)}
        />
      )}
      {note}
    </label>
  );
}
