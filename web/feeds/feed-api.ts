// Asks the server about live feeds, as api.ts does for the rest.

import type { Canary } from '../../server/http/wire/canary.ts';
import type {
  Feed,
  FeedKind,
  FeedRequest,
  FeedTest,
  Footprint,
  Intake,
  Relay,
  WatchedHeard,
} from '../../server/http/wire/feed.ts';
import { get, post, put, remove, rows } from '../api.ts';

const one = (id: string) => `/feeds/${encodeURIComponent(id)}`;

export const feedApi = {
  feeds: () => rows<Feed>('/feeds'),
  kinds: () => rows<FeedKind>('/feeds/kinds'),
  heard: (after: string, limit: number) => get<WatchedHeard>('/feeds/heard', { after, limit }),
  footprint: (feed: string | null) => get<Footprint>('/feeds/footprint', feed === null ? {} : { feed }),
  intake: () => get<Intake>('/feeds/intake'),
  canary: () => get<Canary>('/canary'),
  save: (id: string, request: FeedRequest) => put<Feed>(one(id), request),
  turn: (id: string, on: boolean) => post<Feed>(`${one(id)}/switch`, { on }),
  remove: (id: string) => remove(one(id)),
  relay: () => get<Relay>('/relay'),
  setRelay: (settings: Record<string, unknown>) => put<Relay>('/relay', settings),
  test: (request: { id?: string; kind: string; settings: Record<string, unknown> }) =>
    post<FeedTest>('/feeds/test', request),
};
