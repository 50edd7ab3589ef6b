// The rule desk: takes users' rules in, keeps every version, and lets the live monitor go by them from the moment they
// are saved. Drafts come in and are refused sentence by sentence, or saved; rules to go by go out. One change at a time.

import type { Alert } from '../domain/alert.ts';
import { CodedError } from '../domain/errors.ts';
import { isShipImo } from '../domain/identity/imo.ts';
import type { MidTable } from '../domain/identity/watch-index.ts';
import type { Port, Zone } from '../domain/places/place.ts';
import type { RouteRule } from '../domain/rule.ts';
import { type BookRule, type RuleChange, rulesAt } from '../domain/rules/book.ts';
import { type KnownNames, type RuleDraft, readDraft } from '../domain/rules/draft.ts';
import { DAY_MS, isoMoment } from '../domain/time.ts';
import type { Live } from '../run/live-contract.ts';
import { emptyBatch } from '../run/pipeline.ts';
import type { Clock } from '../seams/clock.ts';
import { LIVE, type Scope, type Store } from '../seams/store.ts';
import type { Watch } from '../watch/hulls.ts';
import { type DryRun, type DryRunQuestion, MOST_TOLD } from './dry-run.ts';

export interface RuleDeskDeps {
  store: Store;
  clock: Clock;
  /** The rules that come with the program. */
  builtIn: readonly RouteRule[];
  ports: readonly Port[];
  zones: readonly Zone[];
  mids: MidTable;
  watch(): Watch;
  /** Off this thread, as a rule. */
  dryRun(question: DryRunQuestion): Promise<DryRun>;
}

/** What a new rule raised for what lies behind it. */
export interface FirstRun {
  found: number;
  raised: number;
  cap: number;
}

export interface Saved {
  rule: BookRule;
  /** null where nobody asked for what lies behind. */
  firstRun: FirstRun | null;
}

export interface SaveOptions {
  by: string;
  /** Raise alerts for the 30 days behind it too, up to the cap. */
  behind: boolean;
  /** Refuses to change any other version of the rule; absent: whatever it is. */
  version?: number | undefined;
}

export interface DryRunAsked {
  scope: Scope;
  fromAt?: number | undefined;
  toAt?: number | undefined;
  asOf: 'then' | 'now';
}

export interface RuleDesk {
  /** As they stood at `at`; as they are now where absent. */
  rules(at?: number): BookRule[];
  /** Every change of one rule, oldest first. */
  history(id: string): RuleChange[];
  /** Lets this monitor follow every change. */
  follow(live: Pick<Live, 'takeRules'>): void;
  make(draft: RuleDraft, options: SaveOptions): Promise<Saved>;
  change(id: string, draft: RuleDraft, options: SaveOptions): Promise<Saved>;
  switch(id: string, enabled: boolean, by: string): Promise<BookRule>;
  remove(id: string, by: string): Promise<void>;
  /** `id` of a rule that is being changed, so that its alerts carry its id. */
  dryRun(draft: RuleDraft, asked: DryRunAsked, id?: string): Promise<DryRun & { fromAt: number; toAt: number }>;
}

/** The period of a dry run where none is named, and of a first run. */
const DRY_RUN_DAYS = 30;

export async function createRuleDesk(deps: RuleDeskDeps): Promise<RuleDesk> {
  const { store, clock, builtIn } = deps;
  let changes = await store.ruleChanges();
  let live: Pick<Live, 'takeRules'> | null = null;
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work, work);
    last = done.catch(() => undefined);
    return done;
  }

  const rules = (at = Number.POSITIVE_INFINITY) => rulesAt(builtIn, changes, at);
  const history = (id: string) => changes.filter(({ ruleId }) => ruleId === id);

  function find(id: string): BookRule {
    const found = rules().find(({ rule }) => rule.id === id);
    if (!found) throw new CodedError('not_found', `There is no rule '${id}'.`);
    return found;
  }

  function findOwn(id: string, deed: string): BookRule {
    const found = find(id);
    if (!found.builtIn) return found;
    throw new CodedError(
      'conflict',
      `Rule '${id}' comes with the program and cannot be ${deed}; switch it off, or copy it and change the copy.`,
    );
  }

  async function mustBeRule(draft: RuleDraft, as: { id: string; version: number }): Promise<RouteRule> {
    const { rule, problems } = readDraft(draft, await knownNames(deps), as);
    if (rule === null) throw new CodedError('invalid', problems.join(' '));
    return rule;
  }

  /** Writes a change and lets everything follow it. Two changes within a millisecond would hide each other. */
  async function save(change: Omit<RuleChange, 'number' | 'savedAt'>): Promise<RuleChange> {
    const before = history(change.ruleId).at(-1);
    const savedAt = Math.max(clock.now(), (before?.savedAt ?? 0) + 1);
    const saved: RuleChange = { ...change, number: (before?.number ?? 0) + 1, savedAt };
    await store.saveRuleChange(saved);
    changes = [...changes, saved];
    await live?.takeRules();
    return saved;
  }

  async function raiseBehind(rule: RouteRule, savedAt: number): Promise<FirstRun> {
    const fromAt = savedAt - DRY_RUN_DAYS * DAY_MS;
    const run = await deps.dryRun({ rule, scope: LIVE, fromAt, toAt: savedAt, asOf: 'then' });
    const known = new Set<string>();
    for (const { id } of run.told) if ((await store.alert(LIVE, id)) !== null) known.add(id);
    const alerts = run.told.filter(({ id }) => !known.has(id)).map((alert): Alert => ({ ...alert, raisedAt: savedAt }));
    if (alerts.length > 0) await store.commit({ ...emptyBatch(LIVE), alerts });
    return { found: run.alerts, raised: alerts.length, cap: MOST_TOLD };
  }

  async function saveDraft(rule: RouteRule, what: 'made' | 'changed', { by, behind }: SaveOptions): Promise<Saved> {
    const { savedAt } = await save({ ruleId: rule.id, by, what, rule });
    const firstRun = behind && rule.enabled ? await raiseBehind(rule, savedAt) : null;
    return { rule: find(rule.id), firstRun };
  }

  return {
    rules,
    history,
    follow(monitor) {
      live = monitor;
    },

    make: (draft, options) =>
      inTurn(async () => {
        const taken = new Set([...builtIn.map(({ id }) => id), ...changes.map(({ ruleId }) => ruleId)]);
        return saveDraft(await mustBeRule(draft, { id: idOf(draft.title, taken), version: 1 }), 'made', options);
      }),

    change: (id, draft, options) =>
      inTurn(async () => {
        const { rule } = findOwn(id, 'changed');
        if (options.version !== undefined && options.version !== rule.version) {
          throw new CodedError(
            'conflict',
            `Rule '${id}' has version ${rule.version} by now; the change was made on version ${options.version}.`,
          );
        }
        return saveDraft(await mustBeRule(draft, { id, version: rule.version + 1 }), 'changed', options);
      }),

    switch: (id, enabled, by) =>
      inTurn(async () => {
        const { rule, builtIn: isBuiltIn } = find(id);
        if (rule.enabled === enabled) return find(id);
        const version = rule.version + 1;
        const what = enabled ? 'switched on' : 'switched off';
        await save({ ruleId: id, by, what, rule: isBuiltIn ? null : { ...rule, enabled, version } });
        return find(id);
      }),

    remove: (id, by) =>
      inTurn(async () => {
        findOwn(id, 'removed');
        await save({ ruleId: id, by, what: 'removed', rule: null });
      }),

    async dryRun(draft, { scope, asOf, ...period }, id = 'dry-run') {
      const rule = await mustBeRule(draft, { id, version: 0 });
      const { fromAt, toAt } = await periodOf(deps, scope, period);
      const run = await deps.dryRun({ rule, scope, fromAt, toAt, asOf });
      return { ...run, fromAt, toAt };
    },
  };
}

/** The period asked for; of a replay all of it, else the last 30 days. */
async function periodOf(
  { store, clock }: RuleDeskDeps,
  scope: Scope,
  asked: { fromAt?: number | undefined; toAt?: number | undefined },
): Promise<{ fromAt: number; toAt: number }> {
  const replay = scope === LIVE ? null : await store.replay(scope);
  const toAt = asked.toAt ?? (replay?.toAt == null ? clock.now() : replay.toAt + 1);
  const fromAt = asked.fromAt ?? replay?.fromAt ?? toAt - DRY_RUN_DAYS * DAY_MS;
  if (fromAt < toAt) return { fromAt, toAt };
  const day = (at: number) => isoMoment(at);
  throw new CodedError('invalid', `The period ends at ${day(toAt)}, which is not after its begin, ${day(fromAt)}.`);
}

async function knownNames({ store, ports, zones, mids, watch }: RuleDeskDeps): Promise<KnownNames> {
  const { known } = watch();
  const hulls = new Set(known.map(({ id }) => id));
  return {
    ports: new Set(ports.map(({ id }) => id)),
    zones: new Set(zones.map(({ id }) => id)),
    countries: new Set(ports.map(({ country }) => country).filter((code) => code !== '')),
    flags: new Set([...mids.values()].flatMap(({ iso2 }) => [...iso2])),
    mids: new Set(mids.keys()),
    // A ship that no list names may be meant too, by a number that holds.
    hulls: {
      has: (id) => hulls.has(id) || isShipImo(Number(/^imo:(\d{7})$/.exec(id)?.[1])) || /^mmsi:\d{9}$/.test(id),
    },
    watchlists: new Set((await store.watchlists()).map(({ id }) => id)),
    authorities: new Set(known.flatMap(({ designations }) => designations.map(({ authority }) => authority))),
  };
}

/** "Rajin to Vostochny" → "own-rajin-to-vostochny"; numbered where the id is taken, also by a rule that was removed. */
function idOf(title: string, taken: ReadonlySet<string>): string {
  const plain = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-+|-+$/g, '');
  const base = `own-${plain || 'rule'}`;
  let id = base;
  for (let i = 2; taken.has(id); i++) id = `${base}-${i}`;
  return id;
}
