// A password: it can be pasted and shown, and a password manager knows which one is meant.

import { useId, useState } from 'react';

export function PasswordField({
  label,
  use,
  value,
  change,
  hint,
}: {
  label: string;
  use: 'current-password' | 'new-password';
  value: string;
  change: (value: string) => void;
  hint?: string;
}) {
  const [shown, setShown] = useState(false);
  const id = useId();
  return (
    <div className="field">
      <label className="field-name" htmlFor={id}>
        {label}
      </label>
      <div className="password-row">
        <input
          id={id}
          required
          type={shown ? 'text' : 'password'}
          autoComplete={use}
          spellCheck={false}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          value={value}
          onChange={(event) => change(event.target.value)}
        />
        <button type="button" className="button" aria-pressed={shown} onClick={() => setShown(!shown)}>
          {shown ? 'Hide' : 'Show'}
          <span className="unseen"> {label.toLowerCase()}</span>
        </button>
      </div>
      {hint !== undefined && (
        <span className="quiet" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}

export const PASSWORD_HINT = '8 to 128 letters of any kind. Long and easy to remember is better than short and odd.';
