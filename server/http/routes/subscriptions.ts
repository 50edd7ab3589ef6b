// Subscriptions: who is told of what and when; deliveries: what became of each message; decisions: why or why not.

import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CodedError } from '../../domain/errors.ts';
import { DECISIONS, type DecisionReason } from '../../domain/subscription/decide.ts';
import type { Subscription } from '../../domain/subscription/subscription.ts';
import { DELIVERY_STATES } from '../../seams/delivery-store.ts';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import { signatureOf } from '../person.ts';
import { rfc3339, rfc3339OrNull } from '../present/moment.ts';
import { oneOrMore, pageQuery, scopeOf, scopeQuery } from '../query.ts';
import { Decision, Delivery, Preview, SubscriptionRequest, Subscription as SubscriptionRow } from '../wire/channel.ts';
import { page } from '../wire/values.ts';
import { writeDown } from '../write-down.ts';

const params = z.object({ id: z.string().max(100) });
const about = {
  subscription: z.string().max(100).optional(),
  alert: z.string().max(100).optional(),
  case: z.string().max(100).optional(),
  ...pageQuery,
};

export function subscriptionRoutes(app: App, deps: Needs<'store' | 'clock' | 'subscriptions' | 'opensScope'>): void {
  const { store, clock, subscriptions } = deps;
  /** As they stand, each with what it does in words. */
  async function present(rows: readonly Subscription[]): Promise<SubscriptionRow[]> {
    const explained = await subscriptions.explain(rows);
    return rows.map((row, i) => ({
      ...row,
      createdAt: rfc3339(row.createdAt),
      says: explained[i]!.says,
      nextRuns: explained[i]!.nextRuns.map(rfc3339),
    })) as SubscriptionRow[];
  }
  const save = async (request: FastifyRequest, id: string, createdAt: number, before?: Subscription) => {
    const asked = request.body as Parameters<typeof subscriptions.save>[1];
    const text = {
      ...asked,
      escalation: asked.escalation === undefined ? (before?.escalation ?? null) : asked.escalation,
    };
    const saved = await subscriptions.save(id, text, createdAt, signatureOf(request, clock));
    return (await present([saved]))[0]!;
  };

  app.get(
    '/subscriptions',
    {
      config: { needs: 'read' },
      schema: { summary: 'Who is told of what, and when', ...answers(page(SubscriptionRow)) },
    },
    async () => ({ rows: await present(await store.subscriptions()), next: null }),
  );
  app.post(
    '/subscriptions',
    {
      config: { needs: 'desk' },
      schema: { summary: 'Subscribe', body: SubscriptionRequest, ...answers(SubscriptionRow) },
    },
    async (request) => save(request as FastifyRequest, randomUUID(), clock.now()),
  );
  app.put(
    '/subscriptions/:id',
    {
      config: { needs: 'desk' },
      schema: { summary: 'Change a subscription', params, body: SubscriptionRequest, ...answers(SubscriptionRow) },
    },
    async (request) => {
      const { id } = request.params;
      const before = (await store.subscriptions()).find((each) => each.id === id);
      if (!before) throw new CodedError('not_found', `There is no subscription '${id}'.`);
      return save(request as FastifyRequest, id, before.createdAt, before);
    },
  );
  app.delete(
    '/subscriptions/:id',
    {
      config: { needs: 'desk' },
      schema: {
        summary: 'End a subscription; what waits goes no more',
        params,
        ...answers(z.object({ ended: z.string() })),
      },
    },
    async (request) => {
      const { id } = request.params;
      await store.deleteSubscription(id, signatureOf(request, clock));
      return { ended: id };
    },
  );
  app.post(
    '/subscription-preview',
    {
      config: { needs: 'desk' },
      schema: {
        summary: 'What a subscription would have told of the last 30 days',
        querystring: z.object(scopeQuery),
        body: SubscriptionRequest,
        ...answers(Preview),
      },
    },
    async ({ body, query }) => {
      const scope = await scopeOf(deps, query.scope);
      const shown = await subscriptions.preview(body as Parameters<typeof subscriptions.preview>[0], scope);
      return {
        ...shown,
        nextRuns: shown.nextRuns.map(rfc3339),
        alerts: shown.alerts.map((each) => ({ ...each, raisedAt: rfc3339(each.raisedAt) })),
      };
    },
  );
  app.get(
    '/deliveries',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Messages and what became of them, newest first',
        querystring: z.object({ ...about, channel: z.string().max(100).optional(), state: oneOrMore(DELIVERY_STATES) }),
        ...answers(page(Delivery)),
      },
    },
    async ({ query }) => {
      const { rows, next } = await store.deliveries({
        limit: query.limit,
        ...(query.after === undefined ? {} : { after: query.after }),
        ...(query.subscription === undefined ? {} : { subscriptionId: query.subscription }),
        ...(query.channel === undefined ? {} : { channelId: query.channel }),
        ...(query.alert === undefined ? {} : { subject: { kind: 'alert' as const, id: query.alert } }),
        ...(query.case === undefined ? {} : { subject: { kind: 'case' as const, id: query.case } }),
        ...(query.state === undefined ? {} : { state: query.state }),
      });
      return {
        rows: rows.map((row) => ({
          id: row.id,
          subscriptionId: row.subscriptionId,
          channelId: row.channelId,
          subject: row.subject,
          revision: row.revision,
          reason: row.reason,
          sequence: row.sequence,
          bundle: row.bundle,
          state: row.state,
          attempts: row.attempts,
          doubtful: row.doubtful,
          answer: row.answer,
          plannedAt: rfc3339(row.plannedAt),
          dueAt: rfc3339(row.dueAt),
          settledAt: rfc3339OrNull(row.settledAt),
          headline: row.message.headline,
          decision: row.message.decision,
        })),
        next,
      };
    },
  );
  app.post(
    '/deliveries/:id/resend',
    {
      config: { needs: 'desk' },
      schema: { summary: 'Send once more what was given up', params, ...answers(z.object({ resent: z.string() })) },
    },
    async (request) => {
      const { id } = request.params;
      await store.resendDelivery(id, clock.now());
      await writeDown(deps, request as FastifyRequest, { kind: 'delivery', id, what: 'sent again' });
      return { resent: id };
    },
  );
  app.get(
    '/decisions',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Why each revision was told to a receiver or not, newest first',
        querystring: z.object(about),
        ...answers(page(Decision)),
      },
    },
    async ({ query }) => {
      const { rows, next } = await store.decisions({
        limit: query.limit,
        ...(query.after === undefined ? {} : { after: query.after }),
        ...(query.subscription === undefined ? {} : { subscriptionId: query.subscription }),
        ...(query.alert === undefined ? {} : { subject: { kind: 'alert' as const, id: query.alert } }),
        ...(query.case === undefined ? {} : { subject: { kind: 'case' as const, id: query.case } }),
      });
      return {
        rows: rows.map((row) => ({ ...row, at: rfc3339(row.at), meaning: DECISIONS[row.why as DecisionReason] ?? '' })),
        next,
      };
    },
  );
}
