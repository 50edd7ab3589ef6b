// Why each revision of an alert was told to a receiver or not: every decision with its reason, newest first.

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Refused, Waiting } from '../parts/Parts.tsx';
import { useSlice } from '../state/store.ts';
import { timeText } from '../words/format.ts';
import { AlertLink } from './AlertLink.tsx';
import { tellApi } from './tell-api.ts';

export function Decisions() {
  const [subscription, setSubscription] = useState('');
  const alerts = useSlice((state) => state.alerts);
  const subscriptions = useQuery({ queryKey: ['subscriptions'], queryFn: tellApi.subscriptions });
  const query = useInfiniteQuery({
    queryKey: ['decisions', subscription],
    queryFn: ({ pageParam }) => tellApi.decisions(subscription === '' ? {} : { subscription }, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  if (query.isPending) return <Waiting what="the decisions" />;
  if (query.isError) return <Refused what="The decisions" error={query.error} again={() => void query.refetch()} />;
  const rows = query.data.pages.flatMap((page) => page.rows);
  const titleOf = (id: string) => subscriptions.data?.find((each) => each.id === id)?.title ?? 'An ended subscription';
  const nameOf = (id: string) => {
    const alert = alerts.get(id);
    return alert === undefined ? `Alert ${id}` : `${alert.vesselName}: ${alert.ruleTitle}`;
  };
  return (
    <>
      <div className="field-row">
        <label className="select">
          <span className="unseen">Of which subscription</span>
          <select value={subscription} onChange={(event) => setSubscription(event.target.value)}>
            <option value="">of any subscription</option>
            {(subscriptions.data ?? []).map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
      </div>
      {rows.length === 0 && (
        <div className="empty tell-empty">
          <p>Nothing has been decided yet.</p>
          <p className="quiet">
            For each alert, and each change of one, every subscription decides whether it is told. The reason stands
            here, whether a message went out or not.
          </p>
        </div>
      )}
      <ul className="plain-list tell-rows">
        {rows.map(({ subscriptionId, subject, revision, at, told, why, meaning }) => (
          <li key={`${subscriptionId} ${subject.id} ${revision}`} className="tell-row">
            <div className="tell-head">
              <span className={`tell-badge ${told ? 'good' : 'off'}`}>{told ? 'To be told' : 'Not told'}</span>
              <strong>{why}</strong>
              <span>
                <AlertLink subject={subject}>{nameOf(subject.id)}</AlertLink>, revision {revision}
              </span>
            </div>
            <p className="quiet number">
              {titleOf(subscriptionId)} · {meaning} · {timeText(Date.parse(at))}
            </p>
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <button
          type="button"
          className="button"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show earlier ones
        </button>
      )}
    </>
  );
}
