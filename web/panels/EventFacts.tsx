// What supports an event, in words: how the ends of a call are known and how sure it is, the grade of a silence with its
// grounds, the ports that could be reached in the dark.

import type { VesselEvent } from '../../server/http/wire/event.ts';
import { durationText, spanText, windowText } from '../format.ts';
import { CONFIDENCE_WORDS, EVENT_WORDS, GRADE_WORDS } from '../words.ts';
import { ReachTable } from './ReachTable.tsx';

type Call = VesselEvent & { kind: 'port-call' };
type Gap = VesselEvent & { kind: 'gap' };

/** Longest window in which an end counts as seen; the port-call detector closes a visit after the same 4 h. */
const SEEN_MS = 4 * 3_600_000;

export function EventFacts({ event }: { event: VesselEvent }) {
  if (event.kind === 'port-call') {
    return (
      <>
        <Confidence level={event.facts.confidence} />
        <CallEnds call={event} />
      </>
    );
  }
  if (event.kind === 'gap') {
    return (
      <>
        <p className={`grade ${event.facts.grade}`}>{GRADE_WORDS[event.facts.grade]}</p>
        <Grounds gap={event} />
      </>
    );
  }
  if (event.kind === 'possible-dark-call') return <ReachTable facts={event.facts} />;
  return null;
}

/** "Rajin", "Silence", …: what the event is called in a list. */
export function eventTitle(event: VesselEvent): string {
  if (event.kind === 'port-call' || event.kind === 'possible-dark-call') return event.facts.placeName;
  if (event.kind === 'zone') return event.facts.zoneName;
  return EVENT_WORDS[event.kind];
}

/** Four small bars, and the words. */
export function Confidence({ level }: { level: 1 | 2 | 3 | 4 }) {
  return (
    <span className="confidence" title={`Confidence ${level} of 4`}>
      <svg viewBox="0 0 22 8" width="22" height="8" aria-hidden="true">
        {[1, 2, 3, 4].map((step) => (
          <rect
            key={step}
            x={(step - 1) * 6}
            y="1"
            width="4"
            height="6"
            rx="1"
            className={step <= level ? 'on' : 'off'}
          />
        ))}
      </svg>
      <span className="unseen">Confidence {level} of 4: </span>
      <span className="quiet">{CONFIDENCE_WORDS[level]}</span>
    </span>
  );
}

/** What was not seen of a call: its ends, and silences inside. */
export function CallEnds({ call }: { call: Call }) {
  const { entry, exit, gaps } = call.facts;
  return (
    <>
      {isWide(entry) && <p className="quiet">Arrived unseen, {windowText(entry)}.</p>}
      {isWide(exit) && <p className="quiet">Left unseen, {windowText(exit)}.</p>}
      {gaps.map((gap) => (
        <p key={gap.fromAt} className="quiet">
          Silent inside {gap.toAt === null ? spanText(gap.fromAt, null) : `for ${durationText(gap.toAt - gap.fromAt)}`}.
        </p>
      ))}
    </>
  );
}

/** The answers that led to the grade of a silence. */
export function Grounds({ gap }: { gap: Gap }) {
  const { grounds, thresholdMs } = gap.facts;
  return (
    <ul className="grounds plain-list quiet">
      {grounds.map((text) => (
        <li key={text}>{text}</li>
      ))}
      <li>A silence here counts from {durationText(thresholdMs)} on.</li>
    </ul>
  );
}

function isWide(window: { fromAt: number; toAt: number } | null): window is { fromAt: number; toAt: number } {
  return window !== null && window.toAt - window.fromAt > SEEN_MS;
}
