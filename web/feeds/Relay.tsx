// Where what is heard is sent on to: how it goes, who takes it, and the form of its settings.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Relay as RelayRow } from '../../server/http/wire/feed.ts';
import { Refused, Waiting } from '../parts/Parts.tsx';
import { SchemaFields } from '../parts/SchemaFields.tsx';
import { settingsOf, type Typed, typedOf } from '../parts/schema-fields.ts';
import { countText, timeText } from '../words/format.ts';
import { feedApi } from './feed-api.ts';
import { Notes } from './Notes.tsx';

export function Relay() {
  const query = useQuery({ queryKey: ['relay'], queryFn: feedApi.relay, refetchInterval: 2_000 });
  const [open, setOpen] = useState(false);
  if (query.isPending) return <Waiting what="the relay" />;
  if (query.isError) return <Refused what="The relay" error={query.error} again={() => void query.refetch()} />;
  if (open) return <RelayForm relay={query.data} done={() => setOpen(false)} />;
  const { state } = query.data;
  const condition = state === null ? 'connecting' : state.wrong ? 'degraded' : state.on ? 'ok' : 'off';
  return (
    <div className={`sources-feed is-${condition}`}>
      <div className="sources-head">
        <span className="quiet">What is heard live, as NMEA sentences for plotters and other programs</span>
        <span className={`badge sources-${condition}`}>{condition}</span>
        <span className="sources-doors">
          <button type="button" className="button" onClick={() => setOpen(true)}>
            Change…
          </button>
        </span>
      </div>
      {state !== null && (state.on || state.wrong) && (
        <>
          <p>{state.says}</p>
          <div className="sources-facts number quiet">
            <span>
              {countText(state.lines)} lines · {countText(state.clients.length)} clients
              {state.slow > 0 && ` · ${countText(state.slow)} too slow and disconnected`}
              {state.turnedAway > 0 && ` · ${countText(state.turnedAway)} turned away`}
            </span>
          </div>
          <ul className="plain-list number quiet">
            {state.clients.map(({ from, since, bytes }) => (
              <li key={from}>
                {from} since {timeText(Date.parse(since))}, {(bytes / 1000).toFixed(1)} kB
              </li>
            ))}
            {state.targets.map(({ to, datagrams, lost }) => (
              <li key={to}>
                {to} (UDP): {countText(datagrams)} datagrams{lost > 0 && `, ${countText(lost)} lost`}
              </li>
            ))}
          </ul>
          <Notes notes={state.notes} />
        </>
      )}
    </div>
  );
}

function RelayForm({ relay: { form, settings }, done }: { relay: RelayRow; done: () => void }) {
  const queries = useQueryClient();
  const [typed, setTyped] = useState<Typed>(typedOf(form, settings));
  const saving = useMutation({
    // A field that was emptied is left out of what is typed; a list without a line is an empty list.
    mutationFn: () => feedApi.setRelay({ targets: [], ...settingsOf(form, typed) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['relay'] });
      done();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <form className="watch-form sources-form" onSubmit={submit} aria-labelledby="relay-form-title">
      <h4 id="relay-form-title">Send on what is heard</h4>
      <p className="quiet">
        Every line names keelwatch as its station and keeps its time. What comes back to a feed here is refused by that
        mark.
      </p>
      <SchemaFields schema={form} typed={typed} set={setTyped} />
      <div className="field-row">
        <button type="submit" className="button primary" disabled={saving.isPending}>
          Save
        </button>
        <button type="button" className="button" onClick={done}>
          Cancel
        </button>
      </div>
      {saving.isError && <Refused what="The relay" error={saving.error} again={() => saving.mutate()} />}
    </form>
  );
}
