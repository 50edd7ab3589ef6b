// Enters one sighting of a vessel: when, where, what, how, how sure, and who says so. A refusal is shown in the server's own
// words.

import { useMutation } from '@tanstack/react-query';
import { type ComponentProps, type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { Sighting, SightingRequest } from '../../server/http/wire/sighting.ts';
import { post } from '../api.ts';
import { useSlice } from '../state/store.ts';
import { MEANS_WORDS, NO_SIGHTING, readSightingDraft, SIGHTING_GRADE_WORDS, type SightingDraft } from './sightings.ts';

export function SightingForm({ vesselId, saved, cancel }: { vesselId: string; saved: () => void; cancel: () => void }) {
  const [draft, setDraft] = useState(NO_SIGHTING);
  const [problem, setProblem] = useState<string | null>(null);
  const ports = useSlice((state) => state.ports);
  const view = useSlice((state) => state.view);
  const first = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => first.current?.focus(), []);
  const entering = useMutation({
    mutationFn: (request: SightingRequest) => post<Sighting>('/sightings', request),
    onSuccess: saved,
  });
  const set = (part: Partial<SightingDraft>) => {
    setDraft({ ...draft, ...part });
    setProblem(null);
    entering.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const reading = readSightingDraft(draft, vesselId, ports);
    if ('problem' in reading) setProblem(reading.problem);
    else entering.mutate(reading.request);
  };
  const refusal = problem ?? (entering.isError ? entering.error.message : null);
  return (
    <form className="sighting-form" onSubmit={submit} aria-labelledby={`${id}-title`}>
      <h4 id={`${id}-title`}>A new sighting</h4>
      <div className="field-pair">
        <Field
          name="Seen on (UTC day)"
          ref={first}
          type="date"
          required
          value={draft.fromDay}
          onChange={(event) => set({ fromDay: event.target.value })}
        />
        <Field
          name="At (UTC), if known"
          type="time"
          value={draft.fromTime}
          onChange={(event) => set({ fromTime: event.target.value })}
        />
        <Field
          name="Until, if a window"
          type="date"
          value={draft.toDay}
          onChange={(event) => set({ toDay: event.target.value })}
        />
        <Field
          name="At (UTC), if known"
          type="time"
          value={draft.toTime}
          onChange={(event) => set({ toTime: event.target.value })}
        />
      </div>
      <Field
        name="Port"
        list={`${id}-ports`}
        value={draft.place}
        placeholder="Rajin"
        autoComplete="off"
        onChange={(event) => set({ place: event.target.value })}
      />
      <datalist id={`${id}-ports`}>
        {ports.map((port) => (
          <option key={port.id} value={port.name} />
        ))}
      </datalist>
      <fieldset>
        <legend className="field-name">Or a position, in degrees</legend>
        <div className="field-pair">
          <Field
            name="Longitude"
            inputMode="decimal"
            value={draft.lon}
            onChange={(event) => set({ lon: event.target.value })}
          />
          <Field
            name="Latitude"
            inputMode="decimal"
            value={draft.lat}
            onChange={(event) => set({ lat: event.target.value })}
          />
        </div>
        {view !== null && (
          <button
            type="button"
            className="button small"
            onClick={() => set({ lon: view.lon.toFixed(4), lat: view.lat.toFixed(4) })}
          >
            Take the middle of the map
          </button>
        )}
      </fieldset>
      <Field
        name="What was seen"
        required
        pattern=".*\S.*"
        maxLength={500}
        value={draft.what}
        placeholder="loading at Pier 2"
        onChange={(event) => set({ what: event.target.value })}
      />
      <Choice name="By what means" words={MEANS_WORDS} value={draft.means} choose={(means) => set({ means })} />
      <Choice name="How sure" words={SIGHTING_GRADE_WORDS} value={draft.grade} choose={(grade) => set({ grade })} />
      <Field
        name="Source"
        required
        pattern=".*\S.*"
        maxLength={300}
        value={draft.source}
        onChange={(event) => set({ source: event.target.value })}
      />
      <Field
        name="Link, if there is one"
        type="url"
        maxLength={1000}
        value={draft.link}
        onChange={(event) => set({ link: event.target.value })}
      />
      {refusal !== null && (
        <p className="refusal" role="alert">
          {refusal}
        </p>
      )}
      <div className="actions-row">
        <button type="submit" className="button primary" disabled={entering.isPending}>
          Enter it
        </button>
        <button type="button" className="button" onClick={cancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}

function Field({ name, ...input }: { name: string } & ComponentProps<'input'>) {
  return (
    <label className="field">
      <span className="field-name">{name}</span>
      <input {...input} />
    </label>
  );
}

function Choice<Word extends string>({
  name,
  words,
  value,
  choose,
}: {
  name: string;
  words: Record<Word, string>;
  value: Word;
  choose: (word: Word) => void;
}) {
  const options = Object.keys(words) as Word[];
  return (
    <label className="field select">
      <span className="field-name">{name}</span>
      <select value={value} onChange={(event) => choose(options.find((word) => word === event.target.value) ?? value)}>
        {options.map((word) => (
          <option key={word} value={word}>
            {words[word]}
          </option>
        ))}
      </select>
    </label>
  );
}
