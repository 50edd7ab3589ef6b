// The evidence of an alert, as far as it was known at the playhead: the leg, sightings, the listings of that day told
// apart from later ones, the legal texts, the match, other explanations and thresholds.

import type { ReactNode } from 'react';
import type { AlertSummary, AlertDetail as Detail } from '../../server/http/wire/alert.ts';
import type { Designation } from '../../server/http/wire/identity.ts';
import type { VesselEvent } from '../../server/http/wire/kinds/index.ts';
import { EventFacts, eventTitle, wordOf } from '../kinds.tsx';
import { KnownLater } from '../parts/ClockMarks.tsx';
import { ConfidenceBadge, EventBasis } from '../parts/Marks.tsx';
import { Section } from '../parts/Parts.tsx';
import { useLens } from '../state/clock.ts';
import { SightingList } from '../vessel/SightingList.tsx';
import { Witnesses } from '../vessel/Witnesses.tsx';
import { endingText, listedText } from '../words/designations.ts';
import { type EvidenceAt, listingsAt } from '../words/evidence.ts';
import { countText, dateText, spanText } from '../words/format.ts';

export function AlertEvidence({
  newest,
  shown,
  evidence,
}: {
  newest: Detail;
  shown: AlertSummary;
  evidence: EvidenceAt;
}) {
  const { legal, match, otherExplanations, thresholds, hash } = newest.evidence;
  const { inForce, others } = listingsAt(newest.evidence, shown.toAt);
  return (
    <>
      <Section title="The leg, as it is supported" count={evidence.events.length}>
        {evidence.events.length === 0 && (
          <p className="quiet">None of the events kept as evidence was known at the playhead.</p>
        )}
        <ol className="legs">
          {evidence.events.map((event) => (
            <LegEvent key={event.id} event={event} />
          ))}
        </ol>
      </Section>

      <Section title="How sure it is">
        <p>
          <ConfidenceBadge confidence={shown.confidence} />: as sure as the weakest of these.
        </p>
        <Newest later={evidence.later} what="the grounds, as of the last revision">
          <ul className="plain-list">
            {newest.evidence.confidenceGrounds.map((ground) => (
              <li key={ground}>{ground}</li>
            ))}
          </ul>
        </Newest>
      </Section>

      {evidence.sightings.length > 0 && (
        <Section title="Sightings" count={evidence.sightings.length}>
          <SightingList rows={evidence.sightings} />
        </Section>
      )}

      <Section title={`In force on ${dateText(shown.toAt)}`} count={inForce.length}>
        {inForce.length === 0 ? (
          <p className="quiet">No listing of this hull was in force on that day.</p>
        ) : (
          <Designations rows={inForce} standing="in-force" />
        )}
      </Section>
      {others.length > 0 && (
        <Section title="Not in force then">
          <KnownLater what={`${others.length} listed later or without a published date`}>
            <Designations rows={others} standing="later" />
          </KnownLater>
        </Section>
      )}

      <Section title="Legal texts behind the rule" count={legal.length} clock="now">
        <ul className="plain-list">
          {legal.map((text) => (
            <li key={`${text.jurisdiction} ${text.instrument}`}>
              <strong>{text.jurisdiction}</strong> {text.instrument}
              <span className="quiet">
                {' '}
                from {text.from}
                {text.to !== null && ` to ${text.to}`}
                {!text.verified && '; detail not verified'}
              </span>
            </li>
          ))}
        </ul>
      </Section>

      {match !== null && (
        <Section title="Why it is this hull">
          <p>
            <strong className="capital">{match.level}</strong> by rule “{match.rule}”
          </p>
          <Newest later={evidence.later} what="the witnesses, as of the last revision">
            <Witnesses witnesses={match.witnesses} contradictions={match.contradictions} />
          </Newest>
        </Section>
      )}

      {otherExplanations.length > 0 && (
        <Section title="What else would explain it" clock="now">
          <Newest later={evidence.later} what="other explanations, as of the last revision">
            <ul className="plain-list">
              {otherExplanations.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </Newest>
        </Section>
      )}

      {thresholds.length > 0 && (
        <Section title="Thresholds that decided it">
          <Thresholds rows={thresholds} />
        </Section>
      )}

      <p className="evidence-foot quiet">
        {countText(evidence.reports)} reports kept as evidence
        {evidence.hidden.reports > 0 && ` up to the playhead, ${countText(evidence.hidden.reports)} after it`}. SHA-256
        of the newest revision’s evidence <code>{hash}</code>
      </p>
    </>
  );
}

/** Grounds are kept for the newest revision alone: while it lies ahead of the playhead they are folded. */
function Newest({ later, what, children }: { later: boolean; what: string; children: ReactNode }) {
  return later ? <KnownLater what={what}>{children}</KnownLater> : children;
}

function LegEvent({ event }: { event: VesselEvent }) {
  return (
    <li className={`leg-event ${event.basis}`}>
      <div className="leg-event-head">
        <strong>{eventTitle(event)}</strong>
        <EventBasis event={event} />
      </div>
      <p className="quiet">
        {wordOf(event.kind)}, {spanText(event.beganAt, event.endedAt)}
      </p>
      <p>{event.summary}</p>
      <EventFacts event={event} />
    </li>
  );
}

function Designations({ rows, standing }: { rows: Designation[]; standing: 'in-force' | 'later' }) {
  const lens = useLens();
  return (
    <ul className={`designations ${standing}`}>
      {rows.map((row) => (
        <li key={`${row.authority} ${row.programme} ${row.ref}`}>
          <strong>{row.authority}</strong> {row.programme}
          {row.ref !== null && <span className="number"> {row.ref}</span>}
          <p className="quiet">
            {row.listed === null ? 'No published date' : `Listed ${listedText(row)}`}
            {lens !== 'then' && endingText(row, Date.now())}
            {!row.sanction && '; a catalogue, no sanction'}
            {row.note !== null && `. ${row.note}`}
          </p>
          <p className="quiet" data-clock="now">
            Source, as it reads today: {row.source}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Thresholds({ rows }: { rows: Detail['evidence']['thresholds'] }) {
  return (
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
        {rows.map((row) => (
          <tr key={row.name}>
            <td>{row.name}</td>
            <td className="right number">
              {row.value} {row.unit}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
