// The clerk: what the desk is asked and would take longer over than a frame. What silent ships can have reached, what a
// rule would have raised, what a newly listed ship did before. It works in a thread of its own, with its own connection,
// and gives back what the desk would have: plain data, or the same refusal.

import type { MidTable } from '../domain/identity/watch-index.ts';
import type { Port } from '../domain/places/place.ts';
import type { RouteRule } from '../domain/rule.ts';
import type { Addressee, Answers, Bus } from '../seams/bus.ts';
import type { DiskUse, Kept, LetGo } from '../seams/keep-store.ts';
import type { Scope, Store } from '../seams/store.ts';
import type { Watch } from '../watch/hulls.ts';
import { lookBack } from '../watch/look-back.ts';
import type { EngineTables } from '../watch/look-back-run.ts';
import { type AlibiDesk, type AlibiRequest, type Alibis, createAlibiDesk } from './alibis.ts';
import { type DryRun, type DryRunQuestion, dryRun } from './dry-run.ts';
import { createPresenceDesk, type Presence, type PresenceDesk, type PresenceQuestion } from './presence.ts';
import { type AskedShip, createReachDesk, type Reach, type ReachDeps, type ReachDesk } from './reach.ts';

export type ClerkCommands = {
  'reach of': { body: { scope: Scope; ship: AskedShip; at: number }; answer: Reach };
  'reach of silent': {
    body: { scope: Scope; ships: readonly AskedShip[]; at: number };
    answer: { reaches: Reach[]; more: number };
  };
  presence: { body: PresenceQuestion; answer: Presence };
  alibis: { body: AlibiRequest; answer: Alibis };
  'dry run': { body: DryRunQuestion; answer: DryRun };
  /** Commits the alerts, and says how many there are. */
  'look back': { body: { versionId: number }; answer: number };
  'remove replay': { body: { id: string }; answer: null };
  'disk use': { body: null; answer: DiskUse[] };
  /** How many rows went. */
  'let go': { body: { bounds: LetGo; now: number }; answer: Record<Kept, number> };
};

/** Who was here, and who could not have been there. */
export interface Whereabouts {
  presence: PresenceDesk;
  alibis: AlibiDesk;
}

export const CLERK: Addressee<ClerkCommands> = { name: 'clerk' };

export interface ClerkDeps extends Omit<ReachDeps, 'store' | 'rules'> {
  store: Store;
  ports: readonly Port[];
  mids: MidTable;
  /** As the store has it now. */
  read(): Promise<{ watch: Watch; rules: readonly RouteRule[]; lookBack: EngineTables }>;
}

export function clerkAnswers(deps: ClerkDeps): Answers<ClerkCommands> {
  const { store, ports, mids } = deps;
  let rules: readonly RouteRule[] = [];
  const reach = createReachDesk({ ...deps, rules: () => rules });

  const presence = createPresenceDesk(store);
  const alibis = createAlibiDesk({ ...deps, hulls: async () => (await deps.read()).watch.hulls });

  return {
    presence,
    alibis,
    async 'reach of'({ scope, ship, at }) {
      rules = (await deps.read()).rules;
      return reach.of(scope, ship, at);
    },
    async 'reach of silent'({ scope, ships, at }) {
      rules = (await deps.read()).rules;
      return reach.ofSilent(scope, ships, at);
    },
    async 'dry run'(question) {
      const { watch } = await deps.read();
      return dryRun({ store, ports, mids, hulls: watch.hulls }, question);
    },
    async 'look back'({ versionId }) {
      const version = (await store.versionsToLookBack()).find(({ id }) => id === versionId);
      if (!version) return 0;
      const { watch, lookBack: engine } = await deps.read();
      return (await lookBack({ store, known: watch.known, bindings: watch.bindings, engine }, version)).length;
    },
    async 'remove replay'({ id }) {
      await store.deleteReplay(id);
      return null;
    },
    'disk use': () => store.diskUse(),
    'let go': ({ bounds, now }) => store.letGo(bounds, now),
  };
}

/** The reach desk as the routes know it, with the clerk behind it. */
export function reachOverBus(bus: Pick<Bus, 'ask'>): ReachDesk {
  return {
    of: (scope, ship, at) => bus.ask(CLERK, 'reach of', { scope, ship, at }),
    ofSilent: (scope, ships, at) => bus.ask(CLERK, 'reach of silent', { scope, ships, at }),
  };
}

/** Questions of who was where, with the clerk behind them. */
export function whereaboutsOverBus(bus: Pick<Bus, 'ask'>): Whereabouts {
  return {
    presence: (question) => bus.ask(CLERK, 'presence', question),
    alibis: (request) => bus.ask(CLERK, 'alibis', request),
  };
}
