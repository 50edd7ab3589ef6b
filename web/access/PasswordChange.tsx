// A new password for the present one. Every other login ends.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { accessApi } from './access-api.ts';
import { useMe } from './me.ts';
import { PASSWORD_HINT, PasswordField } from './PasswordField.tsx';

export function PasswordChange() {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const name = useMe()?.person?.name ?? '';
  const queries = useQueryClient();
  const changing = useMutation({
    mutationFn: () => accessApi.changePassword(current, next),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      void queries.invalidateQueries({ queryKey: ['logins'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    changing.mutate();
  };
  return (
    <section aria-labelledby="password-title">
      <h3 id="password-title">Password</h3>
      <form className="account-form" onSubmit={submit}>
        <input type="text" className="unseen" tabIndex={-1} aria-hidden autoComplete="username" value={name} readOnly />
        <div className="field-pair">
          <PasswordField label="Present password" use="current-password" value={current} change={setCurrent} />
          <PasswordField label="New password" use="new-password" value={next} change={setNext} hint={PASSWORD_HINT} />
        </div>
        {changing.isError && (
          <p className="refusal" role="alert">
            {changing.error.message}
          </p>
        )}
        {changing.isSuccess && (
          <p className="done" role="status">
            Changed.{' '}
            {changing.data.ended === 0 ? 'There was no other login.' : `${changing.data.ended} other logins ended.`}
          </p>
        )}
        <button type="submit" className="button primary" disabled={changing.isPending}>
          Change the password
        </button>
      </form>
    </section>
  );
}
