// Asks the server about channels, subscriptions and what became of messages, as api.ts does for the rest.

import type {
  Channel,
  ChannelKind,
  Decision,
  Delivery,
  Preview,
  Subscription,
  SubscriptionRequest,
  TestAnswer,
} from '../../server/http/wire/channel.ts';
import { get, patch, post, put, remove, rows } from '../api.ts';
import type { Page } from '../lists/list-api.ts';

const channel = (id: string) => `/channels/${encodeURIComponent(id)}`;
const subscription = (id: string) => `/subscriptions/${encodeURIComponent(id)}`;
const ROWS = 50;

export interface ChannelDraft {
  title: string;
  owner: string;
  settings: Record<string, unknown>;
}

export const tellApi = {
  channels: () => rows<Channel>('/channels'),
  channelKinds: () => rows<ChannelKind>('/channel-kinds'),
  makeChannel: (draft: ChannelDraft & { kind: string }) => post<Channel>('/channels', draft),
  changeChannel: (id: string, draft: ChannelDraft) => patch<Channel>(channel(id), draft),
  turnChannel: (id: string, on: boolean) => patch<Channel>(channel(id), { on }),
  removeChannel: (id: string) => remove(channel(id)),
  pushKey: () => get<{ publicKey: string }>('/web-push-key'),
  testChannel: (id: string) => post<TestAnswer>(`${channel(id)}/test`, {}),

  subscriptions: () => rows<Subscription>('/subscriptions'),
  saveSubscription: (id: string | null, request: SubscriptionRequest) =>
    id === null ? post<Subscription>('/subscriptions', request) : put<Subscription>(subscription(id), request),
  endSubscription: (id: string) => remove(subscription(id)),
  preview: (scope: string, request: SubscriptionRequest) => post<Preview>('/subscription-preview', request, { scope }),

  deliveries: (query: { state?: string; subscription?: string }, after: string | undefined) =>
    get<Page<Delivery>>('/deliveries', { ...query, after, limit: ROWS }),
  deliveriesOf: (kind: 'alert' | 'case', id: string) => rows<Delivery>('/deliveries', { [kind]: id }),
  resend: (id: string) => post<{ resent: string }>(`/deliveries/${encodeURIComponent(id)}/resend`, {}),
  decisions: (query: { subscription?: string }, after: string | undefined) =>
    get<Page<Decision>>('/decisions', { ...query, after, limit: ROWS }),
  decisionsOf: (kind: 'alert' | 'case', id: string) => rows<Decision>('/decisions', { [kind]: id }),
};
