// What a version of a list changed, record by record: added, removed (which is how a list delists), renamed, changed
// with the fields before and after.

import { useInfiniteQuery } from '@tanstack/react-query';
import type { ListChange } from '../../server/http/wire.ts';
import { timeText } from '../format.ts';
import { listApi } from '../list-api.ts';
import { isFirstCopy, sizeText } from '../lists.ts';
import { ChangeLine } from './ListMarks.tsx';
import { Refused, Waiting } from './Parts.tsx';

export function ListChanges({ id, version }: { id: string; version?: number }) {
  const query = useInfiniteQuery({
    queryKey: ['list changes', id, version ?? 'newest'],
    queryFn: ({ pageParam }) => listApi.difference(id, version, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  if (query.isPending) return <Waiting what="the difference" />;
  if (query.isError) return <Refused what="The difference" error={query.error} again={() => void query.refetch()} />;
  const of = query.data.pages[0]!.version;
  const rows = query.data.pages.flatMap((page) => page.rows);
  return (
    <>
      <p className="leaf-line">
        <ChangeLine difference={of.difference} size={of} />{' '}
        <span className="quiet number">
          in the copy {of.published === null ? '' : `of ${of.published}, `}taken in{' '}
          {timeText(Date.parse(of.importedAt))}
        </span>
      </p>
      {isFirstCopy(of.difference, of) && (
        <p className="quiet">It is the first copy of this list here, {sizeText(of)}: nothing to compare it with.</p>
      )}
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
            {rows.map((row) => (
              <Row key={`${row.change} ${row.recordId}`} row={row} />
            ))}
          </tbody>
        </table>
      )}
      {query.hasNextPage && (
        <button
          type="button"
          className="button"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? 'Loading…' : 'Show more'}
        </button>
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
              {before !== '' && <del>{before}</del>}{' '}
              {before !== '' && after !== '' && <span aria-hidden="true">→</span>} {after !== '' && <ins>{after}</ins>}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}
