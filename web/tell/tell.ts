// Words of messages and what became of them, and who has what of one alert or case. Pure.

import type { Decision, Delivery, Subscription, TestAnswer } from '../../server/http/wire/channel.ts';
import { timeText } from '../words/format.ts';

export const DELIVERY_WORDS: Record<Delivery['state'], { word: string; meaning: string }> = {
  held: { word: 'Held', meaning: 'It waits for its time.' },
  sent: { word: 'Sent', meaning: 'It has gone out. Nobody answers on that way.' },
  accepted: { word: 'Accepted', meaning: 'The other side says that it has it. Whether anybody read it is not known.' },
  read: { word: 'Read', meaning: 'It was opened.' },
  failed: { word: 'Failing', meaning: 'It was tried, and is tried again.' },
  dead: { word: 'Given up', meaning: 'It is not tried again by itself.' },
  replaced: { word: 'Not sent', meaning: 'A newer state took its place before it went, or it was taken back.' },
};

export const REASON_WORDS: Record<string, string> = {
  first: 'new',
  graver: 'graver than told',
  surer: 'surer than told',
  revised: 'correction',
  withdrawn: 'withdrawal',
  resolved: 'resolved by a person',
};

/** What the choice of states asks for. */
export const STATE_CHOICES: readonly (readonly [word: string, states: string | null])[] = [
  ['All messages', null],
  ['Waiting or failing', 'held,failed'],
  ['Gone out', 'sent,accepted,read'],
  ['Given up', 'dead'],
  ['Not sent', 'replaced'],
];

const TEST_WORDS: Record<string, string> = {
  accepted: 'The other side has accepted it',
  sent: 'It has gone out; nobody answers on this way',
  passing: 'It did not arrive this time',
  permanent: 'It was refused',
};

export function testText({ outcome, said }: TestAnswer): string {
  return `${TEST_WORDS[outcome] ?? outcome}. Answer: ${said === '' ? 'none' : said}`;
}

export function isGood({ outcome }: TestAnswer): boolean {
  return outcome === 'accepted' || outcome === 'sent';
}

/** When it goes, went or was given up, in words. */
export function whenText({ state, dueAt, settledAt, attempts }: Delivery): string {
  const at = timeText(Date.parse(settledAt ?? dueAt));
  const tries = attempts === 0 ? '' : attempts === 1 ? ' after 1 attempt' : ` after ${attempts} attempts`;
  switch (state) {
    case 'held':
      return attempts === 0 ? `due ${at}` : `due ${at}${tries}`;
    case 'failed':
      return `next attempt ${at}${tries}`;
    case 'replaced':
      return `was due ${timeText(Date.parse(dueAt))}`;
    default:
      return attempts > 1 ? `${at}${tries}` : at;
  }
}

export interface Receiver {
  subscriptionId: string;
  title: string;
  /** has: all that was meant for it. behind: the first message, and not the correction. waits, lost, none: nothing. */
  standing: 'has' | 'behind' | 'waits' | 'lost' | 'none';
  says: string;
}

const GONE_OUT: readonly Delivery['state'][] = ['sent', 'accepted', 'read'];

/** Who was told of an alert: each receiver that something was sent, planned or decided for. */
export function receiversOf(
  deliveries: readonly Delivery[],
  decisions: readonly Decision[],
  subscriptions: readonly Subscription[],
  noun: 'alert' | 'case' = 'alert',
): Receiver[] {
  const ids = new Set([...deliveries, ...decisions].map(({ subscriptionId }) => subscriptionId));
  const receivers = [...ids].map((id): Receiver => {
    const title = subscriptions.find((each) => each.id === id)?.title ?? 'A subscription that has ended';
    const own = deliveries
      .filter(({ subscriptionId, state }) => subscriptionId === id && state !== 'replaced')
      .sort((a, b) => a.sequence - b.sequence);
    const had = own.filter(({ state }) => GONE_OUT.includes(state)).at(-1);
    // What stands in the way: the rest waits for it.
    const after = own.find(({ sequence }) => sequence > (had?.sequence ?? 0));
    const about = { subscriptionId: id, title };
    if (had !== undefined && after === undefined) return { ...about, standing: 'has', says: hasText(had, noun) };
    if (had !== undefined && after !== undefined) {
      const what = REASON_WORDS[after.reason] ?? after.reason;
      return { ...about, standing: 'behind', says: `${hasText(had, noun)} Not the ${what}: ${lackText(after)}` };
    }
    if (after !== undefined) {
      const lost = after.state === 'dead';
      return {
        ...about,
        standing: lost ? 'lost' : 'waits',
        says: `${lost ? 'Not told' : 'Not yet'}: ${lackText(after)}`,
      };
    }
    const newest = decisions
      .filter(({ subscriptionId }) => subscriptionId === id)
      .sort((a, b) => b.revision - a.revision);
    return {
      ...about,
      standing: 'none',
      says: newest[0] === undefined ? 'Not told.' : `Not told. ${newest[0].meaning}`,
    };
  });
  const rank = ['lost', 'behind', 'waits', 'has', 'none'];
  return receivers.sort(
    (a, b) =>
      rank.indexOf(a.standing) - rank.indexOf(b.standing) || (a.title < b.title ? -1 : a.title > b.title ? 1 : 0),
  );
}

function hasText({ state, revision, reason, settledAt, doubtful }: Delivery, noun: 'alert' | 'case'): string {
  const at = settledAt === null ? '' : ` on ${timeText(Date.parse(settledAt))}`;
  const what = reason === 'first' ? `the ${noun}` : `the ${REASON_WORDS[reason] ?? reason}`;
  const twice = doubtful ? ' It may have been sent twice.' : '';
  return `Has ${what} in revision ${revision}: ${DELIVERY_WORDS[state].word.toLowerCase()}${at}.${twice}`;
}

function lackText(delivery: Delivery): string {
  const { word } = DELIVERY_WORDS[delivery.state];
  const answer = delivery.answer === null || delivery.answer === '' ? '' : ` Last answer: ${delivery.answer}`;
  return `${word.toLowerCase()}, ${whenText(delivery)}.${answer}`;
}

/** "3 got it, 1 lacks the correction, 1 waits, 2 were not told" */
export function receiversText(receivers: readonly Receiver[]): string {
  const count = (standing: Receiver['standing']) => receivers.filter((each) => each.standing === standing).length;
  const parts = [
    [count('has'), 'told'],
    [count('behind'), 'without the correction'],
    [count('waits'), 'waiting'],
    [count('lost'), 'given up'],
    [count('none'), 'not told'],
  ] as const;
  return parts
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}`)
    .join(', ');
}
