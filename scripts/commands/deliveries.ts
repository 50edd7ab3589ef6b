// `keelwatch deliveries`: messages and what became of each, from the command line; what was given up goes once more.

import { Command } from 'commander';
import { CodedError } from '../../server/domain/errors.ts';
import { isoMoment, utcMinute } from '../../server/domain/time.ts';
import { DELIVERY_STATES, type Delivery, type DeliveryState } from '../../server/seams/delivery-store.ts';
import { print, printJson } from './list-desk.ts';
import { withChannels } from './tell-desk.ts';

interface Flags {
  state?: string[];
  subscription?: string;
  channel?: string;
  alert?: string;
  limit: string;
  json?: boolean;
}

const MOST = 100_000;
const PAGE_ROWS = 500;

export function deliveriesCommand(): Command {
  const deliveries = new Command('deliveries').description('messages, and what became of each');
  deliveries
    .command('list')
    .description('newest first')
    .option('--state <word...>', `of ${DELIVERY_STATES.join(', ')}`)
    .option('--subscription <id>', 'of this subscription')
    .option('--channel <id>', 'by this channel')
    .option('--alert <id>', 'of this alert')
    .option('--limit <number>', 'at most so many', '100')
    .option('--json', 'one JSON object per row')
    .action(list);
  deliveries
    .command('resend')
    .description('send once more what was given up, under the same id')
    .argument('<delivery>')
    .action(resend);
  return deliveries;
}

async function list({ state, subscription, channel, alert, limit, json }: Flags): Promise<void> {
  const states = (state ?? []).map((word): DeliveryState => {
    const known = DELIVERY_STATES.find((each) => each === word);
    if (known !== undefined) return known;
    throw new CodedError('invalid', `--state is '${word}'; use one of ${DELIVERY_STATES.join(', ')}.`);
  });
  const most = Number(limit);
  if (!Number.isInteger(most) || most < 1 || most > MOST) {
    throw new CodedError('invalid', `--limit is '${limit}'; give a number from 1 to ${MOST}.`);
  }
  await withChannels(async ({ store }) => {
    let left = most;
    let after: string | undefined;
    do {
      const page = await store.deliveries({
        limit: Math.min(left, PAGE_ROWS),
        ...(states.length === 0 ? {} : { state: states }),
        ...(subscription === undefined ? {} : { subscriptionId: subscription }),
        ...(channel === undefined ? {} : { channelId: channel }),
        ...(alert === undefined ? {} : { subject: { kind: 'alert' as const, id: alert } }),
        ...(after === undefined ? {} : { after }),
      });
      for (const row of page.rows) {
        if (json) printJson(jsonOf(row));
        else print(lineOf(row));
      }
      left -= page.rows.length;
      after = page.next ?? undefined;
    } while (after !== undefined && left > 0);
    if (after !== undefined) process.stderr.write(`There are earlier ones; --limit shows more than ${most}.\n`);
  });
}

async function resend(id: string): Promise<void> {
  await withChannels(async ({ store }) => {
    await store.resendDelivery(id, Date.now());
    print(`It goes once more when a monitor runs on this folder: ${id}`);
  });
}

function jsonOf({ message, said: _, plannedAt, dueAt, settledAt, ...row }: Delivery) {
  return {
    ...row,
    plannedAt: isoMoment(plannedAt),
    dueAt: isoMoment(dueAt),
    settledAt: settledAt === null ? null : isoMoment(settledAt),
    headline: message.headline,
    decision: message.decision,
  };
}

function lineOf({ id, state, settledAt, dueAt, attempts, answer, doubtful, message }: Delivery): string {
  const at = settledAt === null ? `due ${utcMinute(dueAt)}` : utcMinute(settledAt);
  const twice = doubtful ? '  may have been sent twice' : '';
  return `${id}  ${state}  ${at}  ${attempts} attempts  ${message.headline}  ${answer ?? ''}${twice}`.trimEnd();
}
