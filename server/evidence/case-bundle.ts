// The bundle of one case: the case as it was said, and each alert inside in a folder of its own, with the same files as in a
// bundle of that alert alone; one manifest and one signature over all. In comes what was gathered and decided of each.

import type { Alert } from '../domain/alert.ts';
import type { Case } from '../domain/cases/case.ts';
import { partsOf } from './bundle.ts';
import type { Chosen } from './choose-decision.ts';
import type { Gathered } from './gather.ts';
import { type BundleDeps, type PartContent, sealBundle } from './manifest.ts';
import { casePage } from './page/case-page.ts';
import { indexPage } from './page/index-page.ts';
import type { CaseRecord } from './verify-case.ts';

export interface CaseEvidence {
  case: Case;
  scope: string;
  label: string | null;
  /** By the beginning of each. */
  alerts: readonly { folder: string; gathered: Gathered; chosen: Chosen | null }[];
  /** Alerts of the case that are not in the bundle: a bundle is bounded. */
  left: readonly Alert[];
}

export function folderOf(index: number): string {
  return `alerts/${String(index + 1).padStart(2, '0')}/`;
}

export function caseBundleOf(evidence: CaseEvidence, deps: BundleDeps): Uint8Array {
  const { case: each, scope, label, alerts, left } = evidence;
  const record: CaseRecord = {
    case: each,
    alerts: alerts.map(({ folder, gathered: { alert } }) => ({ folder, id: alert.id, revision: alert.revision })),
    left: left.map(({ id, why }) => ({ id, why })),
  };
  const parts: PartContent[] = [
    { name: 'index.html', about: 'the case in one page, and the way to each alert', content: casePage(evidence, deps) },
    {
      name: 'case.json',
      about: 'the case as it was said, and which alerts of it are in this bundle',
      content: `${JSON.stringify(record, null, 1)}\n`,
    },
  ];
  for (const { folder, gathered, chosen } of alerts) {
    parts.push({
      name: `${folder}index.html`,
      about: 'what was raised and why, and a button that decides it again',
      content: indexPage(gathered, chosen, deps),
    });
    for (const part of partsOf(gathered, chosen)) parts.push({ ...part, name: folder + part.name });
  }
  if (deps.engine !== null) {
    parts.push({ name: 'engine.js', about: 'the engine that decides again', content: deps.engine });
  }
  return sealBundle(
    {
      product: deps.product,
      subject: { kind: 'case', id: each.id, scope, revision: each.revision },
      says: each.sentence,
      asOf: new Date(each.knownAt).toISOString(),
      label,
    },
    parts,
    deps.key,
  );
}
