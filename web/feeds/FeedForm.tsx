// Sets a feed up or changes one. A test opens it once and shows its first reports before anything is saved.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Feed, FeedKind, FeedTest } from '../../server/http/wire/feed.ts';
import { Refused } from '../parts/Parts.tsx';
import { SchemaFields } from '../parts/SchemaFields.tsx';
import { settingsOf, type Typed, typedOf } from '../parts/schema-fields.ts';
import { timeText } from '../words/format.ts';
import { feedApi } from './feed-api.ts';
import { freeId } from './feeds.ts';
import { Rejects } from './Rejects.tsx';

export function FeedForm({
  feed,
  kinds,
  taken,
  done,
}: {
  feed: Feed | null;
  kinds: readonly FeedKind[];
  taken: readonly string[];
  done: () => void;
}) {
  const queries = useQueryClient();
  const [kindName, setKindName] = useState(feed?.kind ?? kinds[0]!.kind);
  const kind = kinds.find((candidate) => candidate.kind === kindName)!;
  const [id, setId] = useState(feed?.id ?? freeId(kindName, taken));
  const [typed, setTyped] = useState<Typed>(typedOf(kind.form, feed?.settings ?? {}));
  const [most, setMost] = useState(feed?.mostPerSecond === undefined ? '' : String(feed.mostPerSecond));
  const settings = settingsOf(kind.form, typed);
  const finish = async () => {
    await queries.invalidateQueries({ queryKey: ['feeds'] });
    done();
  };
  const trying = useMutation({
    mutationFn: () => feedApi.test({ ...(feed === null ? {} : { id: feed.id }), kind: kindName, settings }),
  });
  const saving = useMutation({
    mutationFn: () =>
      feedApi.save(id, {
        kind: kindName,
        on: feed?.on ?? true,
        ...(most.trim() === '' ? {} : { mostPerSecond: Number(most) }),
        settings,
      }),
    onSuccess: finish,
  });
  const removing = useMutation({ mutationFn: () => feedApi.remove(id), onSuccess: finish });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  const choose = (next: string) => {
    const chosen = kinds.find((candidate) => candidate.kind === next)!;
    setKindName(next);
    setId(freeId(next, taken));
    setTyped(typedOf(chosen.form, {}));
    trying.reset();
  };
  return (
    <form className="watch-form sources-form" onSubmit={submit} aria-labelledby="feed-form-title">
      <h4 id="feed-form-title">{feed === null ? 'A new feed' : `Change “${feed.id}”`}</h4>
      {feed === null && (
        <div className="field-pair">
          <label className="field select">
            <span className="field-name">Kind</span>
            <select value={kindName} onChange={(event) => choose(event.target.value)}>
              {kinds.map(({ kind: name, title }) => (
                <option key={name} value={name}>
                  {title}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <span className="field-name">Name</span>
            <input
              value={id}
              maxLength={60}
              pattern="[a-z0-9]+(-[a-z0-9]+)*"
              title="Small letters, digits and hyphens"
              required
              onChange={(event) => setId(event.target.value)}
            />
          </label>
        </div>
      )}
      <p className="quiet">{kind.about}</p>
      <SchemaFields schema={kind.form} typed={typed} set={setTyped} />
      <details open={most !== ''}>
        <summary>A limit</summary>
        <label className="field">
          <span className="field-name">Messages a second at most</span>
          <input
            type="number"
            inputMode="decimal"
            min={1}
            max={1_000_000}
            value={most}
            onChange={(event) => setMost(event.target.value)}
          />
          <span className="quiet field-note">
            Empty: as many as come. A source that can wait is made to wait; of others what is beyond is discarded,
            watched ships last.
          </span>
        </label>
      </details>
      <div className="field-row">
        <button type="submit" className="button primary" disabled={saving.isPending}>
          {feed === null ? 'Add and listen' : 'Save'}
        </button>
        <button type="button" className="button" disabled={trying.isPending} onClick={() => trying.mutate()}>
          {trying.isPending ? 'Listening, up to 15 s…' : 'Test'}
        </button>
        <button type="button" className="button" onClick={done}>
          Cancel
        </button>
        {feed !== null && (
          <button type="button" className="button" disabled={removing.isPending} onClick={() => removing.mutate()}>
            Remove
          </button>
        )}
      </div>
      {saving.isError && <Refused what="The feed" error={saving.error} again={() => saving.mutate()} />}
      {removing.isError && <Refused what="The feed" error={removing.error} again={() => removing.mutate()} />}
      {trying.isError && <Refused what="The test" error={trying.error} again={() => trying.mutate()} />}
      {trying.isSuccess && <TestResult test={trying.data} />}
    </form>
  );
}

function TestResult({ test }: { test: FeedTest }) {
  return (
    <div className="sources-test" role="status">
      <p>{test.says}</p>
      {Object.keys(test.rejects).length > 0 && <Rejects rejects={test.rejects} />}
      {test.reports.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">MMSI</th>
              <th scope="col">Sent</th>
              <th scope="col">Position</th>
              <th scope="col" className="right">
                Speed
              </th>
              <th scope="col">Name</th>
            </tr>
          </thead>
          <tbody>
            {test.reports.map((report, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same ship may report twice.
              <tr key={i}>
                <td className="number">{report.mmsi}</td>
                <td className="number">{timeText(Date.parse(report.at))}</td>
                <td className="number">
                  {report.lat === null || report.lon === null
                    ? ''
                    : `${report.lat.toFixed(4)}, ${report.lon.toFixed(4)}`}
                </td>
                <td className="right number">{report.speedKn === null ? '' : `${report.speedKn.toFixed(1)} kn`}</td>
                <td>{report.name ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
