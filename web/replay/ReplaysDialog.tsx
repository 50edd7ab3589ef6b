// What can be replayed: the scenarios, each with its ways as a picture, what it shows and who published it; a recording that is
// dropped or picked; recordings of the data folder; and what the feeds brought.

import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReceivedRecording, Scenario } from '../../server/http/wire/replay.ts';
import { Needs } from '../access/Needs.tsx';
import { api } from '../api.ts';
import { HeardAgain } from '../feeds/HeardAgain.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Refused, Waiting } from '../parts/Parts.tsx';
import { MOST_RECORDING_BYTES, refusedFile, sendFile, sizeWords } from '../send-file.ts';
import { useControls } from '../state/controls.ts';
import { useDispatch, useSlice } from '../state/store.ts';
import { countText, dateText } from '../words/format.ts';
import { replayTitle } from './as-of.ts';
import { takeDropped } from './dropped.ts';
import { linesOf, SKETCH } from './sketch.ts';

export function ReplaysDialog() {
  return (
    <Dialog title="Replays" wide>
      <div className="replays-screen">
        <Needs right="desk">
          <OwnFile />
        </Needs>
        <Gallery />
        <Earlier />
        <section aria-labelledby="heard-title">
          <h3 id="heard-title">What the feeds brought</h3>
          <HeardAgain />
        </section>
      </div>
    </Dialog>
  );
}

/** Any recording: it goes through the detectors as live positions do, in a scope of its own. */
function OwnFile() {
  const controls = useControls();
  const dispatch = useDispatch();
  const [done, setDone] = useState<number | null>(null);
  const [over, setOver] = useState(false);
  const recordings = useQuery({ queryKey: ['recordings'], queryFn: api.recordings });
  const sending = useMutation({
    mutationFn: async (files: File[]) => {
      const refused = files
        .map((file) => refusedFile(file, MOST_RECORDING_BYTES))
        .find((sentence) => sentence !== null);
      if (refused) throw new Error(refused);
      const names: string[] = [];
      for (const [i, file] of files.entries()) {
        const path = `/recordings?name=${encodeURIComponent(file.name.slice(0, 200))}`;
        const told = (part: number) => setDone((i + part) / files.length);
        names.push((await sendFile<ReceivedRecording>(path, 'application/octet-stream', file, told)).file);
      }
      await controls.replayFiles(names);
    },
    onSuccess: () => dispatch({ type: 'dialog', dialog: null }),
    onSettled: () => setDone(null),
  });
  const { mutate } = sending;
  // Dropped on the page before this was open.
  useEffect(() => {
    const files = takeDropped();
    if (files.length > 0) mutate(files);
  }, [mutate]);
  const again = useMutation({
    mutationFn: (file: string) => controls.replayFiles([file]),
    onSuccess: () => dispatch({ type: 'dialog', dialog: null }),
  });
  return (
    <section aria-labelledby="own-title">
      <h3 id="own-title">A recording of your own</h3>
      <label
        className={over ? 'drop-zone over' : 'drop-zone'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          mutate([...event.dataTransfer.files]);
        }}
      >
        <strong>Drop a file here or anywhere on the page, or choose one</strong>
        <span className="quiet">
          NMEA, Danish or US daily CSV, Global Fishing Watch, any CSV with a time and a position, GeoJSON, GPX; plain,
          gzip or zstd; up to {sizeWords(MOST_RECORDING_BYTES)}. It stays on this machine.
        </span>
        <input
          type="file"
          multiple
          disabled={sending.isPending}
          onChange={(event) => {
            mutate([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </label>
      <div aria-live="polite">
        {sending.isPending && (
          <p className="upload-line">
            <progress value={done ?? undefined} max={1} aria-label="Sending the recording" />{' '}
            <span className="number">{done === null ? '' : `${Math.round(done * 100)} %`}</span> Sending it; then the
            replay opens by itself.
          </p>
        )}
        {sending.isError && (
          <p className="refusal" role="alert">
            {sending.error.message}
          </p>
        )}
        {again.isError && (
          <p className="refusal" role="alert">
            {again.error.message}
          </p>
        )}
      </div>
      {recordings.isSuccess && recordings.data.length > 0 && (
        <details>
          <summary>In the data folder: {countText(recordings.data.length)}</summary>
          <ul className="recordings">
            {recordings.data.slice(0, MOST_SHOWN).map(({ file }) => (
              <li key={file}>
                <code>{file}</code>
                <button
                  type="button"
                  className="button small"
                  disabled={again.isPending}
                  onClick={() => again.mutate(file)}
                >
                  Replay<span className="unseen"> {file}</span>
                </button>
              </li>
            ))}
          </ul>
          {recordings.data.length > MOST_SHOWN && (
            <p className="quiet">{countText(recordings.data.length - MOST_SHOWN)} more are not shown.</p>
          )}
        </details>
      )}
    </section>
  );
}

const MOST_SHOWN = 100;

function Gallery() {
  const query = useQuery({ queryKey: ['scenarios'], queryFn: api.scenarios });
  return (
    <section aria-labelledby="gallery-title">
      <h3 id="gallery-title">Scenarios</h3>
      {query.isPending && <Waiting what="the scenarios" />}
      {query.isError && <Refused what="The scenarios" error={query.error} again={() => void query.refetch()} />}
      <ul className="gallery">
        {(query.data ?? []).map((scenario) => (
          <Card key={scenario.id} scenario={scenario} />
        ))}
      </ul>
    </section>
  );
}

function Card({ scenario }: { scenario: Scenario }) {
  const controls = useControls();
  const dispatch = useDispatch();
  const here = useSlice((state) => state.scope === scenario.id);
  const opening = useMutation({
    mutationFn: () => controls.startScenario(scenario.id),
    onSuccess: () => dispatch({ type: 'dialog', dialog: null }),
  });
  return (
    <li className={here ? 'gallery-card here' : 'gallery-card'}>
      <button type="button" className="gallery-open" disabled={opening.isPending} onClick={() => opening.mutate()}>
        <Picture id={scenario.id} />
        <span className="gallery-title">{scenario.title}</span>
      </button>
      <p className="quiet number">
        {dateText(Date.parse(scenario.from))} to {dateText(Date.parse(scenario.to))}
        {here && ' · on screen now'}
      </p>
      <p>{scenario.about}</p>
      <p className="gallery-label">{scenario.label}</p>
      <p className="quiet">
        {scenario.sources.length === 0
          ? 'No sighting was published with a day; the account above says what was.'
          : `Sightings by ${scenario.sources.join(', ')}`}
      </p>
      {opening.isError && (
        <p className="refusal" role="alert">
          {opening.error.message}
        </p>
      )}
    </li>
  );
}

/** The ways of the watched ships, drawn from the recording; no coast, since it is a picture and no chart. */
function Picture({ id }: { id: string }) {
  const query = useQuery({
    queryKey: ['sketch', id],
    queryFn: () => api.sketch(id),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const lines = query.data === undefined ? [] : linesOf(query.data);
  return (
    <svg viewBox={`0 0 ${SKETCH.width} ${SKETCH.height}`} className="gallery-picture" aria-hidden="true">
      {lines.map((line, i) => (
        <polyline key={line.points} points={line.points} className={`hue-${i % 6}`} fill="none" />
      ))}
      {lines.map((line, i) => (
        <circle key={line.points} cx={line.end[0]} cy={line.end[1]} r="3.2" className={`hue-${i % 6}`} />
      ))}
    </svg>
  );
}

/** Replays that were run here. */
function Earlier() {
  const replays = useSlice((state) => state.replays);
  const scope = useSlice((state) => state.scope);
  const controls = useControls();
  const dispatch = useDispatch();
  if (replays.size === 0) return null;
  return (
    <section aria-labelledby="earlier-title">
      <h3 id="earlier-title">Run here before</h3>
      <ul className="recordings">
        {[...replays.values()].map((replay) => (
          <li key={replay.id}>
            <span>
              {replayTitle(replay)}{' '}
              <span className="quiet number">
                {replay.state === 'done' ? `${countText(replay.reports)} positions` : replay.state}
                {replay.error !== null && `: ${replay.error}`}
              </span>
              <Rejects rejects={replay.rejects} />
            </span>
            <button
              type="button"
              className="button small"
              disabled={replay.id === scope}
              onClick={() => {
                dispatch({ type: 'dialog', dialog: null });
                void controls.openScope(replay.id);
              }}
            >
              {replay.id === scope ? 'On screen' : 'Open'}
              <span className="unseen"> {replay.title}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rejects({ rejects }: { rejects: Readonly<Record<string, number>> }) {
  const rows = Object.entries(rejects).sort((a, b) => b[1] - a[1]);
  if (rows.length === 0) return null;
  return (
    <details>
      <summary className="quiet">lines that gave no position, by reason</summary>
      <ul className="plain-list">
        {rows.map(([reason, count]) => (
          <li key={reason} className="number">
            {countText(count)} {reason}
          </li>
        ))}
      </ul>
    </details>
  );
}
