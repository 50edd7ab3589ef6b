// What a mute would have hidden of the last 30 days, before it is made. Comes in: what it covers. Goes out: a count, the newest
// of them, and whether the count was cut short. It changes nothing.

import type { Alert } from '../domain/alert.ts';
import { isCovered, type MuteCover, muteOf } from '../domain/mute.ts';
import { DAY_MS } from '../domain/time.ts';
import type { AlertQuery, Scope, Store } from '../seams/store.ts';

const DAYS = 30;
const PAGE_ROWS = 500;
/** Alerts that are looked at; a preview of more says that it is cut short. */
const MOST_READ = 10_000;
const MOST_SHOWN = 20;

export interface MutePreview {
  fromAt: number;
  toAt: number;
  hidden: number;
  /** Of those hidden, under another mute already. */
  muted: number;
  open: number;
  newest: (Alert & { scope: Scope })[];
  isCut: boolean;
}

export async function previewMute(
  store: Pick<Store, 'alerts' | 'mutes' | 'replay'>,
  scope: Scope,
  cover: MuteCover,
  now: number,
): Promise<MutePreview> {
  // A replay has no now: its last days are those that it ends with.
  const toAt = ((await store.replay(scope))?.toAt ?? now - 1) + 1;
  const preview: MutePreview = {
    fromAt: toAt - DAYS * DAY_MS,
    toAt,
    hidden: 0,
    muted: 0,
    open: 0,
    newest: [],
    isCut: false,
  };
  const mutes = await store.mutes(scope);
  const query: AlertQuery = {
    scope,
    fromAt: preview.fromAt,
    toAt,
    limit: PAGE_ROWS,
    ...(cover.vesselId === null ? {} : { vesselId: cover.vesselId }),
    ...(cover.ruleId === null ? {} : { ruleId: cover.ruleId }),
  };
  let read = 0;
  for (let after: string | null | undefined; after !== null; ) {
    const page: Awaited<ReturnType<Store['alerts']>> = await store.alerts(
      after === undefined ? query : { ...query, after },
    );
    for (const alert of page.rows) {
      if (!isCovered(alert, cover)) continue;
      preview.hidden++;
      if (muteOf(alert, mutes) !== null) preview.muted++;
      if (alert.state === 'open') preview.open++;
      if (preview.newest.length < MOST_SHOWN) preview.newest.push(alert);
    }
    read += page.rows.length;
    after = page.next;
    if (after !== null && read >= MOST_READ) return { ...preview, isCut: true };
  }
  return preview;
}
