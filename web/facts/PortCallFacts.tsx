// The facts of a port call: how sure it is, and how its ends are known.

import type { EventOfKind } from '../../server/http/wire/kinds/index.ts';
import { durationText, spanText, windowText } from '../words/format.ts';
import { HOUR_MS } from '../words/time.ts';
import { CONFIDENCE_WORDS } from '../words/words.ts';

/** Longest window in which an end counts as seen; the port-call detector closes a visit after the same 4 h. */
const SEEN_MS = 4 * HOUR_MS;

export function PortCallFacts({ event }: { event: EventOfKind<'port-call'> }) {
  return (
    <>
      <Confidence level={event.facts.confidence} />
      <Berths call={event} />
      <CallEnds call={event} />
    </>
  );
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

/** The berths and roads where it stopped, where they have a name of their own. */
export function Berths({ call }: { call: EventOfKind<'port-call'> }) {
  const names = call.facts.stops.map(({ berth, roads }) => berth ?? (roads ? 'roads' : ''));
  const told = [...new Set(names)].filter((name) => name !== '');
  return told.length === 0 ? null : <span className="quiet"> {told.join(', ')}</span>;
}

/** What was not seen of a call: its ends, and gaps inside. */
export function CallEnds({ call }: { call: EventOfKind<'port-call'> }) {
  const { entry, exit, gaps } = call.facts;
  return (
    <>
      {isWide(entry) && <p className="quiet">Arrived unseen, {windowText(entry)}.</p>}
      {isWide(exit) && <p className="quiet">Left unseen, {windowText(exit)}.</p>}
      {gaps.map((gap) => (
        <p key={gap.fromAt} className="quiet">
          Not heard {gap.toAt === null ? spanText(gap.fromAt, null) : `for ${durationText(gap.toAt - gap.fromAt)}`}
          {gap.sailedOn ? ', which sailing on explains' : ''}.
        </p>
      ))}
    </>
  );
}

function isWide(window: { fromAt: number; toAt: number } | null): window is { fromAt: number; toAt: number } {
  return window !== null && window.toAt - window.fromAt > SEEN_MS;
}
