// The record of who did what, newest first: alerts, cases, mutes, rules, lists and all else that people change. It is only
// read here.

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../parts/Dialog.tsx';
import { Refused, Waiting } from '../parts/Parts.tsx';
import { timeText } from '../words/format.ts';
import { doneText, reasonText } from './deed-words.ts';
import { auditCsvUrl, deskApi, REASONS_QUERY } from './desk-api.ts';

const KINDS = ['alert', 'case', 'mute', 'rule', 'list', 'watchlist', 'verdict', 'sighting', 'subscription'] as const;
const MORE_KINDS = ['channel', 'feed', 'user', 'token'] as const;

export function AuditDialog() {
  const [kind, setKind] = useState('');
  const [by, setBy] = useState('');
  const reasons = useQuery(REASONS_QUERY);
  const asked = { kind: kind === '' ? undefined : kind, by: by.trim() === '' ? undefined : by.trim() };
  const query = useInfiniteQuery({
    queryKey: ['audit', 'all', asked],
    queryFn: ({ pageParam }) => deskApi.audit({ ...asked, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Dialog title="Who did what" wide>
      <div className="field-row">
        <label className="select">
          <span className="field-name">To</span>
          <select value={kind} onChange={(event) => setKind(event.target.value)}>
            <option value="">anything</option>
            {[...KINDS, ...MORE_KINDS].map((each) => (
              <option key={each} value={each}>
                {each}s
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span className="field-name">By</span>
          <input type="search" maxLength={100} value={by} onChange={(event) => setBy(event.target.value)} />
        </label>
        <a className="button" href={auditCsvUrl(asked)} download>
          As a table (CSV)
        </a>
      </div>
      {query.isPending && <Waiting what="the record" />}
      {query.isError && <Refused what="The record" error={query.error} again={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && <p className="quiet">Nothing is written down that fits.</p>}
      {rows.length > 0 && (
        <div className="table-scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">Who</th>
                <th scope="col">What</th>
                <th scope="col">To</th>
                <th scope="col">Why</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.number}>
                  <td className="number">{timeText(Date.parse(row.at))}</td>
                  <td>{row.by}</td>
                  <td>{doneText(row)}</td>
                  <td>
                    {row.subject.kind} <code>{row.subject.id}</code>
                    {row.scope !== null && row.scope !== 'live' && <span className="quiet"> in {row.scope}</span>}
                  </td>
                  <td>{[reasonText(row.reasonCode, reasons.data), row.note].filter(Boolean).join(': ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {query.hasNextPage && (
        <button
          type="button"
          className="button"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Earlier
        </button>
      )}
    </Dialog>
  );
}
