// Says a critical alert to a screen reader the moment it is raised. Nothing is seen of it.

import { useEffect, useState } from 'react';
import { usePageStore, useSlice } from '../store.ts';

export function Announcer() {
  const store = usePageStore();
  const fresh = useSlice((state) => state.fresh);
  const [text, setText] = useState('');
  useEffect(() => {
    const { alerts } = store.get();
    const critical = [...fresh.keys()].map((id) => alerts.get(id)).filter((alert) => alert?.severity === 'critical');
    const newest = critical[critical.length - 1];
    if (newest !== undefined) setText(`Critical alert: ${newest.vesselName}. ${newest.why}`);
  }, [fresh, store]);
  return (
    <div className="unseen" role="status" aria-live="assertive">
      {text}
    </div>
  );
}
