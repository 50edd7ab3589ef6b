// How many of the watched ships are heard, and by which feeds; on demand the ships themselves, those heard first. It says
// what we hear: a ship that is not in it may be anywhere.

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WatchedHeardRow } from '../../server/http/wire/feed.ts';
import { Refused, Waiting } from '../parts/Parts.tsx';
import { countText, timeText } from '../words/format.ts';
import { feedApi } from './feed-api.ts';

export function WatchedHeard() {
  const query = useQuery({
    queryKey: ['watched heard'],
    queryFn: () => feedApi.heard('0', 1),
    refetchInterval: 30_000,
    placeholderData: keepPreviousData,
  });
  const [open, setOpen] = useState(false);
  if (query.isPending) return <Waiting what="which ships are heard" />;
  if (query.isError)
    return <Refused what="Which ships are heard" error={query.error} again={() => void query.refetch()} />;
  return (
    <details className="sources-heard" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{query.data.says}</summary>
      {open && <Ships />}
    </details>
  );
}

function Ships() {
  const query = useInfiniteQuery({
    queryKey: ['watched heard', 'ships'],
    queryFn: ({ pageParam }) => feedApi.heard(pageParam, 100),
    initialPageParam: '0',
    getNextPageParam: ({ next }) => next,
  });
  if (query.isPending) return <Waiting what="the ships" />;
  if (query.isError) return <Refused what="The ships" error={query.error} again={() => void query.refetch()} />;
  const rows = query.data.pages.flatMap((page) => page.rows);
  const { watched } = query.data.pages[0]!;
  return (
    <>
      <table className="table">
        <caption>Watched ships, and when each was heard last</caption>
        <thead>
          <tr>
            <th scope="col">Ship</th>
            <th scope="col">IMO</th>
            <th scope="col">Last heard</th>
            <th scope="col">In the last day by</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.hullId}>
              <th scope="row">{row.name}</th>
              <td className="number">{row.imo ?? '–'}</td>
              <td className="number">{row.lastHeardAt === null ? 'never' : timeText(Date.parse(row.lastHeardAt))}</td>
              <td>{byWords(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">
        {countText(rows.length)} of {countText(watched)} shown. A ship that is not heard here may be anywhere.{' '}
        {query.hasNextPage && (
          <button
            type="button"
            className="button"
            disabled={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show more
          </button>
        )}
      </p>
    </>
  );
}

function byWords({ heard, feeds }: WatchedHeardRow): string {
  if (!heard) return 'not heard';
  return feeds === null ? 'a feed that is not known' : feeds.join(', ');
}
