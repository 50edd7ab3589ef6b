// Says a critical alert to a screen reader the moment the alert is raised or updated. Nothing is visible.

import { useEffect, useState } from 'react';
import { usePageStore, useSlice } from '../state/store.ts';

export function Announcer() {
  const store = usePageStore();
  const fresh = useSlice((state) => state.fresh);
  const [text, setText] = useState('');
  useEffect(() => {
    const { alerts } = store.get();
    const newest = [...fresh].filter(([id]) => alerts.get(id)?.severity === 'critical').at(-1);
    if (newest === undefined) return;
    const [id, { what }] = newest;
    const { vesselName, state, basis, confidence, why } = alerts.get(id)!;
    const opening =
      what === 'new'
        ? `Critical alert, ${confidence} confidence`
        : `Critical alert updated, ${state === 'withdrawn' ? state : basis}`;
    setText(`${opening}: ${vesselName}. ${why}`);
  }, [fresh, store]);
  return (
    <div className="unseen" role="status" aria-live="assertive">
      {text}
    </div>
  );
}
