// One alert with everything that supports it and what would refute it: the statement, the leg, the listings of that day
// told apart from later ones, the legal texts, the match, the thresholds, other explanations, sightings and what people did.

import { useQuery } from '@tanstack/react-query';
import type { Designation, AlertDetail as Detail, VesselEvent } from '../../server/http/wire.ts';
import { api, evidenceUrl } from '../api.ts';
import { useControls } from '../controls.ts';
import { listedText } from '../designations.ts';
import { countText, dateText, durationText, positionText, spanText, timeText, windowText } from '../format.ts';
import { LIVE } from '../state.ts';
import { useSlice } from '../store.ts';
import { ACTION_WORDS, CONFIDENCE_WORDS, EVENT_WORDS, REASON_CODES } from '../words.ts';
import { AcknowledgeForm } from './AcknowledgeForm.tsx';
import { legText } from './AlertCard.tsx';
import { BasisBadge, HueDot, LineIcon, SeverityBadge, StateBadge } from './Marks.tsx';
import { Facts, Refused, Section, SourceLink, Waiting } from './Parts.tsx';

export function AlertDetail({ scope, alertId }: { scope: string; alertId: string }) {
  const query = useQuery({ queryKey: ['alert', scope, alertId], queryFn: () => api.alert(scope, alertId) });
  if (query.isPending) return <Waiting what="the alert" />;
  if (query.isError) return <Refused what="The alert" error={query.error} again={() => void query.refetch()} />;
  return <Loaded alert={query.data} />;
}

function Loaded({ alert }: { alert: Detail }) {
  const controls = useControls();
  const hue = useSlice((state) => state.hues.get(alert.vesselId));
  const revisedLater = useSlice((state) => state.scope !== LIVE && state.at < alert.knownAt);
  const { evidence } = alert;
  return (
    <>
      <header className={`alert-head ${alert.severity}`}>
        <div className="card-top">
          <SeverityBadge severity={alert.severity} />
          <BasisBadge basis={alert.basis} />
          <StateBadge state={alert.state} />
          {alert.revision > 1 && <span className="quiet number">revision {alert.revision}</span>}
        </div>
        <h2>
          <HueDot hue={hue} />
          {alert.vesselName}
        </h2>
        <p className="leg-title">{legText(alert)}</p>
        <p className="why">{alert.why}</p>
        {revisedLater && (
          <p className="quiet revised">
            Shown as {alert.state === 'withdrawn' ? 'withdrawn' : 'revised'} on {timeText(alert.knownAt)}, after the
            time at the playhead.
          </p>
        )}
        <div className="actions-row">
          <button type="button" className="button" onClick={() => controls.showPlace(alert.lon, alert.lat)}>
            Show on the map
          </button>
          <button type="button" className="button" onClick={() => controls.seek(alert.raisedAt)}>
            Go to its time
          </button>
          <a className="button" href={evidenceUrl(alert.scope, alert.id)} download>
            <LineIcon name="download" />
            Evidence
          </a>
        </div>
      </header>

      <Facts
        rows={[
          ['Rule', alert.ruleTitle],
          ['Rule id', `${evidence.rule.id}, version ${evidence.rule.version}, within ${evidence.rule.maxDays} days`],
          ['IMO', alert.imo ?? 'not known'],
          ['MMSI', alert.mmsi ?? 'not heard'],
          ['Happened', spanText(alert.fromAt, alert.toAt)],
          ['Raised', timeText(alert.raisedAt)],
          alert.knownAt === alert.raisedAt ? null : ['This revision known', timeText(alert.knownAt)],
          ['Place', positionText(alert.lon, alert.lat)],
        ]}
      />

      <Section title="The leg, as it is supported" count={evidence.events.length}>
        <ol className="legs">
          {evidence.events.map((event) => (
            <LegEvent key={event.id} event={event} />
          ))}
        </ol>
      </Section>

      {alert.sightings.length > 0 && (
        <Section title="Sightings" count={alert.sightings.length}>
          <ul className="sightings">
            {alert.sightings.map((sighting) => (
              <li key={sighting.id}>
                <p>{sighting.what}</p>
                <p className="quiet">
                  {spanText(sighting.fromAt, sighting.toAt)} · {sighting.means}, {sighting.grade}
                </p>
                <p className="quiet">
                  Source: <SourceLink link={sighting.link}>{sighting.source}</SourceLink> · known{' '}
                  {timeText(sighting.arrivedAt)}
                </p>
              </li>
            ))}
          </ul>
        </Section>
      )}

      <Section title={`In force on ${dateText(alert.toAt)}`} count={evidence.designations.length}>
        {evidence.designations.length === 0 ? (
          <p className="quiet">No listing of this hull was in force on that day.</p>
        ) : (
          <Designations rows={evidence.designations} standing="in-force" />
        )}
      </Section>
      {evidence.otherDesignations.length > 0 && (
        <Section
          title="Not in force then: listed later, or no published date"
          count={evidence.otherDesignations.length}
        >
          <Designations rows={evidence.otherDesignations} standing="later" />
        </Section>
      )}

      <Section title="Legal texts behind the rule" count={evidence.legal.length}>
        <ul className="plain-list">
          {evidence.legal.map((legal) => (
            <li key={`${legal.jurisdiction} ${legal.instrument}`}>
              <strong>{legal.jurisdiction}</strong> {legal.instrument}
              <span className="quiet">
                {' '}
                from {legal.from}
                {legal.to !== null && ` to ${legal.to}`}
                {!legal.verified && '; detail not verified'}
              </span>
            </li>
          ))}
        </ul>
      </Section>

      {evidence.match !== null && (
        <Section title="Why it is this hull">
          <p>
            <strong className="capital">{evidence.match.level}</strong> by rule “{evidence.match.rule}”
          </p>
          <Witnesses witnesses={evidence.match.witnesses} contradictions={evidence.match.contradictions} />
        </Section>
      )}

      {evidence.otherExplanations.length > 0 && (
        <Section title="What else would explain it">
          <ul className="plain-list">
            {evidence.otherExplanations.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Section>
      )}

      {evidence.thresholds.length > 0 && (
        <Section title="Thresholds that decided it">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Threshold</th>
                <th scope="col" className="right">
                  Value
                </th>
              </tr>
            </thead>
            <tbody>
              {evidence.thresholds.map((row) => (
                <tr key={row.name}>
                  <td>{row.name}</td>
                  <td className="right number">
                    {row.value} {row.unit}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}

      <Section title="What people did" count={alert.history.length}>
        {alert.history.length === 0 ? (
          <p className="quiet">Nobody has handled this alert yet.</p>
        ) : (
          <ol className="plain-list">
            {alert.history.map((entry) => (
              <li key={`${entry.at} ${entry.action}`}>
                <strong>{ACTION_WORDS[entry.action]}</strong> by {entry.by}
                {entry.reasonCode !== null && `, ${reasonWord(entry.reasonCode)}`}
                <span className="quiet"> {timeText(Date.parse(entry.at))}</span>
                {entry.note !== null && entry.note !== '' && <p className="note">{entry.note}</p>}
              </li>
            ))}
          </ol>
        )}
        {alert.state !== 'withdrawn' && <AcknowledgeForm alert={alert} />}
      </Section>

      <p className="evidence-foot quiet">
        {countText(evidence.reports.length)} reports kept as evidence. SHA-256 <code>{evidence.hash}</code>
      </p>
    </>
  );
}

function LegEvent({ event }: { event: VesselEvent }) {
  return (
    <li className={`leg-event ${event.basis}`}>
      <div className="leg-event-head">
        <strong>{placeOf(event) ?? EVENT_WORDS[event.kind]}</strong>
        <BasisBadge basis={event.basis} />
      </div>
      <p>{event.summary}</p>
      <p className="quiet">
        {spanText(event.beganAt, event.endedAt)}
        {event.kind === 'port-call' && ` · ${CONFIDENCE_WORDS[event.facts.confidence]}`}
      </p>
      {event.kind === 'port-call' && event.facts.entry !== null && isWide(event.facts.entry) && (
        <p className="quiet">Arrived unseen, {windowText(event.facts.entry)}.</p>
      )}
      {event.kind === 'port-call' && event.facts.exit !== null && isWide(event.facts.exit) && (
        <p className="quiet">Left unseen, {windowText(event.facts.exit)}.</p>
      )}
      {event.kind === 'gap' && event.facts.next !== null && (
        <p className="quiet">Silent for {durationText(event.facts.next.at - event.facts.lastAt)}.</p>
      )}
    </li>
  );
}

function placeOf(event: VesselEvent): string | null {
  if (event.kind === 'port-call' || event.kind === 'possible-dark-call') return event.facts.placeName;
  if (event.kind === 'zone') return event.facts.zoneName;
  return null;
}

function isWide(window: { fromAt: number; toAt: number }): boolean {
  return window.toAt - window.fromAt > 4 * 3_600_000;
}

function Designations({ rows, standing }: { rows: Designation[]; standing: 'in-force' | 'later' }) {
  return (
    <ul className={`designations ${standing}`}>
      {rows.map((row) => (
        <li key={`${row.authority} ${row.programme} ${row.ref}`}>
          <strong>{row.authority}</strong> {row.programme}
          {row.ref !== null && <span className="number"> {row.ref}</span>}
          <p className="quiet">
            {row.listed === null ? 'No published date' : `Listed ${listedText(row)}`}
            {row.delisted !== null && `, delisted ${row.delisted}`}
            {!row.sanction && '; a catalogue, no sanction'}
            {row.note !== null && `. ${row.note}`}
          </p>
          <p className="quiet">Source: {row.source}</p>
        </li>
      ))}
    </ul>
  );
}

export function Witnesses({ witnesses, contradictions }: { witnesses: string[]; contradictions: string[] }) {
  return (
    <ul className="witnesses">
      {witnesses.map((text) => (
        <li key={text} className="for">
          <span aria-hidden="true">+</span>
          <span className="unseen">For: </span>
          {text}
        </li>
      ))}
      {contradictions.map((text) => (
        <li key={text} className="against">
          <span aria-hidden="true">−</span>
          <span className="unseen">Against: </span>
          {text}
        </li>
      ))}
    </ul>
  );
}

function reasonWord(code: string): string {
  return (REASON_CODES.find(([known]) => known === code)?.[1] ?? code).toLowerCase();
}
