// The right side: the selection. An alert and its vessel are two leaves of one panel, so that it is one step from the
// statement to the ship and back.

import { AlertDetail } from '../alerts/AlertDetail.tsx';
import { LineIcon } from '../parts/Marks.tsx';
import { useDispatch, usePageStore, useSlice } from '../state/store.ts';
import { Dossier } from '../vessel/Dossier.tsx';

export function SidePanel() {
  const vesselId = useSlice((state) => state.vesselId);
  const alertId = useSlice((state) => state.alertId);
  const scope = useSlice((state) => state.scope);
  const cursorAlert = useSlice((state) => {
    const alert = state.cursorId === null ? undefined : state.alerts.get(state.cursorId);
    return alert?.vesselId === state.vesselId ? (alert?.id ?? null) : null;
  });
  const store = usePageStore();
  const dispatch = useDispatch();
  if ((vesselId === null && alertId === null) || scope === null) return null;
  const leaf = alertId === null ? 'vessel' : 'alert';
  const alertOfTab = alertId ?? cursorAlert;
  return (
    <aside className="panel side" aria-label={leaf === 'alert' ? 'Alert' : 'Vessel dossier'}>
      <div className="side-bar">
        <div className="leaves" role="tablist" aria-label="Selection">
          <button
            type="button"
            role="tab"
            id="leaf-alert"
            aria-selected={leaf === 'alert'}
            aria-controls="leaf"
            disabled={alertOfTab === null}
            onClick={() => vesselId !== null && dispatch({ type: 'alert shown', vesselId, alertId: alertOfTab })}
          >
            Alert
          </button>
          <button
            type="button"
            role="tab"
            id="leaf-vessel"
            aria-selected={leaf === 'vessel'}
            aria-controls="leaf"
            disabled={vesselId === null}
            onClick={() => vesselId !== null && dispatch({ type: 'vessel picked', vesselId })}
          >
            Vessel
          </button>
        </div>
        <button
          type="button"
          className="door"
          aria-label="Close"
          title="Close (Esc)"
          onClick={() => store.dispatch({ type: 'dossier closed' })}
        >
          <LineIcon name="close" />
        </button>
      </div>
      <div className="side-body" id="leaf" role="tabpanel" aria-labelledby={`leaf-${leaf}`}>
        {alertId !== null ? (
          <AlertDetail key={alertId} scope={scope} alertId={alertId} />
        ) : (
          vesselId !== null && <Dossier key={vesselId} scope={scope} vesselId={vesselId} />
        )}
      </div>
    </aside>
  );
}
