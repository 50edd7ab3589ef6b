// What a channel is: a kind of place where messages go, with its settings, what it can do and how much it bears. It makes of
// a message what is to be sent, and judges what came back. It opens no connection and asks no clock: runner and transports do.

import type { z } from 'zod';
import type { Message } from '../domain/subscription/message.ts';
import { isoMoment } from '../domain/time.ts';
import { clean, cleanLine, cut } from './text.ts';
import type { Mail } from './transport/mail.ts';
import type { MqttPublish } from './transport/mqtt.ts';
import type { Push } from './transport/push.ts';

/** What a channel can do with a correction: change the first message, answer it, or send another. */
export type Ability = 'edit' | 'thread' | 'new';

/** What is to be sent, and over what. */
export type Outgoing =
  | {
      over: 'http';
      method: 'POST' | 'PUT' | 'PATCH';
      url: string;
      headers: Record<string, string>;
      body: string | Uint8Array;
    }
  | ({ over: 'mail' } & Mail)
  | ({ over: 'mqtt' } & MqttPublish)
  | ({ over: 'push' } & Push)
  | { over: 'udp' | 'tcp' | 'tls'; host: string; port: number; bytes: Uint8Array }
  | { over: 'file'; path: string; line: string }
  /** Goes nowhere and is answered at once. */
  | { over: 'nowhere' };

/** What came back. `status` is that of HTTP or of SMTP; null where there is none. */
export interface Answer {
  /** False: no answer came. `doubtful` then says whether the other side may have it all the same. */
  answered: boolean;
  status: number | null;
  headers: Record<string, string>;
  body: string;
  /** Of the connection, e.g. ECONNREFUSED, ETIMEDOUT, REFUSED_ADDRESS. */
  code: string | null;
  doubtful: boolean;
}

export type Verdict =
  /** The other side said it has it; `remote` is its name for the message, for a correction. */
  | { outcome: 'accepted'; remote: string | null; said: string }
  /** It has gone out, and the other side says nothing. */
  | { outcome: 'sent'; said: string }
  | { outcome: 'passing'; said: string; retryAfterMs: number | null; doubtful: boolean }
  /** `channel`: nothing will go this way until a person mends it. */
  | { outcome: 'permanent'; said: string; channel: boolean }
  /** Once more at once, without formatting or with a setting that the other side has named. */
  | { outcome: 'again'; said: string; plain: boolean; settings: Record<string, string> };

/** What of the same subject went this way before. */
export interface Before {
  /** Id of the first delivery, and the other side's name for it. */
  firstId: string;
  remote: string | null;
  headline: string;
}

export interface Circumstance {
  before: Before | null;
  /** The instant of this attempt, UTC ms. */
  at: number;
  /** Without formatting, after the other side could not read it. */
  plain: boolean;
  /** An earlier attempt may have arrived. */
  doubtful: boolean;
}

export interface Limits {
  /** Messages in any minute. */
  aMinute: number;
  /** Requests under way at once. */
  atOnce: number;
}

export interface Channel<S = unknown> {
  kind: string;
  title: string;
  /** One line for whoever sets it up. */
  about: string;
  /** Fields with `meta({ secret: true })` are kept apart and never told back. */
  settings: z.ZodType<S>;
  abilities: readonly Ability[];
  limits: Limits;
  request(message: Message, settings: S, now: Circumstance): Outgoing;
  judge(answer: Answer, now: number): Verdict;
  /**
   * Marks the first message on the other side, whose name for it is `remote`, after its correction has gone out: whoever
   * scrolls back must not take it for what stands.
   */
  amend?(message: Message, settings: S, before: Before & { remote: string }): Outgoing;
}

/** Every channel as the registry holds it: its settings are read by its own schema before they are used. */
export type AnyChannel = Omit<Channel, 'request' | 'amend'> & {
  // biome-ignore lint/suspicious/noExplicitAny: what a channel's own schema has read.
  request(message: Message, settings: any, now: Circumstance): Outgoing;
  // biome-ignore lint/suspicious/noExplicitAny: the same.
  amend?(message: Message, settings: any, before: Before & { remote: string }): Outgoing;
};

/** The message in plain lines, for channels that know no more; a doubtful second attempt says so. */
export function plainBody(message: Message, { doubtful }: Pick<Circumstance, 'doubtful'>): string {
  const lines = message.sentences.map(clean);
  const facts = message.facts.map(({ name, value }) => `${cleanLine(name)}: ${cleanLine(value)}`);
  const rest = [
    ...message.links.map(({ title, url }) => `${cleanLine(title)}: ${url}`),
    `Known at ${isoMoment(message.knownAt)}. ${cleanLine(message.decision)}`,
  ];
  if (doubtful) rest.push('This may have been sent twice.');
  return [...lines, facts.join('\n'), ...rest].filter((line) => line !== '').join('\n\n');
}

/** What stands in place of a first message that was corrected: what it was about, and that it no longer holds. */
export function amendedText({ reason, knownAt }: Message, { headline }: Before): string {
  const mark = reason === 'withdrawn' ? 'Withdrawn' : 'Corrected';
  return `[${mark}] ${cleanLine(headline)} (${mark.toLowerCase()}, known at ${isoMoment(knownAt)}; the later message says what stands)`;
}

/** Letters of one text for a machine: a message then stays well under what receivers take. */
const MACHINE_LETTERS = 4_000;

/** The message for a program to read. */
export function machineBody(message: Message, { doubtful }: Pick<Circumstance, 'doubtful'>) {
  const line = (text: string) => cut(cleanLine(text), MACHINE_LETTERS);
  return {
    subject: message.subject,
    revision: message.revision,
    supersedes: message.supersedes,
    sequence: message.sequence,
    reason: message.reason,
    headline: line(message.headline),
    sentences: message.sentences.map((sentence) => cut(clean(sentence), MACHINE_LETTERS)),
    facts: message.facts.map(({ name, value }) => ({ name: line(name), value: line(value) })),
    links: message.links,
    severity: message.severity,
    confidence: message.confidence,
    beganAt: isoMoment(message.beganAt),
    knownAt: isoMoment(message.knownAt),
    decision: message.decision,
    mayBeRepeated: doubtful,
  };
}
