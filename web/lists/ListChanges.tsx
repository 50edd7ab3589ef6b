// What a version of a list changed, record by record: added, removed (which is how a list delists), renamed, changed
// with the fields before and after.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ListChange } from '../../server/http/wire/list.ts';
import { Refused, Waiting } from '../parts/Parts.tsx';
import { countText, timeText } from '../words/format.ts';
import { ChangeLine, Choice } from './ListMarks.tsx';
import { listApi } from './list-api.ts';
import { isFirstCopy, sizeText, sortedChanges } from './lists.ts';

/** Rows shown at most; the search finds the others. */
const MOST = 300;
const KINDS = { ship: 'Ships', party: 'Parties', class: 'Classes of ships', all: 'All kinds' } as const;

export function ListChanges({ id }: { id: string }) {
  const query = useQuery({ queryKey: ['list changes', id], queryFn: () => listApi.difference(id) });
  const [kind, setKind] = useState<keyof typeof KINDS>('ship');
  const [text, setText] = useState('');
  if (query.isPending) return <Waiting what="the difference" />;
  if (query.isError) return <Refused what="The difference" error={query.error} again={() => void query.refetch()} />;
  const { version, rows: all, next } = query.data;
  const words = text.trim().toLowerCase();
  const rows = sortedChanges(all, kind).filter((row) =>
    `${row.change} ${row.name} ${row.imo ?? ''} ${row.recordId}`.toLowerCase().includes(words),
  );
  return (
    <>
      <p className="leaf-line">
        <ChangeLine difference={version.difference} size={version} />{' '}
        <span className="quiet number">
          in the copy {version.published === null ? '' : `of ${version.published}, `}taken in{' '}
          {timeText(Date.parse(version.importedAt))}
        </span>
      </p>
      {isFirstCopy(version.difference, version) ? (
        <p className="quiet">It is the first copy of this list here, {sizeText(version)}: there was none before it.</p>
      ) : (
        <>
          <div className="field-row">
            <label className="search">
              <span className="unseen">Search the changes</span>
              <input
                type="search"
                placeholder="Name, IMO, record or kind of change"
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            </label>
            <Choice name="Kind" value={kind} words={KINDS} choose={setKind} />
            <span className="quiet number">{countText(rows.length)} changes</span>
          </div>
          {rows.length === 0 && <p className="quiet">No change fits.</p>}
          {rows.length > 0 && (
            <table className="table changes">
              <thead>
                <tr>
                  <th scope="col">Change</th>
                  <th scope="col">Record</th>
                  <th scope="col">IMO</th>
                  <th scope="col">Before and after</th>
                </tr>
              </thead>
              <tbody>
                {rows.slice(0, MOST).map((row) => (
                  <Row key={`${row.change} ${row.recordId}`} row={row} />
                ))}
              </tbody>
            </table>
          )}
          {rows.length > MOST && <p className="quiet">{countText(rows.length - MOST)} more; search to find them.</p>}
          {next !== null && (
            <p className="quiet">The version changes more than the page reads; the command line has all.</p>
          )}
        </>
      )}
    </>
  );
}

function Row({ row }: { row: ListChange }) {
  return (
    <tr>
      <td>
        <span className={`change ${row.change}`}>{row.change}</span>
      </td>
      <th scope="row">
        {row.name === '' ? 'no name' : row.name}
        <div className="quiet">
          {row.kind === 'ship' ? '' : `${row.kind}, `}
          {row.recordId}
        </div>
      </th>
      <td className="number">{row.imo ?? '–'}</td>
      <td>
        <ul>
          {row.fields.map(({ field, before, after }) => (
            <li key={field}>
              <span className="quiet">{field}: </span>
              {before !== '' && <del>{before}</del>} {before !== '' && after !== '' && 'now'}{' '}
              {after !== '' && <ins>{after}</ins>}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}
