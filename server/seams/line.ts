// A line between two threads or two processes: questions one way or the other, each with its answer, and news. Plain
// messages go over it, as a structured clone takes them. It knows no question and no worker: whoever holds an end says what to
// answer. When the other end is gone, every question that waits is refused.

import { CodedError, type ErrorCode } from '../domain/errors.ts';
import type { AnswerAny, News } from './bus.ts';

/** One end of whatever carries messages: a worker thread, its parent, a child process, the process above. */
export interface Port {
  post(message: Message): void;
  listen(hear: (message: Message) => void): void;
}

export type Message =
  | { kind: 'ask'; id: number; command: string; body: unknown }
  | { kind: 'answer'; id: number; value: unknown }
  | { kind: 'refusal'; id: number; code: ErrorCode | null; says: string }
  | { kind: 'news'; topic: keyof News; news: News[keyof News] };

export interface Line {
  ask(command: string, body: unknown): Promise<unknown>;
  tell<K extends keyof News>(topic: K, news: News[K]): void;
  /** The other end is gone: refuses what waits, and every question from now on. */
  cut(says: string): void;
}

export interface LineEnd {
  answer: AnswerAny;
  hear<K extends keyof News>(topic: K, news: News[K]): void;
}

/** Questions that may wait for their answers; beyond it something asks and never listens. */
const MOST_WAITING = 1_000;

export function openLine(port: Port, end: LineEnd): Line {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let asked = 0;
  let cutOff: string | null = null;

  async function reply({ id, command, body }: Extract<Message, { kind: 'ask' }>): Promise<void> {
    try {
      port.post({ kind: 'answer', id, value: await end.answer(command, body) });
    } catch (error) {
      const code = error instanceof CodedError ? error.code : null;
      const says =
        error instanceof Error ? (code === null ? (error.stack ?? error.message) : error.message) : `${error}`;
      port.post({ kind: 'refusal', id, code, says });
    }
  }

  port.listen((message) => {
    if (message.kind === 'ask') return void reply(message);
    if (message.kind === 'news') return end.hear(message.topic, message.news as never);
    const question = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'answer') question?.resolve(message.value);
    else question?.reject(message.code === null ? new Error(message.says) : new CodedError(message.code, message.says));
  });

  return {
    ask(command, body) {
      if (cutOff !== null) return Promise.reject(new CodedError('unavailable', cutOff));
      if (waiting.size >= MOST_WAITING) {
        return Promise.reject(new CodedError('unavailable', `${MOST_WAITING} questions wait for a worker already.`));
      }
      return new Promise((resolve, reject) => {
        const id = ++asked;
        // What cannot be sent is refused here, and never waits.
        port.post({ kind: 'ask', id, command, body });
        waiting.set(id, { resolve, reject });
      });
    },
    tell: (topic, news) => port.post({ kind: 'news', topic, news }),
    cut(says) {
      cutOff = says;
      for (const { reject } of waiting.values()) reject(new CodedError('unavailable', says));
      waiting.clear();
    },
  };
}
