// What a bundle does not decide again, in sentences: for its page and for its manifest alike.

import { AS_RECORDED } from './again/decision.ts';
import type { Chosen } from './choose-decision.ts';
import type { Gathered } from './gather.ts';

/** What is not decided again, in sentences. */
export function asRecordedOf({ from, scope, replay }: Gathered, chosen: Chosen | null): string[] {
  if (chosen === null)
    return [
      'This alert is an account of what is stored about a newly listed ship. No rule decided it, and nothing of it is decided again.',
    ];
  const said: string[] = [];
  if (chosen.decision.from === 'events')
    said.push(
      'What was heard is not kept well enough to decide from: the rules were asked again about the events as they were recorded, and the events themselves are taken as recorded.',
    );
  for (const part of chosen.decision.asRecorded)
    said.push(`Taken as recorded, and not decided again: ${AS_RECORDED[part]}.`);
  if (chosen.decision.from === 'reports' && from !== 'recording' && from !== 'what the feeds brought')
    said.push(
      'The reports are, at least in part, positions as the program kept them: how they were received is not shown again.',
    );
  said.push(
    'Other ships are not in the inputs, but for those that the events name. Where the silence of a ship is judged by what was heard around it, the judgement stands on the ship’s own reports here.',
  );
  if (scope !== 'live' && replay !== null)
    said.push('A recording does not say whether its receivers were up: no state of a feed is among the inputs.');
  return said;
}
