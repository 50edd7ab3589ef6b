// Channels: where messages can go. Settings go in with their secrets and come out without them.

import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { StoredChannel } from '../../seams/delivery-store.ts';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import { signatureOf } from '../person.ts';
import { rfc3339, rfc3339OrNull } from '../present/moment.ts';
import { Channel, ChannelChange, ChannelKind, ChannelRequest, TestAnswer } from '../wire/channel.ts';
import { page } from '../wire/values.ts';
import { writeDown } from '../write-down.ts';

const params = z.object({ id: z.string().max(100) });

export function channelRoutes(app: App, { store, channels, clock }: Needs<'store' | 'channels' | 'clock'>): void {
  app.get(
    '/channel-kinds',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Kinds of channels, each with the JSON Schema of its settings',
        ...answers(page(ChannelKind)),
      },
    },
    async () => ({ rows: channels.kinds(), next: null }),
  );
  app.get(
    '/web-push-key',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'The public key by which a browser knows this installation (RFC 8292)',
        ...answers(z.object({ publicKey: z.string() })),
      },
    },
    async () => ({ publicKey: channels.pushKey() }),
  );
  app.get(
    '/channels',
    { config: { needs: 'read' }, schema: { summary: 'Channels, without their secrets', ...answers(page(Channel)) } },
    async () => ({
      rows: (await store.channels()).map(present),
      next: null,
    }),
  );
  app.post(
    '/channels',
    { config: { needs: 'admin' }, schema: { summary: 'Set up a channel', body: ChannelRequest, ...answers(Channel) } },
    async (request) => present(await channels.make(request.body, signatureOf(request, clock))),
  );
  app.patch(
    '/channels/:id',
    {
      config: { needs: 'admin' },
      schema: { summary: 'Change a channel, or switch it on or off', params, body: ChannelChange, ...answers(Channel) },
    },
    async (request) => {
      const { params, body } = request;
      const change = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
      return present(await channels.change(params.id, change, signatureOf(request, clock)));
    },
  );
  app.delete(
    '/channels/:id',
    {
      config: { needs: 'admin' },
      schema: {
        summary: 'Remove a channel that no subscription uses',
        params,
        ...answers(z.object({ removed: z.string() })),
      },
    },
    async (request) => {
      const { id } = request.params;
      await store.deleteChannel(id, signatureOf(request, clock));
      return { removed: id };
    },
  );
  app.post(
    '/channels/:id/test',
    {
      config: { needs: 'admin' },
      schema: { summary: 'Send a test by a channel, and tell the real answer', params, ...answers(TestAnswer) },
    },
    async (request) => {
      const { id } = request.params;
      const { outcome, said } = await channels.test(id);
      const done = { kind: 'channel', id, what: 'tested', after: { outcome } } as const;
      await writeDown({ store, clock }, request as FastifyRequest, done);
      return { outcome, said };
    },
  );
}

function present({ offReason, failingSince, createdAt, secretNames, ...channel }: StoredChannel): Channel {
  return {
    ...channel,
    secrets: secretNames,
    on: offReason === null,
    offReason,
    failingSince: rfc3339OrNull(failingSince),
    createdAt: rfc3339(createdAt),
  };
}
