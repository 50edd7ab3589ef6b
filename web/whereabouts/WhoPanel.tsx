// "Who was here?" in the place of the alerts: a place by its name or a box drawn on the map, a period, and the answer in two
// tabs: who was heard there, and which of the watched ships could not have been there.

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useId, useState } from 'react';
import type { Alibis } from '../../server/http/wire/alibi.ts';
import type { Presence } from '../../server/http/wire/presence.ts';
import { get, pathOf } from '../api.ts';
import { LineIcon } from '../parts/Marks.tsx';
import { useControls } from '../state/controls.ts';
import { currentReplay, LIVE } from '../state/state.ts';
import { useDispatch, useSlice } from '../state/store.ts';
import { timeText } from '../words/format.ts';
import { AlibiRows } from './AlibiRows.tsx';
import { PresenceRows } from './PresenceRows.tsx';
import {
  formAt,
  marksOfAlibis,
  marksOfPresence,
  NOBODY_ASKED,
  type Question,
  questionOf,
  steppedAt,
  type Tab,
} from './who.ts';

const DRAWING = { box: 'Drag on the map…', polygon: 'Click the corners…' } as const;

const TABS: Record<Tab, string> = { presence: 'Who was here', alibis: 'Alibis' };

export function WhoPanel() {
  const who = useSlice((state) => state.who) ?? NOBODY_ASKED;
  const ports = useSlice((state) => state.ports);
  const zones = useSlice((state) => state.zones);
  const at = useSlice((state) => state.at);
  const tool = useSlice((state) => state.chart.tool);
  const [form, setForm] = useState(() => formAt(at, who.area));
  const [tab, setTab] = useState<Tab>('presence');
  const [asked, setAsked] = useState<Question | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const dispatch = useDispatch();
  const id = useId();

  // A box drawn on the map is written into the form.
  useEffect(() => setForm((before) => ({ ...before, area: who.area })), [who.area]);

  function ask(next: Tab, event?: FormEvent): void {
    event?.preventDefault();
    setTab(next);
    const question = questionOf(form, next, { ports, zones });
    setRefused(typeof question === 'string' ? question : null);
    setAsked(typeof question === 'string' ? null : question);
  }

  return (
    <section className="panel feed who" aria-labelledby={`${id}-title`}>
      <header className="who-head">
        <h2 id={`${id}-title`}>Who was here?</h2>
        <button
          type="button"
          className="door"
          aria-label="Close"
          onClick={() => dispatch({ type: 'who asked', who: null })}
        >
          <LineIcon name="close" />
        </button>
      </header>
      <div className="who-body">
        <form className="who-form" onSubmit={(event) => ask(tab, event)}>
          <label className="field">
            <span className="field-name">Place or area</span>
            <input
              // biome-ignore lint/a11y/noAutofocus: the panel is opened to be filled in
              autoFocus
              list={`${id}-places`}
              placeholder="Rajin, or west,south,east,north"
              value={form.area}
              onChange={(event) => setForm({ ...form, area: event.target.value })}
            />
            <datalist id={`${id}-places`}>
              {[...ports, ...zones].map((place) => (
                <option key={place.id} value={place.name} />
              ))}
            </datalist>
          </label>
          <div className="who-draw">
            {(['box', 'polygon'] as const).map((shape) => (
              <button
                key={shape}
                type="button"
                className="button small"
                aria-pressed={tool === shape}
                onClick={() => dispatch({ type: 'charted', chart: { tool: tool === shape ? 'none' : shape } })}
              >
                {tool === shape ? DRAWING[shape] : `Draw a ${shape}`}
              </button>
            ))}
          </div>
          <div className="who-period">
            <label className="field">
              <span className="field-name">From, UTC</span>
              <input
                type="datetime-local"
                value={form.from}
                onChange={(event) => setForm({ ...form, from: event.target.value })}
              />
            </label>
            <label className="field">
              <span className="field-name">To, UTC</span>
              <input
                type="datetime-local"
                value={form.to}
                onChange={(event) => setForm({ ...form, to: event.target.value })}
              />
            </label>
          </div>
          <button type="submit" className="button primary">
            Ask
          </button>
          {refused !== null && (
            <p className="who-refused" role="alert">
              {refused}
            </p>
          )}
        </form>
        <div className="who-tabs" role="tablist" aria-label="Answers">
          {(['presence', 'alibis'] as const).map((each) => (
            <button
              key={each}
              type="button"
              role="tab"
              id={`${id}-${each}`}
              aria-selected={tab === each}
              aria-controls={`${id}-answer`}
              onClick={() => ask(each)}
            >
              {TABS[each]}
            </button>
          ))}
        </div>
        <div id={`${id}-answer`} role="tabpanel" aria-labelledby={`${id}-${tab}`}>
          {asked === null && refused === null && <p className="quiet">{TEACHES[tab]}</p>}
          {asked !== null && <Answer key={JSON.stringify(asked)} question={asked} />}
        </div>
      </div>
    </section>
  );
}

const TEACHES: Record<Tab, string> = {
  presence:
    'Choose a place and a period: every vessel heard there, what happened there, and in which hours nobody could be heard.',
  alibis:
    'Choose a port and a period of up to a month: which of the watched ships could not have been there, which could, and which were.',
};

function Answer({ question }: { question: Question }) {
  const scope = useSlice((state) => state.scope) ?? LIVE;
  const replay = useSlice(currentReplay);
  // As of the playhead, in steps while it plays; a replay with the lists of today asks today's.
  const asOf = useSlice((state) => (replay?.asOf === 'then' ? steppedAt(state.at, state.playing) : 'now'));
  const { tab, area, from, to } = question;
  const path = tab === 'presence' ? '/presence' : '/alibis';
  const query = { scope, [tab === 'presence' ? 'area' : 'place']: area, from, to, asOf, limit: 200 };
  const found = useQuery({
    queryKey: ['who', path, query],
    queryFn: () => get<Presence | Alibis>(path, query),
    // What was said stays until the answer for the new instant is there.
    placeholderData: keepPreviousData,
  });
  const dispatch = useDispatch();
  const controls = useControls();
  const { data } = found;
  useEffect(() => {
    if (data === undefined) return;
    const shown =
      'hearing' in data
        ? { outline: data.area.outline.coordinates, marks: marksOfPresence(data) }
        : { outline: [], marks: marksOfAlibis(data) };
    dispatch({ type: 'who answered', ...shown });
  }, [data, dispatch]);
  const middle = data === undefined ? undefined : 'hearing' in data ? data.area : data.place;
  const place = middle && `${middle.lon} ${middle.lat}`;
  // Once for each area, and not each time that the playhead moves.
  useEffect(() => {
    const [lon, lat] = (place ?? '').split(' ').map(Number);
    if (place !== undefined) controls.showPlace(lon!, lat!);
  }, [place, controls]);
  if (found.isPending) return <p className="quiet">Looking…</p>;
  if (found.isError) {
    return (
      <p className="who-refused" role="alert">
        {found.error.message}
      </p>
    );
  }
  return (
    <>
      <p className="quiet" role="status">
        {asOf === 'now' ? 'As known now.' : `As known at ${timeText(asOf)}, at the playhead.`}
        {found.isPlaceholderData && ' Looking again…'}
      </p>
      {'hearing' in found.data ? <PresenceRows presence={found.data} /> : <AlibiRows alibis={found.data} />}
      <p className="who-files">
        <a href={pathOf(path, { ...query, limit: undefined, format: 'csv' })}>CSV</a>
        <a href={pathOf(path, { ...query, limit: undefined, format: 'geojson' })}>GeoJSON</a>
      </p>
    </>
  );
}
