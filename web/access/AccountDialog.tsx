// One's own account and, for an admin, the users. On a machine without users it says that everything is open here, and makes the
// first admin.

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../parts/Dialog.tsx';
import { accessApi } from './access-api.ts';
import { Logins } from './Logins.tsx';
import { mayDo, useMe } from './me.ts';
import { PasswordChange } from './PasswordChange.tsx';
import { Storage } from './Storage.tsx';
import { Tokens } from './Tokens.tsx';
import { FirstAdmin, Users } from './Users.tsx';

const LEAVES = { account: 'Password and logins', tokens: 'Tokens', users: 'Users', storage: 'Storage' } as const;
type Leaf = keyof typeof LEAVES;

export function AccountDialog() {
  const me = useMe();
  const person = me?.person ?? null;
  return (
    <Dialog title={person === null || person.by === 'machine' ? 'Access' : `Account of ${person.name}`} wide>
      <div className="account-screen">
        {person?.by === 'machine' ? (
          <>
            <FirstAdmin />
            <Storage />
          </>
        ) : (
          <Account admin={mayDo(me, 'admin')} role={person?.role ?? ''} />
        )}
      </div>
    </Dialog>
  );
}

function Account({ admin, role }: { admin: boolean; role: string }) {
  const [leaf, setLeaf] = useState<Leaf>('account');
  const out = useMutation({ mutationFn: accessApi.signOut, onSuccess: () => location.assign('/') });
  const shown = (Object.keys(LEAVES) as Leaf[]).filter((each) => admin || (each !== 'users' && each !== 'storage'));
  return (
    <>
      <div className="account-head">
        <nav className="leaves" aria-label="Of the account">
          {shown.map((each) => (
            <button
              type="button"
              key={each}
              aria-current={each === leaf ? 'page' : undefined}
              className={each === leaf ? 'leaf-picked' : ''}
              onClick={() => setLeaf(each)}
            >
              {LEAVES[each]}
            </button>
          ))}
        </nav>
        <span className="quiet">You are {role}</span>
        <button type="button" className="button" disabled={out.isPending} onClick={() => out.mutate()}>
          Sign out
        </button>
      </div>
      {out.isError && (
        <p className="refusal" role="alert">
          {out.error.message}
        </p>
      )}
      {leaf === 'account' && (
        <>
          <PasswordChange />
          <Logins />
        </>
      )}
      {leaf === 'tokens' && <Tokens />}
      {leaf === 'users' && <Users />}
      {leaf === 'storage' && <Storage />}
    </>
  );
}
