// What the vessel did, as far as it was known at the playhead: port calls with basis and confidence, possible calls in
// the dark with their arithmetic, gaps with grade and grounds, and every other kind with its facts.

import { type ComponentType, Fragment } from 'react';
import type { EventKind, EventOfKind, VesselEvent } from '../../server/http/wire/kinds/index.ts';
import { GapGrounds } from '../facts/GapFacts.tsx';
import { Berths, CallEnds, Confidence } from '../facts/PortCallFacts.tsx';
import { ReachTable } from '../facts/ReachTable.tsx';
import { EVENT_KINDS, EventFacts, eventTitle, GROUPS, groupOf, wordOf } from '../kinds.tsx';
import { BasisBadge, EventBasis } from '../parts/Marks.tsx';
import { Folded, Section } from '../parts/Parts.tsx';
import { useControls } from '../state/controls.ts';
import { durationText, spanText } from '../words/format.ts';
import { GRADE_WORDS } from '../words/words.ts';

/** The kinds that have a table of their own; the others stand in a list with their facts. */
const TABLES: { [K in EventKind]?: ComponentType<{ events: EventOfKind<K>[]; at: number }> } = {
  'port-call': Calls,
  'possible-dark-call': DarkCalls,
  gap: Gaps,
};

/** `events`: those of one vessel, newest begin first. */
export function DossierEvents({ events, at }: { events: VesselEvent[]; at: number }) {
  return GROUPS.map((group) => {
    const tables = EVENT_KINDS.filter((kind) => groupOf(kind) === group && kind in TABLES);
    const others = events.filter(({ kind }) => groupOf(kind) === group && !(kind in TABLES));
    return (
      <Fragment key={group}>
        {tables.map((kind) => (
          <Table key={kind} kind={kind} events={events} at={at} />
        ))}
        <Group title={group} events={others} />
      </Fragment>
    );
  });
}

function Table<K extends EventKind>({ kind, events, at }: { kind: K; events: VesselEvent[]; at: number }) {
  const Rows = TABLES[kind] as ComponentType<{ events: EventOfKind<K>[]; at: number }>;
  return <Rows events={events.filter((event): event is EventOfKind<K> => event.kind === kind)} at={at} />;
}

function Calls({ events: calls }: { events: EventOfKind<'port-call'>[] }) {
  const controls = useControls();
  return (
    <Section title="Port calls" count={calls.filter((call) => call.state !== 'withdrawn').length}>
      {calls.length === 0 ? (
        <p className="quiet">No port call known at this time.</p>
      ) : (
        <table className="table calls">
          <thead>
            <tr>
              <th scope="col">Port</th>
              <th scope="col">When</th>
              <th scope="col">Basis</th>
            </tr>
          </thead>
          <tbody>
            {calls.map((call) => (
              <tr key={call.id} className={call.state}>
                <td>
                  <button type="button" className="text-button" onClick={() => controls.showPlace(call.lon, call.lat)}>
                    {call.facts.placeName}
                  </button>
                  <Berths call={call} />
                  <Berths call={call} />
                  {call.facts.waiting && <span className="quiet"> waiting area, not counted</span>}
                  <br />
                  <Confidence level={call.facts.confidence} />
                </td>
                <td className="number">
                  {spanText(call.beganAt, call.endedAt)}
                  <CallEnds call={call} />
                  <Withdrawn event={call} />
                </td>
                <td>
                  <EventBasis event={call} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function DarkCalls({ events: calls }: { events: EventOfKind<'possible-dark-call'>[] }) {
  if (calls.length === 0) return null;
  return (
    <Section title="Possible calls while silent" count={calls.filter((call) => call.state !== 'withdrawn').length}>
      <Folded
        className="event-list"
        rows={calls}
        row={(call) => (
          <li key={call.id} className={call.state}>
            <div className="event-head">
              <strong>{call.facts.placeName}</strong>
              <span className="event-marks">
                <span className="tag">{call.facts.word}</span>
                <BasisBadge basis={call.basis} />
              </span>
            </div>
            <p className="quiet">Gap {spanText(call.beganAt, call.endedAt)}</p>
            <Withdrawn event={call} />
            <details>
              <summary>Which ports it could have reached</summary>
              <ReachTable facts={call.facts} />
            </details>
          </li>
        )}
      />
    </Section>
  );
}

function Gaps({ events: gaps, at }: { events: EventOfKind<'gap'>[]; at: number }) {
  if (gaps.length === 0) return null;
  return (
    <Section title="Gaps" count={gaps.filter((gap) => gap.state !== 'withdrawn').length}>
      <Folded
        className="event-list"
        rows={gaps}
        row={(gap) => (
          <li key={gap.id} className={gap.state}>
            <div className="event-head">
              <strong className="number">{gapText(gap, at)}</strong>
              <span className={`grade ${gap.facts.grade}`}>{GRADE_WORDS[gap.facts.grade]}</span>
            </div>
            <p className="quiet">
              {spanText(gap.facts.lastAt, gap.facts.next?.at ?? null)}
              {gap.facts.distanceKm !== null && `, heard again ${Math.round(gap.facts.distanceKm)} km away`}
            </p>
            <Withdrawn event={gap} />
            <details>
              <summary>Grounds</summary>
              <GapGrounds gap={gap} />
            </details>
          </li>
        )}
      />
    </Section>
  );
}

function Group({ title, events }: { title: string; events: VesselEvent[] }) {
  if (events.length === 0) return null;
  return (
    <Section title={title} count={events.filter((event) => event.state !== 'withdrawn').length}>
      <Folded
        className="event-list"
        rows={events}
        row={(event) => (
          <li key={event.id} className={event.state}>
            <div className="event-head">
              <strong>{eventTitle(event)}</strong>
              <EventBasis event={event} />
            </div>
            <p className="quiet">
              {wordOf(event.kind)}, {spanText(event.beganAt, event.endedAt)}
            </p>
            <Withdrawn event={event} />
            <EventFacts event={event} />
          </li>
        )}
      />
    </Section>
  );
}

function Withdrawn({ event }: { event: VesselEvent }) {
  if (event.state !== 'withdrawn') return null;
  return <p className="card-withdrawn">Withdrawn: {event.reason ?? 'no reason given'}</p>;
}

function gapText(gap: EventOfKind<'gap'>, at: number): string {
  const { lastAt, next } = gap.facts;
  if (next !== null) return `Silent for ${durationText(next.at - lastAt)}`;
  return `Silent ${durationText(Math.max(0, Math.min(at, Date.now()) - lastAt))} so far`;
}
