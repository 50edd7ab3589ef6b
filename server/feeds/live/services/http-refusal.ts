// What the status of an HTTP answer means for a feed, the opening of a WebSocket among them.

import { FeedFailure } from '../live-feed.ts';

/** As long as a service that asks to be left alone is left alone at least. */
export const LEFT_ALONE_MS = 90_000;
const LONGEST_MS = 24 * 3_600_000;

/** Of any status but 2xx. `retryAfter` as the header has it, in seconds. */
export function failureOfStatus(status: number, name: string, retryAfter: string | null = null): FeedFailure {
  if (status === 401 || status === 403) {
    return new FeedFailure('refused', `${name}: the service refuses the key or the account (HTTP ${status}).`);
  }
  if (status === 429 || status === 503) {
    const says = status === 429 ? 'there were too many requests' : 'the service is overloaded';
    const asked = retryAfter !== null && /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) * 1000 : 0;
    const pauseMs = Math.min(Math.max(asked, LEFT_ALONE_MS), LONGEST_MS);
    return new FeedFailure('limited', `${name}: ${says} (HTTP ${status}).`, { pauseMs });
  }
  if (status >= 500)
    return new FeedFailure('unreachable', `${name}: the service has a fault of its own (HTTP ${status}).`);
  if (status >= 300 && status < 400) {
    return new FeedFailure('invalid', `${name}: the service has moved (HTTP ${status}); set its new address.`);
  }
  return new FeedFailure('invalid', `${name}: what answers there is not this service (HTTP ${status}).`);
}
