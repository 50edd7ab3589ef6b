// The fields of a channel to this browser: nobody types them, the browser gives them.

import { useMutation } from '@tanstack/react-query';
import type { Typed } from '../parts/schema-fields.ts';
import { pushRefusal, subscribeHere } from './push.ts';
import { tellApi } from './tell-api.ts';

export function PushFields({ kept, typed, set }: { kept: boolean; typed: Typed; set: (typed: Typed) => void }) {
  const refusal = pushRefusal({
    isSecureContext: window.isSecureContext,
    origin: location.origin,
    hasPush: 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window,
  });
  const asking = useMutation({
    mutationFn: async () => subscribeHere((await tellApi.pushKey()).publicKey),
    onSuccess: (settings) => set({ ...typed, ...settings }),
  });
  if (refusal !== null) return <p className="refusal">{refusal}</p>;
  const ready = typed.endpoint !== undefined && typed.endpoint !== '';
  return (
    <div className="tell-push">
      <p role="status">
        {ready
          ? `${String(typed.browser)} takes messages. Save it now.`
          : kept
            ? 'A browser is set up. Another one takes its place when it is asked.'
            : 'The browser asks whether this page may show notifications.'}
      </p>
      <button type="button" className="button" disabled={asking.isPending} onClick={() => asking.mutate()}>
        {asking.isPending ? 'Asking the browser…' : 'Use this browser'}
      </button>
      {asking.isError && (
        <p className="refusal" role="alert">
          {asking.error.message}
        </p>
      )}
    </div>
  );
}
