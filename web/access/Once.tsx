// A secret that is shown once, with a button that copies it.

import { useState } from 'react';
import { timeText } from '../words/format.ts';

export function Once({ title, secret, until }: { title: string; secret: string; until: string }) {
  const [copied, setCopied] = useState('');
  return (
    <div className="notice once" role="status">
      <p>
        <strong>{title}</strong> is shown now and never again. Good until {timeText(Date.parse(until))}.
      </p>
      <code>{secret}</code>
      <button
        type="button"
        className="button"
        onClick={() => {
          navigator.clipboard.writeText(secret).then(
            () => setCopied('Copied.'),
            () => setCopied('The browser did not let it be copied; mark it by hand.'),
          );
        }}
      >
        Copy
      </button>
      <span className="quiet" aria-live="polite">
        {copied}
      </span>
    </div>
  );
}
