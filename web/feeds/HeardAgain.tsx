// Replays what the live feeds brought, as it was heard, with the lists and rules of then or of now: how far back what was heard
// is kept, and a door to the replay.

import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Refused } from '../parts/Parts.tsx';
import { useControls } from '../state/controls.ts';
import { useDispatch } from '../state/store.ts';
import { timeText } from '../words/format.ts';
import { feedApi } from './feed-api.ts';
import { hoursKept } from './feeds.ts';

export function HeardAgain() {
  const query = useQuery({ queryKey: ['intake'], queryFn: feedApi.intake, refetchInterval: 60_000 });
  const controls = useControls();
  const dispatch = useDispatch();
  const [chosen, setChosen] = useState<number | null>(null);
  const starting = useMutation({
    mutationFn: (hours: number) => controls.replayHeard(hours),
    onSuccess: () => dispatch({ type: 'dialog', dialog: null }),
  });
  if (query.isPending) return null;
  if (query.isError) return <Refused what="What was heard" error={query.error} again={() => void query.refetch()} />;
  const { from, bytes } = query.data;
  if (from === null) return <p className="quiet">Nothing that was heard is kept yet.</p>;
  const spans = hoursKept(Date.parse(from), Date.now());
  const hours = spans.find((span) => span.hours === chosen)?.hours ?? spans.at(-1)!.hours;
  return (
    <>
      <p>
        What was heard is kept since <span className="number">{timeText(Date.parse(from))}</span> (
        {(bytes / 1e6).toFixed(1)} MB on disk), and can be replayed as it was heard.
      </p>
      <div className="field-row sources-doors">
        <label>
          The last{' '}
          <select value={hours} onChange={(event) => setChosen(Number(event.currentTarget.value))}>
            {spans.map((span) => (
              <option key={span.hours} value={span.hours}>
                {span.words}
              </option>
            ))}
          </select>
        </label>
        <button type="button" className="button" disabled={starting.isPending} onClick={() => starting.mutate(hours)}>
          Replay as heard
        </button>
      </div>
      {starting.isError && <Refused what="The replay" error={starting.error} again={() => starting.mutate(hours)} />}
    </>
  );
}
