// Where one is signed in, and the end of it.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Refused, Waiting } from '../parts/Parts.tsx';
import { timeText } from '../words/format.ts';
import { accessApi } from './access-api.ts';

export function Logins() {
  const query = useQuery({ queryKey: ['logins'], queryFn: accessApi.logins });
  const queries = useQueryClient();
  const after = { onSuccess: () => void queries.invalidateQueries({ queryKey: ['logins'] }) };
  const ending = useMutation({ mutationFn: accessApi.endLogin, ...after });
  const endingAll = useMutation({ mutationFn: accessApi.endOtherLogins, ...after });
  const failed = ending.error ?? endingAll.error;
  const logins = query.data ?? [];
  return (
    <section aria-labelledby="logins-title">
      <h3 id="logins-title">Logins</h3>
      {query.isPending && <Waiting what="your logins" />}
      {query.isError && <Refused what="Your logins" error={query.error} again={() => void query.refetch()} />}
      {failed !== null && (
        <p className="refusal" role="alert">
          {failed.message}
        </p>
      )}
      <ul className="account-rows">
        {logins.map((login) => (
          <li key={login.id}>
            <div>
              <strong>{browserOf(login.agent)}</strong> <span className="quiet">from {login.address}</span>
              {login.current && <span className="tag watched">this one</span>}
              <p className="quiet">
                Signed in {timeText(Date.parse(login.createdAt))}, last used {timeText(Date.parse(login.seenAt))}, ends{' '}
                {timeText(Date.parse(login.endsAt))} at the latest
              </p>
            </div>
            {!login.current && (
              <button
                type="button"
                className="button"
                disabled={ending.isPending}
                onClick={() => ending.mutate(login.id)}
              >
                End it
              </button>
            )}
          </li>
        ))}
      </ul>
      {logins.length > 1 && (
        <button type="button" className="button" disabled={endingAll.isPending} onClick={() => endingAll.mutate()}>
          End all others
        </button>
      )}
    </section>
  );
}

/** As much of what a browser says of itself as a person can use. */
export function browserOf(agent: string): string {
  const name = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(agent)?.[1];
  const system = /(Windows|Macintosh|Android|iPhone|iPad|Linux)/.exec(agent)?.[1];
  if (name === undefined) return agent === '' ? 'A program that gave no name' : agent.slice(0, 40);
  const known = { Edg: 'Edge', OPR: 'Opera' }[name] ?? name;
  return system === undefined ? known : `${known} on ${system === 'Macintosh' ? 'macOS' : system}`;
}
