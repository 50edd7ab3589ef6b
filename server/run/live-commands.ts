// What the desk asks of the live monitor, over the bus, in whatever worker the monitor runs; and the monitor's answers.

import type { Addressee, Answers, Bus } from '../seams/bus.ts';
import type { Live } from './live-contract.ts';
import type { LiveCounts } from './live-counts.ts';

export type LiveCommands = {
  'take sightings': { body: null; answer: null };
  'take lists': { body: null; answer: null };
  'take rules': { body: null; answer: null };
  /** What it has done since it began. */
  counts: { body: null; answer: LiveCounts };
};

export const LIVE_WORKER: Addressee<LiveCommands> = { name: 'live' };

/** The live monitor as the desk knows it, in whatever worker it runs. */
export function liveOverBus(bus: Pick<Bus, 'ask'>): Pick<Live, 'takeSightings' | 'takeLists' | 'takeRules'> {
  const ask = (command: keyof LiveCommands) => async () => {
    await bus.ask(LIVE_WORKER, command, null);
  };
  return { takeSightings: ask('take sightings'), takeLists: ask('take lists'), takeRules: ask('take rules') };
}

export function liveAnswers({ takeSightings, takeLists, takeRules, counts }: Live): Answers<LiveCommands> {
  const done = (take: () => Promise<void>) => async () => {
    await take();
    return null;
  };
  return {
    'take sightings': done(takeSightings),
    'take lists': done(takeLists),
    'take rules': done(takeRules),
    counts: async () => counts(),
  };
}
