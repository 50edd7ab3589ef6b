// Sets a channel up or changes one, by the form of its kind. Secrets that are set are not shown, and stay where their field is
// left empty. It can be tried at once: the real request goes out, and the real answer is shown.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Channel, ChannelKind } from '../../server/http/wire/channel.ts';
import { SchemaFields } from '../parts/SchemaFields.tsx';
import { fieldsOf, settingsOf, type Typed, typedOf } from '../parts/schema-fields.ts';
import { PushFields } from './PushFields.tsx';
import { PUSH_KIND } from './push.ts';
import { TestLine } from './TestLine.tsx';
import { tellApi } from './tell-api.ts';

export function ChannelForm({
  channel,
  kinds,
  done,
}: {
  channel: Channel | null;
  kinds: readonly ChannelKind[];
  /** With the channel that was saved last, if any was. */
  done: (saved: Channel | null) => void;
}) {
  const queries = useQueryClient();
  const [kept, setKept] = useState(channel);
  const [kindName, setKindName] = useState(channel?.kind ?? kinds[0]!.kind);
  const kind = kinds.find((candidate) => candidate.kind === kindName)!;
  const [title, setTitle] = useState(channel?.title ?? kind.title);
  const [owner, setOwner] = useState(channel?.owner ?? 'analyst');
  const [typed, setTyped] = useState<Typed>(typedOf(kind.settings, channel?.settings ?? {}));
  const [dropped, setDropped] = useState<readonly string[]>([]);
  const secrets = fieldsOf(kind.settings).filter(({ name }) => kept?.secrets.includes(name));

  const save = async () => {
    const settings: Record<string, unknown> = settingsOf(kind.settings, typed);
    // What was there and was emptied is taken away.
    for (const name of [...Object.keys(kept?.settings ?? {}), ...dropped]) settings[name] ??= null;
    const draft = { title, owner, settings };
    const saved =
      kept === null
        ? await tellApi.makeChannel({ kind: kindName, ...draft })
        : await tellApi.changeChannel(kept.id, draft);
    setKept(saved);
    setDropped([]);
    await queries.invalidateQueries({ queryKey: ['channels'] });
    return saved;
  };
  const saving = useMutation({ mutationFn: save, onSuccess: done });
  const testing = useMutation({ mutationFn: async () => tellApi.testChannel((await save()).id) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  const choose = (next: string) => {
    const chosen = kinds.find((candidate) => candidate.kind === next)!;
    setKindName(next);
    setTyped(typedOf(chosen.settings, {}));
    if (title === kind.title) setTitle(chosen.title);
    testing.reset();
    saving.reset();
  };
  return (
    <form className="watch-form sources-form" onSubmit={submit} aria-labelledby="channel-form-title">
      <h3 id="channel-form-title">{channel === null ? 'A new channel' : `Change “${channel.title}”`}</h3>
      <div className="field-pair">
        <label className="field select">
          <span className="field-name">Kind</span>
          <select value={kindName} disabled={kept !== null} onChange={(event) => choose(event.target.value)}>
            {kinds.map(({ kind: name, title: word }) => (
              <option key={name} value={name}>
                {word}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span className="field-name">Name</span>
          <input value={title} maxLength={300} required onChange={(event) => setTitle(event.target.value)} />
        </label>
      </div>
      <p className="quiet">{kind.about}</p>
      {kindName === PUSH_KIND ? (
        <PushFields kept={secrets.length > 0} typed={typed} set={setTyped} />
      ) : (
        <SchemaFields
          key={kindName}
          schema={kind.settings}
          typed={typed}
          set={setTyped}
          kept={secrets.map(({ name }) => name)}
        />
      )}
      {secrets
        .filter(({ required }) => !required)
        .map(({ name, title: word }) => (
          <label key={name} className="check">
            <input
              type="checkbox"
              checked={dropped.includes(name)}
              onChange={(event) =>
                setDropped(event.target.checked ? [...dropped, name] : dropped.filter((each) => each !== name))
              }
            />
            Take away: {word}
          </label>
        ))}
      <label className="field">
        <span className="field-name">Owner</span>
        <input value={owner} maxLength={300} required onChange={(event) => setOwner(event.target.value)} />
      </label>
      <div className="actions-row">
        <button type="submit" className="button primary" disabled={saving.isPending || testing.isPending}>
          Save
        </button>
        <button
          type="button"
          className="button"
          disabled={saving.isPending || testing.isPending}
          onClick={(event) => {
            if (event.currentTarget.form?.reportValidity()) testing.mutate();
          }}
        >
          {testing.isPending ? 'Sending…' : 'Save and send a test'}
        </button>
        <button type="button" className="button" onClick={() => done(kept === channel ? null : kept)}>
          {kept === channel ? 'Cancel' : 'Done'}
        </button>
      </div>
      {saving.isError && (
        <p className="refusal" role="alert">
          {saving.error.message}
        </p>
      )}
      <TestLine testing={testing} />
    </form>
  );
}
