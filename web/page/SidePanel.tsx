// The right side: the selection. A case, an alert of it and the vessel are leaves of one panel, so that it is one step from
// the story to the statement, to the ship and back.

import { AlertDetail } from '../alerts/AlertDetail.tsx';
import { CaseDetail } from '../cases/CaseDetail.tsx';
import { LineIcon } from '../parts/Marks.tsx';
import { useDispatch, usePageStore, useSlice } from '../state/store.ts';
import { Dossier } from '../vessel/Dossier.tsx';

const LEAVES = { case: 'Case', alert: 'Alert', vessel: 'Vessel dossier' } as const;

export function SidePanel() {
  const vesselId = useSlice((state) => state.vesselId);
  const alertId = useSlice((state) => state.alertId);
  const caseId = useSlice((state) => state.caseId);
  const scope = useSlice((state) => state.scope);
  const cursorCase = useSlice((state) => {
    const found = state.cursorId === null ? undefined : state.cases.get(state.cursorId);
    return found?.ships.some(({ id }) => id === state.vesselId) ? found.id : null;
  });
  const newestAlert = useSlice((state) => {
    const legs = state.cases.get(state.caseId ?? state.cursorId ?? '')?.legs;
    return legs?.at(-1)?.alertIds.find((id) => state.alerts.get(id)?.vesselId === state.vesselId) ?? null;
  });
  const store = usePageStore();
  const dispatch = useDispatch();
  if ((vesselId === null && alertId === null && caseId === null) || scope === null) return null;
  const leaf = alertId !== null ? 'alert' : caseId !== null ? 'case' : 'vessel';
  const caseOfTab = caseId ?? cursorCase;
  const alertOfTab = alertId ?? newestAlert;
  return (
    <aside className="panel side" aria-label={LEAVES[leaf]}>
      <div className="side-bar">
        <div className="leaves" role="tablist" aria-label="Selection">
          <button
            type="button"
            role="tab"
            id="leaf-case"
            aria-selected={leaf === 'case'}
            aria-controls="leaf"
            disabled={caseOfTab === null}
            onClick={() => caseOfTab !== null && dispatch({ type: 'case picked', caseId: caseOfTab })}
          >
            Case
          </button>
          <button
            type="button"
            role="tab"
            id="leaf-alert"
            aria-selected={leaf === 'alert'}
            aria-controls="leaf"
            disabled={alertOfTab === null}
            onClick={() => alertOfTab !== null && dispatch({ type: 'alert picked', alertId: alertOfTab })}
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
        ) : caseId !== null ? (
          <CaseDetail key={caseId} caseId={caseId} />
        ) : (
          vesselId !== null && <Dossier key={vesselId} scope={scope} vesselId={vesselId} />
        )}
      </div>
    </aside>
  );
}
