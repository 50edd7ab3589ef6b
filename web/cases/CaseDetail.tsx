// One case as it was known at the playhead: first what it comes to, in one window; then its legs with their ends and how each
// is known, the alerts inside, and what was said of it when.

import { useEffect } from 'react';
import type { CaseLeg, CaseSummary } from '../../server/http/wire/case.ts';
import { EvidenceBundle } from '../alerts/EvidenceBundle.tsx';
import { BasisBadge, ConfidenceBadge, HueDot, SeverityBadge, StateBadge } from '../parts/Marks.tsx';
import { Facts, Section } from '../parts/Parts.tsx';
import { useControls } from '../state/controls.ts';
import { newestOf } from '../state/said.ts';
import { currentReplay, horizonOf } from '../state/state.ts';
import { useDispatch, useSlice } from '../state/store.ts';
import { WhoWasTold } from '../tell/WhoWasTold.tsx';
import { legText } from '../words/alert-words.ts';
import { spanText, timeText } from '../words/format.ts';
import { CaseDeeds } from './CaseDeeds.tsx';
import { LegStrip } from './LegStrip.tsx';
import { look } from './looked.ts';

export function CaseDetail({ caseId }: { caseId: string }) {
  const shown = useSlice((state) => state.cases.get(caseId));
  const loading = useSlice((state) => state.loading);
  useEffect(() => {
    if (shown !== undefined) look(shown);
  }, [shown]);
  if (shown !== undefined) return <Loaded shown={shown} />;
  return (
    <div className="empty">
      <p>{loading === 'ready' ? 'This case was not known at the time of the playhead.' : 'Loading the case…'}</p>
    </div>
  );
}

function Loaded({ shown }: { shown: CaseSummary }) {
  const dispatch = useDispatch();
  const hue = useSlice((state) => state.hues.get(shown.ships[0]!.id));
  const label = useSlice((state) => currentReplay(state)?.label ?? null);
  const joinedTo = shown.joinedTo;
  const isLater = useSlice((state) => {
    const said = state.casesSaid.byId.get(shown.id);
    return said !== undefined && newestOf(said).revision !== shown.revision;
  });
  return (
    <>
      <header className={`alert-head ${shown.severity} ${shown.state}`}>
        <div className="card-top">
          <SeverityBadge severity={shown.severity} />
          <ConfidenceBadge confidence={shown.confidence} />
          <BasisBadge basis={shown.basis} grade={shown.grade} />
          {shown.state === 'withdrawn' && <StateBadge state="withdrawn" />}
        </div>
        <h2 tabIndex={-1} id="case-heading">
          <HueDot hue={hue} />
          {shown.ships.map(({ name }) => name).join(' and ')}
        </h2>
        <p className="leg-title">{shown.themeTitle}</p>
        <LegStrip of={shown} />
        <p className="why">{shown.sentence}</p>
        {label !== null && (
          <p className="made-up" role="note">
            This replay is {label}.
          </p>
        )}
        {joinedTo !== null && (
          <p role="note">
            Its alerts are in another case now.{' '}
            <button
              type="button"
              className="text-button"
              onClick={() => dispatch({ type: 'case picked', caseId: joinedTo })}
            >
              Open it
            </button>
          </p>
        )}
      </header>
      <Facts
        rows={[
          ['First to last', spanText(shown.fromAt, shown.toAt)],
          ['Opened', timeText(shown.openedAt)],
          ['Last said', timeText(shown.knownAt)],
          ['Alerts', shown.withdrawn === 0 ? shown.alerts : `${shown.alerts}, and ${shown.withdrawn} withdrawn`],
          ...shown.ships.map(({ name, imo, mmsi }): [string, string] => [
            name,
            [imo === null ? null : `IMO ${imo}`, mmsi === null ? null : `MMSI ${mmsi}`].filter(Boolean).join(', ') ||
              'no number known',
          ]),
        ]}
      />
      <CaseDeeds shown={shown} />
      <Legs shown={shown} />
      <Inside shown={shown} />
      <Said caseId={shown.id} />
      {shown.joinedTo === null && <EvidenceBundle kind="case" shown={shown} later={isLater} />}
      <WhoWasTold scope={shown.scope} kind="case" ids={[shown.id, ...[...shown.formerIds].reverse()]} />
    </>
  );
}

/** Each with its dated ends, newest first. */
function Legs({ shown }: { shown: CaseSummary }) {
  const controls = useControls();
  const earlier = shown.legCount - shown.legs.length;
  return (
    <Section title="Legs and calls" count={shown.legCount}>
      <ol className="plain-list case-legs">
        {[...shown.legs].reverse().map((leg) => (
          <li key={leg.alertIds[0]}>
            <button type="button" className="text-button" onClick={() => controls.showPlace(leg.lon, leg.lat)}>
              {nameOf(leg)}
            </button>{' '}
            <BasisBadge basis={leg.basis} grade={leg.grade} />
            <span className="quiet number"> {spanText(leg.fromAt, leg.toAt)}</span>
            {leg.ahead && <span className="quiet"> not ended</span>}
          </li>
        ))}
      </ol>
      {earlier > 0 && <p className="quiet">{earlier} earlier are not listed here.</p>}
    </Section>
  );
}

function nameOf(leg: CaseLeg): string {
  if (leg.kind === 'encounter') return `Encounter with ${leg.partnerName ?? 'another ship'}`;
  return leg.placeNames.length === 0 ? leg.ruleTitle : legText(leg);
}

function Inside({ shown }: { shown: CaseSummary }) {
  const alerts = useSlice((state) => state.alerts);
  const controls = useControls();
  const ids = new Set(shown.legs.flatMap((leg) => leg.alertIds));
  const inside = [...alerts.values()]
    .filter((alert) => ids.has(alert.id) || alert.caseId === shown.id)
    .sort((a, b) => b.raisedAt - a.raisedAt || (a.id < b.id ? -1 : 1));
  const standing = inside.filter(({ state }) => state !== 'withdrawn');
  const withdrawn = inside.filter(({ state }) => state === 'withdrawn');
  const rows = (some: typeof inside) => (
    <ol className="plain-list case-alerts">
      {some.map((alert) => (
        <li key={alert.id}>
          <button type="button" className="case-alert" onClick={() => controls.showAlert(alert)}>
            <span className="card-top">
              <SeverityBadge severity={alert.severity} />
              <BasisBadge basis={alert.basis} grade={alert.grade} />
              {alert.state !== 'open' && <StateBadge state={alert.state} />}
            </span>
            <strong>{alert.placeNames.length === 0 ? alert.ruleTitle : legText(alert)}</strong>
            <span className="quiet">{timeText(alert.raisedAt)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
  return (
    <Section title="Alerts inside" count={standing.length}>
      {rows(standing)}
      {withdrawn.length > 0 && (
        <details>
          <summary>{withdrawn.length} withdrawn</summary>
          {rows(withdrawn)}
        </details>
      )}
    </Section>
  );
}

function Said({ caseId }: { caseId: string }) {
  const revisions = useSlice((state) => state.casesSaid.byId.get(caseId));
  const at = useSlice(horizonOf);
  const controls = useControls();
  const told = (revisions ?? []).filter(
    (row, i, all) => row.knownAt <= at && (i === 0 || all[i - 1]!.sentence !== row.sentence),
  );
  if (told.length < 2) return null;
  return (
    <Section title="What was said when" count={told.length}>
      <ol className="plain-list revisions">
        {told.map((row) => (
          <li key={row.revision}>
            <button type="button" className="text-button number" onClick={() => controls.seek(row.knownAt)}>
              {timeText(row.knownAt)}
            </button>{' '}
            {row.sentence}
          </li>
        ))}
      </ol>
    </Section>
  );
}
