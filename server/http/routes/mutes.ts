// Mutes: which ships and rules are not told of for a while. They are judged by event time, and stop no detection.

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CodedError } from '../../domain/errors.ts';
import { mustBeInstant } from '../../domain/instant.ts';
import { LONGEST_MUTE_MS, type Mute as Quiet } from '../../domain/mute.ts';
import { DAY_MS, HOUR_MS, isoMoment } from '../../domain/time.ts';
import { LIVE, type Scope } from '../../seams/store.ts';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import type { Lookup } from '../lookup.ts';
import { personOf } from '../person.ts';
import { presentMute } from '../present/rule.ts';
import { scopeOf, scopeQuery } from '../query.ts';
import { Mute, MuteRequest } from '../wire/mute.ts';
import { page } from '../wire/values.ts';
import { findVessel } from './vessels.ts';

const scoped = { querystring: z.object(scopeQuery) };

export function muteRoutes(app: App, deps: Needs<'store' | 'clock' | 'rules' | 'opensScope'>, lookup: Lookup): void {
  const { store, clock } = deps;

  app.get(
    '/mutes',
    {
      config: { needs: 'read' },
      schema: { summary: 'Mutes, the one that lasts longest first', ...scoped, ...answers(page(Mute)) },
    },
    async ({ query }) => {
      const scope = await scopeOf(deps, query.scope);
      return { rows: (await store.mutes(scope)).map((mute) => presentMute(mute, scope)), next: null };
    },
  );

  app.post(
    '/mutes',
    {
      config: { needs: 'desk' },
      schema: {
        summary: 'Mute a ship, a rule, or a rule about a ship, from and until an event time',
        ...scoped,
        body: MuteRequest,
        ...answers(Mute),
      },
    },
    async (request) => {
      const scope = await scopeOf(deps, request.query.scope);
      const mute = await readMute(deps, lookup, scope, request.body, personOf(request));
      await store.saveMute(scope, mute);
      return presentMute(mute, scope);
    },
  );

  app.delete(
    '/mutes/:id',
    {
      config: { needs: 'desk' },
      schema: {
        summary: 'End a mute now; one that has not begun, or of a replay, goes altogether',
        params: z.object({ id: z.string().max(100) }),
        ...scoped,
        ...answers(z.object({ ended: z.string() })),
      },
    },
    async ({ params: { id }, query }) => {
      const scope = await scopeOf(deps, query.scope);
      const mute = (await store.mutes(scope)).find((each) => each.id === id);
      if (!mute) throw new CodedError('not_found', `There is no mute '${id}' in '${scope}'.`);
      const now = clock.now();
      // What fell under it until now stays quiet; a replay has no now.
      if (scope !== LIVE || now <= mute.fromAt) await store.deleteMute(scope, id);
      else if (now < mute.toAt) await store.saveMute(scope, { ...mute, toAt: now });
      return { ended: id };
    },
  );
}

async function readMute(
  deps: Needs<'clock' | 'rules'>,
  lookup: Lookup,
  scope: Scope,
  body: z.output<typeof MuteRequest>,
  by: string,
): Promise<Quiet> {
  const { vessel, rule, from, until, hours, note } = body;
  if (vessel === undefined && rule === undefined) {
    throw new CodedError('invalid', "A mute needs body field 'vessel', 'rule' or both: a mute of everything is none.");
  }
  if ((until === undefined) === (hours === undefined)) {
    throw new CodedError('invalid', "A mute needs either body field 'until' or body field 'hours', and not both.");
  }
  if (rule !== undefined && !deps.rules.rules().some((row) => row.rule.id === rule)) {
    throw new CodedError('invalid', `There is no rule '${rule}'.`);
  }
  const now = deps.clock.now();
  if (from === undefined && scope !== LIVE) {
    throw new CodedError('invalid', "A mute in a replay needs body field 'from': a replay has no now.");
  }
  const fromAt = from === undefined ? now : Date.parse(from);
  const toAt = until === undefined ? fromAt + (hours ?? 0) * HOUR_MS : Date.parse(until);
  mustBeInstant("Body field 'from'", fromAt, now);
  mustBeInstant("Body field 'until'", toAt, now);
  if (toAt <= fromAt || toAt - fromAt > LONGEST_MUTE_MS) {
    const days = Math.round(LONGEST_MUTE_MS / DAY_MS);
    const span = `from ${isoMoment(fromAt)} until ${isoMoment(toAt)}`;
    throw new CodedError('invalid', `A mute ${span} is none; it lasts more than nothing and at most ${days} days.`);
  }
  const known = vessel === undefined ? null : await findVessel(lookup, scope, vessel);
  return {
    id: randomUUID(),
    vesselId: known?.heard?.id ?? known?.hull?.id ?? null,
    ruleId: rule ?? null,
    fromAt,
    toAt,
    by,
    note,
    createdAt: now,
  };
}
