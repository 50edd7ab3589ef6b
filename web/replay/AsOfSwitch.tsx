// Whose lists and rules the replay uses: those of that day, or today's. The other choice opens the same replay run with the
// other lists, at the same playhead and with the same selection; that replay is run now if nobody has run it yet.

import { useMutation } from '@tanstack/react-query';
import { useControls } from '../state/controls.ts';
import { currentReplay } from '../state/state.ts';
import { useDispatch, useSlice } from '../state/store.ts';
import { type AsOf, asOfText } from './as-of.ts';

export function AsOfSwitch() {
  const replay = useSlice(currentReplay);
  const controls = useControls();
  const dispatch = useDispatch();
  const change = useMutation({ mutationFn: (asOf: AsOf) => controls.replayAsOf(asOf) });
  if (replay === null) return null;
  return (
    <fieldset className="as-of" disabled={change.isPending}>
      <legend className="unseen">Lists and rules of</legend>
      <span className="quiet as-of-name" aria-hidden="true">
        Lists and rules of
      </span>
      <div className="segments">
        {(['then', 'now'] as const).map((asOf) => (
          <label key={asOf} title={asOfText(asOf)}>
            <input
              type="radio"
              name="as-of"
              className="unseen"
              checked={replay.asOf === asOf}
              onChange={() => change.mutate(asOf)}
            />
            <span>{asOf === 'then' ? 'that day' : 'today'}</span>
          </label>
        ))}
      </div>
      <button
        type="button"
        className="text-button as-of-compare"
        onClick={() => dispatch({ type: 'dialog', dialog: 'differences' })}
      >
        Compare
      </button>
      {change.isError && (
        <span className="refusal" role="alert">
          {change.error.message}
        </span>
      )}
    </fieldset>
  );
}
