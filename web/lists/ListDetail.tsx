// One list in full: what is in force and why, the terms it comes under, each attempt with its outcome; below, the last
// difference row by row, the records with the text they were read from, and the versions.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { ImportReport, ListDetail as ListFacts, ListStatus } from '../../server/http/wire/list.ts';
import { Facts, Refused, SourceLink, Waiting } from '../parts/Parts.tsx';
import { countText, timeText } from '../words/format.ts';
import { ListChanges } from './ListChanges.tsx';
import { ListHistory } from './ListHistory.tsx';
import { ChangeLine, HealthBadge } from './ListMarks.tsx';
import { ListRecords } from './ListRecords.tsx';
import { listApi } from './list-api.ts';
import { ageText, forceText, importCommand, markText, saysText, sizeText } from './lists.ts';

export function ListDetail({ row, close }: { row: ListStatus; close: () => void }) {
  // A source of the built-in table may have the id of a list, and has nothing more to say than its row.
  const query = useQuery({
    queryKey: ['list', row.id],
    queryFn: () => listApi.list(row.id),
    enabled: !row.builtIn,
  });
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  return (
    <>
      <button type="button" ref={back} className="button" onClick={close}>
        <span aria-hidden="true">‹</span> All lists
      </button>
      {row.builtIn && <Detail list={{ ...row, versions: [], attempts: [], moreVersions: 0, moreAttempts: 0 }} />}
      {!row.builtIn && query.isPending && <Waiting what="the list" />}
      {query.isError && <Refused what="The list" error={query.error} again={() => void query.refetch()} />}
      {!row.builtIn && query.isSuccess && <Detail list={query.data} />}
    </>
  );
}

function Detail({ list }: { list: ListFacts }) {
  return (
    <>
      <div className="list-head">
        <h3>{list.title}</h3>
        <p className="list-stand">
          <HealthBadge state={list.state} />
          <span>{forceText(list)}</span>
        </p>
        {list.says !== null && (
          <p className={list.state === 'failing' ? 'list-says refusal' : 'list-says'}>
            {saysText(list)}
            {list.failingSince !== null && ` Failing since ${timeText(Date.parse(list.failingSince))}.`}
          </p>
        )}
      </div>
      <div className="list-facts">
        <Facts
          rows={[
            ['Authority', `${list.authority}${list.sanction ? '' : '; a catalogue, no sanction'}`],
            ['Publication mark', markText(list) || 'none'],
            list.builtIn
              ? null
              : ['Age by the mark', list.versionId === null ? 'nothing loaded' : ageText(list.ageDays)],
            ['Holds', list.versionId === null && !list.builtIn ? 'nothing' : sizeText(list)],
            list.lastDifference === null
              ? null
              : ['Last difference', <ChangeLine key="d" difference={list.lastDifference} size={list} />],
          ]}
        />
        <Facts
          rows={[
            ['Read from', list.source],
            list.importedAt === null ? null : ['Taken in', timeText(Date.parse(list.importedAt))],
            list.lastGoodAt === null ? null : ['Last good copy', timeText(Date.parse(list.lastGoodAt))],
            list.builtIn
              ? null
              : [
                  'Published at',
                  list.address === null ? (
                    'no address: import a file'
                  ) : (
                    <SourceLink key="a" link={list.address}>
                      {list.address}
                    </SourceLink>
                  ),
                ],
            list.formats.length === 0 ? null : ['Formats', list.formats.join(', ')],
          ]}
        />
      </div>
      {Object.keys(list.skipped).length > 0 && <Skipped skipped={list.skipped} />}
      {!list.builtIn && list.state !== 'closed' && <FetchNow list={list} />}
      {list.builtIn ? (
        <p className="quiet">
          These rows ship with the program, each with its source. Where a list of the same authority is loaded, both
          stand beside each other at the ship.
        </p>
      ) : (
        <Leaves list={list} />
      )}
    </>
  );
}

function Skipped({ skipped }: { skipped: ListFacts['skipped'] }) {
  const rows = Object.entries(skipped).sort((a, b) => b[1].count - a[1].count);
  return (
    <details className="skipped">
      <summary>
        {countText(rows.reduce((sum, [, { count }]) => sum + count, 0))} rows of the file gave no record, by reason
      </summary>
      <ul>
        {rows.map(([reason, { count, examples }]) => (
          <li key={reason}>
            <span className="number">{countText(count)}</span> {reason}
            {examples.length > 0 && <span className="quiet"> e.g. {examples.slice(0, 2).join('; ')}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Terms first: a list with a restrictive licence is fetched only when somebody has read them. */
function FetchNow({ list }: { list: ListFacts }) {
  const queries = useQueryClient();
  const [agreed, setAgreed] = useState(false);
  const fetching = useMutation({
    mutationFn: () => listApi.fetchNow(list.id),
    onSettled: () => {
      for (const key of ['lists', 'list', 'list changes', 'list records', 'watchlists'])
        void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  return (
    <section className="list-fetch" aria-label="Get a copy">
      {list.notice !== null && (
        <p className="notice">
          <strong>Terms.</strong> {list.notice}
        </p>
      )}
      {list.address !== null && (
        <div className="field-row">
          {list.notice !== null && (
            <label className="check">
              <input type="checkbox" checked={agreed} onChange={(event) => setAgreed(event.target.checked)} />I have
              read the terms and may use it
            </label>
          )}
          <button
            type="button"
            className="button"
            disabled={fetching.isPending || (list.notice !== null && !agreed)}
            onClick={() => fetching.mutate()}
          >
            {fetching.isPending ? 'Fetching…' : 'Fetch now'}
          </button>
        </div>
      )}
      <p className="quiet">
        From a file: <code>{importCommand(list)}</code>
      </p>
      <div aria-live="polite">
        {fetching.isSuccess && <Outcome report={fetching.data} />}
        {fetching.isError && <p className="refusal">{fetching.error.message}</p>}
      </div>
    </section>
  );
}

function Outcome({ report }: { report: ImportReport }) {
  const good = report.outcome !== 'refused' && report.outcome !== 'unreachable';
  return (
    <p className={good ? undefined : 'refusal'}>
      {good ? `Fetched: ${report.outcome}.` : `The copy was not taken (${report.outcome}).`} {report.says}
    </p>
  );
}

const LEAVES = { changes: 'Last difference', records: 'Records', history: 'Versions and attempts' } as const;
type Leaf = keyof typeof LEAVES;

function Leaves({ list }: { list: ListFacts }) {
  const loaded = list.versionId !== null;
  const [leaf, setLeaf] = useState<Leaf>(loaded && list.state !== 'failing' ? 'records' : 'history');
  const names = Object.keys(LEAVES) as Leaf[];
  const step = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const next = names[(names.indexOf(leaf) + by + names.length) % names.length]!;
    setLeaf(next);
    document.getElementById(`list-leaf-${next}`)?.focus();
  };
  return (
    <>
      <div className="leaves list-leaves" role="tablist" aria-label="Of this list" onKeyDown={step}>
        {names.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`list-leaf-${name}`}
            aria-selected={name === leaf}
            aria-controls="list-leaf"
            tabIndex={name === leaf ? 0 : -1}
            onClick={() => setLeaf(name)}
          >
            {LEAVES[name]}
          </button>
        ))}
      </div>
      <div className="list-leaf" id="list-leaf" role="tabpanel" aria-labelledby={`list-leaf-${leaf}`}>
        {leaf === 'history' && <ListHistory list={list} />}
        {leaf !== 'history' && !loaded && <p className="quiet">No copy of this list has been taken in yet.</p>}
        {leaf === 'changes' && loaded && <ListChanges id={list.id} />}
        {leaf === 'records' && loaded && <ListRecords id={list.id} />}
      </div>
    </>
  );
}
