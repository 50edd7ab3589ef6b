// The facts of a gap: its grade, and the answers that led to it.

import type { EventOfKind } from '../../server/http/wire/kinds/index.ts';
import { Grounds } from '../parts/Parts.tsx';
import { durationText } from '../words/format.ts';
import { GRADE_WORDS } from '../words/words.ts';

export function GapFacts({ event }: { event: EventOfKind<'gap'> }) {
  return (
    <>
      <p className={`grade ${event.facts.grade}`}>{GRADE_WORDS[event.facts.grade]}</p>
      <GapGrounds gap={event} />
    </>
  );
}

/** The answers that led to the grade of a gap. */
export function GapGrounds({ gap }: { gap: EventOfKind<'gap'> }) {
  const { grounds, thresholdMs } = gap.facts;
  return <Grounds rows={[...grounds, `A gap here counts from ${durationText(thresholdMs)} on.`]} />;
}
