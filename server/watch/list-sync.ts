// Keeps what is watched in step with the lists: imports from files or addresses, fetches by timetable, rebuilds the
// hulls after every change (also one made by another process, or by a date that has come), lets the live monitor watch them, looks back on ships
// newly listed, and closes what was said of ships that have left every list.

import { createTask, type ScheduledTask } from 'node-cron';
import type { Alert } from '../domain/alert.ts';
import { CodedError } from '../domain/errors.ts';
import { stableId } from '../domain/hash.ts';
import { MINUTE_MS } from '../domain/time.ts';
import { endText, type WatchedHull } from '../domain/vessel.ts';
import { fetchFormat } from '../lists/choose-format.ts';
import type { ListFormat } from '../lists/list.ts';
import type { Live } from '../run/live-contract.ts';
import type { ListVersion } from '../seams/list-store.ts';
import type { Log } from '../seams/log.ts';
import { type AlertQuery, LIVE, type Store } from '../seams/store.ts';
import { type BuiltIn, loadWatch, type Watch } from './hulls.ts';
import { type ImportFiles, importAddress, importBuiltIn, importFiles } from './list-import.ts';
import type { ImportDeps, ImportResult, Word } from './list-intake.ts';
import { LOOK_BACK_RULE } from './look-back-alert.ts';

export interface ListSyncDeps extends ImportDeps {
  log: Log;
  builtIn: BuiltIn;
  /** Runs the ships that a version newly lists over what is stored; resolves when its alerts are committed. */
  lookBack(version: ListVersion, watch: Watch): Promise<unknown>;
  /** The live monitor; null on the command line, where only the store hears of changes. */
  live: Pick<Live, 'takeLists'> | null;
  /** Which lists are fetched by timetable: none, all that need no consent, or these. */
  scheduled: 'off' | 'on' | readonly string[];
}

export interface ListSync {
  /** What is watched now; another object after every change. */
  watch(): Watch;
  importFiles(request: ImportFiles): Promise<ImportResult>;
  /** Fetches lists now: these, or all that have an address and need no consent. `word`: what a person said of the copy. */
  sync(sources?: readonly string[], word?: Pick<Word, 'accepted' | 'publishedAt' | 'by'>): Promise<ImportResult[]>;
  /** Takes up what was changed in the store: watchlists, decisions, lists of another process. */
  refresh(): Promise<void>;
  /** Begins the timetable and the look-out for other processes. */
  start(): void;
  close(): Promise<void>;
}

/** How often another process's changes are looked for. */
const LOOK_OUT_MS = 10_000;
/** Lists move at most once a day; four looks a day find a change within the shift. */
const TIMETABLE_HOURS = 6;
/** Monitors of one version must not ask all at the same second. */
const JITTER_MS = 10 * MINUTE_MS;

export async function createListSync(deps: ListSyncDeps): Promise<ListSync> {
  const { store, clock, log } = deps;
  for (const format of deps.formats) {
    const taken = await importBuiltIn(deps, format);
    if (taken?.outcome === 'refused') log.error({ list: format.list }, taken.says ?? 'refused');
  }
  let watch = await loadWatch(store, deps.builtIn, clock.now());
  const tasks: ScheduledTask[] = [];
  let lookOut: NodeJS.Timeout | null = null;
  // Imports one after the other: each is compared with the version before it.
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work, work);
    last = done.catch(() => undefined);
    return done;
  }

  async function takeUp(): Promise<void> {
    const before = watch;
    watch = await loadWatch(store, deps.builtIn, clock.now());
    await follow(before);
  }

  /** Lets everything that hangs on the watch follow it. */
  async function follow(before: Watch): Promise<void> {
    await deps.live?.takeLists();
    for (const version of await store.versionsToLookBack()) await deps.lookBack(version, watch);
    await closeDelisted(store, before.known, watch.known, clock.now());
  }

  function fetchList(
    format: ListFormat,
    word: Pick<Word, 'accepted' | 'publishedAt' | 'by'> = {},
  ): Promise<ImportResult> {
    return inTurn(async () => {
      const result = await importAddress(deps, format, word);
      if (result.outcome === 'refused' || result.outcome === 'unreachable') {
        log.warn({ list: result.list, outcome: result.outcome }, result.says ?? 'refused');
      }
      if (result.outcome === 'in force') await takeUp();
      return result;
    });
  }

  function wanted(sources: readonly string[] | undefined): ListFormat[] {
    if (sources !== undefined && sources.length > 0) {
      return [...new Set(sources.map((source) => fetchFormat(deps.formats, source)))];
    }
    const lists = new Set(deps.formats.map(({ list }) => list));
    return [...lists]
      .map((list) => fetchFormat(deps.formats, list))
      .filter(({ addresses, notice, frozen }) => addresses.main !== undefined && notice === null && frozen === null);
  }

  await inTurn(() => follow(watch));

  return {
    watch: () => watch,
    importFiles: (request) =>
      inTurn(async () => {
        const result = await importFiles(deps, request);
        if (result.outcome === 'in force') await takeUp();
        return result;
      }),
    async sync(sources, word) {
      const formats = wanted(sources);
      if (word?.publishedAt != null && formats.length !== 1) {
        throw new CodedError('invalid', 'A day of publication is given for one list; name that list.');
      }
      const results: ImportResult[] = [];
      for (const format of formats) results.push(await fetchList(format, word));
      return results;
    },
    refresh: () => inTurn(takeUp),
    start() {
      if (deps.scheduled !== 'off') {
        for (const format of wanted(deps.scheduled === 'on' ? undefined : deps.scheduled)) {
          const task = createTask(
            timetable(format.list),
            () =>
              fetchList(format).then(
                () => undefined,
                (error: unknown) => log.error({ error, list: format.list }, 'a list could not be taken in'),
              ),
            { noOverlap: true, timezone: 'Etc/UTC', maxRandomDelay: JITTER_MS },
          );
          void task.start();
          tasks.push(task);
        }
      }
      lookOut = setInterval(() => {
        void inTurn(async () => {
          const isDue = watch.untilAt != null && watch.untilAt <= clock.now();
          if (isDue || (await store.listsRevision()) !== watch.revision) await takeUp();
        }).catch((error: unknown) => log.error({ error }, 'a change of the lists could not be taken up'));
      }, LOOK_OUT_MS);
      lookOut.unref();
    },
    async close() {
      if (lookOut) clearInterval(lookOut);
      await Promise.all(tasks.map((task) => task.destroy()));
      await last;
    },
  };
}

/** Every six hours, at a minute and hour of its own, so that no two lists and no two monitors ask at once. */
export function timetable(list: string): string {
  const dice = Number.parseInt(stableId('timetable', list).slice(0, 8), 16);
  const minute = dice % 60;
  const hour = Math.floor(dice / 60) % TIMETABLE_HOURS;
  return `${minute} ${hour}-23/${TIMETABLE_HOURS} * * *`;
}

/** Ships that have left every sanctions list since: a note on what stands open, and an end to the look-back. */
async function closeDelisted(
  store: Store,
  before: readonly WatchedHull[],
  after: readonly WatchedHull[],
  now: number,
): Promise<void> {
  const listed = new Set(before.filter(isListed).map(({ id }) => id));
  for (const hull of after) {
    if (!listed.has(hull.id) || isListed(hull)) continue;
    const vessel = (await store.vessel(LIVE, hull.id)) ?? (await store.vesselOfHull(LIVE, hull.id));
    const [last] = hull.designations
      .filter(({ sanction, ended }) => sanction && ended)
      .sort((a, b) => b.delistedAt! - a.delistedAt!);
    // A list may also have said since that it is no sanctions list: then no designation has ended.
    const note =
      last === undefined
        ? `${hull.name} is on no sanctions list any more: what names it is no longer one.`
        : `${hull.name} has left every list that named it, ${endText(last)}.`;
    for (const { id, ruleId } of await openAlerts(store, vessel?.id ?? hull.id)) {
      const action = ruleId === LOOK_BACK_RULE ? 'resolve' : 'note';
      const deed = { subject: { kind: 'alert' as const, id }, action, reasonCode: null, note, assignee: null } as const;
      // Somebody may have dealt with it meanwhile: then there is nothing to add.
      await store.handle(LIVE, [deed], { by: 'keelwatch', at: now, deed: null });
    }
  }
}

/** All of them, however many. */
async function openAlerts(store: Store, vesselId: string): Promise<Alert[]> {
  const alerts: Alert[] = [];
  let after: string | undefined;
  do {
    const asked: AlertQuery = { scope: LIVE, vesselId, state: ['open', 'acknowledged'], limit: ALERTS_A_PAGE };
    const page = await store.alerts(after === undefined ? asked : { ...asked, after });
    alerts.push(...page.rows);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return alerts;
}

const ALERTS_A_PAGE = 500;

/** A sanction that had not ended when the lists were read. */
function isListed(hull: WatchedHull): boolean {
  return hull.designations.some(({ sanction, ended }) => sanction && !ended);
}
