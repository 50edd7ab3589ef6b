// `keelwatch channels`: where messages can go, from the command line. Secrets go in, from a file where they should not stand
// in the list of processes, and never come out.

import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { CodedError } from '../../server/domain/errors.ts';
import type { StoredChannel } from '../../server/seams/delivery-store.ts';
import type { Store } from '../../server/seams/store.ts';
import { print, printJson, signedHere } from './list-desk.ts';
import { withChannels } from './tell-desk.ts';

export function channelsCommand(): Command {
  const channels = new Command('channels').description('channels: where messages can go, and whether they arrive');
  channels
    .command('list')
    .description('the channels that are set up, without their secrets')
    .option('--kinds', 'the kinds there are instead, each with its settings')
    .option('--json', 'one JSON object per row')
    .action(list);
  channels
    .command('add')
    .description('set a channel up')
    .argument('<kind>', "one of 'keelwatch channels list --kinds'")
    .requiredOption('--title <text>', 'what it is called')
    .option('--owner <text>', 'whose it is', 'analyst')
    .option('--set <name=value...>', 'settings; name=@FILE reads the value from a file')
    .option('--json', 'the channel as JSON')
    .action(add);
  channels
    .command('test')
    .description('send a test by it, and tell the real answer; exits with 3 when it does not arrive')
    .argument('<channel>', 'its id, or its title')
    .option('--json', 'the outcome as JSON')
    .action(test);
  channels
    .command('remove')
    .description('remove a channel that no subscription uses')
    .argument('<channel>', 'its id, or its title')
    .action(remove);
  return channels;
}

async function list({ kinds, json }: { kinds?: boolean; json?: boolean }): Promise<void> {
  await withChannels(async ({ store, channels }) => {
    if (kinds) {
      for (const kind of channels.kinds()) {
        if (json) printJson(kind);
        else print(`${kind.kind}: ${kind.about}\n  ${fieldsOf(kind.settings).map(fieldLine).join('\n  ')}`);
      }
      return;
    }
    const rows = await store.channels();
    for (const row of rows) {
      if (json) printJson(row);
      else print(lineOf(row));
    }
    if (rows.length === 0 && !json)
      print("No channel is set up; 'keelwatch channels list --kinds' says what there is.");
  });
}

async function add(
  kind: string,
  { title, owner, set = [], json }: { title: string; owner: string; set?: string[]; json?: boolean },
): Promise<void> {
  await withChannels(async ({ channels }) => {
    const form = channels.kinds().find((each) => each.kind === kind)?.settings ?? {};
    const made = await channels.make({ kind, title, owner, settings: readSettings(form, set) }, signedHere());
    if (json) printJson(made);
    else print(`Set up: ${lineOf(made)}\nTry it: keelwatch channels test ${made.id}`);
  });
}

async function test(named: string, { json }: { json?: boolean }): Promise<void> {
  await withChannels(async ({ store, channels }) => {
    const channel = await channelNamed(store, named);
    const { outcome, said } = await channels.test(channel.id);
    if (json) printJson({ id: channel.id, outcome, said });
    else print(`${outcome}: ${said}`);
    if (outcome !== 'accepted' && outcome !== 'sent') {
      throw new CodedError('unavailable', `The test by '${channel.title}' did not arrive: ${said}`);
    }
  });
}

async function remove(named: string): Promise<void> {
  await withChannels(async ({ store }) => {
    const channel = await channelNamed(store, named);
    await store.deleteChannel(channel.id, signedHere());
    print(`Removed: ${lineOf(channel)}`);
  });
}

/** By id, or by title where only one has it. */
export async function channelNamed(store: Pick<Store, 'channels'>, named: string): Promise<StoredChannel> {
  const all = await store.channels();
  const found = all.filter(({ id, title }) => id === named || title === named);
  if (found.length === 1) return found[0]!;
  if (found.length > 1) throw new CodedError('invalid', `${found.length} channels are called '${named}'; give the id.`);
  throw new CodedError('not_found', `There is no channel '${named}'; 'keelwatch channels list' has them.`);
}

function lineOf({ id, kind, title, owner, offReason, failingSince }: StoredChannel): string {
  const state = offReason !== null ? `off: ${offReason}` : failingSince !== null ? 'failing' : 'on';
  return `${id}  ${kind}  ${title}  (${owner})  ${state}`;
}

interface Field {
  name: string;
  type: string;
  title: string;
  secret: boolean;
  needed: boolean;
}

function fieldsOf(form: Record<string, unknown>): Field[] {
  const properties = (form.properties ?? {}) as Record<
    string,
    { type?: string; title?: string; secret?: boolean; made?: boolean; default?: unknown }
  >;
  const required = (form.required ?? []) as string[];
  return Object.entries(properties)
    .filter(([, { made }]) => made !== true)
    .map(([name, { type = 'string', title = name, secret = false, default: start }]) => ({
      name,
      type,
      title,
      secret,
      needed: required.includes(name) && start === undefined,
    }));
}

function fieldLine({ name, title, secret, needed }: Field): string {
  return `${name}: ${title}${secret ? ', secret' : ''}${needed ? '' : ', optional'}`;
}

/** "port=587", "password=@/run/secrets/mail": words as the form of the kind takes them. */
function readSettings(form: Record<string, unknown>, set: readonly string[]) {
  const types = new Map(fieldsOf(form).map(({ name, type }) => [name, type]));
  return Object.fromEntries(
    set.map((text): [string, unknown] => {
      const cut = text.indexOf('=');
      if (cut < 1) throw new CodedError('invalid', `'${text}' is no setting; give it as name=value.`);
      const name = text.slice(0, cut);
      const value = fromFile(text.slice(cut + 1));
      if (types.get(name) === 'boolean' && (value === 'true' || value === 'false')) return [name, value === 'true'];
      if (types.get(name) === 'integer' || types.get(name) === 'number') return [name, Number(value)];
      return [name, value];
    }),
  );
}

function fromFile(value: string): string {
  if (!value.startsWith('@')) return value;
  try {
    return readFileSync(value.slice(1), 'utf8').trim();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CodedError('invalid', `${value.slice(1)} cannot be read (${code}).`);
  }
}
