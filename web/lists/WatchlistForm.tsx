// Makes a watchlist, or changes one: title, owner, purpose, and the filter that adds ships by itself.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Watchlist } from '../../server/http/wire/watch.ts';
import { listApi } from './list-api.ts';
import { type FilterField, filterOf, filterText, idOfTitle, textsOf } from './watchlists.ts';

const FILTER_LABELS: Record<FilterField, readonly [label: string, example: string]> = {
  authorities: ['Listed by', 'US OFAC, UK, EU'],
  programmes: ['Programme has', 'DPRK, RUSSIA'],
  flags: ['Flag', 'KP, RU'],
  types: ['Ship type has', 'tanker, cargo'],
};

export function WatchlistForm({
  list,
  taken,
  saved,
  cancel,
}: {
  list: Watchlist | null;
  taken: readonly string[];
  saved: (id: string) => void;
  cancel: () => void;
}) {
  const [title, setTitle] = useState(list?.title ?? '');
  const [owner, setOwner] = useState(list?.owner ?? '');
  const [purpose, setPurpose] = useState(list?.purpose ?? '');
  const [notes, setNotes] = useState(list?.notes ?? '');
  const [from, setFrom] = useState(list?.from ?? '');
  const [to, setTo] = useState(list?.to ?? '');
  const [pinned, setPinned] = useState(list?.pinned ?? false);
  const [filtered, setFiltered] = useState(list !== null && list.filter !== null);
  const [texts, setTexts] = useState(textsOf(list?.filter ?? null));
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const queries = useQueryClient();
  const filter = filtered ? filterOf(texts) : null;
  const saving = useMutation({
    mutationFn: () =>
      listApi.saveWatchlist({
        id: list?.id ?? idOfTitle(title, taken),
        title,
        owner,
        purpose,
        filter,
        pinned,
        notes: notes === '' ? null : notes,
        from: from === '' ? null : from,
        to: to === '' ? null : to,
      }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['watchlists'] });
      void queries.invalidateQueries({ queryKey: ['watch members'] });
      saved(id);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <form className="watch-form" onSubmit={submit} aria-labelledby="watch-form-title">
      <h3 id="watch-form-title">{list === null ? 'New watchlist' : `Change “${list.title}”`}</h3>
      <label className="field">
        <span className="field-name">Title</span>
        <input ref={first} required maxLength={300} value={title} onChange={(event) => setTitle(event.target.value)} />
      </label>
      <div className="field-pair">
        <label className="field">
          <span className="field-name">Owner</span>
          <input maxLength={100} value={owner} onChange={(event) => setOwner(event.target.value)} />
        </label>
        <label className="field">
          <span className="field-name">Purpose</span>
          <input maxLength={500} value={purpose} onChange={(event) => setPurpose(event.target.value)} />
        </label>
      </div>
      <div className="field-pair">
        <label className="field">
          <span className="field-name">In effect from (UTC day)</span>
          <input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
        </label>
        <label className="field">
          <span className="field-name">Until</span>
          <input type="date" value={to} onChange={(event) => setTo(event.target.value)} />
        </label>
      </div>
      <label className="field">
        <span className="field-name">Notes</span>
        <textarea rows={2} maxLength={2000} value={notes} onChange={(event) => setNotes(event.target.value)} />
      </label>
      <label className="check">
        <input type="checkbox" checked={pinned} onChange={(event) => setPinned(event.target.checked)} />
        Pinned: its ships stand above the rest
      </label>
      <label className="check">
        <input type="checkbox" checked={filtered} onChange={(event) => setFiltered(event.target.checked)} />
        Takes ships from the lists by itself
      </label>
      {filtered && (
        <fieldset>
          <legend className="field-name">All that is filled in must hold; words with commas between them</legend>
          <div className="field-pair">
            {(Object.keys(FILTER_LABELS) as FilterField[]).map((field) => (
              <label className="field" key={field}>
                <span className="field-name">{FILTER_LABELS[field][0]}</span>
                <input
                  value={texts[field]}
                  placeholder={FILTER_LABELS[field][1]}
                  onChange={(event) => setTexts({ ...texts, [field]: event.target.value })}
                />
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <p className="quiet" aria-live="polite">
        {filterText(filter)}
      </p>
      {saving.isError && (
        <p className="refusal" role="alert">
          {saving.error.message}
        </p>
      )}
      <div className="actions-row">
        <button type="submit" className="button primary" disabled={saving.isPending}>
          {list === null ? 'Make it' : 'Save'}
        </button>
        <button type="button" className="button" onClick={cancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}
