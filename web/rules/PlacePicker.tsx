// Picks ports, zones and countries by name: what is typed is searched, what is picked stands as a row of tags.

import { useId, useMemo, useState } from 'react';
import { fitting, type PlaceOption, type Places } from './rules.ts';

const MOST_SHOWN = 8;

export function PlacePicker({
  label,
  options,
  places,
  change,
}: {
  label: string;
  options: readonly PlaceOption[];
  places: Places;
  change: (places: Places) => void;
}) {
  const [text, setText] = useState('');
  const id = useId();
  const byId = useMemo(() => new Map(options.map((option) => [option.id, option])), [options]);
  const found = fitting(options, text, MOST_SHOWN).filter(({ kind, id: each }) => !places[kind].includes(each));
  const picked = (['ports', 'zones', 'countries'] as const).flatMap((kind) =>
    places[kind].map((each) => ({ kind, id: each, name: byId.get(each)?.name ?? each })),
  );
  const pick = ({ kind, id: each }: PlaceOption) => {
    change({ ...places, [kind]: [...places[kind], each] });
    setText('');
    document.getElementById(id)?.focus();
  };
  return (
    <div className="place-picker">
      <label className="field" htmlFor={id}>
        <span className="field-name">{label}</span>
      </label>
      {picked.length > 0 && (
        <ul className="picked" aria-label={label}>
          {picked.map(({ kind, id: each, name }) => (
            <li key={each}>
              <span className="tag">
                {name}
                {kind === 'countries' && ' (country)'}
              </span>
              <button
                type="button"
                className="unpick"
                aria-label={`Leave ${name} out`}
                onClick={() => change({ ...places, [kind]: places[kind].filter((other) => other !== each) })}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="field">
        <input
          id={id}
          type="search"
          autoComplete="off"
          placeholder="Port, zone or country"
          value={text}
          aria-describedby={`${id}-found`}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            if (found[0] !== undefined) pick(found[0]);
          }}
        />
      </div>
      <p id={`${id}-found`} className="unseen" aria-live="polite">
        {text === '' ? '' : `${found.length} found; Enter takes the first`}
      </p>
      {text.trim() !== '' && (
        <ul className="found">
          {found.map((option) => (
            <li key={`${option.kind} ${option.id}`}>
              <button type="button" onClick={() => pick(option)}>
                {option.name} <span className="quiet">{option.note}</span>
              </button>
            </li>
          ))}
          {found.length === 0 && <li className="quiet">No place is called so.</li>}
        </ul>
      )}
    </div>
  );
}
