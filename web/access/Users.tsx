// Users, for an admin: made by name and role, let in by a one-time link, given another role, disabled.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { User } from '../../server/http/wire/access.ts';
import { Refused, Waiting } from '../parts/Parts.tsx';
import { timeText } from '../words/format.ts';
import { accessApi } from './access-api.ts';
import { useMe } from './me.ts';
import { Once } from './Once.tsx';

const ROLES = {
  viewer: 'sees what is kept',
  analyst: 'also works on alerts, lists and rules',
  admin: 'may do everything',
} as const;
type Role = keyof typeof ROLES;

export function FirstAdmin() {
  return (
    <section aria-labelledby="open-title">
      <h3 id="open-title">There is no login on this machine yet</h3>
      <p>
        Everything is open to whoever sits at it, and nobody else can reach it. Deeds are kept under “analyst”. Once
        there is a user, everybody signs in, here too.
      </p>
      <UserForm first />
    </section>
  );
}

export function Users() {
  const query = useQuery({ queryKey: ['users'], queryFn: accessApi.users });
  return (
    <>
      <section aria-labelledby="new-user-title">
        <h3 id="new-user-title">New user</h3>
        <UserForm />
      </section>
      <section aria-labelledby="users-title">
        <h3 id="users-title">Users</h3>
        {query.isPending && <Waiting what="the users" />}
        {query.isError && <Refused what="The users" error={query.error} again={() => void query.refetch()} />}
        <ul className="account-rows">
          {(query.data ?? []).map((user) => (
            <UserRow key={user.id} user={user} />
          ))}
        </ul>
      </section>
    </>
  );
}

function UserForm({ first }: { first?: boolean }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>(first === true ? 'admin' : 'analyst');
  const [team, setTeam] = useState('');
  const queries = useQueryClient();
  const adding = useMutation({
    mutationFn: () => accessApi.addUser({ name, role, team: team.trim() === '' ? null : team.trim() }),
    onSuccess: () => {
      setName('');
      setTeam('');
      if (first !== true) void queries.invalidateQueries({ queryKey: ['users'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    adding.mutate();
  };
  return (
    <form className="account-form" onSubmit={submit}>
      <div className="field-pair">
        <label className="field">
          <span className="field-name">Name</span>
          <input
            required
            maxLength={60}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <label className="field">
          <span className="field-name">Team (may be empty)</span>
          <input maxLength={60} value={team} onChange={(event) => setTeam(event.target.value)} />
        </label>
      </div>
      {first === true ? (
        <p className="quiet">The first user is an admin.</p>
      ) : (
        <RolePick role={role} change={setRole} label="Role" />
      )}
      {adding.isError && (
        <p className="refusal" role="alert">
          {adding.error.message}
        </p>
      )}
      {adding.isSuccess && <LinkShown {...adding.data} />}
      {adding.isSuccess && first === true && (
        <p>
          From now on this page asks for a login: <a href={adding.data.link}>open the link here</a>, or give it to{' '}
          {adding.data.name}.
        </p>
      )}
      {!(adding.isSuccess && first === true) && (
        <button type="submit" className="button primary" disabled={adding.isPending}>
          {first === true ? 'Make the first admin' : 'Make the user'}
        </button>
      )}
    </form>
  );
}

function LinkShown({ name, link, expiresAt }: { name: string; link: string; expiresAt: string }) {
  return <Once title={`One-time link for ${name}`} secret={location.origin + link} until={expiresAt} />;
}

function RolePick({ role, change, label }: { role: Role; change: (role: Role) => void; label: string }) {
  return (
    <label className="select">
      <span className="field-name">{label}</span>
      <select value={role} onChange={(event) => change(event.target.value as Role)}>
        {(Object.keys(ROLES) as Role[]).map((each) => (
          <option key={each} value={each}>
            {each}: {ROLES[each]}
          </option>
        ))}
      </select>
    </label>
  );
}

function UserRow({ user }: { user: User }) {
  const mine = useMe()?.person?.id === user.id;
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const after = { onSuccess: () => void queries.invalidateQueries({ queryKey: ['users'] }) };
  const changing = useMutation({
    mutationFn: (change: { role?: Role; disabled?: boolean }) => accessApi.changeUser(user.id, change),
    ...after,
  });
  const linking = useMutation({ mutationFn: () => accessApi.linkOf(user.id) });
  const ending = useMutation({ mutationFn: () => accessApi.endLoginsOf(user.id), ...after });
  const failed = changing.error ?? linking.error ?? ending.error;
  const disabled = user.disabledAt !== null;
  return (
    <li className={disabled ? 'user-off' : ''}>
      <div className="user-line">
        <div>
          <strong>{user.name}</strong> {mine && <span className="tag watched">you</span>}
          {disabled && <span className="tag ended">disabled</span>}
          <p className="quiet">{standing(user)}</p>
        </div>
        <div className="actions-row">
          {!disabled && (
            <RolePick role={user.role} label={`Role of ${user.name}`} change={(role) => changing.mutate({ role })} />
          )}
          {!disabled && (
            <button type="button" className="button" disabled={linking.isPending} onClick={() => linking.mutate()}>
              One-time link
            </button>
          )}
          {!disabled && !mine && user.logins > 0 && (
            <button type="button" className="button" disabled={ending.isPending} onClick={() => ending.mutate()}>
              End logins
            </button>
          )}
          {disabled && (
            <button type="button" className="button" onClick={() => changing.mutate({ disabled: false })}>
              Let in again
            </button>
          )}
          {!disabled && !mine && !asking && (
            <button type="button" className="button" onClick={() => setAsking(true)}>
              Disable
            </button>
          )}
          {asking && !disabled && (
            <>
              <button
                type="button"
                className="button danger"
                onClick={() => {
                  changing.mutate({ disabled: true });
                  setAsking(false);
                }}
              >
                Disable {user.name}: all logins and tokens end
              </button>
              <button type="button" className="button" onClick={() => setAsking(false)}>
                Keep
              </button>
            </>
          )}
        </div>
      </div>
      {failed !== null && (
        <p className="refusal" role="alert">
          {failed.message}
        </p>
      )}
      {linking.isSuccess && <LinkShown {...linking.data} />}
    </li>
  );
}

function standing({ team, hasPassword, logins, tokens, seenAt }: User): string {
  const parts = [
    team === null ? null : `team ${team}`,
    hasPassword ? null : 'has chosen no password yet',
    logins === 0
      ? 'not signed in'
      : `${logins} ${logins === 1 ? 'login' : 'logins'}, last used ${timeText(Date.parse(seenAt!))}`,
    tokens === 0 ? null : `${tokens} ${tokens === 1 ? 'token' : 'tokens'}`,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}
