// The sightings of one vessel in its dossier. In the live monitor a sighting can be entered, and a wrong one withdrawn with a
// reason; a replay shows what was known then, and takes none.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Sighting } from '../../server/http/wire/sighting.ts';
import type { VesselDossier } from '../../server/http/wire/vessel.ts';
import { Needs } from '../access/Needs.tsx';
import { remove } from '../api.ts';
import { Section } from '../parts/Parts.tsx';
import { LIVE } from '../state/state.ts';
import { useSlice } from '../state/store.ts';
import { SightingForm } from './SightingForm.tsx';
import { SightingList } from './SightingList.tsx';
import { sightingsAt } from './sightings.ts';

export function Sightings({ vessel, at }: { vessel: VesselDossier; at: number }) {
  const live = useSlice((state) => state.scope === LIVE);
  const [entering, setEntering] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const changed = useSightingsChanged();
  const rows = sightingsAt(vessel.sightings, at);
  const close = () => {
    setEntering(false);
    // The button is back after the next rendering.
    requestAnimationFrame(() => opener.current?.focus());
  };
  return (
    <Section title="Sightings" count={rows.filter(({ withdrawn }) => withdrawn === undefined).length}>
      {rows.length === 0 && <p className="quiet">Nobody is known to have seen it.</p>}
      <SightingList
        rows={rows}
        {...(live ? { actions: (sighting: Sighting) => <Withdrawal sighting={sighting} changed={changed} /> } : {})}
      />
      {!live && <p className="quiet">This is a replay. Sightings are entered and withdrawn in the live monitor.</p>}
      {live && !entering && (
        <button type="button" className="button" ref={opener} onClick={() => setEntering(true)}>
          Enter a sighting
        </button>
      )}
      {live && entering && (
        <Needs right="desk">
          <SightingForm
            vesselId={vessel.id}
            saved={() => {
              changed();
              close();
            }}
            cancel={close}
          />
        </Needs>
      )}
    </Section>
  );
}

/** Answers that rest on sightings are asked for again; alerts and events come by the stream. */
function useSightingsChanged(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const key of ['dossier', 'alert']) void queries.invalidateQueries({ queryKey: [key] });
  };
}

function Withdrawal({ sighting, changed }: { sighting: Sighting; changed: () => void }) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (asking) field.current?.focus();
  }, [asking]);
  const withdrawing = useMutation({
    mutationFn: () =>
      remove(`/sightings/${encodeURIComponent(sighting.id)}?${new URLSearchParams({ reason: reason.trim() })}`),
    onSuccess: changed,
  });
  if (sighting.withdrawn) return null;
  if (!asking) {
    return (
      <button
        type="button"
        className="button small"
        aria-label={`Withdraw the sighting “${sighting.what}”`}
        onClick={() => setAsking(true)}
      >
        Withdraw
      </button>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    withdrawing.mutate();
  };
  return (
    <form className="sighting-withdrawal" onSubmit={submit}>
      <label className="field">
        <span className="field-name">Why does it not stand?</span>
        <input
          ref={field}
          required
          maxLength={300}
          pattern=".*\S.*"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      {withdrawing.isError && (
        <p className="refusal" role="alert">
          {withdrawing.error.message}
        </p>
      )}
      <div className="actions-row">
        <button type="submit" className="button primary" disabled={withdrawing.isPending}>
          Withdraw it
        </button>
        <button type="button" className="button" onClick={() => setAsking(false)}>
          Keep it
        </button>
      </div>
    </form>
  );
}
