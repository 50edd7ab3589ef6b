// What a subscription will send, in sentences, and what it would have sent in the last 30 days of the scope on screen, with the
// reason of each decision counted.

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Preview as Shown, SubscriptionRequest } from '../../server/http/wire/channel.ts';
import { currentReplay, LIVE } from '../state/state.ts';
import { useSlice } from '../state/store.ts';
import { countText, timeText } from '../words/format.ts';
import { tellApi } from './tell-api.ts';

/** Somebody who types is waited for. */
const SETTLED_MS = 350;

export function Preview({ request }: { request: SubscriptionRequest }) {
  const scope = useSlice((state) => state.scope) ?? LIVE;
  const replay = useSlice((state) => currentReplay(state)?.title ?? null);
  const text = JSON.stringify(request);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const query = useQuery({
    queryKey: ['subscription preview', scope, settled],
    queryFn: () => tellApi.preview(scope, JSON.parse(settled) as SubscriptionRequest),
    placeholderData: keepPreviousData,
  });
  return (
    <section className="dry-run" aria-labelledby="preview-title" aria-busy={query.isFetching}>
      <h4 id="preview-title">What it will send</h4>
      {query.isError ? (
        <p className="refusal" role="alert">
          {query.error.message}
        </p>
      ) : query.isSuccess ? (
        <Told shown={query.data} where={replay === null ? 'of the live monitor' : `of the replay “${replay}”`} />
      ) : (
        <p className="quiet">…</p>
      )}
    </section>
  );
}

function Told({ shown, where }: { shown: Shown; where: string }) {
  const kept = Object.entries(shown.reasons).sort((a, b) => b[1] - a[1]);
  return (
    <>
      <p>{shown.says}</p>
      {shown.nextRuns.length > 0 && (
        <>
          <p>The next times:</p>
          <ol className="plain-list number">
            {shown.nextRuns.map((at) => (
              <li key={at}>{timeText(Date.parse(at))}</li>
            ))}
          </ol>
        </>
      )}
      <p role="status">
        <strong>
          In the last {shown.days} days {where} this would have sent {messagesText(shown)}
        </strong>{' '}
        {shown.looked === 0
          ? 'There was no alert.'
          : `${shown.looked === 1 ? 'There was 1 alert' : `There were ${countText(shown.looked)} alerts`}, judged in their newest state.`}
        {!shown.whole && ' There were more; the newest were looked at.'}
      </p>
      {kept.length > 0 && (
        <ul className="plain-list number">
          {kept.map(([reason, count]) => (
            <li key={reason}>
              {countText(count)} <span className="quiet">{reason}</span>
            </li>
          ))}
        </ul>
      )}
      {shown.alerts.length > 0 && (
        <details>
          <summary>
            {shown.alerts.length < shown.sent ? `The newest ${shown.alerts.length} of them` : 'Which they are'}
          </summary>
          <ul className="plain-list tell-sample">
            {shown.alerts.map(({ id, headline, raisedAt, why }) => (
              <li key={id}>
                {headline}
                <span className="quiet">
                  {' '}
                  {timeText(Date.parse(raisedAt))}, {why}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function messagesText({ sent, messages }: Shown): string {
  if (sent === 0) return 'nothing.';
  const alerts = sent === 1 ? '1 alert' : `${countText(sent)} alerts`;
  return messages === sent
    ? `${alerts}.`
    : `${alerts} in ${messages === 1 ? '1 message' : `${countText(messages)} messages`}.`;
}
