// Name and password, and what to do without them. The refusal is the server's own sentence.

import { type FormEvent, useId, useState } from 'react';
import type { Me } from '../../server/http/wire/access.ts';
import { post } from '../api.ts';
import { Keel, Open } from './Keel.tsx';
import { PasswordField } from './PasswordField.tsx';

export function SignIn({ me, again, entered }: { me: Me | null; again?: boolean; entered: () => void }) {
  const [name, setName] = useState(me?.person?.name ?? '');
  const [password, setPassword] = useState('');
  const [refusal, setRefusal] = useState('');
  const [asking, setAsking] = useState(false);
  const title = useId();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAsking(true);
    try {
      await post('/sign-in', { name, password });
      entered();
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
      setPassword('');
      setAsking(false);
    }
  };
  return (
    <main className="door-page">
      <form className="door-sheet" aria-labelledby={title} onSubmit={(event) => void submit(event)}>
        <Keel />
        <h2 id={title}>{again === true ? 'Your login has ended. Sign in to go on' : 'Sign in'}</h2>
        <label className="field">
          <span className="field-name">Name</span>
          <input
            required
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <PasswordField label="Password" use="current-password" value={password} change={setPassword} />
        {refusal !== '' && (
          <p className="refusal" role="alert">
            {refusal}
          </p>
        )}
        <button type="submit" className="button primary" disabled={asking}>
          {asking ? 'Signing in' : 'Sign in'}
        </button>
        <Open https={me?.https ?? location.protocol === 'https:'} />
        <p className="quiet">
          Locked out? An admin can make you a one-time link, and so can{' '}
          <code>keelwatch user link {name.trim() === '' ? 'NAME' : name.trim().slice(0, 30)}</code> on the machine.
        </p>
      </form>
    </main>
  );
}
