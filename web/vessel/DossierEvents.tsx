// What the vessel did, as far as it was known at the playhead: port calls with basis and confidence, possible calls in
// the dark with their arithmetic, gaps with grade and grounds, and every other kind with its facts.

import type { VesselEvent } from '../../server/http/wire/event.ts';
import { CallEnds, Confidence, EventFacts, GapGrounds } from '../events/EventFacts.tsx';
import { eventTitle } from '../events/event-title.ts';
import { ReachTable } from '../events/ReachTable.tsx';
import { BasisBadge } from '../parts/Marks.tsx';
import { Folded, Section } from '../parts/Parts.tsx';
import { useControls } from '../state/controls.ts';
import { durationText, spanText } from '../words/format.ts';
import { EVENT_WORDS, type EventKind, GRADE_WORDS } from '../words/words.ts';

/** The kinds that have no table of their own, in the order in which they weigh. */
const GROUPS: readonly { title: string; kinds: readonly EventKind[] }[] = [
  { title: 'Meetings and loitering', kinds: ['encounter', 'loitering'] },
  { title: 'Identity changes', kinds: ['identity-change'] },
  { title: 'Where it heads', kinds: ['approach', 'destination-claim', 'cadence'] },
  { title: 'Draught', kinds: ['draught-change'] },
  { title: 'Zones', kinds: ['zone', 'interference'] },
];

type Of<K extends VesselEvent['kind']> = VesselEvent & { kind: K };

/** `events`: those of one vessel, newest begin first. */
export function DossierEvents({ events, at }: { events: VesselEvent[]; at: number }) {
  const of = <K extends VesselEvent['kind']>(kind: K) => events.filter((event): event is Of<K> => event.kind === kind);
  return (
    <>
      <Group title="Positions in doubt" events={of('position-doubt')} />
      <Calls calls={of('port-call')} />
      <DarkCalls calls={of('possible-dark-call')} />
      <Gaps gaps={of('gap')} at={at} />
      {GROUPS.map(({ title, kinds }) => (
        <Group key={title} title={title} events={events.filter((event) => kinds.includes(event.kind))} />
      ))}
    </>
  );
}

function Calls({ calls }: { calls: Of<'port-call'>[] }) {
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
                  <BasisBadge basis={call.basis} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function DarkCalls({ calls }: { calls: Of<'possible-dark-call'>[] }) {
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

function Gaps({ gaps, at }: { gaps: Of<'gap'>[]; at: number }) {
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
              <BasisBadge basis={event.basis} />
            </div>
            <p className="quiet">
              {EVENT_WORDS[event.kind]}, {spanText(event.beganAt, event.endedAt)}
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

function gapText(gap: Of<'gap'>, at: number): string {
  const { lastAt, next } = gap.facts;
  if (next !== null) return `Silent for ${durationText(next.at - lastAt)}`;
  return `Silent ${durationText(Math.max(0, Math.min(at, Date.now()) - lastAt))} so far`;
}
