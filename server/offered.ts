// What the page is offered of replays: recordings alone, while there is room; and one that is removed is opened no more.

import { receiveRecording } from './files/recording-upload.ts';
import type { KeepDesk, ServerDeps } from './http/deps.ts';
import { mustBeRecording, type ReplayController } from './run/replay.ts';
import type { ReplayScenario } from './run/replay-plan.ts';
import type { SketchTrack } from './run/scenario-sketch.ts';

export function offerReplays(
  replays: ReplayController & Pick<ServerDeps['replays'], 'scenarios'>,
  scenarios: readonly ReplayScenario[],
  sketchOf: (scenario: ReplayScenario) => Promise<SketchTrack[]>,
  recordingsFolder: string,
  keeping: Pick<KeepDesk, 'mustHaveRoom'>,
  removed: (id: string) => void,
): ServerDeps['replays'] {
  return {
    ...replays,
    remove: async (id) => {
      await replays.remove(id);
      removed(id);
    },
    // Files named over HTTP are recordings; the command line may name any.
    start: async (request) => {
      keeping.mustHaveRoom('A replay');
      for (const file of request.files ?? []) mustBeRecording(recordingsFolder, file);
      return replays.start(request);
    },
    sketch: async (id) => {
      const scenario = scenarios.find((each) => each.id === id);
      return scenario === undefined ? null : sketchOf(scenario);
    },
    receive: (name, bytes) => {
      keeping.mustHaveRoom('A recording');
      return receiveRecording(recordingsFolder, name, bytes);
    },
  };
}
