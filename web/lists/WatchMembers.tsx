// Ships of one watchlist: ships entered by people, with note and dates, then ships that its filter takes. One ship is added
// by IMO number, many by a CSV table; a refusal is shown in the server's own words, at the field.

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useDeferredValue, useRef, useState } from 'react';
import type { Watchlist, WatchMember } from '../../server/http/wire/watch.ts';
import { Refused, Waiting } from '../parts/Parts.tsx';
import { useAsOf } from '../state/clock.ts';
import { countText, dateText } from '../words/format.ts';
import { listApi } from './list-api.ts';
import { daysText } from './watchlists.ts';

/** As the server takes it. */
const MOST_BYTES = 4 * 1024 * 1024;

export interface MemberDraft {
  ship: string;
  name: string;
  note: string;
  from: string;
  to: string;
}
export const NO_DRAFT: MemberDraft = { ship: '', name: '', note: '', from: '', to: '' };

interface Editing {
  list: Watchlist;
  draft: MemberDraft;
  setDraft: (draft: MemberDraft) => void;
}

export function WatchMembers({ list, draft, setDraft }: Editing) {
  const [text, setText] = useState('');
  const words = useDeferredValue(text.trim());
  const asOf = useAsOf();
  const query = useQuery({
    queryKey: ['watch members', list.id, words, asOf],
    queryFn: () => listApi.members(list.id, words, asOf),
    placeholderData: keepPreviousData,
  });
  const { rows, found } = query.data ?? { rows: [], found: 0 };
  return (
    <section aria-labelledby="members-title">
      <h3 id="members-title">Ships</h3>
      <AddMember list={list} draft={draft} setDraft={setDraft} />
      {query.isPending && <Waiting what="the ships" />}
      {query.isError && <Refused what="The ships" error={query.error} again={() => void query.refetch()} />}
      {query.isSuccess && found === 0 && words === '' && (
        <p className="quiet">No ship is on it yet. Add one by its IMO number, or give the list a filter.</p>
      )}
      {query.isSuccess && (found > 0 || words !== '') && (
        <>
          <div className="field-row">
            <label className="search">
              <span className="unseen">Search the ships of this watchlist</span>
              <input
                type="search"
                placeholder="Name, IMO, note or authority"
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            </label>
            <span className="quiet number">{countText(found)}</span>
          </div>
          <table className="table members">
            <thead>
              <tr>
                <th scope="col">Ship</th>
                <th scope="col">IMO</th>
                <th scope="col">Listed by{asOf !== undefined && `, on ${dateText(Date.parse(asOf))}`}</th>
                <th scope="col">On it by</th>
                <th scope="col">
                  <span className="unseen">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((member) => (
                <Row key={member.hullId} list={list} member={member} setDraft={setDraft} />
              ))}
            </tbody>
          </table>
          {rows.length === 0 && <p className="quiet">No ship of this list fits “{text}”.</p>}
          {found > rows.length && <p className="quiet">{countText(found - rows.length)} more; search to find them.</p>}
        </>
      )}
    </section>
  );
}

function useMembersChanged(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const key of ['watchlists', 'watch members', 'screen']) void queries.invalidateQueries({ queryKey: [key] });
  };
}

function AddMember({ list, draft, setDraft }: Editing) {
  const changed = useMembersChanged();
  const field = useRef<HTMLInputElement>(null);
  const set = (part: Partial<MemberDraft>) => {
    setDraft({ ...draft, ...part });
    adding.reset();
  };
  const adding = useMutation({
    mutationFn: () =>
      listApi.addMember(list.id, {
        ship: draft.ship,
        ...(draft.name !== '' && { name: draft.name }),
        note: draft.note === '' ? null : draft.note,
        from: draft.from === '' ? null : draft.from,
        to: draft.to === '' ? null : draft.to,
      }),
    onSuccess: () => {
      changed();
      setDraft(NO_DRAFT);
    },
    onError: () => field.current?.focus(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    adding.mutate();
  };
  return (
    <>
      <form className="member-form" onSubmit={submit}>
        <label className="field">
          <span className="field-name">IMO number</span>
          <input
            ref={field}
            required
            value={draft.ship}
            maxLength={200}
            placeholder="e.g. 9161003"
            aria-invalid={adding.isError}
            aria-describedby="member-said"
            onChange={(event) => set({ ship: event.target.value, name: '' })}
          />
        </label>
        <label className="field grow">
          <span className="field-name">Note{draft.name === '' ? '' : ` on ${draft.name}`}</span>
          <input
            id="member-note"
            value={draft.note}
            maxLength={1000}
            onChange={(event) => set({ note: event.target.value })}
          />
        </label>
        <label className="field">
          <span className="field-name">From (UTC day)</span>
          <input type="date" value={draft.from} onChange={(event) => set({ from: event.target.value })} />
        </label>
        <label className="field">
          <span className="field-name">Until</span>
          <input type="date" value={draft.to} onChange={(event) => set({ to: event.target.value })} />
        </label>
        <button type="submit" className="button primary" disabled={adding.isPending}>
          Add
        </button>
      </form>
      <div className="member-said" id="member-said" aria-live="assertive">
        {adding.isError && <p className="refusal">{adding.error.message}</p>}
        {adding.isSuccess && adding.data.rows[0] !== undefined && (
          <p>
            <strong>{adding.data.rows[0].name}</strong> is on the list, and watched from now on.
          </p>
        )}
      </div>
      <AddTable list={list} />
    </>
  );
}

function AddTable({ list }: { list: Watchlist }) {
  const changed = useMembersChanged();
  const adding = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > MOST_BYTES) throw new Error(`${file.name} has more than 4 MiB.`);
      return listApi.addMemberTable(list.id, await file.text());
    },
    onSuccess: changed,
  });
  return (
    <details className="skipped">
      <summary>Add many from a CSV table</summary>
      <label className="field">
        <span className="field-name">
          Columns imo, name, note, from, to; only imo must be there. One bad row refuses the table.
        </span>
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file !== undefined) adding.mutate(file);
            event.target.value = '';
          }}
        />
      </label>
      <div aria-live="polite">
        {adding.isPending && <p className="quiet">Reading…</p>}
        {adding.isError && <p className="refusal">{adding.error.message}</p>}
        {adding.isSuccess && <p>{countText(adding.data.rows.length)} ships are on the list.</p>}
      </div>
    </details>
  );
}

const HOW_WORDS: Record<WatchMember['how'], string> = { hand: 'hand', csv: 'CSV table', filter: 'filter' };

function Row({
  list,
  member,
  setDraft,
}: {
  list: Watchlist;
  member: WatchMember;
  setDraft: (draft: MemberDraft) => void;
}) {
  const changed = useMembersChanged();
  const removing = useMutation({
    mutationFn: () => listApi.removeMember(list.id, member.hullId),
    onSuccess: changed,
  });
  const days = daysText(member);
  return (
    <tr>
      <th scope="row">
        {member.name}
        {member.note !== null && <div className="note">{member.note}</div>}
        {removing.isError && (
          <div className="refusal" role="alert">
            {removing.error.message}
          </div>
        )}
      </th>
      <td className="number">{member.imo ?? '–'}</td>
      <td>{member.authorities.join(', ') || <span className="quiet">nobody</span>}</td>
      <td>
        {HOW_WORDS[member.how]}
        {days !== '' && <div className="quiet number">{days}</div>}
      </td>
      <td className="right">
        <span className="row-actions">
          <button
            type="button"
            className="button small"
            aria-label={`${member.note === null ? 'Note' : 'Change the note'} on ${member.name}`}
            onClick={() => {
              const { name, note, from, to } = member;
              const ship = member.imo === null ? member.hullId : String(member.imo);
              setDraft({ ship, name, note: note ?? '', from: from ?? '', to: to ?? '' });
              document.getElementById('member-note')?.focus();
            }}
          >
            Note
          </button>
          {member.how !== 'filter' && (
            <button
              type="button"
              className="button small"
              aria-label={`Remove ${member.name}`}
              disabled={removing.isPending}
              onClick={() => removing.mutate()}
            >
              Remove
            </button>
          )}
        </span>
      </td>
    </tr>
  );
}
