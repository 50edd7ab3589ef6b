// `keelwatch subscriptions`: who is told of what and when, from the command line, and what it would have told.

import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import { CodedError } from '../../server/domain/errors.ts';
import type { Subscription } from '../../server/domain/subscription/subscription.ts';
import { isoMoment, utcMinute } from '../../server/domain/time.ts';
import { SubscriptionRequest } from '../../server/http/wire/channel.ts';
import type { Store } from '../../server/seams/store.ts';
import type { SubscriptionText } from '../../server/tell/subscription-desk.ts';
import { channelNamed } from './channels.ts';
import { print, printJson, signedHere } from './list-desk.ts';
import { withSubscriptions } from './tell-desk.ts';

interface Flags {
  channel?: string;
  title?: string;
  owner: string;
  watchlist?: string[];
  vessel?: string[];
  rule?: string[];
  severity?: string;
  confidence?: string;
  basis?: string[];
  digest?: string;
  quiet?: string;
  zone: string;
  also: string;
  budget?: string;
  scope: string;
  json?: boolean;
}

export function subscriptionsCommand(): Command {
  const subscriptions = new Command('subscriptions').description('subscriptions: who is told of what, and when');
  subscriptions
    .command('list')
    .description('each with what it sends, in words')
    .option('--json', 'one JSON object per row')
    .action(list);
  conditions(subscriptions.command('add').description('subscribe'))
    .requiredOption('--channel <channel>', 'id or title of the channel')
    .option('--json', 'the subscription as JSON')
    .action(add);
  subscriptions
    .command('remove')
    .description('end a subscription; what waits goes no more')
    .argument('<subscription>', 'its id, or its title')
    .action(remove);
  conditions(
    subscriptions
      .command('preview')
      .description('what it would have sent in the last 30 days: one that there is, or one of these conditions')
      .argument('[subscription]', 'its id, or its title'),
  )
    .option('--channel <channel>', 'id or title of the channel')
    .option('--scope <scope>', "'live', or the id of a replay", 'live')
    .option('--json', 'the preview as JSON')
    .action(preview);
  return subscriptions;
}

function conditions(command: Command): Command {
  return command
    .option('--title <text>', 'what it is called', 'From the command line')
    .option('--owner <text>', 'a person, a team or a machine', 'analyst')
    .option('--watchlist <id...>', 'ships of these watchlists')
    .option('--vessel <imo...>', 'these ships, by IMO number or id')
    .option('--rule <id...>', 'raised by these rules')
    .option('--severity <word>', 'at least low, medium, high or critical')
    .option('--confidence <word>', 'at least medium or high')
    .option('--basis <word...>', 'observed, sighted, inferred or claimed')
    .option('--digest <cron>', 'gathered, by this timetable; absent: at once')
    .option('--quiet <hours>', 'hours without messages, such as 22-6')
    .option('--zone <name>', 'time zone of timetable and quiet hours', 'UTC')
    .option(
      '--also <words>',
      'what is told again, besides corrections: of graver,surer,resolved',
      'graver,surer,resolved',
    )
    .option('--budget <number>', 'new alerts a UTC day, one message each; the rest of the day in one');
}

async function list({ json }: { json?: boolean }): Promise<void> {
  await withSubscriptions(async ({ store, subscriptions }) => {
    const rows = await store.subscriptions();
    const explained = await subscriptions.explain(rows);
    for (const [i, row] of rows.entries()) {
      const { says, nextRuns } = explained[i]!;
      if (json) printJson({ ...row, createdAt: isoMoment(row.createdAt), says, nextRuns: nextRuns.map(isoMoment) });
      else print(`${row.id}  ${row.title}  (${row.owner})\n  ${says}${runsLine(nextRuns)}`);
    }
    if (rows.length === 0 && !json) print('There is no subscription: nobody is told of new alerts.');
  });
}

async function add(flags: Flags): Promise<void> {
  await withSubscriptions(async ({ store, subscriptions, now }) => {
    const { id: channelId } = await channelNamed(store, flags.channel!);
    const saved = await subscriptions.save(randomUUID(), readText(flags, channelId), now, signedHere());
    const [explained] = await subscriptions.explain([saved]);
    if (flags.json) printJson({ ...saved, createdAt: isoMoment(saved.createdAt), says: explained!.says });
    else print(`${saved.id}\n  ${explained!.says}${runsLine(explained!.nextRuns)}`);
  });
}

async function remove(named: string): Promise<void> {
  await withSubscriptions(async ({ store }) => {
    const { id, title } = await subscriptionNamed(store, named);
    await store.deleteSubscription(id, signedHere());
    print(`Ended: ${title} (${id})`);
  });
}

async function preview(named: string | undefined, flags: Flags): Promise<void> {
  await withSubscriptions(async ({ store, subscriptions }) => {
    if (flags.scope !== 'live' && (await store.replay(flags.scope)) === null) {
      throw new CodedError('not_found', `There is no replay '${flags.scope}'.`);
    }
    const channelId = flags.channel === undefined ? '' : (await channelNamed(store, flags.channel)).id;
    const text = named === undefined ? readText(flags, channelId) : await subscriptionNamed(store, named);
    const shown = await subscriptions.preview(text, flags.scope);
    if (flags.json) {
      const alerts = shown.alerts.map((each) => ({ ...each, raisedAt: isoMoment(each.raisedAt) }));
      return printJson({ ...shown, nextRuns: shown.nextRuns.map(isoMoment), alerts });
    }
    print(`${shown.says}${runsLine(shown.nextRuns)}`);
    print(
      `In the last ${shown.days} days this would have sent ${shown.sent} of ${shown.looked} alerts in ${shown.messages} messages.`,
    );
    if (!shown.whole) print('There were more alerts; the newest were looked at.');
    for (const [reason, count] of Object.entries(shown.reasons).sort((a, b) => b[1] - a[1])) {
      print(`  ${count}  ${reason}`);
    }
    for (const { id, headline, raisedAt, why } of shown.alerts) {
      print(`  ${utcMinute(raisedAt)}  ${headline}  ${why}  ${id}`);
    }
    if (shown.alerts.length < shown.sent)
      print(`  ${shown.sent - shown.alerts.length} earlier ones are not written out.`);
  });
}

async function subscriptionNamed(store: Pick<Store, 'subscriptions'>, named: string): Promise<Subscription> {
  const found = (await store.subscriptions()).filter(({ id, title }) => id === named || title === named);
  if (found.length === 1) return found[0]!;
  if (found.length > 1) {
    throw new CodedError('invalid', `${found.length} subscriptions are called '${named}'; give the id.`);
  }
  throw new CodedError('not_found', `There is no subscription '${named}'; 'keelwatch subscriptions list' has them.`);
}

function readText(flags: Flags, channelId: string): SubscriptionText {
  const { title, owner, watchlist, vessel, rule, severity, confidence, basis, digest, quiet, zone, also, budget } =
    flags;
  const read = SubscriptionRequest.safeParse({
    title,
    owner,
    channelId,
    what: {
      ...(watchlist === undefined ? {} : { watchlists: watchlist }),
      ...(vessel === undefined
        ? {}
        : { vessels: vessel.map((id) => id.replace(/^(?:imo)?[\s:]*(\d{7})$/i, 'imo:$1')) }),
      ...(rule === undefined ? {} : { rules: rule }),
      ...(severity === undefined ? {} : { leastSeverity: severity }),
      ...(confidence === undefined ? {} : { leastConfidence: confidence }),
      ...(basis === undefined ? {} : { bases: basis }),
    },
    when: {
      digest: digest === undefined ? null : { cron: digest, timeZone: zone },
      quiet: quiet === undefined ? null : readQuiet(quiet, zone),
      also: also.split(',').filter((word) => word !== '' && word !== 'none'),
    },
    budgetADay: budget === undefined ? null : Number(budget),
  });
  if (read.success) return read.data as SubscriptionText;
  const [issue] = read.error.issues;
  throw new CodedError('invalid', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'cannot be read'}.`);
}

function readQuiet(text: string, timeZone: string): { fromHour: number; toHour: number; timeZone: string } {
  const match = /^(\d{1,2})-(\d{1,2})$/.exec(text);
  if (match === null) throw new CodedError('invalid', `--quiet is '${text}'; give hours as 22-6.`);
  return { fromHour: Number(match[1]), toHour: Number(match[2]), timeZone };
}

function runsLine(runs: readonly number[]): string {
  return runs.length === 0 ? '' : `\n  Next: ${runs.map(utcMinute).join(', ')}`;
}
