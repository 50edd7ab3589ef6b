// The bottom line: what is replayed, play and pause, pace, the step to the previous and next event, and the timeline.

import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { Icon, LineIcon } from '../parts/Marks.tsx';
import { useControls } from '../state/controls.ts';
import { nextMark, previousMark, SPEEDS } from '../state/playback.ts';
import { LIVE } from '../state/state.ts';
import { useDispatch, usePageStore, useSlice } from '../state/store.ts';
import { paceText } from '../words/format.ts';
import { AsOfSwitch } from './AsOfSwitch.tsx';
import { replayTitle } from './as-of.ts';
import { marksOf } from './marks.ts';
import { Timeline } from './Timeline.tsx';

export function ReplayBar() {
  const live = useSlice((state) => state.scope === LIVE);
  return (
    <section className="replay" aria-label="Replay">
      <div className="replay-controls">
        {!live && <Transport />}
        {!live && <Pace />}
        <ReplaysDoor />
        <ScopePicker />
        <AsOfSwitch />
        <span className="spacer" />
        <TrackColours />
        <ReachDoor />
        <FitDoor />
        <LegendDoor />
      </div>
      <Timeline />
    </section>
  );
}

function Transport() {
  const playing = useSlice((state) => state.playing);
  const ready = useSlice((state) => state.toAt !== null);
  const store = usePageStore();
  const controls = useControls();
  const toggle = () => {
    const state = store.get();
    // Play at the end starts again from where the replay opens.
    if (!state.playing && state.toAt !== null && state.at >= state.toAt) {
      const replay = state.scope === null ? undefined : state.replays.get(state.scope);
      controls.seek(replay?.opensAt ?? state.fromAt ?? state.at);
    }
    store.dispatch({ type: 'played', playing: !state.playing });
  };
  const step = (way: typeof nextMark) => {
    const state = store.get();
    const at = way(marksOf(state), state.at);
    if (at !== null) controls.seek(at);
  };
  return (
    <div className="transport">
      <button
        type="button"
        className="round"
        disabled={!ready}
        aria-label="Previous event"
        title="Previous event ([)"
        onClick={() => step(previousMark)}
      >
        <Icon name="previous" />
      </button>
      <button
        type="button"
        className="round play"
        disabled={!ready}
        aria-label={playing ? 'Pause' : 'Play'}
        title={playing ? 'Pause (space)' : 'Play (space)'}
        onClick={toggle}
      >
        <Icon name={playing ? 'pause' : 'play'} />
      </button>
      <button
        type="button"
        className="round"
        disabled={!ready}
        aria-label="Next event"
        title="Next event (])"
        onClick={() => step(nextMark)}
      >
        <Icon name="next" />
      </button>
    </div>
  );
}

function ReplaysDoor() {
  const dispatch = useDispatch();
  return (
    <button
      type="button"
      className="door"
      title="Scenarios, or a recording of your own"
      onClick={() => dispatch({ type: 'dialog', dialog: 'replays' })}
    >
      <LineIcon name="replays" />
      <span className="door-name">Replays</span>
    </button>
  );
}

function Pace() {
  const speed = useSlice((state) => state.speed);
  const dispatch = useDispatch();
  const offered = SPEEDS.includes(speed) ? SPEEDS : [...SPEEDS, speed].sort((a, b) => a - b);
  return (
    <label className="select pace">
      <span className="unseen">Speed</span>
      <select value={speed} onChange={(event) => dispatch({ type: 'paced', speed: Number(event.target.value) })}>
        {offered.map((each) => (
          <option key={each} value={each}>
            {paceText(each)}
          </option>
        ))}
      </select>
    </label>
  );
}

function ScopePicker() {
  const scope = useSlice((state) => state.scope);
  const replays = useSlice((state) => state.replays);
  const controls = useControls();
  const scenarios = useQuery({ queryKey: ['scenarios'], queryFn: api.scenarios });
  const start = useMutation({ mutationFn: (id: string) => controls.startScenario(id) });
  const rows = [...replays.values()];
  const titles = new Set(rows.map((replay) => replay.title));
  // A scenario that has been replayed stands in the list as that replay.
  const waiting = (scenarios.data ?? []).filter((scenario) => !titles.has(scenario.title) && !replays.has(scenario.id));
  return (
    <label className="select scope-picker">
      <span className="unseen">What is shown</span>
      <select
        value={scope === null ? '' : `scope ${scope}`}
        disabled={start.isPending}
        onChange={(event) => {
          const [kind, ...rest] = event.target.value.split(' ');
          const id = rest.join(' ');
          if (kind === 'scenario') start.mutate(id);
          else void controls.openScope(id);
        }}
      >
        {scope === null && <option value="">No scope yet</option>}
        <option value={`scope ${LIVE}`}>Live monitor</option>
        {rows.length > 0 && (
          <optgroup label="Replays">
            {rows.map((replay) => (
              <option key={replay.id} value={`scope ${replay.id}`}>
                {replayTitle(replay)}
              </option>
            ))}
          </optgroup>
        )}
        {waiting.length > 0 && (
          <optgroup label="Scenarios to replay (reconstructed)">
            {waiting.map((scenario) => (
              <option key={scenario.id} value={`scenario ${scenario.id}`}>
                {scenario.title}
              </option>
            ))}
          </optgroup>
        )}
      </select>
      {start.isError && <span className="refusal">{start.error.message}</span>}
    </label>
  );
}

const COLOURS = ['vessel', 'speed', 'leg'] as const;

function TrackColours() {
  const by = useSlice((state) => state.trackColour);
  const dispatch = useDispatch();
  return (
    <label className="select">
      <span className="unseen">Colour of the tracks</span>
      <select
        value={by}
        onChange={(event) =>
          dispatch({ type: 'tracks coloured', by: COLOURS.find((each) => each === event.target.value) ?? 'vessel' })
        }
      >
        <option value="vessel">Tracks by vessel</option>
        <option value="speed">Tracks by speed</option>
        <option value="leg">Tracks by leg</option>
      </select>
    </label>
  );
}

function ReachDoor() {
  const shown = useSlice((state) => state.reachAll);
  const dispatch = useDispatch();
  return (
    <button
      type="button"
      className="door"
      title="What every silent ship can have reached (r)"
      aria-label="Reach of every silent ship"
      aria-pressed={shown}
      onClick={() => dispatch({ type: 'reach of all', shown: !shown })}
    >
      <LineIcon name="reach" />
      <span className="door-name">Reach</span>
    </button>
  );
}

function FitDoor() {
  const controls = useControls();
  return (
    <button type="button" className="door" title="Show the whole scope (f)" onClick={() => controls.fitScope()}>
      <LineIcon name="fit" />
      <span className="door-name">Fit</span>
    </button>
  );
}

function LegendDoor() {
  const shown = useSlice((state) => state.legendShown);
  const dispatch = useDispatch();
  return (
    <button
      type="button"
      className="door"
      title="Legend (l)"
      aria-pressed={shown}
      onClick={() => dispatch({ type: 'legend shown', shown: !shown })}
    >
      <LineIcon name="legend" />
      <span className="door-name">Legend</span>
    </button>
  );
}
