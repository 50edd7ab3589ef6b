// Verifies a bundle: opened byte by byte, its copies compared with each other, and decided again with the engine of this
// program. Out come findings in sentences. What the bundle itself says it takes as recorded is repeated, never hidden.

import type { Alert } from '../domain/alert.ts';
import { CodedError } from '../domain/errors.ts';
import { type Comparison, compare, decide, hashedText, inRecordedDigits, withRecorded } from './again/decide.ts';
import { AS_RECORDED, DECISION_FORMAT, type DecisionInput } from './again/decision.ts';
import { type Manifest, sha256 } from './manifest.ts';
import { openBundle } from './open-bundle.ts';
import { type CaseRecord, type VerifiedCase, verifyCase } from './verify-case.ts';

export interface Verified {
  manifest: Manifest;
  /** Of a bundle of a case: whether the case follows from the alerts in it. */
  story: VerifiedCase | null;
  /** For each alert in it. */
  decisions: {
    alertId: string;
    why: string;
    revision: number;
    /** null: the bundle carries no decision, and says why. */
    comparison: Comparison | null;
    /** Of the evidence as decided again, where an alert came of it. */
    hash: string | null;
    recordedHash: string;
    /** What was not decided again; one sentence each. */
    asRecorded: string[];
    /** Decided again here, it comes out as the maker of the bundle found. */
    asFound: boolean;
  }[];
  /** The engine in the bundle is, byte for byte, the one that this program puts into bundles; null where that is unknown. */
  sameEngine: boolean | null;
}

/** What a bundle says of one of its alerts, as it stands in alert.json. */
export interface AlertRecord {
  alert: Alert;
  /** null where there is no decision in it. */
  found: Comparison | null;
  asRecorded: string[];
  notes: string[];
}

/** Throws CodedError('invalid') with the part that is not as it was made. */
export function verifyBundle(bytes: Uint8Array, ownEngine: string | null): Verified {
  const { manifest, parts } = openBundle(bytes);
  const records = [...parts.keys()].filter((name) => /(^|\/)alert\.json$/.test(name));
  if (records.length === 0)
    throw new CodedError('invalid', 'The bundle has no alert.json: there is nothing to decide.');
  return {
    manifest,
    story: manifest.subject.kind === 'case' ? storyOf(parts, records, manifest) : null,
    decisions: records.map((name) => verifyAlert(parts, name)),
    sameEngine: ownEngine === null || !parts.has('engine.js') ? null : text(parts, 'engine.js') === ownEngine,
  };
}

function storyOf(
  parts: ReadonlyMap<string, Uint8Array>,
  records: readonly string[],
  { subject }: Manifest,
): VerifiedCase {
  const inside = new Map(
    records.map((name) => [name.slice(0, -'alert.json'.length), json<AlertRecord>(parts, name).alert] as const),
  );
  return verifyCase(json<CaseRecord>(parts, 'case.json'), inside, subject);
}

function verifyAlert(parts: ReadonlyMap<string, Uint8Array>, name: string): Verified['decisions'][number] {
  const record = json<AlertRecord>(parts, name);
  const { alert, found } = record;
  const folder = name.slice(0, -'alert.json'.length);
  const base = {
    alertId: alert.id,
    why: alert.why,
    revision: alert.revision,
    recordedHash: alert.evidence.hash,
    asRecorded: record.asRecorded,
  };
  if (sha256(hashedText(alert)) !== alert.evidence.hash)
    throw new CodedError('invalid', `The evidence in ${name} has another hash than it says.`);
  if (found === null) return { ...base, comparison: null, hash: null, asFound: true };
  const decision = json<DecisionInput>(parts, `${folder}decision.json`);
  if (decision.format !== DECISION_FORMAT)
    throw new CodedError(
      'invalid',
      `${folder}decision.json is of format ${JSON.stringify(decision.format)}; this program decides ${DECISION_FORMAT}.`,
    );
  if (decision.alertId !== alert.id || decision.revision !== alert.revision)
    throw new CodedError('invalid', `${folder}decision.json is of another alert than ${name}.`);
  for (const part of decision.asRecorded)
    if (!Object.hasOwn(AS_RECORDED, part))
      throw new CodedError(
        'invalid',
        `${folder}decision.json takes ${JSON.stringify(part)} as recorded, which is none of the parts that may be.`,
      );
  const { alert: raw } = decide(decision);
  const again = raw === null ? null : withRecorded(raw, alert, decision.asRecorded);
  const comparison = compare(alert, again);
  const asFound =
    comparison.outcome === found.outcome &&
    JSON.stringify(comparison.differences) === JSON.stringify(found.differences);
  return {
    ...base,
    comparison,
    hash: again === null ? null : sha256(hashedText(inRecordedDigits(alert, again))),
    asFound,
  };
}

function text(parts: ReadonlyMap<string, Uint8Array>, name: string): string {
  const part = parts.get(name);
  if (part === undefined) throw new CodedError('invalid', `The bundle has no ${name}.`);
  return Buffer.from(part).toString('utf8');
}

function json<T>(parts: ReadonlyMap<string, Uint8Array>, name: string): T {
  const read = text(parts, name);
  try {
    return JSON.parse(read) as T;
  } catch {
    throw new CodedError('invalid', `${name} is no JSON.`);
  }
}
