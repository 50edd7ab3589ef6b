// Silences: which ships and rules are not told of for a while. They are judged by event time, and stop no detection.

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CodedError } from '../../domain/errors.ts';
import { MOST_SILENT_MS, type Silence as Quiet } from '../../domain/mute.ts';
import { LIVE, type Scope } from '../../seams/store.ts';
import { answers } from '../answers.ts';
import type { App, ServerDeps } from '../deps.ts';
import type { Lookup } from '../lookup.ts';
import { presentSilence } from '../present/rule.ts';
import { scopeOf, scopeQuery } from '../query.ts';
import { Silence, SilenceRequest } from '../wire/silence.ts';
import { page } from '../wire/values.ts';
import { findVessel } from './vessels.ts';

const HOUR_MS = 3_600_000;
const scoped = { querystring: z.object(scopeQuery) };

export function silenceRoutes(app: App, deps: ServerDeps, lookup: Lookup): void {
  const { store, clock } = deps;

  app.get(
    '/silences',
    { schema: { summary: 'Silences, the one that lasts longest first', ...scoped, ...answers(page(Silence)) } },
    async ({ query }) => {
      const scope = await scopeOf(deps, query.scope);
      return { rows: (await store.silences(scope)).map((silence) => presentSilence(silence, scope)), next: null };
    },
  );

  app.post(
    '/silences',
    {
      schema: {
        summary: 'Silence a ship, a rule, or a rule about a ship, from and until an event time',
        ...scoped,
        body: SilenceRequest,
        ...answers(Silence),
      },
    },
    async ({ query, body }) => {
      const scope = await scopeOf(deps, query.scope);
      const silence = await readSilence(deps, lookup, scope, body);
      await store.saveSilence(scope, silence);
      deps.bus.publish('log', { seq: await store.lastSeq() });
      return presentSilence(silence, scope);
    },
  );

  app.delete(
    '/silences/:id',
    {
      schema: {
        summary: 'End a silence now; one that has not begun, or of a replay, goes altogether',
        params: z.object({ id: z.string().max(100) }),
        ...scoped,
        ...answers(z.object({ ended: z.string() })),
      },
    },
    async ({ params: { id }, query }) => {
      const scope = await scopeOf(deps, query.scope);
      const silence = (await store.silences(scope)).find((each) => each.id === id);
      if (!silence) throw new CodedError('not_found', `There is no silence '${id}' in '${scope}'.`);
      const now = clock.now();
      // What fell under it until now stays quiet; a replay has no now.
      if (scope !== LIVE || now <= silence.fromAt) await store.deleteSilence(scope, id);
      else if (now < silence.toAt) await store.saveSilence(scope, { ...silence, toAt: now });
      deps.bus.publish('log', { seq: await store.lastSeq() });
      return { ended: id };
    },
  );
}

async function readSilence(
  deps: ServerDeps,
  lookup: Lookup,
  scope: Scope,
  body: z.output<typeof SilenceRequest>,
): Promise<Quiet> {
  const { vessel, rule, from, until, hours, note } = body;
  if (vessel === undefined && rule === undefined) {
    throw new CodedError(
      'invalid',
      "A silence needs body field 'vessel', 'rule' or both: a silence of everything is none.",
    );
  }
  if ((until === undefined) === (hours === undefined)) {
    throw new CodedError('invalid', "A silence needs either body field 'until' or body field 'hours', and not both.");
  }
  if (rule !== undefined && !deps.rules.rules().some((row) => row.rule.id === rule)) {
    throw new CodedError('invalid', `There is no rule '${rule}'.`);
  }
  const now = deps.clock.now();
  if (from === undefined && scope !== LIVE) {
    throw new CodedError('invalid', "A silence in a replay needs body field 'from': a replay has no now.");
  }
  const fromAt = from === undefined ? now : Date.parse(from);
  const toAt = until === undefined ? fromAt + (hours ?? 0) * HOUR_MS : Date.parse(until);
  if (toAt <= fromAt || toAt - fromAt > MOST_SILENT_MS) {
    const days = Math.round(MOST_SILENT_MS / (24 * HOUR_MS));
    const span = `from ${new Date(fromAt).toISOString()} until ${new Date(toAt).toISOString()}`;
    throw new CodedError('invalid', `A silence ${span} is none; it lasts more than nothing and at most ${days} days.`);
  }
  const known = vessel === undefined ? null : await findVessel(lookup, scope, vessel);
  return {
    id: randomUUID(),
    vesselId: known?.heard?.id ?? known?.hull?.id ?? null,
    ruleId: rule ?? null,
    fromAt,
    toAt,
    by: 'analyst',
    note,
    createdAt: now,
  };
}
