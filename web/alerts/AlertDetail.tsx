// One alert as it was at the playhead: what supports it, what would refute it, and what people did about it. Evidence is
// kept for the newest revision only. While that revision lies ahead of the playhead, the panel says so and leaves out what
// came later.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { AlertSummary, AlertDetail as Detail } from '../../server/http/wire/alert.ts';
import { Needs } from '../access/Needs.tsx';
import { api } from '../api.ts';
import { DeedForm } from '../desk/DeedForm.tsx';
import { History } from '../desk/History.tsx';
import { BasisBadge, ConfidenceBadge, HueDot, SeverityBadge, StateBadge } from '../parts/Marks.tsx';
import { Facts, Refused, Section, Waiting } from '../parts/Parts.tsx';
import { useControls } from '../state/controls.ts';
import { newestOf, tellingRevisions } from '../state/said.ts';
import { currentReplay, horizonOf } from '../state/state.ts';
import { useSlice } from '../state/store.ts';
import { WhoWasTold } from '../tell/WhoWasTold.tsx';
import { changeText, legText, mutedText } from '../words/alert-words.ts';
import { type EvidenceAt, evidenceAt, hiddenText } from '../words/evidence.ts';
import { positionText, spanText, timeText } from '../words/format.ts';
import { AlertEvidence } from './AlertEvidence.tsx';
import { EvidenceBundle } from './EvidenceBundle.tsx';
import { MuteForm } from './MuteForm.tsx';
import { coverOf, muteChoices, muteRequest } from './mutes.ts';

export function AlertDetail({ scope, alertId }: { scope: string; alertId: string }) {
  const query = useQuery({ queryKey: ['alert', scope, alertId], queryFn: () => api.alert(scope, alertId) });
  if (query.isPending) return <Waiting what="the alert" />;
  if (query.isError) return <Refused what="The alert" error={query.error} again={() => void query.refetch()} />;
  return <Loaded newest={query.data} />;
}

function Loaded({ newest }: { newest: Detail }) {
  const at = useSlice(horizonOf);
  const known = useSlice((state) => state.events);
  const standing = useSlice((state) => state.alerts.get(newest.id));
  if (at < newest.raisedAt) return <NotRaisedYet alert={newest} />;
  // The answer may be ahead of the list for a moment; nothing later than the playhead is taken from it.
  const shown: AlertSummary = standing ?? newest;
  const evidence = evidenceAt(newest, known, at);
  return (
    <>
      <Head shown={shown} newest={newest} evidence={evidence} />
      <Facts
        rows={[
          ['Rule', shown.ruleTitle],
          [
            'Rule id',
            `${shown.ruleId}, version ${newest.evidence.rule.version}, within ${newest.evidence.rule.maxDays} days`,
          ],
          ['IMO', shown.imo ?? 'not known'],
          ['MMSI', shown.mmsi ?? 'not heard'],
          [happenedLabel(shown), spanText(shown.fromAt, shown.toAt)],
          ['Raised', timeText(shown.raisedAt)],
          shown.knownAt === shown.raisedAt ? null : ['Last revised', timeText(shown.knownAt)],
          shown.mute === null ? null : ['Muted', mutedText(shown.mute)],
          shown.assignee === null ? null : ['Looked after by', shown.assignee],
          ['Place', positionText(shown.lon, shown.lat)],
        ]}
      />
      <Revisions alertId={shown.id} at={at} />
      <AlertEvidence newest={newest} shown={shown} evidence={evidence} />
      <WhoWasTold scope={newest.scope} kind="alert" ids={[newest.id]} />
      <EvidenceBundle kind="alert" shown={shown} later={evidence.later} />
      <Deeds alert={newest} />
    </>
  );
}

/** The span of a leg is no stay: it runs from the departure to the arrival. */
function happenedLabel({ placeIds, basis }: AlertSummary): string {
  if (placeIds.length > 1) return 'From departure to arrival';
  return basis === 'inferred' ? 'Possible between' : 'Happened';
}

function NotRaisedYet({ alert }: { alert: Detail }) {
  const controls = useControls();
  return (
    <div className="empty">
      <p>This alert had not been raised at the time of the playhead.</p>
      <p className="quiet" data-clock="later">
        Known later: it was raised on {timeText(alert.raisedAt)}.
      </p>
      <button type="button" className="button" onClick={() => controls.seek(alert.raisedAt)}>
        Go to its time
      </button>
    </div>
  );
}

function Head({ shown, newest, evidence }: { shown: AlertSummary; newest: Detail; evidence: EvidenceAt }) {
  const controls = useControls();
  const hue = useSlice((state) => state.hues.get(shown.vesselId));
  return (
    <header className={`alert-head ${shown.severity} ${shown.state}`}>
      <div className="card-top">
        <SeverityBadge severity={shown.severity} />
        <ConfidenceBadge confidence={shown.confidence} />
        <BasisBadge basis={shown.basis} grade={shown.grade} />
        <StateBadge state={shown.state} />
      </div>
      <h2>
        <HueDot hue={hue} />
        {shown.vesselName}
      </h2>
      <p className="leg-title">{legText(shown)}</p>
      <p className="why">{shown.why}</p>
      {shown.state === 'withdrawn' && <p className="card-withdrawn">Withdrawn on {timeText(shown.knownAt)}</p>}
      <MadeUp />
      {evidence.later && <Ahead newest={newest} hidden={hiddenText(evidence.hidden)} revision={shown.revision} />}
      <div className="actions-row">
        <button type="button" className="button" onClick={() => controls.showPlace(shown.lon, shown.lat)}>
          Show on the map
        </button>
        <button type="button" className="button" onClick={() => controls.seek(shown.raisedAt)}>
          Go to its time
        </button>
      </div>
    </header>
  );
}

/** The label of a replay whose positions are not a recording: it stands with every alert, beside the words it is about. */
function MadeUp() {
  const label = useSlice((state) => currentReplay(state)?.label ?? null);
  if (label === null) return null;
  return (
    <p className="made-up" role="note">
      This replay is {label}.
    </p>
  );
}

/** The newest revision lies ahead of the playhead: what is shown is older, and part of the evidence is not shown. */
function Ahead({ newest, hidden, revision }: { newest: Detail; hidden: string | null; revision: number }) {
  const controls = useControls();
  return (
    <div className="ahead" role="note" data-clock="later">
      <p>
        Shown as it stood at the playhead, in revision {revision}. Known later: it was revised, last on{' '}
        {timeText(newest.knownAt)}.{hidden !== null && ` Not shown, since it came after the playhead: ${hidden}.`}
      </p>
      <button type="button" className="text-button" onClick={() => controls.seek(newest.knownAt)}>
        Go to the last revision
      </button>
    </div>
  );
}

/** The words that changed, up to the playhead. */
function Revisions({ alertId, at }: { alertId: string; at: number }) {
  const controls = useControls();
  const revisions = useSlice((state) => state.alertsSaid.byId.get(alertId));
  if (revisions === undefined) return null;
  const told = tellingRevisions(revisions, at);
  if (told.length < 2 && newestOf(revisions).revision === 1) return null;
  return (
    <Section title="What was said when" count={told.length}>
      <ol className="plain-list revisions">
        {told.map((row, i) => (
          <li key={row.revision}>
            <button type="button" className="text-button number" onClick={() => controls.seek(row.knownAt)}>
              {timeText(row.knownAt)}
            </button>{' '}
            {changeText(told[i - 1], row)}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Deeds({ alert }: { alert: Detail }) {
  const queries = useQueryClient();
  const again = () => {
    void queries.invalidateQueries({ queryKey: ['alert', alert.scope, alert.id] });
    void queries.invalidateQueries({ queryKey: ['audit', 'alert', alert.id] });
  };
  const { scope, id, state, assignee } = alert;
  const final = state === 'withdrawn' && alert.handling.state !== 'withdrawn';
  return (
    <Section title="What people did" clock="now">
      <History scope={scope} kind="alert" id={id} />
      <Needs right="desk">
        <DeedForm key={assignee} {...{ scope, id, state, assignee, final }} kind="alert" done={again} />
        <MuteForm
          done={again}
          about={{
            scope,
            id,
            mute: alert.mute,
            choices: muteChoices(alert),
            cover: (of) => coverOf(alert, of),
            request: (of, hours) => muteRequest(alert, of, hours, Date.now()),
          }}
        />
      </Needs>
    </Section>
  );
}
