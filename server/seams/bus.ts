// The bus: news from those who write, and commands to workers. It carries no content that could be lost: of a commit it
// says that there was one, and readers go to the log for what they missed; a command is asked again by whoever asked it.
// In process it is this file; across threads and processes a line carries the same messages (line.ts).

import { CodedError } from '../domain/errors.ts';
import type { KeptFix } from '../domain/heard.ts';
import type { CanaryMarks } from './canary-marks.ts';
import type { FeedStatus } from './feed-status.ts';
import type { Trouble } from './problems.ts';
import type { RelayStatus } from './relay-status.ts';

export interface News {
  /** The log has grown to `seq`. The store alone says so, after the commit. */
  log: { seq: number };
  /** Newest positions of a scope, at most once per vessel and batch. */
  positions: { scope: string; fixes: KeptFix[] };
  /** What is wrong with a part that a worker is; all of it each time (problems.ts). */
  problems: { part: string; troubles: Trouble[] };
  /** How the live feeds are, all of them each time, and the relay; about once a second. */
  feeds: { statuses: FeedStatus[]; relay?: RelayStatus };
  /** How far the canary has come in the worker; about once a second. */
  canary: { marks: CanaryMarks };
}

/** What a kind of worker can be asked: by command what is sent with it and what comes back, plain data both. */
export type Commands = Record<string, { body: unknown; answer: unknown }>;

/** A worker by its name, with what it can be asked. */
export interface Addressee<C extends Commands> {
  readonly name: string;
  /** Never there: only the type checker reads it. */
  readonly commands?: C;
}

export type Answers<C extends Commands> = { [K in keyof C]: (body: C[K]['body']) => Promise<C[K]['answer']> };
/** Answers commands that come as plain messages. */
export type AnswerAny = (command: string, body: unknown) => Promise<unknown>;

export interface Bus {
  publish<K extends keyof News>(topic: K, news: News[K]): void;
  /** Returns the function that ends the subscription. */
  subscribe<K extends keyof News>(topic: K, listener: (news: News[K]) => void): () => void;
  /** Rejects with what the worker rejects with; with 'unavailable' when there is none, or it ends before its answer. */
  ask<C extends Commands, K extends keyof C & string>(
    whom: Addressee<C>,
    command: K,
    body: C[K]['body'],
  ): Promise<C[K]['answer']>;
  /** Answers in the name of a worker, in place of whoever did. Returns the function that ends it. */
  answer(name: string, answer: AnswerAny): () => void;
}

export function createBus(): Bus {
  const listeners: { [K in keyof News]: Set<(news: News[K]) => void> } = {
    log: new Set(),
    positions: new Set(),
    problems: new Set(),
    feeds: new Set(),
    canary: new Set(),
  };
  const workers = new Map<string, AnswerAny>();
  return {
    publish(topic, news) {
      for (const listener of listeners[topic]) listener(news);
    },
    subscribe(topic, listener) {
      listeners[topic].add(listener);
      return () => listeners[topic].delete(listener);
    },
    async ask({ name }, command, body) {
      const worker = workers.get(name);
      if (!worker) throw new CodedError('unavailable', `The worker '${name}' does not run at the moment; try again.`);
      return (await worker(command, body)) as never;
    },
    answer(name, answer) {
      workers.set(name, answer);
      return () => {
        if (workers.get(name) === answer) workers.delete(name);
      };
    },
  };
}

/** A table of answers as one function. */
export function answering<C extends Commands>(answers: Answers<C>): AnswerAny {
  return async (command, body) => {
    const answer = Object.hasOwn(answers, command) ? answers[command] : undefined;
    if (!answer) throw new Error(`no worker knows the command '${command}'`);
    return answer(body as never);
  };
}
