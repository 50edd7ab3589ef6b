// Zones of one's own: drawn on the map or written as corners, named, drawn anew, deleted, and each of it undone. The zones that come
// with the program stand below, for whoever looks for one by its name.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { DrawnZone, ZoneRequest } from '../../../server/http/wire/place.ts';
import { useMay } from '../../access/me.ts';
import { useControls } from '../../state/controls.ts';
import { useDispatch, useSlice } from '../../state/store.ts';
import { middleOf } from './place-names.ts';
import { cornersText, openRing, readCorners, ringRefusal } from './rings.ts';
import { zoneApi } from './zone-api.ts';

/** Zoom at which a zone is shown. */
const ZONE_ZOOM = 8;

interface Done {
  says: string;
  undo(): Promise<unknown>;
}

export function ZonesPanel() {
  const draft = useSlice((state) => state.chart.draft);
  const zones = useSlice((state) => state.zones);
  const may = useMay('desk');
  const drawn = useQuery({ queryKey: ['zones', 'drawn'], queryFn: zoneApi.drawn });
  const [done, setDone] = useState<Done | null>(null);
  const queries = useQueryClient();
  const dispatch = useDispatch();
  const controls = useControls();
  const deed = useMutation({
    mutationFn: async ({ work }: { work(): Promise<unknown>; done: Done | null }) => work(),
    onSuccess: async (_answer, { done: next }) => {
      setDone(next);
      dispatch({ type: 'charted', chart: { tool: 'none', draft: null } });
      await queries.invalidateQueries({ queryKey: ['zones'] });
      dispatch({ type: 'zones', zones: await zoneApi.all() });
    },
  });
  const begin = (zone: DrawnZone | null) => {
    setDone(null);
    deed.reset();
    const next = { zoneId: zone?.id ?? null, ring: zone === null ? [] : openRing(zone.ring) };
    dispatch({ type: 'charted', chart: { tool: 'zone', draft: next } });
    if (zone !== null) show(zone.ring);
  };
  const show = (ring: DrawnZone['ring']) => {
    const { lon, lat } = middleOf(ring);
    controls.showPlace(lon, lat, ZONE_ZOOM);
  };
  const own = drawn.data ?? [];
  const edited = own.find(({ id }) => id === draft?.zoneId) ?? null;

  function save(request: ZoneRequest): void {
    if (edited === null) {
      let made: DrawnZone | null = null;
      const work = async () => {
        made = await zoneApi.make(request);
      };
      deed.mutate({ work, done: { says: `Zone “${request.name}” is kept.`, undo: () => zoneApi.remove(made!.id) } });
      return;
    }
    const before = requestOf(edited);
    deed.mutate({
      work: () => zoneApi.change(edited.id, { ...request, version: edited.version }),
      done: { says: `Zone “${request.name}” is changed.`, undo: () => zoneApi.change(edited.id, before) },
    });
  }

  function drop(zone: DrawnZone): void {
    deed.mutate({
      work: () => zoneApi.remove(zone.id),
      done: { says: `Zone “${zone.name}” is deleted.`, undo: () => zoneApi.change(zone.id, requestOf(zone)) },
    });
  }

  return (
    <div className="map-form">
      {draft === null ? (
        <>
          <p className="quiet">
            The live monitor notes watched ships that enter a zone from when it is kept. A replay goes by the zones of
            the program.
          </p>
          {may ? (
            <button type="button" className="button primary" onClick={() => begin(null)}>
              Draw a zone
            </button>
          ) : (
            <p className="quiet">Zones are drawn by analysts.</p>
          )}
        </>
      ) : (
        <ZoneForm
          key={draft.zoneId ?? 'new'}
          zone={edited}
          busy={deed.isPending}
          save={save}
          cancel={() => dispatch({ type: 'charted', chart: { tool: 'none', draft: null } })}
        />
      )}
      {deed.isError && <p role="alert">{deed.error.message}</p>}
      {done !== null && draft === null && (
        <p role="status">
          {done.says}{' '}
          <button type="button" className="text-button" onClick={() => deed.mutate({ work: done.undo, done: null })}>
            Undo
          </button>
        </p>
      )}
      {drawn.isError && <p role="alert">{drawn.error.message}</p>}
      <ul className="map-found" aria-label="Zones of your own">
        {own.map((zone) => (
          <li key={zone.id} className="map-row">
            <button type="button" className="text-button map-name" onClick={() => show(zone.ring)}>
              {zone.name}
            </button>
            {may && (
              <>
                <button type="button" className="button small" onClick={() => begin(zone)}>
                  Change<span className="unseen"> {zone.name}</span>
                </button>
                <button type="button" className="button small" disabled={deed.isPending} onClick={() => drop(zone)}>
                  Delete<span className="unseen"> {zone.name}</span>
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
      <details>
        <summary>Zones of the program</summary>
        <ul className="map-found">
          {zones
            .filter(({ kind }) => kind !== 'drawn')
            .map((zone) => (
              <li key={zone.id}>
                <button type="button" className="text-button" onClick={() => show(zone.ring)}>
                  {zone.name}
                </button>
              </li>
            ))}
        </ul>
      </details>
    </div>
  );
}

function requestOf({ name, note, ring }: DrawnZone): ZoneRequest {
  return { name, note, ring };
}

interface FormProps {
  zone: DrawnZone | null;
  busy: boolean;
  save(request: ZoneRequest): void;
  cancel(): void;
}

function ZoneForm({ zone, busy, save, cancel }: FormProps) {
  const ring = useSlice((state) => state.chart.draft?.ring ?? []);
  const [name, setName] = useState(zone?.name ?? '');
  const [note, setNote] = useState(zone?.note ?? '');
  /** What is typed, until it is read; else the corners as they are drawn. */
  const [typed, setTyped] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const read = typed === null ? ring : readCorners(typed);
    const why = typeof read === 'string' ? read : ringRefusal(read);
    setRefused(why ?? (name.trim() === '' ? 'Give the zone a name.' : null));
    if (why !== null || typeof read === 'string' || name.trim() === '') return;
    save({ name: name.trim(), note: note.trim() === '' ? null : note.trim(), ring: openRing(read) });
  }

  return (
    <form className="map-form" onSubmit={submit}>
      <p className="quiet">
        {ring.length === 0
          ? 'Click the corners on the map and close it on the first; or write them below.'
          : 'Drag a corner to move it, or the middle of a side to make a new one.'}
      </p>
      <label className="field">
        <span className="field-name">Name</span>
        <input value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
      </label>
      <label className="field">
        <span className="field-name">Note</span>
        <input value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
      </label>
      <label className="field">
        <span className="field-name">Corners, one a line, latitude first</span>
        <textarea
          rows={4}
          value={typed ?? cornersText(ring)}
          placeholder={'42.10, 130.20\n42.10, 130.50\n42.30, 130.50'}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      {refused !== null && <p role="alert">{refused}</p>}
      <div className="map-row">
        <button type="submit" className="button primary" disabled={busy}>
          {busy ? 'Keeping…' : 'Keep the zone'}
        </button>
        <button type="button" className="button" onClick={cancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}
