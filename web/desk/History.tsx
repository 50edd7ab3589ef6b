// What people did with one alert or case, newest first, asked of the record page by page.

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { AuditRow } from '../../server/http/wire/desk.ts';
import { Refused, Waiting } from '../parts/Parts.tsx';
import { timeText } from '../words/format.ts';
import { doneText, reasonText } from './deed-words.ts';
import { deskApi, REASONS_QUERY } from './desk-api.ts';

export function History({ scope, kind, id }: { scope: string; kind: 'alert' | 'case'; id: string }) {
  const query = useInfiniteQuery({
    queryKey: ['audit', kind, id, scope],
    queryFn: ({ pageParam }) => deskApi.audit({ scope, kind, id, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  if (query.isPending) return <Waiting what="the history" />;
  if (query.isError) return <Refused what="The history" error={query.error} again={() => void query.refetch()} />;
  const rows = query.data.pages.flatMap((page) => page.rows);
  return (
    <>
      <HistoryRows rows={rows} nothing={`Nobody has handled this ${kind} yet.`} />
      {query.hasNextPage && (
        <button
          type="button"
          className="text-button"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Earlier
        </button>
      )}
    </>
  );
}

/** The newest first. */
export function HistoryRows({ rows, nothing }: { rows: readonly AuditRow[]; nothing: string }) {
  const reasons = useQuery(REASONS_QUERY);
  if (rows.length === 0) return <p className="quiet">{nothing}</p>;
  return (
    <ol className="plain-list history">
      {rows.map((row) => (
        <li key={row.number}>
          <strong>{doneText(row)}</strong> by {row.by}
          {row.reasonCode !== null && `, ${reasonText(row.reasonCode, reasons.data)}`}
          <span className="quiet"> {timeText(Date.parse(row.at))}</span>
          {row.note !== null && row.note !== '' && <p className="note">{row.note}</p>}
        </li>
      ))}
    </ol>
  );
}
