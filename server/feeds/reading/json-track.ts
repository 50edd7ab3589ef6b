// The parser behind every JSON format: bytes, in whatever dress they were recorded (one object a line, arrays, an event
// stream, HTTP answers), become objects, and each object goes to the reader of its format. Every object ends as reports,
// under a reason, or is counted as something else.

import type { ParserOptions, ReportSink, TrackFormat, TrackParser } from '../feed.ts';
import { REJECT } from './field-limits.ts';
import { fieldOfName } from './field-names.ts';
import { createHttpBodies, withoutHttpHead } from './http-dump.ts';
import { createJsonItems } from './json-items.ts';
import { createReportFiller, isJson, type Json, type Values } from './table-report.ts';

/** Where a reader puts what an object gave. */
export interface ObjectSink {
  values(values: Values): void;
  reject(reason: string): void;
  /** Neither a report nor an error. */
  pass(): void;
  /** Once for the source; follows its name. */
  note(text: string): void;
}

/** `lead` is what stood before the object on its line, such as a topic; '' mostly. */
export type TakeObject = (object: unknown, lead: string, to: ObjectSink) => void;

export function createJsonParser(options: ParserOptions, member: string, take: TakeObject): TrackParser {
  const filler = createReportFiller(options);
  const msPerLine = 1000 / options.linesPerSecond;
  const canDate = options.startAt !== null || options.arrival !== undefined;
  const notes = new Set<string>();
  let sink: ReportSink | null = null;
  let otherLines = 0;
  let invented = 0;
  // Where the object stands, for rejects.
  let bytes: Uint8Array = new Uint8Array(0);
  let line = 0;

  const to: ObjectSink = {
    values: (values) => {
      const dated = values.at !== undefined || !canDate ? values : { ...values, at: inventedTime() };
      const reason = filler.fill(dated, line);
      if (reason !== null) {
        to.reject(reason);
        return;
      }
      if (options.arrival !== undefined) filler.report.arrivedAt = options.arrival();
      else if (dated !== values) invented++;
      sink?.report(filler.report);
      if (filler.refused !== null) sink?.reject(filler.refused, line, bytes, 0, bytes.length, true);
    },
    reject: (reason) => sink?.reject(reason, line, bytes, 0, bytes.length),
    pass: () => otherLines++,
    note: (text) => notes.add(text),
  };

  function inventedTime(): number {
    if (options.arrival !== undefined) return options.arrival();
    return Math.floor(options.startAt! + (line - 1) * msPerLine);
  }

  const items = createJsonItems(member, {
    item: (text, source, at, lead) => {
      bytes = source;
      line = at;
      const topic = lead.replace(/^data:\s*/, '');
      if (topic !== '' && !isTopic(topic)) sink?.reject(REJECT.json, line, bytes, 0, bytes.length, true);
      let object: unknown;
      try {
        object = parsed(text);
      } catch {
        to.reject(REJECT.json);
        return;
      }
      take(object, topic, to);
    },
    stray: (text, at) => {
      bytes = new TextEncoder().encode(text);
      line = at;
      if (isFraming(text)) otherLines++;
      else to.reject(REJECT.json);
    },
    damaged: (source, at) => {
      bytes = source;
      line = at;
      to.reject(REJECT.json);
    },
  });
  const bodies = createHttpBodies((body) => items.push(body));

  return {
    get lines() {
      return items.lines;
    },
    get otherLines() {
      return otherLines;
    },
    get invented() {
      return invented;
    },
    get notes() {
      return [...notes];
    },
    get damage() {
      return items.brokenOff ? 'breaks off before its end' : null;
    },
    push: (chunk, sinkNow) => {
      sink = sinkNow;
      bodies.push(chunk);
    },
    end: (sinkNow) => {
      sink = sinkNow;
      bodies.end();
      items.end();
    },
  };
}

/** A feed whose messages are JSON objects. Its reader is a pure function, for recordings and live connections alike. */
export interface MessageFeed {
  name: string;
  title: string;
  /** Is it a message of this feed? */
  fits(message: Json, topic: string): boolean;
  /** Its values; or the reason why it gives none, or null when it is neither a report nor an error. */
  read(message: Json, topic: string): Values | string | null;
}

/** The recordings of a feed, known by a message of it among the first bytes. */
export function messageFormat(feed: MessageFeed, mark: RegExp): TrackFormat {
  return {
    name: feed.name,
    title: feed.title,
    detect: (head) => mark.test(head) && beginsLikeJson(head),
    open: (options) =>
      createJsonParser(options, NO_MEMBER, (object, topic, to) => takeMessage(feed, object, topic, to)),
  };
}

function takeMessage(feed: MessageFeed, object: unknown, topic: string, to: ObjectSink): void {
  if (isJson(object) && feed.fits(object, topic)) {
    const read = feed.read(object, topic);
    if (read === null) to.pass();
    else if (typeof read === 'string') to.reject(read);
    else to.values(read);
    return;
  }
  const inner = innerObjects(object);
  if (inner.length === 0) to.reject(REJECT.notMessage);
  for (const message of inner) takeMessage(feed, message, topic, to);
}

/** The objects in the arrays of an object, as programs wrap answers: `{"data": [[…]]}`. */
function innerObjects(object: unknown): Json[] {
  const lists = isJson(object) ? Object.values(object).filter(Array.isArray) : [];
  return (lists.flat(2) as unknown[]).filter(isJson);
}

/** Does it begin like JSON, an event stream of JSON, or messages behind their topics? */
export function beginsLikeJson(head: string): boolean {
  const body = withoutHttpHead(head).replaceAll('\x1e', '');
  return /^[\uFEFF\s]*(?:[[{]|:|(?:data|event|id|retry):|[\w/+-]+ \{)/.test(body);
}

/** A name that no member has. */
const NO_MEMBER = '\0';
/** Lines of an event stream besides `data`, and its end mark. */
const FRAMING = /^(?::|(?:event|id|retry)(?::|$)|data:\s*(?:\[DONE\])?$)/;
const TOPIC = /^[\w.+-]+(?:\/[\w.+-]+)+$/;

function isFraming(text: string): boolean {
  return FRAMING.test(text);
}

function isTopic(text: string): boolean {
  return TOPIC.test(text);
}

/** JSON, but of identifiers and times written with an exponent the text: they are not digits, whatever they come to. */
function parsed(text: string): unknown {
  if (!/\d[eE][-+]?\d/.test(text)) return JSON.parse(text);
  return JSON.parse(text, ((key: string, value: unknown, { source }: { source?: string }) => {
    if (typeof value !== 'number' || source === undefined || !/[eE]/.test(source)) return value;
    const field = fieldOfName(key);
    return field === 'mmsi' || field === 'imo' || field === 'at' ? source : value;
  }) as (key: string, value: unknown) => unknown);
}
