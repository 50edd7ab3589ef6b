// The store on SQLite: one file, one writer at a time, a connection for each thread. Comes in: a path, or ':memory:'.
// Goes out: a Store, which tells the bus of what it has committed. What belongs together is written in one transaction;
// of a large batch, positions, bindings and vessels are written ahead in slices (writing.ts). What SQLite refuses (full, read-only,
// locked) rejects with code 'unavailable' and a sentence naming the file.

import type { Alert } from '../server/domain/alert.ts';
import { CodedError } from '../server/domain/errors.ts';
import type { KeptFix } from '../server/domain/heard.ts';
import type { Bus } from '../server/seams/bus.ts';
import { type Batch, LIVE, type Store } from '../server/seams/store.ts';
import { alertQueries } from './alerts.ts';
import { auditQueries } from './audit.ts';
import { bindingQueries } from './bindings.ts';
import { caseStore } from './case-store.ts';
import { caseQueries } from './cases.ts';
import { deliveryStore } from './channels.ts';
import { type ConnectionOptions, openConnection, refusal } from './connection.ts';
import { deskStore } from './desk.ts';
import { eventQueries } from './events.ts';
import { fixQueries } from './fixes.ts';
import { handlingQueries } from './handlings.ts';
import { heardQueries } from './heard.ts';
import { keepStore } from './keeping.ts';
import { listQueries } from './lists.ts';
import { logQueries } from './log.ts';
import { migrate } from './migrate.ts';
import { muteQueries } from './mutes.ts';
import { presenceStore } from './presence.ts';
import { replayQueries } from './replays.ts';
import { keyStore } from './request-keys.ts';
import { resumeQueries } from './resume.ts';
import { ruleQueries } from './rules.ts';
import { scopeQueries } from './scopes.ts';
import { sightingQueries } from './sightings.ts';
import { trackStore } from './tracks.ts';
import { accessStore } from './users.ts';
import { vesselQueries } from './vessels.ts';
import { watchlistQueries } from './watchlists.ts';
import { createWriting, type WritingOptions } from './writing.ts';
import { zoneQueries } from './zones.ts';

export interface StoreOptions extends ConnectionOptions, WritingOptions {
  /** Hears of every commit that the log or the map should follow; null: nobody is there. */
  news: Pick<Bus, 'publish'> | null;
}

/** 32 MB before the log is folded back, so that a hot page is folded once and not ten times. */
const DEFAULTS: StoreOptions = {
  maxBytes: null,
  busyMs: 5_000,
  foldPages: 2_000,
  turn: null,
  aside: false,
  news: null,
};
/** The rows of a removed replay go in bites of so many, each a few milliseconds; revisions of an alert are read so many at once. */
const [REMOVED_AT_ONCE, MOST_REVISIONS] = [4_000, 1_000];
/** Chunks of a state that is let go, in one bite. */
const CHUNKS_AT_ONCE = 16;
const EMPTY_PAGE = { rows: [], next: null };

export function openStore(path: string, given: Partial<StoreOptions> = {}): Store {
  const options = { ...DEFAULTS, ...given };
  const db = openConnection(path, options);
  try {
    migrate(db, path);
  } catch (error) {
    db.close();
    throw refusal(error, path);
  }

  const scopes = scopeQueries(db);
  const fixes = fixQueries(db);
  const heard = heardQueries(db);
  const vessels = vesselQueries(db);
  const bindings = bindingQueries(db);
  const log = logQueries(db);
  const events = eventQueries(db, log);
  const alerts = alertQueries(db, log);
  const audit = auditQueries(db);
  const sightings = sightingQueries(db, audit);
  const replays = replayQueries(db, log);
  const resume = resumeQueries(db);
  const lists = listQueries(db, audit);
  const watchlists = watchlistQueries(db, audit);
  const rules = ruleQueries(db, audit);
  const zones = zoneQueries(db, audit);
  const mutes = muteQueries(db);
  const cases = caseQueries(db, log);
  const handlings = handlingQueries(db, audit, {
    alert: alerts,
    case: {
      find: (scopeId, id) => {
        const found = cases.one(scopeId, id);
        return (
          found && { withdrawn: found.state === 'withdrawn', joinedTo: found.joinedTo, formerIds: found.formerIds }
        );
      },
      inside: cases.inside,
      of: (scopeId, alertId) => cases.casesOf(scopeId, [alertId]).get(alertId)?.[0] ?? null,
      // How a case stands with people is asked for beside it; its own revisions say what happened.
      moved: () => {},
    },
  });

  /** Runs a question; refusals become coded errors. */
  async function ask<T>(question: () => T): Promise<T> {
    try {
      return question();
    } catch (error) {
      throw refusal(error, path);
    }
  }

  /** Runs a question within a scope; `nothing` when that scope holds no row at all. */
  function askScope<T>(scope: string, nothing: T, question: (scopeId: number) => T): Promise<T> {
    return ask(() => {
      const scopeId = scopes.find(scope);
      return scopeId === null ? nothing : question(scopeId);
    });
  }

  const writing = createWriting(db, path, options);
  let toldSeq = log.lastSeq();

  /** The one door for news: whatever was committed has grown the log, or has not. */
  function tell(): void {
    const seq = log.lastSeq();
    if (seq === toldSeq) return;
    toldSeq = seq;
    options.news?.publish('log', { seq });
  }

  async function write<T>(change: () => T): Promise<T> {
    const result = await writing.write(change);
    tell();
    return result;
  }

  /** What is written ahead of a large batch, at the pace of this file. */
  const pace = { fixes: { rows: 4_000 }, vessels: { rows: 700 }, bindings: { rows: 2_000 } };

  /** In the order of their key. */
  function addFixes(scopeId: number, ordered: readonly KeptFix[]): void {
    scopes.addFixes(scopeId, fixes.insert(scopeId, ordered));
    heard.hear(scopeId, ordered);
  }

  function forgetHeard(error: unknown): never {
    heard.forgetAll();
    throw error;
  }

  /** Writes what of a batch may stand before the rest, while there is much of it; gives back what is left. */
  async function writeAhead({ scope, ...batch }: Batch): Promise<Pick<Batch, 'fixes' | 'vessels' | 'bindings'>> {
    const id = () => scopes.findOrAdd(scope);
    const insert = (rows: readonly KeptFix[]) => addFixes(id(), rows);
    return {
      fixes: await writing.ahead(pace.fixes, fixes.inOrder(batch.fixes), insert),
      vessels: await writing.ahead(pace.vessels, batch.vessels, (rows) => vessels.upsert(id(), rows)),
      bindings: await writing.ahead(pace.bindings, batch.bindings, (rows) => bindings.upsert(id(), rows)),
    };
  }

  /** A change that other processes should hear of: hulls may be others now. */
  function changeLists<T>(change: () => T): Promise<T> {
    return write(() => {
      const result = change();
      lists.bumpRevision();
      return result;
    });
  }

  return {
    ...deliveryStore(db, audit, ask, write),
    ...trackStore(askScope, { bindings, fixes }),
    ...presenceStore(askScope, { heard, fixes, bindings, vessels, events }),
    ...accessStore(db, audit, ask, write),
    ...caseStore(cases, { ask, askScope, untilDone: writing.untilDone, tell }, log, handlings),
    ...keyStore(db, write),
    ...keepStore(db, { scopes, log }, ask, writing),
    ...deskStore({ scopes, alerts, mutes, handlings, audit }, ask, write),
    async commit(batch) {
      if (batch.replay !== undefined && batch.replay.id !== batch.scope) {
        throw new Error(`batch of scope '${batch.scope}' carries replay '${batch.replay.id}'`);
      }
      // What is written ahead stands, whatever becomes of the rest; what a refused transaction held does not.
      const rest = await writeAhead(batch).catch(forgetHeard);
      const seq = await write(() => {
        const scopeId = scopes.findOrAdd(batch.scope);
        const said = new Set(batch.vessels.map(({ id }) => id));
        for (const { fromId } of batch.renames) if (!said.has(fromId)) vessels.remove(scopeId, fromId);
        addFixes(scopeId, rest.fixes);
        vessels.upsert(scopeId, rest.vessels);
        bindings.upsert(scopeId, rest.bindings);
        sightings.upsert(scopeId, batch.sightings);
        events.upsert(scopeId, batch.events);
        const fresh = cases.follow(scopeId, alerts.upsert(scopeId, batch.alerts));
        handlings.newLegs(scopeId, batch.scope, fresh);
        for (const { fromId, toId } of batch.renames) {
          events.rename(scopeId, fromId, toId);
          cases.follow(scopeId, alerts.rename(scopeId, fromId, toId));
          mutes.rename(scopeId, fromId, toId);
        }
        if (batch.replay !== undefined) replays.upsert(scopeId, batch.replay);
        if (batch.cursor !== undefined) resume.setCursors(scopeId, batch.cursor);
        if (batch.inputs !== undefined) resume.addInputs(scopeId, batch.inputs);
        if (batch.state !== undefined) resume.setState(scopeId, batch.state.number, batch.state.chunks);
        if (batch.settled !== undefined) resume.settle(scopeId, batch.settled);
        return log.lastSeq();
      }).catch(forgetHeard);
      if (batch.fixes.length > 0) {
        options.news?.publish('positions', { scope: batch.scope, fixes: newestOfEach(batch.fixes) });
      }
      return seq;
    },

    async lookOut() {
      await ask(tell);
    },

    lastSeq: () => ask(() => log.lastSeq()),
    log: (after, limit, scope) =>
      scope === undefined
        ? ask(() => log.after(after, limit))
        : ask(() =>
            log.afterInScopes(
              [scope].flat().flatMap((name) => scopes.find(name) ?? []),
              after,
              limit,
            ),
          ),

    alerts: (query) =>
      query.scope === 'all'
        ? ask(() => alerts.page(null, query))
        : askScope(query.scope, EMPTY_PAGE, (id) => alerts.page(id, query)),
    alert: (scope, id) =>
      scope === 'all'
        ? ask(() => alerts.anywhere(id))
        : askScope(scope, null, (scopeId) => {
            const alert = alerts.one(scopeId, id);
            return alert === null ? null : { ...alert, scope };
          }),
    alertRevisions: (scope, id) =>
      askScope(scope, [], (scopeId) => log.ofAlert(scopeId, id, MOST_REVISIONS).map(({ body }) => body as Alert)),
    alertTally: (scope) => askScope(scope, [], (id) => alerts.tally(id)),

    ruleChanges: () => ask(() => rules.all()),
    saveRuleChange: (change) => write(() => rules.add(change)),
    zones: () => ask(() => zones.all()),
    saveZone: (change, signed) => write(() => zones.save(change, signed)),

    events: (query) =>
      query.scope === 'all'
        ? ask(() => events.page(null, query))
        : askScope(query.scope, EMPTY_PAGE, (id) => events.page(id, query)),
    event: (scope, id) => askScope(scope, null, (scopeId) => events.one(scopeId, id)),

    vessels: (query) => askScope(query.scope, EMPTY_PAGE, (id) => vessels.page(id, query)),
    vessel: (scope, id) => askScope(scope, null, (scopeId) => vessels.one(scopeId, id)),
    hullsHeard: (scope) => askScope(scope, [], (id) => vessels.heard(id)),
    vesselOfHull: (scope, hullId) => askScope(scope, null, (id) => vessels.ofHull(id, hullId)),

    sightings: (scope, vesselId) => askScope(scope, [], (id) => sightings.of(id, vesselId)),
    sighting: (scope, id) => askScope(scope, null, (scopeId) => sightings.one(scopeId, id)),
    sightingPage: (query) => askScope(query.scope, EMPTY_PAGE, (id) => sightings.page(id, query)),
    enterSightings: (scope, rows, signed) => write(() => sightings.enter(scopes.findOrAdd(scope), scope, rows, signed)),
    withdrawSighting: (scope, id, reason, signed) =>
      write(() => sightings.withdraw(scopes.findOrAdd(scope), scope, id, reason, signed)),
    sightingChanges: (scope, after, limit) => askScope(scope, [], (id) => sightings.changes(id, after, limit)),
    newestSightingChange: () => ask(() => sightings.newestChange()),

    replays: () => ask(() => replays.all()),
    replay: (id) => ask(() => replays.one(id)),
    async deleteReplay(id, next) {
      if (id === LIVE)
        throw new CodedError('invalid', `'${LIVE}' is the live monitor and cannot be removed like a replay.`);
      const scopeId = await ask(() => scopes.find(id));
      if (scopeId !== null) {
        await writing.untilDone(() => fixes.removeSome(scopeId, REMOVED_AT_ONCE) < REMOVED_AT_ONCE);
        await writing.untilDone(() => heard.removeSome(scopeId, REMOVED_AT_ONCE) === 0);
      }
      await write(() => {
        if (scopeId !== null) {
          fixes.removeAll(scopeId);
          scopes.remove(id);
          bindings.forget(scopeId);
          heard.forget(scopeId);
        }
        if (next) replays.upsert(scopes.findOrAdd(id), next);
      });
    },

    cursors: (scope) => askScope(scope, [], (id) => resume.cursors(id)),
    inputs: (scope, after) => askScope(scope, [], (id) => resume.inputs(id, after)),
    async keepChunks(scope, number, from, chunks) {
      const id = await write(() => scopes.findOrAdd(scope));
      // What earlier states left goes first, a bite at a time.
      if (from === 0) await writing.untilDone(() => resume.dropChunks(id, number, CHUNKS_AT_ONCE) < CHUNKS_AT_ONCE);
      await write(() => resume.addChunks(id, number, from, chunks));
    },
    state: (scope) => askScope(scope, null, (id) => resume.state(id)),

    commitList: (listBatch) => changeLists(() => lists.commit(listBatch)),
    recordAttempt: (attempt, validators = []) => write(() => lists.addAttempt(attempt, validators)),
    listsInForce: () => ask(() => lists.inForce()),
    listVersions: (list, limit) => ask(() => lists.versions(list, limit)),
    listChanges: (versionId, after, limit) => ask(() => lists.changes(versionId, after, limit)),
    listAttempts: (list, limit) => ask(() => lists.attempts(list, limit)),
    listStandings: () => ask(() => lists.standings()),
    validators: (address) => ask(() => lists.validators(address)),
    listRecords: (query) => ask(() => lists.records(query)),
    listRecordsOf: (refs, at = null) => ask(() => lists.recordsOf(refs, at)),
    recordsInForce: (list) => ask(() => lists.recordsInForce(list)),
    hullRecords: () => ask(() => lists.hullRecords()),
    partyRecords: () => ask(() => lists.partyRecords()),
    versionsToLookBack: () => ask(() => lists.toLookBack()),
    lookedBack: (versionId) => write(() => lists.lookedBack(versionId)),
    listsRevision: () => ask(() => lists.revision()),

    watchlists: () => ask(() => watchlists.all()),
    saveWatchlist: (watchlist, signed) => changeLists(() => watchlists.save(watchlist, signed)),
    deleteWatchlist: (id, signed) => changeLists(() => watchlists.remove(id, signed)),
    saveMembers: (id, members, signed) => changeLists(() => watchlists.saveMembers(id, members, signed)),
    deleteMember: (id, hullId, signed) => changeLists(() => watchlists.removeMember(id, hullId, signed)),
    handVerdicts: () => ask(() => watchlists.verdicts()),
    saveHandVerdict: (verdict) => changeLists(() => watchlists.saveVerdict(verdict)),
    deleteHandVerdict: (mmsi, hullId, signed) => changeLists(() => watchlists.removeVerdict(mmsi, hullId, signed)),

    stats: () =>
      ask(() => ({
        fixes: scopes.countFixes(),
        vessels: vessels.count(),
        events: events.count(),
        alerts: alerts.count(),
        bytes: Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true })),
      })),
    close: async () => {
      db.close();
    },
  };
}

/** A reader of the map wants where each ship is, not how it came there. */
function newestOfEach(fixes: readonly KeptFix[]): KeptFix[] {
  const newest = new Map<number, KeptFix>();
  for (const fix of fixes) newest.set(fix.mmsi, fix);
  return [...newest.values()];
}
