// `keelwatch verify BUNDLE`: is a bundle of evidence as it was made, who signed it, and does it decide again? It needs no
// store, no server and no network. It ends with 0 where all holds, with 2 where a byte is another one or the key is not the
// one asked for, and with 4 where the bundle is whole and yet decides otherwise here.

import { readFileSync, statSync } from 'node:fs';
import { Command } from 'commander';
import { readConfig } from '../../server/config.ts';
import { CodedError } from '../../server/domain/errors.ts';
import { plainLine } from '../../server/domain/plain-text.ts';
import { engineScript } from '../../server/evidence/engine-script.ts';
import { MOST_BUNDLE_BYTES } from '../../server/evidence/open-bundle.ts';
import { knownSigningKey } from '../../server/evidence/signing-key.ts';
import { type Verified, verifyBundle } from '../../server/evidence/verify.ts';

interface Flags {
  key?: string;
  json?: boolean;
}

/** Whole, and decides otherwise. */
const DECIDES_OTHERWISE = 4;

export function verifyCommand(): Command {
  return new Command('verify')
    .description(
      'check every byte of an evidence bundle, its signature, and decide its alerts again; of a case, form it again',
    )
    .argument('<bundle>', 'the zip')
    .option('--key <fingerprint>', 'refuse a bundle signed by another key than this one')
    .option('--json', 'one JSON object')
    .action(verify);
}

function verify(path: string, { key, json = false }: Flags): void {
  const verified = verifyBundle(read(path), engineScript());
  const { fingerprint } = verified.manifest.key;
  if (key !== undefined && bare(key) !== bare(fingerprint))
    throw new CodedError('invalid', `The bundle is signed by the key ${fingerprint}, not by ${key}.`);
  const own = ownFingerprint();
  const holds = verified.decisions.every(isAsSaid) && verified.story?.same !== false;
  if (json) process.stdout.write(`${JSON.stringify({ ...verified, holds, ownKey: own === fingerprint })}\n`);
  else for (const line of account(verified, key !== undefined, own)) process.stdout.write(`${plainLine(line)}\n`);
  if (!holds) process.exitCode = DECIDES_OTHERWISE;
}

function isAsSaid({ comparison, asFound }: Verified['decisions'][number]): boolean {
  return comparison === null || asFound;
}

function account({ manifest, story, decisions, sameEngine }: Verified, asked: boolean, own: string | null): string[] {
  const { subject, parts, key } = manifest;
  const lines = [
    `whole       every byte of ${parts.length} parts is as it was made, and the signature is good`,
    `signed by   ${key.fingerprint}${whose(key.fingerprint, asked, own)}`,
    `about       ${subject.kind} ${subject.id} of ${subject.scope}, as of ${manifest.asOf}`,
  ];
  if (manifest.label !== null) lines.push(`note        ${manifest.label}`);
  if (story !== null) {
    lines.push('', `case        ${story.sentence}`);
    lines.push(`${story.same === false ? 'OTHERWISE  ' : 'formed     '} ${story.says}`);
  }
  for (const each of decisions) {
    lines.push('', `alert       ${each.alertId}, revision ${each.revision}`, `            ${each.why}`);
    lines.push(`${each.asFound ? 'decided    ' : 'OTHERWISE  '} ${outcomeOf(each)}`);
    if (each.hash !== null)
      lines.push(
        `hash        ${each.hash}${each.hash === each.recordedHash ? ', as recorded' : `, recorded was ${each.recordedHash}`}`,
      );
    for (const { path, recorded, again } of each.comparison?.differences ?? [])
      lines.push(`differs     ${path}: recorded ${recorded}, again ${again}`);
    for (const text of each.asRecorded) lines.push(`limit       ${text}`);
  }
  if (sameEngine === false)
    lines.push(
      '',
      'The engine in the bundle is not the one of this program: it may be of another version. It was decided with the engine of this program.',
    );
  return lines;
}

function outcomeOf({ comparison, asFound }: Verified['decisions'][number]): string {
  if (comparison === null) return 'not again: no rule decided this alert';
  const last = comparison.lastDigits === 0 ? '' : `; ${comparison.lastDigits} numbers differ after the ninth digit`;
  const said = {
    same: `again, and it is the same in every field that was compared${last}`,
    rounded: 'again, and it is the same but for the rounding of kept positions',
    differs: `again, and ${comparison.count} fields come out otherwise`,
    withdrawn: 'again: no such alert is raised with what was known by then, which is why it was withdrawn',
    'not raised': 'again: no such alert comes of these inputs',
  }[comparison.outcome];
  return asFound ? said : `${said}; the maker of the bundle found otherwise`;
}

function whose(fingerprint: string, asked: boolean, own: string | null): string {
  if (asked) return ', the key asked for';
  if (own === fingerprint) return ', the key of this installation';
  return ': compare it with the fingerprint that the sender tells you by another way';
}

function ownFingerprint(): string | null {
  try {
    return knownSigningKey(readConfig(process.env).dataFolder)?.fingerprint ?? null;
  } catch {
    return null;
  }
}

function bare(fingerprint: string): string {
  return fingerprint.replace(/[\s:]/g, '').toLowerCase();
}

function read(path: string): Uint8Array {
  try {
    if (statSync(path).size > MOST_BUNDLE_BYTES) throw new CodedError('invalid', `${path} is larger than any bundle.`);
    return readFileSync(path);
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw new CodedError(
      'invalid',
      `${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`,
    );
  }
}
