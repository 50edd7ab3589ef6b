// The notice over the map: the server is away, a replay is still running or has failed, a scope is loading. One sentence,
// and what can be done about it.

import { useEffect, useState } from 'react';
import { useControls } from '../state/controls.ts';
import { currentReplay } from '../state/state.ts';
import { useSlice } from '../state/store.ts';

export function Banner() {
  const connection = useSlice((state) => state.connection);
  const reason = useSlice((state) => state.awayReason);
  const retryAt = useSlice((state) => state.retryAt);
  const loading = useSlice((state) => state.loading);
  const loadError = useSlice((state) => state.loadError);
  const replay = useSlice(currentReplay);
  const controls = useControls();

  if (connection === 'away') {
    return (
      <div className="banner trouble" role="alert">
        <strong>The server is away.</strong>
        <span>
          {reason ?? 'It does not answer.'} What is shown is what was known before. <Countdown until={retryAt} />
        </span>
        <button type="button" className="button" onClick={() => controls.retry()}>
          Try now
        </button>
      </div>
    );
  }
  if (loading === 'failed') {
    return (
      <div className="banner trouble" role="alert">
        <strong>This scope could not be loaded.</strong>
        <span>{loadError}</span>
        <button type="button" className="button" onClick={() => controls.retry()}>
          Try again
        </button>
      </div>
    );
  }
  if (replay?.state === 'failed') {
    return (
      <div className="banner trouble" role="alert">
        <strong>The replay stopped.</strong>
        <span>{stopped(replay.error ?? 'It gave no reason')} What was read before that is shown.</span>
      </div>
    );
  }
  if (replay?.state === 'running') {
    return (
      <div className="banner" role="status">
        <span>Reading the recording through the detectors</span>
        <progress value={replay.progress ?? undefined} max={1} aria-label="Progress of the replay" />
        <span className="number">{replay.progress === null ? '' : `${Math.round(replay.progress * 100)} %`}</span>
      </div>
    );
  }
  if (loading === 'loading') {
    return (
      <div className="banner" role="status">
        <span>Loading tracks, alerts and events</span>
        <progress aria-label="Loading" />
      </div>
    );
  }
  return null;
}

/** As a sentence: reasons come with and without a full stop. */
function stopped(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function Countdown({ until }: { until: number | null }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  if (until === null) return null;
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  return <>{seconds > 0 ? `Next attempt in ${seconds} s.` : 'Trying.'}</>;
}
