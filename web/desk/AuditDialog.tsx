// The record of who did what, newest first: alerts, cases, mutes, rules, lists and all else that people change, with how it
// stood before and after; for admins also from where, and whether the chain of the record is whole. It is only read here.

import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../access/me.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Refused, Waiting } from '../parts/Parts.tsx';
import { timeText } from '../words/format.ts';
import { changedParts, doneText, reasonText } from './deed-words.ts';
import { auditCsvUrl, deskApi, REASONS_QUERY } from './desk-api.ts';

const KINDS = [
  'alert',
  'case',
  'mute',
  'rule',
  'list',
  'watchlist',
  'verdict',
  'sighting',
  'zone',
  'subscription',
] as const;
const ADMIN_KINDS = ['channel', 'feed', 'user', 'session', 'passkey', 'token', 'settings', 'backup'] as const;

export function AuditDialog() {
  const [kind, setKind] = useState('');
  const [by, setBy] = useState('');
  const admin = useMay('admin');
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
            {[...KINDS, 'replay', 'delivery', ...(admin ? ADMIN_KINDS : [])].map((each) => (
              <option key={each} value={each}>
                {PLURALS[each] ?? `${each}s`}
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
        {admin && (
          <a className="button" href="/api/v1/audit.ndjson" download>
            All of it (JSON lines)
          </a>
        )}
      </div>
      {admin && <Chain />}
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
                <th scope="col">Why, and what changed</th>
                {admin && <th scope="col">From where</th>}
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
                  <td>
                    {[reasonText(row.reasonCode, reasons.data), row.note].filter(Boolean).join(': ')}
                    <Change before={row.before} after={row.after} />
                  </td>
                  {admin && (
                    <td>
                      {row.from?.address ?? ''} {row.from?.through != null && <code>{row.from.through}</code>}
                    </td>
                  )}
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

const PLURALS: Readonly<Record<string, string>> = {
  delivery: 'deliveries',
  settings: 'settings',
  session: 'logins',
};

/** What differs between before and after, a line each. */
function Change({ before, after }: { before: unknown; after: unknown }) {
  const parts = changedParts(before, after);
  if (parts.length === 0) return null;
  return (
    <details>
      <summary>{parts.length === 1 ? 'One thing changed' : `${parts.length} things changed`}</summary>
      <dl className="changed">
        {parts.map(({ name, was, is }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {was !== null && <del>{was}</del>} {is !== null && <ins>{is}</ins>}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** Walks the whole record, so it is asked for by hand. */
function Chain() {
  const check = useMutation({ mutationFn: deskApi.chain });
  return (
    <div className="chain">
      <button type="button" className="button" disabled={check.isPending} onClick={() => check.mutate()}>
        Is the record whole?
      </button>
      <p role="status" className={check.data?.whole === false ? 'notice' : 'quiet'}>
        {check.isPending && 'Every row is compared with the one before…'}
        {check.isError && `It could not be checked: ${check.error.message}`}
        {check.isSuccess && check.data.says}
        {check.data?.head != null && (
          <>
            {' '}
            Newest row:{' '}
            <code>
              {check.data.head.number}:{check.data.head.hash}
            </code>
          </>
        )}
      </p>
    </div>
  );
}
