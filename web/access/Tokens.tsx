// One's tokens for programs: made for some rights and some days, shown once, taken back.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Refused, Waiting } from '../parts/Parts.tsx';
import { dateText, timeText } from '../words/format.ts';
import { accessApi } from './access-api.ts';
import { useMe } from './me.ts';
import { Once } from './Once.tsx';

export function Tokens() {
  const query = useQuery({ queryKey: ['tokens'], queryFn: accessApi.tokens });
  const queries = useQueryClient();
  const removing = useMutation({
    mutationFn: accessApi.removeToken,
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['tokens'] }),
  });
  return (
    <>
      <TokenForm />
      <section aria-labelledby="tokens-title">
        <h3 id="tokens-title">Your tokens</h3>
        {query.isPending && <Waiting what="your tokens" />}
        {query.isError && <Refused what="Your tokens" error={query.error} again={() => void query.refetch()} />}
        {query.isSuccess && query.data.length === 0 && <p className="quiet">You have none.</p>}
        {removing.isError && (
          <p className="refusal" role="alert">
            {removing.error.message}
          </p>
        )}
        <ul className="account-rows">
          {(query.data ?? []).map((token) => (
            <li key={token.id}>
              <div>
                <strong>{token.title}</strong> <span className="quiet">{token.scopes.join(', ')}</span>
                {Date.parse(token.expiresAt) <= Date.now() && <span className="tag ended">has run out</span>}
                <p className="quiet">
                  Good until {dateText(Date.parse(token.expiresAt))} ·{' '}
                  {token.usedAt === null ? 'never used' : `last used ${timeText(Date.parse(token.usedAt))}`}
                </p>
              </div>
              <button
                type="button"
                className="button"
                disabled={removing.isPending}
                onClick={() => removing.mutate(token.id)}
              >
                Take it back
              </button>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function TokenForm() {
  const may = useMe()?.person?.scopes ?? [];
  const [title, setTitle] = useState('');
  const [scopes, setScopes] = useState<string[]>(['read']);
  const [days, setDays] = useState('90');
  const queries = useQueryClient();
  const making = useMutation({
    mutationFn: () => accessApi.makeToken({ title, scopes, days: Number(days) }),
    onSuccess: () => {
      setTitle('');
      void queries.invalidateQueries({ queryKey: ['tokens'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    making.mutate();
  };
  return (
    <section aria-labelledby="token-title">
      <h3 id="token-title">New token</h3>
      <form className="account-form" onSubmit={submit}>
        <div className="field-pair">
          <label className="field">
            <span className="field-name">What it is for</span>
            <input required maxLength={60} value={title} onChange={(event) => setTitle(event.target.value)} />
          </label>
          <label className="field">
            <span className="field-name">Good for days (at most 366)</span>
            <input
              type="number"
              required
              min={1}
              max={366}
              value={days}
              onChange={(event) => setDays(event.target.value)}
            />
          </label>
        </div>
        <fieldset>
          <legend className="field-name">It may</legend>
          <div className="checks">
            {may.map((scope) => (
              <label className="check" key={scope}>
                <input
                  type="checkbox"
                  checked={scopes.includes(scope)}
                  onChange={(event) =>
                    setScopes(event.target.checked ? [...scopes, scope] : scopes.filter((each) => each !== scope))
                  }
                />
                {scope}
              </label>
            ))}
          </div>
        </fieldset>
        {making.isError && (
          <p className="refusal" role="alert">
            {making.error.message}
          </p>
        )}
        {making.isSuccess && (
          <Once title={`Token “${making.data.title}”`} secret={making.data.secret} until={making.data.expiresAt} />
        )}
        <button type="submit" className="button primary" disabled={making.isPending || scopes.length === 0}>
          Make it
        </button>
      </form>
    </section>
  );
}
