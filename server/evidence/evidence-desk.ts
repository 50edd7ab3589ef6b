// The desk's side of evidence: a bundle takes some seconds, so each is made by a worker that is begun for it and ends with
// it. One is made at a time, a few may wait, and more are refused at once.

import { CodedError } from '../domain/errors.ts';
import type { Workers } from '../run/workers.ts';
import type { Addressee, Answers, Bus } from '../seams/bus.ts';
import type { Scope } from '../seams/store.ts';
import type { ReplaySource } from './gather.ts';
import {
  type BundleQuestion,
  type CaseBundleQuestion,
  type MakerDeps,
  makeBundle,
  makeCaseBundle,
} from './make-bundle.ts';
import { openSigningKey } from './signing-key.ts';

export type EvidenceCommands = {
  'bundle of alert': { body: BundleQuestion; answer: Uint8Array };
  'bundle of case': { body: CaseBundleQuestion; answer: Uint8Array };
};
export const EVIDENCE: Addressee<EvidenceCommands> = { name: 'evidence' };

/** What the worker answers. */
export function evidenceAnswers(deps: MakerDeps): Answers<EvidenceCommands> {
  return {
    'bundle of alert': (question) => makeBundle(deps, question),
    'bundle of case': (question) => makeCaseBundle(deps, question),
  };
}

export interface EvidenceDesk {
  bundle(scope: Scope, alertId: string, asOf: number | null): Promise<Uint8Array>;
  caseBundle(scope: Scope, caseId: string, asOf: number | null): Promise<Uint8Array>;
  /** Of the key that signs bundles; it is made when it is first asked for. */
  key(): { fingerprint: string; publicKey: string };
}

export interface EvidenceDeskDeps {
  bus: Pick<Bus, 'ask'>;
  workers: Pick<Workers, 'begin'>;
  folder: string;
  sourceOf(scope: Scope): ReplaySource | null;
}

/** Bundles that may wait for the one that is being made. */
const MOST_WAITING = 8;

export function createEvidenceDesk({ bus, workers, folder, sourceOf }: EvidenceDeskDeps): EvidenceDesk {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  async function make(ask: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const worker = workers.begin({ name: EVIDENCE.name, role: 'evidence', task: null, turn: null });
    try {
      await worker.begun;
      return await ask();
    } finally {
      await worker.stop();
    }
  }

  async function inTurn(ask: () => Promise<Uint8Array>): Promise<Uint8Array> {
    if (waiting > MOST_WAITING)
      throw new CodedError(
        'unavailable',
        `${waiting} bundles of evidence are being made already; ask again in a minute.`,
      );
    waiting++;
    const made = last.then(() => make(ask));
    last = made.catch(() => undefined);
    return made.finally(() => {
      waiting--;
    });
  }

  return {
    bundle: (scope, alertId, asOf) =>
      inTurn(() => bus.ask(EVIDENCE, 'bundle of alert', { scope, alertId, asOf, source: sourceOf(scope) })),
    caseBundle: (scope, caseId, asOf) =>
      inTurn(() => bus.ask(EVIDENCE, 'bundle of case', { scope, caseId, asOf, source: sourceOf(scope) })),
    key() {
      const { fingerprint, publicKey } = openSigningKey(folder);
      return { fingerprint, publicKey };
    },
  };
}
