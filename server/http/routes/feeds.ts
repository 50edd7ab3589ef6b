// Live feeds: which there are and how they are, setting one up, switching it, trying it.

import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CodedError } from '../../domain/errors.ts';
import { RelaySettings } from '../../run/relay/relay-settings.ts';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import { presentFeed, presentFootprint, presentHeard, presentRelay, presentTrial } from '../present/feed.ts';
import { rfc3339OrNull } from '../present/moment.ts';
import {
  Feed,
  FeedKind,
  FeedRequest,
  FeedSwitch,
  FeedTest,
  FeedTestRequest,
  Footprint,
  Intake,
  Relay,
  WatchedHeard,
} from '../wire/feed.ts';
import { page } from '../wire/values.ts';
import { writeDown } from '../write-down.ts';

const params = z.object({
  id: z
    .string()
    .max(60)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
});

/** Addresses beside those of feeds. */
const TAKEN = new Set(['kinds', 'test', 'heard', 'intake', 'footprint']);
const footprintQuery = z.object({
  feed: params.shape.id.optional().describe('of one feed; all of them together when absent'),
  hour: z.coerce.number().int().min(0).max(23).optional().describe('of the day, UTC; any when absent'),
  box: z
    .string()
    .max(100)
    .regex(/^-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3}$/, 'use west,south,east,north in degrees')
    .optional()
    .describe('west,south,east,north in degrees; west > east goes over the date line'),
  most: z.coerce.number().int().min(1).max(10_000).default(4_000).describe('cells; beyond it they are made larger'),
});
const heardQuery = z.object({
  after: z.coerce.number().int().min(0).max(1_000_000).default(0).describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export function feedRoutes(
  app: App,
  {
    feeds,
    heard,
    counts,
    footprint,
    store,
    clock,
  }: Needs<'feeds' | 'heard' | 'counts' | 'footprint' | 'store' | 'clock'>,
): void {
  /** Settings as they are shown, without what a feed reports of itself. */
  const standing = (id: string) => {
    const row = feeds.rows().find((each) => each.id === id);
    return row === undefined ? null : { ...row, status: null };
  };

  /** Does it and writes it down: feeds are kept in a file, so the record follows the deed. */
  async function deed<T>(request: FastifyRequest, id: string, what: string, work: () => Promise<T>): Promise<T> {
    const before = standing(id);
    const done = await work();
    const how = what || (before === null ? 'made' : 'changed');
    await writeDown({ store, clock }, request, { kind: 'feed', id, what: how, before, after: standing(id) });
    return done;
  }

  app.get(
    '/feeds',
    { config: { needs: 'read' }, schema: { summary: 'Live feeds, and how they are', ...answers(page(Feed)) } },
    async () => ({
      rows: feeds.rows().map(presentFeed),
      next: null,
    }),
  );

  app.get(
    '/feeds/kinds',
    { config: { needs: 'read' }, schema: { summary: 'What feeds there can be', ...answers(page(FeedKind)) } },
    async () => ({
      rows: feeds.kinds(),
      next: null,
    }),
  );

  app.get(
    '/feeds/heard',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'How many of the watched ships were heard in the last day, and which',
        querystring: heardQuery,
        ...answers(WatchedHeard),
      },
    },
    async ({ query: { after, limit } }) => presentHeard(await heard(), after, limit),
  );

  app.get(
    '/feeds/footprint',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Where anybody was heard in the last 30 days, by hour of the day: GeoJSON',
        querystring: footprintQuery,
        ...answers(Footprint),
      },
    },
    async ({ query: { feed = null, hour = null, box = null, most } }) => {
      const found = await footprint({ feed, hour, box: box === null ? null : boxOf(box), mostCells: most });
      if (found === null) throw new CodedError('unavailable', 'The live monitor does not answer; try again.');
      if (feed !== null && !found.feeds.some((row) => row.feed === feed))
        throw new CodedError('not_found', `Nothing was heard by a feed "${feed}".`);
      return presentFootprint(found, feed);
    },
  );

  app.get(
    '/feeds/intake',
    { config: { needs: 'read' }, schema: { summary: 'Since when what is heard is kept', ...answers(Intake) } },
    async () => {
      const live = await counts.live();
      if (live === null) throw new CodedError('unavailable', 'The live monitor does not answer; try again.');
      return { from: rfc3339OrNull(live.intake?.fromAt ?? null), bytes: live.intake?.bytes ?? 0 };
    },
  );

  app.put(
    '/feeds/:id',
    {
      config: { needs: 'feeds' },
      schema: {
        summary: 'Set a feed up, or change it; a masked secret stays as it is',
        params,
        body: FeedRequest,
        ...answers(Feed),
      },
    },
    async (request) => {
      const { params, body } = request;
      const { id } = params;
      if (TAKEN.has(id)) throw new CodedError('invalid', `A feed cannot be called "${id}".`);
      return presentFeed(await deed(request as FastifyRequest, id, '', () => feeds.save({ id, ...body })));
    },
  );

  app.post(
    '/feeds/:id/switch',
    {
      config: { needs: 'feeds' },
      schema: { summary: 'Switch a feed on or off', params, body: FeedSwitch, ...answers(Feed) },
    },
    async (request) => {
      const { id } = request.params;
      const { on } = request.body;
      const what = on ? 'switched on' : 'switched off';
      return presentFeed(await deed(request as FastifyRequest, id, what, () => feeds.turn(id, on)));
    },
  );

  app.delete(
    '/feeds/:id',
    {
      config: { needs: 'feeds' },
      schema: {
        summary: 'Take a feed away; what it brought stays',
        params,
        ...answers(z.object({ removed: z.string() })),
      },
    },
    async (request) => {
      const { id } = request.params;
      await deed(request as FastifyRequest, id, 'removed', () => feeds.remove(id));
      return { removed: id };
    },
  );

  app.get(
    '/relay',
    { config: { needs: 'read' }, schema: { summary: 'Where what is heard is sent on to', ...answers(Relay) } },
    async () => presentRelay(feeds.relay()),
  );

  app.put(
    '/relay',
    {
      config: { needs: 'feeds' },
      schema: { summary: 'Send what is heard on: by TCP, by UDP', body: RelaySettings, ...answers(Relay) },
    },
    async (request) => {
      const before = feeds.relay().settings;
      const set = await feeds.setRelay(request.body);
      await writeDown({ store, clock }, request as FastifyRequest, {
        kind: 'feed',
        id: 'relay',
        what: 'changed',
        before,
        after: set.settings,
      });
      return presentRelay(set);
    },
  );

  app.post(
    '/feeds/test',
    {
      config: { needs: 'feeds' },
      schema: {
        summary: 'Open a feed once, for up to 15 s, and show its first ten reports',
        body: FeedTestRequest,
        ...answers(FeedTest),
      },
    },
    async ({ body }) => presentTrial(await feeds.test(body)),
  );
}

/** Throws CodedError('invalid') that names the box. */
function boxOf(text: string): [west: number, south: number, east: number, north: number] {
  const [west, south, east, north] = text.split(',').map(Number) as [number, number, number, number];
  const isBox = Math.max(Math.abs(west), Math.abs(east)) <= 180 && south < north && south >= -90 && north <= 90;
  if (isBox) return [west, south, east, north];
  throw new CodedError('invalid', `"${text}" is no box: use west,south,east,north in degrees, south below north.`);
}
