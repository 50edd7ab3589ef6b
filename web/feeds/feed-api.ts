// Asks the server about live feeds, as api.ts does for the rest.

import type { Feed, FeedKind, FeedRequest, FeedTest } from '../../server/http/wire/feed.ts';
import { post, put, remove, rows } from '../api.ts';

const one = (id: string) => `/feeds/${encodeURIComponent(id)}`;

export const feedApi = {
  feeds: () => rows<Feed>('/feeds'),
  kinds: () => rows<FeedKind>('/feeds/kinds'),
  save: (id: string, request: FeedRequest) => put<Feed>(one(id), request),
  turn: (id: string, on: boolean) => post<Feed>(`${one(id)}/switch`, { on }),
  remove: (id: string) => remove(one(id)),
  test: (request: { id?: string; kind: string; settings: Record<string, unknown> }) =>
    post<FeedTest>('/feeds/test', request),
};
