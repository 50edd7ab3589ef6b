// What supports an event, in words, for every kind: how the ends of a call are known and how sure it is, the grade of a
// gap with its grounds, and for the other kinds the file that speaks of them.

import type { VesselEvent } from '../../server/http/wire/event.ts';
import { Grounds } from '../parts/Parts.tsx';
import { durationText, spanText, windowText } from '../words/format.ts';
import { CONFIDENCE_WORDS, GRADE_WORDS } from '../words/words.ts';
import { DoubtFacts, InterferenceFacts } from './DoubtFacts.tsx';
import { EncounterFacts, LoiteringFacts } from './EncounterFacts.tsx';
import { IdentityChangeFacts } from './IdentityChangeFacts.tsx';
import { ReachTable } from './ReachTable.tsx';
import { ApproachFacts, CadenceFacts, ClaimFacts, DraughtFacts } from './VoyageFacts.tsx';

type Call = VesselEvent & { kind: 'port-call' };
type Gap = VesselEvent & { kind: 'gap' };

/** Longest window in which an end counts as seen; the port-call detector closes a visit after the same 4 h. */
const SEEN_MS = 4 * 3_600_000;

export function EventFacts({ event }: { event: VesselEvent }) {
  switch (event.kind) {
    case 'port-call':
      return (
        <>
          <Confidence level={event.facts.confidence} />
          <CallEnds call={event} />
        </>
      );
    case 'gap':
      return (
        <>
          <p className={`grade ${event.facts.grade}`}>{GRADE_WORDS[event.facts.grade]}</p>
          <GapGrounds gap={event} />
        </>
      );
    case 'possible-dark-call':
      return <ReachTable facts={event.facts} />;
    case 'encounter':
      return <EncounterFacts event={event} />;
    case 'loitering':
      return <LoiteringFacts event={event} />;
    case 'position-doubt':
      return <DoubtFacts event={event} />;
    case 'interference':
      return <InterferenceFacts event={event} />;
    case 'identity-change':
      return <IdentityChangeFacts event={event} />;
    case 'draught-change':
      return <DraughtFacts event={event} />;
    case 'destination-claim':
      return <ClaimFacts event={event} />;
    case 'approach':
      return <ApproachFacts event={event} />;
    case 'cadence':
      return <CadenceFacts event={event} />;
    case 'zone':
      return null;
  }
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

/** What was not seen of a call: its ends, and gaps inside. */
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

/** The answers that led to the grade of a gap. */
export function GapGrounds({ gap }: { gap: Gap }) {
  const { grounds, thresholdMs } = gap.facts;
  return <Grounds rows={[...grounds, `A gap here counts from ${durationText(thresholdMs)} on.`]} />;
}

function isWide(window: { fromAt: number; toAt: number } | null): window is { fromAt: number; toAt: number } {
  return window !== null && window.toAt - window.fromAt > SEEN_MS;
}
