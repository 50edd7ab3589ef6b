// Replays: what can be replayed, what was, and starting or removing one.

import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CodedError } from '../../domain/errors.ts';
import type { ReplayRow } from '../../seams/store.ts';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import { presentReplay, presentScenario } from '../present/replay.ts';
import { ReceivedRecording, Recording, Replay, ReplayRequest, Scenario, ScenarioSketch } from '../wire/replay.ts';
import { page } from '../wire/values.ts';
import { writeDown } from '../write-down.ts';

export function replayRoutes(app: App, deps: Needs<'store' | 'replays' | 'clock'>): void {
  const { store, replays, clock } = deps;
  const note = (request: FastifyRequest, id: string, what: string, before: unknown, after: unknown) =>
    writeDown(deps, request, { kind: 'replay', id, what, before, after });
  const one = { params: z.object({ id: z.string() }) };

  app.get(
    '/scenarios',
    { config: { needs: 'read' }, schema: { summary: 'Sample voyages', ...answers(page(Scenario)) } },
    async () => ({
      rows: replays.scenarios().map(presentScenario),
      next: null,
    }),
  );

  app.get(
    '/recordings',
    { config: { needs: 'read' }, schema: { summary: 'Recordings under the data folder', ...answers(page(Recording)) } },
    async () => ({ rows: replays.recordings().map((file) => ({ file })), next: null }),
  );

  app.get(
    '/scenarios/:id/sketch',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'The ways of the watched ships of a scenario, for a picture',
        ...one,
        ...answers(ScenarioSketch),
      },
    },
    async ({ params }) => {
      const tracks = await replays.sketch(params.id);
      if (tracks === null) throw new CodedError('not_found', `There is no scenario '${params.id}'.`);
      return { tracks };
    },
  );

  app.post(
    '/recordings',
    {
      config: { needs: 'desk' },
      schema: {
        summary: 'Send a recording (application/octet-stream), to be replayed by the name in the answer',
        consumes: ['application/octet-stream'],
        querystring: z.object({ name: z.string().min(1).max(200) }),
        ...answers(ReceivedRecording),
      },
    },
    async ({ raw, query, headers }) => {
      if (headers['content-type'] !== 'application/octet-stream') {
        throw new CodedError('invalid', 'Send the file itself as application/octet-stream.');
      }
      return replays.receive(query.name, raw);
    },
  );

  app.get(
    '/replays',
    { config: { needs: 'read' }, schema: { summary: 'Replays, newest first', ...answers(page(Replay)) } },
    async () => ({
      rows: (await store.replays()).map(presentReplay),
      next: null,
    }),
  );

  app.post(
    '/replays',
    {
      config: { needs: 'desk' },
      schema: { summary: 'Replay a scenario or recordings', body: ReplayRequest, ...answers(Replay) },
    },
    async (request) => {
      const { body } = request;
      const inputs = [
        body.scenario !== undefined,
        (body.files ?? []).length > 0,
        body.like !== undefined,
        body.heardHours !== undefined,
      ];
      if (inputs.filter(Boolean).length !== 1) {
        throw new CodedError(
          'invalid',
          "A replay needs one of the body fields 'scenario', 'files', 'heardHours' and 'like', and not more than one.",
        );
      }
      const { heardHours, ...asked } = body;
      const heard = heardHours === undefined ? undefined : { hours: heardHours, toAt: clock.now() };
      const started = await replays.start({ ...asked, heard });
      await note(request as FastifyRequest, started.id, 'started', null, keptOf(started));
      return presentReplay(started);
    },
  );

  app.get(
    '/replays/:id',
    { config: { needs: 'read' }, schema: { summary: 'One replay', ...one, ...answers(Replay) } },
    async ({ params }) => {
      const row = await store.replay(params.id);
      if (row === null) throw new CodedError('not_found', `There is no replay '${params.id}'.`);
      return presentReplay(row);
    },
  );

  app.post(
    '/replays/:id/cancel',
    {
      config: { needs: 'desk' },
      schema: { summary: 'Stop a running replay and keep what it said', ...one, ...answers(Replay) },
    },
    async (request) => {
      const { params } = request;
      if ((await store.replay(params.id)) === null)
        throw new CodedError('not_found', `There is no replay '${params.id}'.`);
      await replays.cancel(params.id);
      await note(request as FastifyRequest, params.id, 'stopped', null, null);
      return presentReplay((await store.replay(params.id))!);
    },
  );

  app.delete(
    '/replays/:id',
    {
      config: { needs: 'desk' },
      schema: { summary: 'Remove a replay with all it said', ...one, ...answers(z.object({ removed: z.string() })) },
    },
    async (request) => {
      const { params } = request;
      const before = await store.replay(params.id);
      if (before === null) throw new CodedError('not_found', `There is no replay '${params.id}'.`);
      await replays.remove(params.id);
      await note(request as FastifyRequest, params.id, 'removed', keptOf(before), null);
      return { removed: params.id };
    },
  );
}

function keptOf({ title, kind, asOf, sources }: ReplayRow) {
  return { title, kind, asOf, sources };
}
