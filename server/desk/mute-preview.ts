// What a mute would have hidden of the last 30 days, and of a case of all its time, before it is made. Comes in: what it covers.
// Goes out: a count, the newest of them, and whether the count was cut short. It changes nothing.

import type { Alert } from '../domain/alert.ts';
import { isCovered, type Mute, type MuteCover, muteOf } from '../domain/mute.ts';
import { DAY_MS } from '../domain/time.ts';
import type { AlertQuery, Scope, Store } from '../seams/store.ts';

const DAYS = 30;
const PAGE_ROWS = 500;
/** Alerts that are looked at; a preview of more says that it is cut short. */
const MOST_READ = 10_000;
const MOST_OF_CASE = 1_000;
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
  store: Pick<Store, 'alert' | 'alerts' | 'caseAlertIds' | 'casesOfAlerts' | 'mutes' | 'replay'>,
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
  if (cover.caseId !== undefined) {
    // Of one case all alerts are looked at, however old, and no others.
    const ids = await store.caseAlertIds(scope, cover.caseId, MOST_OF_CASE + 1);
    const found = await Promise.all(ids.slice(-MOST_OF_CASE).map((id) => store.alert(scope, id)));
    const rows = found.filter((alert) => alert !== null && alert.state !== 'withdrawn').map((alert) => alert!);
    preview.fromAt = Math.min(preview.fromAt, ...rows.map(({ raisedAt }) => raisedAt));
    await count(store, scope, rows.reverse(), cover, mutes, preview);
    return { ...preview, isCut: ids.length > MOST_OF_CASE };
  }
  let read = 0;
  for (let after: string | null | undefined; after !== null; ) {
    const page: Awaited<ReturnType<Store['alerts']>> = await store.alerts(
      after === undefined ? query : { ...query, after },
    );
    await count(store, scope, page.rows, cover, mutes, preview);
    read += page.rows.length;
    after = page.next;
    if (after !== null && read >= MOST_READ) return { ...preview, isCut: true };
  }
  return preview;
}

/** Adds those that the mute would cover, the newest first. */
async function count(
  store: Pick<Store, 'casesOfAlerts'>,
  scope: Scope,
  rows: readonly (Alert & { scope: Scope })[],
  cover: MuteCover,
  mutes: readonly Mute[],
  preview: MutePreview,
): Promise<void> {
  const ids = rows.map(({ id }) => id);
  const cases = await store.casesOfAlerts(scope, ids);
  for (const alert of rows) {
    const caseIds = cases.get(alert.id) ?? [];
    if (!isCovered(alert, cover, caseIds)) continue;
    preview.hidden++;
    if (muteOf(alert, mutes, caseIds) !== null) preview.muted++;
    if (alert.state === 'open') preview.open++;
    if (preview.newest.length < MOST_SHOWN) preview.newest.push(alert);
  }
}
