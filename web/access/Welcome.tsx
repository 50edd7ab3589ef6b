// What a one-time link opens: its owner chooses a password and is signed in. The link is what comes after '#', so it was sent to
// no server before this page asked about it.

import { type FormEvent, useEffect, useState } from 'react';
import { post } from '../api.ts';
import { Keel, Open } from './Keel.tsx';
import { PASSWORD_HINT, PasswordField } from './PasswordField.tsx';

export function Welcome({ link }: { link: string }) {
  const [name, setName] = useState<string | null>(null);
  const [password, setPassword] = useState('');
  const [refusal, setRefusal] = useState('');
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    post<{ name: string }>('/sign-in/link', { link }).then(
      (answer) => setName(answer.name),
      (error: Error) => setRefusal(error.message),
    );
  }, [link]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAsking(true);
    try {
      await post('/sign-in/link/use', { link, password });
      location.replace('/');
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
      setAsking(false);
    }
  };
  return (
    <main className="door-page">
      <form className="door-sheet" aria-labelledby="welcome-title" onSubmit={(event) => void submit(event)}>
        <Keel />
        <h2 id="welcome-title">{name === null ? 'One-time link' : `Welcome, ${name}`}</h2>
        {name !== null && (
          <>
            <p>Choose a password. Nobody else gets to know it. Other logins of yours end.</p>
            <input
              type="text"
              className="unseen"
              tabIndex={-1}
              aria-hidden
              autoComplete="username"
              value={name}
              readOnly
            />
            <PasswordField
              label="New password"
              use="new-password"
              value={password}
              change={setPassword}
              hint={PASSWORD_HINT}
            />
          </>
        )}
        {refusal !== '' && (
          <p className="refusal" role="alert">
            {refusal}
          </p>
        )}
        {name !== null && (
          <button type="submit" className="button primary" disabled={asking}>
            Set the password and sign in
          </button>
        )}
        {name === null && refusal !== '' && <a href="/">To the sign-in</a>}
        <Open https={location.protocol === 'https:'} />
      </form>
    </main>
  );
}
