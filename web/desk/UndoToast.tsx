// What was just done, and for ten seconds the way back. The server judges again whether it is still open.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { deskApi } from './desk-api.ts';
import { held, useHeld } from './held.ts';

export interface Undoable {
  deed: string;
  says: string;
  /** On the clock of this page. */
  until: number;
}

/** A little less than the server gives, so that what is offered is not refused. */
const OFFERED_MS = 9_500;
export const undoable = held<Undoable | null>(null);

export function offerUndo(deed: string, says: string): void {
  undoable.set({ deed, says, until: Date.now() + OFFERED_MS });
}

export function UndoToast() {
  const offer = useHeld(undoable);
  const [now, setNow] = useState(() => Date.now());
  const queries = useQueryClient();
  const undo = useMutation({
    mutationFn: (deed: string) => deskApi.undo(deed),
    onSettled: () => {
      undoable.set(null);
      void queries.invalidateQueries({ queryKey: ['alert'] });
      void queries.invalidateQueries({ queryKey: ['audit'] });
      void queries.invalidateQueries({ queryKey: ['case'] });
    },
  });
  useEffect(() => {
    if (offer === null) return;
    setNow(Date.now());
    const timer = setInterval(() => {
      const at = Date.now();
      if (at >= offer.until) undoable.set(null);
      else setNow(at);
    }, 500);
    return () => clearInterval(timer);
  }, [offer]);
  const left = offer === null ? 0 : Math.ceil((offer.until - now) / 1000);
  return (
    <div className="undo-toast" role="status" hidden={offer === null && !undo.isError}>
      {offer !== null && (
        <>
          <span>{offer.says}</span>
          <button
            type="button"
            id="undo-deed"
            className="button"
            disabled={undo.isPending}
            onClick={() => undo.mutate(offer.deed)}
          >
            Undo <span className="number">({left} s)</span>
          </button>
        </>
      )}
      {offer === null && undo.isError && (
        <>
          <span className="refusal">{undo.error.message}</span>
          <button type="button" className="button" onClick={() => undo.reset()}>
            Close
          </button>
        </>
      )}
    </div>
  );
}
